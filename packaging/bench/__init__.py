"""Measures LeadDesk against plain tools in one run, as ratios: absolute times say more of the machine than of us.

Run ``PYTHONPATH=packaging python -m bench``, or ``make bench``; needs no display and no network.
"""
