"""Every use-case, built once over the same ports; what the first lead does not need is built when it is asked for."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from leaddesk import __version__
from leaddesk.app.options import Options
from leaddesk.domain.terms import Terms
from leaddesk.infra import calling_places, calling_rules
from leaddesk.infra.assessment_rules import load_rules
from leaddesk.infra.clock import SystemClock
from leaddesk.infra.http import HttpxTransport
from leaddesk.infra.keyring_store import KeyringSecrets, MemorySecrets
from leaddesk.infra.paths import Paths
from leaddesk.infra.profile_file import MemoryProfiles, ProfileFile
from leaddesk.infra.route_file import MemoryRoutes, RouteFile
from leaddesk.infra.terms import load_terms
from leaddesk.infra.threads import Worker
from leaddesk.services.asked_not_to_be_called import AskedNotToBeCalled
from leaddesk.services.before_sending import BeforeSending
from leaddesk.services.browse_history import BrowseHistory
from leaddesk.services.calling_clock import CallingClockService
from leaddesk.services.clock_doubt import ClockWatch
from leaddesk.services.deferred_store import DeferredStore
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.manage_routes import ManageRoutes
from leaddesk.services.preview_lead import PreviewLead
from leaddesk.services.routes_begun import RoutesBegun
from leaddesk.services.settle_unknown import SettleUnknown
from leaddesk.services.submit_lead import SubmitLead
from leaddesk.services.vendor_drift import VendorDrift
from leaddesk.vendors.registry import adapters

if TYPE_CHECKING:  # built when asked for
    from leaddesk.app.campaign_use_cases import CampaignUseCases
    from leaddesk.infra.unfinished import Unfinished
    from leaddesk.services.check_number import CheckNumber
    from leaddesk.services.did_it_land import DidItLand
    from leaddesk.services.save_proof import SaveProof
    from leaddesk.services.saved_searches import SavedSearches
    from leaddesk.services.search_leads import SearchLeads
    from leaddesk.services.transfer_profiles import TransferProfiles
    from leaddesk.services.try_connection import TryConnection


_LET_GO_S = 0.2
"""How long an act that is on its way is waited for at the end."""


class UseCases:
    """What LeadDesk can do, without a window."""

    def __init__(self, options: Options, paths: Paths) -> None:
        """Builds the ports and what *Enter lead* needs; nothing waits for the network, the keyring or a database."""
        self._practice = options.practice
        self._paths = paths
        self.clock = SystemClock()
        self.background = Worker("leaddesk-decoding")
        self._proving: Worker | None = None
        self.secrets = MemorySecrets() if options.practice else KeyringSecrets()
        self.transport = HttpxTransport(loopback_only=options.practice)
        self.clocks = ClockWatch(self.transport, self.clock)
        self.deferred = DeferredStore()
        self.drift = VendorDrift(self.deferred, self.clock, self.pages, __version__)
        self.adapters = adapters()
        self.judging = load_rules(paths)
        """The assessment rules in force, with a notice where an edited copy could not be used."""
        rules = self.judging.rules
        self.terms = Terms(partial(load_terms, paths.resources / "terms"))
        store = MemoryProfiles() if options.practice else ProfileFile(paths.config / "profiles.toml")
        self.profiles = ManageProfiles(self.adapters, store, self.secrets)
        route_store = MemoryRoutes() if options.practice else RouteFile(paths.config / "routes.toml")
        self.routes = ManageRoutes(route_store, self.profiles)
        self.preview = PreviewLead(self.adapters)
        self.browse = BrowseHistory(self.adapters, self.deferred, self.clock, self.background, rules)
        self.submit = SubmitLead(
            adapters=self.adapters,
            secrets=self.secrets,
            journal=self.deferred,
            transport=self.clocks,
            clock=self.clock,
            background=self.background,
            rules=rules,
            note_changes=self.drift.note,
        )
        self.routes_begun = RoutesBegun(self.deferred, self.deferred)
        self.asked = AskedNotToBeCalled(self.deferred, self.clock)
        self.before = BeforeSending(self.deferred, self.asked)
        self.settling = SettleUnknown(self.adapters, self.deferred, self.clock, self._on_its_way, rules)
        folder = paths.resources / "rules"
        self.calling = CallingClockService(
            calling_places.CallingPlaces(folder / calling_places.FILE_NAME),
            calling_rules.CallingRulesFile(
                folder / calling_rules.FILE_NAME, paths.config / "rules" / calling_rules.FILE_NAME
            ),
            self.background,
            self.clock,
        )

    def _on_its_way(self, exchange_id: int) -> bool:
        """Tells whether a lead or an act on record is still waited for."""
        acts = self.campaigns.change if "campaigns" in self.__dict__ else None
        return self.submit.on_its_way(exchange_id) or bool(acts and acts.on_its_way(exchange_id))

    @cached_property
    def unfinished(self) -> Unfinished:
        """Notes exports, proofs and backups that are being written; none in practice mode, which keeps nothing."""
        from leaddesk.infra.unfinished import Unfinished

        return Unfinished(None if self._practice else self._paths.data / "unfinished")

    @cached_property
    def check(self) -> CheckNumber:
        """Behind *Check number*."""
        from leaddesk.services.check_number import CheckNumber

        return CheckNumber(self.adapters, self.deferred, self.clock, self.background, self.judging.rules)

    @cached_property
    def pages(self) -> Worker:
        """Decodes and sorts found leads, so that no lead's answer waits for them."""
        return Worker("leaddesk-pages")

    @cached_property
    def search(self) -> SearchLeads:
        """Behind *Search leads*."""
        from leaddesk.services.search_leads import SearchLeads
        from leaddesk.vendors.registry import lead_sources

        return SearchLeads(
            sources=lead_sources(),
            secrets=self.secrets,
            transport=self.clocks,
            clock=self.clock,
            background=self.pages,
            note_changes=self.drift.note,
        )

    @cached_property
    def saved(self) -> SavedSearches:
        """Saved searches and named layouts; one for all, as each change writes all of them."""
        from leaddesk.services.saved_searches import SavedSearches

        return SavedSearches(self.deferred)

    @cached_property
    def landing(self) -> DidItLand:
        """Looks for the lead of an open unknown where its vendor can tell."""
        from leaddesk.services.did_it_land import DidItLand
        from leaddesk.vendors.registry import landing_sources, lead_sources

        return DidItLand(self.search, lead_sources(), landing_sources())

    @cached_property
    def campaigns(self) -> CampaignUseCases:
        """Behind *Campaigns*."""
        from leaddesk.app.campaign_use_cases import CampaignUseCases

        return CampaignUseCases(self)

    @cached_property
    def connection(self) -> TryConnection:
        """Behind *Test connection*."""
        from leaddesk.services.try_connection import TryConnection

        return TryConnection(
            adapters=self.adapters,
            secrets=self.secrets,
            transport=self.clocks,
            clock=self.clock,
            background=self.background,
        )

    @cached_property
    def transfer(self) -> TransferProfiles:
        """Behind *Import* and *Export* of profiles."""
        from leaddesk.infra.profile_file import CarriedFiles
        from leaddesk.services.transfer_profiles import TransferProfiles

        return TransferProfiles(self.adapters, self.profiles, CarriedFiles())

    @cached_property
    def proofs(self) -> SaveProof:
        """Behind *Save proof…*; its work has a thread of its own, so that no lead's answer waits for a PDF."""
        from leaddesk.infra.proof_file import ProofFiles
        from leaddesk.infra.signing import InstallationKey
        from leaddesk.services.save_proof import SaveProof
        from leaddesk.ui.proof.paper import proof_pdf

        self._proving = Worker("leaddesk-proofs")
        return SaveProof(
            browse=self.browse,
            journal=self.deferred,
            clock=self.clock,
            work=self._proving,
            key=InstallationKey(self.secrets, lasting=not self._practice),
            files=ProofFiles(self.unfinished),
            paper=proof_pdf,
            chain=self.deferred,
        )

    async def close(self) -> None:
        """Lets the network and the worker threads go; the history is closed by whoever opened it."""
        if "campaigns" in self.__dict__:
            await self.campaigns.close(_LET_GO_S)
        await self.drift.finish(_LET_GO_S)
        await self.transport.aclose()
        self.background.close(0)
        if self._proving:
            self._proving.close(0)
        self.pages.close(0)
