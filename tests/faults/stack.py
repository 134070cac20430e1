"""Everything below the window, as the app builds it, with a history on disk that notes when it was written."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from leaddesk.domain.exchange import Exchange, Opening, Settlement
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.http import HttpxTransport
from leaddesk.infra.keyring_store import MemorySecrets
from leaddesk.infra.threads import Worker
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.ports import Clock
from leaddesk.services.submit_lead import LeadOrder, SubmitLead
from leaddesk.vendors.registry import adapters
from tests.services.desk import DESTINATION, PROFILE


class NotedHistory(HistoryStore):
    """The real history; it notes each entry once it is on disk, with what `look` returns at that moment."""

    look: Callable[[], int] = staticmethod(lambda: 0)

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.noted: list[tuple[str, int]] = []

    async def open(self, opening: Opening) -> int:
        number = await super().open(opening)
        self.noted.append(("opened", self.look()))
        return number

    async def settle(self, exchange_id: int, settlement: Settlement) -> None:
        await super().settle(exchange_id, settlement)
        self.noted.append(("settled", self.look()))


@dataclass
class Stack:
    """One profile whose leads go over real sockets."""

    profile: ConnectionProfile
    folder: Path
    history: NotedHistory
    submit: SubmitLead
    told_when: list[int] = field(default_factory=list)
    """How many entries the history held whenever an answer was told."""

    async def send(self, number: str = "7205550100") -> AnsweredLead:
        """Sends one lead and returns what it became."""
        typed = {"phone": number, "first_name": "Testa"}
        draft = validate_lead(adapters()[self.profile.vendor].lead_schema(DESTINATION), typed)
        assert isinstance(draft, LeadDraft)
        order = LeadOrder(profile=self.profile, destination=DESTINATION, draft=draft, typed=typed, operator="M. Reyes")
        lead = await self.submit.start(order, _ignore, _ignore).answer()
        self.told_when.append(len(self.history.noted))
        return lead

    async def exchange(self, lead: AnsweredLead) -> Exchange:
        """Returns what the history keeps of a lead."""
        assert lead.exchange_id is not None
        return await self.history.load(lead.exchange_id)

    def bytes_kept(self) -> bytes:
        """Returns all that is on disk; nothing of it is encrypted."""
        return b"".join(path.read_bytes() for path in self.folder.rglob("*") if path.is_file())


@asynccontextmanager
async def stack(folder: Path, base_url: str, key: str, clock: Clock, timeout_s: float) -> AsyncIterator[Stack]:
    """Builds the stack and takes it down as the app does."""
    profile = replace(PROFILE, base_url=base_url, timeout_s=timeout_s)
    secrets, transport, decoding = MemorySecrets(), HttpxTransport(), Worker("faults-decoding")
    await secrets.put(profile.secret_ref("api_key"), Secret(key))
    history = NotedHistory.plain(folder / "history.db")
    assert isinstance(history, NotedHistory)
    await history.open_file()
    await transport._client(loopback=True)  # so that no short time-out is spent on it
    submit = SubmitLead(
        adapters=adapters(),
        secrets=secrets,
        journal=history,
        transport=transport,
        clock=clock,
        background=decoding,
    )
    try:
        yield Stack(profile, folder, history, submit)
    finally:
        await submit.finish(1.0)
        await transport.aclose()
        await history.close()
        decoding.close(1.0)


def _ignore(_told: object) -> None:
    pass
