"""The editor of one route; it gathers what was typed, says what it will do, and saves nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from leaddesk.domain.fields import FieldKind, FieldProblem, FieldSpec
from leaddesk.domain.route import OnBlock, OnReview, Route
from leaddesk.language import tr
from leaddesk.ui.forms.editor import LineEditor
from leaddesk.ui.forms.editors import ChoiceEditor
from leaddesk.ui.forms.form_row import FormRow
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.routes.stops_editor import StopsEditor
from leaddesk.ui.views.routes.words import BLOCK_MEANS, FLOOR, REVIEW_MEANS, route_title
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label

NAME_KEY, STOPS_KEY = "name", "destinations"
"""The keys of a route's problems."""
_NAME = FieldSpec(key=NAME_KEY, label=tr("Route name"), max_length=80)
_BLOCK = FieldSpec(
    key="on_block", label=tr("After Do not contact"), kind=FieldKind.CHOICE, choices=tuple(OnBlock), required=True
)
_REVIEW = FieldSpec(
    key="on_review", label=tr("After Review"), kind=FieldKind.CHOICE, choices=tuple(OnReview), required=True
)


class RouteEditor(QWidget):
    """Name, destinations in order, what follows which answer, and the route in one sentence."""

    changed = Signal()
    """Something was typed or chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._route = Route(id="", name="", destination_ids=())
        self._is_new = False
        self._loading = False
        self._title = ElidedLabel(use="dossier")
        self._unsaved = plain_label(use="hint", ink="warn")
        self.name = LineEditor(_NAME, theme)
        self._name_row = FormRow(theme, (self.name,), {}, {}, {})
        self.stops_editor = StopsEditor(theme)
        self.on_block, self.on_review = ChoiceEditor(_BLOCK, theme), ChoiceEditor(_REVIEW, theme)
        self._block_means, self._review_means = _sentence(), _sentence()
        self.rule = _sentence("text", "name")
        self.rule.setAccessibleName(tr("What this route does"))
        self._build()
        for editor in (self.name, self.on_block, self.on_review):
            editor.changed.connect(self._edited)
        self.stops_editor.changed.connect(self._edited)

    def route(self) -> Route:
        """Returns the route as typed."""
        return replace(
            self._route,
            name=self.name.value(),
            destination_ids=self.stops_editor.ids(),
            on_block=OnBlock(self.on_block.value()),
            on_review=OnReview(self.on_review.value()),
        )

    def show_route(self, route: Route, stops: Mapping[str, str], *, is_new: bool) -> None:
        """Shows a route; `stops` are all destinations there are, in words by id."""
        self._loading = True
        self._route, self._is_new = route, is_new
        self.name.set_value(route.name)
        self.stops_editor.show_stops(route.destination_ids, stops)
        self.on_block.set_value(route.on_block)
        self.on_review.set_value(route.on_review)
        self._loading = False
        self.show_problems(())
        self._say()

    def accept_saved(self, name: str) -> None:
        """Takes note that the route is saved under this name; what was typed since then stays."""
        self._is_new, self._loading = False, True
        if self.name.value().strip() == name:
            self.name.set_value(name)
        self._loading = False
        self._say()

    def show_unsaved(self, unsaved: bool) -> None:
        """Says whether something here is not saved."""
        self._unsaved.setText(tr("Unsaved changes") if unsaved else "")

    def show_problems(self, problems: Sequence[FieldProblem], *, focus: bool = False) -> None:
        """Says each problem beside its field and takes back the others; `focus` goes to the first."""
        said = {problem.key: problem.text for problem in reversed(problems)}
        self.name.show_problem(said.get(NAME_KEY, ""))
        self._name_row.say()
        self.stops_editor.show_problem(said.get(STOPS_KEY, ""))
        if focus and said:
            (self.name if NAME_KEY in said else self.stops_editor).focus()

    def said_keys(self) -> frozenset[str]:
        """Returns the keys of the problems in view."""
        said = ((NAME_KEY, self.name.problem()), (STOPS_KEY, self.stops_editor.problem()))
        return frozenset(key for key, text in said if text)

    def stops(self) -> tuple[QWidget, ...]:
        """Returns what takes the focus, in the order of Tab."""
        return (self.name.control, *self.stops_editor.stops(), self.on_block.control, self.on_review.control)

    def _edited(self) -> None:
        if not self._loading:
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        route = self.route()
        self._title.set_text(route_title(route, is_new=self._is_new))
        self._block_means.setText(BLOCK_MEANS[route.on_block])
        self._review_means.setText(REVIEW_MEANS[route.on_review])
        self.rule.setText(route.rule())

    def _build(self) -> None:
        px = self._theme.px
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._unsaved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(self._name_row)
        column.addWidget(self.stops_editor)
        for editor, means in ((self.on_block, self._block_means), (self.on_review, self._review_means)):
            part = QVBoxLayout()
            part.setSpacing(px(4))
            label = plain_label(editor.spec.label, use="label", ink="text2")
            label.setBuddy(editor.control)
            for widget in (label, editor, means):
                part.addWidget(widget)
            if editor is self.on_block:
                part.addWidget(_sentence(text=FLOOR))
            column.addLayout(part)
        column.addWidget(self.rule)
        column.addStretch(1)


def _sentence(ink: str = "text2", use: str = "hint", text: str = "") -> QLabel:
    label = plain_label(text, use=use, ink=ink)
    label.setWordWrap(True)
    return label
