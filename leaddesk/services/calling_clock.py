"""The calling clock of one lead: the places are looked up once, off the UI thread; the minute is judged on the spot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from leaddesk.domain.calling import CallingRules, Candidate
from leaddesk.domain.calling_clock import CallingClock, judge
from leaddesk.services.ports import Background, Clock


@dataclass(frozen=True, slots=True)
class LoadedRules:
    """The rules in force."""

    rules: CallingRules
    notice: str = ""
    """Why the editable copy is not used, for the person; empty otherwise."""


class RulesSource(Protocol):
    """Where the rules come from. Both methods block and raise StoreProblem."""

    def load(self) -> LoadedRules:
        """Returns the editable copy where there is a usable one, else the rules that shipped."""
        ...

    def write_copy(self) -> str:
        """Writes the editable copy where there is none yet, and returns its place."""
        ...


class PlaceFinder(Protocol):
    """Offline tables of places."""

    def find(self, phone: str, zip_code: str, state: str) -> tuple[Candidate, ...]:
        """Returns what each of the three says about the place, the most exact first; blocks. Raises StoreProblem."""
        ...


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What can be judged anew each minute without another look-up."""

    candidates: tuple[Candidate, ...]
    rules: CallingRules


class CallingClockService:
    """Answers where a lead may be and what the windows say there now."""

    def __init__(self, finder: PlaceFinder, source: RulesSource, background: Background, clock: Clock) -> None:
        self._finder = finder
        self._source = source
        self._background = background
        self._clock = clock
        self._loaded: LoadedRules | None = None

    async def rules(self) -> LoadedRules:
        """Returns the rules in force, read at the first call. Raises StoreProblem."""
        if self._loaded is None:
            self._loaded = await self._background.do(self._source.load)
        return self._loaded

    async def reload(self) -> LoadedRules:
        """Reads the rules again, after somebody has edited them, and returns them. Raises StoreProblem."""
        self._loaded = None
        return await self.rules()

    async def write_copy(self) -> str:
        """Writes the editable copy of the rules where there is none yet, and returns its place. Raises StoreProblem."""
        return await self._background.do(self._source.write_copy)

    async def places(self, phone: str, zip_code: str = "", state: str = "") -> Whereabouts:
        """Returns where a lead may be, from its fields as typed; each may be missing or wrong. Raises StoreProblem."""
        rules = (await self.rules()).rules
        return Whereabouts(await self._background.do(self._finder.find, phone, zip_code, state), rules)

    def judge(self, where: Whereabouts) -> CallingClock:
        """Returns what the windows say now; quick enough for the UI thread."""
        return judge(where.candidates, where.rules, self._clock.now())

    async def now(self, phone: str, zip_code: str = "", state: str = "") -> CallingClock:
        """Returns what the windows say of a lead now. Raises StoreProblem."""
        return self.judge(await self.places(phone, zip_code, state))
