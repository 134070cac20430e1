"""The tables of verdict and history: words in cells, sorting, masking."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from leaddesk.domain.exchange import ExchangeRow
from leaddesk.domain.verdict import HELD_TITLE, PARTLY_TITLE, LitigationCase
from leaddesk.ui.models.cases_model import CASE_COLUMNS, FILED, CaseDetailsModel, CasesModel
from leaddesk.ui.models.history_model import ASSESSMENT, OUTCOME, WHEN, HistoryModel
from leaddesk.ui.models.stored_model import StoredModel
from leaddesk.ui.times import LocalTimes
from tests.ui.verdict import samples

ROLE = Qt.ItemDataRole
NEW_YORK = LocalTimes(ZoneInfo("America/New_York"))


def column(model, number):
    return [model.index(row, number).data() for row in range(model.rowCount())]


def texts(model):
    return [[model.index(row, at).data() for at in range(model.columnCount())] for row in range(model.rowCount())]


def exchange(number: int, **more: object) -> ExchangeRow:
    row = ExchangeRow(
        id=number,
        at=samples.NOW - timedelta(minutes=number),
        operator="M. Reyes",
        profile_name="Northside PCID",
        environment="Production",
        destination_name="Spring outreach",
        number="+12025550123",
        outcome="Loaded",
        assessment="Do not contact",
    )
    return replace(row, **more)  # type: ignore[arg-type]


@pytest.fixture
def history(theme):
    return HistoryModel(theme, NEW_YORK, lambda: samples.NOW)


class TestCases:
    def test_keeps_the_rules_of_models(self, theme, qtmodeltester):
        model, details = CasesModel(theme), CaseDetailsModel(theme)
        model.show_cases([samples.case(number) for number in range(1, 5)])
        details.show_case(samples.case(1), revealed=False)
        qtmodeltester.check(model)
        qtmodeltester.check(details)

    def test_newest_case_stands_first(self, theme):
        model = CasesModel(theme)
        model.show_cases([samples.case(2), samples.case(11), samples.case(5)])
        assert column(model, FILED) == ["2021-06-18", "2015-06-18", "2012-06-18"]
        assert [model.headerData(at, Qt.Orientation.Horizontal) for at in range(5)] == [
            "Case title",
            "Court",
            "Filed",
            "Role",
            "Actions",
        ]

    @pytest.mark.parametrize("order", list(Qt.SortOrder))
    def test_a_case_without_a_date_comes_last_either_way(self, theme, order):
        model = CasesModel(theme)
        model.show_cases([samples.case(1), replace(samples.case(3), filing_date=""), samples.case(2)])
        model.sort(FILED, order)
        assert column(model, FILED)[-1] == "none given"

    def test_the_chosen_case_stays_chosen_when_sorted(self, theme):
        model = CasesModel(theme)
        model.show_cases([samples.case(number) for number in (1, 2, 3)])
        chosen = QPersistentModelIndex(model.index(0, 0))
        model.sort(FILED, Qt.SortOrder.AscendingOrder)
        assert (chosen.row(), chosen.data()) == (2, "Person v. Sample Co 3")

    def test_cells_say_why_they_are_empty(self, theme):
        model = CasesModel(theme)
        model.show_cases([LitigationCase()])
        assert texts(model) == [["none given"] * len(CASE_COLUMNS)]

    def test_fifteen_fields_with_the_last_four_masked(self, theme):
        model = CaseDetailsModel(theme)
        model.show_case(samples.case(1), revealed=False)
        assert texts(model) == [
            ["Name", "TESTA PERSON"],
            ["Participant type", "Plaintiff"],
            ["Phone", "2025550123"],
            ["Last four", "••••"],
            ["Filing date", "2011-06-18"],
            ["Court", "Example District Court, DC"],
            ["Case title", "Person v. Sample Co 1"],
            ["Case number", "1:24-cv-00001"],
            ["Actions", "TCPA, STATE_FL"],
            ["Plaintiffs", "Testa Person"],
            ["Defendants", "Sample Co, Sample Co Holdings"],
            ["Attorneys", "unreadable"],
            ["Law firms", "Example & Sample LLP"],
            ["Judges", "Judge Sample"],
            ["CAFA", "not returned"],
        ]
        model.show_case(samples.case(1), revealed=True)
        assert model.index(3, 1).data() == "4301"

    def test_the_last_four_is_in_no_other_role(self, theme):
        model = CaseDetailsModel(theme)
        model.show_case(samples.case(1), revealed=True)
        index = model.index(3, 1)
        roles = [ROLE.ToolTipRole, ROLE.AccessibleTextRole, ROLE.AccessibleDescriptionRole, ROLE.StatusTipRole]
        assert [index.data(role) for role in roles] == [None] * 4


class TestStored:
    def test_says_in_words_what_differs(self, theme, qtmodeltester):
        model = StoredModel(theme)
        model.show_fields(samples.nothing_blocked().verdict.stored)
        qtmodeltester.check(model)
        assert texts(model) == [
            ["number1", "2025550123", "phone", "2025550123", "same"],
            ["first_name", "Testa", "first_name", "Tessa", "value differs"],
            ["nothing sent", "nothing sent", "source", "web", "not sent"],
        ]
        assert model.index(0, 4).data(ROLE.DecorationRole) is None
        assert not model.index(1, 4).data(ROLE.DecorationRole).isNull()

    def test_a_cell_that_is_cut_off_tells_its_whole_text_to_the_hover(self, theme):
        model = StoredModel(theme, lambda key: f"About {key}.")
        model.show_fields(samples.nothing_blocked().verdict.stored)
        assert model.index(0, 3).data(ROLE.ToolTipRole) == "<span>2025550123<br>About stored.Value stored.</span>"


class TestHistory:
    def test_keeps_the_rules_of_models(self, history, qtmodeltester):
        history.show_rows([exchange(3), exchange(2)])
        qtmodeltester.check(history)

    def test_a_row_in_words(self, history):
        history.show_rows([exchange(3), exchange(2, at=datetime(2025, 7, 4, 16, 0, tzinfo=UTC))])
        assert texts(history) == [
            [
                "2:01:11 pm",
                "19:01:11",
                "M. Reyes",
                "Northside PCID",
                "Spring outreach",
                "(202) 555-0123",
                "Loaded",
                "Do not contact",
                "3",
            ],
            [
                "Jul 4, 2025, 12:00:00 pm EDT",
                "2025-07-04 16:00:00",
                "M. Reyes",
                "Northside PCID",
                "Spring outreach",
                "(202) 555-0123",
                "Loaded",
                "Do not contact",
                "2",
            ],
        ]
        assert history.headerData(WHEN, Qt.Orientation.Horizontal) == "When (EST)"
        assert history.index(0, WHEN).data(ROLE.ToolTipRole) == "2026-11-21 19:01:11 UTC"

    def test_outcome_and_assessment_have_icon_and_colour(self, history, theme):
        history.show_rows([exchange(1), exchange(2, outcome="About to send", assessment="")])
        for at, family in ((OUTCOME, "ok"), (ASSESSMENT, "danger")):
            index = history.index(0, at)
            assert index.data(ROLE.ForegroundRole) == theme.color(f"{family}.text")
            assert not index.data(ROLE.DecorationRole).isNull()
        assert history.index(1, OUTCOME).data() == "About to send"
        assert history.index(1, ASSESSMENT).data() == "not checked"
        assert history.index(1, ASSESSMENT).data(ROLE.DecorationRole) is None

    def test_a_load_left_partly_undone_is_no_whole_one(self, history):
        history.show_rows([exchange(2, title=PARTLY_TITLE), exchange(1, title=HELD_TITLE)])
        assert column(history, OUTCOME) == ["Loaded, partly done", "Loaded, nobody will dial it"]
        inks = [history.index(row, OUTCOME).data(ROLE.ForegroundRole) for row in range(2)]
        history.show_rows([exchange(1)])
        assert history.index(0, OUTCOME).data(ROLE.ForegroundRole) not in inks

    def test_older_rows_are_appended(self, history, qtbot):
        history.show_rows([exchange(2)])
        with qtbot.waitSignal(history.rowsInserted):
            history.append_rows([exchange(1, outcome="Rejected")])
        assert column(history, OUTCOME) == ["Loaded", "Rejected"]
        assert history.row_of(1) == 1
        with qtbot.assertNotEmitted(history.rowsInserted):
            history.append_rows([])

    def test_texts_stay_until_they_are_to_be_shown_anew(self, theme):
        now = [samples.NOW]
        masked: list[bool] = []
        model = HistoryModel(theme, NEW_YORK, lambda: now[0], lambda number: "masked" if masked else number)
        model.show_rows([exchange(3)])
        before = texts(model)[0]
        now[0] += timedelta(days=1)
        masked.append(True)
        assert texts(model)[0] == before
        model.forget()
        assert texts(model)[0][WHEN] == "Nov 21, 2:01:11 pm"
        assert "masked" in texts(model)[0]

    def test_another_look_brings_its_own_colours(self, history, theme):
        history.show_rows([exchange(1)])
        before = history.index(0, OUTCOME).data(ROLE.ForegroundRole)
        theme.set_choice("dark")
        assert history.index(0, OUTCOME).data(ROLE.ForegroundRole) != before
        assert history.index(0, OUTCOME).data(ROLE.ForegroundRole) == theme.color("ok.text")


class TestTimes:
    def test_names_zone_and_day_where_they_are_not_plain(self):
        at = samples.NOW
        assert NEW_YORK.moment(at, at) == "2:04 pm EST"
        assert NEW_YORK.moment(at, at + timedelta(days=1), seconds=True) == "Nov 21, 2:04:11 pm EST"
        assert NEW_YORK.moment(at, at + timedelta(days=300)) == "Nov 21, 2026, 2:04 pm EST"
        assert NEW_YORK.brief(at, at + timedelta(days=1)) == "Nov 21"

    def test_a_zone_without_letters_says_utc(self):
        assert LocalTimes(ZoneInfo("America/Sao_Paulo")).zone(samples.NOW) == "UTC-03"
        assert LocalTimes(UTC).clock(datetime(2026, 1, 1, 0, 5, tzinfo=UTC)) == "12:05 am"
