"""Asks TrackDrive for one page of leads, and says beforehand what cannot be asked (contract sections 1, 2 and 3)."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from urllib.parse import quote, urlsplit

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.lead_page import ID, UUID, PageRequest
from leaddesk.domain.lead_search import FIRST_PAGE, ROWS_A_PAGE, FilterKind, LeadFilter, LeadQuery, SearchForm
from leaddesk.domain.phone import PhoneProblem, parse_phone
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpRequest
from leaddesk.language import tr
from leaddesk.vendors.search_problems import search_problems

NO_ACCOUNT = "your-subdomain"
"""Stands in the default base URL where the account's own name belongs."""

_PHONE = re.compile(r"\+?[0-9().\s/-]{2,24}")
"""A whole number or a part of one: what cannot be read as either would find nothing."""
_ID = re.compile(r"[0-9]{1,20}|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


def requested(query: LeadQuery, form: SearchForm) -> tuple[str, ...]:
    """Returns the columns that are asked for: the documented ones in view, and the two that tell rows apart."""
    return tuple(dict.fromkeys((*(name for name in query.columns if name in form.columns.by_name), ID, UUID)))


def encode(
    query: LeadQuery, page: PageRequest, form: SearchForm, profile: ConnectionProfile, secrets: Mapping[str, Secret]
) -> HttpRequest:
    """Returns the read of one page. Raises LeadDeskError for a base URL that names no account yet."""
    pairs = [
        *_asked(query, form),
        ("columns", ",".join(requested(query, form))),
        ("per_page", str(query.page_size)),
        ("cursor", page.cursor) if page.cursor else ("page", str(page.number)),
    ]
    return read(profile, secrets, pairs)


def read(profile: ConnectionProfile, secrets: Mapping[str, Secret], pairs: list[tuple[str, str]]) -> HttpRequest:
    """Returns a read of leads with these parameters; the keys stand in a header and never in the address."""
    host = profile.host
    if host.split(".")[0].casefold() == NO_ACCOUNT:
        raise LeadDeskError(
            tr("The Base URL still says {no_account}.", no_account=NO_ACCOUNT),
            tr("Nothing was asked."),
            tr("Open Profiles and put your account's own name in its place."),
        )
    # A blank becomes %20 and a plus sign %2B: a bare plus would be read as a blank and change the time.
    line = "&".join(f"{name}={quote(value, safe=',', errors='replace')}" for name, value in pairs)
    keys = f"{secrets['public_key'].reveal()}:{secrets['private_key'].reveal()}"
    basic = base64.b64encode(keys.encode("utf-8", "surrogatepass")).decode("ascii")
    return HttpRequest(
        "GET",
        f"{_leads(profile.base_url)}?{line}",
        headers=(("Authorization", Secret(f"Basic {basic}")), ("Accept", "application/json")),
        writes=False,
        timeout_s=profile.timeout_s,
    )


def _leads(base_url: str) -> str:
    """Returns the address of the lead list; a base URL that is a host alone gets the documented path."""
    base = base_url.rstrip("/")
    return f"{base}{'' if urlsplit(base).path.strip('/') else '/api/v1'}/leads"


def _asked(query: LeadQuery, form: SearchForm) -> Iterator[tuple[str, str]]:
    if text := query.text.strip():
        yield "fulltext", text
    filters = {item.key: item for item in query.active() if item.key in form.by_key}
    if query.created_from is not None:
        yield "created_at_from", _moment(query.created_from)
    if query.created_to is not None:
        yield "created_at_to", _moment(query.created_to)
    if not query.has_range and query.created_label not in ("", form.custom_label):
        yield "created_at_label", query.created_label
        if (short := form.zones.get(query.zone)) and "time_zone" not in filters:
            yield "time_zone", short
    for key, item in filters.items():
        if key not in (FIRST_PAGE, ROWS_A_PAGE):
            yield key, _sent(item, form.by_key[key].kind)


def _sent(item: LeadFilter, kind: FilterKind) -> str:
    if item.key == "number":
        return _number(item.value.strip())
    match kind:
        case FilterKind.TIME:
            return _moment(datetime.fromisoformat(item.value.strip()))
        case FilterKind.IDS | FilterKind.SUGGESTIONS:
            return ",".join(item.values())
        case _:
            return item.value.strip()


def _number(typed: str) -> str:
    """Returns a number as E.164, the form that leads are kept in; what is no number goes out as typed."""
    try:
        return parse_phone(typed).e164 or typed
    except PhoneProblem:
        return typed


def _moment(moment: datetime) -> str:
    """Returns a time in the manual's form, `2016-01-01 12:25:15 -0500`."""
    return f"{moment:%Y-%m-%d %H:%M:%S %z}"


def problems(query: LeadQuery, form: SearchForm) -> tuple[FieldProblem, ...]:
    """Returns what is wrong with a question, by the key of what it is about."""
    return search_problems(query, form, "TrackDrive", partial(_refused, form))


def _refused(form: SearchForm, item: LeadFilter) -> str:
    """Returns why a filter cannot be sent as it is; nothing where it can."""
    spec, text = form.by_key[item.key], item.value.strip()
    if item.key == "number" and not (_PHONE.fullmatch(text) and re.search(r"[0-9]", text)):
        return tr("A number is made of digits, such as 202-555-0142.")
    match spec.kind:
        case FilterKind.NUMBER if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
            return tr("Type a whole number from 1 on.")
        case FilterKind.YES_NO if text not in ("true", "false"):
            return tr("Choose true or false.")
        case FilterKind.CHOICE if text not in spec.words:
            return tr("Choose one of: {words}.", words=", ".join(spec.words))
        case FilterKind.IDS if not item.values() or not all(_ID.fullmatch(value) for value in item.values()):
            return tr("An id is a whole number or a UUID; part several by commas.")
        case FilterKind.SUGGESTIONS if not item.values():
            return tr("Type a word.")
        case FilterKind.TIME if not _is_moment(text):
            return tr("A time needs its zone.")
        case _:
            return ""


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
