"""Every limit of the contract's section 2: what keeps it is sent, one over is refused beside its field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaddesk.domain.fields import FieldKind
from leaddesk.domain.profile import MappedField
from tests.vendors.crocodial.samples import (
    ADAPTER,
    DESTINATION,
    LEAD,
    PROFILE,
    SECRETS,
    destination,
    draft,
    form,
    refused,
)

FIELDS = {row.column: row.field for row in DESTINATION.mapping}

# column, longest
LENGTHS = [
    ("vendor_lead_code", 20),
    ("source_id", 50),
    ("title", 4),
    ("first_name", 30),
    ("middle_initial", 1),
    ("last_name", 30),
    ("address1", 100),
    ("address2", 100),
    ("address3", 100),
    ("city", 50),
    ("province", 50),
    ("security_phrase", 100),
    ("owner", 20),
    ("comments", 255),
]
# column, fits, does not
SHAPES = [
    ("email", "a" * 58 + "@example.com", "a" * 59 + "@example.com"),
    ("postal_code", "12345-6789", "12345-67890"),
    ("state", "DC", "DCX"),
    ("country_code", "USA", "USAX"),
    ("country_code", "USA", "usa"),
    ("country_code", "USA", "US"),
    ("gender", "F", "X"),
    ("gender", "M", "f"),
    ("date_of_birth", "1980-05-17", "17/05/1980"),
    ("date_of_birth", "2024-02-29", "2023-02-29"),
    ("date_of_birth", "2000-02-29", "1900-02-29"),
    ("date_of_birth", "1980-12-31", "1980-11-31"),
    ("date_of_birth", "1980-01-01", "1980-13-01"),
    ("alt_phone", "202555012301", "2025550123012"),
    ("alt_phone", "2025550124", "202-555-0124"),
    ("rank", "99999", "100000"),
    ("rank", "5", "-5"),
    ("multi_alt_phones", "2025550124_1_work!2025550125_1_sister house!2025550126", "2025550124_1_a_b"),
    ("multi_alt_phones", "2025550124", "20255"),
    ("multi_alt_phones", "2025550124__home", "2025550124_12345_home"),
    ("multi_alt_phones", "2025550124_1_work", "2025550124_1_work|home"),
    ("multi_alt_phones", "2025550124!2025550125", "2025550124!!2025550125"),
    ("multi_alt_phones", "2025550124_1_" + "n" * 1011, "2025550124_1_" + "n" * 1012),
    ("phone_number", "202-555-0123", "12345"),
]


@pytest.mark.parametrize(("column", "longest"), LENGTHS)
def test_a_text_of_the_longest_length_is_sent_and_one_over_is_refused(column: str, longest: int) -> None:
    key = FIELDS[column]
    assert form(**{key: "n" * longest})[column] == "n" * longest
    assert set(refused(**{key: "n" * (longest + 1)})) == {key}


@pytest.mark.parametrize(("column", "fits", "does_not"), SHAPES)
def test_what_a_column_holds_is_looked_at_before_sending(column: str, fits: str, does_not: str) -> None:
    key = FIELDS[column]
    expected = "2025550123" if column == "phone_number" else fits
    assert form(**{key: fits})[column] == expected
    assert set(refused(**{key: does_not})) == {key}


@pytest.mark.parametrize("column", [column for column in FIELDS if column not in ("phone_number", "gender")])
def test_no_field_ends_in_a_backslash(column: str) -> None:
    """Observed: comments and vendor_lead_code that do lose the lead with an empty 500."""
    key = FIELDS[column]
    assert set(refused(**{key: "a\\"})) == {key}


@pytest.mark.parametrize("column", ["first_name", "address1", "comments", "vendor_lead_code", "city"])
def test_an_apostrophe_at_the_end_is_harmless_because_the_source_comes_last(column: str) -> None:
    assert form(**{FIELDS[column]: "it's'"})[column] == "it's'"


@pytest.mark.parametrize("key", [key for key in FIELDS.values() if key != "phone"])
def test_a_field_of_blanks_is_not_sent(key: str) -> None:
    assert form(**{key: "   "}) == form(**{key: ""})


@pytest.mark.parametrize("key", [key for key in FIELDS.values() if key not in ("phone", "Gender")])
def test_control_characters_are_refused(key: str) -> None:
    assert set(refused(**{key: "a\x1bb"})) == {key}


def test_a_number_typed_as_it_is_has_6_to_16_digits() -> None:
    as_typed = {"phone.as_typed": "yes"}
    assert form(phone="ext 555012", **as_typed)["phone_number"] == "555012"
    assert form(phone="1234567890123456", **as_typed)["phone_number"] == "1234567890123456"
    assert set(refused(phone="12345", **as_typed)) == {"phone"}
    assert set(refused(phone="12345678901234567", **as_typed)) == {"phone"}


# setting, fits, does not
SETTINGS = [
    ("list_id", "101", "10"),
    ("list_id", "123456789012", "1234567890123"),
    ("list_id", "2001", "spring"),
    ("list_id", "2001", ""),
    ("campaign_id", "AB", "A"),
    ("campaign_id", "SPRING_1", "SPRING_12"),
    ("campaign_id", "SPR-1", "SPR 1"),
    ("source", "A" * 20, "A" * 21),
    ("source", "AB", "A"),
    ("source", "LeadDesk", "Lead-Desk"),
    ("phone_code", "1234", "12345"),
    ("dnc_check", "AREACODE", "y"),
    ("campaign_dnc_check", "N", "n"),
    ("list_exists_check", "N", "yes"),
    ("hopper_priority", "-99", "-100"),
    ("hopper_priority", "99", "150"),
    ("hopper_priority", "0", "high"),
    ("tz_method", "NANPA", "nanpa"),
    ("callback_type", "USERONLY", "useronly"),
    ("callback_status", "CALLBK", "CALLBAC"),
    ("callback_datetime", "NOW", "now"),
    ("callback_datetime", "2DAYS", "2days"),
    ("callback_datetime", "2027-01-15 12:00:01", "2027-01-15T12:00:01Z"),
    ("callback_datetime", "2027-01-15 12:00:01", "31/12/2027 10:00"),
    ("callback_datetime", "2027-02-28 23:59:59", "2027-02-29 23:59:59"),
    ("callback_datetime", "2027-02-28 23:59:59", "2027-02-28 24:00:00"),
    ("entry_list_id", "201", "20"),
    ("dup_phone", "Whole system", "NODUPES"),
    ("dup_window", "90 days", "45 days"),
    ("campaign_parameter", "campaign", "camp aign"),
    ("campaign_parameter", "campaign_id", "list_id"),
    ("campaign_parameter", "campaing", "gmt_offset_now"),
    ("callback_comments", "call after lunch\\ or so", "call after lunch\\"),
    ("campaign", "Spring", "Spring\\"),
]


@pytest.mark.parametrize(("key", "fits", "does_not"), SETTINGS)
def test_a_setting_keeps_its_limit(key: str, fits: str, does_not: str) -> None:
    assert ADAPTER.destination_problems(destination(**{key: fits})) == ()
    problems = ADAPTER.destination_problems(destination(**{key: does_not}))
    assert [problem.key for problem in problems] == [key]
    with pytest.raises(ValueError, match=key):
        form(destination(**{key: does_not}))


@pytest.mark.parametrize("key", ["source", "campaign_parameter", "dnc_check", "list_exists_check", "dup_phone"])
def test_a_setting_of_blanks_is_its_default(key: str) -> None:
    """Sent as it is, it left the do-not-call check out, and the source empty."""
    assert form(destination(**{key: "   "})) == form(destination(**{key: ""}))


FLAGS = [spec.key for spec in ADAPTER.destination_schema("Croco-Dial").fields if spec.kind is FieldKind.FLAG]


@pytest.mark.parametrize("key", FLAGS)
@pytest.mark.parametrize("text", ["\U0001f600", "Y", "true", "1", "'", "\u0663"])
def test_a_tick_box_sends_y_or_nothing_whatever_a_file_holds(key: str, text: str) -> None:
    assert key not in form(destination(**{key: text}))


def test_the_codec_refuses_what_the_form_would_have_refused() -> None:
    made = draft()
    for key, text in (("first_name", "n" * 31), ("Gender", "X"), ("Comments", "a\\")):
        with pytest.raises(ValueError, match=key):
            ADAPTER.encode_submit(replace(made, values={**made.values, key: text}), PROFILE, DESTINATION, SECRETS)


def test_a_field_without_a_column_has_no_limit_and_is_not_sent() -> None:
    place = replace(DESTINATION, mapping=DESTINATION.mapping[:1])
    assert "first_name" not in form(place, first_name="n" * 31)
    assert LEAD["first_name"] not in form(place).values()


def test_a_custom_column_takes_any_label_and_keeps_off_the_backslash() -> None:
    place = destination(MappedField("Favourite colour", "favorite_color"), custom_fields="yes")
    assert form(place, **{"Favourite colour": "blue"})["favorite_color"] == "blue"
    assert set(refused(place, **{"Favourite colour": "a\\"})) == {"Favourite colour"}
    assert set(refused(place, **{"Favourite colour": "n" * 256})) == {"Favourite colour"}
