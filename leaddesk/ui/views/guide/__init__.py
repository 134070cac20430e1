"""The guide in a window of its own, beside the place that it is about."""
