"""The first steps: five sentences on a strip that is in nobody's way."""
