"""Finds settings in a long form: by words, and by what was changed. It hides fields and touches no value."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from leaddesk.domain.fields import FieldSpec, FormSchema
from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.clearing import make_clearable
from leaddesk.ui.widgets.labels import ElidedLabel


class SettingsFilter(QWidget):
    """*Search settings* and *Changed only*; for forms that have sections."""

    changed = Signal()
    """Other fields are asked for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Search settings"))
        self.line.setAccessibleName(tr("Search settings"))
        make_clearable(theme, self.line)
        self.line.setMinimumWidth(theme.px(48))
        self.only = QCheckBox(tr("Changed only"))
        self.only.setAccessibleName(tr("Changed only"))
        self.only.setToolTip(tr("Shows the settings that are not as they come."))
        self.only.setAccessibleDescription(self.only.toolTip())
        self.none = ElidedLabel(ink="text2")
        self.all = Button(theme, tr("Show all settings"), role="link")
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.line, 1)
        row.addWidget(self.only)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(6))
        column.setSpacing(theme.px(6))
        column.addLayout(row)
        column.addWidget(self.none)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        self.none.hide()
        self.all.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.line.textChanged.connect(self.changed)
        self.only.toggled.connect(self.changed)
        self.all.clicked.connect(self._show_all)

    def stops(self) -> tuple[QWidget, ...]:
        """Returns what takes the focus, in the order of Tab."""
        return (self.line, self.only, self.all)

    def clear(self) -> None:
        """Asks for every field."""
        self.line.clear()
        self.only.setChecked(False)

    def tell(self, schema: FormSchema, keys: frozenset[str] | None) -> None:
        """Says that no setting is among the fields asked for, and offers all of them."""
        is_none = keys is not None and not any(spec.section and spec.key in keys for spec in schema.fields)
        words, only = self.line.text().strip(), self.only.isChecked()
        if only:
            what = tr("No changed setting has “{words}” in its name or its help.", words=words)
        else:
            what = tr("No setting has “{words}” in its name or its help.", words=words)
        self.none.set_text((what if words else tr("No setting is changed.")) if is_none else "")
        self.none.setVisible(is_none)
        self.all.setVisible(is_none)

    def _show_all(self) -> None:
        self.line.setFocus()
        self.clear()

    def keys(self, schema: FormSchema, raw: Mapping[str, str]) -> frozenset[str] | None:
        """Returns the fields asked for, those outside of sections among them; None for all."""
        words = self.line.text().casefold().split()
        if not words and not self.only.isChecked():
            return None
        return frozenset(
            spec.key
            for spec in schema.fields
            if not spec.section
            or (
                all(word in _text(spec) for word in words)
                and (not self.only.isChecked() or raw.get(spec.key, "") != spec.default)
            )
        )


def _text(spec: FieldSpec) -> str:
    return " ".join((spec.label, spec.key, spec.section, spec.help, *spec.choices)).casefold()
