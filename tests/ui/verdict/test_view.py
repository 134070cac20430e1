"""The verdict view as a screen reader and a test driver meet it: names, descriptions, tables, no jumps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QGroupBox, QLabel, QPlainTextEdit, QPushButton, QTableView, QWidget

from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.verdict import VerdictView
from tests.ui.verdict import samples

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

OUTCOMES = [outcome.value for outcome in LoadOutcome]
GRADES = ["Do not contact", "Review", "No block returned"]
CARDS = ["Data quality", "Federal do-not-call", "State do-not-call", "Known litigator"]


@pytest.fixture
def view(theme, qtbot):
    view = VerdictView(theme, LocalTimes(ZoneInfo("America/New_York")))
    qtbot.addWidget(view)
    view.resize(830, 800)
    view.show()
    return view


def named(view, kind, name):
    return next(widget for widget in view.findChildren(kind) if widget.accessibleName() == name)


def said(view, name):
    return named(view, QLabel, name).accessibleDescription()


def card(view, name):
    return named(view, QGroupBox, name)


def asked_to_reveal(view, qtbot):
    """Presses *Reveal last four*, and returns about which exchange and what to call once that is on record."""
    with qtbot.waitSignal(view.revealed) as signal:
        named(view, QPushButton, "Reveal last four").click()
    return signal.args


def cells(table):
    model = table.model()
    return [[model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())]


def places(view):
    for _ in range(3):  # the layout of a scrolling page settles in steps
        QGuiApplication.processEvents()
    cards = [card(view, name) for name in CARDS]
    return [(widget.mapTo(view, QPoint(0, 0)).y(), widget.height()) for widget in cards]


def all_texts(view):
    texts = [view.accessibleDescription()]
    for widget in [view, *view.findChildren(QWidget)]:
        texts += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()]
        if isinstance(widget, QLabel):
            texts.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            texts.append(widget.toPlainText())
        if isinstance(widget, QTableView):
            texts += [text for row in cells(widget) for text in row]
    return "\n".join(texts)


class TestStates:
    def test_four_page_tabs_and_counts_beside_them(self, view):
        view.show_answered(samples.many_cases(), samples.NOW)
        tabs = QAccessible.queryAccessibleInterface(view.tabs)
        pages = [tabs.child(at) for at in range(tabs.childCount())]
        names = [page.text(QAccessible.Text.Name) for page in pages if page.role() == QAccessible.Role.PageTab]
        assert names == ["Verdict", "Cases", "As stored", "Raw"]
        assert view.tabs.tabToolTip(1) == "Cases: 12"

    def test_no_answer_word_before_and_while_sending(self, view):
        steps = [
            lambda: None,
            lambda: view.show_sending("Waiting for the keyring", 0.4, "Nothing has left yet."),
            lambda: view.show_sending("Sending", 3.9, "To Spring outreach."),
        ]
        expected = ["No answer yet", "Waiting for the keyring, 0 s", "Sending, 3 s"]
        for step, word in zip(steps, expected, strict=True):
            step()
            assert said(view, "Load outcome").startswith(word)
            assert not said(view, "Load outcome").startswith(tuple(OUTCOMES))
            assert not said(view, "Assessment").startswith(tuple(GRADES))
        assert said(view, "Assessment").startswith("Waiting for checks")

    @pytest.mark.parametrize("name", list(samples.ALL))
    def test_descriptions_begin_with_the_answer(self, view, name):
        lead = samples.ALL[name]()
        view.show_answered(lead, samples.NOW)
        assert said(view, "Load outcome").startswith(lead.verdict.outcome.value)
        assert said(view, "Assessment").startswith(lead.assessment.grade.value)
        for judgement in lead.assessment.judgements:
            assert card(view, judgement.check.value).accessibleDescription().startswith(judgement.state.shown)

    def test_cards_in_words(self, view):
        view.show_answered(samples.many_cases(), samples.NOW)
        assert [card(view, name).accessibleDescription() for name in CARDS] == [
            "No block returned. Caution: prepaid, low activity. Valid yes, Activity 12 of 100, Line NonFixedVOIP, "
            "Carrier Example Wireless, Prepaid yes, Active yes, Mobile yes, Number +12025550123. 2:04 pm EST. "
            "no expiry given",
            "Blocked. “LISTED_FEDERAL”. Blocked yes, SAN covers area yes. 2:04 pm EST. no expiry given",
            "No block returned. “OK”. Blocked no, State DC. 2:04 pm EST. no expiry given",
            "Blocked. Does not agree: see Cases. 12 cases, latest filed 2022-06-18, as plaintiff. Found yes, Hits 12, "
            "Cases shown 12, Actions TCPA, FDCPA, STATE_FL, Number 2025550123, Took 0.05 s. 2:04 pm EST. "
            "fresh until Nov 28",
        ]

    def test_a_vendor_without_checks_says_so(self, view):
        view.show_answered(samples.no_checks(), samples.NOW)
        assert not any(card(view, name).isVisible() for name in CARDS)
        assert "This vendor returns no checks." in [
            label.text() for label in view.findChildren(QLabel) if label.isVisible()
        ]
        view.show_answered(samples.nothing_blocked(), samples.NOW)
        assert all(card(view, name).isVisible() for name in CARDS)

    @pytest.mark.parametrize("width", [830, 540])
    def test_the_checks_never_move(self, view, width):
        view.resize(width, 620)
        before = places(view)
        view.show_sending("Sending", 1, "To Spring outreach.")
        assert places(view) == before
        for name in samples.ALL:
            if name != "no checks":
                view.show_answered(samples.ALL[name](), samples.NOW)
                assert places(view) == before, name

    def test_nothing_of_a_former_answer_is_left(self, view):
        view.show_answered(samples.many_cases(), samples.NOW)
        view.tabs.setCurrentIndex(3)
        view.show_sending("Sending", 0, "To Spring outreach.")
        assert view.tabs.currentIndex() == 0
        assert not view.copy_button.isEnabled()
        view.tabs.setCurrentIndex(3)
        assert "TESTA PERSON" not in all_texts(view)
        view.tabs.setCurrentIndex(1)
        assert cells(named(view, QTableView, "Litigation cases")) == []

    def test_the_pages_behind_are_filled_soon_without_being_opened(self, view, qtbot):
        view.show_answered(samples.many_cases(), samples.NOW)
        tables = {"Litigation cases", "Case details", "As stored"}
        qtbot.waitUntil(lambda: tables <= {table.accessibleName() for table in view.findChildren(QTableView)})
        assert view.tabs.currentIndex() == 0
        assert cells(named(view, QTableView, "Litigation cases"))
        view.show_sending("Sending", 0, "To Spring outreach.")
        assert cells(named(view, QTableView, "Litigation cases")) == []

    def test_freshness_now_is_said_apart(self, view):
        view.show_answered(samples.nothing_blocked(), samples.NOW)
        view.judge_now(samples.NOW + timedelta(days=8))
        assert said(view, "Assessment").startswith("No block returned.")
        assert "Now stale: Known litigator since Nov 28, 2:04 pm EST. Judged now it is Review." in said(
            view, "Assessment"
        )
        assert card(view, "Known litigator").accessibleDescription().startswith("No block returned")

    def test_the_wait_counts_down_by_itself_and_stops(self, view, qtbot):
        view.show_answered(samples.rejected(0.9), samples.NOW)
        assert "send again after 1 s" in said(view, "Load outcome")
        qtbot.waitUntil(lambda: "you can send again" in said(view, "Load outcome"), timeout=4000)

    def test_focus_is_not_stolen(self, view, qtbot):
        view.tabs.setFocus()
        view.show_answered(samples.many_cases(), samples.NOW)
        assert view.focusWidget() is view.tabs


class TestVendorText:
    def test_is_plain_and_cannot_act(self, view):
        view.show_answered(samples.hostile(), samples.NOW)
        for tab in range(4):
            view.tabs.setCurrentIndex(tab)
        for label in view.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()
        texts = all_texts(view)
        assert "\u202e" not in texts
        assert "\x07" not in texts
        assert "<b>OK</b>" in said(view, "Load outcome")
        assert "⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩" in named(view, QPlainTextEdit, "Raw response").toPlainText()

    def test_unknown_fields_stand_under_other(self, view):
        view.show_answered(samples.hostile(), samples.NOW)
        other = next(w for w in view.findChildren(QWidget) if w.accessibleName() == "Other")
        assert other.isVisible()
        assert other.accessibleDescription().startswith("lead.scoreCard <b>OK</b>")

    def test_the_record_of_a_lead_not_sent_says_tried(self, view):
        view.show_answered(samples.not_sent(), samples.NOW)
        record = next(w for w in view.findChildren(QWidget) if w.accessibleName() == "Record")
        assert ", Tried 2:04:09 pm EST, " in record.accessibleDescription()
        assert ", Sent " not in record.accessibleDescription()

    def test_the_record_names_every_id(self, view):
        view.show_answered(samples.nothing_blocked(), samples.NOW)
        record = next(w for w in view.findChildren(QWidget) if w.accessibleName() == "Record")
        assert record.accessibleDescription() == (
            "Status LOADED, Caller id +12025550188, Campaign 65f00000000000000000a001, "
            "List 65f00000000000000000b002, Org 9, Workspace 90, Zip 20001, City Sampleton, State DC, "
            "Number sent (202) 555-0123, Sent 2:04:09 pm EST, Settled 2:04:11 pm EST, UTC 2026-11-21 19:04:11 UTC, "
            "Request took 1.2 s, Operator M. Reyes, History entry 4812"
        )


class TestCases:
    def test_details_follow_the_row_by_keyboard(self, view, qtbot):
        view.show_answered(samples.many_cases(3), samples.NOW)
        view.tabs.setCurrentIndex(1)
        table, details = named(view, QTableView, "Litigation cases"), named(view, QTableView, "Case details")
        assert dict(cells(details))["Case title"] == "Person v. Sample Co 3"
        table.setFocus()
        qtbot.keyClick(table, Qt.Key.Key_Down)
        assert dict(cells(details))["Case title"] == "Person v. Sample Co 2"
        assert len(cells(details)) == 15

    def test_sorting_by_header_keeps_the_chosen_case(self, view, qtbot):
        view.show_answered(samples.many_cases(3), samples.NOW)
        view.tabs.setCurrentIndex(1)
        table, details = named(view, QTableView, "Litigation cases"), named(view, QTableView, "Case details")
        header = table.horizontalHeader()
        assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (2, Qt.SortOrder.DescendingOrder)
        at = QPoint(header.sectionViewportPosition(2) + 10, 10)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert [row[2] for row in cells(table)] == ["2011-06-18", "2012-06-18", "2013-06-18"]
        assert table.currentIndex().row() == 2
        assert dict(cells(details))["Case title"] == "Person v. Sample Co 3"

    def test_sorting_by_keyboard(self, view, qtbot):
        view.show_answered(samples.many_cases(3), samples.NOW)
        view.tabs.setCurrentIndex(1)
        table = named(view, QTableView, "Litigation cases")
        table.setFocus()
        qtbot.keyClick(table, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
        assert [row[2] for row in cells(table)] == ["2011-06-18", "2012-06-18", "2013-06-18"]
        qtbot.keyClick(table, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
        assert [row[2] for row in cells(table)] == ["2013-06-18", "2012-06-18", "2011-06-18"]

    def test_the_last_four_is_masked_everywhere_until_its_reveal_is_on_record(self, view, qtbot):
        view.show_answered(samples.many_cases(1), samples.NOW)
        view.tabs.setCurrentIndex(3)
        view.tabs.setCurrentIndex(1)
        assert "4301" not in all_texts(view)
        exchange_id, done = asked_to_reveal(view, qtbot)
        assert exchange_id == 4812
        assert "4301" not in all_texts(view), "it is not on record yet"
        done()
        details = named(view, QTableView, "Case details")
        assert dict(cells(details))["Last four"] == "4301"
        view.tabs.setCurrentIndex(3)
        assert '"LastFour": 4301' in named(view, QPlainTextEdit, "Raw response").toPlainText()
        with qtbot.assertNotEmitted(view.revealed):
            named(view, QPushButton, "Mask last four").click()
        assert "4301" not in all_texts(view)

    def test_another_answer_masks_again_without_a_word(self, view, qtbot):
        view.show_answered(samples.many_cases(1), samples.NOW)
        view.tabs.setCurrentIndex(1)
        asked_to_reveal(view, qtbot)[1]()
        assert "4301" in all_texts(view)
        with qtbot.assertNotEmitted(view.revealed):
            view.show_answered(samples.many_cases(2), samples.NOW)
        view.tabs.setCurrentIndex(3)
        view.tabs.setCurrentIndex(1)
        assert "4301" not in all_texts(view)

    def test_a_view_that_is_left_is_masked_again(self, view, qtbot):
        view.show_answered(samples.many_cases(1), samples.NOW)
        view.tabs.setCurrentIndex(1)
        asked_to_reveal(view, qtbot)[1]()
        view.hide()
        view.show()
        assert "4301" not in all_texts(view)
        assert named(view, QPushButton, "Reveal last four").text() == "Reveal last four…"

    @pytest.mark.parametrize("left", ["another lead", "the same lead again", "hidden", "hidden and back"])
    def test_a_late_record_reveals_nothing_that_is_no_longer_in_view(self, view, qtbot, left):
        view.show_answered(samples.many_cases(1), samples.NOW)
        view.tabs.setCurrentIndex(1)
        _id, done = asked_to_reveal(view, qtbot)
        if left.startswith("hidden"):
            view.hide()
        if left == "hidden and back":
            view.show()
        if left.endswith(("lead", "again")):
            view.show_answered(samples.many_cases(2 if left == "another lead" else 1), samples.NOW)
            view.tabs.setCurrentIndex(1)
        done()
        assert "4301" not in all_texts(view)

    def test_the_short_list_opens_the_card(self, view, qtbot):
        view.show_answered(samples.many_cases(), samples.NOW)
        short = named(view, QTableView, "Latest cases")
        assert [row[2] for row in cells(short)] == ["2022-06-18", "2021-06-18", "2020-06-18"]
        short.activated.emit(short.model().index(1, 0))
        assert view.tabs.currentIndex() == 1
        assert dict(cells(named(view, QTableView, "Case details")))["Case title"] == "Person v. Sample Co 11"

    def test_the_short_list_opens_the_right_card_after_sorting(self, view):
        view.show_answered(samples.many_cases(), samples.NOW)
        view.tabs.setCurrentIndex(1)
        named(view, QTableView, "Litigation cases").sortByColumn(2, Qt.SortOrder.AscendingOrder)
        short = named(view, QTableView, "Latest cases")
        short.activated.emit(short.model().index(1, 0))
        assert dict(cells(named(view, QTableView, "Case details")))["Case title"] == "Person v. Sample Co 11"

    @pytest.mark.parametrize("listed", [11, 0])
    def test_the_count_is_the_one_of_the_verdict(self, view, listed):
        lead = samples.many_cases(listed)
        found = replace(samples.litigator(listed), hits=12)
        assert lead.verdict.evidence is not None
        evidence = replace(lead.verdict.evidence, litigator=found)
        view.show_answered(replace(lead, verdict=replace(lead.verdict, evidence=evidence)), samples.NOW)
        view.tabs.setCurrentIndex(1)

        texts = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
        assert [text for text in texts if text.startswith("12 cases for")]
        assert ("The vendor counts litigation cases and lists none." in texts) is (listed == 0)

    def test_without_cases_the_page_says_so(self, view):
        view.show_answered(samples.nothing_blocked(), samples.NOW)
        view.tabs.setCurrentIndex(1)
        shown = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
        assert "The answer holds no litigation case." in shown
        assert not named(view, QTableView, "Litigation cases").isVisible()


def test_as_stored_and_its_empty_state(view):
    view.show_answered(samples.nothing_blocked(), samples.NOW)
    view.tabs.setCurrentIndex(2)
    table = named(view, QTableView, "As stored")
    assert [row[4] for row in cells(table)] == ["same", "value differs", "not sent"]
    view.show_answered(samples.unknown(), samples.NOW)
    view.tabs.setCurrentIndex(2)
    assert not table.isVisible()
    assert "The answer does not say what was stored." in [
        label.text() for label in view.findChildren(QLabel) if label.isVisible()
    ]


def test_copy_summary_fills_the_clipboard(view):
    view.show_answered(samples.many_cases(), samples.NOW)
    view.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Number: (202) 555-0123\nLoad outcome: Loaded.")
    assert "4301" not in text


def test_an_answer_is_announced(view, monkeypatch):
    told = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.message()))
    view.show_answered(samples.federal_blocked(), samples.NOW)
    assert told == [
        "Loaded. Do not contact. Federal do-not-call: blocked. The record is in the dialer: remove it there."
    ]


def test_the_record_does_not_say_that_the_vendor_settled_what_a_person_did(view):
    lead = samples.rejected()
    hints = {"as the vendor answered", "outcome settled by a person"}
    for by, hint in ((SettledBy.PERSON, "outcome settled by a person"), (SettledBy.ANSWER, "as the vendor answered")):
        view.show_answered(replace(lead, settlement=replace(lead.settlement, by=by)), samples.NOW)
        assert hints & {label.text() for label in view.findChildren(QLabel)} == {hint}


def test_a_lead_off_the_record_reveals_as_zero(view, qtbot):
    view.show_answered(replace(samples.many_cases(1), exchange_id=None), samples.NOW)
    view.tabs.setCurrentIndex(1)
    assert asked_to_reveal(view, qtbot)[0] == 0
