"""What a destination needs: callbacks, custom fields, duplicates and their conflicts, each told beside its field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.alt_phones import AltPhone, read_phones, write_phones
from leaddesk.domain.profile import MappedField
from leaddesk.vendors.crocodial.duplicates import MATCHES, SCOPES, WINDOW, write_check
from tests.vendors.crocodial.samples import ADAPTER, DESTINATION, destination, form, refused

COLOUR = MappedField("Favourite colour", "favorite_color")


def problems(*rows: MappedField, **settings: str) -> dict[str, str]:
    return {problem.key: problem.text for problem in ADAPTER.destination_problems(destination(*rows, **settings))}


def test_the_settings_stand_in_sections() -> None:
    fields = ADAPTER.destination_schema("Croco-Dial").fields
    sections = list(dict.fromkeys(spec.section for spec in fields))
    assert sections[:3] == ["Where leads go", "Do not call", "Duplicates"]
    assert all(spec.section and spec.help for spec in fields)
    assert [spec.section for spec in fields] == sorted((s.section for s in fields), key=sections.index), (
        "each in one piece"
    )
    labels = [spec.label for spec in fields]
    assert len(set(labels)) == len(labels)
    assert {"Campaign ID", "List ID"} <= set(labels)


def test_every_documented_setting_is_there() -> None:
    keys = {spec.key for spec in ADAPTER.destination_schema("Croco-Dial").fields}
    documented = """
        dnc_check campaign_dnc_check campaign_id add_to_hopper hopper_priority hopper_local_call_time_check
        usacan_prefix_check usacan_areacode_check nanpa_ac_prefix_check custom_fields tz_method callback callback_status
        callback_datetime callback_type callback_user callback_comments lookup_state list_exists_check list_id source
        phone_code entry_list_id
    """
    assert set(documented.split()) <= keys


def test_every_documented_lead_field_can_be_filled() -> None:
    columns = {row.column for row in DESTINATION.mapping}
    documented = """
        vendor_lead_code source_id title first_name middle_initial last_name address1 address2 address3 city rank owner
        state province postal_code country_code gender date_of_birth alt_phone email security_phrase comments
        multi_alt_phones phone_number
    """
    assert columns == set(documented.split())
    assert problems(MappedField("GMT offset", "gmt_offset_now")) == {}


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        ({"callback_datetime": "NOW"}, "campaign_id"),
        ({"campaign_id": "SPRING"}, "callback_datetime"),
        ({"campaign_id": "SPRING", "callback_datetime": "NOW", "callback_type": "USERONLY"}, "callback_user"),
    ],
)
def test_a_callback_needs_a_campaign_a_time_and_its_user(settings: dict[str, str], key: str) -> None:
    assert list(problems(callback="yes", **settings)) == [key]
    assert problems(**settings) == {}, "while no callback is made, nothing of it is needed"


def test_what_each_lead_says_of_its_callback_may_be_left_out_of_the_destination() -> None:
    rows = (MappedField("Call at", "callback_datetime"), MappedField("Call by", "callback_user"))
    settings = {"callback": "yes", "campaign_id": "SPRING", "callback_type": "USERONLY"}
    assert problems(*rows, **settings) == {}
    place = destination(*rows, **settings)
    assert set(refused(place)) == {"Call at", "Call by"}
    assert form(place, **{"Call at": "NOW", "Call by": "1001"})["callback_user"] == "1001"


def test_a_custom_field_goes_out_under_its_label_when_custom_fields_are_on() -> None:
    assert "tick Send custom fields" in problems(COLOUR)["mapping.Favourite colour"]
    place = destination(COLOUR, custom_fields="yes")
    sent = form(place, **{"Favourite colour": "blue"})
    assert (sent["custom_fields"], sent["favorite_color"]) == ("Y", "blue")


CERTIFICATE = "https://cert.trustedform.com/0123456789abcdef0123456789abcdef01234567"
LEADID = "01234567-89AB-CDEF-0123-456789ABCDEF"


def test_a_consent_token_is_looked_at_before_it_goes_out_as_a_custom_field() -> None:
    rows = (MappedField("Cert", "cert", "TrustedFormCert"), MappedField("LeadiD", "leadid", "VeriskLeadId"))
    place = destination(*rows, custom_fields="yes")
    assert ADAPTER.destination_problems(place) == ()
    assert set(refused(place, **{"Cert": "https://example.com/1", "LeadiD": "1234"})) == {"Cert", "LeadiD"}
    sent = form(place, **{"Cert": CERTIFICATE, "LeadiD": LEADID})
    assert (sent["cert"], sent["leadid"]) == (CERTIFICATE, LEADID)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (MappedField("Cert", "cert", "Phone"), "Phone is no type that this vendor knows."),
        (MappedField("Cert", "gmt_offset_now", "TrustedFormCert"), "Only a custom field of the list can hold"),
    ],
)
def test_only_a_custom_field_holds_a_token(row: MappedField, says: str) -> None:
    assert problems(row, custom_fields="yes")["mapping.Cert"].startswith(says)


def test_custom_fields_and_an_entry_list_exclude_each_other() -> None:
    assert list(problems(custom_fields="yes", entry_list_id="201")) == ["entry_list_id"]
    assert problems(entry_list_id="201") == {}


@pytest.mark.parametrize(
    "column", ["pass", "user", "function", "source", "duplicate_check", "list_id", "campaing", "x y", "é"]
)
def test_no_row_fills_what_is_not_the_leads(column: str) -> None:
    assert list(problems(MappedField("Odd", column), custom_fields="yes")) == ["mapping.Odd"]


def test_the_number_to_dial_goes_to_its_own_column_alone() -> None:
    elsewhere = replace(DESTINATION, mapping=(MappedField("phone", "alt_phone"), MappedField("Other", "phone_number")))
    assert {p.key for p in ADAPTER.destination_problems(elsewhere)} == {"mapping.phone", "mapping.Other"}
    typed = replace(DESTINATION, mapping=(MappedField("phone", "phone_number", "Phone"),))
    assert [p.key for p in ADAPTER.destination_problems(typed)] == ["mapping.phone"]


@pytest.mark.parametrize(
    ("settings", "key", "column"),
    [
        ({"dup_title_alt": "Same list"}, "Alternate phone", "alt_phone"),
        ({"tz_method": "POSTAL"}, "zip", "postal_code"),
        ({"tz_method": "TZCODE"}, "Owner", "owner"),
    ],
)
def test_what_a_setting_goes_by_every_lead_must_have(settings: dict[str, str], key: str, column: str) -> None:
    assert set(refused(destination(**settings))) == {key}
    assert refused() == {}
    assert problems(**settings) == {}
    without = replace(
        destination(**settings), mapping=tuple(row for row in DESTINATION.mapping if row.column != column)
    )
    assert [problem.key for problem in ADAPTER.destination_problems(without)] == list(settings)


def test_names_with_an_apostrophe_are_refused_where_duplicates_are_looked_for_by_name() -> None:
    """Observed: the server answers an empty 500, and nobody can tell what became of the lead."""
    place = destination(dup_name_phone="Same list")
    assert set(refused(place, last_name="O'Brien")) == {"last_name"}
    assert refused(last_name="O'Brien") == {}


def test_what_may_be_dialled_at_once_is_said_before_sending() -> None:
    assert "within seconds" in ADAPTER.sending_hint(destination(add_to_hopper="yes"))
    assert "held for a callback" in ADAPTER.sending_hint(destination(callback="yes"))
    assert "do-not-call" in ADAPTER.sending_hint(destination(dnc_check="N"))
    assert "seconds" not in ADAPTER.sending_hint(DESTINATION)


# ------------------------------------------------------------------ duplicates


@pytest.mark.parametrize(
    ("settings", "parameter"),
    [
        ({"dup_phone": "Same list"}, "DUPLIST"),
        ({"dup_phone": "Campaign's lists"}, "DUPCAMP"),
        ({"dup_phone": "Whole system", WINDOW: "90 days"}, "DUPSYS90DAY"),
        ({"dup_phone_alt": "Same list"}, "DUPPHONEALTLIST"),
        ({"dup_title_alt": "Campaign's lists"}, "DUPTITLEALTPHONECAMP"),
        ({"dup_name_phone": "Whole system"}, "DUPNAMEPHONESYS"),
        ({"dup_phone": "Same list", "dup_name_phone": "Whole system"}, "DUPLIST-DUPNAMEPHONESYS"),
        (
            {"dup_phone": "Same list", "dup_name_phone": "Whole system", WINDOW: "1 day"},
            "DUPLIST1DAY-DUPNAMEPHONESYS1DAY",
        ),
        ({WINDOW: "90 days"}, ""),
        ({}, ""),
    ],
)
def test_a_check_is_scope_and_match_with_one_window(settings: dict[str, str], parameter: str) -> None:
    assert write_check(settings) == parameter


DAYS = (1, 2, 3, 7, 14, 15, 21, 28, 30, 60, 90, 180, 360)


@given(
    scopes=st.fixed_dictionaries({key: st.sampled_from(["No", *SCOPES]) for key in MATCHES}),
    days=st.sampled_from([0, *DAYS]),
)
def test_all_that_is_looked_for_has_the_same_window(scopes: dict[str, str], days: int) -> None:
    window = {0: "Any time", 1: "1 day"}.get(days, f"{days} days")
    options = [part for part in write_check({**scopes, WINDOW: window}).split("-") if part]
    wanted = [f"{MATCHES[key]}{SCOPES[scope]}" for key in MATCHES if (scope := scopes[key]) != "No"]
    assert options == [f"{one}{days}DAY" if days else one for one in wanted]


def test_every_window_of_the_form_is_a_window_of_the_vendor() -> None:
    spec = ADAPTER.destination_schema("Croco-Dial").field(WINDOW)
    assert spec is not None
    assert [int(word.split()[0]) for word in spec.choices[1:]] == list(DAYS)


# ------------------------------------------------------------------ several phones


def test_phones_are_written_as_the_vendor_parts_them() -> None:
    phones = (AltPhone("2025550124", "1", "work"), AltPhone("2025550125", note="sister house"), AltPhone("2025550126"))
    text = "2025550124_1_work!2025550125__sister house!2025550126"
    assert write_phones(phones) == text
    assert read_phones(text) == phones
    assert form(**{"More phones": text})["multi_alt_phones"] == text


@pytest.mark.parametrize("mark", list("_!|\\\n"))
def test_a_note_keeps_off_what_parts_the_pieces(mark: str) -> None:
    with pytest.raises(ValueError, match="note"):
        write_phones([AltPhone("2025550124", note=f"a{mark}b")])
    assert set(refused(**{"More phones": f"2025550124_1_a{mark}b"})) == {"More phones"}


@pytest.mark.parametrize("phone", [AltPhone("20255"), AltPhone("202-555-0124"), AltPhone("2025550124", "12345")])
def test_an_impossible_phone_is_told(phone: AltPhone) -> None:
    assert phone.problem()


def test_too_many_phones_are_told() -> None:
    with pytest.raises(ValueError, match="1024"):
        write_phones([AltPhone("2025550124")] * 94)


NOTES = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="_!|\\\r\n"), max_size=20)


@given(
    st.lists(
        st.tuples(st.from_regex("[0-9]{6,16}", fullmatch=True), st.sampled_from(["", "1", "44"]), NOTES), max_size=5
    )
)
def test_phones_read_back_as_they_were_written(rows: list[tuple[str, str, str]]) -> None:
    phones = tuple(AltPhone(number, code, note.strip()) for number, code, note in rows)
    assert read_phones(write_phones(phones)) == phones
