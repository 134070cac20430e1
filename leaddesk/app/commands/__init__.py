"""What LeadDesk does without a window, one module a command; each has `add`, which brings it to the command line."""
