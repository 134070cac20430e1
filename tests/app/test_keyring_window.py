"""The whole window beside a real Secret Service in every state it may be in: it says what is so, and stays alive."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from leaddesk.domain.key_store_report import Found
from tests.infra.test_keyring_real import MISSING, run_in_session

pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    pytest.mark.timeout(120),
]

UNLOCK = "printf '%s' a-password | gnome-keyring-daemon --unlock --components=secrets"
ANOTHER = "printf '%s' another | gnome-keyring-daemon --replace --unlock --components=secrets"
LIVES: Mapping[str, tuple[str, ...]] = {
    UNLOCK: ("present", "locked", "vanished", "slow"),
    f"{UNLOCK} && sleep 0.5 && {ANOTHER}": ("wrong password",),
    "unset DBUS_SESSION_BUS_ADDRESS; true": ("absent",),
    "export PYTHON_KEYRING_BACKEND=keyring.backends.null.Keyring; true": ("null",),
}
"""How a session begins, and the states that its keyring goes through."""
LONGEST_MS = 1300
"""A call that blocks the UI thread would hold up its timer for the second and a half that a prompt is looked at."""


@dataclass(frozen=True)
class Expected:
    """What is said in a state."""

    backend: Found
    lock: Found
    trip: Found
    outcome: str
    advice: str


WORKS, TROUBLE, UNKNOWN = Found.WORKS, Found.TROUBLE, Found.UNKNOWN
SAYS = {
    "present": Expected(WORKS, WORKS, WORKS, "Loaded", ""),
    "locked": Expected(WORKS, TROUBLE, TROUBLE, "Not sent", "Unlock the keyring"),
    "vanished": Expected(WORKS, TROUBLE, TROUBLE, "Not sent", "keyring"),
    "wrong password": Expected(WORKS, TROUBLE, TROUBLE, "Not sent", "Unlock the keyring"),
    "absent": Expected(TROUBLE, UNKNOWN, TROUBLE, "Not sent", "Install gnome-keyring"),
    "null": Expected(TROUBLE, UNKNOWN, TROUBLE, "Not sent", "Remove the null backend"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What was found in each state; the lives run side by side."""

    def live(life: tuple[str, tuple[str, ...]]) -> dict[str, Any]:
        start, states = life
        script = f"from tests.app.keyring_life import main; main({list(states)})"
        found: dict[str, Any] = run_in_session(tmp_path_factory.mktemp(states[0].replace(" ", "-")), start, script)
        assert "failed" not in found, found["failed"]
        return {state: found[state] | {"status": found["status"], "closed_s": found["closed_s"]} for state in states}

    with ThreadPoolExecutor(len(LIVES)) as threads:
        return {state: found for life in threads.map(live, LIVES.items()) for state, found in life.items()}


@pytest.mark.parametrize("state", SAYS)
def test_the_doctor_and_a_send_say_what_is_so(said: Mapping[str, Any], state: str) -> None:
    found, expected = said[state], SAYS[state]
    assert found["found"][2] == expected.trip
    if state != "vanished":  # a desktop may start the service anew, locked
        assert found["found"] == [expected.backend, expected.lock, expected.trip]
    assert found["outcome"] == expected.outcome
    assert expected.advice in found["advice"]
    assert found["ticks"] > 0
    assert found["longest_ms"] < LONGEST_MS


def test_a_prompt_that_nobody_answers_holds_up_nothing(said: Mapping[str, Any]) -> None:
    slow = said["slow"]
    assert slow["doctor"] == "Checking. Where the desktop asks for a password, answer it there."
    assert slow["still_waiting"], "the lead waits for the keyring, and nothing has left"
    assert slow["outcome"] == "Not sent"
    assert slow["ticks"] > 60
    assert slow["longest_ms"] < LONGEST_MS


def test_the_window_closes_in_every_state(said: Mapping[str, Any]) -> None:
    assert {found["status"] for found in said.values()} == {0}
    assert max(found["closed_s"] for found in said.values()) < 5
