"""*Key store* in *Settings*: a check on demand, its steps with icon and word, and a copy to hand on.

The check may wait for the desktop's prompt for as long as a person lets it; the dialog stays usable meanwhile.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.key_store_report import Finding, Found, KeyStoreReport
from leaddesk.language import tr
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.icon_line import IconLine
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_LOOKS = {
    Found.WORKS: ("circle-check", "ok"),
    Found.TROUBLE: ("circle-x", "danger"),
    Found.UNKNOWN: ("circle-question-mark", "unknown"),
}
_WHAT = tr("Writes a text of its own, reads it and deletes it. No key of a profile is read.")
_WAITING = tr("Checking. Where the desktop asks for a password, answer it there.")


class KeyStoreSection(QWidget):
    """The button, and under it what the last check found."""

    def __init__(self, theme: Theme, check: Callable[[], Awaitable[KeyStoreReport]], scope: TaskScope) -> None:
        super().__init__()
        self._theme, self._check, self._scope = theme, check, scope
        self._report: KeyStoreReport | None = None
        self.check_button = Button(theme, tr("Check the key store"), icon="key-round")
        self.copy_button = Button(theme, tr("Copy report"), icon="clipboard-copy")
        self.said = plain_label(_WHAT, use="hint", ink="text2")
        self.said.setWordWrap(True)
        self._lines = QVBoxLayout()
        self._buttons = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.said)
        self._column.addLayout(self._lines)
        self._buttons.addWidget(self.check_button)
        self._buttons.addWidget(self.copy_button)
        self._buttons.addStretch()
        self._column.addLayout(self._buttons)
        self.said.setAccessibleName(tr("Key store"))
        self.copy_button.setEnabled(False)
        self.check_button.clicked.connect(self._look)
        self.copy_button.clicked.connect(self._copy)
        theme.changed.connect(self._fit)
        self._fit()

    def _look(self) -> None:
        async def look() -> KeyStoreReport:
            return await self._check()

        self.check_button.setEnabled(False)
        self._say(_WAITING)
        self._scope.run(look(), self._show, self._fail)

    def _show(self, report: KeyStoreReport) -> None:
        self._report = report
        self.check_button.setEnabled(True)
        self.copy_button.setEnabled(True)
        while (item := self._lines.takeAt(0)) is not None:
            if line := item.widget():
                line.hide()
                line.deleteLater()
        for finding in report.findings:
            self._lines.addWidget(self._line(finding))
        self._say(marked(report.advice) or _WHAT, "text2" if report.works else "text")

    def _line(self, finding: Finding) -> IconLine:
        icon, family = _LOOKS[finding.found]
        line = IconLine(self._theme, icon, family, lines=3)
        line.set_text(marked(finding.line()))
        line.label.setAccessibleName(finding.name)
        line.label.setAccessibleDescription(marked(finding.line()))
        return line

    def _fail(self, problem: LeadDeskError) -> None:
        self.check_button.setEnabled(True)
        self._say(problem.sentence(), "danger")

    def _say(self, text: str, ink: str = "text2") -> None:
        restyle(self.said, ink=ink)
        self.said.setText(text)
        self.said.setAccessibleDescription(text)

    def _copy(self) -> None:
        if self._report:
            QGuiApplication.clipboard().setText(self._report.text())

    def _fit(self) -> None:
        self._column.setSpacing(self._theme.px(8))
        self._lines.setSpacing(self._theme.px(4))
        self._buttons.setSpacing(self._theme.px(8))
