"""The ports made real: network, keyring, files, clock. Every foreign exception is translated at this border."""
