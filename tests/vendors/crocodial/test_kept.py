"""*As stored* of a load: what its lines tell back of what was sent; and what is said first of what was not done."""

from __future__ import annotations

from leaddesk.domain.verdict import HELD_TITLE, StoredField
from leaddesk.vendors.adapter import Sent, SentValue
from tests.vendors.crocodial.samples import SENT, decoded

ADDED = "SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550123|{}|700001|-5|apiuser\n"


def asked(**parameters: str) -> Sent:
    """Returns what was sent, with these parameters too."""
    more = tuple(SentValue(column, text) for column, text in parameters.items())
    return Sent(SENT.phone, (*(value for value in SENT.values if value.column not in parameters), *more))


def test_a_load_tells_back_its_number_and_its_list() -> None:
    assert decoded(ADDED.format(2001)).stored == (
        StoredField(0, "phone_number", "2025550123", "phone_number", "2025550123"),
        StoredField(1, "list_id", "2001", "list_id", "2001"),
    )
    elsewhere = decoded(ADDED.format(999)).stored[1]
    assert (elsewhere.value, elsewhere.differs) == ("999", True)


def test_a_callback_is_told_back_with_the_time_it_was_given() -> None:
    line = "NOTICE: add_lead SCHEDULED CALLBACK ADDED - 700001|SPRING|2026-11-23 10:00:00|ANYONE|apiuser|CALLBK\n"
    sent = asked(callback="Y", callback_datetime="2DAYS", campaign_id="SPRING")
    stored = {
        field.column: (field.sent_value, field.value) for field in decoded(ADDED.format(2001) + line, sent=sent).stored
    }
    assert stored["callback_datetime"] == ("2DAYS", "2026-11-23 10:00:00")
    assert stored["campaign_id"] == ("SPRING", "SPRING")
    assert "callback_type" not in stored, "nobody sent one"


def test_nothing_is_told_back_where_nothing_is_known_to_be_sent_or_nothing_was_loaded() -> None:
    assert decoded(ADDED.format(2001), sent=Sent()).stored == ()
    assert decoded("ERROR: add_lead PHONE NUMBER IN DNC - 2025550123|apiuser\n").stored == ()


def test_what_keeps_anybody_from_dialling_it_is_said_first_with_what_to_do() -> None:
    body = (
        ADDED.format(2001)
        + "NOTICE: add_lead CUSTOM FIELDS NOT ADDED, NO FIELDS DEFINED - 2025550123|700001|2001\n"
        + "NOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - 700001|SPRING\n"
    )
    verdict = decoded(body, sent=asked(callback="Y", custom_fields="Y"))
    assert verdict.explanation.title == HELD_TITLE
    assert "no callback was made" in verdict.undone[0]
    assert verdict.explanation.hint.startswith("Make the callback in the dialer")


def test_a_step_that_was_half_done_is_not_said_to_be_done_too() -> None:
    body = ADDED.format(2001) + "NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - 1|700001|apiuser\n"
    verdict = decoded(body, sent=asked(multi_alt_phones="2025550124!2025550125_1_home"))
    assert verdict.notices == ("MULTI-ALT-PHONE NUMBERS LOADED. Only 1 of 2 further phones were taken.",)
