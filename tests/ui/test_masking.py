"""Masked is masked: in every role of each model and on every page, until a reveal is on record, and not for long."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QPlainTextEdit, QTableView, QWidget

from leaddesk.domain.note import Note, NoteKind
from leaddesk.ui.masking import DOT, REVEALED_MS, Masking, Reveal, masked_name, masked_number, masked_text
from leaddesk.ui.models.asked_model import AskedModel
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.verdict import VerdictView
from leaddesk.ui.views.verdict.masked import masked_lead
from leaddesk.ui.widgets.reveal_button import RevealButton, RevealDialog
from tests.ui.verdict import samples

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

TIMES = LocalTimes(ZoneInfo("America/New_York"))
NUMBER, SHOWN, MASKED = "+12025550123", "(202) 555-0123", "(202) •••-••23"
PERSONAL = re.compile(r"555\D{0,3}01|Testa|Tessa|Person\b|Sample Co|Judge Sample|Example & Sample", re.IGNORECASE)
"""The numbers and names of the samples, in any spelling."""


class Record:
    """Writes reveals down at once, or later when asked to wait."""

    def __init__(self) -> None:
        self.notes: list[Reveal] = []
        self.waiting: list[object] = []
        self.waits = False

    def __call__(self, reveal, done) -> None:
        self.notes.append(reveal)
        if self.waits:
            self.waiting.append(done)
        else:
            done()


@pytest.fixture
def record():
    return Record()


@pytest.fixture
def masking(qapp, record):
    masking = Masking(record, on=True)
    yield masking
    masking.deleteLater()


@pytest.fixture
def view(theme, qtbot, masking):
    view = VerdictView(theme, TIMES, masking=masking)
    qtbot.addWidget(view)
    view.resize(900, 800)
    view.show()
    return view


def every_text(widget):
    """Returns all that is shown, said by a screen reader or hovered, in a widget and its tables."""
    texts = []
    for part in [widget, *widget.findChildren(QWidget)]:
        texts += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
        if isinstance(part, QLabel):
            texts.append(part.text())
        if isinstance(part, QPlainTextEdit):
            texts.append(part.toPlainText())
        if isinstance(part, QAbstractItemView) and part.model() is not None:
            texts += model_texts(part.model())
    return [text for text in texts if text]


def model_texts(model):
    found = []
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            for role in range(Qt.ItemDataRole.UserRole + 1):
                value = model.data(model.index(row, column), role)
                if isinstance(value, str):
                    found.append(value)
    return found


def read_all(view):
    for tab in range(view.tabs.count()):
        view.tabs.setCurrentIndex(tab)
    return every_text(view)


def personal(texts):
    return [text for text in texts if PERSONAL.search(text)]


class TestWords:
    @pytest.mark.parametrize(
        ("number", "shown"),
        [
            (NUMBER, MASKED),
            ("2025550123", MASKED),
            ("+442079460123", "+44 •• •••• ••23"),
            ("+99912345678901", "+••••••••••••01"),
            ("555-0123", "•••-••23"),
            ("12345", "••••"),
            ("call Testa", "••••"),
            ("", ""),
        ],
    )
    def test_a_number_keeps_its_area_and_two_digits(self, number, shown):
        assert masked_number(number) == shown

    @given(st.from_regex(r"\+?[0-9 ().\-]{0,24}", fullmatch=True) | st.text(max_size=30))
    def test_no_more_than_area_code_and_two_digits_ever_show(self, number):
        shown = masked_number(number)
        digits = [char for char in shown if char.isdigit()]
        assert len(digits) <= 5
        assert not any(char.isalpha() for char in shown)
        assert DOT in shown or not number

    @given(st.text(max_size=60))
    def test_a_name_shows_one_letter_a_word(self, name):
        assert all(len(word) == 2 and word.endswith(".") for word in masked_name(name).split())

    def test_a_name_keeps_its_initials(self):
        assert masked_name("Tess Practice-Miller") == "T. P."

    def test_running_text_loses_numbers_and_known_names(self):
        text = "TESTA called from 202.555.0123 and +1 (202) 555-0188; id 65f00000000000000000a001, 2026-11-21."
        assert masked_text(text, {"Testa"}) == (
            "T. called from (202) •••-••23 and (202) •••-••88; id 65f00000000000000000a001, 2026-11-21."
        )

    @given(st.lists(st.sampled_from(["", " ", "-", ".", ") ", "("]), min_size=9, max_size=9))
    def test_a_known_number_is_found_however_it_is_spelled(self, gaps):
        spelled = "".join(digit + gap for digit, gap in zip("2025550123", [*gaps, ""], strict=True))
        digits = [char for char in masked_text(f"about {spelled} here", numbers={NUMBER}) if char.isdigit()]
        assert len(digits) <= 5


def test_without_a_mask_everything_is_as_it_was(qapp):
    plain = Masking()
    assert (plain.number(NUMBER), plain.name("Testa Person"), plain.text(NUMBER)) == (SHOWN, "Testa Person", NUMBER)


class TestVerdict:
    @pytest.mark.parametrize("sample", ["many cases", "nothing blocked", "rejected", "other number", "unknown"])
    def test_no_page_shows_a_number_or_a_name(self, view, sample):
        view.show_answered(samples.ALL[sample](), samples.NOW)
        assert personal(read_all(view)) == []
        assert any(MASKED in text for text in every_text(view))

    def test_without_the_mask_they_are_there(self, view, masking):
        masking.set_on(False)
        view.show_answered(samples.many_cases(), samples.NOW)
        texts = personal(read_all(view))
        assert any("TESTA PERSON" in text for text in texts)
        assert any(SHOWN in text for text in texts)

    def test_the_mask_falls_on_what_is_in_view_already(self, view, masking):
        masking.set_on(False)
        view.show_answered(samples.many_cases(), samples.NOW)
        assert personal(read_all(view))
        masking.set_on(True)
        assert personal(read_all(view)) == []

    def test_both_answers_and_all_states_stay(self, view):
        lead = samples.many_cases()
        shown = masked_lead(lead)
        assert shown.verdict.outcome is lead.verdict.outcome
        assert shown.assessment.grade is lead.assessment.grade
        assert [j.state for j in shown.assessment.judgements] == [j.state for j in lead.assessment.judgements]

    def test_values_that_differ_still_differ(self):
        lead = samples.nothing_blocked()  # Tessa is stored where Testa was sent
        was, shown = lead.verdict.stored, masked_lead(lead).verdict.stored
        assert [field.differs for field in shown] == [field.differs for field in was]
        assert shown[1].sent_value == "T."

    def test_a_copy_is_of_what_is_shown(self, view):
        view.show_answered(samples.nothing_blocked(), samples.NOW)
        view.copy_button.click()
        copied = QGuiApplication.clipboard().text()
        assert MASKED in copied
        assert not PERSONAL.search(copied)

    def test_a_case_of_the_short_list_is_found_among_all(self, view, qtbot):
        view.show_answered(samples.many_cases(), samples.NOW)
        latest = next(table for table in view.findChildren(QTableView) if table.accessibleName() == "Latest cases")
        latest.activated.emit(latest.model().index(2, 0))
        cases = next(table for table in view.findChildren(QTableView) if table.accessibleName() == "Litigation cases")
        assert cases.currentIndex().row() == 2

    def test_it_still_says_when_the_form_holds_another_number(self, view):
        view.show_answered(samples.nothing_blocked(), samples.NOW)
        view.compare("+12025550199")
        assert any(text == f"Not this number: this is for {MASKED}" for text in every_text(view))
        view.compare(NUMBER)
        assert any(text == f"for {MASKED}" for text in every_text(view))


class TestReveal:
    def test_one_reveal_is_one_note_and_shows_this_view_only(self, view, masking, record, theme, qtbot):
        other = VerdictView(theme, TIMES, masking=masking)
        qtbot.addWidget(other)
        other.show()
        for one in (view, other):
            one.show_answered(samples.many_cases(), samples.NOW)
        view.masking.reveal("Dispute or complaint")
        assert record.notes == [
            Reveal(what="Verdict", number=NUMBER, exchange_id=4812, reason="Dispute or complaint"),
        ]
        assert any("TESTA PERSON" in text for text in read_all(view))
        assert personal(read_all(other)) == []

    def test_a_revealed_view_is_not_revealed_twice(self, view, record):
        view.show_answered(samples.nothing_blocked(), samples.NOW)
        view.masking.reveal()
        view.masking.reveal()
        assert len(record.notes) == 1

    def test_nothing_shows_before_it_stands_on_record(self, view, record):
        record.waits = True
        view.show_answered(samples.nothing_blocked(), samples.NOW)
        view.masking.reveal()
        assert personal(read_all(view)) == []
        record.waiting[0]()
        assert personal(read_all(view))

    def test_a_late_record_reveals_no_other_lead(self, view, record):
        record.waits = True
        view.show_answered(samples.nothing_blocked(), samples.NOW)
        view.masking.reveal()
        view.show_answered(samples.many_cases(), samples.NOW)
        record.waiting[0]()
        assert personal(read_all(view)) == []

    def test_leaving_the_view_masks_it(self, view):
        view.show_answered(samples.nothing_blocked(), samples.NOW)
        view.masking.reveal()
        assert not view.masking.on
        view.hide()
        view.show()
        assert personal(read_all(view)) == []

    def test_time_masks_it(self, view, qtbot):
        assert REVEALED_MS == 300_000
        view.masking._end.setInterval(20)
        view.show_answered(samples.nothing_blocked(), samples.NOW)
        view.masking.reveal()
        assert personal(read_all(view))
        qtbot.waitUntil(lambda: view.masking.on, timeout=2000)
        assert personal(read_all(view)) == []

    def test_without_a_record_nothing_is_revealed(self, qtbot, qapp):
        place = QWidget()
        qtbot.addWidget(place)
        place.show()
        mask = Masking(on=True).for_view("History", place)
        mask.reveal()
        assert mask.on

    def test_a_view_inside_a_revealed_one_is_revealed(self, qtbot, masking):
        place = QWidget()
        qtbot.addWidget(place)
        place.show()
        outer = masking.for_view("History", place)
        inner = outer.for_view("Verdict", place)
        told = []
        inner.changed.connect(lambda: told.append(inner.on))
        outer.reveal()
        assert not inner.on
        outer.mask_again()
        assert inner.on
        assert told == [False, True]


class TestButton:
    @pytest.fixture
    def button(self, theme, qtbot, masking):
        place = QWidget()
        qtbot.addWidget(place)
        place.resize(400, 200)
        mask = masking.for_view("History", place)
        button = RevealButton(theme, mask)
        button.setParent(place)
        place.show()
        return button

    def test_it_stands_only_where_something_is_masked(self, button, masking):
        assert not button.isHidden()
        masking.set_on(False)
        assert button.isHidden()

    def test_its_name_stays_where_there_is_no_room_for_words(self, button):
        assert (button.text(), button.accessibleName()) == ("Reveal numbers and names",) * 2
        button.use_words(False)
        assert (button.text(), button.accessibleName()) == ("", "Reveal numbers and names")
        assert button.toolTip() == "Reveal numbers and names"

    def test_it_asks_for_a_reason_and_masks_again(self, button, record):
        button.click()
        dialog = button.window().findChild(RevealDialog)
        assert (dialog.windowTitle(), dialog.accessibleName()) == ("Reveal numbers and names",) * 2
        assert dialog.isModal()
        assert dialog.windowType() is Qt.WindowType.Dialog, "a screen reader is given no pop-up"
        assert dialog.focusWidget() is dialog.reason.combo
        dialog.reason.combo.setEditText("Checking the entry")
        dialog.verb.click()
        assert [note.reason for note in record.notes] == ["Checking the entry"]
        assert button.accessibleName() == "Mask numbers and names"
        button.click()
        assert button.accessibleName() == "Reveal numbers and names"
        assert len(record.notes) == 1

    def test_the_reason_may_be_left_out(self, button, record):
        button.click()
        button.window().findChild(RevealDialog).verb.click()
        assert record.notes == [Reveal(what="History")]

    def test_escape_reveals_nothing(self, button, record):
        button.click()
        dialog = button.window().findChild(RevealDialog)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert record.notes == []
        assert button.accessibleName() == "Reveal numbers and names"


def test_the_asked_list_masks_and_still_finds_by_the_whole_number(theme, masking):
    at = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    text = "call 202-555-0123 no more"
    mark = Note(at=at, operator="M. Reyes", kind=NoteKind.DO_NOT_CALL, number=NUMBER, text=text)
    model = AskedModel(theme, TIMES, lambda: at, masking)
    model.show_marks([mark])
    assert MASKED in model_texts(model)
    assert personal(model_texts(model)) == []
    model.search("5550123")
    assert model.rowCount() == 1
    masking.set_on(False)
    assert SHOWN in model_texts(model)
