"""A LeadDesk of its own for the bench: settings, one profile, and a history as long as wanted."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from leaddesk.domain.exchange import Opening, SettledBy, Settlement
from leaddesk.domain.profile import ConnectionProfile, Destination, Environment
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Explanation, LoadOutcome
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.infra.history import chain, derived, rows, writing
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.history_key import HistoryMode, history_path
from leaddesk.infra.profile_file import ProfileFile
from leaddesk.infra.settings_file import Settings, SettingsFile
from leaddesk.vendors.registry import adapters

from .memory_keyring import HISTORY_KEY
from .server import answer

_NEWEST = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def make(home: Path, base_url: str, exchanges: int) -> None:
    """Makes the home with so many answered leads on record."""
    SettingsFile(home / "config" / "settings.toml").save(Settings(operator="Sam", history_mode="encrypted"))
    asyncio.run(_fill(home, base_url, exchanges))


async def _fill(home: Path, base_url: str, exchanges: int) -> None:
    profiles = ProfileFile(home / "config" / "profiles.toml")
    await profiles.load()
    await profiles.save((_profile(base_url),))
    path = history_path(home / "data", HistoryMode.ENCRYPTED)
    assert path is not None
    store = HistoryStore.encrypted(path, Secret(HISTORY_KEY))
    await store.open_file()
    await store.close(10)
    if exchanges:
        _write(path, exchanges)


def _write(path: Path, exchanges: int) -> None:
    """Writes the rows in one transaction, as the store itself would one by one."""
    from sqlcipher3 import dbapi2

    connection = cast("sqlite3.Connection", dbapi2.connect(path, isolation_level=None))
    connection.execute(f"PRAGMA key = \"x'{HISTORY_KEY}'\"")
    rows.shape(connection)
    key = bytes.fromhex(chain.chain_key(Secret(HISTORY_KEY)).reveal())
    connection.execute("BEGIN")
    opening, settlement = _exchange()
    for number in range(exchanges):
        at = _NEWEST - timedelta(minutes=exchanges - number)
        one = replace(opening, at=at, number=f"+1{200 + number % 500}55501{number % 100:02}")
        exchange_id = writing.write_opening(connection, key, one)
        writing.write_settlement(connection, key, exchange_id, replace(settlement, at=at + timedelta(seconds=1)))
    derived.catch_up(connection)
    connection.execute("COMMIT")
    connection.close()


def _exchange() -> tuple[Opening, Settlement]:
    opening = Opening(
        at=_NEWEST,
        operator="Sam",
        vendor="purecallerid",
        profile_id="bench",
        profile_name="Bench",
        environment=Environment.TEST,
        destination_id="bench",
        destination_name="Bench list",
        dialer="APN",
        act="Load lead",
        number="+17205550100",
        lead={"phone": "7205550100", "first_name": "Annabel", "last_name": "Exampleton", "city": "Springfield"},
        request=RequestRecord("POST", "https://api.example.com/api/public/lead/load", (), "{}"),
    )
    settlement = Settlement(
        at=_NEWEST,
        by=SettledBy.ANSWER,
        outcome=LoadOutcome.LOADED,
        explanation=Explanation("Loaded."),
        assessment="No block returned",
        checks={},
        response=HttpResponse(200, (("Content-Type", "application/json"),), answer("no_block_returned"), 0.3),
    )
    return opening, settlement


def _profile(base_url: str) -> ConnectionProfile:
    dialer = adapters()["purecallerid"].info.dialer("APN")
    assert dialer is not None
    settings = {"campaign_id": "65f00000000000000000a001", "dialer_list_id": "bench01", "list_name": "Bench list"}
    where = Destination(id="bench", name="Bench list", dialer="APN", settings=settings, mapping=dialer.preset)
    return ConnectionProfile(
        id="bench",
        name="Bench",
        vendor="purecallerid",
        base_url=base_url,
        environment=Environment.TEST,
        timeout_s=30,
        pace_per_s=0,
        destinations=(where,),
    )
