"""What is wrong with a question about leads before it is asked, as far as a vendor's `search.toml` tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.lead_search import LeadFilter, LeadQuery, SearchForm
from leaddesk.language import tr


def search_problems(
    query: LeadQuery, form: SearchForm, vendor: str, refused: Callable[[LeadFilter], str]
) -> tuple[FieldProblem, ...]:
    """Returns what is wrong with a question, by the key of what it is about.

    `refused` says why a filter of the form cannot be sent as it is, and nothing where it can.
    """
    return tuple(FieldProblem(key, text) for key, text in _problems(query, form, vendor, refused))


def _problems(
    query: LeadQuery, form: SearchForm, vendor: str, refused: Callable[[LeadFilter], str]
) -> Iterator[tuple[str, str]]:
    yield from _of_the_range(query)
    if not query.has_range and query.created_label == form.custom_label:
        yield "created_from", tr("{custom_label} needs a time: from, to, or both.", custom_label=form.custom_label)
    elif query.created_label and query.created_label not in form.created_labels:
        label = query.created_label
        yield "created", tr("{vendor} has no label {label}: give a time from or to.", vendor=vendor, label=label)
    if query.zone and not _is_zone(query.zone):
        yield "zone", tr("This computer knows no zone {zone}.", zone=query.zone)
    if not any(name in form.columns.by_name for name in query.columns):
        yield "columns", tr("Choose at least one column.")
    for item in query.active():
        if item.key not in form.by_key:
            yield item.key, tr("{vendor} has no filter {key}.", vendor=vendor, key=item.key)
        elif why := refused(item):
            yield item.key, why


def _of_the_range(query: LeadQuery) -> Iterator[tuple[str, str]]:
    start, end = query.created_from, query.created_to
    if start is not None and start.tzinfo is None:
        yield "created_from", tr("This time has no zone.")
    elif end is not None and end.tzinfo is None:
        yield "created_to", tr("This time has no zone.")
    elif start is not None and end is not None and start > end:
        yield "created_to", tr("The range ends before it begins.")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True
