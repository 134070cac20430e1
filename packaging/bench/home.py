"""A LeadDesk of its own for the bench: settings, one profile, and a history as long as wanted.

A long history takes a minute or two to make, so it stays in `build/bench` and is used again as long as it fits. Each
run adds the few exchanges that it sends and some settlements.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

from leaddesk.domain.profile import ConnectionProfile, Destination, Environment
from leaddesk.domain.secret import Secret
from leaddesk.infra.history import chain
from leaddesk.infra.history.migrate import shipped_migrations
from leaddesk.infra.history.store_file import encrypted_file
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.history_key import HistoryMode, history_path
from leaddesk.infra.profile_file import ProfileFile
from leaddesk.infra.settings_file import Settings, SettingsFile
from leaddesk.vendors.registry import adapters

from . import bare_history, long_history
from .memory_keyring import HISTORY_KEY

_MADE_BY = 2
"""To be counted up with whatever changes what a long history holds."""
_MARK = "made.json"
LOADS, BOARD, ROUTE = "bench", "board", "route"
"""Profiles: one lead at a time, two thousand campaigns, a route."""
STOPS = 5
"""Destinations of the route."""


def make(home: Path, base_url: str, *further: ConnectionProfile) -> None:
    """Makes the home with an empty history, or with the one that is there and nothing else.

    It has a profile through which leads are sent, and those that are given.
    """
    for folder in ("config", "cache", "logs"):
        shutil.rmtree(home / folder, ignore_errors=True)
    SettingsFile(home / "config" / "settings.toml").save(Settings(operator="Sam", history_mode="encrypted"))
    asyncio.run(_prepare(home, (_profile(base_url), *further)))


def make_long(home: Path, exchanges: int) -> None:
    """Makes a history of so many exchanges and its bare twin in the home, unless they are there; says what it does."""
    due = {"exchanges": exchanges, "form": shipped_migrations()[-1].number, "made by": _MADE_BY}
    mark = home / _MARK
    if mark.is_file() and json.loads(mark.read_text(encoding="utf-8")) == due:
        print(f"The history of {exchanges:,} exchanges is there from an earlier run.", flush=True)
        return
    shutil.rmtree(home, ignore_errors=True)
    began = time.monotonic()

    def say(what: str) -> None:
        print(f"\r{what}, {time.monotonic() - began:.0f} s  ", end="", flush=True)

    connection = _connected(home)
    key = bytes.fromhex(chain.chain_key(Secret(HISTORY_KEY)).reveal())
    long_history.write(connection, key, exchanges, lambda done: say(f"Writing {done:,} of {exchanges:,} exchanges"))
    connection.close()
    say(f"Writing the same {exchanges:,} rows into a bare table")
    bare_history.make(home, history_of(home))
    mark.write_text(json.dumps(due), encoding="utf-8")
    say(f"Made a history of {exchanges:,} exchanges, kept in {home}")
    print(flush=True)


def history_of(home: Path) -> Path:
    """Returns where the history of a home is."""
    path = history_path(home / "data", HistoryMode.ENCRYPTED)
    assert path is not None
    return path


def _connected(home: Path) -> sqlite3.Connection:
    """Returns a connection to a new history."""
    asyncio.run(_open_once(home))
    return encrypted_file(history_of(home), Secret(HISTORY_KEY)).connect()


async def _prepare(home: Path, wanted: tuple[ConnectionProfile, ...]) -> None:
    profiles = ProfileFile(home / "config" / "profiles.toml")
    await profiles.load()
    await profiles.save(wanted)
    await _open_once(home)


async def _open_once(home: Path) -> None:
    store = HistoryStore.encrypted(history_of(home), Secret(HISTORY_KEY))
    await store.open_file()
    await store.close(10)


def leads(base_url: str) -> ConnectionProfile:
    """Returns a profile through which leads are searched."""
    return _test_profile("leads", "Bench leads", "trackdrive", base_url)


def board(base_url: str) -> ConnectionProfile:
    """Returns a profile through which campaigns are seen."""
    return _test_profile(BOARD, "Bench campaigns", "purecallerid", base_url)


def route(base_url: str) -> ConnectionProfile:
    """Returns a profile with as many destinations as a route goes to."""
    return _test_profile(
        ROUTE, "Bench route", "purecallerid", base_url, [_destination(f"stop{n}") for n in range(STOPS)]
    )


def _profile(base_url: str) -> ConnectionProfile:
    return _test_profile(LOADS, "Bench", "purecallerid", base_url, [_destination("bench")])


def _test_profile(
    key: str, name: str, vendor: str, base_url: str, destinations: Iterable[Destination] = ()
) -> ConnectionProfile:
    return ConnectionProfile(
        id=key,
        name=name,
        vendor=vendor,
        base_url=base_url,
        environment=Environment.TEST,
        timeout_s=30,
        pace_per_s=0,
        destinations=tuple(destinations),
    )


def _destination(key: str) -> Destination:
    dialer = adapters()["purecallerid"].info.dialer("APN")
    assert dialer is not None
    settings = {"campaign_id": "65f00000000000000000a001", "dialer_list_id": f"{key}01", "list_name": "Bench list"}
    return Destination(id=key, name="Bench list", dialer="APN", settings=settings, mapping=dialer.preset)
