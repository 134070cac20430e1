"""What a notice says: its kind, what it is about, what that means; never a name of a person or a full number.

It may stand on a locked screen, and desktops differ in what they make of a text: some take it for markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leaddesk.language import tr, trn
from leaddesk.ui.masking import masked_number, masked_text
from leaddesk.ui.notices.choice import NoticeKind
from leaddesk.ui.widgets.plaintext import marked

_LONGEST = 60
"""Letters of a vendor's name."""
_NO_MARKUP = str.maketrans({"<": "‹", ">": "›", "&": "+"})


_MEANS = {
    NoticeKind.UNKNOWN: tr("Nobody knows whether it arrived: look in the dialer before anybody does it again."),
    NoticeKind.CAMPAIGN: tr("Somebody else may have changed it: look before you rely on it."),
    NoticeKind.STALE: tr("What the checks said holds no longer: check again before anybody calls."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing that happened."""

    kind: NoticeKind
    what: str
    """What it is about, masked, such as "(303) •••-••08, sent 2:04 pm MST"."""
    go: Callable[[], None]
    """Goes to the place where something can be done about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is shown at once, of one notice or of many."""

    title: str
    text: str
    go: Callable[[], None]


def told(notices: Sequence[Notice]) -> Told:
    """Returns one message for all of them; it leads to the most urgent one, the first of its kind."""
    kinds = [kind for kind in NoticeKind if any(notice.kind is kind for notice in notices)]
    counted = {kind: sum(notice.kind is kind for notice in notices) for kind in kinds}
    first = next(notice for notice in notices if notice.kind is kinds[0])
    titles = [_title(kind, count) for kind, count in counted.items()]
    example = first.what if counted[first.kind] == 1 else tr("First: {what}", what=first.what)
    return Told(title="; ".join(titles), text=f"{example}. {_MEANS[first.kind]}", go=first.go)


def quiet_number(number: str) -> str:
    """Returns a number that may stand on a locked screen, whatever is masked in the window."""
    return masked_number(number)


def quiet_name(name: str) -> str:
    """Returns a vendor's name of something, with the numbers in it masked and nothing that reads as markup."""
    shown = masked_text(marked(" ".join(name.split())))
    cut = shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
    return cut.translate(_NO_MARKUP)


def _title(kind: NoticeKind, count: int) -> str:
    match kind:
        case NoticeKind.UNKNOWN:
            return trn("Unknown outcome waiting", "{count} unknown outcomes waiting", count)
        case NoticeKind.CAMPAIGN:
            return trn("Campaign changed", "{count} changes of campaigns", count)
        case NoticeKind.STALE:
            return trn("Verdict went stale", "{count} verdicts went stale", count)
