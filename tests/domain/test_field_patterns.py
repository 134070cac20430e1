"""What a field's pattern refuses, what it only tells, and a number in its parts."""

from __future__ import annotations

import pytest

from leaddesk.domain.fields import FieldSpec, Refused, check_field, misfit
from leaddesk.domain.phone import Phone, parse_phone

LIST = FieldSpec(key="list_id", label="List ID", pattern="[0-9]{3,12}", pattern_says="3 to 12 digits.")


def test_a_pattern_counts_for_the_whole_text_and_says_its_reason() -> None:
    assert check_field(LIST, " 2001 ") == "2001"
    for text in ("20", "2001x", "x2001", "2001\n2"):
        with pytest.raises(Refused, match=r"^3 to 12 digits\.$"):
            check_field(LIST, text)


def test_an_empty_field_has_no_pattern_and_a_silent_pattern_still_a_reason() -> None:
    assert check_field(LIST, "") == ""
    with pytest.raises(Refused, match="List ID"):
        check_field(FieldSpec(key="list_id", label="List ID", pattern="[0-9]+"), "x")


def test_a_misfit_is_told_without_refusing_it() -> None:
    assert misfit(LIST, "20") == "3 to 12 digits."
    assert misfit(LIST, "2001") == misfit(LIST, "") == ""
    assert misfit(FieldSpec(key="key", label="API key"), "anything") == ""


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("(202) 555-0123", ("1", "2025550123")),
        ("+44 20 7946 0000", ("44", "2079460000")),
        ("+39 06 698 12345", ("39", "0669812345")),
    ],
)
def test_a_number_is_its_country_code_and_the_rest(typed: str, parts: tuple[str, str]) -> None:
    assert parse_phone(typed).parts() == parts


def test_a_number_as_typed_has_no_country_code() -> None:
    assert Phone("ext. 555-012").parts() == ("", "555012")
