"""*Test connection*: asks a vendor one harmless question with a saved profile, and says what the answer shows.

It is a question: it may be cancelled at any time, it is asked once and never repeated, and no journal holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from leaddesk.domain.connection import ConnectionFinding, Reach
from leaddesk.domain.errors import LeadDeskError, TransportProblem
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr, tr_later
from leaddesk.services.ports import Background, Clock, SecretStore, Transport
from leaddesk.vendors.adapter import VendorAdapter
from leaddesk.vendors.scrub import scrub_response


class AskPhase(StrEnum):
    """Where a test stands, in the words of the screen."""

    KEYRING = tr_later("Waiting for the keyring")
    ASKING = tr_later("Waiting for an answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionResult:
    """What one test showed."""

    profile_id: str
    host: str
    """The host of the base URL that was asked."""
    at: datetime
    """When it ended, in UTC."""
    finding: ConnectionFinding
    answered: bool
    """Whether an answer came at all."""


class TryConnection:
    """The use-case behind *Test connection*."""

    def __init__(
        self,
        *,
        adapters: Mapping[str, VendorAdapter],
        secrets: SecretStore,
        transport: Transport,
        clock: Clock,
        background: Background,
    ) -> None:
        self._adapters = adapters
        self._secrets = secrets
        self._transport = transport
        self._clock = clock
        self._background = background

    async def ask(self, profile: ConnectionProfile, on_phase: Callable[[AskPhase], None]) -> ConnectionResult:
        """Returns what the test showed; every operational problem is a result too."""
        adapter = self._adapters[profile.vendor]
        on_phase(AskPhase.KEYRING)
        try:
            secrets = await self._held(profile)
            request = adapter.encode_connection_test(profile, secrets)
            on_phase(AskPhase.ASKING)
            response = await self._transport.send(request)
        except LeadDeskError as problem:
            return self._result(profile, _failed(problem), answered=False)
        at = self._clock.now()
        known = (*request.secrets(), *secrets.values())
        finding = await self._background.do(_read, adapter, known, response, at)
        return self._result(profile, finding, answered=True)

    async def _held(self, profile: ConnectionProfile) -> dict[str, Secret]:
        """Returns the profile's secrets by slot. Raises KeyringProblem, or LeadDeskError for one that is missing."""
        found: dict[str, Secret] = {}
        for slot in self._adapters[profile.vendor].info.secret_slots:
            secret = await self._secrets.get(profile.secret_ref(slot.key))
            if not secret:
                raise LeadDeskError(
                    tr("The {label} is not set for this address.", label=slot.label),
                    tr("Nothing was asked."),
                    tr("Type the {label} above, then test again.", label=slot.label),
                )
            found[slot.key] = secret
        return found

    def _result(self, profile: ConnectionProfile, finding: ConnectionFinding, *, answered: bool) -> ConnectionResult:
        return ConnectionResult(
            profile_id=profile.id, host=profile.host, at=self._clock.now(), finding=finding, answered=answered
        )


def _read(
    adapter: VendorAdapter, secrets: tuple[Secret, ...], response: HttpResponse, at: datetime
) -> ConnectionFinding:
    """Returns the finding; a header may hold several secrets as one, so each is scrubbed by itself too."""
    return adapter.decode_connection_test(adapter.scrub_answer(scrub_response(response, secrets)), at)


def _failed(problem: LeadDeskError) -> ConnectionFinding:
    detail = problem.detail
    if isinstance(problem, TransportProblem) and problem.left:
        detail = tr("{detail} Whether the credentials are accepted did not show.", detail=detail).strip()
    return ConnectionFinding(Reach.FAILED, Explanation(problem.title, detail, problem.hint))
