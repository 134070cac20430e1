"""*Saved searches* and *Layout*: two menus that open, save, rename and delete what is kept under a name."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr, tr_later, tr_now
from leaddesk.services.saved_searches import SavedSearch
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.search.desk import SearchDesk
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.menus import drop_menu
from leaddesk.ui.widgets.plaintext import marked

STANDARD = tr_later("Standard")
"""The layout that is there without being saved; what is changed in it is remembered too."""
_LONGEST = 60
_PAUSE_MS = 500


class NameDialog(ActDialog):
    """Asks for a name."""

    named = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, title: str, text: str, name: str = "") -> None:
        super().__init__(theme, parent, title, text, verb=tr("Save"), focus_way_out=False)
        self.name = QLineEdit(name)
        self.name.setAccessibleName(tr("Name"))
        self.name.setMaxLength(_LONGEST)
        self.name.selectAll()
        self.name.textChanged.connect(self._fit)
        label = plain_label(tr("Name"), use="label", ink="text2")
        label.setBuddy(self.name)
        self.add(label, self.name)
        self.name.setFocus()
        self.accepted.connect(lambda: self.named.emit(self.name.text().strip()))
        self._fit()

    def _fit(self) -> None:
        if self.verb:
            self.verb.setEnabled(bool(self.name.text().strip()))


class SavedMenus(QObject):
    """Knows which search and which layout are in use."""

    search_opened = Signal(object)
    """That `SavedSearch` is to be filled in."""
    layout_opened = Signal(object)
    """That layout, as plain data, is to be put on; empty for the standard columns."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        desk: SearchDesk,
        searches: Button,
        layouts: Button,
        snapshot: Callable[[], SavedSearch | None],
        layout: Callable[[], Mapping[str, Any]],
    ) -> None:
        """`snapshot` returns the question in view, without a name; `layout` the layout in view as plain data."""
        super().__init__(parent)
        self._theme, self._parent, self._desk = theme, parent, desk
        self._searches, self._layouts = searches, layouts
        self._snapshot, self._layout = snapshot, layout
        self.current = ""
        """The saved search that was opened or saved last."""
        self.layout_name = STANDARD
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._keep_layout)
        searches.clicked.connect(self.open_searches)
        layouts.clicked.connect(self.open_layouts)
        self._say()

    # ------------------------------------------------------------ what others call

    def begin(self) -> None:
        """Reads what is kept, and brings back the layout and the favourite."""
        self._run(self._desk.saved.load(), self._begin)

    def keep_layout_soon(self) -> None:
        """Remembers the layout in use a moment from now."""
        self._pause.start()

    def use_layout(self, name: str) -> bool:
        """Puts on the layout of that name; tells whether there is one."""
        data = self._desk.saved.layouts.get(name)
        if data is None:
            return False
        self.layout_name = name
        self._say()
        self.layout_opened.emit(data)
        return True

    def open_searches(self) -> QMenu:
        """Opens the menu of saved searches."""
        menu, kept = self._menu(self._searches), self._desk.saved.searches
        for search in kept:
            words = tr("{name} (opens first)", name=search.name) if search.favourite else search.name
            self._entry(menu, words, partial(self._open, search), checked=search.name == self.current)
        if not kept:
            menu.addAction(tr("No search is saved yet")).setEnabled(False)
        menu.addSeparator()
        self._entry(menu, tr("Save this search…"), self._ask_to_save)
        if now := self._desk.saved.search(self.current):
            self._entry(menu, tr("Rename “{name}”…", name=now.name), partial(self._ask_to_rename, now))
            self._entry(menu, tr("Delete “{name}”…", name=now.name), partial(self._ask_to_delete, now))
            favourite = replace(now, favourite=not now.favourite)
            self._entry(
                menu, tr("Open “{name}” first", name=now.name), partial(self._prefer, favourite), checked=now.favourite
            )
        return self._drop(menu, self._searches)

    def open_layouts(self) -> QMenu:
        """Opens the menu of layouts."""
        menu = self._menu(self._layouts)
        for name in (STANDARD, *(one for one in self._desk.saved.layouts if one != STANDARD)):
            words = tr_now(name) if name == STANDARD else name
            self._entry(menu, words, partial(self._use, name), checked=name == self.layout_name)
        menu.addSeparator()
        self._entry(menu, tr("Save as layout…"), self._ask_to_save_layout)
        if self.layout_name == STANDARD:
            self._entry(menu, tr("Use the standard columns again"), self._reset)
        else:
            self._entry(menu, tr("Rename “{name}”…", name=self.layout_name), self._ask_to_rename_layout)
            self._entry(menu, tr("Delete “{name}”…", name=self.layout_name), self._ask_to_delete_layout)
        return self._drop(menu, self._layouts)

    # ------------------------------------------------------------ searches

    def _begin(self, _none: object) -> None:
        self.use_layout(STANDARD)
        if favourite := self._desk.saved.favourite:
            self._open(favourite)

    def _open(self, search: SavedSearch) -> None:
        self.current = search.name
        self.search_opened.emit(search)

    def _ask_to_save(self) -> None:
        search = self._snapshot()
        if search is None:
            return
        text = tr("What is asked for and the layout in view are kept on this computer, encrypted.")
        dialog = NameDialog(self._theme, self._parent.window(), tr("Save search"), text, self.current)
        dialog.named.connect(lambda name: self._save(replace(search, name=name)))
        dialog.open()

    def _save(self, search: SavedSearch) -> None:
        before = self._desk.saved.search(search.name)
        self.current = search.name
        kept = replace(search, layout=self.layout_name, favourite=bool(before and before.favourite))
        self._run(
            self._desk.saved.save(kept),
            lambda _none: self._tell(tr("The search “{name}” is saved.", name=search.name)),
        )

    def _prefer(self, search: SavedSearch) -> None:
        self._run(self._desk.saved.save(search))

    def _ask_to_rename(self, search: SavedSearch) -> None:
        dialog = NameDialog(self._theme, self._parent.window(), tr("Rename search"), "", search.name)

        def rename(name: str) -> None:
            self.current = name
            self._run(self._desk.saved.rename(search.name, name))

        dialog.named.connect(rename)
        dialog.open()

    def _ask_to_delete(self, search: SavedSearch) -> None:
        text = tr("The saved search “{name}” will be gone. Leads and layouts stay.", name=search.name)

        def delete() -> None:
            self.current = ""
            self._run(self._desk.saved.delete(search.name))

        self._confirm(tr("Delete search"), text, delete)

    # ------------------------------------------------------------ layouts

    def _use(self, name: str) -> None:
        if not self.use_layout(name):
            self._reset()

    def _reset(self) -> None:
        self.layout_name = STANDARD
        self._say()
        self.layout_opened.emit({})

    def _keep_layout(self) -> None:
        self._run(self._desk.saved.keep_layout(self.layout_name, self._layout()))

    def _ask_to_save_layout(self) -> None:
        text = tr("Columns, their order and widths and how many stay in view at the left are kept under this name.")
        dialog = NameDialog(self._theme, self._parent.window(), tr("Save layout"), text)
        dialog.named.connect(self._save_layout)
        dialog.open()

    def _save_layout(self, name: str) -> None:
        self.layout_name = name
        self._say()
        self._keep_layout()

    def _ask_to_rename_layout(self) -> None:
        old = self.layout_name
        dialog = NameDialog(self._theme, self._parent.window(), tr("Rename layout"), "", old)

        def rename(name: str) -> None:
            self.layout_name = name
            self._say()
            self._run(self._desk.saved.rename_layout(old, name))

        dialog.named.connect(rename)
        dialog.open()

    def _ask_to_delete_layout(self) -> None:
        name = self.layout_name

        def delete() -> None:
            self._run(self._desk.saved.delete_layout(name))
            self._use(STANDARD)

        self._confirm(
            tr("Delete layout"), tr("The layout “{name}” will be gone. Searches and leads stay.", name=name), delete
        )

    # ------------------------------------------------------------ inside

    def _say(self) -> None:
        name = tr_now(STANDARD) if self.layout_name == STANDARD else self.layout_name
        self._layouts.set_label(tr("Layout: {name}", name=marked(name)))

    def _confirm(self, title: str, text: str, act: Callable[[], None]) -> None:
        dialog = ActDialog(self._theme, self._parent.window(), title, marked(text), verb=tr("Delete"), role="danger")
        dialog.accepted.connect(act)
        dialog.open()

    def _run(self, work: Coroutine[Any, Any, None], on_done: Callable[[object], None] | None = None) -> None:
        self._desk.scope.run(work, on_done, self._say_problem)

    def _say_problem(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)

    def _tell(self, text: str) -> None:
        self._desk.tell("result", marked(text))

    def _menu(self, button: Button) -> QMenu:
        menu = QMenu(button)
        menu.setAccessibleName(button.accessibleName())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    @staticmethod
    def _entry(menu: QMenu, words: str, act: Callable[[], object], *, checked: bool | None = None) -> QAction:
        action = menu.addAction(marked(words).replace("&", "&&"))
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.triggered.connect(lambda _on=False: act())
        return action

    @staticmethod
    def _drop(menu: QMenu, button: Button) -> QMenu:
        drop_menu(menu, button)
        return menu
