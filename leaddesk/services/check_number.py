"""*Check number*: what the history knows of a number, and the load that asks the vendor about it.

Reading is free and sends nothing. Asking is a load like any other (PRODUCT 2.5): `order` only prepares it, for
`SubmitLead` to send once, through a destination that a person marked *Use for number checks*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from leaddesk.domain.assessment import Check, assess
from leaddesk.domain.assessment_rules import AssessmentRules
from leaddesk.domain.before_sending import Override
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import Exchange
from leaddesk.domain.fields import FieldKind, FieldSpec
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.phone import HOME_REGION, Phone, PhoneProblem, parse_phone
from leaddesk.domain.profile import ConnectionProfile, Destination, SafetyLevel
from leaddesk.domain.timeline import Answer, Known, aged, is_ahead, judged_now, know, of_no_known_age
from leaddesk.domain.vendor import for_check
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_later
from leaddesk.services.answered import AnsweredLead, reopened, rules_of
from leaddesk.services.ports import Background, Clock, Journal
from leaddesk.services.submit_lead import LeadOrder
from leaddesk.vendors.adapter import VendorAdapter

CHECK_NUMBER = tr_later("Check number")
"""The act, as the history names it."""
_NOTES = (NoteKind.DO_NOT_CALL, NoteKind.MAY_BE_CALLED, NoteKind.OVERRIDDEN, NoteKind.SENT_ANYWAY)
_EVERY_EXCHANGE = 10_000
"""More exchanges than one number ever has."""
_LONGEST_TEXT = 500
"""Characters of a pasted text in which a number is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberHistory:
    """What the history knows of one number at a moment."""

    phone: Phone
    at: datetime
    """When it was judged."""
    known: Known
    leads: Mapping[int, AnsweredLead]
    """Each exchange with its verdict as it was, by its number."""
    notes: tuple[Note, ...] = ()
    """Wishes not to be called, overrides, and warnings passed over, the newest first."""

    @property
    def whereabouts(self) -> tuple[str, str]:
        """Zip and state of the newest lead with this number that had either; the number alone may mislead."""
        leads = (lead.opening.lead for lead in self.leads.values())
        return next(
            ((zip_code, lead.get("state", "")) for lead in leads if (zip_code := lead.get("zip", ""))), ("", "")
        )


class CheckNumber:
    """The use-case behind *Check number*."""

    def __init__(
        self,
        adapters: Mapping[str, VendorAdapter],
        journal: Journal,
        clock: Clock,
        background: Background,
        rules: AssessmentRules | None = None,
    ) -> None:
        """`rules` are the present ones; the shipped ones by default."""
        self._rules = rules
        self._adapters = adapters
        self._journal = journal
        self._clock = clock
        self._background = background

    async def look_up(self, phone: Phone) -> NumberHistory:
        """Returns what the history knows of a number, judged now; sends nothing. Raises StoreProblem."""
        number = phone.e164 or phone.typed
        exchanges = await self._journal.with_number(number, _EVERY_EXCHANGE)
        notes = tuple(await self._journal.notes(kinds=_NOTES, number=number))
        return await self._background.do(self._judge, phone, exchanges, notes)

    def _judge(self, phone: Phone, exchanges: Sequence[Exchange], notes: tuple[Note, ...]) -> NumberHistory:
        now = self._clock.now()
        leads = {item.id: reopened(self._adapters.get(item.opening.vendor), item, self._rules) for item in exchanges}
        known = know([answer_of(item, leads[item.id], now, self._rules) for item in exchanges], notes)
        return NumberHistory(phone=phone, at=now, known=known, leads=leads, notes=notes)

    def why_not(self, profile: ConnectionProfile, destination: Destination) -> str:
        """Returns why a number alone cannot be checked through a destination, or an empty text."""
        if profile.safety is SafetyLevel.READ_ONLY:
            return tr("{profile} is read only: nothing is sent through it.", profile=profile.name)
        adapter = self._adapters[profile.vendor]
        if problems := adapter.destination_problems(destination):
            return tr("{destination} has a gap: {problem}", destination=destination.name, problem=problems[0].text)
        schema = adapter.lead_schema(destination)
        more = [spec.label for spec in schema.fields if spec.required and spec.key != "phone"]
        if more:
            return tr(
                "{destination} needs more than a number: {more}. Use Enter lead there.",
                destination=destination.name,
                more=", ".join(more),
            )
        return ""

    def may_call(self, profile: ConnectionProfile, destination: Destination) -> bool:
        """Tells whether the dialer may call a number that is only checked."""
        dialer = self._adapters[profile.vendor].info.dialer(destination.dialer)
        return dialer.may_call_on_check if dialer else True

    def forced(self, profile: ConnectionProfile, destination: Destination) -> tuple[tuple[str, str], ...]:
        """Returns label and value of each setting that a check forces at the dialer."""
        adapter = self._adapters[profile.vendor]
        dialer = adapter.info.dialer(destination.dialer)
        schema = adapter.destination_schema(destination.dialer)
        settings = dialer.check_settings if dialer else {}
        return tuple((spec.label, settings[spec.key]) for spec in schema.fields if spec.key in settings)

    def place(self, profile: ConnectionProfile, destination: Destination) -> tuple[tuple[str, str], ...]:
        """Returns label and value of the settings that name where the record is written, such as campaign and list."""
        schema = self._adapters[profile.vendor].destination_schema(destination.dialer)
        named = [(spec.label, destination.settings.get(spec.key, "")) for spec in schema.fields if _names_a_place(spec)]
        return tuple((label, text) for label, text in named if text)

    def unknown_there(self, history: NumberHistory, destination: Destination) -> AnsweredLead | None:
        """Returns the newest load of the number to a destination of which nobody knows yet what became, or None.

        One that was overridden before is open still: `SubmitLead` would hold a check back for it.
        """
        unknown = (
            lead
            for lead in history.leads.values()
            if lead.opening.destination_id == destination.id and lead.verdict.outcome is LoadOutcome.UNKNOWN
        )
        return next(unknown, None)

    def order(
        self,
        profile: ConnectionProfile,
        destination: Destination,
        phone: Phone,
        operator: str,
        typed: str,
        override: Override | None = None,
    ) -> LeadOrder:
        """Returns the load that asks about a number: the number alone, with what its dialer forces for a check.

        `override` is the person's word over what was said before sending. Raises LeadDeskError where `why_not` has an
        answer or the destination is not marked.
        """
        why = self.why_not(profile, destination)
        if not destination.for_checks:
            why = tr("{destination} is not marked for number checks.", destination=destination.name)
        if why:
            raise LeadDeskError(tr("This number cannot be checked here."), why, tr("Nothing was sent."))
        adapter = self._adapters[profile.vendor]
        dialer = adapter.info.dialer(destination.dialer)
        checked = for_check(destination, dialer) if dialer else destination
        draft = validate_lead(adapter.lead_schema(checked), {"phone": typed})
        if not isinstance(draft, LeadDraft) or draft.phone.e164 != phone.e164:
            raise LeadDeskError(tr("This number cannot be checked here."), "", tr("Type it again. Nothing was sent."))
        return LeadOrder(
            profile=profile,
            destination=checked,
            draft=draft,
            typed={"phone": typed},
            operator=operator,
            notes=tuple(
                tr("Forced for the check: {label} {text}.", label=label, text=text)
                for label, text in self.forced(profile, destination)
            ),
            override=override,
            act=CHECK_NUMBER,
        )


def answer_of(exchange: Exchange, lead: AnsweredLead, now: datetime, present: AssessmentRules | None = None) -> Answer:
    """Returns an exchange on record, with its verdict as it was, as one answer of a timeline, judged now.

    Both the rules on record and the present ones (the shipped ones by default) judge it, and the stricter word counts.
    Its age counts from the vendor's answer, not from what a person said of it later.
    """
    at, rules, today = lead.judged_at, rules_of(lead.opening, lead.rules), rules_of(lead.opening, present)
    clock = replace(
        rules,
        registry_days=min(rules.registry_days, today.registry_days),
        passed_ttl_is_stale=rules.passed_ttl_is_stale or today.passed_ttl_is_stale,
    )
    ages = aged(lead.assessment, at, now, clock)
    judged = lead.assessment
    for judging in dict.fromkeys((rules, today)):
        judged = judged_now(judged, assess(lead.verdict, now, judging), ages, judging)
    return Answer(
        exchange_id=exchange.id,
        at=at,
        outcome=lead.verdict.outcome,
        word=lead.verdict.word,
        then=lead.assessment,
        now=of_no_known_age(judged) if is_ahead(at, now) else judged,
        ages=ages,
        uncounted=frozenset() if rules.data_quality_counts else frozenset((Check.DATA_QUALITY,)),
    )


def _names_a_place(spec: FieldSpec) -> bool:
    """What is typed freely names something in the vendor's workspace; choices say how, not where."""
    return spec.kind is FieldKind.TEXT


def phone_in(text: str) -> Phone:
    """Returns the number that a text is, or the only one it holds. Raises PhoneProblem, as `parse_phone` does."""
    try:
        return parse_phone(text)
    except PhoneProblem as problem:
        import phonenumbers

        if len(text) > _LONGEST_TEXT:
            raise
        matches = phonenumbers.PhoneNumberMatcher(text, HOME_REGION, max_tries=20)
        found = {phonenumbers.format_number(hit.number, phonenumbers.PhoneNumberFormat.E164) for hit in matches}
        if len(found) > 1:
            raise PhoneProblem(tr("This text holds more than one number: type one.")) from problem
        if not found:
            raise
        return parse_phone(found.pop())
