"""What a vendor answers that leads are not sent to: no destination is sound there, and nothing is ever encoded.

The Profiles place, the history and the transfer of profiles ask every vendor the same questions; this mixin gives the
answers of one that has no dialers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime

from leaddesk.domain.fields import FieldProblem, FormSchema
from leaddesk.domain.lead import LEAD_FIELDS, LeadDraft
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.domain.verdict import Explanation, LoadOutcome, Verdict
from leaddesk.domain.wire import HttpRequest, HttpResponse, RequestRecord
from leaddesk.language import tr
from leaddesk.vendors.adapter import Recalled, Sent, SilentChange


class NoDestinations(ABC):
    """The half of `VendorAdapter` that sends leads, for a vendor that takes none."""

    @property
    @abstractmethod
    def info(self) -> VendorInfo:
        """The vendor as data."""

    def _takes_none(self) -> str:
        return tr("Leads are not sent to {info}.", info=self.info.name)

    def destination_schema(self, dialer: str) -> FormSchema:
        """Returns no fields: there is no dialer."""
        return FormSchema(())

    def destination_problems(self, destination: Destination) -> tuple[FieldProblem, ...]:
        """Returns the one problem that every destination has here."""
        return (FieldProblem("dialer", self._takes_none()),)

    def lead_schema(self, destination: Destination) -> FormSchema:
        """Returns our own fields, so that a form stays a form."""
        return FormSchema(LEAD_FIELDS)

    def sending_hint(self, destination: Destination) -> str:
        """Returns nothing: nothing is sent."""
        return ""

    def encode_submit(
        self,
        draft: LeadDraft,
        profile: ConnectionProfile,
        destination: Destination,
        secrets: Mapping[str, Secret],
    ) -> HttpRequest:
        """Raises ValueError: people are told first, by `destination_problems`."""
        raise ValueError(f"dialer: {self._takes_none()}")

    def silent_changes(
        self, draft: LeadDraft, profile: ConnectionProfile, destination: Destination
    ) -> tuple[SilentChange, ...]:
        """Returns nothing: nothing is sent."""
        return ()

    def scrub_answer(self, response: HttpResponse) -> HttpResponse:
        """Returns the answer as it is: only the connection is asked for, and that echoes nothing."""
        return response

    def recall_sent(self, request: RequestRecord) -> Sent:
        """Returns nothing: nothing was sent."""
        return Sent()

    def refuses_again(self, request: RequestRecord) -> bool:
        """Returns False: nothing was sent."""
        return False

    def recall_fields(self, body: str, destination: Destination) -> Recalled | str:
        """Returns the sentence that says why a body holds no lead for this vendor."""
        return self._takes_none()

    def decode_submit(self, response: HttpResponse, sent: Sent, at: datetime) -> Verdict:
        """Returns that nothing is known: no answer can tell of a load here."""
        why = Explanation(self._takes_none(), tr("This answer tells nothing about a load."), tr("Look in the dialer."))
        return Verdict(outcome=LoadOutcome.UNKNOWN, explanation=why)
