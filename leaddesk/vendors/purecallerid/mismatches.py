"""Finds where the litigator check contradicts itself: the vendor's own sample does (contract section 9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from leaddesk.domain.phone import last_ten
from leaddesk.domain.verdict import LitigationCase, Number, Silence
from leaddesk.language import tr, trn


def find_mismatches(
    *,
    found: bool | None,
    hits: Number,
    listed: int,
    cases: Sequence[LitigationCase],
    narrative: str | None,
    actions: str | None,
    phone: str | None,
) -> tuple[str, ...]:
    """Returns one sentence for each contradiction; `listed` counts the entries, unreadable ones too.

    A part that is None was not returned or is unreadable, and contradicts nothing.
    """
    return (
        *_counts(found, hits, listed),
        *_unsaid(cases, narrative or ""),
        *(() if actions is None else _unlisted(cases, actions)),
        *_numbers(cases, phone or ""),
    )


def _counts(found: bool | None, hits: Number, listed: int) -> Iterable[str]:
    shown = trn("shows {count} case", "shows {count} cases", listed)
    counted = None if isinstance(hits, Silence) else hits
    if counted is not None and counted != listed:
        yield trn(
            "The vendor counts {hits} hit and {shown}.",
            "The vendor counts {hits} hits and {shown}.",
            int(counted),
            hits=counted,
            shown=shown,
        )
    if found is False and (listed or counted):
        yield tr("The vendor says that nothing was found, and {shown}.", shown=shown if listed else tr("counts hits"))
    if found is True and not listed and not counted:
        yield tr("The vendor says that something was found, and {shown}.", shown=shown)


def _unsaid(cases: Sequence[LitigationCase], narrative: str) -> Iterable[str]:
    if narrative and (unsaid := [action for action in _in_cases(cases) if not _names(narrative, action)]):
        yield tr("The cases name {unsaid}; the narrative does not.", unsaid=", ".join(unsaid))


def _unlisted(cases: Sequence[LitigationCase], actions: str) -> Iterable[str]:
    in_cases = _in_cases(cases)
    listed = tuple(part.strip() for part in actions.split(",") if part.strip())
    if unlisted := [action for action in in_cases if action not in listed]:
        yield tr("The cases name {unlisted}; the list of actions does not.", unlisted=", ".join(unlisted))
    if unproved := [action for action in listed if action not in in_cases]:
        yield tr("The list of actions names {unproved}; no case shown does.", unproved=", ".join(unproved))


def _in_cases(cases: Sequence[LitigationCase]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(action for case in cases for action in case.actions))


def _names(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None


def _numbers(cases: Sequence[LitigationCase], phone: str) -> Iterable[str]:
    asked = last_ten(phone)
    others = sum(1 for case in cases if asked and last_ten(case.phone) not in ("", asked))
    if others:
        yield trn(
            "{count} case is about another number than the check.",
            "{count} cases are about another number than the check.",
            others,
        )
