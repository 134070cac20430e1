"""What the command line asked for."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Options(NamedTuple):
    """How to start the window."""

    practice: bool = False
    tour: Path | None = None
    """Folder for the tour's pictures; None for an ordinary start."""
    first_steps: bool = False
    """Whether practice mode begins with its first steps."""
    check: str = ""
    """A number to fill in at *Check number*, as `check_link` let it through; it is never sent by a start."""
    refusal: str = ""
    """Why a link was not followed, for the window: who pressed it sees no terminal."""
