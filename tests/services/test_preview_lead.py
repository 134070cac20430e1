"""The preview is the request itself, without its key; a command pasted back gives the lead it was made of."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.lead import LEAD_FIELDS, LeadDraft, validate_lead
from leaddesk.domain.profile import ConnectionProfile, Destination, MappedField
from leaddesk.domain.secret import MASK, Secret
from leaddesk.domain.wire import HttpRequest
from leaddesk.services.preview_lead import LeadPreview, PastedLead, PreviewLead
from leaddesk.vendors.registry import adapters
from tests.services.desk import DESTINATION, KEY, PROFILE, TYPED

SERVICE = PreviewLead(adapters())


def draft_of(raw: dict[str, str], destination: Destination = DESTINATION) -> LeadDraft:
    draft = validate_lead(adapters()["purecallerid"].lead_schema(destination), raw)
    assert isinstance(draft, LeadDraft), draft
    return draft


def preview(raw: dict[str, str] | None = None, destination: Destination = DESTINATION) -> LeadPreview:
    raw = TYPED if raw is None else raw
    return SERVICE.preview(PROFILE, destination, draft_of(raw, destination), raw)


def refusal(text: str, destination: Destination = DESTINATION) -> LeadDeskError:
    with pytest.raises(LeadDeskError) as refused:
        SERVICE.read_command(text, PROFILE, destination)
    return refused.value


def test_the_preview_is_the_request_that_would_be_sent_but_for_the_key() -> None:
    sent = adapters()["purecallerid"].encode_submit(draft_of(TYPED), PROFILE, DESTINATION, {"api_key": Secret(KEY)})
    shown = preview()
    assert shown.request == sent.redacted()
    assert ("X-API-KEY", MASK) in shown.request.headers
    assert json.loads(shown.body) == json.loads(sent.body)
    assert shown.body.startswith('{\n  "campaignId": "65f00000000000000000a001",')


def test_the_key_stands_as_a_variable_named_after_its_slot() -> None:
    shown = preview()
    assert '-H "X-API-KEY: $LEADDESK_API_KEY"' in shown.curl
    assert shown.variables == ("LEADDESK_API_KEY",)


def test_filled_fields_without_a_column_are_named() -> None:
    assert preview(TYPED | {"street": "100 Sample Street", "city": " "}).not_mapped == ("Street",)
    assert preview().not_mapped == ()


def test_text_stays_as_it_is_in_the_laid_out_body() -> None:
    assert '"value": "Zoë 😀 \\"x\\""' in preview(TYPED | {"first_name": 'Zoë 😀 "x"'}).body


def test_a_faulty_destination_is_said_and_not_encoded() -> None:
    with pytest.raises(LeadDeskError, match="Spring outreach cannot take a lead yet") as refused:
        preview(destination=replace(DESTINATION, settings={}))
    assert refused.value.detail
    assert "Profiles" in refused.value.hint


class MadeUp:
    """A vendor whose credential is made of two, and whose body is no JSON."""

    def __init__(self) -> None:
        self._real = adapters()["purecallerid"]

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def encode_submit(
        self, draft: LeadDraft, profile: ConnectionProfile, destination: Destination, secrets: dict[str, Secret]
    ) -> HttpRequest:
        token = Secret("Basic " + "".join(secret.reveal() for secret in secrets.values()))
        return HttpRequest("POST", profile.base_url, (("Authorization", token),), b"a=1&b=2")


def test_a_made_up_credential_is_named_after_its_header_and_other_bodies_stay_as_they_are() -> None:
    shown = PreviewLead({"purecallerid": MadeUp()}).preview(PROFILE, DESTINATION, draft_of(TYPED), TYPED)  # type: ignore[dict-item]
    assert shown.variables == ("LEADDESK_AUTHORIZATION",)
    assert "Basic" not in shown.curl
    assert shown.body == "a=1&b=2"


def test_a_command_fills_the_fields_of_the_destination_in_use() -> None:
    body = {"fields": [{"value": "7205550100", "dialerField": "phone_number"}, {"value": "x", "dialerField": "zip"}]}
    pasted = SERVICE.read_command(f"curl -d '{json.dumps(body)}'", PROFILE, DESTINATION)
    assert pasted == PastedLead({"phone": "(720) 555-0100"}, ("zip",))
    body = {"fields": [{"value": "Testa", "dialerField": "first_name"}]}
    pasted = SERVICE.read_command(f"curl --json '{json.dumps(body)}'", PROFILE, DESTINATION)
    assert pasted == PastedLead({"first_name": "Testa"}, ())


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("7205550100", "(720) 555-0100"),
        ("17205550100", "(720) 555-0100"),
        ("+17205550100", "(720) 555-0100"),
        ("442079460000", "+44 20 7946 0000"),
        ("5550100", "5550100"),
        ("ask for Ada", "ask for Ada"),
    ],
)
def test_the_phone_comes_back_as_a_person_types_it(sent: str, shown: str) -> None:
    command = f'curl -d \'{{"fields": [{{"value": "{sent}", "dialerField": "phone_number"}}]}}\''
    assert SERVICE.read_command(command, PROFILE, DESTINATION).raw == {"phone": shown}


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("curl -d 'open", "never closed"),
        ("curl -d '[]'", "JSON object"),
        ('curl -d \'{"fields": [{"value": "1", "dialerField": "other"}]}\'', "Spring outreach has no field"),
    ],
)
def test_a_command_that_fills_nothing_is_refused_with_the_reason(command: str, says: str) -> None:
    problem = refusal(command)
    assert says in problem.sentence()
    assert "The form is as it was." in problem.sentence()


def test_a_refusal_never_repeats_a_key() -> None:
    for body in ("", "-d 'open", "-d '{}'", "-d @file"):
        assert KEY not in refusal(f"curl -H 'X-API-KEY: {KEY}' {body}").sentence()


# ---------------------------------------------------------------- any lead → command → the same fields

_COLUMN = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(str.strip)
_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
_NATIONAL = st.integers(0, 9999).map(lambda line: f"(720) 555-{line:04}")


@st.composite
def leads(draw: st.DrawFn) -> tuple[Destination, dict[str, str]]:
    plain = ("first_name", "last_name", "street", "city")
    custom = draw(st.lists(_COLUMN.map(str.strip), max_size=3, unique=True))
    keys = ["phone", *plain, *(key for key in custom if key not in {spec.key for spec in LEAD_FIELDS})]
    columns = draw(st.lists(_COLUMN, min_size=len(keys), max_size=len(keys), unique_by=lambda name: name.strip()))
    rows = (MappedField(k, c, "Phone" if k == "phone" else "") for k, c in zip(keys, columns, strict=True))
    destination = replace(DESTINATION, dialer="Generic", mapping=tuple(rows))
    assume(not adapters()["purecallerid"].destination_problems(destination))
    typed = {key: draw(_TEXT) for key in keys[1:]}
    return destination, {"phone": draw(_NATIONAL | _TEXT.filter(str.strip)), "phone.as_typed": "yes", **typed}


@given(leads())
def test_any_lead_comes_back_from_its_command(case: tuple[Destination, dict[str, str]]) -> None:
    destination, raw = case
    schema = adapters()["purecallerid"].lead_schema(destination)
    draft = validate_lead(schema, raw)
    assume(isinstance(draft, LeadDraft))
    assert isinstance(draft, LeadDraft)
    assume(not draft.phone.e164 or draft.phone.e164.startswith("+1"))
    command = SERVICE.preview(PROFILE, destination, draft, raw).curl
    pasted = SERVICE.read_command(command, PROFILE, destination)
    again = validate_lead(schema, {**pasted.raw, "phone.as_typed": "yes"})
    assert isinstance(again, LeadDraft)
    assert again.filled() == draft.filled()
    assert pasted.unplaced == ()
    assert (again.phone.e164 or again.phone.typed) == (draft.phone.e164 or draft.phone.typed)
