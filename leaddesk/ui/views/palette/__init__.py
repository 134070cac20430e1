"""The command palette: type a few letters of what is wanted, and Enter."""
