"""How a search is said, state by state."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from leaddesk.domain.lead_page import Misfit
from leaddesk.domain.lead_paging import PagingEnd
from leaddesk.domain.verdict import Explanation
from leaddesk.services.lead_search import SearchState, Wait
from leaddesk.ui.views.search import words
from leaddesk.vendors.trackdrive.form import search_form


def search(state: SearchState, **more):
    plain = {
        "rows": 0, "total": None, "pages": 0, "problem": None, "wait": None, "end": None, "next_number": 1,
        "misfits": (), "malformed": 0, "repeated": 0, "notices": (), "seconds_left": lambda: 0.0,
    }  # fmt: skip
    return SimpleNamespace(state=state, **(plain | more))


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (search(SearchState.READING), "Searching"),
        (search(SearchState.ENDED, rows=5000, pages=50), "5,000 leads"),
        (search(SearchState.ENDED, rows=1, pages=1), "1 lead"),
        (search(SearchState.READY, rows=2300, pages=23), "2,300 leads loaded, more follow"),
        (search(SearchState.READY, rows=2300, pages=23, total=5000), "2,300 of 5,000 leads loaded"),
        (search(SearchState.CANCELLED, rows=200, pages=2), "200 leads loaded, cancelled"),
        (search(SearchState.CANCELLED), "Cancelled"),
        (search(SearchState.FAILED, rows=200, pages=2, total=300), "200 of 300 leads loaded, a page failed"),
        (search(SearchState.FAILED, problem=Explanation("No.", "", "")), "Not read"),
    ],
)
def test_the_count_claims_no_more_than_is_known(found, says):
    assert words.count_words(found) == says


def test_an_unknown_total_is_called_so_until_the_end_is_reached():
    assert words.pages_words(search(SearchState.READY, pages=2)) == "2 pages read, unknown total"
    assert words.pages_words(search(SearchState.READY, pages=1, total=300)) == "1 page read"
    assert words.pages_words(search(SearchState.ENDED, pages=2)) == "2 pages read"


def test_a_wait_says_why_and_how_long():
    wait = Wait(until=9.0, next_try=2, why=Explanation("Too many requests.", "", ""))
    waiting = search(SearchState.WAITING, wait=wait, seconds_left=lambda: 2.2)
    assert words.end_words(waiting, 1.0) == "Too many requests. Trying again in 3 s (try 2 of 3)."


def test_the_end_says_why_it_is_one():
    assert words.end_words(search(SearchState.ENDED, end=PagingEnd.REPEATED), 0.0) == str(PagingEnd.REPEATED)
    assert words.next_words(search(SearchState.ENDED, pages=2)) == ""
    assert words.next_words(search(SearchState.READY, pages=3, next_number=4)) == "Page 4 is read when you scroll."


def test_what_does_not_fit_is_said_first():
    found = search(
        SearchState.ENDED,
        misfits=(Misfit("status", 3, "queue"), Misfit("odd", 1, "x")),
        malformed=1,
        repeated=2,
        notices=("A column did not come.",),
    )
    assert words.notices(found, search_form()) == (
        "3 rows do not fit the filter Status, such as “queue”: the vendor may have ignored it.",
        "1 row does not fit the filter odd, such as “x”: the vendor may have ignored it.",
        "1 row could not be read and is left out.",
        "2 rows came again and are shown once.",
        "A column did not come.",
    )
