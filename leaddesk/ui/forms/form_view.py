"""A form built from a schema: gathers and restores text, says problems beside their fields, loses nothing typed.

It validates one field when the person leaves it; whether a whole form may be sent is for the use-case to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from leaddesk.domain.fields import FieldKind, FieldProblem, FieldSpec, FormSchema
from leaddesk.domain.secret import Secret
from leaddesk.language import tr_now
from leaddesk.ui.forms.editor import Editor
from leaddesk.ui.forms.editors import make_editor
from leaddesk.ui.forms.form_layout import FormLayout, arrange, is_named
from leaddesk.ui.forms.form_row import FormRow
from leaddesk.ui.forms.secret_editor import SecretEditor
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.announce import announce
from leaddesk.ui.widgets.labels import plain_label

_ROW_GAP = 3


class FormView(QWidget):
    """The fields of a schema as editors, in the schema's order for the eye and for Tab."""

    changed = Signal()
    """A value is another one."""
    left = Signal(str)
    """The field of this key was left; it is looked at afterwards."""
    forget_asked = Signal(str)
    """*Forget* was pressed for the secret of this key."""

    def __init__(self, theme: Theme, schema: FormSchema, layout: FormLayout | None = None) -> None:
        """Builds the form; UnknownKindError when a field's kind has no editor."""
        super().__init__()
        self.theme = theme
        self.schema = FormSchema(())
        self._layout_hints = layout or FormLayout()
        self._editors: dict[str, Editor] = {}
        self._rows: list[FormRow] = []
        self._headings: list[tuple[QWidget, list[FormRow]]] = []
        """The headings of sections, each with the rows below it."""
        self._only: Collection[str] | None = None
        """The fields that are shown; None for all."""
        self._below: dict[str, QWidget] = {}
        self._away: dict[str, str] = {}
        """What was typed into fields that the present schema does not have."""
        self._away_secrets: dict[str, Secret] = {}
        self._loading = False
        """Whether values change because the form does, and not because of the person."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(_ROW_GAP))
        self.set_schema(schema)

    # ------------------------------------------------------------ fields

    def editor(self, key: str) -> Editor:
        """Returns the editor of a field of the present schema; KeyError when there is none."""
        return self._editors[key]

    def editors(self) -> tuple[Editor, ...]:
        """Returns the editors in order."""
        return tuple(self._editors.values())

    def first_field(self) -> QWidget:
        """Returns the control of the first field."""
        return next(iter(self._editors.values())).control

    def go_to_first(self) -> None:
        """Gives the first field the focus and brings it into view."""
        first = next(iter(self._editors.values()))
        first.control.setFocus()
        self._scroll_to(first)

    def set_below(self, key: str, widget: QWidget) -> None:
        """Puts a widget under the row of a field, whatever the schema."""
        widget.setParent(self)
        self._below[key] = widget
        self._lay_out()
        self._settle()

    def set_schema(self, schema: FormSchema) -> None:
        """Shows other fields; what was typed stays under its key, also while its field is away."""
        if schema == self.schema:
            return
        if schema.fields == self.schema.fields:  # another destination of the same kind: its columns alone
            self.schema = schema
            for row in self._rows:
                row.set_columns(schema.columns)
            self._settle()
            return
        focused = next((stop for stop in self.stops() if stop.hasFocus()), None)
        if focused is not None:
            focused.clearFocus()  # else it would hop from field to field as they are laid out, the form scrolling along
        before, self._editors = self._editors, {}
        self.schema = schema
        self._loading = True
        for spec in schema.fields:
            old = before.get(spec.key)
            if old is not None and _same_control(old.spec, spec):
                old.set_spec(spec)
                self._editors[spec.key] = before.pop(spec.key)
        self._put_away(before.values())
        for spec in schema.fields:
            kept = self._editors.pop(spec.key) if spec.key in self._editors else None
            self._editors[spec.key] = kept if kept is not None else self._bring(spec)
        self._lay_out()
        for old in before.values():
            old.hide()
            old.deleteLater()
        if focused is not None:
            (focused if focused in self.stops() else self.first_field()).setFocus()
        self._loading = False
        self._settle()

    def _put_away(self, editors: Iterable[Editor]) -> None:
        for editor in editors:
            self._away.update((key, text) for key, text in editor.raw().items() if text)
            if isinstance(editor, SecretEditor) and (secret := editor.secret()):
                self._away_secrets[editor.spec.key] = secret

    def _bring(self, spec: FieldSpec) -> Editor:
        editor = make_editor(spec, self.theme)
        keys = editor.raw()
        kept = {key: self._away.pop(key) for key in keys if key in self._away}
        if kept:
            editor.load(kept)
        if isinstance(editor, SecretEditor) and spec.key in self._away_secrets:
            editor.put_secret(self._away_secrets.pop(spec.key))
        self._wire(editor)
        return editor

    def _wire(self, editor: Editor) -> None:
        """Connects a new editor to its form."""
        editor.changed.connect(lambda: self._edited(editor))
        editor.left.connect(lambda: self._check_left(editor))
        if isinstance(editor, SecretEditor):
            editor.forget_asked.connect(self.forget_asked)

    def _lay_out(self) -> None:
        for editor in self._editors.values():
            editor.setParent(self)
        for widget in self._below.values():
            widget.setParent(self)
        while item := self._column.takeAt(0):
            if (row_before := item.widget()) and row_before not in self._below.values():
                row_before.hide()
                row_before.deleteLater()
        self._rows, self._headings = [], []
        headed = not self._layout_hints.more_title
        section = ""
        for specs in arrange(self.schema, self._layout_hints):
            if specs[0].section != section:
                section = specs[0].section
                self._headings.append((self._heading(section, "heading"), []))
                self._column.addWidget(self._headings[-1][0])
            if not headed and not section and not is_named(specs[0].key, self._layout_hints):
                headed = True
                self._column.addWidget(self._heading(self._layout_hints.more_title, "label"))
            editors = [self._editors[spec.key] for spec in specs]
            tools = {spec.key: tool for spec in specs if (tool := self.label_tool(spec))}
            row = FormRow(self.theme, editors, self.schema.columns, self._layout_hints.widths, tools)
            self._rows.append(row)
            for _heading, below_it in self._headings[-1:]:
                below_it.append(row)
            self._column.addWidget(row)
            # At once, and not with the next event: who asks for the focus next must find the row there.
            row.show()
            for editor in editors:
                editor.show()
                if below := self._below.get(editor.spec.key):
                    self._column.addWidget(below)
                    below.show()
            row.say()
        self._filter()
        for one, other in pairwise(self.stops()):
            QWidget.setTabOrder(one, other)

    def show_only(self, keys: Collection[str] | None) -> None:
        """Hides the rows that hold none of these fields, and headings with nothing below them; None shows all."""
        self._only = keys
        self._filter()

    def _filter(self) -> None:
        shown = [row for row in self._rows if self._only is None or row.holds(self._only)]
        for row in self._rows:
            row.setVisible(row in shown)
        for heading, rows in self._headings:
            heading.setVisible(any(row in shown for row in rows))

    def _heading(self, title: str, use: str) -> QWidget:
        """Returns a rule with a title below it; without a title, the end of a section."""
        heading = QWidget()
        column = QVBoxLayout(heading)
        column.setContentsMargins(0, self.theme.px(6), 0, self.theme.px(6))
        column.setSpacing(self.theme.px(12))
        rule = QFrame()
        rule.setProperty("surface", "hairline")
        column.addWidget(rule)
        if title:
            column.addWidget(plain_label(title, use=use, ink="text2" if use == "label" else "text"))
        return heading

    def stops(self) -> list[QWidget]:
        """Returns everything the keyboard can stand on, in the order of Tab."""
        return [stop for editor in self._editors.values() for stop in editor.stops()]

    # ------------------------------------------------------------ values

    def to_raw(self) -> dict[str, str]:
        """Returns everything typed by key, secrets left out; of fields that are away, what they held."""
        raw = dict(self._away)
        for editor in self._editors.values():
            raw.update(editor.raw())
        return raw

    def load(self, raw: Mapping[str, str]) -> None:
        """Takes a whole form as `to_raw` gave it; a field it lacks goes back to its default."""
        self._loading = True
        for editor in self._editors.values():
            editor.load(raw)
            editor.show_problem("")
        shown = {key for editor in self._editors.values() for key in editor.raw()}
        self._away = {key: text for key, text in raw.items() if text and key not in shown}
        self._away_secrets.clear()
        self._loading = False
        self._settle()
        self.changed.emit()

    def clear(self) -> None:
        """Empties the form and forgets what its absent fields held."""
        self.load({})

    def secrets(self) -> dict[str, Secret]:
        """Returns the secrets typed into the present fields, by key."""
        found = {e.spec.key: e.secret() for e in self._editors.values() if isinstance(e, SecretEditor)}
        return {key: secret for key, secret in found.items() if secret is not None}

    def put_secrets(self, secrets: Mapping[str, Secret]) -> None:
        """Puts back secrets that were typed before."""
        for editor in self._editors.values():
            if isinstance(editor, SecretEditor):
                editor.put_secret(secrets.get(editor.spec.key))

    # ------------------------------------------------------------ problems

    def show_problems(self, problems: Iterable[FieldProblem]) -> None:
        """Says each problem beside its field, clears all others, and goes to the first bad field of the form."""
        said = {problem.key: problem.text for problem in problems}
        for key, editor in self._editors.items():
            editor.show_problem(said.get(key, ""))
        first = next((editor for key, editor in self._editors.items() if key in said), None)
        if first:
            self._go_to_problem(first)
        self._say()

    def _go_to_problem(self, editor: Editor) -> None:
        """Goes to a bad field; a screen reader tells of a field that is gone to, and not of one that has the focus."""
        window = self.window()
        before = window.focusWidget()
        editor.focus()
        self._scroll_to(editor)
        if window.focusWidget() is before:
            announce(editor, f"{tr_now(editor.spec.label)}: {editor.problem()}")

    def problem(self, key: str) -> str:
        """Returns the sentence beside a field, or an empty text."""
        return self._editors[key].problem()

    def notes(self) -> Mapping[str, str]:
        """Returns what there is to say beside fields that are in order, by key; a subclass may have more."""
        return {key: note for key, editor in self._editors.items() if (note := editor.note())}

    def label_tool(self, spec: FieldSpec) -> QWidget | None:
        """Returns a new small control for the end of a field's label where a subclass has one."""
        return None

    # ------------------------------------------------------------ keys and changes

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Fields pass Enter on to their form; with Ctrl it is the place's to send.
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _edited(self, editor: Editor) -> None:
        if self._loading:
            return
        if editor.problem():
            editor.show_problem("")
        self._settle()
        self.changed.emit()

    def _check_left(self, editor: Editor) -> None:
        if self._loading:
            return
        self.left.emit(editor.spec.key)
        if refusal := editor.refusal():
            editor.show_problem(refusal)
        self._say()

    def _settle(self) -> None:
        notes = self.notes()
        for row in self._rows:
            row.set_notes(notes)
        self._say()

    def _say(self) -> None:
        for row in self._rows:
            row.say()

    def _scroll_to(self, editor: Editor) -> None:
        above: QWidget | None = self
        while above := above.parentWidget() if above else None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(editor)


def _same_control(old: FieldSpec, new: FieldSpec) -> bool:
    """Tells whether the editor of one field serves the other, so that cursor and undo stay."""
    if old.kind is FieldKind.CHOICE and (old.required, old.choices, old.default) != (
        new.required,
        new.choices,
        new.default,
    ):
        return False
    return (old.kind, old.label, old.placeholder) == (new.kind, new.label, new.placeholder)
