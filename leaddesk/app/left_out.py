"""Says which profiles and routes on disk are not listed, and why: a bad one never takes the others along."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leaddesk.app.use_cases import UseCases
from leaddesk.language import tr, trn
from leaddesk.ui.tell import Tell

_NAMED = 5
"""So many are named; of a file with more, mending these comes first."""


def say_left_out(use: UseCases, config: Path, tell: Tell) -> None:
    """Says it for both files."""
    if routes := use.routes.left_out():
        title = trn(
            "1 route cannot be used: {first}",
            "{count} routes cannot be used, the first: {first}",
            len(routes),
            first=routes[0],
        )
        say_of_file(title, routes, config / "routes.toml", tell, others=bool(use.routes.routes))
    if profiles := use.profiles.left_out():
        title = trn(
            "1 profile cannot be used: {first}",
            "{count} profiles cannot be used, the first: {first}",
            len(profiles),
            first=profiles[0],
        )
        say_of_file(title, profiles, config / "profiles.toml", tell, others=bool(use.profiles.profiles))


def say_of_file(title: str, left_out: Sequence[str], file: Path, tell: Tell, *, others: bool) -> None:
    """Says the title, then what else is left out; `left_out` holds a sentence for each, and there may be `others`."""
    named = " ".join(left_out[:_NAMED])
    if len(left_out) > _NAMED:
        named = f"{named} {trn('And 1 more.', 'And {count} more.', len(left_out) - _NAMED)}"
    kept = tr("What the file says of them is kept. Correct {file}, then start LeadDesk again.", file=file)
    detail = f"{named} {kept}" if len(left_out) > 1 else kept
    tell("error", title, detail, tr("The others work.") if others else "")
