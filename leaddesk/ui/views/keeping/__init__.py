"""The sections of *Keep the history*."""
