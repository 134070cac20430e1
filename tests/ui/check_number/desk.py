"""*Check number* over a fake history and a fake network; everything between is real."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.infra.calling_places import CallingPlaces
from leaddesk.infra.calling_rules import CallingRulesFile
from leaddesk.services.calling_clock import CallingClockService
from leaddesk.services.check_number import CheckNumber
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.search_leads import SearchLeads
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.check_number.check_desk import CheckDesk
from leaddesk.ui.views.check_number.view import CheckNumberView
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.vendors.registry import adapters
from tests.services import desk, numbers
from tests.services.fakes import FakeProfileStore

RULES = Path(__file__).parents[3] / "resources" / "rules"
FIVE9 = Destination(
    id="c1",
    name="Number checks",
    dialer="Five9",
    settings={"campaign_id": "65f00000000000000000a001", "dialer_list_id": "checks01", "call_now_mode": "ANY"},
    mapping=desk.DESTINATION.mapping,
    for_checks=True,
)
APN = replace(desk.DESTINATION, id="c2", name="Second checks", for_checks=True)
MARKED = replace(desk.PROFILE, destinations=(FIVE9,))


class AtOnce:
    """Runs background work on the spot: the clock's timer may be due when the test has ended and no loop runs."""

    async def do(self, fn, *args, **kwargs):
        return fn(*args, **kwargs)


class Place:
    """The place on its desk; it keeps what was told and what was asked."""

    def __init__(
        self,
        theme: Theme,
        *profiles: ConnectionProfile,
        marked: bool = True,
        search: Callable[[desk.Desk], SearchLeads] | None = None,
    ) -> None:
        self.desk = desk.Desk()
        self.journal, self.transport, self.clock = self.desk.journal, self.desk.transport, self.desk.clock
        kept = profiles or ((MARKED,) if marked else (desk.PROFILE,))
        self.profiles = ManageProfiles(adapters(), FakeProfileStore(*kept), self.desk.secrets)
        self.desk.secrets.held[MARKED.secret_ref("api_key")] = Secret(desk.KEY)
        self.scope = TaskScope()
        self.told: list[tuple[str, ...]] = []
        self.check = CheckNumber(self.desk.known, self.journal, self.clock, desk.InThread())
        self.view = CheckNumberView(
            theme,
            CheckDesk(
                check=self.check,
                submit=self.desk.submit,
                profiles=self.profiles,
                calling=CallingClockService(
                    CallingPlaces(RULES / "area-codes.toml"),
                    CallingRulesFile(RULES / "calling-windows.toml", RULES / "no-such-file.toml"),
                    AtOnce(),
                    self.clock,
                ),
                clock=self.clock,
                times=LocalTimes(ZoneInfo("America/New_York")),
                scope=self.scope,
                tell=lambda *said, **_more: self.told.append(said),
                quiet=lambda: None,
                operator=lambda: "M. Reyes",
                confirm_operator=lambda _target, go: go(),
                keep_key=lambda _target: None,
                search=search(self.desk) if search else None,
            ),
        )

        self.view._calling._pause.setInterval(0)  # what is due after the test finds no screen any more

    async def ready(self) -> None:
        """Reads the profiles, as the start does."""
        await self.profiles.load()

    async def fill(self) -> None:
        """Gives the number four earlier checks, the newest of a known litigator."""
        await numbers.seed(self.journal, 80 * numbers.DAY)
        await numbers.seed(self.journal, 22 * numbers.DAY, validationResult=None)
        await numbers.seed(self.journal, 7 * numbers.DAY, **numbers.NOT_COVERED)
        await numbers.seed(self.journal, 2 * numbers.HOUR, **numbers.FEDERAL_BLOCKED, **numbers.LITIGATOR)

    async def settle(self) -> None:
        """Lets everything that can go on go on, timers too: while this waits, the event loop is Qt's."""
        for _ in range(2):
            await desk.settle_down()

    async def look_up(self, number: str = numbers.NUMBER) -> None:
        """Fills the field and waits until the history has answered."""
        self.view.open_with(number)
        await desk.until(lambda: self.view._question is None or self.view._question.done())
        await self.settle()

    async def located(self) -> None:
        """Waits until the calling clock has found where the number is."""
        await desk.until(lambda: self.view.bar.calling.clock() is not None)

    async def press(self) -> ActDialog:
        """Presses *Check now* and returns the question."""
        self.view.bar.check.click()
        await self.settle()
        return self.dialog()

    def dialog(self) -> ActDialog:
        """Returns the question on the screen."""
        return next(one for one in QApplication.topLevelWidgets() if isinstance(one, ActDialog) and one.isVisible())

    async def close(self) -> None:
        """Ends what still runs; the screen is gone already, so questions end in silence."""
        self.scope.cancel()
        await self.desk.submit.finish(1)
        await self.scope.finish(1)


def word(place: Place) -> str:
    """Returns the word of the statement."""
    return place.view.page.answers.assessment.word_label.text()


def spoken(place: Place) -> str:
    """Returns the statement as a screen reader says it."""
    return place.view.page.answers.assessment.word_label.accessibleDescription()


def outcome(place: Place) -> str:
    """Returns the word of the latest load outcome."""
    return place.view.page.answers.outcome.word_label.text()


def cells(place: Place, row: int) -> list[str]:
    """Returns the texts of a row of *Earlier checks*."""
    model = place.view.model
    return [model.index(row, column).data() for column in range(model.columnCount())]


def shown(place: Place) -> list[str]:
    """Returns all labels in view."""
    return [label.text() for label in place.view.findChildren(QLabel) if label.isVisible() and label.text()]


def button(place: Place, name: str) -> QPushButton:
    """Returns the button of that name."""
    return next(one for one in place.view.findChildren(QPushButton) if one.accessibleName() == name)


async def opened(theme: Theme, qtbot: QtBot, *profiles: ConnectionProfile, marked: bool = True) -> AsyncIterator[Place]:
    """Yields the place in view; everything it opened is closed afterwards."""
    place = Place(theme, *profiles, marked=marked)
    qtbot.addWidget(place.view)
    theme.dress(place.view)
    place.view.resize(1256, 820)
    place.view.show()
    await place.ready()
    yield place
    for one in QApplication.topLevelWidgets():
        if one.objectName() != "keep" and one is not place.view and one.isVisible():
            one.close()
    await place.close()
