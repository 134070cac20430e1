"""The table of leads: what cells say, pages that are appended, local order and filter, what is copied."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from leaddesk.domain.lead_columns import ColumnKind, ColumnRole, LeadColumn, LeadColumns
from leaddesk.domain.lead_page import ABSENT, LeadPage
from leaddesk.domain.lead_search import RowOrder
from leaddesk.ui.masking import Masking
from leaddesk.ui.models.grid_layout import GridLayout
from leaddesk.ui.models.lead_copy import as_json, as_table
from leaddesk.ui.models.lead_words import CUT, LeadWords
from leaddesk.ui.models.leads_model import LeadsModel
from leaddesk.ui.models.row_order import PIECE, Arrangement, arranged
from leaddesk.ui.times import LocalTimes

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
KINDS = {
    "revenue": ColumnKind.MONEY,
    "dial_tier": ColumnKind.NUMBER,
    "opt_out": ColumnKind.BOOLEAN,
    "status": ColumnKind.STATUS,
    "created_at": ColumnKind.TIME,
    "data": ColumnKind.JSON,
}
ROLES = {"full_name": ColumnRole.NAME, "caller_id": ColumnRole.PHONE}
NAMES = ("id", "full_name", "caller_id", "status", "opt_out", "revenue", "created_at", "data")
KNOWN = LeadColumns(
    tuple(
        LeadColumn(
            name=name,
            label=name,
            group="Lead",
            kind=KINDS.get(name, ColumnKind.TEXT),
            personal=name in ("full_name", "caller_id", "data"),
            role=ROLES.get(name),
        )
        for name in (*NAMES, "dial_tier", "uuid")
    )
)


class AtOnce:
    """Runs background work on the spot."""

    async def do(self, fn, *args, **kwargs):
        return fn(*args, **kwargs)


def words(*, masked: bool = False) -> LeadWords:
    return LeadWords(LocalTimes(ZoneInfo("America/New_York")), Masking(on=masked), lambda: NOW)


def lead(number: int, **more: object) -> dict[str, object]:
    row: dict[str, object] = {
        "id": number,
        "full_name": f"Ada Sample {number}",
        "caller_id": "+12025550123",
        "status": "scheduled",
        "opt_out": False,
        "revenue": "17.0",
        "created_at": "2026-11-21T07:13:00.000-05:00",
        "data": {"interest": "solar"},
    }
    return row | more


def page(*leads: dict[str, object], columns: tuple[str, ...] = NAMES) -> LeadPage:
    rows = tuple(tuple(one.get(name, ABSENT) for name in columns) for one in leads)
    return LeadPage(number=1, columns=columns, rows=rows, count=len(rows))


@pytest.fixture
def model(qapp):
    made = LeadsModel(words())
    made.set_columns(NAMES, KNOWN)
    return made


def said(model: LeadsModel, row: int, name: str) -> str:
    return str(model.index(row, model.names.index(name)).data())


def column(model: LeadsModel, name: str) -> list[str]:
    return [said(model, row, name) for row in range(model.rowCount())]


def show(column_name: str, value: object, *, masked: bool = False) -> str:
    return words(masked=masked).shown(KNOWN.column(column_name), value).text


class TestCells:
    @pytest.mark.parametrize(
        ("name", "value", "text"),
        [
            ("revenue", "17.0", "17.00"),
            ("revenue", 1234.5, "1,234.50"),
            ("revenue", "0.12345678901234567890", "0.12345678901234567890"),
            ("revenue", "call us", "call us"),
            ("revenue", None, ""),
            ("dial_tier", "007", "7"),
            ("opt_out", "1", "yes"),
            ("opt_out", False, "no"),
            ("opt_out", "perhaps", "perhaps"),
            ("created_at", "2026-02-03 10:00:00 -0500", "Feb 3, 10:00 am EST"),
            ("created_at", "2025-07-01T12:00:00Z", "Jul 1, 2025, 8:00 am EDT"),
            ("created_at", "yesterday", "yesterday"),
            ("caller_id", "+12025550123", "(202) 555-0123"),
            ("data", {}, "{}"),
            ("data", {"a": {"b": [1, None]}}, "a: {b: [1, null]}"),
            ("dial_tier", ABSENT, ""),
            ("id", [1, {"x": True}], "[1, {x: true}]"),
        ],
    )
    def test_values_are_read_by_their_kind_or_stand_as_they_came(self, name, value, text):
        assert show(name, value) == text

    def test_hostile_text_is_shown_literally(self):
        assert show("full_name", "<b>x</b>\u202egnp\n") == "<b>x</b>�gnp↵"

    def test_a_megabyte_is_cut(self):
        assert len(show("status", "x" * 1_000_000)) == CUT + 1
        assert len(show("data", {"k": "y" * 1_000_000, "l": "z"})) == CUT + 1
        deep: object = "end"
        for _ in range(200):
            deep = {"a": deep}
        assert show("data", deep) == "a: {a: {a: {…}}}"

    @pytest.mark.parametrize(
        ("name", "value", "text"),
        [
            ("full_name", "Ada Sample", "A. S."),
            ("caller_id", "+12025550123", "(202) •••-••23"),
            ("data", {"a": 1}, "••••"),
        ],
    )
    def test_personal_columns_are_masked(self, name, value, text):
        assert show(name, value, masked=True).replace("•" * 8, "••••") == text

    def test_statuses_and_truths_have_icon_and_word(self):
        spoken = words()
        assert spoken.shown(KNOWN.column("status"), "dnc")[:3] == ("dnc", "octagon-x", "danger.text")
        assert spoken.shown(KNOWN.column("status"), "invented").icon
        assert spoken.shown(KNOWN.column("opt_out"), True)[:2] == ("yes", "check")

    def test_tool_tip_of_a_time_is_utc(self, model):
        model.append(page(lead(1)))
        tip = model.index(0, NAMES.index("created_at")).data(Qt.ItemDataRole.ToolTipRole)
        assert "2026-11-21 12:13:00 UTC" in tip

    def test_tool_tip_shows_markup_literally(self, model):
        model.append(page(lead(1, status="<img src=x>")))
        assert "&lt;img" in model.index(0, NAMES.index("status")).data(Qt.ItemDataRole.ToolTipRole)


class TestPages:
    def test_keeps_the_rules_of_models(self, model, qtmodeltester):
        model.append(page(lead(1), lead(2)))
        qtmodeltester.check(model)
        model.append(page(lead(3, extra="x"), columns=(*NAMES, "extra")))
        qtmodeltester.check(model)

    def test_pages_are_appended_without_a_reset(self, model, qtbot):
        with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted):
            model.append(page(lead(1), lead(2)))
        model.append(page(lead(3)))
        assert column(model, "id") == ["1", "2", "3"]

    def test_unknown_columns_appear_and_earlier_rows_have_none(self, model, qtbot):
        model.append(page(lead(1)))
        with qtbot.assertNotEmitted(model.modelReset):
            model.append(page(lead(2, extra="new"), columns=(*NAMES, "uuid", "extra")))
        assert model.names == (*NAMES, "extra")
        assert column(model, "extra") == ["", "new"]
        assert model.lead(1)["extra"] == "new"

    def test_rows_are_the_very_tuples_that_came(self, model):
        came = page(lead(1), lead(2))
        model.append(came)
        assert all(mine is theirs for mine, theirs in zip(model.leads().values(), came.rows, strict=True))

    def test_columns_that_do_not_come_are_empty(self, model):
        model.set_columns(("id", "dial_tier"), KNOWN)
        model.append(page(lead(1), columns=("id", "uuid")))
        assert column(model, "dial_tier") == [""]

    def test_clear_lets_the_unasked_columns_go(self, model):
        model.append(page(lead(1, extra=1), columns=(*NAMES, "extra")))
        model.clear()
        assert (model.rowCount(), model.names) == (0, NAMES)

    def test_numbers_stand_right(self, model):
        model.append(page(lead(1)))
        right = model.index(0, NAMES.index("revenue")).data(Qt.ItemDataRole.TextAlignmentRole)
        assert right & Qt.AlignmentFlag.AlignRight
        head = model.headerData(NAMES.index("revenue"), Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        assert head & Qt.AlignmentFlag.AlignRight


async def order(rows, **asked) -> list[int]:
    return list(await arranged(AtOnce(), rows, Arrangement(**asked)))


class TestOrder:
    @pytest.mark.parametrize("descending", [False, True])
    async def test_equals_keep_the_order_they_came_in(self, descending):
        chance = random.Random(7)
        rows = [(at, chance.choice(("b", "a", None))) for at in range(3 * PIECE + 5)]
        found = await order(rows, sort_place=1, descending=descending)
        told = [at for at, value in rows if value]
        wanted = sorted(told, key=lambda at: str(rows[at][1]), reverse=descending)
        assert found == wanted + [at for at, value in rows if value is None]

    async def test_mixed_types_are_sorted_and_empty_ones_stand_last(self):
        rows = [("x",), (None,), (10,), ("9",), (ABSENT,), ("",), ({"a": 1},), (2.5,), (True,), ()]
        found = await order(rows, sort_place=0, kind=ColumnKind.NUMBER)
        assert found[:3] == [7, 3, 2]
        assert found[-4:] == [1, 4, 5, 9]
        back = await order(rows, sort_place=0, kind=ColumnKind.NUMBER, descending=True)
        assert back[-4:] == [1, 4, 5, 9]

    async def test_times_are_sorted_across_zones(self):
        rows = [("2026-01-01T10:00:00-05:00",), ("2026-01-01T12:00:00Z",), ("nonsense",)]
        assert await order(rows, sort_place=0, kind=ColumnKind.TIME) == [1, 0, 2]

    async def test_filter_finds_text_and_numbers_however_spelled(self):
        rows = [("+12025550123", "Ada"), ("+12025550199", "ÉMILE"), (None, {"Roof": "flat"})]
        assert await order(rows, text="(202) 555-0199", places=(0, 1)) == [1]
        assert await order(rows, text="émile", places=(0, 1)) == [1]
        assert await order(rows, text="roof", places=(0, 1)) == [2]
        assert await order(rows, text="roof", places=(0,)) == []

    async def test_arranging_follows_what_is_held(self, model, qtmodeltester):
        model.append(page(*(lead(number, status="ab"[number % 2]) for number in range(40))))
        kept, lost = QPersistentModelIndex(model.index(7, 1)), QPersistentModelIndex(model.index(8, 1))
        model.arrange(await arranged(AtOnce(), model.rows, Arrangement(sort_place=0, descending=True)))
        assert column(model, "id")[:2] == ["39", "38"]
        assert kept.data() == "Ada Sample 7"
        model.arrange(await arranged(AtOnce(), model.rows, Arrangement(text="b", places=(3,))))
        assert model.rowCount() == 20
        assert (kept.data(), lost.isValid()) == ("Ada Sample 7", False)
        model.append(page(lead(41, status="b")), hidden=True)
        assert model.rowCount() == 20
        qtmodeltester.check(model)
        model.arrange(None)
        assert column(model, "id") == [str(number) for number in (*range(40), 41)]
        assert (kept.row(), kept.data()) == (7, "Ada Sample 7")
        qtmodeltester.check(model)


class TestCopies:
    COLUMNS = tuple(map(KNOWN.column, ("id", "full_name", "caller_id", "data")))

    def copied(self, model, **more):
        return as_table(model.leads(), self.COLUMNS, words(**more))

    def test_text_has_a_head_and_one_line_a_row(self, model):
        model.append(page(lead(1, full_name="Ada\tB\nC"), lead(2, full_name='=HYPERLINK("x")')))
        lines = self.copied(model).split("\n")
        assert lines[0] == "id\tfull_name\tcaller_id\tdata"
        assert lines[1] == '1\tAda B C\t+12025550123\t{"interest": "solar"}'
        assert lines[2].split("\t")[1] == '\'=HYPERLINK("x")'

    def test_json_is_as_it_came(self, model):
        model.append(page(lead(1), lead(2)))
        several = json.loads(as_json(model.leads(), self.COLUMNS, words()))
        assert [row["data"] for row in several] == [{"interest": "solar"}] * 2
        one = json.loads(as_json(model.leads([1]), self.COLUMNS, words()))
        assert one["id"] == 2

    def test_what_is_masked_is_copied_masked(self, model):
        model.append(page(lead(1)))
        text = self.copied(model, masked=True) + as_json(model.leads(), self.COLUMNS, words(masked=True))
        assert "Sample" not in text
        assert "5550123" not in text
        assert "solar" not in text


class TestLayout:
    LAYOUT = GridLayout(("status", "id"), (("id", 90),), 1, RowOrder("id", descending=True))

    def test_comes_back_from_json(self):
        assert GridLayout.from_dict(json.loads(json.dumps(self.LAYOUT.to_dict()))) == self.LAYOUT

    @pytest.mark.parametrize(
        "kept",
        [
            {},
            {"columns": "id"},
            {"columns": [1, ""], "widths": {"id": "x", "b": True, "c": 9}, "pinned": -1, "sort": 3},
        ],
    )
    def test_what_is_no_layout_is_left_out(self, kept):
        assert GridLayout.from_dict(kept) == GridLayout()
