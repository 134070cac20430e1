"""How a search is said: the count of its leads, what it waits for, what was noticed, what comes next."""

from __future__ import annotations

import math
from collections.abc import Sequence

from leaddesk.domain.lead_page import Misfit
from leaddesk.domain.lead_search import SearchForm
from leaddesk.domain.verdict import Explanation
from leaddesk.services.lead_search import TRIES, LeadSearch, SearchState

NOTHING_FOUND = "Nothing found: no lead fits what you ask for."
CANCELLED = "The search was cancelled before its first page came."


def nothing_asked(form: SearchForm | None, vendors: Sequence[str]) -> tuple[str, str]:
    """Returns what stands there before the first search, and its button; no form means no profile of these vendors."""
    if form:
        return "Nothing is asked yet. Type what you look for, or leave it empty for all leads, and press Search.", ""
    names = " or ".join(vendors)
    return f"There is no {names} profile yet. Open Profiles, press Add profile and choose {names}.", "Open Profiles"


def leads(count: int) -> str:
    """Returns a number of leads in words."""
    return "1 lead" if count == 1 else f"{count:,} leads"


def count_words(search: LeadSearch) -> str:
    """Returns how many leads there are, as far as that is known."""
    rows, total = search.rows, search.total
    if search.state is SearchState.ENDED:
        return leads(rows)
    if not search.pages:
        return "Cancelled" if search.state is SearchState.CANCELLED else "Not read" if search.problem else "Searching"
    of_total = total is not None and total > rows
    loaded = f"{rows:,} of {leads(total or 0)} loaded" if of_total else f"{leads(rows)} loaded"
    match search.state:
        case SearchState.CANCELLED:
            return f"{loaded}, cancelled"
        case SearchState.FAILED:
            return f"{loaded}, a page failed"
        case _:
            return loaded if total is not None else f"{loaded}, more follow"


def pages_words(search: LeadSearch) -> str:
    """Returns the pages read, and whether the vendor says how many leads there are."""
    if not search.pages:
        return ""
    pages = "1 page read" if search.pages == 1 else f"{search.pages:,} pages read"
    known = search.total is not None or search.state is SearchState.ENDED
    return pages if known else f"{pages}, unknown total"


def next_words(search: LeadSearch) -> str:
    """Returns which page comes next, where one does."""
    going = search.pages > 0 and search.state in (SearchState.READY, SearchState.READING)
    return f"Page {search.next_number:,} is read when you scroll." if going else ""


def end_words(search: LeadSearch, seconds: float) -> str:
    """Returns what stands below the last lead; `seconds` are those since the page was asked for."""
    match search.state:
        case SearchState.READY:
            return ""
        case SearchState.KEYRING:
            return "Waiting for the keyring"
        case SearchState.READING:
            return f"Reading page {search.next_number:,}, {seconds:.0f} s"
        case SearchState.WAITING:
            return wait_words(search)
        case SearchState.FAILED:
            return f"Page {search.next_number:,}: {explained(search.problem)} What is loaded stays."
        case SearchState.ASKS:
            return f"{search.pages:,} pages are read, and more follow. Read on?"
        case SearchState.ENDED:
            return str(search.end or "")
        case SearchState.CANCELLED:
            return "The search was cancelled. What is loaded stays."


def wait_words(search: LeadSearch) -> str:
    """Returns the countdown to the next try."""
    if search.wait is None:
        return ""
    left = math.ceil(search.seconds_left())
    return f"{search.wait.why.title} Trying again in {left} s (try {search.wait.next_try} of {TRIES})."


def explained(problem: Explanation | None) -> str:
    """Returns a problem as one line."""
    return " ".join(part for part in (problem.title, problem.detail, problem.hint) if part) if problem else ""


def notices(search: LeadSearch, form: SearchForm) -> tuple[str, ...]:
    """Returns everything there is to say of the pages so far; what matters most comes first."""
    said = [_misfit(one, form) for one in search.misfits]
    if search.malformed:
        one = search.malformed == 1
        rows = "1 row could not be read and is" if one else f"{search.malformed:,} rows could not be read and are"
        said.append(f"{rows} left out.")
    if search.repeated:
        rows = "1 row came again and is" if search.repeated == 1 else f"{search.repeated:,} rows came again and are"
        said.append(f"{rows} shown once.")
    return (*said, *search.notices)


def _misfit(misfit: Misfit, form: SearchForm) -> str:
    label = form.by_key[misfit.key].label if misfit.key in form.by_key else misfit.key
    rows = "1 row does" if misfit.rows == 1 else f"{misfit.rows:,} rows do"
    return f"{rows} not fit the filter {label}, such as “{misfit.example}”: the vendor may have ignored it."
