"""Notices rows that do not fit the filters: whether the vendor refuses or ignores a value it does not know is unknown.

Only columns that came are looked at. A filter without a column of its own (the search text, labels, contacts, waits)
cannot be checked, and a value that cannot be read fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from leaddesk.domain.lead_cells import plain_text, read_time, read_truth
from leaddesk.domain.lead_page import ABSENT, Misfit, Values
from leaddesk.domain.lead_search import FilterKind, LeadFilter, LeadQuery, SearchForm
from leaddesk.language import tr

Fits = Callable[[object], bool]

_SLACK = timedelta(seconds=1)
"""The vendor's form of a date has whole seconds, a row's time may have parts of one."""
_EXAMPLE = 60


def misfits(
    query: LeadQuery, form: SearchForm, columns: tuple[str, ...], rows: tuple[Values, ...]
) -> tuple[Misfit, ...]:
    """Returns each filter that rows do not fit, with how many they are and what the first one has instead."""
    found: list[Misfit] = []
    for key, column, fits in _checks(query, form):
        if column not in columns:
            continue
        at = columns.index(column)
        odd = [row[at] for row in rows if row[at] is not ABSENT and not fits(row[at])]
        if odd:
            found.append(Misfit(key, len(odd), plain_text(odd[0])[:_EXAMPLE] or tr("nothing")))
    return tuple(found)


def _checks(query: LeadQuery, form: SearchForm) -> Iterator[tuple[str, str, Fits]]:
    if query.created_from is not None:
        yield "created_at_from", "created_at", _not_before(query.created_from)
    if query.created_to is not None:
        yield "created_at_to", "created_at", _not_after(query.created_to)
    for item in query.active():
        spec = form.by_key.get(item.key)
        if spec is not None and spec.column:
            yield item.key, spec.column, _fits(item, spec.kind)


def _fits(item: LeadFilter, kind: FilterKind) -> Fits:
    text = item.value.strip()
    match kind:
        case FilterKind.YES_NO:
            return lambda value: read_truth(value) in (None, text == "true")
        case FilterKind.TIME:
            moment = datetime.fromisoformat(text)
            return _not_before(moment) if item.key.endswith("_from") else _not_after(moment)
        case FilterKind.TEXT if item.key == "number":
            digits = _last_ten(text)
            return lambda value: not digits or digits in _last_ten(plain_text(value))
        case FilterKind.TEXT:
            return lambda value: text.casefold() in plain_text(value).casefold()
        case _:
            wanted = {value.casefold() for value in item.values()}
            return lambda value: plain_text(value).strip().casefold() in wanted


def _not_before(moment: datetime) -> Fits:
    return lambda value: (came := read_time(value)) is None or came >= moment - _SLACK


def _not_after(moment: datetime) -> Fits:
    return lambda value: (came := read_time(value)) is None or came <= moment + _SLACK


def _last_ten(text: str) -> str:
    return re.sub(r"\D", "", text)[-10:]
