"""How a search is said: the count of its leads, what it waits for, what was noticed, what comes next."""

from __future__ import annotations

import math
from collections.abc import Sequence

from leaddesk.domain.calling_words import or_words
from leaddesk.domain.lead_page import Misfit
from leaddesk.domain.lead_search import SearchForm
from leaddesk.domain.verdict import Explanation
from leaddesk.language import grouped, tr, tr_now, trn
from leaddesk.services.lead_search import TRIES, LeadSearch, SearchState

NOTHING_FOUND = tr("Nothing found: no lead fits what you ask for.")
CANCELLED = tr("The search was cancelled before its first page came.")


def nothing_asked(form: SearchForm | None, vendors: Sequence[str]) -> tuple[str, str]:
    """Returns what stands there before the first search, and its button; no form means no profile of these vendors."""
    if form:
        return tr(
            "Nothing is asked yet. Type what you look for, or leave it empty for all leads, and press Search."
        ), ""
    names = or_words(vendors)
    nothing = tr("There is no {names} profile yet. Open Profiles, press Add profile and choose {names}.", names=names)
    return nothing, tr("Open Profiles")


def leads(count: int) -> str:
    """Returns a number of leads in words."""
    return trn("1 lead", "{count} leads", count)


def count_words(search: LeadSearch) -> str:
    """Returns how many leads there are, as far as that is known."""
    rows, total = search.rows, search.total
    if search.state is SearchState.ENDED:
        return leads(rows)
    if not search.pages:
        return (
            tr("Cancelled")
            if search.state is SearchState.CANCELLED
            else tr("Not read")
            if search.problem
            else tr("Searching")
        )
    of_total = total is not None and total > rows
    loaded = (
        tr("{rows} of {leads} loaded", rows=grouped(rows), leads=leads(total or 0))
        if of_total
        else trn("1 lead loaded", "{count} leads loaded", rows)
    )
    match search.state:
        case SearchState.CANCELLED:
            return tr("{loaded}, cancelled", loaded=loaded)
        case SearchState.FAILED:
            return tr("{loaded}, a page failed", loaded=loaded)
        case _:
            return loaded if total is not None else tr("{loaded}, more follow", loaded=loaded)


def pages_words(search: LeadSearch) -> str:
    """Returns the pages read, and whether the vendor says how many leads there are."""
    if not search.pages:
        return ""
    pages = trn("1 page read", "{count} pages read", search.pages)
    known = search.total is not None or search.state is SearchState.ENDED
    return pages if known else tr("{pages}, unknown total", pages=pages)


def next_words(search: LeadSearch) -> str:
    """Returns which page comes next, where one does."""
    going = search.pages > 0 and search.state in (SearchState.READY, SearchState.READING)
    return tr("Page {number} is read when you scroll.", number=grouped(search.next_number)) if going else ""


def end_words(search: LeadSearch, seconds: float) -> str:
    """Returns what stands below the last lead; `seconds` are those since the page was asked for."""
    match search.state:
        case SearchState.READY:
            return ""
        case SearchState.KEYRING:
            return tr("Waiting for the keyring")
        case SearchState.READING:
            return tr(
                "Reading page {number}, {seconds} s",
                number=grouped(search.next_number),
                seconds=f"{seconds:.0f}",
            )
        case SearchState.WAITING:
            return wait_words(search)
        case SearchState.FAILED:
            return tr(
                "Page {number}: {problem} What is loaded stays.",
                number=grouped(search.next_number),
                problem=explained(search.problem),
            )
        case SearchState.ASKS:
            return tr("{pages} pages are read, and more follow. Read on?", pages=grouped(search.pages))
        case SearchState.ENDED:
            return tr_now(search.end or "")
        case SearchState.CANCELLED:
            return tr("The search was cancelled. What is loaded stays.")


def wait_words(search: LeadSearch) -> str:
    """Returns the countdown to the next try."""
    if search.wait is None:
        return ""
    left = math.ceil(search.seconds_left())
    return tr(
        "{title} Trying again in {left} s (try {attempt} of {tries}).",
        title=search.wait.why.title,
        left=left,
        attempt=search.wait.next_try,
        tries=TRIES,
    )


def explained(problem: Explanation | None) -> str:
    """Returns a problem as one line."""
    return " ".join(part for part in (problem.title, problem.detail, problem.hint) if part) if problem else ""


def notices(search: LeadSearch, form: SearchForm) -> tuple[str, ...]:
    """Returns everything there is to say of the pages so far; what matters most comes first."""
    said = [_misfit(one, form) for one in search.misfits]
    if search.malformed:
        said.append(
            trn(
                "1 row could not be read and is left out.",
                "{count} rows could not be read and are left out.",
                search.malformed,
            )
        )
    if search.repeated:
        said.append(
            trn("1 row came again and is shown once.", "{count} rows came again and are shown once.", search.repeated)
        )
    return (*said, *search.notices)


def _misfit(misfit: Misfit, form: SearchForm) -> str:
    label = tr_now(form.by_key[misfit.key].label) if misfit.key in form.by_key else misfit.key
    return trn(
        "1 row does not fit the filter {label}, such as “{example}”: the vendor may have ignored it.",
        "{count} rows do not fit the filter {label}, such as “{example}”: the vendor may have ignored it.",
        misfit.rows,
        label=label,
        example=misfit.example,
    )
