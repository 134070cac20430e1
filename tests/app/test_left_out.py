"""Profiles on disk that cannot be used are named, and take neither the others nor their own entry along."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaddesk.app.left_out import say_of_file
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
        assert said.startswith(
            "1 profile cannot be used: profile “Trial”, key “timeout_s”: It has to be from 1 to 600."
        )
        assert str(profiles) in said
        assert [profile.name for profile in desk.use.profiles.profiles] == ["Northside"]


@pytest.mark.parametrize("profiles", [BAD], indirect=True)
async def test_where_none_can_be_used_nobody_is_welcomed_as_if_there_were_none(
    profiles: Path, fake_keyring: FakeKeyring
) -> None:
    async with opened(Options()) as desk:
        await until(desk.window.messages.label.accessibleDescription, "the message")
        assert desk.enter.verdict.isVisible()


def test_of_many_the_first_is_in_view_and_all_are_named(tmp_path: Path) -> None:
    said: list[tuple[str, ...]] = []
    sentences = [f"profile {number}." for number in range(1, 8)]
    for others in (True, False):
        say_of_file("7 cannot be used.", sentences, tmp_path, lambda *parts: said.append(parts), others=others)
    (kind, title, detail, hint), (*_same, nothing) = said
    assert (kind, title) == ("error", "7 cannot be used.")
    assert detail.startswith("profile 1. profile 2. profile 3. profile 4. profile 5. And 2 more. What the file says")
    assert str(tmp_path) in detail
    assert (hint, nothing) == ("The others work.", "")


@pytest.mark.parametrize("profiles", [GOOD + BAD], indirect=True)
async def test_a_bad_route_is_named_too(profiles: Path, fake_keyring: FakeKeyring) -> None:
    profiles.with_name("routes.toml").write_text('[[route]]\nid = "r"\nname = "Both"\n')
    async with opened(Options()) as desk:
        await until(desk.window.messages.label.accessibleDescription, "the message")
        assert "Trial" in desk.window.messages.label.accessibleDescription(), "profiles first"
        desk.window.messages.build().close.click()
        said = desk.window.messages.label.accessibleDescription()
        assert said.startswith("1 route cannot be used: route “Both”: key “destinations” has to be a list of ids.")
