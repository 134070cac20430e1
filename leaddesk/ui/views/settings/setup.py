"""*Export and import* in *Settings*: everything but secrets in one file, and what a file would change before it does.

Both questions stand in the section and not in a dialog over a dialog.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr
from leaddesk.services.ports import AlreadyThere
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.views.settings.rows import facts, wrapped
from leaddesk.ui.views.settings.setup_desk import SetupDesk, SetupPlan
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.file_dialog import open_file_dialog
from leaddesk.ui.widgets.plaintext import marked

_WHAT = tr(
    "Settings, profiles with their destinations, routes and layouts in one file, for another computer. Keys, "
    "passwords, saved searches, the operator's name and the history stay here."
)
_FILTERS = (tr("LeadDesk setup (*.toml)"), tr("All files (*)"))
_PROPOSED = "leaddesk-setup.toml"
_T = TypeVar("_T")


class SetupSection(QWidget):
    """Two buttons; under them what would happen, with a verb and *Cancel*."""

    imported = Signal(str)
    """A setup was taken over; this is what to say."""

    def __init__(self, theme: Theme, desk: SetupDesk, scope: TaskScope) -> None:
        super().__init__()
        self._theme, self._desk, self._scope = theme, desk, scope
        self._go: Callable[[], None] = lambda: None
        self.said = wrapped(_WHAT, "text2", "hint")
        self.said.setAccessibleName(tr("Export and import"))
        self.export_button, self.import_button = Button(theme, tr("Export…")), Button(theme, tr("Import…"))
        self.yes_button, self.cancel_button = Button(theme, tr("Import")), Button(theme, tr("Cancel"))
        self._plan = QVBoxLayout()
        self._buttons, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._lay_out()
        self.export_button.clicked.connect(self._ask_where)
        self.import_button.clicked.connect(self._ask_which)
        self.yes_button.clicked.connect(self._carry_out)
        self.cancel_button.clicked.connect(self._cancel)
        theme.changed.connect(self._fit)
        self._fit()

    # ------------------------------------------------------------ export

    def _ask_where(self) -> None:
        open_file_dialog(
            self, tr("Export settings and profiles"), self.export_to, filters=_FILTERS, saving_as=_PROPOSED
        )

    def export_to(self, place: str, *, replacing: bool = False) -> None:
        """Writes a file; one that is there is replaced only after a question."""
        self._do(partial(self._desk.export, place, replacing), self._done, partial(self._not_written, place))

    def _not_written(self, place: str, problem: LeadDeskError) -> None:
        if not isinstance(problem, AlreadyThere):
            self._fail(problem)
            return
        self._ask(tr("{place} is there already. What it holds will be lost.", place=place), tr("Replace"))
        self._go = partial(self.export_to, place, replacing=True)

    # ------------------------------------------------------------ import

    def _ask_which(self) -> None:
        open_file_dialog(self, tr("Import settings and profiles"), self.read, filters=_FILTERS)

    def read(self, place: str) -> None:
        """Shows what a file would change."""
        self._do(partial(self._desk.plan, place), self._show, self._fail)

    def _show(self, plan: SetupPlan) -> None:
        if not plan.changes:
            self._done(tr("Nothing would change: everything in the file is so already."))
            return
        self._ask(tr("The import will change this and nothing else:"), tr("Import"))
        self._plan.addWidget(facts(self._theme, plan.changes))
        if plan.left_out:
            self._plan.addWidget(
                wrapped(marked(tr("Left out: {what}.", what="; ".join(plan.left_out))), "warn", "hint")
            )
        self._go = partial(self._take_over, plan)

    def _take_over(self, plan: SetupPlan) -> None:
        self._do(plan.apply, self.imported.emit, self._fail)

    # ------------------------------------------------------------ inside

    def _do(
        self,
        work: Callable[[], Awaitable[_T]],
        on_done: Callable[[_T], None],
        on_problem: Callable[[LeadDeskError], None],
    ) -> None:
        async def do() -> _T:
            return await work()

        self._settle(enabled=False)
        self._scope.run(do(), on_done, on_problem)

    def _carry_out(self) -> None:
        self._go()

    def _ask(self, text: str, verb: str) -> None:
        self._settle(enabled=False)
        for button in (self.export_button, self.import_button):
            button.hide()  # or there were two of one name, the first of which cannot be pressed
        self.yes_button.set_label(verb)
        self.yes_button.show()
        self.cancel_button.show()
        self._say(text, "text")
        self.cancel_button.setFocus()

    def _cancel(self) -> None:
        self._settle(enabled=True)
        self._say(_WHAT)
        self.import_button.setFocus()

    def _done(self, said: str) -> None:
        self._settle(enabled=True)
        self._say(said, "text")

    def _fail(self, problem: LeadDeskError) -> None:
        self._settle(enabled=True)
        self._say(problem.sentence(), "danger")

    def _settle(self, *, enabled: bool) -> None:
        """Takes a question and its plan away."""
        while (item := self._plan.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.yes_button.hide()
        self.cancel_button.hide()
        for button in (self.export_button, self.import_button):
            button.setEnabled(enabled)
            button.show()

    def _say(self, text: str, ink: str = "text2") -> None:
        restyle(self.said, ink=ink)
        self.said.setText(marked(text))
        self.said.setAccessibleDescription(self.said.text())
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.said, self.said.text()))

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.said)
        self._column.addLayout(self._plan)
        for button in (self.export_button, self.import_button):
            self._buttons.addWidget(button)
        self._buttons.addStretch()
        for button in (self.cancel_button, self.yes_button):
            self._buttons.addWidget(button)
            button.hide()
        self._column.addLayout(self._buttons)

    def _fit(self) -> None:
        self._column.setSpacing(self._theme.px(8))
        self._buttons.setSpacing(self._theme.px(8))
