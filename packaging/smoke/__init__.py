"""Tries the packaged program as its user has it: out of its archive, without this checkout and its Python.

Run ``PYTHONPATH=packaging python -m smoke``, or ``make package-test``. It says what it could not try on this system;
what is not tried has not passed.
"""
