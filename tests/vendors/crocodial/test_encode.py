"""A lead as the form that goes out: its order, its defaults, what is sent together, and what was sent read back."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.fields import FieldSpec, misfit
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.profile import MappedField
from leaddesk.domain.secret import Secret
from leaddesk.vendors.adapter import Recalled
from tests.vendors.crocodial.samples import ADAPTER, DESTINATION, PROFILE, SECRETS, destination, draft, encoded, form


def test_it_is_a_post_of_a_form_and_nothing_stands_in_the_address() -> None:
    request = encoded()
    assert (request.method, request.url) == ("POST", "https://north.example.com/API/lmapi.php")
    assert ("Content-Type", "application/x-www-form-urlencoded") in request.headers
    assert request.body == b""
    assert request.writes
    assert request.secrets() == (SECRETS["pass"],)


def test_login_comes_first_and_a_plain_field_last() -> None:
    names = [name for name, _ in encoded(Comments="it's", email="ada@example.com").form]
    assert names[:3] == ["user", "pass", "function"]
    assert names[-1] == "source"
    assert form()["source"] == "LeadDesk"
    assert form(destination(source="Web7"))["source"] == "Web7"


def test_the_defaults_of_the_app_are_sent_without_a_word() -> None:
    sent = form()
    assert {key: sent.get(key) for key in ("duplicate_check", "list_exists_check", "dnc_check")} == {
        "duplicate_check": "DUPLIST",
        "list_exists_check": "Y",
        "dnc_check": "Y",
    }
    assert "campaign_dnc_check" not in sent


def test_a_campaign_goes_out_under_both_names_with_its_own_do_not_call_check() -> None:
    sent = form(destination(campaign_id="SPRING"))
    assert (sent["campaing"], sent["campaign_id"], sent["campaign_dnc_check"]) == ("SPRING", "SPRING", "Y")
    assert not {"campaing", "campaign_id"} & set(form())


def test_the_name_of_the_campaign_parameter_is_a_setting() -> None:
    sent = form(destination(campaign_id="SPRING", campaign_parameter="campaign", campaign="Spring offers"))
    assert (sent["campaign"], sent["campaign_id"]) == ("Spring offers", "SPRING")
    assert "campaing" not in sent
    assert form(destination(campaign="Spring offers"))["campaing"] == "Spring offers"


def test_every_default_can_be_changed() -> None:
    place = destination(
        campaign_id="AB", dnc_check="AREACODE", campaign_dnc_check="N", list_exists_check="N", dup_phone="No"
    )
    sent = form(place)
    assert (sent["dnc_check"], sent["campaign_dnc_check"], sent["list_exists_check"]) == ("AREACODE", "N", "N")
    assert "duplicate_check" not in sent


FLAGS = [
    "add_to_hopper",
    "usacan_prefix_check",
    "usacan_areacode_check",
    "nanpa_ac_prefix_check",
    "custom_fields",
    "lookup_state",
]


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_is_a_capital_y_or_left_out(flag: str) -> None:
    assert form(destination(**{flag: "yes"}))[flag] == "Y"
    assert flag not in form()


def test_what_belongs_to_the_hopper_goes_with_it_alone() -> None:
    wanted = {"hopper_priority": "50", "hopper_local_call_time_check": "yes"}
    assert not {key for key in form(destination(**wanted)) if key.startswith("hopper")}
    sent = form(destination(add_to_hopper="yes", **wanted))
    assert (sent["hopper_priority"], sent["hopper_local_call_time_check"]) == ("50", "Y")


def test_a_callback_goes_out_whole_or_not_at_all() -> None:
    settings = {
        "campaign_id": "SPRING",
        "callback_datetime": "2DAYS",
        "callback_type": "USERONLY",
        "callback_user": "1001",
        "callback_status": "CBK",
        "callback_comments": "after lunch",
    }
    assert not {key for key in form(destination(**settings)) if key.startswith("callback")}
    sent = form(destination(callback="yes", **settings))
    assert sent | {key: text for key, text in settings.items() if key.startswith("callback")} == sent
    assert sent["callback"] == "Y"


def test_a_lead_has_a_callback_time_of_its_own() -> None:
    place = destination(
        MappedField("Call at", "callback_datetime"), callback="yes", campaign_id="SPRING", callback_datetime="NOW"
    )
    assert form(place)["callback_datetime"] == "NOW"
    assert form(place, **{"Call at": "2027-01-15 12:00:01"})["callback_datetime"] == "2027-01-15 12:00:01"
    body = encoded(place, **{"Call at": "2027-01-15 12:00:01"}).redacted().body
    assert "callback_datetime=2027-01-15+12%3A00%3A01" in body


@pytest.mark.parametrize(
    ("typed", "setting", "code", "number"),
    [
        ("(202) 555-0123", "", "1", "2025550123"),
        ("+1 202 555 0123", "", "1", "2025550123"),
        ("+44 20 7946 0000", "", "44", "2079460000"),
        ("202-555-0123", "55", "55", "2025550123"),
    ],
)
def test_a_number_is_its_country_code_and_its_own_digits(typed: str, setting: str, code: str, number: str) -> None:
    sent = form(destination(phone_code=setting), phone=typed)
    assert (sent["phone_code"], sent["phone_number"]) == (code, number)


@pytest.mark.parametrize(
    ("base_url", "address"),
    [
        ("https://north.example.com", "https://north.example.com/API/lmapi.php"),
        ("https://north.example.com/api", "https://north.example.com/api/lmapi.php"),
        ("https://north.example.com/API", "https://north.example.com/API/lmapi.php"),
        ("https://north.example.com/API/lmapi.php", "https://north.example.com/API/lmapi.php"),
        ("http://127.0.0.1:8080/old/load.php", "http://127.0.0.1:8080/old/load.php"),
    ],
)
def test_a_base_url_is_a_domain_or_the_whole_address(base_url: str, address: str) -> None:
    assert encoded(DESTINATION, replace(PROFILE, base_url=base_url)).url == address


def test_a_profile_without_its_domain_or_its_user_sends_nothing() -> None:
    with pytest.raises(LeadDeskError, match="names no domain"):
        encoded(DESTINATION, replace(PROFILE, base_url=ADAPTER.info.default_base_url))
    with pytest.raises(LeadDeskError, match="names no user"):
        encoded(DESTINATION, replace(PROFILE, options={}))


def test_a_password_that_can_never_work_is_told_and_still_sent() -> None:
    slot = ADAPTER.info.secret_slots[0]
    assert (slot.key, slot.label) == ("pass", "Password")
    spec = FieldSpec(key="pass", label=slot.label, pattern=slot.pattern, pattern_says=slot.pattern_says)
    assert "never works" in misfit(spec, "Pa$$word")
    assert misfit(spec, "Pass_word-1") == misfit(spec, "") == ""
    secret = Secret("Pa$$word")
    assert ADAPTER.encode_submit(draft(), PROFILE, DESTINATION, {"pass": secret}).secrets() == (secret,)


def test_the_record_masks_the_password_and_nothing_else() -> None:
    body = dict(parse_qsl(encoded(first_name="Zoë & Co").redacted().body))
    assert body["pass"] == "••••"
    assert (body["user"], body["first_name"]) == ("apiuser", "Zoë & Co")


def test_what_was_sent_is_recalled_without_the_password() -> None:
    sent = ADAPTER.recall_sent(encoded(destination(campaign_id="SPRING")).redacted())
    values = {value.column: value.value for value in sent.values}
    assert sent.phone == "2025550123"
    assert (values["user"], values["list_id"], values["campaign_id"]) == ("apiuser", "2001", "SPRING")
    assert "pass" not in values


@pytest.mark.parametrize(
    ("settings", "refuses"),
    [
        ({}, True),
        ({"dup_phone": "No", "dup_phone_alt": "Whole system", "dup_window": "90 days"}, True),
        ({"dup_phone": "No"}, False),
        ({"dup_phone": "No", "dup_name_phone": "Whole system"}, False),
    ],
)
def test_only_a_look_for_its_phone_keeps_the_same_lead_out(settings: dict[str, str], refuses: bool) -> None:
    assert ADAPTER.refuses_again(encoded(destination(**settings)).redacted()) is refuses


def test_a_lead_is_read_back_out_of_its_body() -> None:
    typed = {"email": "ada@example.com", "Gender": "F", "Comments": "a & b = c", "zip": "20001"}
    body = encoded(destination(campaign_id="SPRING", add_to_hopper="yes"), **typed).redacted().body
    recalled = ADAPTER.recall_fields(body, DESTINATION)
    assert isinstance(recalled, Recalled)
    assert recalled.fields == {"phone": "2025550123", "first_name": "Ada", "last_name": "Person", **typed}
    assert recalled.unplaced == ()


def test_a_foreign_number_is_read_back_with_its_country() -> None:
    recalled = ADAPTER.recall_fields("phone_code=44&phone_number=2079460000&nick=Al&pass=x", DESTINATION)
    assert recalled == Recalled({"phone": "+442079460000"}, ("nick",))


@pytest.mark.parametrize(
    "body", ["", "hello", '{"phone_number": "1"}', "first_name=Ada", "&".join(["phone_number=1"] * 1001)]
)
def test_a_body_that_is_no_load_says_why(body: str) -> None:
    assert "phone_number" in str(ADAPTER.recall_fields(body, DESTINATION))


@given(body=st.text())
def test_any_body_recalls_something(body: str) -> None:
    assert ADAPTER.recall_fields(body, DESTINATION)


@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=200))
def test_any_text_that_is_taken_goes_out_unchanged(text: str) -> None:
    raw = {"phone": "2025550123", "Comments": text}
    made = validate_lead(ADAPTER.lead_schema(DESTINATION), raw)
    if isinstance(made, LeadDraft):
        request = ADAPTER.encode_submit(made, PROFILE, DESTINATION, SECRETS)
        sent = dict(parse_qsl(request.redacted().body, strict_parsing=True))
        assert sent.get("comments", "") == text.strip()
        assert list(sent)[-1] == "source"
    else:
        assert [problem.key for problem in made] == ["Comments"]
        assert text.strip().endswith("\\")
