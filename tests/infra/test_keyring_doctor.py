"""What the doctor finds: with a keyring of the test's own, and with a real Secret Service in a session of its own."""

import asyncio
import json

import pytest

from leaddesk.domain.errors import KeyringTrouble
from leaddesk.domain.key_store_report import Found
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.infra.keyring_doctor import examine
from leaddesk.infra.keyring_store import KeyringSecrets
from leaddesk.infra.threads import in_daemon_thread
from tests.helpers.fake_keyring import Mode
from tests.infra.test_keyring_real import MISSING, run_in_session
from tests.services.desk import until

REF = SecretRef("p1", "https://core.example.com:443", "api_key")
REAL = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
UNLOCK = "printf '%s' a-password | gnome-keyring-daemon --unlock --components=secrets"
WORKS, TROUBLE, UNKNOWN = Found.WORKS, Found.TROUBLE, Found.UNKNOWN

SCRIPT = """
import asyncio, json, os, time
import secretstorage
from leaddesk.infra.keyring_doctor import examine
from leaddesk.infra.keyring_store import KeyringSecrets

async def main():
    store = KeyringSecrets()
    BEFORE
    async with asyncio.timeout(20):
        report = await examine(store)
    found = {one.name: one.found for one in report.findings}
    print(json.dumps(found | {"advice": report.advice, "text": report.text()}))

asyncio.run(main())
"""


async def test_a_working_keyring_is_said_to_work_and_keeps_nothing_of_the_check(fake_keyring):
    store = KeyringSecrets()
    await store.put(REF, Secret("canary-4711-secret"))
    before = dict(fake_keyring.entries)
    report = await examine(store)
    assert [finding.found for finding in report.findings] == [WORKS, WORKS, WORKS]
    assert report.works
    assert report.advice == ""
    assert "FakeKeyring" in report.text()
    assert fake_keyring.entries == before
    assert "canary" not in report.text()


@pytest.mark.parametrize(
    "mode",
    [Mode.LOCKED, Mode.FAILING, Mode.NO_COLLECTION, Mode.NULL],
)
async def test_a_keyring_in_trouble_is_found_by_its_round_trip(fake_keyring, mode):
    fake_keyring.mode = mode
    report = await examine(KeyringSecrets())
    assert [finding.found for finding in report.findings] == [WORKS, WORKS, TROUBLE]
    assert not report.works
    assert report.advice
    assert report.advice in report.text()


async def test_a_keyring_once_seen_locked_is_said_to_be(fake_keyring):
    fake_keyring.mode = Mode.LOCKED
    store = KeyringSecrets()
    await examine(store)
    assert (await examine(store)).findings[1].found is TROUBLE
    assert await store.state() is KeyringTrouble.LOCKED


async def test_a_slow_prompt_can_be_walked_away_from_and_nothing_of_the_check_stays(fake_keyring):
    fake_keyring.mode = Mode.SLOW
    looking = asyncio.ensure_future(examine(KeyringSecrets()))
    assert await in_daemon_thread(fake_keyring.waiting.wait, 5)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
    fake_keyring.release.set()
    await until(lambda: fake_keyring.calls[-1][0] == "delete" and not fake_keyring.entries)


def looked(tmp_path, start: str, before: str = "pass") -> dict[str, object]:
    return run_in_session(tmp_path, start, SCRIPT.replace("BEFORE", before))


@REAL
def test_a_real_unlocked_service_works(tmp_path):
    said = looked(tmp_path, UNLOCK)
    assert [said[name] for name in ("Backend", "Lock state", "Round trip")] == [WORKS, WORKS, WORKS]
    assert "SecretService" in str(said["text"])
    assert str(tmp_path) not in json.dumps(said)


@REAL
def test_a_real_locked_service_says_so(tmp_path):
    lock = "secretstorage.get_default_collection(secretstorage.dbus_init()).lock()"
    said = looked(tmp_path, UNLOCK, lock)
    assert [said[name] for name in ("Backend", "Lock state", "Round trip")] == [WORKS, TROUBLE, TROUBLE]
    assert "Unlock the keyring" in str(said["advice"])


@REAL
def test_a_real_service_that_was_given_a_wrong_password_is_locked(tmp_path):
    again = "printf '%s' another | gnome-keyring-daemon --replace --unlock --components=secrets"
    said = looked(tmp_path, f"{UNLOCK} && sleep 0.5 && {again}")
    assert said["Lock state"] == TROUBLE
    assert said["Round trip"] == TROUBLE


@REAL
def test_no_service_at_all_is_absent(tmp_path):
    said = looked(tmp_path, "unset DBUS_SESSION_BUS_ADDRESS; true")
    assert [said[name] for name in ("Backend", "Lock state", "Round trip")] == [TROUBLE, UNKNOWN, TROUBLE]
    assert "keyring" in str(said["advice"])


@REAL
def test_a_real_service_that_vanishes_between_two_looks_is_no_crash(tmp_path):
    vanish = (
        "await examine(store); bus = secretstorage.dbus_init(); "
        "from jeepney import DBusAddress, new_method_call; "
        "address = DBusAddress('/org/freedesktop/DBus', 'org.freedesktop.DBus', 'org.freedesktop.DBus'); "
        "ask = new_method_call(address, 'GetConnectionUnixProcessID', 's', ('org.freedesktop.secrets',)); "
        "os.kill(bus.send_and_get_reply(ask).body[0], 9); time.sleep(0.3)"
    )
    said = looked(tmp_path, UNLOCK, vanish)
    assert said["Backend"] in (WORKS, TROUBLE)
    assert said["Round trip"] == TROUBLE
    assert said["advice"]
