"""A LeadDesk in ordinary mode, in its window, with profiles of four vendors that are a practice server."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from leaddesk.app.desk import Desk
from leaddesk.app.options import Options
from leaddesk.app.practice import practice_profile
from leaddesk.domain.profile import Environment
from leaddesk.domain.route import Route
from leaddesk.domain.secret import Secret
from leaddesk.infra.paths import Paths
from leaddesk.infra.settings_file import Settings, SettingsFile

from .vendor import Vendor

PATIENCE_S = 90.0


class StuckError(Exception):
    """Something that was waited for did not come; its text says what."""


async def until(true: Callable[[], object], what: str, patience_s: float = PATIENCE_S) -> None:
    """Waits until something holds; raises StuckError."""
    end = asyncio.get_running_loop().time() + patience_s
    while not true():
        if asyncio.get_running_loop().time() > end:
            raise StuckError(f"waited in vain for {what}")
        await asyncio.sleep(0.005)


def prepare(home: Path) -> None:
    """Writes the settings of somebody who has worked here before."""
    SettingsFile(home / "config" / "settings.toml").save(Settings(operator="Sam", history_mode="encrypted"))


@asynccontextmanager
async def opened(vendors: Sequence[Vendor], timeout_s: float) -> AsyncIterator[Desk]:
    """Gives a LeadDesk that is up and waits so long for an answer; closes it as a person does."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desk = Desk(app, Options(), Paths.find(os.environ))
    desk.window.show()
    desk.window.activateWindow()
    running = asyncio.ensure_future(_run(desk))
    history = desk.use.deferred
    try:
        await until(lambda: history.ready or running.done(), "the history")
        desk.warm_up()
        await until(lambda: running.done() or (desk.warming and desk.warming.done()), "the libraries")
        await _make_profiles(desk, vendors, timeout_s)
        await until(lambda: desk.enter.destination.target, "a destination")
        yield desk
    finally:
        desk.window.may_close = lambda: True
        desk.window.close()
        await running
        desk.window.deleteLater()
        app.sendPostedEvents(desk.window, QEvent.Type.DeferredDelete)


async def _run(desk: Desk) -> int:
    with desk.bugs.caught():
        return await desk.main()


async def _make_profiles(desk: Desk, vendors: Sequence[Vendor], timeout_s: float) -> None:
    profiles = desk.use.profiles
    for vendor in vendors:
        schema = partial(profiles.destination_schema, vendor.key)
        made = practice_profile(vendor.base_url, profiles.vendor(vendor.key), schema)
        profile = replace(
            made,
            id=vendor.key,
            name=f"Soak {vendor.key}",
            environment=Environment.TEST,
            timeout_s=timeout_s,
            options=vendor.options,
        )
        await profiles.save_profile(profile, {slot: Secret(text) for slot, text in vendor.secrets.items()})
    known = [item.id for profile in profiles.profiles for item in profile.destinations]
    await desk.use.routes.save(Route(id="soak", name="Soak round", destination_ids=tuple(known[:2])))
