"""Kills while leads are sent, go along a route, are settled by a person, or are typed; and what must hold then."""

from __future__ import annotations

from pathlib import Path

from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.verdict import LoadOutcome
from tests.kills.ground import Ground, Peek, peek, unknown_leads
from tests.kills.jobs import ASKED_STOPS
from tests.kills.nursery import Life, Word

LOADED, UNKNOWN = LoadOutcome.LOADED.value, LoadOutcome.UNKNOWN.value
_STALLED_LINE = "0131"
_MOST_LIVES = 12
"""Kills in one home before a new one: a history that has seen many."""


def told_of(found: Word, number: int) -> bool:
    """Tells whether a start says that so many leads were being sent when LeadDesk ended, or one before it may have."""
    said = [text for text in found["heard"] if "being sent when LeadDesk ended" in text]
    count = int(said[0].split()[0]) if said else 0
    return len(said) <= 1 and (count == number or (count < number and found["repeated"]))


class Sending:
    """A kill while leads are sent from the form, one after the other, each with a number of its own."""

    def __init__(self) -> None:
        self._home: Path | None = None
        self._lives = 0
        self._pressed: list[str] = []

    def one(self, ground: Ground) -> None:
        """Kills once, starts again, and looks at history, message, form and server."""
        if self._home is None or self._lives == _MOST_LIVES:
            self._begin(ground)
        home = self._home
        assert home
        self._lives += 1
        stalls = ground.chance.random() < 0.25
        numbers = [ground.number(_STALLED_LINE if stalls else "") for _ in range(3)]
        life = ground.nursery.begin(home, "send", numbers=numbers)
        life.until("found")
        self._kill(ground, life, numbers, stalls=stalls)
        self._pressed += [word["number"] for word in life.said("pressed")]
        held = peek(home)
        open_numbers = [one.opening.number[-10:] for one in held.exchanges if one.id in held.open]
        found, after = ground.next_start(home, "again", numbers=open_numbers)
        ground.met[f"send: {len(open_numbers)} open"] += 1
        self._look(ground, life, held, found)
        for word in after.said("again"):
            assert (word["outcome"], "unsettled" in word["why"]) == (LoadOutcome.NOT_SENT, True), word
        assert len(after.said("again")) == len(open_numbers)
        for number in self._pressed:
            assert ground.vendor.count(number) <= 1, f"{number} was sent twice"

    def _begin(self, ground: Ground) -> None:
        if self._home:
            ground.gone(self._home)
        self._home, self._lives, self._pressed = ground.home("leads", lambda _home: None), 0, []

    @staticmethod
    def _kill(ground: Ground, life: Life, numbers: list[str], *, stalls: bool) -> None:
        """Ends the life some time after a press, as its request arrives, or as its answer leaves."""
        chance, vendor = ground.chance, ground.vendor
        which = 0 if stalls else chance.randrange(len(numbers))
        for _ in range(which + 1):
            life.until("pressed")
        way = "arrived" if stalls else chance.choice(("time", "time", "arrived", "answered"))
        if way != "time":
            assert vendor.wait(getattr(vendor, way), numbers[which]), way
        life.kill(chance.uniform(0, 0.03 if way == "time" else 0.004))

    def _look(self, ground: Ground, life: Life, held: Peek, found: Word) -> None:
        rows = {row["number"]: row for row in found["rows"]}
        assert len(rows) == len(found["rows"]), "a lead stands there twice"
        assert set(rows) <= set(self._pressed)
        for number in self._pressed:
            word = rows[number]["word"] if number in rows else ""
            arrived = ground.vendor.count(number)
            assert word in (("", UNKNOWN) if not arrived else (LOADED, UNKNOWN)), f"{number}: {word}, {arrived}"
        for told in life.said("told"):
            assert [rows[told["number"]]["word"]] == told["outcomes"], "what was told is on record"
        for exchange in held.exchanges:
            word = rows[exchange.opening.number[-10:]]["word"]
            assert word == (exchange.settled.outcome if exchange.settled else UNKNOWN)
        assert told_of(found, len(held.open))
        assert held.report.intact


class Route:
    """A kill while one lead goes along a route of three vendors."""

    def one(self, ground: Ground) -> None:
        """Kills once, and looks whether the next start says where the lead was not sent."""
        home = ground.home("leads", lambda _home: None)
        number = ground.number()
        life = ground.nursery.begin(home, "send_along", numbers=[number])
        life.until("pressed")
        way = ground.chance.choice(("arrived", "answered"))
        if times := ground.chance.choice((0, 1, 2, 2, 3)):
            assert ground.vendor.wait(getattr(ground.vendor, way), number, times)
        life.kill(ground.chance.uniform(0, 0.03))
        held = peek(home)
        found, _ = ground.next_start(home)
        self._look(ground, life, held, found, number)
        if ground.chance.random() < 0.3:
            second, _ = ground.next_start(home)
            assert not any("All floors" in text for text in second["heard"]), "it is said once"
            assert second["rows"] == found["rows"]
        assert all(times == 1 for times in ground.vendor.of(number).values()), ground.vendor.of(number)
        ground.gone(home)

    def _look(self, ground: Ground, life: Life, held: Peek, found: Word, number: str) -> None:
        begun = [exchange.opening.destination_name for exchange in held.exchanges]
        ground.met[f"route: {len(begun)} begun, {len(held.open)} open"] += 1
        words = [row["word"] for row in reversed(found["rows"])]
        assert words == [one.settled.outcome if one.settled else UNKNOWN for one in held.exchanges]
        assert ground.vendor.count(number) <= len(begun)
        assert told_of(found, len(held.open))
        said = [text for text in found["heard"] if "All floors" in text]
        if life.said("told"):
            assert said == []
        elif begun and len(begun) < 3 and (said or not found["repeated"]):
            assert len(said) == 1, f"{begun}: {found['heard']}"
            left = [name for name in STOPS if name not in begun]
            assert all(name in said[0] for name in left), (left, said)


class Asked:
    """A kill while a route waits for a person between two destinations."""

    def one(self, ground: Ground) -> None:
        """Kills once, and looks whether the next start says exactly where the lead was not sent."""
        home = ground.home("leads", lambda _home: None)
        number, passed = ground.number("0107"), ground.chance.randrange(2)
        life = ground.nursery.begin(home, "send_and_wait", number=number, passed=passed)
        life.until("asked")
        life.kill()
        found, _ = ground.next_start(home)
        sent, left = ASKED_STOPS[: passed + 1], ASKED_STOPS[passed + 1 :]
        assert ground.vendor.count(number) == len(sent)
        assert [row["word"] for row in found["rows"]] == [LOADED] * len(sent)
        said = " ".join(text for text in found["heard"] if "All floors, asked" in text)
        if said or not found["repeated"]:
            assert said.startswith(f"Not sent to {', '.join(left)}: ")
            assert all(f"{name}: Loaded." in said for name in sent)
            assert number[-4:] in said
        assert told_of(found, 0)
        ground.met[f"asked route: {len(left)} left"] += 1
        ground.gone(home)


STOPS = ("Practice APN", "Practice Croco-Dial", "Practice Lupitor")


class Settling:
    """A kill while a person settles open unknowns."""

    _count = 30

    def one(self, ground: Ground) -> None:
        """Kills once, and looks whether each is settled or open, and none both."""
        home = ground.home("unknown", lambda home: unknown_leads(home, self._count))
        before, arrived = peek(home), ground.vendor.ever
        ids = [exchange.id for exchange in before.exchanges]
        life = ground.nursery.begin(home, "settle", ids=ids)
        life.until("ready")
        life.kill(ground.chance.uniform(0, 0.15))
        found, _ = ground.next_start(home)
        told = {word["id"] for word in life.said("told")}
        words = {row["id"]: row["word"] for row in found["rows"]}
        assert len(words) == self._count
        settled = {number for number, word in words.items() if word != UNKNOWN}
        assert sorted(found["queue"]) == sorted(set(ids) - settled)
        assert told <= settled
        assert len(settled - told) <= 1, "only the one that the kill came into may be settled unsaid"
        for number in settled:
            assert words[number] == (LoadOutcome.LOADED if number % 2 == 0 else LoadOutcome.REJECTED)
        for exchange in (after := peek(home)).exchanges:
            persons = [one for one in exchange.settlements if one.by is SettledBy.PERSON]
            assert len(persons) == (exchange.id in settled)
        assert after.report.intact
        assert ground.vendor.ever == arrived, "settling sends nothing"
        ground.met["settle: in between" if settled - told else "settle: told"] += 1
        ground.gone(home)


class Typing:
    """A kill while somebody types."""

    def one(self, ground: Ground) -> None:
        """Kills once, and looks whether what was kept stands in the form, and nothing was sent."""
        home = ground.home("leads", lambda _home: None)
        life = ground.nursery.begin(home, "type_on", number="7205550100")
        life.until("kept")
        life.kill(ground.chance.uniform(0, 0.05))
        kept = [word["text"] for word in life.said("kept")][-1]
        found, _ = ground.next_start(home)
        step, shown = int(kept.split()[1]), int(found["form"]["last_name"].split()[1])
        assert step <= shown <= step + 2
        assert found["form"]["phone"]
        assert found["rows"] == []
        ground.met["draft: kept"] += 1
        ground.gone(home)
