"""Explain this: F1, the context menu and the hover in the verdict, and the window's own F1 outside it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.assessment import Check
from leaddesk.domain.terms import Terms
from leaddesk.domain.verdict import Fact
from leaddesk.domain.wire import HttpResponse
from leaddesk.infra.terms import load_terms
from leaddesk.services.answered import answered
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.verdict import VerdictView
from leaddesk.ui.views.verdict.topics import answers_topic
from leaddesk.ui.widgets.check_card import CheckCard
from leaddesk.ui.widgets.fact_flow import FactFlow
from leaddesk.vendors.registry import adapters
from tests.ui.verdict import samples
from tests.ui.verdict.test_view import card, cells, named, places

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TERMS = Path(__file__).parents[3] / "resources" / "terms"
CASE = {
    "Name": "TESTA PERSON",
    "LastFour": 42,
    "CaseTitle": "PERSON V. SAMPLE CO",
    "Court": "EXAMPLE DISTRICT COURT",
    "FilingDate": "2001-02-03",
    "Actions": ["TCPA"],
}
BODY = {
    "status": "Accepted",
    "message": "OK",
    "lead": {
        "phone": "+12025550123",
        "somethingNew": 3,
        "validationResult": {"is_valid": True, "is_prepaid": True, "activity_score": 71},
        "doNotCallResult": {"blocked": True, "sanCoverage": False, "reason": "NO_SAN"},
        "stateDoNotCallResult": {"blocked": False},
        "knownLitigatorCheck": {"Found": True, "NumHits": 1, "results": [CASE], "description": "Told."},
        "fields": ["2025550123"],
        "mapping": [{"columnIndex": 0, "columnId": "phone"}],
    },
}


@pytest.fixture
def lead():
    response = HttpResponse(200, (("Content-Type", "application/json"),), json.dumps(BODY).encode(), 1.0)
    return answered(adapters()["purecallerid"], samples.OPENING, response, samples.NOW, 7)


@pytest.fixture
def loads():
    return []


class Window(QWidget):
    """The window around, with a field and an F1 of its own."""

    def __init__(self, view: QWidget) -> None:
        super().__init__()
        self.shortcuts = 0
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(view)
        QShortcut(QKeySequence("F1"), self).activated.connect(self._count)

    def _count(self) -> None:
        self.shortcuts += 1


@pytest.fixture
def view(theme, qtbot, loads):
    def load():
        loads.append(1)
        return load_terms(TERMS)

    view = VerdictView(theme, LocalTimes(), Terms(load))
    window = Window(view)
    qtbot.addWidget(window)
    window.resize(830, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield view
    for dialog in dialogs():
        dialog.close()


def dialogs():
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()]


def press_f1(widget):
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_F1)


def explained():
    """Returns title and rows of the one dialog that is open."""
    (dialog,) = dialogs()
    table = named(dialog, QTableView, "Explanations")
    return dialog.text_label.text(), cells(table)


def tip_at(part, place):
    QToolTip.hideText()
    event = QHelpEvent(QEvent.Type.ToolTip, place, part.mapToGlobal(place))
    QApplication.sendEvent(part, event)
    return QToolTip.text()


def test_nothing_is_read_before_something_is_asked(view, lead, loads):
    view.show_answered(lead, samples.NOW)
    assert loads == []
    press_f1(card(view, "Known litigator"))
    assert loads == [1]


@pytest.mark.parametrize("check", list(Check))
def test_f1_on_a_card_explains_its_state_the_check_and_every_fact(view, lead, check):
    view.show_answered(lead, samples.NOW)
    press_f1(card(view, check.value))
    title, rows = explained()
    state = lead.assessment.state(check)

    assert title == f"{check}: {state.shown}"
    assert [row[0] for row in rows[:2]] == [state.shown, check.value]
    facts = {
        Check.DATA_QUALITY: lead.verdict.evidence.data_quality,
        Check.FEDERAL_DNC: lead.verdict.evidence.federal,
        Check.STATE_DNC: lead.verdict.evidence.state,
        Check.LITIGATOR: lead.verdict.evidence.litigator,
    }[check].facts
    words = {Check.FEDERAL_DNC: ["SAN"], Check.LITIGATOR: ["Litigator", "ttl"]}.get(check, [])
    assert [row[0] for row in rows[2:]] == [f"{fact.label}: {fact.text}" for fact in facts] + words
    assert all(meaning and source for _, meaning, source in rows)
    assert view.window().shortcuts == 0


def test_f1_elsewhere_is_still_the_windows(view, lead):
    view.show_answered(lead, samples.NOW)
    press_f1(view.window().field)

    assert view.window().shortcuts == 1
    assert dialogs() == []


def test_other_keys_with_f1_are_not_taken(view):
    view.tabs.setFocus()
    QTest.keyClick(view.tabs, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    assert dialogs() == []


def test_the_dialog_is_named_says_where_the_shortcuts_are_and_closes_with_esc(view, lead):
    view.show_answered(lead, samples.NOW)
    press_f1(card(view, "Federal do-not-call"))
    (dialog,) = dialogs()
    table = named(dialog, QTableView, "Explanations")

    assert dialog.accessibleName() == "Explain this"
    assert table.currentIndex().row() == 0
    assert any("Outside the verdict F1 lists the shortcuts." in label.text() for label in dialog.findChildren(QLabel))
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel) if label.text())
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert dialogs() == []


def test_f1_on_the_answers(view, lead):
    view.show_answered(lead, samples.NOW)
    outcome, assessment = (named_word(view, name) for name in ("Load outcome", "Assessment"))
    press_f1(outcome)
    title, rows = explained()
    assert title == "Load outcome: Loaded"
    assert [row[0] for row in rows] == ["Loaded", "Status: Accepted", "Message: OK", "HTTP 200", "Settled by answer"]
    dialogs()[0].close()
    press_f1(assessment)
    title, rows = explained()
    assert title == "Assessment: Do not contact"
    assert [row[0] for row in rows][1:3] == [
        "A check is blocked → Do not contact",
        "Blocked, and your SAN does not cover this area code → Do not contact",
    ]
    assert rows[1][1] == "One blocked check is enough, however good the others are."


def named_word(view, name):
    return next(
        label
        for label in view.findChildren(QLabel)
        if label.accessibleName() == name and label.focusPolicy() != Qt.FocusPolicy.NoFocus
    )


def test_before_an_answer_all_that_may_come_is_explained(view):
    press_f1(named_word(view, "Load outcome"))
    assert [row[0] for row in explained()[1]] == ["Loaded", "Duplicate", "Rejected", "Not sent", "Outcome unknown"]
    dialogs()[0].close()
    press_f1(card(view, "Known litigator"))
    assert len(explained()[1]) == 9


def test_f1_on_the_tabs_explains_both_answers(view, lead):
    view.show_answered(lead, samples.NOW)
    press_f1(view.tabs)
    assert explained()[0] == "Load outcome: Loaded. Assessment: Do not contact"
    assert len(explained()[1]) == len(answers_topic(lead).entries)


def test_the_cases_page_explains_the_chosen_row(view, lead):
    view.show_answered(lead, samples.NOW)
    view.tabs.setCurrentIndex(1)
    table = named(view, QTableView, "Case details")
    table.selectRow(3)
    press_f1(table)
    title, rows = explained()
    assert title == "Last four"
    assert "masked" in rows[0][1]
    assert "0042" not in str(rows)
    dialogs()[0].close()
    press_f1(named(view, QTableView, "Litigation cases"))
    assert [row[0] for row in explained()[1]] == ["Case title", "Court", "Filed", "Role", "Actions"]
    dialogs()[0].close()
    press_f1(named(view, QPlainTextEdit, "Narrative"))
    assert explained()[0] == "Narrative"


def test_all_fifteen_fields_of_a_case_tell_their_meaning_to_the_hover_and_the_reader(view, lead):
    view.show_answered(lead, samples.NOW)
    view.tabs.setCurrentIndex(1)
    model = named(view, QTableView, "Case details").model()
    assert model.rowCount() == 15
    for row in range(15):
        for column in range(2):
            index = model.index(row, column)
            said = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
            assert "Source: contract 4.6" in said
            tip = index.data(Qt.ItemDataRole.ToolTipRole)
            assert tip.startswith("<span>")
            assert "0042" not in tip


def test_what_was_stored_is_explained(view, lead):
    view.show_answered(lead, samples.NOW)
    view.tabs.setCurrentIndex(2)
    table = named(view, QTableView, "As stored")
    table.selectRow(0)
    index = table.model().index(0, 4)
    assert "stored" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    press_f1(table)
    title, rows = explained()
    assert title == "As stored"
    assert len(rows) == 6


def test_the_raw_page_explains_the_code_of_the_answer(view, lead):
    view.show_answered(lead, samples.NOW)
    view.tabs.setCurrentIndex(3)
    press_f1(named(view, QPlainTextEdit, "Raw response"))
    assert "HTTP 200" in [row[0] for row in explained()[1]]


def test_the_hover_tells_a_fact_and_a_state(view, lead, qtbot):
    view.show_answered(lead, samples.NOW)
    federal = card(view, "Federal do-not-call")
    places(view)
    fact = federal.rows().facts.topLeft() + QPoint(3, 5)

    assert tip_at(federal, fact).startswith("<span>Blocked: yes: Yes when the number is listed, and also when")
    tip = tip_at(federal, QPoint(3, 3))
    assert tip.startswith("<span>Not covered by SAN: ")
    assert tip.endswith("<br>Answered 2026-11-21 19:04:11 UTC</span>")


def test_the_hover_shows_what_came_from_outside_literally(view, lead):
    odd = replace(lead.verdict, extra=(Fact("<b>new</b>", "<i>3</i>", key="lead.<b>new</b>"),))
    view.show_answered(replace(lead, verdict=odd), samples.NOW)
    flow = next(flow for flow in view.findChildren(FactFlow) if flow.accessibleName() == "Other")
    view.window().resize(830, 1500)
    places(view)

    assert tip_at(flow, QPoint(3, 5)).startswith("<span>&lt;b&gt;new&lt;/b&gt;: &lt;i&gt;3&lt;/i&gt;: A field that")


def test_a_field_the_contract_does_not_know_says_so(view, lead):
    view.show_answered(lead, samples.NOW)
    flow = next(flow for flow in view.findChildren(FactFlow) if flow.accessibleName() == "Other")
    assert [fact.key for fact in flow.facts()] == ["fact.Other"]


def test_the_context_menu_explains_too(view, lead, qtbot):
    view.show_answered(lead, samples.NOW)
    federal = card(view, "Federal do-not-call")
    places(view)
    place = QPoint(3, 3)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, federal.mapToGlobal(place))
    QApplication.sendEvent(federal, event)
    (menu,) = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    (action,) = menu.actions()
    assert action.text() == "Explain this\tF1"
    action.trigger()
    menu.close()
    assert explained()[0] == "Federal do-not-call: Not covered by SAN"


def test_without_a_glossary_f1_says_that_nothing_is_explained(theme, qtbot, lead):
    view = VerdictView(theme, LocalTimes())
    qtbot.addWidget(view)
    view.show()
    view.show_answered(lead, samples.NOW)
    press_f1(card(view, "Known litigator"))
    (dialog,) = dialogs()
    assert not named(dialog, QTableView, "Explanations").isVisible()
    dialog.close()


def test_every_fact_on_the_page_has_an_explanation(view, lead):
    view.show_answered(lead, samples.NOW)
    terms = Terms(lambda: load_terms(TERMS))
    shown = [*view.findChildren(FactFlow), *view.findChildren(CheckCard)]
    facts = [fact for part in shown for fact in part.facts()]

    assert len(facts) > 30
    assert [fact for fact in facts if terms.find(fact.key, "purecallerid") is None] == []


def test_the_rules_that_fired_stand_on_the_page_with_their_version(view, lead):
    view.show_answered(lead, samples.NOW)
    flow = next(flow for flow in view.findChildren(FactFlow) if flow.accessibleName() == "Rules")
    labels = [label.text() for label in flow.parentWidget().findChildren(QLabel)]

    assert flow.accessibleDescription().startswith("A check is blocked Do not contact (Known litigator), ")
    assert f"version {lead.settlement.rules}; the strictest counts" in labels
    view.show_nothing()
    assert flow.facts() == ()


def test_a_refusal_explains_its_reason_as_a_code_and_the_kind_of_its_http_code(view, lead):
    refused = replace(lead.verdict, status="Rejected", reason="dnc")
    settled = replace(lead.settlement, response=HttpResponse(503, (), b"{}", 0.1))
    view.show_answered(replace(lead, verdict=refused, settlement=settled), samples.NOW)
    press_f1(named_word(view, "Load outcome"))
    rows = {row[0]: row[1] for row in explained()[1]}

    assert rows["Reason as a code: dnc"].startswith("Probably: the number is on a do-not-call list.")
    assert rows["HTTP 503"].startswith("The vendor had a failure of its own.")
