"""The secret store against a real Secret Service, in a session bus and a home of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MISSING = [tool for tool in ("dbus-run-session", "gnome-keyring-daemon") if shutil.which(tool) is None]

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

SCRIPT = """
import asyncio, json
import secretstorage
from leaddesk.domain.errors import KeyringProblem
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.infra.keyring_store import MAX_LENGTH, KeyringSecrets

async def main():
    store, ref = KeyringSecrets(), SecretRef("p1", "https://core.example.com:443", "api_key")
    said = {"state": await store.state(), "before": await store.get(ref) is None}
    await store.put(ref, Secret("canary"))
    said["kept"] = (await KeyringSecrets().get(ref)) == Secret("canary")
    await store.put(ref, Secret("x" * MAX_LENGTH))
    said["replaced"] = (await store.get(ref)) == Secret("x" * MAX_LENGTH)
    await store.forget(ref)
    await store.forget(ref)
    said["after"] = await store.get(ref) is None
    await store.put(ref, Secret("canary"))
    secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
    said["locked_state"] = await store.state()
    try:
        async with asyncio.timeout(20):
            await store.get(ref)
    except KeyringProblem as problem:
        said["locked_get"] = problem.trouble
    print(json.dumps(said))

asyncio.run(main())
"""

NO_COLLECTION = """
import asyncio, json
from leaddesk.domain.errors import KeyringProblem
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.infra.keyring_store import KeyringSecrets

async def main():
    store, ref = KeyringSecrets(), SecretRef("p1", "https://core.example.com:443", "api_key")
    said = {"state": await store.state()}
    try:
        async with asyncio.timeout(20):
            await store.put(ref, Secret("canary"))
    except KeyringProblem as problem:
        said["put"] = problem.trouble
    print(json.dumps(said))

asyncio.run(main())
"""


def run_in_session(home: Path, start: str, script: str) -> dict[str, object]:
    """Runs the script beside a keyring daemon that nobody else knows, and returns what it printed."""
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    hidden = ("PYTHON_KEYRING_BACKEND", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_RUNTIME_DIR": str(runtime)}
    command = f'{start} >/dev/null 2>&1 && "$PYTHON" -c "$SCRIPT"'
    ended = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", command],
        env=environment | {"PYTHON": sys.executable, "SCRIPT": script},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    said: dict[str, object] = json.loads(ended.stdout)
    return said


def test_an_unlocked_keyring_keeps_and_a_locked_one_says_so(tmp_path):
    start = "printf '%s' a-password | gnome-keyring-daemon --unlock --components=secrets"
    assert run_in_session(tmp_path, start, SCRIPT) == {
        "state": None,
        "before": True,
        "kept": True,
        "replaced": True,
        "after": True,
        "locked_state": "locked",
        "locked_get": "locked",
    }
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert files
    assert all(b"canary" not in path.read_bytes() for path in files)


def test_a_service_without_a_default_collection_keeps_nothing(tmp_path):
    start = "gnome-keyring-daemon --start --components=secrets"
    assert run_in_session(tmp_path, start, NO_COLLECTION) == {"state": "absent", "put": "absent"}
