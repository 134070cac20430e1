"""Profiles on disk that cannot be used are named, and take neither the others nor their own entry along."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaddesk.app.left_out import say_left_out
from leaddesk.app.options import Options
from tests.app.conftest import opened, until
from tests.helpers.fake_keyring import FakeKeyring

GOOD = """
[[profile]]
id = "north"
name = "Northside"
vendor = "purecallerid"
base_url = "https://core.example.com"
"""
BAD = GOOD.replace("Northside", "Trial").replace("north", "trial") + "timeout_s = 0\n"


@pytest.fixture
def profiles(leaddesk_home: Path, request: pytest.FixtureRequest) -> Path:
    """The file of profiles, with the text that a test is parametrized with."""
    file = leaddesk_home / "config" / "profiles.toml"
    file.parent.mkdir(parents=True)
    file.write_text(request.param)
    return file


@pytest.mark.parametrize("profiles", [GOOD + BAD], indirect=True)
async def test_a_bad_value_leaves_the_other_profiles_and_is_named(profiles: Path, fake_keyring: FakeKeyring) -> None:
    async with opened(Options()) as desk:
        await until(desk.window.messages.label.accessibleDescription, "the message")
        said = desk.window.messages.label.accessibleDescription()
        assert "1 profile cannot be used." in said
        assert "profile “Trial”, key “timeout_s”: It has to be from 1 to 600." in said
        assert str(profiles) in said
        assert [profile.name for profile in desk.use.profiles.profiles] == ["Northside"]


@pytest.mark.parametrize("profiles", [BAD], indirect=True)
async def test_where_none_can_be_used_nobody_is_welcomed_as_if_there_were_none(
    profiles: Path, fake_keyring: FakeKeyring
) -> None:
    async with opened(Options()) as desk:
        await until(desk.window.messages.label.accessibleDescription, "the message")
        assert desk.enter.verdict.isVisible()


def test_of_many_the_first_are_named_and_the_others_counted(tmp_path: Path) -> None:
    said: list[tuple[str, ...]] = []
    say_left_out([f"profile {number}." for number in range(1, 6)], tmp_path, lambda *parts: said.append(parts))
    ((kind, title, detail, _hint),) = said
    assert (kind, title) == ("error", "5 profiles cannot be used.")
    assert detail == "profile 1. profile 2. profile 3. And 2 more."
