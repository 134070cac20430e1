"""The parts of the history: its files and drivers, its schema step by step, and its rows."""
