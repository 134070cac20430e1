"""Walks every place and dialog from outside with the keyboard alone, as somebody does who sees no picture.

Run ``PYTHONPATH=packaging python -m accessibility``, or ``make accessibility``. It prints what was walked and what is
wrong with it; what it found and cannot find stands in `resources/ACCESSIBILITY.md`.
"""
