"""What a person does all day, in an order that chance settles: sends, checks, searches, polls, acts, and stops waiting.

Every act ends where the next may begin; one that does not raises StuckError.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Awaitable, Callable

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from leaddesk.app.desk import Desk
from leaddesk.domain.act import Act
from leaddesk.domain.exchange import HistoryQuery
from leaddesk.domain.phone import PhoneProblem, parse_phone
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.practice.numbers import PRACTICE_NUMBERS, Group
from leaddesk.practice.searches import PRACTICE_SEARCHES
from leaddesk.ui.views.before_sending_dialog import REASONS, BeforeSendingDialog
from leaddesk.ui.views.campaigns import CampaignsView
from leaddesk.ui.views.search import SearchView
from leaddesk.ui.widgets.act_dialog import ActDialog

from .desk import StuckError, until

_SLOW = {"0130", "0131", "0154", "0164", "0165"}
"""Numbers whose answer takes seconds or never comes."""
_STALLED = ("0131", "0154", "0164")
_SLOW_WORDS = ("slow", "stall", "hang", "429", "huge", "big-cell")
_PAGES = ("Overview", "Details", "Events", "Raw")
_FIRST_ROWS = 100
"""Further down the list reads on, and holds what it has read: that is no leak."""
_LEADS_A_TIME = 5
_SETTLED_A_TIME = 40
_VERIFIED_S = 120
"""So long an act may take: it is tried again, and read again where reading fails, too."""
_BREATH_S = 0.02
"""So long a person looks between two steps."""


class Day:
    """Does one thing after the other at a desk."""

    def __init__(self, desk: Desk, seed: int, timeout_s: float) -> None:
        self._desk, self._chance = desk, random.Random(seed)
        self._timeout_s = timeout_s
        self._idle = len(asyncio.all_tasks())
        self.done: Counter[str] = Counter()
        """How often each thing was done; outcomes of leads under their words."""
        self.doing = ""
        """What is being done now."""
        self._areas = [area for area in range(201, 990) if _is_area(area)]
        self._used: set[str] = set()
        place = desk.enter.place
        self._outcome = next(one for one in place.findChildren(QWidget) if one.accessibleName() == "Load outcome")
        self._acts: dict[str, tuple[int, Callable[[], Awaitable[None]]]] = {
            "sending leads": (36, self._send_some),
            "cancelling a lead": (7, self._cancel_one),
            "checking a number": (8, self._check),
            "searching leads": (12, self._search),
            "cancelling a search": (6, self._cancel_search),
            "polling campaigns": (8, self._poll),
            "acting on a campaign": (8, self._act_on_campaign),
            "pausing all": (1, self._pause_all),
            "reading the history": (6, self._read_history),
            "settling": (4, self._settle),
            "opening dialogs": (3, self._open_dialogs),
            "looking around": (2, self._look_around),
        }

    @property
    def things(self) -> tuple[str, ...]:
        """What can be done."""
        return tuple(self._acts)

    def pick(self) -> str:
        """Returns what is to be done next."""
        return self._chance.choices(self.things, [weight for weight, _ in self._acts.values()])[0]

    async def do(self, name: str) -> None:
        """Does one thing."""
        self.doing = name
        await self._acts[name][1]()
        self.done[name] += 1
        await asyncio.sleep(_BREATH_S)

    async def rest(self) -> None:
        """Goes back to an empty form, and waits until what was cancelled has run out."""
        self.doing = "resting"
        await self._go_to("Enter lead")
        self._desk.enter.new_lead()
        with contextlib.suppress(StuckError):  # then the reading shows it
            await until(lambda: len(asyncio.all_tasks()) <= self._idle, "quiet", self._timeout_s + 1)

    # ------------------------------------------------------------ leads

    async def _send_some(self) -> None:
        await self._go_to("Enter lead")
        for _ in range(_LEADS_A_TIME):
            slow = self._chance.random() < 0.02
            await self._send(self._number(slow=slow))

    async def _send(self, number: str) -> None:
        enter = self._desk.enter
        self._fill(number)
        await asyncio.sleep(_BREATH_S)
        enter.footer.send.click()
        await until(lambda: enter.in_flight or question(), f"the lead to {number} to leave")
        await self._answered(lambda: not enter.in_flight, f"the answer to {number}")
        said = self._outcome.accessibleDescription()
        self.done[next((one for one in LoadOutcome if said.startswith(one)), "leads in question")] += 1

    async def _cancel_one(self) -> None:
        await self._go_to("Enter lead")
        enter, number = self._desk.enter, self._fresh(self._chance.choice(_STALLED))
        self._fill(number)
        await asyncio.sleep(_BREATH_S)
        enter.footer.send.click()
        await until(lambda: enter.in_flight or question(), "the stalled lead to leave")
        await asyncio.sleep(self._chance.uniform(0, 0.3))
        enter.cancel()
        await self._answered(lambda: not enter.in_flight, "the end of the waiting")

    def _fill(self, number: str) -> None:
        enter, chance = self._desk.enter, self._chance
        enter.new_lead()
        combo = enter.destination.combo
        combo.setCurrentIndex(chance.randrange(combo.count()))
        enter.form.load(
            {
                "phone": number,
                "first_name": chance.choice(("Ann", "Bela", "Cora")),
                "last_name": f"Example {number[-4:]}",
                "email": f"lead{number}@example.com",
                "city": "Springfield",
                "state": "CO",
                "zip": "80202",
            }
        )

    def _number(self, *, slow: bool = False) -> str:
        """Returns a number that nobody has sent, by which the server settles what it does wrong."""
        faulty = slow or self._chance.random() < 0.5
        group = Group.FAULTS if faulty else Group.VERDICTS
        lines = [one.line for one in PRACTICE_NUMBERS if (one.line in _SLOW) is slow and one.group is group]
        return self._fresh(self._chance.choice(lines))

    def _fresh(self, line: str) -> str:
        while (number := f"{self._chance.choice(self._areas)}555{line}") in self._used:
            line = f"01{self._chance.randrange(100):02}"
        self._used.add(number)
        return number

    async def _settle(self) -> None:
        """Says of each lead and act of unknown outcome what became of it."""
        use = self._desk.use
        rows = await use.deferred.find(HistoryQuery(outcomes=("Outcome unknown",)))
        for row in rows[:_SETTLED_A_TIME]:
            self._desk.acts.settle(row.id, self._chance.random() < 0.5)
            with contextlib.suppress(StuckError):  # a late answer has settled it in the meantime
                await until(question, "the question of settling", 2)
                self.done["settled"] += 1
            await self._answered(lambda: question() is None, "the settling")

    # ------------------------------------------------------------ numbers

    async def _check(self) -> None:
        await self._go_to("Check number")
        view = self._desk.places.check_number
        known = sorted(self._used)
        fresh = not known or self._chance.random() < 0.5
        view.open_with(self._number() if fresh else self._chance.choice(known))
        await until(lambda: view.bar.check.isEnabled() or not fresh, "the number to be looked up")
        await asyncio.sleep(QApplication.doubleClickInterval() / 1000)  # or it is the second press of a double click
        if view.bar.check.isEnabled():
            view.check_now()
            # With an open unknown on record, which is being read now, nobody asks: the button is off, and says why.
            await until(
                lambda: question() or view.in_flight or not view.bar.check.isEnabled(), "the question of a check"
            )
            await self._answered(lambda: not view.in_flight, "the end of a check")
        view.go_back()

    # ------------------------------------------------------------ searches

    async def _search(self) -> None:
        view = await self._searched(quick=True)
        await until(lambda: not view.reading.busy, "the leads")
        if rows := view.grid.model.rowCount():
            view.grid.table.selectRow(self._chance.randrange(rows))
            view.grid.table.scrollToBottom()
            await asyncio.sleep(_BREATH_S)
        view.cancel()

    async def _cancel_search(self) -> None:
        view = await self._searched(quick=False)
        await asyncio.sleep(self._chance.uniform(0, 0.4))
        view.cancel()
        await until(lambda: not view.reading.busy, "the end of a search")

    async def _searched(self, *, quick: bool) -> SearchView:
        await self._go_to("Search leads")
        view = self._desk.places.search_leads
        await until(lambda: view.panel.chosen_profile, "a profile to search")
        words = [one.word for one in PRACTICE_SEARCHES if any(word in one.word for word in _SLOW_WORDS) is not quick]
        view.panel.profile.setCurrentIndex(self._chance.randrange(view.panel.profile.count()))
        view.panel.text.setText(self._chance.choice(["", *words] if quick else words))
        view.panel.search_button.click()
        return view

    # ------------------------------------------------------------ campaigns

    async def _poll(self) -> None:
        view = await self._board()
        for _ in range(3):
            view.refresh()
            await until(lambda: not view.reading.busy, "the board")
            await asyncio.sleep(_BREATH_S)
        for name in _PAGES:
            view.pages.go_to(name)
            view.board.choose(view.board.model.key(self._chance.randrange(view.board.model.rowCount())))
            await asyncio.sleep(_BREATH_S)

    async def _board(self) -> CampaignsView:
        await self._go_to("Campaigns")
        view = self._desk.places.campaigns
        await until(lambda: view.board.model.rowCount() and not view.reading.busy, "the campaigns")
        return view

    async def _act_on_campaign(self) -> None:
        view = await self._board()
        view.board.choose(view.board.model.key(self._chance.randrange(view.board.model.rowCount())))
        act = self._chance.choice((Act.PAUSE, Act.ACTIVATE, Act.PAUSE_LIST))
        view.act(act, "Practice list" if act is Act.PAUSE_LIST else "")
        await asyncio.sleep(_BREATH_S)
        await self._answered(lambda: question() is None, "the question of an act")
        if self._chance.random() < 0.3:
            await asyncio.sleep(self._chance.uniform(0, 0.2))
            view.acts.cancel()
        await until(lambda: not view.acts.running, "the end of an act", _VERIFIED_S)

    async def _pause_all(self) -> None:
        view = await self._board()
        for ask in (view.pause_all, view.restore):
            ask()
            with contextlib.suppress(StuckError):  # what was not paused cannot be restored: nobody asks then
                await until(question, "the question of pausing all", 2)
            await self._answered(lambda: question() is None, "the answer about all")
            await until(lambda: not view.pausing.busy, "the end of pausing all", _VERIFIED_S)

    # ------------------------------------------------------------ the rest

    async def _read_history(self) -> None:
        await self._go_to("History")
        view = self._desk.places.history
        await until(view.model.rowCount, "the history")
        view.search.setText(self._chance.choice(("", "555", "exa", "rejected", "720")))
        await asyncio.sleep(0.3)
        if rows := view.model.rowCount():
            view.table.selectRow(self._chance.randrange(min(rows, _FIRST_ROWS)))
            view.open_current()
            await until(view.is_open, "an exchange")
            view.go_back()
        view.search.clear()

    async def _open_dialogs(self) -> None:
        desk = self._desk
        await self._go_to("Enter lead")
        self._fill(self._number())
        report = desk.places.history.list.report_button
        for ask in (desk.enter.preview, desk.window.settings_wanted.emit, report.click):
            ask()
            await until(question, "a dialog")
            await asyncio.sleep(_BREATH_S)
            if dialog := question():
                dialog.reject()
            await until(lambda: question() is None, "the end of a dialog")

    async def _look_around(self) -> None:
        for place in ("Profiles", "Check number", "Campaigns", "History", "Search leads", "Enter lead"):
            await self._go_to(place)
            await asyncio.sleep(_BREATH_S)
        theme = self._desk.theme
        for choice in ("dark", "contrast", "light"):
            theme.set_choice(choice)
            await asyncio.sleep(_BREATH_S)

    async def _go_to(self, place: str) -> QWidget:
        window = self._desk.window
        window.go_to(place)
        await until(lambda: not window.awaited_place, place)
        return window.page(place)

    async def _answered(self, over: Callable[[], object], what: str) -> None:
        """Waits for an end, and meanwhile answers what is asked."""

        def answer() -> object:
            if dialog := question():
                self._answer(dialog)
            return over() and question() is None

        await until(answer, what)

    def _answer(self, dialog: QDialog) -> None:
        self.done["questions"] += 1
        if isinstance(dialog, BeforeSendingDialog) and dialog.verb and not dialog.verb.isEnabled():
            dialog.reason.combo.setCurrentText(REASONS[0])
        verb = dialog.verb if isinstance(dialog, ActDialog) else None
        if verb and verb.isEnabled() and self._chance.random() < 0.9:
            verb.click()
        else:
            dialog.reject()


def _is_area(area: int) -> bool:
    try:
        parse_phone(f"{area}5550100")
    except PhoneProblem:
        return False
    return True


def question() -> QDialog | None:
    """Returns the dialog that is open over the window."""
    modal = QApplication.activeModalWidget()
    return modal if isinstance(modal, QDialog) else None
