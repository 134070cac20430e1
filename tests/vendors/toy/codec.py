"""Toy Dialer's knowledge: one lead as JSON, an answer whose one word counts. It returns no checks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from leaddesk.domain.connection import ConnectionFinding, Reach
from leaddesk.domain.fields import FieldProblem, FormSchema, check_form
from leaddesk.domain.lead import LeadDraft, lead_schema
from leaddesk.domain.phone import PhoneFormat
from leaddesk.domain.profile import ConnectionProfile, Destination, mapping_problems
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.domain.verdict import Explanation, Fact, LoadOutcome, RefusedColumn, Silence, Verdict
from leaddesk.domain.wire import HttpRequest, HttpResponse, RequestRecord
from leaddesk.language import tr
from leaddesk.vendors.adapter import Recalled, Sent, SentValue, SilentChange, Vendor
from leaddesk.vendors.manifest import read_manifest
from leaddesk.vendors.tolerant import parse_json

PHONE = "number"
_LOOK = tr("Look for the number in the dialer before anyone sends it again.")


class ToyDialer:
    """Implements `VendorAdapter`."""

    def __init__(self) -> None:
        self._manifest = read_manifest(Path(__file__).with_name("vendor.toml"))

    @property
    def info(self) -> VendorInfo:
        """The vendor as data."""
        return self._manifest.info

    # ---------------------------------------------------------------- destinations and forms

    def destination_schema(self, dialer: str) -> FormSchema:
        """Returns the destination fields; none for an unknown dialer."""
        return self._manifest.destination_schema(dialer)

    def destination_problems(self, destination: Destination) -> tuple[FieldProblem, ...]:
        """Returns what is wrong with a destination; keys are setting keys, `dialer`, or `mapping.FIELD`."""
        dialer = self.info.dialer(destination.dialer)
        if dialer is None:
            return (FieldProblem("dialer", tr("Choose the dialer that this destination loads into.")),)
        _kept, refused = check_form(self.destination_schema(dialer.name), destination.settings)
        rows = mapping_problems(destination.mapping, reserved=dialer.reserved, required=dialer.required)
        return (*refused, *(FieldProblem(f"mapping.{row.key}", row.text) for row in rows))

    def lead_schema(self, destination: Destination) -> FormSchema:
        """Returns the form of *Enter lead* for a destination."""
        return lead_schema(destination)

    def sending_hint(self, destination: Destination) -> str:
        """Returns what a send does there; nothing for an unknown dialer."""
        dialer = self.info.dialer(destination.dialer)
        return dialer.hint if dialer else ""

    # ---------------------------------------------------------------- a lead goes out

    def encode_submit(
        self,
        draft: LeadDraft,
        profile: ConnectionProfile,
        destination: Destination,
        secrets: Mapping[str, Secret],
    ) -> HttpRequest:
        """Returns the request that creates one lead; raises ValueError for a destination that has problems."""
        if problems := self.destination_problems(destination):
            raise ValueError(f"{problems[0].key}: {problems[0].text}")
        values = {**draft.filled(), "phone": draft.phone.formatted(PhoneFormat.E164)}
        settings, _problems = check_form(self.destination_schema(destination.dialer), destination.settings)
        body = {self._manifest.roles.sends[key]: text for key, text in settings.items()}
        body |= {row.column: values[row.field] for row in destination.mapping if values.get(row.field)}
        return HttpRequest(
            "POST",
            f"{profile.base_url}/leads",
            headers=(("X-Token", secrets["token"]), ("Content-Type", "application/json")),
            body=json.dumps(body).encode("ascii"),
            writes=True,
            safety=profile.safety,
            timeout_s=profile.timeout_s,
        )

    def silent_changes(
        self, draft: LeadDraft, profile: ConnectionProfile, destination: Destination
    ) -> tuple[SilentChange, ...]:
        """Returns nothing: the vendor keeps what it is sent."""
        return ()

    # ---------------------------------------------------------------- an answer comes in

    def decode_submit(self, response: HttpResponse, sent: Sent, at: datetime) -> Verdict:
        """Returns the verdict of an answer already scrubbed; any bytes whatever give a verdict."""
        parsed = parse_json(response.body)
        answer = {str(key): value for key, value in parsed.items()} if isinstance(parsed, dict) else {}
        why = str(answer.get("why", ""))
        says = tr("It says: {why}", why=why) if why else ""
        lead_id = Fact("Lead ID", str(answer.get("id", Silence.MISSING.value)), key="id")
        refused: tuple[RefusedColumn, ...] = ()
        match answer.get("result"):
            case "created" if 200 <= response.status <= 299:
                outcome = LoadOutcome.LOADED
                said = Explanation(tr("Toy Dialer took the lead."), tr("It returns no checks."))
            case "known":
                detail = tr("{says} Nothing was loaded now.", says=says).strip()
                outcome = LoadOutcome.DUPLICATE
                hint = tr("Look in the dialer since when it is there.")
                said = Explanation(tr("The list has this number already."), detail, hint)
            case "refused":
                outcome = LoadOutcome.REJECTED
                said = Explanation(
                    tr("Toy Dialer refused the lead."), says, tr("Correct the lead, then send it again.")
                )
                refused = (RefusedColumn(str(answer.get("column", "")), why),)
            case _ if 400 <= response.status <= 499 and response.status != 408:
                outcome = LoadOutcome.REJECTED
                title = tr("Toy Dialer refused the lead ({code}).", code=response.status)
                said = Explanation(title, tr("Nothing was loaded."), tr("Check Base URL and Token in Profiles."))
            case _:
                outcome = LoadOutcome.UNKNOWN
                title = tr("Toy Dialer's answer does not say what became of the lead ({code}).", code=response.status)
                said = Explanation(title, tr("It may be loaded, or not."), _LOOK)
        return Verdict(outcome=outcome, explanation=said, message=why, record=(lead_id,), refused=refused)

    def scrub_answer(self, response: HttpResponse) -> HttpResponse:
        """Returns the answer as it is: the vendor lets nothing slip."""
        return response

    # ---------------------------------------------------------------- what was sent is read back

    def recall_sent(self, request: RequestRecord) -> Sent:
        """Returns what a request on record sent; nothing where it cannot be read."""
        lead = _lead(request.body)
        return Sent(lead.get(PHONE, ""), tuple(SentValue(column, text) for column, text in lead.items()))

    def refuses_again(self, request: RequestRecord) -> bool:
        """Returns True: a list refuses a number that it has."""
        return True

    def recall_fields(self, body: str, destination: Destination) -> Recalled | str:
        """Returns the lead in the body of a load, or the sentence that says why it is none."""
        lead = _lead(body)
        if PHONE not in lead:
            return tr("Its body is no lead: it has no {column}.", column=PHONE)
        places = {row.column: row.field for row in destination.mapping}
        fields = {places[column]: text for column, text in lead.items() if column in places}
        known = {*places, *self._manifest.roles.sends.values()}
        return Recalled(fields, tuple(column for column in lead if column not in known))

    # ---------------------------------------------------------------- the connection

    def encode_connection_test(self, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
        """Returns a read that changes nothing at the vendor."""
        headers = (("X-Token", secrets["token"]),)
        return HttpRequest("GET", f"{profile.base_url}/word", headers=headers, writes=False, timeout_s=30)

    def decode_connection_test(self, response: HttpResponse, at: datetime) -> ConnectionFinding:
        """Returns what an answer already scrubbed shows; any bytes whatever give a finding."""
        answer = parse_json(response.body)
        if response.status == 200 and isinstance(answer, dict) and "word" in answer:
            return ConnectionFinding(Reach.PROVEN, Explanation(tr("Toy Dialer accepts the token.")))
        title = tr("Toy Dialer does not answer as it should ({code}).", code=response.status)
        said = Explanation(title, tr("Nothing would go through."), tr("Check Base URL and Token."))
        return ConnectionFinding(Reach.FAILED, said)


def vendor() -> Vendor:
    """Returns the vendor of this folder; raises ManifestError."""
    return Vendor(adapter=ToyDialer())


def _lead(body: str) -> dict[str, str]:
    """Returns the texts of a body by column; none where it is no JSON object."""
    parsed = parse_json(body.encode("utf-8", "replace"))
    pairs = parsed.items() if isinstance(parsed, dict) else ()
    return {str(column): text for column, text in pairs if isinstance(text, str)}
