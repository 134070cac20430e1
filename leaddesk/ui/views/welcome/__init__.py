"""The welcome: the two ways to a first lead, and the words that a newcomer meets on the way."""
