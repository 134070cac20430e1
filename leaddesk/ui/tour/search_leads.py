"""The tour at *Search leads*: a search, its columns and filters, one lead's details, export, and pages that fail."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QTreeWidget

from leaddesk.services.lead_search import SearchState
from leaddesk.ui.tour.hands import Hands, TourStuckError, shown_as
from leaddesk.ui.views.search import SearchView
from leaddesk.ui.views.search.filters import FilterPanel
from leaddesk.ui.widgets.tables import choose_row

_COLUMNS = ("zip_postal_code", "data")
_STATUS, _OPTED_OUT = "scheduled, dnc, completed_converted", "No"
_FAULTS = (
    (
        "practice:401-page-2",
        "search-page-failed",
        "A page that failed is a row that offers Retry; what is loaded stays.",
    ),
    ("practice:html", "search-sign-in", "A sign-in page in the place of leads is recognised and explained."),
    ("practice:ignores-filters", "search-misfits", "Rows that do not fit the filter are noticed and said."),
)


class SearchLeadsScenes:
    """Needs the profile *Practice leads*."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._place: SearchView

    async def run(self) -> None:
        """Goes through the place."""
        hands = self._hands
        self._place = cast("SearchView", await hands.go_to("Search leads"))
        self._clear()
        await hands.shoot("search-empty", "Search leads, before anything is asked.")
        await self._search()
        await self._columns()
        await self._filters()
        await self._chosen()
        await self._export()
        await self._faults()
        await self._small()

    # ------------------------------------------------------------ the scenes

    async def _columns(self) -> None:
        hands = self._hands
        hands.press("Columns", self._place)
        dialog = await hands.dialog()
        tree = hands.named(QTreeWidget, "All columns", dialog)
        for name in _COLUMNS:
            for box in tree.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive):
                box.setCheckState(0, Qt.CheckState.Checked)
        await hands.shoot("search-columns", "Columns: only the chosen ones are asked for.", dialog)
        hands.press("Show columns", dialog)
        await hands.back_at_the_window()
        await self._settled()

    async def _chosen(self) -> None:
        grid = self._place.grid
        nested = (at for at, lead in enumerate(grid.loaded_rows()) if _is_nested(lead.value("data")))
        choose_row(grid.table, next(nested, 0))
        grid.table.setFocus()
        await self._hands.pause(0.3)
        await self._hands.shoot("search", "Leads page after page, and all that came of the chosen one.")

    async def _filters(self) -> None:
        hands = self._hands
        hands.press("Add filter", self._place)
        menu = await self._menu()
        await hands.shoot("search-add-filter", "Add filter: every parameter that the vendor documents.", menu)
        menu.close()
        await hands.back_at_the_window()
        panel = self._filter("status")
        QTest.keyClicks(hands.named(QLineEdit, "Status", panel), _STATUS)
        await hands.shoot("search-filter", "The editor of a filter, with what the vendor leaves open.", panel)
        await self._apply(panel)
        panel = self._filter("opt_out")
        hands.named(QComboBox, "Opted out", panel).setCurrentText(_OPTED_OUT)
        await self._apply(panel)
        await self._search()
        self._place.results.quick.setText("fl")
        await hands.pause(0.3)
        await hands.shoot(
            "search-filtered", "Filters go to the vendor; the one over the loaded rows says that it does not."
        )
        self._place.results.quick.clear()
        await hands.pause(0.3)

    async def _export(self) -> None:
        hands = self._hands
        hands.press("Export", self._place)
        menu = await self._menu()
        await hands.shoot("search-export-menu", "Export: the chosen leads, the loaded ones, or all pages.", menu)
        _choose(menu, "All pages")
        dialog = await hands.dialog()
        await hands.shoot("search-export", "Exactly the columns in view, in their order.", dialog)
        dialog.reject()
        await hands.back_at_the_window()

    async def _faults(self) -> None:
        for words, name, says in _FAULTS:
            await self._search(words)
            await self._hands.pause(0.3)
            await self._hands.shoot(name, says)
        await self._countdown()

    async def _countdown(self) -> None:
        hands, place = self._hands, self._place
        place.panel.text.setText("practice:429")
        hands.press("Search", place)
        await hands.until(lambda: self._state() is SearchState.WAITING, "a countdown")
        await hands.pause(0.3)
        await hands.shoot("search-waiting", "Too many requests: the vendor's own pause is kept, and counted down.")
        hands.press("Cancel search", place)
        await hands.until(lambda: self._state() is SearchState.CANCELLED, "Cancel search to stop it")
        await hands.shoot("search-cancelled", "Cancel search stops at once and stays stopped.")

    async def _small(self) -> None:
        hands = self._hands
        await self._search()
        hands.window.resize(1024, 700)
        await hands.pause(0.3)
        await hands.shoot("search-small", "Search leads in the smallest window.")
        hands.window.resize(1440, 900)
        await hands.pause(0.1)

    # ------------------------------------------------------------ what a person does

    def _clear(self) -> None:
        """Asks for nothing: an earlier look has left its search there."""
        self._place.reading.forget()
        self._place.panel.text.clear()
        self._place.panel.chips.put(())

    async def _search(self, words: str = "") -> None:
        self._hands.type_into(self._place.panel.text, words)
        if not words:
            self._place.panel.text.clear()
        self._hands.press("Search", self._place)
        await self._settled()

    async def _settled(self) -> None:
        """Waits until nothing is read any more, ahead of the person neither."""
        await self._hands.until(lambda: not self._place.reading.busy, "the pages of a search")
        await self._hands.pause(0.3)

    def _state(self) -> SearchState | None:
        return self._place.reading.search.state if self._place.reading.search else None

    def _filter(self, key: str) -> FilterPanel:
        """Opens the editor of a filter; its menu would take it along when it goes, where there is no display."""
        panel = self._place.panel.chips.edit(key)
        if panel is None:
            raise TourStuckError(f"There is no filter {key}.")
        return panel

    async def _apply(self, panel: FilterPanel) -> None:
        self._hands.press("Apply filter", panel)
        await self._hands.back_at_the_window()

    async def _menu(self) -> QMenu:
        await self._hands.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "a menu")
        return cast("QMenu", QApplication.activePopupWidget())


def _is_nested(value: object) -> bool:
    return isinstance(value, dict) and any(isinstance(one, dict) for one in value.values())


def _choose(menu: QMenu, label: str) -> None:
    """Chooses the entry that begins so, as a press does: the menu goes first. Raises TourStuckError for none."""
    for action in menu.actions():
        if action.text().startswith(shown_as(label)):
            menu.close()
            action.trigger()
            return
    raise TourStuckError(f"The menu offers no {label}.")
