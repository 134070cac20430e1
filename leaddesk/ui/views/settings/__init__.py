"""Sections of *Settings* that are more than a field or two."""
