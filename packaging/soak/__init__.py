"""Works at LeadDesk for a long time, against a practice server at its worst, and shows that nothing is left behind.

Run ``PYTHONPATH=packaging python -m soak``, or ``make soak``; needs no display and no network.
"""
