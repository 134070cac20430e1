"""*Rules* in *Settings*: all files of rules are named, copied and read again together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from leaddesk.app.settings import RulesDesk
from leaddesk.domain.errors import StoreProblem
from leaddesk.infra import calling_places, calling_rules
from leaddesk.infra.assessment_rules import load_rules
from leaddesk.infra.clock import SystemClock
from leaddesk.infra.paths import Paths
from leaddesk.services.calling_clock import CallingClockService
from tests.services.desk import InThread

NAMES = ["Calling windows", "Assessment rules", "Rules for texts"]
FILES = ["assessment.toml", "calling-windows.toml", "messages.toml"]


class Later(SystemClock):
    """A clock of a time in which everything should have been looked at again."""

    def now(self) -> datetime:
        return datetime(2036, 1, 1, tzinfo=UTC)


def rules_desk(paths: Paths, clock: SystemClock, *, practice: bool = False) -> RulesDesk:
    shipped = paths.resources / "rules"
    calling = CallingClockService(
        calling_places.CallingPlaces(shipped / calling_places.FILE_NAME),
        calling_rules.CallingRulesFile(
            shipped / calling_rules.FILE_NAME, paths.config / "rules" / calling_rules.FILE_NAME
        ),
        InThread(),
        clock,
    )
    return RulesDesk(paths, calling, load_rules(paths), clock, practice)


@pytest.fixture(name="paths")
def paths_fixture(tmp_path) -> Paths:
    return Paths.find({"LEADDESK_HOME": str(tmp_path)})


async def test_what_came_with_leaddesk_is_used_until_there_is_a_copy(paths):
    desk = rules_desk(paths, SystemClock())
    shipped = await desk.in_use()
    assert [one.name for one in shipped] == NAMES
    assert {one.used for one in shipped} == {"The rules that came with LeadDesk"}
    assert all(one.version for one in shipped)

    folder = paths.config / "rules"
    assert await desk.copy() == str(folder)
    assert sorted(path.name for path in folder.iterdir()) == FILES
    copied = await desk.read_again()
    assert [one.used for one in copied] == [f"Your own: {folder / name}" for name in (FILES[1], FILES[0], FILES[2])]
    assert [(one.version, one.notice) for one in copied] == [(one.version, "") for one in shipped]


async def test_a_copy_that_cannot_be_used_is_said_beside_its_name(paths):
    desk = rules_desk(paths, SystemClock())
    await desk.copy()
    for name in FILES:
        (paths.config / "rules" / name).write_text("[[", "utf-8")
    odd = await desk.read_again()
    assert {one.used for one in odd} == {"The rules that came with LeadDesk"}
    assert all(one.notice for one in odd)


async def test_what_should_have_been_looked_at_again_is_said(paths):
    windows, _assessment, texts = await rules_desk(paths, Later()).in_use()
    for one in (windows, texts):
        assert "should have been looked at again by now." in one.notice
        assert one.review.endswith(", the earliest")


async def test_practice_makes_no_copy(paths):
    with pytest.raises(StoreProblem, match="keeps nothing"):
        await rules_desk(paths, SystemClock(), practice=True).copy()
    assert not (paths.config / "rules").exists()
