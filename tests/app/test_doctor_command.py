"""`leaddesk doctor`: what it prints, and its exit status."""

import pytest

from leaddesk.__main__ import main
from tests.helpers.fake_keyring import FakeKeyring, Mode


def test_a_working_key_store_is_a_good_end(fake_keyring: FakeKeyring, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "Round trip: works." in said
    assert "What to do" not in said
    assert fake_keyring.entries == {}


def test_a_locked_key_store_is_said_with_what_to_do(
    fake_keyring: FakeKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_keyring.mode = Mode.LOCKED
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "Round trip: does not work. The system keyring is locked." in said
    assert "What to do: " in said
