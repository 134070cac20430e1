"""Reading goes from page to page and stops where the contract says, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.lead_page import ABSENT, LeadPage, PageRequest
from leaddesk.domain.lead_paging import LeadPaging, PagingEnd
from leaddesk.domain.lead_search import LeadFilter, LeadQuery


def paging(size: int = 10, first: int = 1, *, cursor: bool = False) -> LeadPaging:
    filters = (LeadFilter("per_page", str(size)), LeadFilter("page", str(first)))
    return LeadPaging(LeadQuery(filters=filters), follows_cursor=cursor)


def page(number: int, ids: Sequence[object], **more: object) -> LeadPage:
    rows = tuple((item, ABSENT, "x") for item in ids)
    given: dict[str, object] = {"count": len(rows), "digest": repr((number, ids)).encode(), **more}
    return LeadPage(number=number, columns=("id", "uuid", "status"), rows=rows, **given)  # type: ignore[arg-type]


def take(state: LeadPaging, *sizes: int, total: int | None = None) -> list[PagingEnd | None]:
    """Takes pages of so many new leads each, and returns where each of them led."""
    ends, at = [], 0
    for size in sizes:
        state.take(page(state.next.number, range(at, at + size), total=total))
        ends.append(state.end)
        at += size
    return ends


def test_full_pages_lead_on_and_an_empty_one_ends() -> None:
    assert take(paging(), 10, 10, 0) == [None, None, PagingEnd.EMPTY]


@pytest.mark.parametrize(
    ("ids", "fresh"),
    [
        ((10, 11, 12), (10, 11, 12)),
        ((9, 10, 11), (10, 11)),
        ((10, 11, 10), (10, 11)),
        (("9", 10, "10"), (10,)),
        ((10, True, None), (10, True, None)),
    ],
)
def test_leads_are_told_apart_the_same_however_ordinary_their_ids_are(
    ids: tuple[object, ...], fresh: tuple[object, ...]
) -> None:
    state = paging()
    state.take(page(1, range(10)))
    assert tuple(row[0] for row in state.take(page(2, ids)).rows) == fresh
    assert [row[0] for row in state.take(page(3, (10, 13))).rows] == [13]


def test_a_page_shorter_than_the_first_ends() -> None:
    assert take(paging(), 10, 9) == [None, PagingEnd.SHORT]


def test_a_short_first_page_may_be_a_cap_and_the_next_one_tells() -> None:
    state = paging(100)
    assert take(state, 50, 50, 49) == [None, None, PagingEnd.SHORT]
    assert take(paging(100), 7, 0) == [None, PagingEnd.EMPTY]


def test_a_cap_is_said_once_it_is_sure() -> None:
    state = paging(100)
    first, second, third = (state.take(page(number, range(number * 50, number * 50 + 50))) for number in (1, 2, 3))
    assert first.notices == third.notices == ()
    assert second.notices == ("The vendor gives 50 rows a page at most; 100 were asked for.",)


def test_what_the_vendor_says_of_its_page_size_counts_where_it_says_less() -> None:
    state = paging(100)
    state.take(page(1, range(50), size=50))
    assert state.end is None
    state = paging(100)
    state.take(page(1, range(20), size=50))
    assert state.end is PagingEnd.SHORT
    state = paging(100)
    state.take(page(1, range(20), size=100))
    assert state.end is None, "it may only repeat the question"


def test_a_total_ends_where_it_is_reached_and_a_short_page_before_it_does_not() -> None:
    assert take(paging(), 10, 10, 4, total=24) == [None, None, PagingEnd.TOTAL]
    assert take(paging(), 10, 8, 6, total=24) == [None, None, PagingEnd.TOTAL]
    assert take(paging(), 7, total=7) == [PagingEnd.TOTAL]
    assert take(paging(100), 50, 50, total=100) == [None, PagingEnd.TOTAL]


def test_a_total_as_large_as_a_full_first_page_may_count_the_page_alone() -> None:
    assert take(paging(), 10, total=10) == [None]


@pytest.mark.parametrize("total", [9, 0])
def test_a_total_that_was_too_small_is_said_and_never_believed_again(total: int) -> None:
    state = paging()
    first = state.take(page(1, range(10), total=total))
    assert first.notices == (f"The vendor spoke of {total} leads; more came.",)
    second = state.take(page(2, range(10, 20), total=30))
    assert (state.end, state.total, second.notices) == (None, None, ())
    state.take(page(3, range(20, 24), total=24))
    assert state.end is PagingEnd.SHORT


def test_a_total_that_never_comes_ends_at_the_empty_page_and_is_said() -> None:
    state = paging()
    state.take(page(1, range(10), total=24))
    last = state.take(page(2, (), total=24))
    assert (state.end, last.has_more) == (PagingEnd.EMPTY, False)
    assert last.notices == ("The vendor speaks of 24 leads; 10 came.",)


def test_reading_that_begins_later_counts_the_pages_before() -> None:
    state = paging(first=3)
    assert state.next == PageRequest(3)
    last = state.take(page(3, range(4), total=24))
    assert (state.end, last.notices) == (None, ())
    state = paging(first=2)
    state.take(page(2, range(10), total=24))
    state.take(page(3, range(10, 14), total=24))
    assert state.end is PagingEnd.TOTAL


def test_leads_that_come_again_are_left_out() -> None:
    state = paging()
    state.take(page(1, range(10)))
    second = state.take(page(2, [9, "8", " 7 ", *range(10, 17)]))
    assert [row[0] for row in second.rows] == list(range(10, 17))
    assert (state.rows, state.repeated, second.has_more) == (17, 3, True)


def test_twins_within_a_page_are_one_lead() -> None:
    state = paging(3)
    first = state.take(page(1, [1, 1, 2]))
    assert [row[0] for row in first.rows] == [1, 2]


@pytest.mark.parametrize("none", [None, ABSENT, ""])
def test_a_uuid_stands_in_for_an_id_and_a_row_with_neither_is_kept(none: object) -> None:
    state = paging(3)
    columns = ("id", "uuid")
    first = LeadPage(number=1, columns=columns, rows=((none, "u1"), (none, "u1"), (none, none)), count=3, digest=b"1")
    second = LeadPage(number=2, columns=columns, rows=((none, "u1"), (none, none), (none, 4.5)), count=3, digest=b"2")
    assert state.take(first).rows == ((none, "u1"), (none, none))
    assert state.take(second).rows == ((none, none), (none, 4.5))


@pytest.mark.parametrize("odd", [True, 4.5, [1]])
def test_what_is_no_id_tells_no_lead_apart(odd: object) -> None:
    assert len(paging().take(page(1, [odd, odd])).rows) == 2


def test_a_page_whose_leads_were_all_seen_stops_and_says_so() -> None:
    state = paging(3)
    state.take(page(1, [1, 2, 3]))
    second = state.take(page(2, [3, 2, 1]))
    assert (state.end, second.rows, second.has_more) == (PagingEnd.REPEATED, (), False)
    assert "reading stopped" in second.notices[0]


def test_the_same_answer_without_ids_stops_too() -> None:
    state = paging(2)
    state.take(page(1, [None, None], digest=b"same"))
    second = state.take(page(2, [None, None], digest=b"same"))
    assert (state.end, second.rows, state.rows) == (PagingEnd.REPEATED, (), 2)


def test_a_page_of_nothing_but_malformed_rows_leads_on() -> None:
    state = paging(3)
    state.take(page(1, [], count=3))
    assert state.end is None


def test_a_cursor_is_followed_where_it_is_wanted() -> None:
    state = paging(3, cursor=True)
    state.take(page(1, [1, 2, 3], next_cursor="abc"))
    assert state.next == PageRequest(2, "abc")
    state.take(page(2, [4, 5, 6], next_cursor=""))
    assert state.end is PagingEnd.NO_CURSOR
    state = paging(3)
    offered = state.take(page(1, [1, 2, 3], next_cursor="abc"))
    assert state.next == PageRequest(2)
    assert "offers a cursor" in offered.notices[0]


def test_after_200_pages_a_person_is_asked_and_again_after_as_many() -> None:
    state = paging(1)
    for number in range(1, 201):
        assert not state.asks
        state.take(page(number, [number]))
    assert state.asks
    state.go_on()
    assert not state.asks
    for number in range(201, 401):
        state.take(page(number, [number]))
    assert state.asks
    state.take(page(401, ()))
    assert not state.asks, "at the end there is nothing to ask"


def test_what_most_likely_follows_a_page_on_its_way_is_known() -> None:
    state = paging(2)
    assert not state.goes_further, "the first page may be the only one"
    state.take(page(1, [1, 2]))
    assert state.goes_further
    state.take(page(2, [3, 4], total=6))
    assert not state.goes_further, "the third page is the last one"
    follower = paging(2, cursor=True)
    follower.take(page(1, [1, 2], next_cursor="abc"))
    assert not follower.goes_further, "its cursor stands in the page on its way"


def test_a_vendor_that_says_whether_more_follow_is_taken_at_its_word() -> None:
    state = paging(1000)
    state.take(page(1, range(10), has_more=True, next_cursor="a="))
    assert (state.next, state.end) == (PageRequest(2, "a="), None)
    state.take(page(2, (), has_more=True, next_cursor="b"))
    assert (state.next, state.end) == (PageRequest(3, "b"), None), "an empty page is no end where more follow"
    assert not state.goes_further, "the next cursor stands in the page on its way"
    read = state.take(page(3, range(10, 13), has_more=True, next_cursor="c"))
    assert (state.end, read.notices) == (None, ()), "neither is a short one"
    assert state.take(page(4, [13], has_more=False, next_cursor="d")).has_more is False
    assert (state.end, state.rows) == (PagingEnd.NO_CURSOR, 14)


def test_more_without_a_cursor_ends() -> None:
    state = paging()
    state.take(page(1, [1], has_more=True))
    assert state.end is PagingEnd.NO_CURSOR


@pytest.mark.parametrize("again", ["a", "b"])
def test_a_cursor_that_comes_again_ends_and_is_said(again: str) -> None:
    state = paging()
    state.take(page(1, [1], has_more=True, next_cursor="a"))
    state.take(page(2, [2], has_more=True, next_cursor="b"))
    read = state.take(page(3, [3], has_more=True, next_cursor=again))
    assert (state.end, state.rows) == (PagingEnd.CURSOR_REPEATED, 3)
    assert read.notices == (str(PagingEnd.CURSOR_REPEATED),)


def test_rows_that_all_came_before_end_under_a_new_cursor_too() -> None:
    state = paging()
    state.take(page(1, [1, 2], has_more=True, next_cursor="a"))
    state.take(page(2, [2, 1], has_more=True, next_cursor="b"))
    assert state.end is PagingEnd.REPEATED


@given(st.integers(1, 12), st.integers(0, 60), st.integers(1, 12), st.booleans())
def test_whatever_the_cap_every_lead_is_read_once(size: int, count: int, cap: int, counted: bool) -> None:
    state, got = paging(size), []
    applied = min(size, cap)
    for _ in range(100):
        start = (state.next.number - 1) * applied
        ids = range(start, min(start + applied, count))
        got += [row[0] for row in state.take(page(state.next.number, ids, total=count if counted else None)).rows]
        if state.end:
            break
    assert got == list(range(count))
    assert state.end is not PagingEnd.REPEATED
