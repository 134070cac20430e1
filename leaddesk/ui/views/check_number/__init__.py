"""The place *Check number*: one field, one answer."""
