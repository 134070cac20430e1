"""How work grows with its text: a limit in seconds would fail on a busy machine, a share of itself does not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import process_time
from timeit import repeat

LINEAR = 40
"""What ten times the text may take at most: in proportion that is 10 times the work, squared it is 100."""


def growth(work: Callable[[str], object], text: str) -> float:
    """Returns how many times the processor time of its first tenth a text takes."""
    parts = text, text[: len(text) // 10]
    whole, tenth = (min(repeat(partial(work, part), timer=process_time, number=1, repeat=4)) for part in parts)
    return whole / tenth
