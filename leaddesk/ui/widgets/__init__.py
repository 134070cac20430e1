"""Reusable pieces of the window; they know colours and words, but no service and no vendor."""
