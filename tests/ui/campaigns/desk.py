"""*Campaigns* against use-cases of its own: boards, acts and reports are what a test says they are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from leaddesk.domain.act import Act, ActOutcome
from leaddesk.domain.campaign import Campaign
from leaddesk.domain.campaign_acts import status_change
from leaddesk.domain.profile import ConnectionProfile, Environment
from leaddesk.domain.verdict import Explanation
from leaddesk.infra.keyring_store import MemorySecrets
from leaddesk.infra.profile_file import MemoryProfiles
from leaddesk.services.campaign_board import BoardLook
from leaddesk.services.campaign_deed import ActRequest, ActResult, Deed
from leaddesk.services.campaign_events import CampaignEvents, TakenEvent
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.pause_all import PauseAllReport, RestoreSet
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.campaigns import CampaignDesk, CampaignsView
from leaddesk.ui.widgets.jobs_area import JobsArea
from leaddesk.vendors.registry import adapters, campaign_sources
from tests.ui.campaigns.samples import NOW, board, nine

WAIT_S = 10.0


class SetClock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.at: datetime = NOW
        self.past = 1000.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.past

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)

    def go_on(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.past += seconds


class Watch:
    """Gives the looks that a test has prepared; the last one stays."""

    def __init__(self) -> None:
        self.looks: list[BoardLook | Exception] = [BoardLook(board=board(*nine()))]
        self.ones: dict[str, Campaign | Exception] = {}
        self.reads: list[str] = []
        self.read_ones: list[str] = []
        self.gate: asyncio.Event | None = None

    def sources_of(self, profiles: Sequence[ConnectionProfile]) -> tuple[ConnectionProfile, ...]:
        return tuple(one for one in profiles if one.vendor == "purecallerid")

    async def read(self, profile: ConnectionProfile) -> BoardLook:
        self.reads.append(profile.name)
        if self.gate:
            await self.gate.wait()
        look = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        if isinstance(look, Exception):
            raise look
        return look

    async def read_one(self, _profile: ConnectionProfile, campaign_id: str) -> Campaign:
        self.read_ones.append(campaign_id)
        found = self.ones[campaign_id]
        if isinstance(found, Exception):
            raise found
        return found

    def forget(self, _profile: ConnectionProfile) -> None:
        pass


class Change:
    """Begins deeds and leaves their end to the test."""

    def __init__(self) -> None:
        self.deeds: list[Deed] = []
        self.late: list[Callable[[ActResult], None]] = []
        self.open: list[ActResult] = []
        """What a later read would settle."""

    def start(self, request: ActRequest, on_phase: Any = lambda _p: None, on_late: Any = lambda _r: None) -> Deed:
        deed = Deed(request, on_phase, lambda: self._cancelled(deed))
        self.deeds.append(deed)
        self.late.append(on_late)
        return deed

    async def settle_open(self, _profiles: Sequence[ConnectionProfile]) -> tuple[ActResult, ...]:
        found, self.open = tuple(self.open), []
        return found

    def _cancelled(self, deed: Deed) -> None:
        deed.resolve(result(deed.request, ActOutcome.UNKNOWN, "Nobody knows whether it was carried out"))

    def running(self, _profile: ConnectionProfile, campaign_id: str) -> tuple[Deed, ...]:
        return tuple(one for one in self.deeds if one.request.order.campaign_id == campaign_id and not one.answered)


class Pausing:
    """Pauses and restores as a test says."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, str, list[str]]] = []
        """Profile, operator, and the names of what was known."""
        self.on_result: Callable[[ActResult], None] = lambda _result: None
        self.report: asyncio.Future[PauseAllReport] = asyncio.get_running_loop().create_future()
        self.kept = False
        self.found: RestoreSet | None = None
        self.restored: list[RestoreSet] = []
        self.forgotten = 0

    async def run(self, profile: ConnectionProfile, operator: str, on_result: Any, known: Any = ()) -> PauseAllReport:
        self.runs.append((profile.name, operator, [one.name for one in known]))
        self.on_result = on_result
        return await asyncio.shield(self.report)

    async def has_paused(self, _profile: ConnectionProfile) -> bool:
        return self.kept

    async def restorable(self, _profile: ConnectionProfile) -> RestoreSet | None:
        return self.found

    async def restore(
        self, _profile: ConnectionProfile, agreed: RestoreSet, _operator: str, on_result: Any
    ) -> PauseAllReport:
        self.restored.append(agreed)
        self.on_result = on_result
        return await asyncio.shield(self.report)

    async def forget(self, _profile: ConnectionProfile) -> None:
        self.forgotten += 1


class Events:
    """Reads events as the vendor's codec does and keeps what was noted."""

    def __init__(self) -> None:
        self.noted: list[tuple[str, str]] = []
        self.profiles: list[str] = []
        """Of each noted one, whose it is."""
        self.posted: list[bool] = []
        """Of each noted one, whether it reached the listener."""
        self.reader = CampaignEvents(campaign_sources(), None, SetClock())  # type: ignore[arg-type]

    def read_pasted(self, profile: ConnectionProfile, text: str, event_type: str = "") -> TakenEvent:
        return self.reader.read_pasted(profile, text, event_type)

    async def take(
        self, profile: ConnectionProfile, text: str, _operator: str, *, event_type: str = "", posted: bool = False
    ) -> TakenEvent:
        self.profiles.append(profile.name)
        self.noted.append((text, event_type))
        self.posted.append(posted)
        return self.read_pasted(profile, text, event_type)


def result(
    request: ActRequest, outcome: ActOutcome, title: str, *, after: Campaign | None = None, **more: Any
) -> ActResult:
    """Returns what became of an act."""
    said: dict[str, Any] = {"explanation": Explanation(title, more.pop("detail", ""), more.pop("hint", ""))}
    return ActResult(
        request=request,
        outcome=outcome,
        before=request.before.status if request.before else "",
        after=after.status if after else "",
        campaign=after,
        exchange_id=more.pop("exchange_id", 7),
        **said,
        **more,
    )


def done(deed: Deed, after: Campaign) -> None:
    """Ends a deed as the vendor and the campaign read again would have it."""
    name = deed.request.order.campaign_name
    word = "active" if deed.request.order.act is Act.ACTIVATE else "paused"
    change = status_change(deed.request.before.status if deed.request.before else "", after.status)
    deed.resolve(result(deed.request, ActOutcome.DONE, f"{name} is {word}: {change}.", after=after))


class Place:
    """The place, its desk, and what it said to others."""

    def __init__(self, theme: Any, *, environment: Environment = Environment.PRACTICE, **more: Any) -> None:
        self.clock, self.scope, self.jobs = SetClock(), TaskScope(), JobsArea(theme)
        self.watch, self.change = Watch(), Change()
        self.pausing, self.events = Pausing(), Events()
        self.profiles = ManageProfiles(adapters(), MemoryProfiles(), MemorySecrets())
        self.environment = environment
        self.told: list[tuple[Any, ...]] = []
        self.wishes: list[str] = []
        self.known: tuple[str, ...] = ("Spring & Summer #1", "Return visits")
        parts = {
            "watch": self.watch,
            "change": self.change,
            "pause_all": self.pausing,
            "events": self.events,
            "lists": self,
            **more,
        }
        self.desk = CampaignDesk(
            profiles=self.profiles,
            clock=self.clock,
            times=LocalTimes(),
            scope=self.scope,
            jobs=self.jobs,
            tell=lambda *said: self.told.append(said),
            operator=lambda: "Robin",
            **parts,
        )
        self.view = CampaignsView(theme, self.desk)
        for name in ("profiles_wanted", "history_grew"):
            getattr(self.view, name).connect(lambda name=name: self.wishes.append(name))

    async def used(self, _profile: ConnectionProfile, _campaign_id: str, name: str) -> None:
        self.known = (name, *self.known)

    async def names(self, _profile: ConnectionProfile, _campaign_id: str) -> tuple[str, ...]:
        return self.known

    def profile(self, name: str = "Practice floor", **more: Any) -> ConnectionProfile:
        return ConnectionProfile(
            id=name.casefold(),
            name=name,
            vendor="purecallerid",
            base_url="http://127.0.0.1:9/api/public",
            environment=self.environment,
            **more,
        )

    async def sign_in(self, *profiles: ConnectionProfile) -> None:
        for one in profiles or (self.profile(),):
            await self.profiles.save_profile(one, {}, for_session=True)

    def show(self, width: int = 1256, height: int = 780) -> None:
        self.view.resize(width, height)
        self.view.show()
        self.view.activateWindow()

    async def rest(self) -> None:
        """Waits until nothing is read."""
        await until(lambda: not self.view.reading.busy and self.watch.reads, "the look")
        await asyncio.sleep(0.01)  # never processEvents here: another task's step would be lost in it

    def choose(self, name: str) -> None:
        model = self.view.board.model
        row = next(at for at in range(model.rowCount()) if model.index(at, 0).data() == name)
        self.view.board.table.selectRow(row)

    async def close(self) -> None:
        """Ends what runs before the widgets go: pytest-qt lets them go first, and a task would meet what is deleted."""
        self.view.reading.cancel()
        self.view.hide()
        for deed in self.change.deeds:
            deed.cancel()
        await self.scope.finish(0.05)
        for part in (self.view, self.jobs):
            part.deleteLater()
            QApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete)


async def until(true: Callable[[], object], what: str) -> None:
    end = asyncio.get_running_loop().time() + WAIT_S
    while not true():
        assert asyncio.get_running_loop().time() < end, f"waited in vain for {what}"
        await asyncio.sleep(0.002)


def button(view: QWidget, name: str) -> QPushButton:
    return next(one for one in view.findChildren(QPushButton) if one.accessibleName() == name)


def dialog(view: QWidget) -> Any:
    """Returns the dialog that is open over a place."""
    return next(one for one in view.window().findChildren(QDialog) if one.isVisible())
