"""A setup carried from one computer to another: exported whole but for secrets, looked at before it is taken over.

Settings are written first and written back where the profiles cannot be added, so that nothing is half applied.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from leaddesk.app import network
from leaddesk.app.use_cases import UseCases
from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.settings_file import Settings
from leaddesk.infra.setup_file import OURS, read_setup, write_setup
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.services.transfer_profiles import ImportPlan
from leaddesk.ui.notices.choice import NoticeKind
from leaddesk.ui.views.settings.choices import LOOKS, WAYS
from leaddesk.ui.views.settings.setup_desk import SetupPlan


def _label(labels: Mapping[str, str]) -> Callable[[Any], str]:
    return lambda value: next(label for label, key in labels.items() if key == value)


def _on(value: object) -> str:
    return "on" if value else "off"


def _text(value: object) -> str:
    return str(value) or "nothing"


_SHOWN: Mapping[str, tuple[str, Callable[[Any], str]]] = {
    "language": ("Language", lambda value: value or "that of the system"),
    "theme": ("Theme", _label(LOOKS)),
    "zoom": ("Zoom", lambda value: f"{value} %"),
    "mask": ("Mask numbers and names", _on),
    "retention_years": ("History kept", lambda value: "1 year" if value == 1 else f"{value} years"),
    "polling_s": ("Campaigns read every", lambda value: f"{value} s" if value else "never"),
    "tray": ("Notices in the tray", _on),
    "tray_campaigns": (f"Notice, {NoticeKind.CAMPAIGN}", _on),
    "tray_unknowns": (f"Notice, {NoticeKind.UNKNOWN}", _on),
    "tray_stale": (f"Notice, {NoticeKind.STALE}", _on),
    "tray_minutes": ("Unknown outcome waits", lambda value: f"{value} min"),
    "network": ("Reach vendors", _label(WAYS)),
    "proxy_host": ("Proxy host", _text),
    "proxy_port": ("Proxy port", _text),
    "proxy_user": ("Proxy user", _text),
    "proxy_except": ("Except for", _text),
    "own_certificates": ("Own certificates", _text),
}


class Keeps(Protocol):
    """The settings in use, and their file."""

    @property
    def now(self) -> Settings:
        """The settings as they are."""
        ...

    async def save(self, changed: Settings) -> None:
        """Writes settings and waits for the disk; what is in use stays until `wear`. Raises StoreProblem."""
        ...

    def wear(self, saved: Settings) -> None:
        """Uses settings that were saved."""
        ...


class Setup:
    """Behind *Export…* and *Import…* in *Settings*, and behind `leaddesk import-settings`."""

    def __init__(self, keeps: Keeps, use: UseCases, mask: Callable[[bool], None], *, practice: bool) -> None:
        self._keeps, self._use, self._mask, self._practice = keeps, use, mask, practice

    async def export(self, place: str, replacing: bool) -> str:
        """Writes the settings and all profiles and returns what to say. Raises AlreadyThere or StoreProblem."""
        self._refuse_practice()
        profiles = self._use.transfer.bare()
        await in_daemon_thread(write_setup, Path(place), self._keeps.now, profiles, replacing=replacing)
        return f"Settings and {_count(len(profiles))} exported to {place}. Keys and passwords are not in the file."

    async def plan(self, place: str) -> SetupPlan:
        """Returns what a file would change; nothing is changed yet. Raises StoreProblem for one that cannot be used."""
        self._refuse_practice()
        carried = await in_daemon_thread(read_setup, Path(place))
        now = self._keeps.now
        settings = carried.onto(now)
        await network.checked(network.choice_of(settings))
        profiles = await self._use.transfer.plan_import(place) if carried.has_profiles else None
        added = self._use.transfer.without_known(profiles) if profiles else None
        return SetupPlan(
            changes=(*_changes(now, settings), *(_profile_lines(added) if added else ())),
            left_out=(*carried.left_out, *(_strange(profiles) if profiles else ())),
            apply=partial(self._apply, settings, added),
        )

    async def _apply(self, settings: Settings, profiles: ImportPlan | None) -> str:
        """Takes a setup over to its end, also where whoever asked has gone. Raises StoreProblem."""
        return await asyncio.shield(asyncio.ensure_future(self._take_over(settings, profiles)))

    async def _take_over(self, settings: Settings, profiles: ImportPlan | None) -> str:
        """Takes a setup over, all or nothing, and returns what to say. Raises StoreProblem."""
        before = self._keeps.now
        await self._keeps.save(settings)
        if profiles and profiles.profiles:
            try:
                await self._use.transfer.add(profiles)
            except StoreProblem:
                await self._keeps.save(before)
                raise
        self._keeps.wear(settings)
        self._mask(settings.mask)
        if not profiles or not profiles.profiles:
            return "The settings were imported."
        return f"The settings and {_count(len(profiles.profiles))} were imported. Type their keys in Profiles."

    def _refuse_practice(self) -> None:
        if self._practice:
            raise StoreProblem("Practice mode keeps nothing.", "", "Start LeadDesk without it to carry a setup.")


def _changes(now: Settings, then: Settings) -> list[tuple[str, str]]:
    """Returns each setting that changes, as its label and both values."""
    changed = ((key, getattr(now, key), getattr(then, key)) for key in _SHOWN)
    return [
        (_SHOWN[key][0], f"{_SHOWN[key][1](before)} → {_SHOWN[key][1](after)}")
        for key, before, after in changed
        if before != after
    ]


def _profile_lines(plan: ImportPlan) -> list[tuple[str, str]]:
    return [
        ("New profile", f"{one.name}, at {one.host}, {one.environment}, destinations: {len(one.destinations)}")
        for one in plan.profiles
    ]


def _strange(plan: ImportPlan) -> list[str]:
    ours = {f"key “{key}”" for key in OURS}
    marks = [f"the mark for number checks of {name}" for name in plan.unmarked]
    return [*(place for place in plan.left_out if place not in ours), *marks]


def _count(profiles: int) -> str:
    return "1 profile" if profiles == 1 else f"{profiles} profiles"
