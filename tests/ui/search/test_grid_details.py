"""The details of a lead and the choice of columns."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from leaddesk.domain.lead_page import LeadRow
from leaddesk.ui.masking import Masking
from leaddesk.ui.views.search.columns_dialog import ColumnsDialog
from leaddesk.ui.views.search.details import LeadDetails
from leaddesk.vendors.trackdrive.form import search_form
from tests.ui.models.test_leads_model import KNOWN, lead, words

FORM = search_form()


def row(**more: object) -> LeadRow:
    told = lead(1, **more)
    return LeadRow(tuple(told), tuple(told.values()))


@pytest.fixture
def masking(qapp):
    return Masking()


@pytest.fixture
def details(theme, qtbot, masking):
    details = LeadDetails(theme, words().times, masking)
    qtbot.addWidget(details)
    details.set_columns(KNOWN)
    details.resize(324, 600)
    details.show()
    return details


def fields(details: LeadDetails) -> dict[str, str]:
    items = map(details.tree.topLevelItem, range(details.tree.topLevelItemCount()))
    return {item.text(0): item.text(1) for item in items if item}


def item(details: LeadDetails, name: str):
    return details.tree.findItems(name, Qt.MatchFlag.MatchExactly, 0)[0]


class TestDetails:
    def test_is_empty_until_a_lead_is_chosen(self, details):
        assert not details.tree.isVisible()
        details.show_row(row())
        assert details.tree.isVisible()
        details.show_row(None)
        assert not details.tree.isVisible()

    def test_shows_every_field_that_came(self, details):
        details.show_row(row(status=None, invented="<b>x</b>\u202e"))
        said = fields(details)
        assert said["status"] == "none given"
        assert said["invented"] == "<b>x</b>�"
        assert said["revenue"] == "17.00"
        assert said["created_at"].startswith("Nov 21")

    def test_nested_values_are_a_tree_filled_when_opened(self, details):
        details.show_row(row(data={"interest": "solar", "source": {"page": "/quote"}, "none": []}))
        data = item(details, "data")
        assert (data.text(1), data.isExpanded()) == ("3 entries", True)
        source = data.child(1)
        assert (source.text(0), source.text(1), source.childCount()) == ("source", "1 entry", 0)
        source.setExpanded(True)
        assert (source.child(0).text(0), source.child(0).text(1)) == ("page", "/quote")

    def test_a_tree_of_thousands_says_what_it_leaves_out(self, details):
        details.show_row(row(data={str(number): number for number in range(3000)}))
        data = item(details, "data")
        assert not data.isExpanded()
        data.setExpanded(True)
        assert data.child(data.childCount() - 1).text(1).startswith("2,500 more")

    def test_a_megabyte_is_laid_out_only_as_far_as_it_is_looked_at(self, details):
        text = "0123456789" * 100_000
        details.show_row(row(status=text))
        assert not details.text.isVisible()
        details.tree.setCurrentItem(item(details, "status"))
        assert details.text.isVisible()
        assert 0 < len(details.text.toPlainText()) < 100_000
        bar = details.text.verticalScrollBar()
        for _ in range(200):
            bar.setValue(bar.maximum())
        assert details.text.toPlainText().replace("\n", "") == text

    def test_copies_all_of_it_as_json(self, details, qtbot):
        details.show_row(row(data={"a": [1, {"b": None}]}))
        qtbot.mouseClick(details.copy_button, Qt.MouseButton.LeftButton)
        assert json.loads(QGuiApplication.clipboard().text()) == lead(1, data={"a": [1, {"b": None}]})

    def test_masked_fields_stay_masked(self, details, masking, qtbot):
        details.show_row(row())
        masking.set_on(True)
        assert fields(details)["full_name"] == "A. S. 1."
        assert item(details, "data").childCount() == 0
        qtbot.mouseClick(details.copy_button, Qt.MouseButton.LeftButton)
        assert "Sample" not in QGuiApplication.clipboard().text()

    def test_another_lead_shows_the_same_field(self, details):
        details.show_row(row())
        details.tree.setCurrentItem(item(details, "status"))
        details.show_row(row(status="dnc"))
        assert details.tree.currentItem().text(1) == "dnc"


@pytest.fixture
def dialog(theme, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ColumnsDialog(theme, parent, FORM.columns, (*FORM.default_columns, "invented"), FORM.default_columns)
    dialog.open()
    yield dialog
    parent.close()


class TestColumns:
    def test_offers_every_documented_column_in_its_group_and_what_came_besides(self, dialog):
        groups = map(dialog.tree.topLevelItem, range(dialog.tree.topLevelItemCount()))
        told = {group.text(0): group.childCount() for group in groups}
        assert sum(told.values()) == 57
        assert (told["Person"], told["Other"]) == (9, 1)

    def test_checking_adds_at_the_end_and_unchecking_takes_out(self, dialog, qtbot):
        dialog._boxes["email"].setCheckState(0, Qt.CheckState.Checked)
        dialog._boxes["id"].setCheckState(0, Qt.CheckState.Unchecked)
        assert dialog.names() == (*FORM.default_columns[1:], "invented", "email")

    def test_moves_and_tells_the_order(self, dialog, qtbot):
        dialog.order.setCurrentRow(1)
        qtbot.mouseClick(dialog.up, Qt.MouseButton.LeftButton)
        assert not dialog.up.isEnabled()
        with qtbot.waitSignal(dialog.chosen) as told:
            qtbot.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
        first, second, *rest = FORM.default_columns
        assert told.args[0] == (second, first, *rest, "invented")

    def test_search_looks_at_names_labels_and_groups(self, dialog):
        dialog.search.setText("phone")
        boxes = [name for name, box in dialog._boxes.items() if not box.isHidden()]
        assert boxes == ["caller_id"]
        dialog.search.setText("money")
        assert [name for name, box in dialog._boxes.items() if not box.isHidden()][:2] == ["revenue", "payout"]

    def test_resets_to_the_defaults(self, dialog, qtbot):
        qtbot.mouseClick(dialog.reset, Qt.MouseButton.LeftButton)
        assert dialog.names() == FORM.default_columns
        assert not dialog.reset.isEnabled()

    def test_at_least_one_documented_column_is_needed(self, dialog):
        for name in FORM.default_columns:
            dialog._boxes[name].setCheckState(0, Qt.CheckState.Unchecked)
        assert dialog.names() == ("invented",)
        assert not dialog.apply.isEnabled()
