"""What the command palette finds beside the window's own buttons: settings, headings to sort by, words, a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from leaddesk.domain.phone import PhoneProblem, parse_phone, show_number
from leaddesk.language import available, tr, tr_now
from leaddesk.ui.found_by import GUIDE, SETTINGS
from leaddesk.ui.views.palette.entries import Entry, Group
from leaddesk.ui.widgets.plaintext import marked

if TYPE_CHECKING:
    from leaddesk.app.places import Common, Places

_LEAST_DIGITS, _LEAST_LETTERS = 10, 2
_SETTINGS = "Settings"


class PaletteFinds:
    """Makes the entries; what they do is what the places and the guide offer anyway."""

    def __init__(self, common: Common, places: Places) -> None:
        self._common, self._places = common, places

    def settings(self) -> Iterator[Entry]:
        """Returns every setting, found by what it is called elsewhere too."""
        several = available(self._common.paths.resources / "translations")
        for name, also in SETTINGS.items():
            yield Entry(
                group=Group.ACTIONS,
                title=tr("{where}: {what}", where=tr_now(_SETTINGS), what=tr_now(name)),
                icon="settings-2",
                off=tr("There is no other than English yet.") if name == "Language" and not several else "",
                also=tr_now(also),
                run=partial(self._open_settings, name),
            )

    def sorts(self) -> Iterator[Entry]:
        """Returns every column that a table in view is sorted by when its heading is pressed."""
        for table in self._common.window.findChildren(QTableView):
            header, name = table.horizontalHeader(), table.accessibleName()
            by_heading = table.isSortingEnabled() or header.isSortIndicatorClearable()
            for column in range(header.count()) if by_heading and table.isVisible() else ():
                heading = table.model().headerData(column, Qt.Orientation.Horizontal)
                if heading and not header.isSectionHidden(column):
                    yield Entry(
                        group=Group.ACTIONS,
                        title=tr("Sort {table} by {column}", table=name, column=heading),
                        detail=tr("Once more turns it round"),
                        also=tr("order arrange"),
                        run=partial(_sort, header, column),
                    )

    def guide(self) -> Iterator[Entry]:
        """Returns the words that the guide explains."""
        for word, also in GUIDE.items():
            yield Entry(
                group=Group.GUIDE,
                title=tr_now(word),
                detail=tr("What it means"),
                icon="book-open",
                also=tr_now(also),
                run=partial(self._places.help.open_at, word),
            )

    def offer(self, typed: str) -> Sequence[Entry]:
        """Returns what can be done with just what was typed: with a whole number, or with words that stand nowhere."""
        words = " ".join(typed.split())
        if sum(map(str.isdigit, words)) >= _LEAST_DIGITS and not any(map(str.isalpha, words)):
            return tuple(self._with_number(words))
        if len(words) < _LEAST_LETTERS or not any(map(str.isalpha, words)):
            return ()
        return (
            Entry(
                group=Group.GUIDE,
                title=tr("Search the guide for “{words}”", words=marked(words)),
                icon="book-open",
                run=partial(self._places.help.search, words),
            ),
        )

    def _with_number(self, typed: str) -> Iterator[Entry]:
        try:
            number = parse_phone(typed).e164
        except PhoneProblem:
            return
        shown = show_number(number)
        places = self._places
        for title, detail, icon, run in (
            (tr("Check {number}", number=shown), tr("Asks nobody yet"), "phone", places.check),
            (tr("Enter a lead with {number}", number=shown), tr("Sends nothing yet"), "square-pen", places.enter_lead),
            (
                tr("Search leads for {number}", number=shown),
                tr("Enter then asks the vendor"),
                "search",
                places.search_for,
            ),
            (tr("Look up {number} in History", number=shown), "", "history", places.look_up),
        ):
            yield Entry(group=Group.TYPED, title=title, detail=detail, icon=icon, run=partial(run, number))

    def _open_settings(self, name: str) -> None:
        from leaddesk.ui.views.settings_dialog import SettingsDialog

        window = self._common.window
        window.settings_wanted.emit()
        for dialog in window.findChildren(SettingsDialog):
            dialog.go_to(name)


def _sort(header: QHeaderView, column: int) -> None:
    """Sorts as a press on the heading does: upwards first."""
    up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    again = header.sortIndicatorSection() == column and header.sortIndicatorOrder() == up
    header.setSortIndicator(column, down if again else up)
