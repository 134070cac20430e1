"""Toy Dialer: the vendor that CONTRIBUTING adds. Nobody offers it; the tests put this folder in its place."""
