"""The dialog *Preview*: the exact request as plain text, to be read and to be copied as a cURL command."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from leaddesk.domain.wire import RequestRecord
from leaddesk.language import tr, trn
from leaddesk.services.preview_lead import LeadPreview
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.verdict.raw_text import request_text
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.combos import holds_names
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.plaintext import marked

_WIDTH, _HEIGHT = 760, 580
_ROOM = 0.9
"""Share of the window that the dialog takes at most."""


class PreviewDialog(QDialog):
    """Shows; it sends nothing and keeps nothing."""

    def __init__(self, theme: Theme, parent: QWidget, previews: Sequence[tuple[str, LeadPreview]], does: str) -> None:
        """Builds the dialog; `previews` stand by the name of their destination, `does` says what sending does."""
        super().__init__(parent)
        self._previews = previews
        px = theme.px
        self.setWindowTitle(tr("Preview"))
        self.setAccessibleName(tr("Preview"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(QSize(px(_WIDTH), px(_HEIGHT)).boundedTo(parent.size() * _ROOM))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(16))
        column.setSpacing(px(8))
        heading = plain_label(tr("What Send lead would send now"), use="title")
        column.addWidget(heading)
        says = plain_label(marked(does), ink="text2")
        self.not_mapped = plain_label(ink="warn")
        self.which = QComboBox()
        holds_names(self.which)
        for line in (says, self.not_mapped):
            line.setWordWrap(True)
            column.addWidget(line)
        says.setVisible(bool(does))
        column.addWidget(self._choice())
        self.request = _request()
        column.addWidget(self.request, 1)
        self.said = ElidedLabel(use="hint", ink="text2")
        self.copy = Button(theme, tr("Copy as cURL"), icon="clipboard-copy")
        self.copy.clicked.connect(self._copy)
        self.close_button = Button(theme, tr("Close"))
        self.close_button.clicked.connect(self.reject)
        self.close_button.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.said, 1)
        row.addWidget(self.copy)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.request.setFocus()
        self.which.currentIndexChanged.connect(self._show)
        self._show()

    @property
    def _preview(self) -> LeadPreview:
        return self._previews[self.which.currentIndex()][1]

    def _choice(self) -> QWidget:
        """Returns the choice among the requests of a route; hidden where there is one."""
        row = QWidget()
        label = plain_label(tr("Destination"), use="label", ink="text2")
        label.setBuddy(self.which)
        self.which.setAccessibleName(tr("Destination"))
        self.which.addItems([f"{at}. {marked(name)}" for at, (name, _preview) in enumerate(self._previews, 1)])
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label)
        line.addWidget(self.which, 1)
        row.setVisible(len(self._previews) > 1)
        return row

    def _show(self) -> None:
        preview = self._preview
        record = preview.request
        line = " ".join(filter(None, (not_mapped_line(preview.not_mapped), kept_line(preview.kept_otherwise))))
        self.not_mapped.setText(marked(line))
        self.not_mapped.setVisible(bool(line))
        self.said.set_text(_key_line(preview.variables))
        self.request.setPlainText(request_text(RequestRecord(record.method, record.url, record.headers, preview.body)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._preview.curl)
        self.said.set_text(f"{tr('Copied.')} {_key_line(self._preview.variables)}".strip())


def not_mapped_line(labels: tuple[str, ...]) -> str:
    """Returns the sentence that names the filled fields which are not sent; empty for none."""
    if not labels:
        return ""
    return trn(
        "Not sent: {labels} has no column in this destination.",
        "Not sent: {labels} have no column in this destination.",
        len(labels),
        labels=", ".join(labels),
    )


def kept_line(changes: tuple[str, ...]) -> str:
    """Returns the sentences that say what the vendor will keep otherwise; empty for none."""
    return (
        tr("The server will keep {changes}.", changes="; ".join(change.rstrip(".") for change in changes))
        if changes
        else ""
    )


def _key_line(variables: tuple[str, ...]) -> str:
    names = ", ".join(f"${name}" for name in variables)
    return tr("The key is left out: put it into {names}.", names=names) if names else ""


def _request() -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setReadOnly(True)
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    text.setAccessibleName(tr("Request"))
    text.setAccessibleDescription(tr("Secrets are masked; control and direction marks are spelled out."))
    text.setProperty("type", "mono")
    text.setTabChangesFocus(True)
    text.setUndoRedoEnabled(False)
    text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return text
