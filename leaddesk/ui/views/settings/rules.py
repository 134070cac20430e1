"""*Rules* in *Settings*: which files are in use and what is wrong with them, copying and reading them again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.views.settings.desk import RulesInUse, SettingsDesk
from leaddesk.ui.views.settings.rows import button_row, facts, wrapped
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_WHAT = tr("A copy in the configuration folder is used instead of what came with LeadDesk.")


_BETWEEN = 8


class RulesSection(QWidget):
    """The files, and the buttons that copy them and read them again."""

    def __init__(self, theme: Theme, desk: SettingsDesk, scope: TaskScope) -> None:
        super().__init__()
        self._theme, self._desk, self._scope = theme, desk, scope
        self.copy_button = Button(theme, tr("Make an editable copy"))
        self.read_button = Button(theme, tr("Read again"), icon="refresh-cw")
        self.said = wrapped("", "text2")
        self.said.setAccessibleName(tr("Message"))
        self.said.hide()
        self._files = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._files)
        self._column.addWidget(self.said)
        self._column.addWidget(button_row(self.copy_button, self.read_button))
        self._column.addWidget(wrapped(_WHAT, "text2", "hint"))
        self.copy_button.clicked.connect(self._copy)
        self.read_button.clicked.connect(self._read_again)
        theme.changed.connect(self._fit)
        self._fit()
        self._ask(desk.rules)

    def _ask(self, reading: Callable[[], Awaitable[Sequence[RulesInUse]]], said: str = "") -> None:
        async def read() -> Sequence[RulesInUse]:
            return await reading()

        self._scope.run(read(), lambda rules: self._show(rules, said), self._fail)

    def _show(self, rules: Sequence[RulesInUse], said: str) -> None:
        self._allow(True)
        while (item := self._files.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for at, one in enumerate(rules):
            if at:
                self._files.addSpacing(self._theme.px(_BETWEEN))
            pairs = [(tr("Used"), one.used), (tr("Version"), one.version)]
            pairs += [(tr("Review by"), one.review)] if one.review else []
            self._files.addWidget(plain_label(one.name, use="name"))
            self._files.addWidget(facts(self._theme, pairs))
            if one.notice:
                self._files.addWidget(wrapped(marked(one.notice), "warn"))
        self._say(said)

    def _copy(self) -> None:
        async def copy() -> str:
            return await self._desk.copy_rules()

        self._allow(False)
        self._scope.run(copy(), self._copied, self._fail)

    def _copied(self, folder: str) -> None:
        self._ask(
            self._desk.read_rules,
            tr("The editable copies are in {folder}. Change them, then read them again.", folder=marked(folder)),
        )

    def _read_again(self) -> None:
        self._allow(False)
        self._ask(self._desk.read_rules, tr("The files were read again."))

    def _allow(self, allowed: bool) -> None:
        for button in (self.copy_button, self.read_button):
            button.setEnabled(allowed)

    def _say(self, text: str, ink: str = "text2") -> None:
        restyle(self.said, ink=ink)
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _fail(self, problem: LeadDeskError) -> None:
        self._allow(True)
        self._say(problem.sentence(), "danger")

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setSpacing(px(8))
        self._files.setSpacing(px(4))
