"""Each dialer's request is exactly the contract's section 3, and what the dialer does not take is refused first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.lead import validate_lead
from leaddesk.domain.profile import MappedField
from tests.vendors.purecallerid.answers import ADAPTER
from tests.vendors.purecallerid.dialers import (
    HEAD,
    LEAD,
    NAMES,
    NEEDED,
    WHERE,
    destination,
    problems,
    row,
    sent,
    with_column,
)

# ---------------------------------------------------------------- what is sent


@pytest.mark.parametrize(
    ("dialer", "expected"),
    [
        (
            "APN",
            HEAD
            | {
                "fields": [
                    row("2025550123", "phone_number", "Phone"),
                    row("20001", "postal_code", "Zip"),
                    row("Sampleton", "city", "City"),
                    row("DC", "state", "State"),
                    row("Ada", "first_name"),
                ]
            },
        ),
        (
            "Five9",
            HEAD
            | {
                "fields": [
                    row("2025550123", "number1", "Phone"),
                    row("20001", "zip", "Zip"),
                    row("Sampleton", "city", "City"),
                    row("DC", "state", "State"),
                    row("Ada", "first_name"),
                ]
            },
        ),
        (
            "NICE CXone",
            HEAD
            | {
                "fields": [
                    row("2025550123", "Phone Number", "Phone"),
                    row("20001", "Zip", "Zip"),
                    row("Sampleton", "City", "City"),
                    row("DC", "State", "State"),
                    row("Ada", "First Name"),
                ]
            },
        ),
        (
            "RingCX",
            HEAD
            | {
                "dedupe": "RING_REMOVE_ALL_EXISTING",
                "fields": [
                    row("2025550123", "leadPhone", "Phone"),
                    row("20001", "zip", "Zip"),
                    row("Sampleton", "city", "City"),
                    row("DC", "state", "State"),
                    row("Ada", "firstName"),
                    row("2025550123", "externId"),
                ],
            },
        ),
        (
            "Amazon Pinpoint",
            {
                "campaignId": "c1",
                "listName": "Week 12",
                "fields": [
                    row("2025550123", "phone", "Phone"),
                    row("20001", "zip", "Zip"),
                    row("Sampleton", "city", "City"),
                    row("DC", "state", "State"),
                    row("Ada", "first_name"),
                ],
            },
        ),
        (
            "Generic",
            HEAD
            | {
                "fields": [
                    row("2025550123", "phone", "Phone"),
                    row("20001", "zip", "Zip"),
                    row("Sampleton", "city", "City"),
                    row("DC", "state", "State"),
                    row("Ada", "first_name"),
                ]
            },
        ),
    ],
)
def test_a_lead_for_each_dialer(dialer: str, expected: dict[str, Any]) -> None:
    assert problems(destination(dialer)) == {}
    assert sent(destination(dialer)) == expected


def test_the_dialers_and_their_order() -> None:
    assert NAMES == ["APN", "Five9", "NICE CXone", "RingCX", "Amazon Pinpoint", "Generic"]


def test_five9_modes_and_keys_are_sent_as_chosen() -> None:
    body = sent(
        destination(
            "Five9",
            lead_key_fields=" number1 ,first_name, number1",
            crm_update_mode="DONT_UPDATE",
            crm_add_mode="DONT_ADD",
            list_add_mode="ADD_IF_SOLE_CRM_MATCH",
            call_now_mode="NONE",
        )
    )

    assert {key: value for key, value in body.items() if key not in {*HEAD, "fields"}} == {
        "leadKeyFields": ["number1", "first_name"],
        "crmUpdateMode": "DONT_UPDATE",
        "crmAddMode": "DONT_ADD",
        "listAddMode": "ADD_IF_SOLE_CRM_MATCH",
        "callNowMode": "NONE",
    }


def test_five9_s_own_defaults_are_not_sent() -> None:
    modes = {"crm_update_mode": "UPDATE_FIRST", "crm_add_mode": "ADD_NEW", "call_now_mode": "ANY"}

    assert set(sent(destination("Five9", list_add_mode="ADD_FIRST", **modes))) == {*HEAD, "fields"}


MODES: dict[str, tuple[str, list[str]]] = {
    "crm_update_mode": ("crmUpdateMode", ["UPDATE_FIRST", "UPDATE_ALL", "UPDATE_SOLE_MATCHES", "DONT_UPDATE"]),
    "crm_add_mode": ("crmAddMode", ["ADD_NEW", "DONT_ADD"]),
    "list_add_mode": ("listAddMode", ["ADD_FIRST", "ADD_ALL", "ADD_IF_SOLE_CRM_MATCH"]),
    "call_now_mode": ("callNowMode", ["ANY", "NONE", "NEW_CRM_ONLY", "NEW_LIST_ONLY"]),
    "dedupe": ("dedupe", ["RING_REMOVE_ALL_EXISTING", "RING_REMOVE_FROM_LIST", "RING_RETAIN_ALL"]),
}
"""The documented values, the vendor's default first (section 3.2), by setting."""


@pytest.mark.parametrize("key", MODES)
def test_choices_are_the_documented_ones(key: str) -> None:
    spec = ADAPTER.destination_schema("RingCX" if key == "dedupe" else "Five9").field(key)

    assert spec is not None
    assert list(spec.choices) == MODES[key][1]
    assert spec.vendor_default == ("" if key == "dedupe" else MODES[key][1][0])
    assert spec.required == (key == "dedupe")


TEXTS = st.sampled_from(
    ["", " ", "number1", "first_name, number1", "nowhere", "UPDATE_ALL", "any", "Phone", "Own id", "yes", ","]
)


@given(
    dialer=st.sampled_from(NAMES),
    settings=st.dictionaries(
        st.sampled_from([*MODES, *WHERE, "lead_key_fields", "extern_id", "reserved", "reserved_caller_id"]),
        st.one_of(TEXTS, st.sampled_from([word for _key, words in MODES.values() for word in words])),
    ),
)
def test_no_settings_send_an_undocumented_value_or_an_unset_key(dialer: str, settings: dict[str, str]) -> None:
    target = destination(dialer, **settings)
    if problems(target):
        with pytest.raises(ValueError, match=": "):
            sent(target, {**LEAD, "External ID": "A-17"})
        return
    body = sent(target, {**LEAD, "External ID": "A-17"})

    keys_of = {
        "Five9": {"leadKeyFields", "crmUpdateMode", "crmAddMode", "listAddMode", "callNowMode"},
        "RingCX": {"dedupe"},
    }
    assert set(body) <= {*HEAD, "fields", *keys_of.get(dialer, ())}
    assert ("dialerListId" in body) == (dialer != "Amazon Pinpoint")
    assert ("dedupe" in body) == (dialer == "RingCX")
    for setting, (key, words) in MODES.items():
        chosen = settings.get(setting, NEEDED.get(dialer, {}).get(setting, "")).strip()
        if key in body:
            assert body[key] == chosen
            assert chosen in words
            assert setting == "dedupe" or chosen != words[0]
    names = body.get("leadKeyFields", ["number1"])
    columns = [field["dialerField"] for field in body["fields"]]
    assert len(set(columns)) == len(columns)
    if dialer == "Five9":
        assert names
        assert set(names) <= set(columns)


# ---------------------------------------------------------------- lead keys


def test_a_lead_key_makes_its_field_needed_in_the_form() -> None:
    target = destination("Five9", MappedField("Policy", "policy_no"), lead_key_fields="policy_no, email")
    found = validate_lead(ADAPTER.lead_schema(target), {"phone": "2025550123"})

    assert isinstance(found, tuple)
    assert [(problem.key, problem.text) for problem in found] == [
        ("email", "Email is needed."),
        ("Policy", "Policy is needed."),
    ]
    with pytest.raises(ValueError, match="email: this destination needs it"):
        sent(target)
    assert sent(target, {"email": "a@b.cd", "Policy": "7"})["leadKeyFields"] == ["policy_no", "email"]


@pytest.mark.parametrize("name", ["policy_no", "Number1"])
def test_a_lead_key_without_a_row_of_the_mapping_is_refused(name: str) -> None:
    said = f"No row of the field mapping fills {name}, nowhere."

    assert problems(destination("Five9", lead_key_fields=f"zip, {name}, nowhere")) == {"lead_key_fields": said}


def test_keys_kept_from_another_dialer_do_not_count() -> None:
    target = destination("APN", lead_key_fields="nowhere", dedupe="?", call_now_mode="?")

    assert problems(target) == {}
    assert set(sent(target)) == {*HEAD, "fields"}


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("dialer", "column"),
    [
        ("APN", "security_phrase"),
        ("APN", "vendor_lead_code"),
        ("NICE CXone", "PCID_ID"),
        ("NICE CXone", "callerId"),
        ("RingCX", "callerId"),
        ("RingCX", "AuxData1"),
    ],
)
def test_a_dialer_keeps_its_own_columns(dialer: str, column: str) -> None:
    said = problems(with_column(destination(dialer), "email", column))

    assert said == {"mapping.email": f"{column} is reserved by this workspace. Choose another column."}


@pytest.mark.parametrize(
    ("dialer", "setting"),
    [("Five9", "reserved_caller_id"), ("Five9", "reserved_unique_id"), ("Amazon Pinpoint", "reserved_caller_id")],
)
def test_reserved_names_are_the_workspace_s_and_unchecked_while_unknown(dialer: str, setting: str) -> None:
    target = with_column(destination(dialer), "email", "f9_pcid")
    spec = ADAPTER.destination_schema(dialer).field(setting)

    assert spec is not None
    assert problems(target) == {}
    assert [note.says for note in spec.notes_on(" ")] == ["Not checked while empty: the workspace knows this name."]
    assert spec.notes_on("F9_PCID") == ()
    checked = replace(target, settings={**target.settings, setting: "other, F9_PCID"})
    assert list(problems(checked)) == ["mapping.email"]
    assert sent(replace(checked, mapping=destination(dialer).mapping))["fields"]


@pytest.mark.parametrize("key", MODES)
def test_a_word_that_is_not_documented_is_refused(key: str) -> None:
    dialer = "RingCX" if key == "dedupe" else "Five9"

    assert problems(destination(dialer, **{key: "REPLACE"})) == {key: f"Choose one of: {', '.join(MODES[key][1])}."}


def test_ringcx_needs_a_choice_about_duplicates_and_an_external_id() -> None:
    assert problems(destination("RingCX", dedupe="", extern_id="")) == {
        "dedupe": "Dedupe is needed.",
        "extern_id": "External ID is needed.",
    }
    spec = ADAPTER.destination_schema("RingCX").field("dedupe")
    assert spec is not None
    assert all(word in spec.help and len(spec.notes_on(word)) == 1 for word in spec.choices)


def test_amazon_pinpoint_needs_a_zip_that_counts() -> None:
    whole = destination("Amazon Pinpoint")
    without = replace(whole, mapping=tuple(row for row in whole.mapping if row.field != "zip"))
    untyped = replace(
        whole, mapping=tuple(replace(row, kind="") if row.field == "zip" else row for row in whole.mapping)
    )

    assert problems(without) == {"mapping.zip": "This dialer needs a column for zip."}
    assert problems(untyped) == {"mapping.zip": "This dialer needs the type Zip here."}
    assert ADAPTER.destination_schema("Amazon Pinpoint").field("dialer_list_id") is None
    found = validate_lead(ADAPTER.lead_schema(whole), {"phone": "2025550123"})
    assert isinstance(found, tuple)
    assert [problem.text for problem in found] == ["Zip is needed."]
    with pytest.raises(ValueError, match="zip: this destination needs it"):
        sent(whole, {"first_name": "Ada"})
