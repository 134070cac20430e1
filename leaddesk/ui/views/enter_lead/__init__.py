"""The place *Enter lead*: the form at the left, the verdict at the right."""
