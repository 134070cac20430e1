"""Reads one page of leads out of any bytes (contract sections 4 and 5); nothing raises.

A page has hundreds of rows and a search hundreds of pages, so the way of ordinary pages is short: rows become tuples
at once, and types are looked at column by column. What is odd (halves of characters, numbers without end) takes the
slow road of `tolerant`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from operator import itemgetter

from leaddesk.domain.drift import DriftKind, FieldChange
from leaddesk.domain.lead_columns import ColumnKind, LeadColumn
from leaddesk.domain.lead_page import ABSENT, Absent, LeadPage, MalformedRow, PageProblem, PageRequest, Values
from leaddesk.domain.lead_search import LeadQuery, SearchForm
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr, tr_later, tr_now, trn
from leaddesk.vendors.tolerant import Unparsed, parse_json
from leaddesk.vendors.trackdrive.misfits import misfits
from leaddesk.vendors.trackdrive.refusals import errors_in, unreadable
from leaddesk.vendors.trackdrive.request import requested

DEEPEST = 64
"""Levels of a nested value that are kept."""
MOST_UNKNOWN = 100
"""Undocumented columns that are kept in one search."""
_MOST_MALFORMED = 50
_EXCERPT = 200
_BESIDE = frozenset(("status", "errors", "checksum", "metadata"))
"""What may stand beside the rows."""
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""Half a character, which may stand alone."""
_TOTAL = ("total_entries", "total_count", "total_results", "total")
_FITTING: Mapping[ColumnKind, frozenset[type]] = {
    ColumnKind.TEXT: frozenset((str, int)),
    ColumnKind.STATUS: frozenset((str,)),
    ColumnKind.TIME: frozenset((str,)),
    ColumnKind.BOOLEAN: frozenset((bool, int, str)),
    ColumnKind.NUMBER: frozenset((int, float, str)),
    ColumnKind.MONEY: frozenset((int, float, str)),
    ColumnKind.JSON: frozenset((dict,)),
}
"""What a column of each kind may hold without a word about it."""
_EXPECTED = {
    ColumnKind.BOOLEAN: tr_later("yes or no"),
    ColumnKind.NUMBER: tr_later("a number"),
    ColumnKind.MONEY: tr_later("a number"),
    ColumnKind.JSON: tr_later("an object"),
}
_NAMES: Mapping[type, str] = {
    bool: tr_later("yes or no"),
    int: tr_later("a number"),
    float: tr_later("a number"),
    str: tr_later("text"),
    list: tr_later("a list"),
    dict: tr_later("an object"),
}


def read_page(
    response: HttpResponse, query: LeadQuery, page: PageRequest, known: Sequence[str], form: SearchForm
) -> LeadPage | PageProblem:
    """Returns the page in the answer of a success, or the problem where there is no list in it."""
    text, charset_notice = _text(response)
    body = _parsed(text)
    if isinstance(body, Unparsed):
        return unreadable(response, body.reason)
    found, root = _rows(body, may_be_empty=bool(known))
    if found is None:
        return unreadable(response, tr("There is no list of rows in its JSON."), body)
    good = [row for row in found if isinstance(row, dict)]
    columns, left_out = _columns(good, query, known, form)
    rows = _tuples(good, columns)
    kinds = _kinds(rows)
    deep = _is_deep_somewhere(rows, kinds)
    if deep:
        rows = tuple(tuple(tr("(nested too deeply)") if _is_too_deep(v) else v for v in row) for row in rows)
        kinds = _kinds(rows)
    said = _Said(body)
    drift = tuple(_drift(columns, kinds, query, form, known))
    return LeadPage(
        number=page.number,
        columns=columns,
        rows=rows,
        count=len(found),
        malformed=tuple(_malformed(found)) if len(good) < len(found) else (),
        misfits=misfits(query, form, columns, rows),
        total=said.count(*_TOTAL),
        total_pages=said.count("total_pages"),
        size=said.count("per_page"),
        next_cursor=said.cursor(),
        digest=hashlib.blake2b(response.body, digest_size=16).digest(),
        notices=(
            *charset_notice,
            *_root_notice(root),
            *([tr("Beside the rows: {errors}", errors=errors)] if (errors := errors_in(body)) else []),
            *([tr("A value is nested too deeply to be kept.")] if deep else []),
            *(
                [tr("{left_out} more undocumented columns came; they are not kept.", left_out=left_out)]
                if left_out
                else []
            ),
            *(sentence for sentence, _ in drift),
        ),
        changes=tuple(chain.from_iterable(changes for _, changes in drift)),
    )


# ---------------------------------------------------------------- from bytes to rows


def _text(response: HttpResponse) -> tuple[str, tuple[str, ...]]:
    """Returns the body as text, and what there is to say where it is not UTF-8."""
    try:
        return response.body.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        from email.message import Message

        header = Message()
        header["Content-Type"] = re.sub(r"[^\x20-\x7e]", "", response.header("Content-Type"))
        charset = str(header.get_param("charset", "") or "").strip("\"'").casefold()
    if charset and charset not in ("utf-8", "utf8"):
        try:
            return response.body.decode(charset), (
                tr("The answer is not UTF-8; it was read as {charset}, as it says.", charset=charset),
            )
        except (LookupError, ValueError):
            pass
    return response.body.decode("utf-8", "replace"), (
        tr("The answer is not UTF-8: letters that are lost show as \ufffd."),
    )


def _parsed(text: str) -> object:
    if "\\u" in text and _HALF.search(text):
        return parse_json(text.encode("utf-8", "replace"))
    try:
        # Raw control characters in a text are refused by the letter of JSON; they are shown as marks.
        return json.loads(text, strict=False, parse_constant=str)
    except (ValueError, RecursionError):
        return parse_json(text.encode("utf-8", "replace"))


def _rows(body: object, *, may_be_empty: bool) -> tuple[list[object] | None, str]:
    """Returns the list of rows and the key it stood under: a bare list, the named root, `leads`, or the first fit.

    After a page with rows an empty list under any key is the empty page that ends the search.
    """
    if isinstance(body, list):
        return body, ""
    if not isinstance(body, dict):
        return None, ""
    metadata = body.get("metadata")
    named = metadata.get("root") if isinstance(metadata, dict) else None
    for key in (named, "leads"):
        if isinstance(key, str) and isinstance(rows := body.get(key), list):
            return rows, key
    for key, value in body.items():
        if key in _BESIDE or not isinstance(value, list):
            continue
        if any(isinstance(item, dict) for item in value) or (may_be_empty and not value):
            return value, key
    return None, ""


def _root_notice(root: str) -> tuple[str, ...]:
    return (
        (tr("The rows stood under {root} and not under leads.", root=root[:_EXCERPT]),)
        if root not in ("", "leads")
        else ()
    )


def _columns(
    rows: list[dict[str, object]], query: LeadQuery, known: Sequence[str], form: SearchForm
) -> tuple[tuple[str, ...], int]:
    """Returns the columns of the page, those before it first, and how many undocumented ones have no place any more."""
    columns = dict.fromkeys(known or (*query.columns, *requested(query, form)))
    came: set[str] = set().union(*rows)
    new = came.difference(columns, form.columns.by_name)
    if not new:
        return tuple(columns), 0
    unknown = [key for key in dict.fromkeys(key for row in rows for key in row) if key in new]
    room = max(0, MOST_UNKNOWN - sum(name not in form.columns.by_name for name in columns))
    return (*columns, *unknown[:room]), len(unknown[room:])


def _tuples(rows: list[dict[str, object]], columns: tuple[str, ...]) -> tuple[Values, ...]:
    """Returns the rows in the order of the columns, which are two at least."""
    try:
        return tuple(map(itemgetter(*columns), rows))
    except KeyError:  # the short way is for rows that have every column
        return tuple(tuple(map(row.get, columns, repeat(ABSENT))) for row in rows)


def _malformed(found: Iterable[object]) -> Iterator[MalformedRow]:
    odd = [(place, item) for place, item in enumerate(found, 1) if not isinstance(item, dict)]
    for place, item in odd[:_MOST_MALFORMED]:
        kind = _NAMES.get(type(item), "nothing")
        yield MalformedRow(
            place, tr("A row is expected to be an object; this is {kind}.", kind=tr_now(kind)), _excerpt(item)
        )
    if len(odd) > _MOST_MALFORMED:
        more = len(odd) - _MOST_MALFORMED
        said = trn("1 more row is no object.", "{count} more rows are no objects.", more)
        yield MalformedRow(odd[_MOST_MALFORMED][0], said, "")


def _excerpt(item: object) -> str:
    text = "" if _is_too_deep(item) else json.dumps(item, ensure_ascii=False)
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"


# ---------------------------------------------------------------- what is looked at column by column


def _is_deep_somewhere(rows: tuple[Values, ...], kinds: list[set[type]]) -> bool:
    nested = [at for at, types in enumerate(kinds) if not types.isdisjoint((dict, list))]
    return any(_is_too_deep(row[at]) for at in nested for row in rows)


def _kinds(rows: tuple[Values, ...]) -> list[set[type]]:
    """Returns the types that each column holds; nothing without rows."""
    return [set(map(type, column)) for column in zip(*rows, strict=True)]


def _is_too_deep(value: object) -> bool:
    """Tells whether a value is nested beyond what can be shown; walks level by level, so that no stack runs out."""
    level = [value]
    for _ in range(DEEPEST):
        inner: list[object] = []
        for item in level:
            if isinstance(item, dict):
                inner += item.values()
            elif isinstance(item, list):
                inner += item
        level = [item for item in inner if isinstance(item, dict | list)]
        if not level:
            return False
    return True


def _drift(
    columns: tuple[str, ...], kinds: list[set[type]], query: LeadQuery, form: SearchForm, known: Sequence[str]
) -> Iterator[tuple[str, tuple[FieldChange, ...]]]:
    """Yields what differs from the documentation, said and listed: columns that did not come or that nobody knows,
    other types.
    """
    unknown = [name for name in columns if name not in form.columns.by_name and name not in known]
    if unknown := [name for name in unknown if name not in query.columns]:
        came = dict(zip(columns, kinds, strict=False))
        changes = tuple(FieldChange(DriftKind.NEW, name, "", _got(came.get(name, set()))) for name in unknown)
        yield (
            tr(
                "Columns came that nobody documented: {unknown}.",
                unknown=", ".join(name[:_EXCERPT] for name in unknown),
            ),
            changes,
        )
    for name, types in zip(columns, kinds, strict=False):
        column = form.columns.column(name)
        if types == {Absent} and name in query.columns:
            missing = (FieldChange(DriftKind.MISSING, name),) if name in form.columns.by_name else ()
            yield tr("{name} was asked for and did not come.", name=name), missing
        elif name in form.columns.by_name:
            yield from _retyped(column, types)


def _retyped(column: LeadColumn, kinds: set[type]) -> Iterator[tuple[str, tuple[FieldChange, ...]]]:
    odd = kinds - _FITTING[column.kind] - {type(None), Absent}
    if odd:
        expected, got = _EXPECTED.get(column.kind, "text"), _got(odd)
        change = FieldChange(DriftKind.RETYPED, column.name, expected, got)
        yield (
            tr(
                "{column}: expected {expected}, got {got}.",
                column=column.name,
                expected=tr_now(expected),
                got=tr_now(got),
            ),
            (change,),
        )


def _got(kinds: set[type]) -> str:
    return " and ".join(sorted({_NAMES[kind] for kind in kinds if kind in _NAMES}))


class _Said:
    """What the vendor says beside the rows."""

    def __init__(self, body: object) -> None:
        beside = body if isinstance(body, dict) else {}
        metadata = beside.get("metadata")
        self._places = [place for place in (metadata, beside) if isinstance(place, dict)]

    def count(self, *names: str) -> int | None:
        """Returns the first of these that is a whole number."""
        values = (place.get(name) for place in self._places for name in names)
        return next((int(str(value)) for value in values if _is_count(value)), None)

    def cursor(self) -> str:
        """Returns the next cursor; 0 and nothing mean the end (contract section 4)."""
        value = next((place["next_cursor"] for place in self._places if "next_cursor" in place), None)
        text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
        return "" if text == "0" or len(text) > _EXCERPT else text


def _is_count(value: object) -> bool:
    return (
        not isinstance(value, bool) and isinstance(value, int | str) and bool(re.fullmatch(r"[0-9]{1,12}", str(value)))
    )
