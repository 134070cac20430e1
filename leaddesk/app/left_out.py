"""Says which profiles on disk are not listed, and why: one that cannot be used never takes the others along."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leaddesk.language import tr, trn
from leaddesk.ui.tell import Tell

_NAMED = 3
"""So many profiles are named; a message is read, a list is looked up."""


def say_left_out(left_out: Sequence[str], file: Path, tell: Tell) -> None:
    """Says it; `left_out` holds a sentence for each."""
    named = " ".join(left_out[:_NAMED])
    if len(left_out) > _NAMED:
        named = f"{named} {trn('And 1 more.', 'And {count} more.', len(left_out) - _NAMED)}"
    tell(
        "error",
        trn("1 profile cannot be used.", "{count} profiles cannot be used.", len(left_out)),
        named,
        tr(
            "The others work, and what the file says of these is kept. Correct {file}, then start LeadDesk again.",
            file=file,
        ),
    )
