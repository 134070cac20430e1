"""Looks at what LeadDesk is made of: hashes, known vulnerabilities, licences, and a list of all parts (SBOM).

Run ``PYTHONPATH=packaging python -m audit``, or ``make audit``. Known vulnerabilities are asked for on the network;
where nobody answers, that is said, and the audit has not passed.
"""
