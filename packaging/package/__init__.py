"""Builds what people install: the program with all it needs in one folder, and this system's packages of it.

Run ``PYTHONPATH=packaging python -m package``, or ``make package``. It builds for the system it runs on and for no
other; what it writes lies in `build/package` and `dist`.
"""
