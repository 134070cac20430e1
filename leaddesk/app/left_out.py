"""Says which profiles on disk are not listed, and why: one that cannot be used never takes the others along."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leaddesk.language import tr, trn
from leaddesk.ui.tell import Tell

_NAMED = 5
"""So many profiles are named; of a file with more, mending these comes first."""


def say_left_out(left_out: Sequence[str], file: Path, tell: Tell, *, others: bool) -> None:
    """Says it; `left_out` holds a sentence for each, of which the first is in view, and there may be `others`."""
    named = " ".join(left_out[:_NAMED])
    if len(left_out) > _NAMED:
        named = f"{named} {trn('And 1 more.', 'And {count} more.', len(left_out) - _NAMED)}"
    kept = tr("What the file says of them is kept. Correct {file}, then start LeadDesk again.", file=file)
    tell(
        "error",
        trn(
            "1 profile cannot be used: {first}",
            "{count} profiles cannot be used, the first: {first}",
            len(left_out),
            first=left_out[0],
        ),
        f"{named} {kept}" if len(left_out) > 1 else kept,
        tr("The others work.") if others else "",
    )
