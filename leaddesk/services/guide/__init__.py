"""The guide: hand-written chapters, filled up from what the screens themselves are made of."""
