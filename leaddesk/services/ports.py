"""What the use-cases need of the world; `infra` makes each of these real."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ParamSpec, Protocol, TypeVar

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import EVERYTHING, Exchange, ExchangeRow, HistoryQuery, Opening, Settlement
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.domain.wire import HttpRequest, HttpResponse

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Clock(Protocol):
    """Time, handed in so that tests can set it."""

    def now(self) -> datetime:
        """Returns the time, in UTC with its zone."""
        ...

    def monotonic(self) -> float:
        """Returns seconds that only go forward."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        ...


class Background(Protocol):
    """Runs pure work off the UI thread, one piece after the other.

    One thread for all of it: the library behind the decoders must not be imported by two threads at once.
    """

    async def do(self, fn: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Returns or raises the end of the work."""
        ...


class Transport(Protocol):
    """The network, as one method."""

    async def send(self, request: HttpRequest) -> HttpResponse:
        """Returns the answer, or raises NothingLeft (surely not sent) or AnswerLost (perhaps sent).

        It never repeats a request, follows no redirect on a write, and lets no write of a profile through that is read
        only. Cancelling the caller is safe at any time.
        """
        ...


class SecretStore(Protocol):
    """The OS keyring, with what was kept for this session only standing over it.

    Every method may wait for a prompt of the desktop, and raises KeyringProblem when the keyring does not serve.
    """

    async def get(self, ref: SecretRef) -> Secret | None:
        """Returns the secret, or None when there is none for that profile, origin and slot."""
        ...

    async def put(self, ref: SecretRef, secret: Secret) -> None:
        """Keeps a secret in the keyring."""
        ...

    def keep_for_session(self, ref: SecretRef, secret: Secret) -> None:
        """Keeps a secret in memory until LeadDesk ends."""
        ...

    async def forget(self, ref: SecretRef) -> None:
        """Deletes a secret from the session and the keyring; one that is not there is no problem."""
        ...


class Journal(Protocol):
    """The history: appended before and after every write. Every method raises StoreProblem when it cannot."""

    async def open(self, opening: Opening) -> int:
        """Commits the row *about to send* and returns its number."""
        ...

    async def settle(self, exchange_id: int, settlement: Settlement) -> None:
        """Commits what became of an exchange."""
        ...

    async def unsettled(self) -> Sequence[Exchange]:
        """Returns the exchanges without any settlement, oldest first."""
        ...

    async def find(
        self, query: HistoryQuery = EVERYTHING, *, limit: int = 500, before: int | None = None
    ) -> Sequence[ExchangeRow]:
        """Returns the exchanges that the query asks for, the newest first; `before` goes on from that id."""
        ...

    async def with_number(self, number: str, limit: int = 200) -> Sequence[Exchange]:
        """Returns the exchanges about a number whole, the newest first.

        Numbers are the same when their digits are, the country code of North America apart.
        """
        ...

    async def open_with_number(self, number: str) -> Sequence[Exchange]:
        """Returns all exchanges about a number of which nobody knows what became, whole, the oldest first."""
        ...

    async def similar(self, number: str, name: str = "", zip_code: str = "", limit: int = 15) -> Sequence[ExchangeRow]:
        """Returns the newest exchanges about that number, or about that full name and zip where both are given."""
        ...

    async def write_note(self, note: Note) -> int:
        """Commits a note and returns its number."""
        ...

    async def notes(
        self, *, kinds: Sequence[NoteKind] = (), number: str = "", limit: int = 500, since: datetime | None = None
    ) -> Sequence[Note]:
        """Returns notes, the newest first: of these kinds, about that number, where they are given."""
        ...

    async def load(self, exchange_id: int) -> Exchange:
        """Returns one exchange whole."""
        ...


class DraftStore(Protocol):
    """What was typed and not sent yet; it lives in the encrypted store."""

    async def save_draft(self, place: str, fields: Mapping[str, str]) -> None:
        """Keeps a place's form as typed; an empty one forgets it. Raises StoreProblem."""
        ...

    async def load_draft(self, place: str) -> dict[str, str]:
        """Returns a place's form as typed, empty when there is none. Raises StoreProblem."""
        ...


class ProfileStore(Protocol):
    """Profiles and destinations on disk; no method touches a secret."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """What was wrong with each profile that the last `load` could not read; `save` keeps those as they stand."""
        ...

    async def load(self) -> tuple[ConnectionProfile, ...]:
        """Returns all profiles; none when there is no file yet. Raises StoreProblem when it cannot be read."""
        ...

    async def save(self, profiles: Sequence[ConnectionProfile]) -> None:
        """Writes all profiles, whole or not at all. Raises StoreProblem."""
        ...


class AlreadyThere(StoreProblem):
    """A file stands where one was to be written, and nobody has agreed to replace it."""


@dataclass(frozen=True, slots=True)
class CarriedProfiles:
    """What a file of exported profiles holds."""

    profiles: tuple[ConnectionProfile, ...]
    left_out: tuple[str, ...] = ()
    """The places of keys that LeadDesk does not know and has not read, such as `profile “North”, key “colour”`."""


class ProfileFiles(Protocol):
    """Files of profiles that people carry from one computer to another; none holds a secret."""

    async def read(self, place: str) -> CarriedProfiles:
        """Returns what the file at that place holds. Raises StoreProblem, naming what is wrong and where."""
        ...

    async def write(self, place: str, profiles: Sequence[ConnectionProfile], *, replace: bool) -> None:
        """Writes a file, whole or not at all. Raises AlreadyThere unless it may replace one, or StoreProblem."""
        ...
