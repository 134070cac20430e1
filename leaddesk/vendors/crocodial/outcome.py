"""Puts the verdict of one answer together from its lines; the HTTP status counts only where there is none (section 6).

A stock server answers 200 to success, refusal and bad login alike, and 500 to a lead that it has loaded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from leaddesk.domain.drift import DriftKind, FieldChange
from leaddesk.domain.phone import last_ten
from leaddesk.domain.secret import MASK
from leaddesk.domain.verdict import Explanation, Fact, LoadOutcome, StoredField, Verdict
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr, tr_later
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.crocodial.line import Effect, Kind
from leaddesk.vendors.crocodial.lines import LINES
from leaddesk.vendors.crocodial.reading import Answer, Said, name_fields, read_answer
from leaddesk.vendors.crocodial.scrub import scrub_body
from leaddesk.vendors.crocodial.steps import follow_up, notice
from leaddesk.vendors.crocodial.unclear import NOTHING_LOADED, unclear

LOCK_S = 900.0
"""Seconds that a locked user stays locked."""
_TITLE = tr("The dialer loaded the lead.")
_HINT = tr("What it does next follows the list's campaign.")
_IN_LIST = tr("Lead {lead} in list {in_list}.", lead="{lead}", in_list="{in_list}")
"""Filled for every lead that is loaded: looked up once."""
_LOGIN = "Login incorrect, please try again"
_MOST_NOTICES = 20
_ERROR = Kind.ERROR.value
_REFUSALS = {
    line.message: Explanation(line.says, NOTHING_LOADED, line.hint) for line in LINES if line.kind is Kind.ERROR
}
"""What refusals mean, by their messages."""
_NEVER_ARRIVED = replace(
    _REFUSALS[_LOGIN],
    detail=tr(
        "User and password never arrived: something on the way lost the form. {nothing_loaded}",
        nothing_loaded=NOTHING_LOADED,
    ),
)
_NO_NUMBER = re.compile("[^0-9,]+")
_TELLING = {
    "user": "user",
    "list_id": "list_id",
    "campaign_id": "campaign",
    "callback_user": "callback_user",
    "phone_number": "phone",
}
"""Our names for the fields of a line, by the parameters that send the same."""
_KEPT = {
    "phone": "phone_number",
    "list_id": "list_id",
    "campaign": "campaign_id",
    "datetime": "callback_datetime",
    "type": "callback_type",
    "callback_user": "callback_user",
    "status": "callback_status",
}
"""The parameters that the fields of a line tell back, by our names for those."""
_CAPITALS = re.compile(r"[A-Z]+(?:[ ,/-]+[A-Z]+\b)*")
_WORDS = 6
"""Of an unknown line; with them it is told from others."""

_LABELS: Mapping[str, str] = {
    "lead_id": tr("Lead ID"),
    "list_id": tr("List ID"),
    "sent_list_id": tr("List ID as sent"),
    "phone": tr("Phone number"),
    "gmt": tr("GMT offset"),
    "user": tr("User"),
    "hopper_id": tr("Hopper ID"),
    "campaign": tr("Campaign"),
    "datetime": tr("Callback time"),
    "type": tr("Callback for"),
    "callback_user": tr("Callback user"),
    "status": tr("Callback status"),
    "match": tr("Found by"),
    "title": tr("Title"),
    "alt_phone": tr("Alternate phone"),
}
"""The labels of fields by our names for them; what is not here is not shown as a field."""


def decode(response: HttpResponse, sent: Sent, at: datetime) -> Verdict:
    """Returns the verdict of an answer to add_lead; any bytes whatever give one. `at` is when it came."""
    answer = read_answer(scrub_body(response.body))
    known = _known(sent)
    success = error = None
    unknown = []
    for said in answer.said:
        if said.line is None:
            unknown.append(said)
        if said.kind is Kind.ERROR:
            error = error or said
        elif said.kind is Kind.SUCCESS and not said.is_foreign:
            success = success or said
    if success:
        verdict = _loaded(response, answer, success, sent, known)
    elif error:
        verdict = _refused(answer, error, known)
    else:
        verdict = unclear(response, answer, at)
    odd = _odd(response, answer, verdict)
    if not odd and not unknown and len(verdict.notices) <= _MOST_NOTICES:
        return verdict
    notices = (*verdict.notices, *odd)[:_MOST_NOTICES]
    return replace(verdict, notices=notices, drift=_drift(unknown), changes=_changes(unknown))


def _known(sent: Sent) -> dict[str, str]:
    """Returns what was sent, by the names of a line's fields."""
    known: dict[str, str] = {}
    for value in sent.values:
        if name := _TELLING.get(value.column):
            known[name] = value.value.strip()
    typed = known.pop("phone", "")
    number = sent.phone or typed
    if not (number.isdigit() and number.isascii()):
        number = _NO_NUMBER.sub("", number)
    if number:
        known["phone"] = number
    return known


def _loaded(response: HttpResponse, answer: Answer, said: Said, sent: Sent, known: dict[str, str]) -> Verdict:
    fields = name_fields(said, known)
    told = known | {key: fields[key] for key in ("lead_id", "list_id") if fields.get(key)}
    after = follow_up(response, answer, sent, told)
    lead = {**after.fields, **fields}
    notices = list(after.notices)
    wanted, got = known.get("list_id", ""), fields.get("list_id", "")
    if wanted and got and wanted != got:
        notices.insert(0, tr("The lead went into list {got}; list {wanted} was sent.", got=got, wanted=wanted))
    if not fields:
        notices.append(tr("The ids in the answer cannot be told apart: see Raw."))
    explanation = Explanation(
        after.title or _TITLE,
        " ".join(filter(None, (_place(fields), *after.undone))),
        after.hint or _HINT,
    )
    return Verdict(
        outcome=LoadOutcome.LOADED,
        explanation=explanation,
        status=said.kind.value,
        message=said.raw,
        other_numbers=_other_number(fields, known),
        record=_facts(lead),
        stored=_stored(lead, sent),
        notices=tuple(notices),
        undone=after.undone,
        held=after.held,
    )


def _stored(lead: Mapping[str, str], sent: Sent) -> tuple[StoredField, ...]:
    """Returns what the lines of a load tell of the parameters that were sent: they repeat a few as they are kept."""
    asked = {value.column: value.value for value in sent.values}
    told = ((column, lead[name]) for name, column in _KEPT.items() if lead.get(name) and asked.get(column))
    return tuple(StoredField(at, column, text, column, asked[column]) for at, (column, text) in enumerate(told))


def _refused(answer: Answer, said: Said, known: Mapping[str, str]) -> Verdict:
    fields = name_fields(said, known)
    line = said.line
    if line is None:
        hint = tr("Read the dialer's own words, then correct the lead or the destination.")
        why = Explanation(
            tr("The dialer refused the lead: {message}.", message=said.message or tr("no reason given")),
            NOTHING_LOADED,
            hint,
        )
        outcome = LoadOutcome.REJECTED
    elif line.effect is Effect.DUPLICATE:
        outcome = LoadOutcome.DUPLICATE
        fields = _existing(fields)
        why = Explanation(
            line.says, " ".join(filter(None, (_place(fields), _match(fields), NOTHING_LOADED))), line.hint
        )
    else:
        outcome = LoadOutcome.REJECTED
        why = _NEVER_ARRIVED if _came_empty(said) else _REFUSALS[line.message]
    effect = line.effect if line else None
    locked = effect is Effect.LOCKED
    return Verdict(
        outcome=outcome,
        explanation=why,
        status=_ERROR,
        reason=said.message,
        message=said.raw,
        other_numbers=_other_number(fields, known),
        record=_facts(fields),
        notices=_beside(said, answer.said) if len(answer.said) > 1 else (),
        do_not_contact=(notice(said),) if effect is Effect.DO_NOT_CONTACT else (),
        retry_after_s=LOCK_S if locked else None,
        locks=locked,
    )


def _beside(said: Said, every: Sequence[Said]) -> tuple[str, ...]:
    """Returns what the other lines say that this one does not."""
    own = notice(said)
    return tuple(dict.fromkeys([words for other in every if other is not said and (words := notice(other)) != own]))


def _existing(fields: Mapping[str, str]) -> dict[str, str]:
    """Returns the fields of a duplicate with the list where the other lead is as the list."""
    found = fields.get("found_list_id", "")
    return {**fields, "list_id": found, "sent_list_id": fields["list_id"]} if found else dict(fields)


def _place(fields: Mapping[str, str]) -> str:
    lead, in_list = fields.get("lead_id", ""), fields.get("list_id", "")
    if not lead:
        return ""
    return _IN_LIST.format(lead=lead, in_list=in_list) if in_list else tr("Lead {lead}.", lead=lead)


def _match(fields: Mapping[str, str]) -> str:
    by = {"PHONE": tr("its phone"), "ALT": tr("its alternate phone")}.get(fields.get("match", ""), "")
    return tr("It was found by {by}.", by=by) if by else ""


def _came_empty(said: Said) -> bool:
    """Tells whether a login error repeats an empty user and password."""
    return said.message == _LOGIN and len(said.values) >= 2 and not any(said.values[:2])


def _other_number(fields: Mapping[str, str], known: Mapping[str, str]) -> tuple[str, ...]:
    there, sent = fields.get("phone", ""), known.get("phone", "")
    if not there or not sent or there == sent or MASK in there or last_ten(there) == last_ten(sent):
        return ()
    return (tr("The answer is about another number: {there}.", there=there),)


def _facts(fields: Mapping[str, str]) -> tuple[Fact, ...]:
    shown = filter(fields.__contains__, _LABELS)
    return tuple([Fact(_LABELS[key], text, False, key) for key in shown if (text := fields[key])])


def _odd(response: HttpResponse, answer: Answer, verdict: Verdict) -> list[str]:
    """Returns what is odd about an answer beside what it says."""
    code, odd = response.status, []
    if answer.said and not 200 <= code <= 299:
        loaded = verdict.outcome is LoadOutcome.LOADED
        after = tr("loaded the lead: what should have followed may be missing") if loaded else tr("answered")
        odd.append(tr("The server failed ({code}) after it had {after}.", code=code, after=after))
    if verdict.outcome is LoadOutcome.LOADED and (error := answer.first(Kind.ERROR)):
        odd.append(tr("The answer contradicts itself: {raw} Look in the dialer.", raw=error.raw))
    if response.capped:
        odd.append(tr("The answer was longer than LeadDesk reads: its end is missing."))
    return odd


def _changes(unknown: Sequence[Said]) -> tuple[FieldChange, ...]:
    """Returns each line that no rule knows by its first words in capitals: the rest may be what people typed."""
    names = dict.fromkeys(map(_line_name, unknown))
    return tuple(FieldChange(DriftKind.NEW, name, "", tr_later("a line")) for name in names)


def _line_name(said: Said) -> str:
    found = _CAPITALS.match(said.message)
    words = re.findall("[A-Z]+", found[0])[:_WORDS] if found else ()
    return "_".join((said.kind.value, *words))


def _drift(unknown: Sequence[Said]) -> tuple[str, ...]:
    """Returns a sentence for each line that no rule knows."""
    return tuple(dict.fromkeys(tr("An unknown line: {raw}", raw=said.raw) for said in unknown))[:_MOST_NOTICES]
