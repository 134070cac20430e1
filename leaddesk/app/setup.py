"""A setup carried from one computer to another: exported whole but for secrets, looked at before it is taken over.

Settings are written first; where something that follows cannot be added, all is taken back, so that nothing is half
applied. Routes are carried by names. Saved searches are not: what was typed into one may be somebody's name or number.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from leaddesk.app import network
from leaddesk.app.use_cases import UseCases
from leaddesk.domain.errors import LeadDeskError, StoreProblem
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.infra.settings_file import Settings
from leaddesk.infra.setup_file import OURS, read_setup, write_setup
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import tr, tr_now, trn
from leaddesk.services.manage_profiles import free_name
from leaddesk.services.transfer_profiles import ImportPlan
from leaddesk.services.transfer_routes import CarriedRoute, RoutesToAdd, TransferRoutes
from leaddesk.ui.models.grid_layout import GridLayout
from leaddesk.ui.notices.choice import NoticeKind
from leaddesk.ui.views.settings.choices import LOOKS, WAYS
from leaddesk.ui.views.settings.setup_desk import SetupPlan

OWN_LAYOUT = "Standard"
"""The layout that follows whoever sits here, and is not carried."""
_NO_STORE = tr("layouts, which are kept with the history: import them in Settings, once it is open")


def _label(labels: Mapping[str, str]) -> Callable[[Any], str]:
    return lambda value: next(label for label, key in labels.items() if key == value)


def _on(value: object) -> str:
    return tr("on") if value else tr("off")


def _text(value: object) -> str:
    return str(value) or tr("nothing")


_SHOWN: Mapping[str, tuple[str, Callable[[Any], str]]] = {
    "language": (tr("Language"), lambda value: value or tr("that of the system")),
    "theme": (tr("Theme"), _label(LOOKS)),
    "zoom": (tr("Zoom"), lambda value: f"{value} %"),
    "mask": (tr("Mask numbers and names"), _on),
    "retention_years": (tr("History kept"), lambda value: trn("1 year", "{count} years", value)),
    "polling_s": (tr("Campaigns read every"), lambda value: f"{value} s" if value else tr("never")),
    "tray": (tr("Notices in the tray"), _on),
    "tray_campaigns": (tr("Notice, {kind}", kind=tr_now(NoticeKind.CAMPAIGN)), _on),
    "tray_unknowns": (tr("Notice, {kind}", kind=tr_now(NoticeKind.UNKNOWN)), _on),
    "tray_stale": (tr("Notice, {kind}", kind=tr_now(NoticeKind.STALE)), _on),
    "tray_minutes": (tr("Unknown outcome waits"), lambda value: tr("{minutes} min", minutes=value)),
    "network": (tr("Reach vendors"), _label(WAYS)),
    "proxy_host": (tr("Proxy host"), _text),
    "proxy_port": (tr("Proxy port"), _text),
    "proxy_user": (tr("Proxy user"), _text),
    "proxy_except": (tr("Except for"), _text),
    "own_certificates": (tr("Own certificates"), _text),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """What is taken over of a file."""

    settings: Settings
    profiles: ImportPlan
    routes: RoutesToAdd
    layouts: Mapping[str, Mapping[str, Any]]


class Setup:
    """Behind *Export…* and *Import…* in *Settings*, and behind `leaddesk import-settings`."""

    def __init__(self, keeps: Keeps, use: UseCases, mask: Callable[[bool], None], *, practice: bool) -> None:
        self._keeps, self._use, self._mask, self._practice = keeps, use, mask, practice
        self._routes = TransferRoutes(use.routes)

    async def export(self, place: str, replacing: bool) -> str:
        """Writes all but secrets and returns what to say. Raises AlreadyThere or StoreProblem."""
        self._refuse_practice()
        profiles = self._use.transfer.bare()
        routes = self._routes.carried(profiles)
        layouts = await self._layouts_here() or {}
        to_write = partial(write_setup, Path(place), self._keeps.now, profiles, routes, layouts, replacing=replacing)
        await in_daemon_thread(to_write)
        what = _listed(tr("Settings"), len(profiles), len(routes), len(layouts))
        return tr("{what} exported to {place}. Keys and passwords are not in the file.", what=what, place=place)

    async def plan(self, place: str) -> SetupPlan:
        """Returns what a file would change; nothing is changed yet. Raises StoreProblem for one that cannot be used."""
        self._refuse_practice()
        carried = await in_daemon_thread(read_setup, Path(place))
        now = self._keeps.now
        settings = carried.onto(now)
        await network.checked(network.choice_of(settings))
        read = await self._use.transfer.plan_import(place) if carried.has_profiles else ImportPlan((), {}, ())
        profiles = self._use.transfer.without_known(read)
        routes = self._routes.plan(carried.routes, self._there(_by_old_names(profiles, profiles.profiles)))
        here = await self._layouts_here() if carried.layouts else {}
        layouts = {} if here is None else new_layouts(carried.layouts, here)
        unkept = [_NO_STORE] if here is None else []
        return SetupPlan(
            changes=(
                *_changes(now, settings),
                *_profile_lines(profiles),
                *((tr("New route"), _way(one, profiles)) for one in routes.routes),
                *((tr("New layout"), name) for name in layouts),
            ),
            left_out=(*carried.left_out, *_strange(read), *routes.left_out, *unkept),
            apply=partial(self._apply, _Taken(settings=settings, profiles=profiles, routes=routes, layouts=layouts)),
        )

    async def _apply(self, taken: _Taken) -> str:
        """Takes a setup over to its end, also where whoever asked has gone. Raises StoreProblem."""
        return await asyncio.shield(asyncio.ensure_future(self._take_over(taken)))

    async def _take_over(self, taken: _Taken) -> str:
        """Takes a setup over, all or nothing, and returns what to say. Raises StoreProblem."""
        before = self._keeps.now
        added: tuple[ConnectionProfile, ...] = ()
        await self._keeps.save(taken.settings)
        try:
            if taken.profiles.profiles:
                added = await self._use.transfer.add(taken.profiles)
            for name, layout in taken.layouts.items():
                await self._use.saved.keep_layout(name, layout)
            if taken.routes.routes:
                await self._routes.add(taken.routes, self._there(_by_old_names(taken.profiles, added)))
        except StoreProblem:
            await self._take_back(before, added, taken.layouts)
            raise
        self._keeps.wear(taken.settings)
        self._mask(taken.settings.mask)
        what = _listed(tr("The settings"), len(added), len(taken.routes.routes), len(taken.layouts))
        imported = tr("{what} were imported.", what=what)
        return " ".join((imported, tr("Type their keys in Profiles."))) if added else imported

    async def _take_back(
        self, before: Settings, added: Sequence[ConnectionProfile], layouts: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """Puts things back as they were, as far as the disk lets it."""
        for name in layouts:
            with contextlib.suppress(LeadDeskError):
                await self._use.saved.delete_layout(name)
        for profile in added:
            with contextlib.suppress(LeadDeskError):
                await self._use.profiles.delete_profile(profile.id)
        await self._keeps.save(before)

    def _there(self, added: Mapping[str, ConnectionProfile]) -> dict[str, ConnectionProfile]:
        """Returns the profiles by the names that a file calls them: those that come with it stand for their names."""
        return {profile.name: profile for profile in self._use.profiles.profiles} | dict(added)

    async def _layouts_here(self) -> Mapping[str, Mapping[str, Any]] | None:
        """Returns the named layouts of *Search leads*; None where the store that keeps them is not open."""
        if not self._use.deferred.ready:
            return None
        await self._use.saved.load()
        return {name: layout for name, layout in self._use.saved.layouts.items() if name != OWN_LAYOUT}

    def _refuse_practice(self) -> None:
        if self._practice:
            raise StoreProblem(
                tr("Practice mode keeps nothing."), "", tr("Start LeadDesk without it to carry a setup.")
            )


def _changes(now: Settings, then: Settings) -> list[tuple[str, str]]:
    """Returns each setting that changes, as its label and both values."""
    changed = ((key, getattr(now, key), getattr(then, key)) for key in _SHOWN)
    return [
        (_SHOWN[key][0], f"{_SHOWN[key][1](before)} → {_SHOWN[key][1](after)}")
        for key, before, after in changed
        if before != after
    ]


def _by_old_names(plan: ImportPlan, profiles: Sequence[ConnectionProfile]) -> dict[str, ConnectionProfile]:
    """Returns profiles of a plan, in its order, by the names that its file calls them."""
    return {
        plan.renamed.get(planned.name, planned.name): profile
        for planned, profile in zip(plan.profiles, profiles, strict=True)
    }


def new_layouts(
    carried: Mapping[str, Mapping[str, Any]], here: Mapping[str, Mapping[str, Any]]
) -> dict[str, Mapping[str, Any]]:
    """Returns the layouts of a file that are not here yet, under free names; what in one is no layout is left out."""
    known = {name: GridLayout.from_dict(layout) for name, layout in here.items()}
    new: dict[str, Mapping[str, Any]] = {}
    for name, data in carried.items():
        layout = GridLayout.from_dict(data)
        if known.get(name) != layout and layout.columns:
            taken = {*known, *new, OWN_LAYOUT}
            new[free_name(name, "imported", taken) if name in taken else name] = layout.to_dict()
    return new


def _way(route: CarriedRoute, plan: ImportPlan) -> str:
    """Returns a route and its stops, each with the name that its profile will have here."""
    names = {plan.renamed.get(one.name, one.name): one.name for one in plan.profiles}
    stops = (f"{stop.destination} ({names.get(stop.profile, stop.profile)})" for stop in route.stops)
    return f"{route.name}: {' → '.join(stops)}"


def _profile_lines(plan: ImportPlan) -> list[tuple[str, str]]:
    return [
        (
            tr("New profile"),
            tr(
                "{profile}, at {host}, {environment}, destinations: {destinations}",
                profile=one.name,
                host=one.host,
                environment=tr_now(one.environment),
                destinations=len(one.destinations),
            ),
        )
        for one in plan.profiles
    ]


def _strange(plan: ImportPlan) -> list[str]:
    ours = {tr("key “{key}”", key=key) for key in OURS}
    marks = [tr("the mark for number checks of {name}", name=name) for name in plan.unmarked]
    return [*(place for place in plan.left_out if place not in ours), *marks]


def _listed(first: str, profiles: int, routes: int, layouts: int) -> str:
    """Returns what was carried, such as "Settings, 1 profile and 2 routes"."""
    parts = [first]
    if profiles:
        parts.append(trn("1 profile", "{count} profiles", profiles))
    if routes:
        parts.append(trn("1 route", "{count} routes", routes))
    if layouts:
        parts.append(trn("1 layout", "{count} layouts", layouts))
    return parts[0] if len(parts) == 1 else tr("{some} and {last}", some=", ".join(parts[:-1]), last=parts[-1])
