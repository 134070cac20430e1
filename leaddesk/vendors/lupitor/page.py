"""Reads one page of a campaign's leads out of any bytes (contract section 4); nothing raises."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain

from leaddesk.domain.drift import DriftKind, FieldChange, new_field, type_name
from leaddesk.domain.lead_cells import plain_text
from leaddesk.domain.lead_columns import ColumnKind
from leaddesk.domain.lead_page import ABSENT, ID, UUID, LeadPage, MalformedRow, Misfit, PageProblem, PageRequest, Values
from leaddesk.domain.lead_search import LeadQuery
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr, tr_later, tr_now, trn
from leaddesk.vendors.lupitor.decode import read_error
from leaddesk.vendors.lupitor.local import CREATED, Row, conditions, created_at
from leaddesk.vendors.lupitor.refusals import refusal, unreadable
from leaddesk.vendors.lupitor.request import CAMPAIGN, STATUS, asked, rows_a_page, search_form
from leaddesk.vendors.tolerant import Unparsed, parse_json

MOST_UNKNOWN = 100
"""Undocumented columns that are kept in one search."""
_MOST_MALFORMED = 50
_EXCERPT = 200
_LONGEST_CURSOR = 4000
_FITTING: Mapping[ColumnKind, tuple[type, ...]] = {
    ColumnKind.TEXT: (str,),
    ColumnKind.STATUS: (str,),
    ColumnKind.TIME: (str,),
    ColumnKind.NUMBER: (int, float),
    ColumnKind.JSON: (dict,),
}
_EXPECTED = {ColumnKind.NUMBER: tr_later("a number"), ColumnKind.JSON: tr_later("an object")}


def read_page(
    response: HttpResponse, query: LeadQuery, page: PageRequest, known: Sequence[str], at: datetime
) -> LeadPage | PageProblem:
    """Returns the page in an answer, or the problem where it is none."""
    body = parse_json(response.body)
    envelope = {str(key): value for key, value in body.items()} if isinstance(body, dict) else {}
    error = read_error(envelope)
    if not 200 <= response.status <= 299 or envelope.get("success") is False:
        return refusal(response, error, at)
    if isinstance(body, Unparsed):
        return unreadable(response, body.reason)
    data = envelope.get("data")
    beside = data if isinstance(data, dict) else envelope
    found = next((rows for key in ("leads", "records") if isinstance(rows := beside.get(key), list)), None)
    if found is None:
        return unreadable(response, error or tr("There is no list of leads in its JSON."))
    good: list[Row] = [row for row in found if isinstance(row, dict)]
    columns, left_out = _columns(good, query, known)
    local = conditions(query)
    fitting = [row for row in good if all(fits(row) for fits in local)]
    drift = tuple(_drift(columns, good, query, known))
    return LeadPage(
        number=page.number,
        columns=columns,
        rows=tuple(_values(row, columns) for row in fitting),
        count=len(found),
        malformed=tuple(_malformed(found)) if len(good) < len(found) else (),
        misfits=tuple(_misfits(query, good)),
        next_cursor=_cursor(beside),
        has_more=beside.get("hasMore") is True,
        digest=hashlib.blake2b(response.body, digest_size=16).digest(),
        notices=(
            *([tr("Beyond campaign and status the list takes nothing: the rest is looked for here.")] if local else []),
            *_about_the_end(beside, len(found), query),
            *(
                [tr("{left_out} more undocumented columns came; they are not kept.", left_out=left_out)]
                if left_out
                else []
            ),
            *(sentence for sentence, _ in drift),
        ),
        changes=tuple(chain.from_iterable(changes for _, changes in drift)),
    )


def _columns(rows: list[Row], query: LeadQuery, known: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Returns the columns of the page, those before it first, and how many undocumented ones have no place any more.

    `id` stands beside the vendor's `_id`: by it rows are told apart.
    """
    documented = search_form().columns.by_name
    columns = dict.fromkeys(known or (*query.columns, ID, UUID))
    unknown = [key for key in dict.fromkeys(key for row in rows for key in row) if key not in (*columns, *documented)]
    room = max(0, MOST_UNKNOWN - sum(name not in documented for name in columns))
    return (*columns, *unknown[:room]), len(unknown[room:])


def _values(row: Row, columns: tuple[str, ...]) -> Values:
    """Returns a row as its tuple; the time of creation as ISO 8601, as times are shown."""
    created = created_at(row)
    said = {**row, ID: row.get("_id", ABSENT), UUID: ABSENT}
    if created is not None:
        said[CREATED] = created.isoformat(timespec="milliseconds")
    return tuple(said.get(name, ABSENT) for name in columns)


def _cursor(beside: Mapping[str, object]) -> str:
    value = beside.get("cursor")
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if len(text) <= _LONGEST_CURSOR else ""


def _about_the_end(beside: Mapping[str, object], count: int, query: LeadQuery) -> Iterator[str]:
    """Yields what is odd about where the list goes on; an older host says nothing of it (section 4)."""
    more = beside.get("hasMore")
    if more is not None and not isinstance(more, bool):
        yield tr("hasMore: expected yes or no, got {excerpt}. It is taken for no.", excerpt=_excerpt(more))
    if more is None and count >= rows_a_page(query):
        yield tr(
            "This host does not say whether more leads follow, and as many came as were asked for: there may be more."
        )
    if more is True and not _cursor(beside):
        yield tr("The vendor says that more leads follow, and gives no cursor to read them by.")


def _malformed(found: Iterable[object]) -> Iterator[MalformedRow]:
    odd = [(place, item) for place, item in enumerate(found, 1) if not isinstance(item, dict)]
    for place, item in odd[:_MOST_MALFORMED]:
        yield MalformedRow(place, tr("A row is expected to be an object."), _excerpt(item))
    if len(odd) > _MOST_MALFORMED:
        more = len(odd) - _MOST_MALFORMED
        said = trn("1 more row is no object.", "{count} more rows are no objects.", more)
        yield MalformedRow(odd[_MOST_MALFORMED][0], said, "")


def _excerpt(item: object) -> str:
    text = json.dumps(item, ensure_ascii=False)
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"


def _misfits(query: LeadQuery, rows: list[Row]) -> Iterator[Misfit]:
    """Yields the filters that the list was asked for and that rows do not fit."""
    for key in (CAMPAIGN, STATUS):
        wanted = asked(query, key).casefold()
        odd = [row[key] for row in rows if wanted and key in row and plain_text(row[key]).casefold() != wanted]
        if odd:
            yield Misfit(key, len(odd), plain_text(odd[0])[:_EXCERPT] or tr("nothing"))


def _drift(
    columns: tuple[str, ...], rows: list[Row], query: LeadQuery, known: Sequence[str]
) -> Iterator[tuple[str, tuple[FieldChange, ...]]]:
    """Yields what differs from the documentation, said and listed: columns that nobody knows or that did not come,
    other types.
    """
    form = search_form().columns
    unknown = [n for n in columns if n not in form.by_name and n not in (*known, *query.columns, ID, UUID)]
    if unknown:
        changes = tuple(new_field(name, next((row[name] for row in rows if name in row), None)) for name in unknown)
        yield (
            tr(
                "Columns came that nobody documented: {unknown}.",
                unknown=", ".join(name[:_EXCERPT] for name in unknown),
            ),
            changes,
        )
    for name in query.columns:
        if rows and name in form.by_name and name != "scheduledFor" and all(name not in row for row in rows):
            yield tr("{name} did not come.", name=name), (FieldChange(DriftKind.MISSING, name),)
    for name, column in form.by_name.items():
        kind = ColumnKind.NUMBER if name == CREATED else column.kind
        odd = next((row[name] for row in rows if not _fits(row.get(name), kind)), None)
        if odd is not None:
            expected = _EXPECTED.get(kind, "text")
            change = FieldChange(DriftKind.RETYPED, name, expected, type_name(odd))
            yield (
                tr(
                    "{name}: expected {expected}, got {excerpt}.",
                    name=name,
                    expected=tr_now(expected),
                    excerpt=_excerpt(odd)[:60],
                ),
                (change,),
            )


def _fits(value: object, kind: ColumnKind) -> bool:
    return value is None or (isinstance(value, _FITTING[kind]) and not isinstance(value, bool))
