"""Profiles, secrets, wire values, vendors, errors and exchanges: small values and their rules."""

from __future__ import annotations

import copy
import logging
import pickle
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from leaddesk.domain.act import Act, ActOutcome
from leaddesk.domain.errors import AnswerLost, KeyringProblem, KeyringTrouble, LeadDeskError, NothingLeft
from leaddesk.domain.exchange import Exchange, ExchangeRow, Opening, SettledBy, Settlement
from leaddesk.domain.fields import FormSchema
from leaddesk.domain.profile import (
    ConnectionProfile,
    Destination,
    MappedField,
    mapping_problems,
    new_id,
    origin_of,
    unmarked,
)
from leaddesk.domain.secret import MASK, Secret, SecretRef
from leaddesk.domain.vendor import Dialer, VendorInfo, for_check
from leaddesk.domain.verdict import (
    HELD,
    HELD_TITLE,
    PARTLY_DONE,
    PARTLY_TITLE,
    Explanation,
    LitigationCase,
    LoadOutcome,
    Silence,
    StoredField,
    Verdict,
)
from leaddesk.domain.wire import HttpRequest, HttpResponse, RequestRecord

AT = datetime(2026, 1, 5, tzinfo=UTC)
PROFILE = ConnectionProfile(id="p", name="North", vendor="v", base_url="https://Example.com/api")


def destination(identity: str, name: str = "Spring") -> Destination:
    return Destination(id=identity, name=name, dialer="APN")


def test_a_destination_is_added_replaced_and_removed() -> None:
    one = PROFILE.with_destination(destination("a")).with_destination(destination("b"))
    renamed = one.with_destination(destination("a", "Summer"))

    assert [item.name for item in renamed.destinations] == ["Summer", "Spring"]
    assert renamed.destination("a") == destination("a", "Summer")
    assert renamed.destination("c") is None
    assert [item.id for item in renamed.without_destination("a").destinations] == ["b"]


def test_a_secret_is_bound_to_profile_and_origin() -> None:
    assert PROFILE.secret_ref("api_key") == SecretRef("p", "https://example.com:443", "api_key")
    assert origin_of("http://127.0.0.1") == "http://127.0.0.1:80"
    assert origin_of("https://example.com:8443/x") == "https://example.com:8443"
    assert new_id() != new_id()


def test_a_profile_names_its_host() -> None:
    assert PROFILE.host == "example.com"
    assert ConnectionProfile(id="p", name="North", vendor="v", base_url="").host == ""


def test_a_sound_mapping_has_no_problems() -> None:
    rows = (MappedField("phone", "number1", "Phone"), MappedField("zip", "zip", "Zip"))

    assert mapping_problems(rows, reserved=("callerId",), required=("phone",)) == ()


@pytest.mark.parametrize(
    ("row", "key", "said"),
    [
        (MappedField(" ", "city"), " ", "names no field"),
        (MappedField("city", " "), "city", "no dialer column"),
        (MappedField("city", "CALLERID"), "city", "reserved"),
        (MappedField("city", "callerId "), "city", "reserved"),
        (MappedField("city", "number1"), "city", "filled twice"),
        (MappedField("city", " number1"), "city", "filled twice"),
        (MappedField("phone", "number2"), "phone", "mapped twice"),
    ],
)
def test_a_bad_row_is_named(row: MappedField, key: str, said: str) -> None:
    rows = (MappedField("phone", "number1", "Phone"), row)

    (problem,) = mapping_problems(rows, reserved=("callerId",), required=("phone",))

    assert problem.key == key
    assert said in problem.text


def test_a_needed_field_without_a_row_is_named() -> None:
    (problem,) = mapping_problems((), reserved=(), required=("phone",))

    assert (problem.key, problem.text) == ("phone", "This dialer needs a column for phone.")


def test_a_secret_shows_itself_to_nobody(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret("canary-key")

    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("using %s %r", secret, {"key": secret})
    shown = f"{secret} {secret!r} {secret:>20} {[secret]} {caplog.text}"

    assert "canary" not in shown
    assert secret.reveal() == "canary-key"
    assert bool(secret)
    assert not Secret("")
    for leak in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="never pickled"):
            leak(secret)


def test_secrets_compare_by_their_text_and_hash_without_it() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert hash(Secret("a")) == hash(Secret("b"))


def test_a_request_on_record_holds_no_credential() -> None:
    request = HttpRequest(
        "POST", "https://example.com", (("X-API-KEY", Secret("canary")), ("Accept", "json")), b"\xff{}"
    )

    assert request.secrets() == (Secret("canary"),)
    assert request.redacted() == RequestRecord(
        "POST", "https://example.com", (("X-API-KEY", MASK), ("Accept", "json")), "\ufffd{}"
    )


def test_headers_are_found_whatever_their_case() -> None:
    response = HttpResponse(200, (("Retry-After", "5"), ("retry-after", "6")), b"personal data")

    assert response.header("RETRY-AFTER") == "5"
    assert response.header("Date") == ""
    assert "personal" not in repr(response)


def test_problems_say_three_things() -> None:
    problem = LeadDeskError("It broke.", hint="Mend it.", can_retry=True)

    assert problem.sentence() == "It broke. Mend it."
    assert (str(problem), problem.can_retry) == ("It broke.", True)
    assert Explanation("A.", "", "C.").sentence() == "A. C."
    assert AnswerLost("x").left
    assert not NothingLeft("x").left


@pytest.mark.parametrize(
    ("trouble", "can_retry", "nothing_kept"),
    [
        (KeyringTrouble.ABSENT, False, True),
        (KeyringTrouble.NULL, False, True),
        (KeyringTrouble.LOCKED, True, False),
        (KeyringTrouble.FAILING, True, False),
    ],
)
def test_a_keyring_problem_knows_what_helps(trouble: KeyringTrouble, can_retry: bool, nothing_kept: bool) -> None:
    problem = KeyringProblem(trouble, "No keyring.")

    assert (problem.can_retry, problem.nothing_kept) == (can_retry, nothing_kept)


OPENING = Opening(
    at=AT,
    operator="Op",
    vendor="v",
    profile_id="p",
    profile_name="North",
    environment="Test",
    destination_id="d",
    destination_name="Spring",
    dialer="APN",
    act="Load lead",
    number="+12025550123",
    lead={},
    request=RequestRecord("POST", "https://example.com", (), ""),
)


def settlement(outcome: LoadOutcome | ActOutcome, title: str = "x", by: SettledBy = SettledBy.ANSWER) -> Settlement:
    return Settlement(at=AT, by=by, outcome=outcome, explanation=Explanation(title), assessment="")


def row(act: str = "Load lead", outcome: str = "Loaded", title: str = "") -> ExchangeRow:
    return ExchangeRow(
        id=1,
        at=AT,
        operator="Op",
        profile_name="North",
        environment="Test",
        destination_name="Spring",
        number="+12025550123",
        outcome=outcome,
        assessment="Review",
        act=act,
        title=title,
    )


def test_the_last_settlement_counts() -> None:
    first, last = settlement(LoadOutcome.UNKNOWN, by=SettledBy.CANCEL), settlement(LoadOutcome.LOADED)

    assert Exchange(1, OPENING).settled is None
    assert Exchange(1, OPENING, (first, last)).settled is last


@pytest.mark.parametrize(
    ("outcome", "title", "word"),
    [
        (LoadOutcome.LOADED, "x", "Loaded"),
        (LoadOutcome.LOADED, PARTLY_TITLE, PARTLY_DONE),
        (LoadOutcome.LOADED, HELD_TITLE, HELD),
        (LoadOutcome.REJECTED, PARTLY_TITLE, "Rejected"),
    ],
)
def test_a_load_that_left_something_undone_is_called_so_everywhere(outcome: LoadOutcome, title: str, word: str) -> None:
    assert settlement(outcome, title).word == word
    assert Verdict(outcome=outcome, explanation=Explanation(title)).word == word
    assert row(outcome=outcome, title=title).word == word


def test_a_verdict_that_is_held_is_never_only_partly_done() -> None:
    loaded = Verdict(outcome=LoadOutcome.LOADED, explanation=Explanation("x"), undone=("No callback was made.",))

    assert loaded.word == PARTLY_DONE
    assert replace(loaded, held=True).word == HELD


def test_an_act_is_no_load() -> None:
    acted = settlement(ActOutcome.DONE)

    assert acted.word == "Done"
    with pytest.raises(ValueError, match="Done"):
        _ = acted.load_outcome
    assert settlement(LoadOutcome.LOADED).load_outcome is LoadOutcome.LOADED
    for act, is_act in (("Load lead", False), (Act.PAUSE, True)):
        assert Exchange(1, replace(OPENING, act=act)).is_act is row(act=act).is_act is is_act


def test_a_vendor_finds_its_dialers() -> None:
    apn = Dialer(name="APN")
    vendor = VendorInfo(key="v", name="V", default_base_url="", secret_slots=(), options=FormSchema(()), dialers=(apn,))

    assert vendor.dialer("APN") is apn
    assert vendor.dialer("Five9") is None


def test_a_case_knows_why_a_field_is_empty() -> None:
    case = LitigationCase(silences=(("court", Silence.UNREADABLE),))

    assert case.silence("court") is Silence.UNREADABLE
    assert case.silence("name") is None
    assert [case.text(name) for name in ("court", "name")] == ["unreadable", "none given"]
    named = LitigationCase(name="TESTA PERSON", judges=("JUDGE ONE", "JUDGE TWO"))
    assert [named.text(name) for name in ("name", "judges")] == ["TESTA PERSON", "JUDGE ONE, JUDGE TWO"]


@pytest.mark.parametrize(("sent", "differs"), [("20001", False), ("20002", True), (None, True)])
def test_a_stored_field_knows_whether_it_was_changed(sent: str | None, differs: bool) -> None:
    assert StoredField(0, "zip", "20001", "zip", sent).differs is differs


def test_a_check_goes_out_with_the_settings_that_the_dialer_forces() -> None:
    dialer = Dialer(name="APN", check_settings={"call_now_mode": "NONE"}, may_call_on_check=False)
    asked = replace(destination("a"), settings={"campaign_id": "c", "call_now_mode": "ANY"}, for_checks=True)

    checked = for_check(asked, dialer)

    assert checked == replace(asked, settings={"campaign_id": "c", "call_now_mode": "NONE"})
    assert asked.settings["call_now_mode"] == "ANY", "an ordinary lead still goes out as it is set"
    assert for_check(asked, Dialer(name="APN")) == asked
    assert Dialer(name="APN").may_call_on_check, "a dialer that says nothing may call"


def test_a_profile_can_be_taken_all_marks_off() -> None:
    marked = PROFILE.with_destination(replace(destination("a"), for_checks=True)).with_destination(destination("b"))
    assert unmarked(marked) == PROFILE.with_destination(destination("a")).with_destination(destination("b"))
