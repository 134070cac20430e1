"""The places of the window and what they share."""
