"""Goes from page to page and knows when it has come to the end; pure, so that every rule can be tried without a vendor.

The vendor documents neither order, nor totals, nor an end (TrackDrive contract, section 4): reading stops at an empty
page, at one shorter than the vendor's own page size, where the total is reached, and where a page brings nothing new.

A vendor that says whether more follows (Lupitor contract, section 4) is taken at its word: its cursor leads on, however
short or empty a page is, until it says no, gives none, or gives one again.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from leaddesk.domain.lead_page import ABSENT, ID, UUID, LeadPage, PageRequest, Values
from leaddesk.domain.lead_search import LeadQuery
from leaddesk.language import grouped, tr, tr_later, trn

PAGES_BEFORE_ASKING = 200
"""Pages that are read before a person is asked whether to go on, and again after as many."""


class PagingEnd(StrEnum):
    """Why there is no further page, in the words of the screen."""

    EMPTY = tr_later("The next page was empty.")
    SHORT = tr_later("The last page was shorter than the others.")
    TOTAL = tr_later("All leads that the vendor speaks of are read.")
    NO_CURSOR = tr_later("The vendor offers no further cursor.")
    REPEATED = tr_later("The vendor gave a page again that was read before: reading stopped there.")
    CURSOR_REPEATED = tr_later("The vendor gave a cursor again that was used before: reading stopped there.")


class LeadPaging:
    """The state of one search: which page is next, which leads are known, whether the end is reached."""

    def __init__(self, query: LeadQuery, *, follows_cursor: bool = False) -> None:
        self.next = PageRequest(query.first_page)
        """The page to be asked for."""
        self.end: PagingEnd | None = None
        self.columns: tuple[str, ...] = ()
        """The columns so far; later pages add to their end only."""
        self.pages = 0
        self.rows = 0
        """Different leads so far."""
        self.repeated = 0
        """Rows that came again and were left out."""
        self.total: int | None = None
        """Leads that fit, in the vendor's latest word; None while it gives none, and once more of them came."""
        self._query = query
        self._follows_cursor = follows_cursor
        self._ask_at = PAGES_BEFORE_ASKING
        self._keys: set[object] = set()
        self._digests: set[bytes] = set()
        self._cursors: set[str] = set()
        self._positions = 0
        """Rows of all pages so far, the repeated ones too."""
        self._size = 0
        """Rows a page as the vendor applies it; 0 before that shows."""
        self._said_size = False
        self._told_wrong = False

    @property
    def asks(self) -> bool:
        """Whether so many pages are read that a person has to say whether to go on."""
        return self.end is None and self.pages >= self._ask_at

    @property
    def goes_further(self) -> bool:
        """Whether a page most likely follows the one that is on its way: worth asking for before that one is read."""
        beyond = self.total is None or self._positions + self._size < self.total
        return self.pages > 0 and beyond and not self._follows_cursor and self.pages + 1 < self._ask_at

    def go_on(self) -> None:
        """Takes the person's word that as many pages again may be read."""
        self._ask_at = self.pages + PAGES_BEFORE_ASKING

    def take(self, page: LeadPage) -> LeadPage:
        """Returns the page without the rows that came before, with `has_more` decided."""
        again = page.digest in self._digests and page.count > 0
        fresh = () if again else self._fresh(page)
        first, notices = self.pages == 0, list(page.notices)
        self._follows_cursor |= page.has_more is not None
        self.pages += 1
        self.columns = page.columns
        self._digests.add(page.digest)
        self._positions += page.count
        self.rows += len(fresh)
        self.repeated += len(page.rows) - len(fresh)
        notices += self._told_total(page)
        notices += self._size_notice(page, first=first, fresh=bool(fresh))
        self.end = self._end(page, fresh, first=first, again=again)
        self._size = max(self._size, page.count)
        if self.end in (PagingEnd.EMPTY, PagingEnd.REPEATED, PagingEnd.SHORT):
            notices += self._missing()
        if self.end in (PagingEnd.REPEATED, PagingEnd.CURSOR_REPEATED):
            notices.append(str(self.end))
        if page.next_cursor and not self._follows_cursor:
            notices.append(tr("The vendor offers a cursor: the profile's setting Paging can follow it."))
        self.next = PageRequest(page.number + 1, page.next_cursor if self._follows_cursor else "")
        return replace(page, rows=fresh, has_more=self.end is None, notices=tuple(notices))

    def _fresh(self, page: LeadPage) -> tuple[Values, ...]:
        id_at, uuid_at = page.columns.index(ID), page.columns.index(UUID)
        ids = [row[id_at] for row in page.rows]
        if set(map(type, ids)) == {int} and len(different := set(ids)) == len(ids) and self._keys.isdisjoint(different):
            self._keys |= different  # the way of ordinary pages, in a tenth of the time
            return page.rows
        fresh: list[Values] = []
        for row in page.rows:
            key = _key(row[id_at]) if row[id_at] not in (None, ABSENT, "") else _key(row[uuid_at])
            if key is None or key not in self._keys:
                fresh.append(row)
                if key is not None:
                    self._keys.add(key)
        return tuple(fresh)

    def _end(self, page: LeadPage, fresh: tuple[Values, ...], *, first: bool, again: bool) -> PagingEnd | None:
        if page.has_more is not None:
            return self._end_in_its_word(page, again=again or bool(page.rows and not fresh))
        if page.count == 0:
            return PagingEnd.EMPTY
        if again or (page.rows and not fresh):
            return PagingEnd.REPEATED
        if self._follows_cursor and self.next.cursor and not page.next_cursor:
            return PagingEnd.NO_CURSOR
        if self._is_total_reached(page, first=first):
            return PagingEnd.TOTAL
        return PagingEnd.SHORT if self.total is None and self._is_short(page, first=first) else None

    def _end_in_its_word(self, page: LeadPage, *, again: bool) -> PagingEnd | None:
        if not (page.has_more and page.next_cursor):
            return PagingEnd.NO_CURSOR
        self._cursors.add(self.next.cursor)
        if page.next_cursor in self._cursors:
            return PagingEnd.CURSOR_REPEATED
        return PagingEnd.REPEATED if again else None

    def _is_total_reached(self, page: LeadPage, *, first: bool) -> bool:
        if self.total is None:
            return False
        # A first page as long as it was asked for, and a total that is the same: perhaps it counts the page alone.
        if first and page.count >= min(self._query.page_size, self.total):
            return self.total == page.count < self._query.page_size
        before = (self._query.first_page - 1) * max(self._size, page.count)
        return before + self._positions == self.total

    def _told_total(self, page: LeadPage) -> list[str]:
        """Takes the vendor's total unless more leads came already: then it counts something else."""
        told = page.total if page.total is not None else self.total
        if told is None or self._told_wrong or self.rows <= told:
            self.total = None if self._told_wrong else told
            return []
        self.total, self._told_wrong = None, True
        return [tr("The vendor spoke of {told} leads; more came.", told=told)]

    def _is_short(self, page: LeadPage, *, first: bool) -> bool:
        # What the vendor says of its page size may only repeat the question: it counts where it says less.
        if page.size and page.size < self._query.page_size:
            return page.count < page.size
        return not first and page.count < self._size

    def _size_notice(self, page: LeadPage, *, first: bool, fresh: bool) -> list[str]:
        size = max(self._size, page.count)
        if self._said_size or first or not fresh or page.has_more is not None or size >= self._query.page_size:
            return []
        self._said_size = True
        return [
            tr(
                "The vendor gives {size} rows a page at most; {page_size} were asked for.",
                size=size,
                page_size=self._query.page_size,
            )
        ]

    def _missing(self) -> list[str]:
        before = (self._query.first_page - 1) * self._size
        if self.total is None or before + self.rows >= self.total:
            return []
        return [
            trn(
                "The vendor speaks of 1 lead; {rows} came.",
                "The vendor speaks of {count} leads; {rows} came.",
                self.total,
                rows=grouped(self.rows),
            )
        ]


def _key(value: object) -> object:
    """Returns what tells a lead apart: 7001 and "7001" are the same one."""
    if isinstance(value, str):
        text = value.strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 20 else text or None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
