"""`make accessibility`: the rules by which it judges what a screen reader is told, tried with made-up controls."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def controls() -> Iterator[Any]:
    sys.path.append(str(ROOT / "packaging"))
    yield importlib.import_module("accessibility.controls")
    sys.path.remove(str(ROOT / "packaging"))


@pytest.fixture(scope="module")
def names(controls) -> Any:
    return importlib.import_module("accessibility.names")


def _control(controls: Any, name: str, x: int = 0, y: int = 0, role: str = "push button", **more: Any) -> Any:
    given = {"description": "", "labels": (), **more}
    box = controls.Box(x, y, 100, 30)
    return controls.Control(path=f"{role} {name} {x} {y}", role=role, name=name, box=box, **given)


def test_a_plain_button_is_right(controls) -> None:
    assert controls.wrong(_control(controls, "Send lead")) == []


@pytest.mark.parametrize(
    ("name", "role", "more", "says"),
    [
        ("", "text", {}, "no name"),
        ("Phone:", "text", {}, "carries a mark"),
        ("&Send", "push button", {}, "carries a mark"),
        ("Columns…", "push button", {}, "carries a mark"),
        ("Practice APN", "combo box", {}, "has no label"),
        ("Number", "text", {"labels": ("Phone",)}, "stands beside the label “Phone”"),
        ("Leads", "table", {"columns": ("Name", "")}, "a column without a heading"),
        ("Keep Zip", "check box", {}, "can be ticked"),
        ("Campaigns", "layered pane", {}, "a role that says nothing"),
    ],
)
def test_what_a_screen_reader_could_not_say_is_found(controls, name, role, more, says) -> None:
    (found,) = controls.wrong(_control(controls, name, role=role, **more))
    assert says in found


def test_down_and_to_the_right_is_the_way_of_the_eye(controls) -> None:
    way = [_control(controls, str(at), x, y) for at, (x, y) in enumerate([(0, 0), (200, 0), (0, 50), (400, 0)])]
    assert controls.jumps(way) == []


def test_back_to_the_left_and_up_the_same_column_are_jumps(controls) -> None:
    left = [_control(controls, "a", 0, 0), _control(controls, "b", 200, 50), _control(controls, "c", 0, 50)]
    up = [_control(controls, "a", 0, 0), _control(controls, "b", 0, 90), _control(controls, "c", 0, 45)]
    assert controls.jumps(left) == ["Tab goes back from push button “b” to push button “c”"]
    assert controls.jumps(up) == ["Tab goes back from push button “b” to push button “c”"]
    assert controls.jumps(left, {("b", "c")}) == controls.jumps(up, {("", "c")}) == []


def test_coming_round_to_the_first_is_no_jump(controls) -> None:
    way = [_control(controls, "Close", 0, 90), _control(controls, "Search", 0, 0), _control(controls, "List", 0, 45)]
    assert controls.jumps(way) == []


def test_a_page_that_scrolled_along_is_compared_as_it_stands_then(controls) -> None:
    one, other = _control(controls, "a", 0, 90), _control(controls, "b", 0, 60)
    first = _control(controls, "first")
    assert controls.jumps([first, one, other]) != []
    assert controls.jumps([first, one, other._replace(came_from=controls.Box(0, 20, 100, 30))]) == []


def test_what_neither_tab_nor_a_key_reaches_is_for_a_mouse_only(controls) -> None:
    shown = [_control(controls, "Send lead"), _control(controls, "Commands", 0, 50), _control(controls, "Lost", 0, 90)]
    assert controls.out_of_reach(shown, shown[:1], {"Commands"}) == ["push button “Lost” is for a mouse only"]


def test_a_fixed_name_that_is_not_there_is_told_by_its_place(names) -> None:
    seen = {place: set(fixed) for place, fixed in names.FIXED.items()}
    assert names.absent(seen) == []
    seen["History"].remove(("table", "Exchanges"))
    assert names.absent(seen) == ["History: there is no table “Exchanges”"]
