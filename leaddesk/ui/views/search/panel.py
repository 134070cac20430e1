"""What is asked, above the leads: profile, words, when they were created and in which zone, and the filters.

The fields are the only memory of what was asked for; `query` reads them, `put` fills them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.lead_search import LeadFilter, LeadQuery, RowOrder, SearchForm
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr, tr_now
from leaddesk.services.search_leads import SearchLeads
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.search.chips import FilterChips
from leaddesk.ui.views.search.wall import typed_time
from leaddesk.ui.views.shift_period import write_wall
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.clearing import make_clearable
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.labelled import Labelled
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.plaintext import marked

ANY_TIME = tr("Any time")
_RANGE = ("created_from", "created_to")
_NARROW, _TEXT = 1000, 140
_WIDTHS = {"Profile": (200, 144), "Created": (150, 124), "Zone": (176, 176)}
"""Pixels at 100 %, and in a narrow place."""
_MOMENT = 152


class SearchPanel(QFrame):
    """Asks nothing by itself; what is wrong with a question is said below its fields."""

    profile_chosen = Signal()
    search_pressed = Signal()
    cancel_pressed = Signal()
    edited = Signal()
    """Something else would be asked for."""
    zone_changed = Signal(str)
    curl_wanted = Signal()

    def __init__(self, theme: Theme, search: SearchLeads) -> None:
        super().__init__()
        self._theme, self._search = theme, search
        self._profile: ConnectionProfile | None = None
        self._form: SearchForm | None = None
        self.setProperty("surface", "header")
        self.profile, self.created, self.zone = QComboBox(), QComboBox(), QComboBox()
        self.text, self.since, self.until = QLineEdit(), QLineEdit(), QLineEdit()
        self.chips = FilterChips(theme)
        self.search_button = Button(theme, tr("Search"), icon="search", role="primary")
        self.cancel_button = Button(theme, tr("Cancel search"))
        self.saved_button = Button(theme, tr("Saved searches"), icon="bookmark", role="quiet")
        self.curl_button = Button(theme, tr("Copy as cURL"), role="link")
        self._line = ElidedLabel(use="hint", ink="text2")
        self._line.setAccessibleName(tr("Question"))
        self._asked: LeadQuery | None = None
        """What the leads in view were asked by."""
        self._problem = plain_label("", use="hint", ink="danger")
        self._range_problem = ElidedLabel(use="hint", ink="danger", lines=2)
        self._zone_hint = plain_label("", use="hint", ink="text2")
        self._moments = QWidget()
        self._fields = Flow(at_bottom=True)
        self._lay_out()
        self._bind()
        theme.changed.connect(self.fit)
        self.say_problem(None)
        self.set_busy(False)

    # ------------------------------------------------------------ profiles

    def offer_profiles(self, profiles: Sequence[ConnectionProfile]) -> None:
        """Offers profiles; the chosen one stays, as it is now."""
        chosen = self._profile.id if self._profile else ""
        self.profile.blockSignals(True)
        self.profile.clear()
        for one in profiles:
            self.profile.addItem(marked(one.name), one)
        self.profile.blockSignals(False)
        self.choose_profile(chosen)

    def choose_profile(self, profile_id: str) -> None:
        """Chooses the profile with that id, or the first one."""
        ids = [self.profile.itemData(at).id for at in range(self.profile.count())]
        self.profile.blockSignals(True)
        self.profile.setCurrentIndex(ids.index(profile_id) if profile_id in ids else 0)
        self.profile.blockSignals(False)
        self._take_profile()

    @property
    def chosen_profile(self) -> ConnectionProfile | None:
        """The profile to ask through."""
        return self._profile

    # ------------------------------------------------------------ the question

    def query(self, columns: Sequence[str], order: RowOrder | None = None) -> LeadQuery | None:
        """Returns what is asked for now; None where it cannot be asked, which is said below the fields."""
        if self._profile is None:
            return None
        self._say_line()
        found = self._read(columns, order)
        problems = self._search.problems(self._profile, found) if isinstance(found, LeadQuery) else (found,)
        self.say_problem(problems[0] if problems else None)
        return found if isinstance(found, LeadQuery) and not problems else None

    def put(self, query: LeadQuery) -> None:
        """Fills the fields with a question, without a word."""
        self.text.setText(query.text)
        self._choose_zone(query.zone)
        times = self._times()
        own = self._form.custom_label if self._form and query.has_range else query.created_label
        self.created.blockSignals(True)
        self.created.setCurrentIndex(max(0, self.created.findData(own)))
        self.created.blockSignals(False)
        for end, at in ((self.since, query.created_from), (self.until, query.created_to)):
            end.setText(write_wall(at, times) if at else "")
        self.chips.put(query.filters)
        self._show_moments()
        self.say_problem(None)
        self._say_line()

    def say_asked(self, asked: LeadQuery | None) -> None:
        """Takes what the leads in view were asked by, for the question to say whether it is another one."""
        if asked is not self._asked:
            self._asked = asked
            self._say_line()

    def says_another(self, asked: LeadQuery) -> bool:
        """Tells whether the fields say another question than that one."""
        found = self._read((), None)
        return not (isinstance(found, LeadQuery) and asked.asks_as(found))

    def stops(self) -> tuple[QWidget, ...]:
        """Returns what the keys go through, in order."""
        fields = (self.profile, self.text, self.created, self.zone, self.since, self.until)
        buttons = (self.search_button, self.cancel_button, self.saved_button, self.curl_button)
        return (*fields, *self.chips.stops(), *buttons)

    def say_problem(self, problem: FieldProblem | None) -> None:
        """Says what is wrong with the question, and marks the field it is about."""
        key = problem.key if problem else ""
        for name, field in zip(_RANGE, (self.since, self.until), strict=True):
            restyle(field, problem=key == name)
        words = ""
        if problem:
            spec = self._form.by_key.get(key) if self._form else None
            words = f"{tr_now(spec.label)}: {problem.text}" if spec else problem.text
        self._range_problem.set_text(words if key in _RANGE else "")
        self._problem.setText("" if key in _RANGE else marked(words))
        self._problem.setVisible(bool(self._problem.text()))

    def set_busy(self, busy: bool) -> None:
        """Lets a search that is under way be cancelled."""
        had_focus = self.cancel_button.hasFocus()
        self.cancel_button.setEnabled(busy)
        if had_focus and not busy:
            self.text.setFocus()

    def fit(self) -> None:
        """Takes the room there is: the combos are narrower in a narrow place."""
        px = self._theme.px
        narrow = self.width() < px(_NARROW)
        for combo, name in ((self.profile, "Profile"), (self.created, "Created"), (self.zone, "Zone")):
            combo.setFixedWidth(px(_WIDTHS[name][1 if narrow else 0]))
            combo.setToolTip(plain_tip(combo.currentText()))
        self._column.setContentsMargins(px(20), px(10), px(16), px(10))
        self._column.setSpacing(px(8))
        self._fields.set_gap(px(8))
        self.text.setMinimumWidth(px(_TEXT))
        for field in (self.since, self.until):
            field.setFixedWidth(px(_MOMENT))

    # ------------------------------------------------------------ inside

    def _read(self, columns: Sequence[str], order: RowOrder | None) -> LeadQuery | FieldProblem:
        label, own = str(self.created.currentData() or ""), self._has_own_range()
        query = LeadQuery(
            text=self.text.text().strip(),
            created_label=label,
            zone=str(self.zone.currentData() or ""),
            filters=self.chips.filters(),
            columns=tuple(columns),
            order=order,
        )
        if not own:
            return query
        ends: list[datetime | None] = []
        for key, field in zip(_RANGE, (self.since, self.until), strict=True):
            try:
                at = typed_time(field.text(), self._times())
            except ValueError as unread:
                return FieldProblem(key, str(unread))
            ends.append(at.astimezone(ZoneInfo(query.zone)) if at else None)
        return replace(query, created_from=ends[0], created_to=ends[1])

    def _check(self, item: LeadFilter) -> str:
        """Returns what is wrong with one filter by itself."""
        if self._profile is None or self._form is None:
            return ""
        alone = LeadQuery(columns=self._form.default_columns, filters=(replace(item, on=True),))
        return next((one.text for one in self._search.problems(self._profile, alone) if one.key == item.key), "")

    def _times(self) -> LocalTimes:
        zone = self.zone.currentData()
        return LocalTimes(ZoneInfo(zone) if zone else None)

    def _has_own_range(self) -> bool:
        return self._form is not None and self.created.currentData() == self._form.custom_label

    def _take_profile(self) -> None:
        before, self._profile = self._profile, self.profile.currentData()
        if self._profile is None or (before and before.id == self._profile.id and self._form):
            return
        form = self._search.form(self._profile)
        if form is not self._form:
            self._form = form
            _fill(self.created, [(ANY_TIME, ""), *((label, label) for label in form.created_labels)])
            _fill(self.zone, [(name, name) for name in form.zones])
            self.chips.offer(form, self._check)
        first = self._search.first_query(self._profile)
        self._choose_zone(first.zone)
        self._say_line()
        self.profile_chosen.emit()

    def _choose_zone(self, zone: str) -> None:
        if zone and self.zone.findData(zone) < 0:
            self.zone.addItem(zone, zone)
        at = self.zone.findData(zone)
        if at >= 0:
            self.zone.setCurrentIndex(at)
        self._show_zone()

    def _choose_other_zone(self) -> None:
        self._show_zone()
        self._edit()

    def _show_zone(self) -> None:
        zone = str(self.zone.currentData() or "")
        self._zone_hint.setText(zone)
        self.chips.set_zone(zone)
        self.zone_changed.emit(zone)

    def _show_moments(self) -> None:
        self._moments.setVisible(self._has_own_range())

    def _choose_created(self) -> None:
        self._show_moments()
        if self._has_own_range():
            self.since.setFocus()
        self._edit()

    def _edit(self) -> None:
        self._say_line()
        self.edited.emit()

    def _say_line(self) -> None:
        """Says the question; one that the leads in view were not asked by says so first."""
        found = self._read((), None)
        line = found.as_line() if isinstance(found, LeadQuery) else found.text
        new = self._asked is not None and self.says_another(self._asked)
        self._line.set_text(tr("Not searched yet: {question}", question=line) if new else line)
        restyle(self._line, ink="warn" if new else "text2")

    def _bind(self) -> None:
        self.profile.currentIndexChanged.connect(lambda _at: self._take_profile())
        self.created.currentIndexChanged.connect(lambda _at: self._choose_created())
        self.created.currentTextChanged.connect(lambda words: self.created.setToolTip(plain_tip(words)))
        self.zone.currentIndexChanged.connect(lambda _at: self._choose_other_zone())
        for field in (self.text, self.since, self.until):
            field.textEdited.connect(lambda _text: self._edit())
            field.returnPressed.connect(self.search_pressed)
        self.chips.changed.connect(self._edit)
        self.search_button.clicked.connect(self.search_pressed)
        self.cancel_button.clicked.connect(self.cancel_pressed)
        self.curl_button.clicked.connect(self.curl_wanted)

    def _lay_out(self) -> None:
        px = self._theme.px
        self.text.setPlaceholderText(tr("Words, a name, a number"))
        make_clearable(self._theme, self.text)
        named: tuple[tuple[str, QWidget], ...] = (
            (tr("Profile"), self.profile),
            (tr("Search text"), self.text),
            (tr("Created"), self.created),
            (tr("Zone"), self.zone),
        )
        for name, field in named:
            self._fields.add(Labelled(self._theme, name, field), grows=field is self.text)
        self._fields.add(self.search_button)
        self._fields.add(self.cancel_button)
        moments = QHBoxLayout(self._moments)
        moments.setContentsMargins(0, 0, 0, 0)
        moments.setSpacing(px(8))
        for name, end in ((tr("From"), self.since), (tr("To"), self.until)):
            label = plain_label(name, use="label", ink="text2")
            label.setBuddy(end)
            end.setAccessibleName(name)
            moments.addWidget(label)
            moments.addWidget(end)
        moments.addWidget(self._zone_hint)
        moments.addWidget(self._range_problem, 1)
        self._moments.hide()
        below, said = QHBoxLayout(), QHBoxLayout()
        for row in (below, said):
            row.setSpacing(px(8))
        below.addWidget(self.chips, 1)
        below.addWidget(self.saved_button)
        said.addWidget(self._line, 1)
        said.addWidget(self._problem)
        said.addWidget(self.curl_button)
        self.curl_button.setProperty("measure", "small")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._fields)
        self._column.addWidget(self._moments)
        self._column.addLayout(below)
        self._column.addLayout(said)


def _fill(combo: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    combo.blockSignals(True)
    combo.clear()
    for text, data in entries:
        combo.addItem(text, data)
    combo.blockSignals(False)
