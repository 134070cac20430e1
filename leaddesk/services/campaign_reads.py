"""Reads campaigns, with tries: a read may be repeated, it changes nothing.

The wait between two tries grows and follows the vendor's Retry-After; it runs on the injected clock and ends at once
when the caller goes away. A vendor that wants a longer wait than LONGEST_WAIT_S is not waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from leaddesk.domain.campaign import Campaign, CampaignBoard, CampaignProblem
from leaddesk.domain.errors import LeadDeskError, TransportProblem
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.language import tr, tr_later
from leaddesk.services.credentials import credentials
from leaddesk.services.pace import Pace
from leaddesk.services.ports import Background, Clock, SecretStore, Transport
from leaddesk.services.reading import CAMPAIGNS, turn_to_read
from leaddesk.services.vendor_drift import NoteChanges, note_nothing
from leaddesk.vendors.campaign_source import CampaignSource, Wanted
from leaddesk.vendors.scrub_page import scrub_page

TRIES = 3
BACK_OFF_S = (1.0, 2.0)
"""Seconds before the second and the third try; a longer Retry-After is kept to."""
LONGEST_WAIT_S = 60.0
ONE_TIMEOUT_S = 20.0
"""A campaign read alone is short: who waits longer for it learns nothing, and may be waiting for a pause."""
_HOPELESS = (401, 403, 407, 429)
"""Refusals that all campaigns would be met with too."""
BOARD_CAP = 32 * 1024 * 1024
"""Bytes of a list of campaigns that are read at most: two thousand of them take about eight megabytes."""
_ALL, _ONE = tr_later("All campaigns"), tr_later("One campaign")
_T = TypeVar("_T")
Secrets = Mapping[str, Secret]


class CampaignReads:
    """Reads for everybody who needs a campaign's true state."""

    def __init__(
        self,
        sources: Mapping[str, CampaignSource],
        secrets: SecretStore,
        transport: Transport,
        clock: Clock,
        background: Background,
        note_changes: NoteChanges = note_nothing,
    ) -> None:
        self._note_changes = note_changes
        self._sources = sources
        self._secrets = secrets
        self._transport = transport
        self._clock = clock
        self._background = background
        self._pace = Pace()

    def source(self, profile: ConnectionProfile) -> CampaignSource:
        """Returns the vendor of a profile. Raises LeadDeskError when it has no campaigns."""
        source = self._sources.get(profile.vendor)
        if source is None:
            raise LeadDeskError(
                tr("{profile} has no campaigns.", profile=profile.name),
                tr("Its vendor offers none here."),
                tr("Choose another profile."),
            )
        return source

    async def secrets(self, profile: ConnectionProfile) -> Secrets:
        """Returns the profile's credentials by slot; the keyring may ask. Raises LeadDeskError."""
        return await credentials(self.source(profile).info, profile, self._secrets.get, tr("Nothing was sent."))

    async def board(
        self, profile: ConnectionProfile, secrets: Secrets, *, urgent: bool = False, wanted: Wanted | None = None
    ) -> CampaignBoard | CampaignProblem:
        """Returns all campaigns, or those wanted, or why they cannot be read; an urgent read waits for no pace."""
        source = self.source(profile)
        request = replace(source.encode_board(profile, secrets), urgent=urgent, body_cap=BOARD_CAP)

        def decode(response: HttpResponse) -> CampaignBoard | CampaignProblem:
            return source.decode_board(response, self._clock.now(), wanted)

        if not urgent:
            await turn_to_read(profile, CAMPAIGNS, self._pace, self._clock)
        read = await self._tried(request, secrets, decode)
        if isinstance(read, CampaignBoard):
            found = read.campaigns
            self._note_changes(profile.vendor, _ALL, (change for one in found for change in one.changes))
        return read

    async def one(self, profile: ConnectionProfile, campaign_id: str, secrets: Secrets) -> Campaign | CampaignProblem:
        """Returns one campaign, or why it cannot be read; another one that comes in its place is no answer."""
        return await self._one(profile, campaign_id, secrets, urgent=False)

    async def anyhow(
        self, profile: ConnectionProfile, campaign_id: str, secrets: Secrets
    ) -> Campaign | CampaignProblem:
        """Returns one campaign read alone or, where that tells nothing, as it stands among all of them.

        For what has to be known now: it waits for no pace, and a read without an answer is not tried again alone.
        """
        read = await self._one(profile, campaign_id, secrets, urgent=True)
        if not isinstance(read, CampaignProblem) or read.status in _HOPELESS:
            return read
        board = await self.board(profile, secrets, urgent=True)
        if isinstance(board, CampaignProblem):
            return read
        return by_id(board).get(campaign_id, read)

    async def _one(
        self, profile: ConnectionProfile, campaign_id: str, secrets: Secrets, *, urgent: bool
    ) -> Campaign | CampaignProblem:
        source = self.source(profile)
        request = source.encode_campaign(campaign_id, profile, secrets)
        request = replace(request, urgent=urgent, timeout_s=min(request.timeout_s, ONE_TIMEOUT_S))
        read = await self._tried(request, secrets, source.decode_campaign, patient=not urgent)
        if isinstance(read, Campaign) and read.changes:
            self._note_changes(profile.vendor, _ONE, read.changes)
        if isinstance(read, Campaign) and read.id not in ("", campaign_id):
            return _another(read)
        return read

    async def _tried(
        self,
        request: HttpRequest,
        secrets: Secrets,
        decode: Callable[[HttpResponse], _T | CampaignProblem],
        *,
        patient: bool = True,
    ) -> _T | CampaignProblem:
        for attempt, back_off in enumerate((*BACK_OFF_S, 0.0), 1):
            read = await self._once(request, secrets, decode)
            if not isinstance(read, CampaignProblem) or not read.repeatable or attempt == TRIES:
                return read
            pause = max(back_off, read.retry_after_s or 0.0)
            if pause > LONGEST_WAIT_S or (read.status == 0 and not patient):
                return read
            await self._clock.sleep(pause)
        raise AssertionError("the last try returns")

    async def _once(
        self, request: HttpRequest, secrets: Secrets, decode: Callable[[HttpResponse], _T | CampaignProblem]
    ) -> _T | CampaignProblem:
        try:
            response = await self._transport.send(request)
        except TransportProblem as problem:
            why = Explanation(problem.title, problem.detail, problem.hint)
            return CampaignProblem(explanation=why, status=0, repeatable=problem.can_retry)
        known = (*request.secrets(), *secrets.values())
        return await self._background.do(lambda: decode(scrub_page(response, known)))


def by_id(board: CampaignBoard) -> dict[str, Campaign]:
    """Returns the campaigns that have an id, by it."""
    return {campaign.id: campaign for campaign in board.campaigns if campaign.id}


def _another(read: Campaign) -> CampaignProblem:
    why = Explanation(
        tr("Another campaign came in its place."),
        tr("Asked for one, the vendor answered with “{read}”.", read=read.name or read.id),
        tr("Look in the product."),
    )
    return CampaignProblem(explanation=why, status=200, raw=read.raw)


def as_error(problem: CampaignProblem) -> LeadDeskError:
    """Returns what cannot be read as the error that a view shows."""
    why = problem.explanation
    return LeadDeskError(why.title, why.detail, why.hint, can_retry=problem.repeatable)
