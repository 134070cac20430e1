"""What speaks against an act, and what a campaign that was read again proves of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from leaddesk.domain.act import Act, ActOutcome, is_act
from leaddesk.domain.campaign import ActAnswer, ActOrder, AnswerShape, Campaign, Moment
from leaddesk.domain.campaign_acts import (
    changed_texts,
    judge,
    judge_list,
    may_still_send,
    message_label,
    message_tab,
    reasons_against,
    status_change,
    subject,
)
from leaddesk.domain.exchange import Exchange
from leaddesk.domain.profile import ConnectionProfile, SafetyLevel
from leaddesk.domain.verdict import LoadOutcome
from tests.infra.history_samples import opening, settlement

PROFILE = ConnectionProfile(id="p1", name="Northside", vendor="purecallerid", base_url="https://vendor.example.com")
CAMPAIGN = Campaign(id="c1", name="Spring", status="READY", messages={"helpMessage": "Help.", "stopMessage": "Stop."})


def order(act=Act.PAUSE, **more):
    return ActOrder(act=act, campaign_id="c1", campaign_name="Spring", **more)


def test_the_words_of_acts_are_told_from_those_of_loads():
    assert all(is_act(act.value) for act in Act)
    assert not any(map(is_act, ("Load lead", "Check number", "")))


@pytest.mark.parametrize("act", list(Act))
def test_nothing_is_done_through_a_read_only_profile_or_without_a_campaign(act):
    assert "read only" in reasons_against(act, CAMPAIGN, replace(PROFILE, safety=SafetyLevel.READ_ONLY))
    assert reasons_against(act, None, PROFILE) == "Choose a campaign first."
    assert "without an id" in reasons_against(act, replace(CAMPAIGN, id=""), PROFILE)


@pytest.mark.parametrize("status", ["ACTIVE", "READY", "DRAFT", "PENDING_APPROVAL", "", "ODD"])
@pytest.mark.parametrize("act", [Act.PAUSE, Act.PAUSE_LIST, Act.ACTIVATE_LIST])
def test_a_pause_and_a_list_are_open_whatever_the_status(act, status):
    assert reasons_against(act, replace(CAMPAIGN, status=status), PROFILE) == ""


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("READY", ""),
        ("PAUSED", ""),
        ("ACTIVE", "It is active already."),
        (" active ", "It is active already."),
        ("DRAFT", "It is DRAFT: only an approved campaign can be activated."),
        ("PENDING_APPROVAL", "It is PENDING_APPROVAL: only an approved campaign can be activated."),
        ("", "Its status did not come, so nobody knows whether it may be activated. Refresh first."),
        ("ODD", "LeadDesk does not know the status ODD: activate it in the product."),
    ],
)
def test_a_campaign_is_activated_in_a_fit_status_only(status, why):
    assert reasons_against(Act.ACTIVATE, replace(CAMPAIGN, status=status), PROFILE) == why


def test_messages_are_edited_while_it_is_not_active():
    assert reasons_against(Act.EDIT_MESSAGES, CAMPAIGN, PROFILE) == ""
    assert "pause it first" in reasons_against(Act.EDIT_MESSAGES, replace(CAMPAIGN, status="ACTIVE"), PROFILE)


def test_only_texts_that_differ_and_are_not_blank_are_sent():
    wanted = {
        "odd": "x",
        "startMessage": "Start.",
        "stopMessage": "Stop.",
        "helpMessage": "Help!",
        "outgoingMessage": " ",
    }
    assert list(changed_texts(wanted, CAMPAIGN).items()) == [
        ("helpMessage", "Help!"),
        ("startMessage", "Start."),
        ("odd", "x"),
    ]


@pytest.mark.parametrize(
    ("act", "after", "outcome"),
    [
        (Act.PAUSE, "READY", ActOutcome.DONE),
        (Act.PAUSE, "PAUSED", ActOutcome.DONE),
        (Act.PAUSE, "DRAFT", ActOutcome.DONE),
        (Act.PAUSE, "ACTIVE", ActOutcome.DID_NOT_CHANGE),
        (Act.PAUSE, "PAUSING", ActOutcome.UNKNOWN),
        (Act.PAUSE, "", ActOutcome.UNKNOWN),
        (Act.ACTIVATE, "ACTIVE", ActOutcome.DONE),
        (Act.ACTIVATE, "READY", ActOutcome.DID_NOT_CHANGE),
        (Act.ACTIVATE, "PENDING_APPROVAL", ActOutcome.DID_NOT_CHANGE),
        (Act.ACTIVATE, "STARTING", ActOutcome.UNKNOWN),
    ],
)
def test_the_status_that_was_read_again_is_the_outcome(act, after, outcome):
    judged = judge(order(act), "BEFORE", replace(CAMPAIGN, status=after))
    assert judged.outcome is outcome
    assert f"BEFORE → {after or 'not known'}" in judged.explanation.title


def test_a_change_without_its_ends_says_so():
    assert status_change("", "READY") == "not known → READY"
    assert status_change("ACTIVE", "") == "ACTIVE → not known"


def test_each_text_is_compared_by_itself():
    asked = {"helpMessage": "New help.\r\n", "stopMessage": "New stop."}
    after = replace(CAMPAIGN, status="PENDING_APPROVAL", ticket="77", messages={"helpMessage": "New help."})
    judged = judge(order(Act.EDIT_MESSAGES, messages=asked), "READY", after)
    assert judged.outcome is ActOutcome.DID_NOT_CHANGE
    assert judged.explanation.title == "Not all messages of Spring changed."
    assert judged.explanation.detail == (
        "Help message: changed. Stop message: did not change. Status READY → PENDING_APPROVAL. Approval ticket 77."
    )
    none = judge(order(Act.EDIT_MESSAGES, messages={"stopMessage": "x"}), "READY", CAMPAIGN)
    assert none.explanation.title == "The messages of Spring did not change."
    assert "No approval ticket came." in none.explanation.detail
    every = judge(order(Act.EDIT_MESSAGES, messages={"helpMessage": "New help."}), "READY", after)
    assert every.outcome is ActOutcome.DONE


def test_a_list_is_never_judged_by_a_campaign():
    for act in (Act.ACTIVATE_LIST, Act.PAUSE_LIST):
        with pytest.raises(ValueError, match="cannot be read again"):
            judge(order(act, list_name="May"), "", CAMPAIGN)


def test_a_list_act_claims_what_the_vendor_answered():
    empty = judge_list(order(Act.PAUSE_LIST, list_name="May"), ActAnswer(accepted=True, shape=AnswerShape.EMPTY))
    assert empty.explanation.title == ("List “May”: the vendor answered with an empty body; a list cannot be re-read.")
    assert empty.outcome is ActOutcome.DONE


@pytest.mark.parametrize(("act", "perhaps"), [(Act.PAUSE_LIST, "paused"), (Act.ACTIVATE_LIST, "active")])
def test_a_list_act_whose_answer_cannot_be_read_is_unknown(act, perhaps):
    garbled = ActAnswer(accepted=True, shape=AnswerShape.OTHER, text="{", legible=False)
    judged = judge_list(order(act, list_name="May"), garbled)
    assert judged.outcome is ActOutcome.UNKNOWN
    assert judged.explanation.sentence() == (
        "Nobody knows whether list “May” changed: the vendor's answer cannot be read. "
        f"The list may be {perhaps}, or not. A list cannot be re-read: look in the product."
    )


def test_what_may_still_go_out_is_said():
    assert may_still_send(CAMPAIGN) == ""
    sending = replace(CAMPAIGN, sending="SENDING", sending_description="12 of 40", next_run=Moment("2026-11-22T15:00Z"))
    assert may_still_send(sending) == (
        "Spring: it is still SENDING (12 of 40): texts that are on their way may still go out; "
        "its next run is set to 2026-11-22T15:00Z."
    )
    assert may_still_send(Campaign(id="c2", sending="SENDING")).startswith("c2: it is still SENDING:")
    timed = replace(CAMPAIGN, next_run=Moment("2026-11-21T14:30:00.000Z", datetime(2026, 11, 21, 14, 30, tzinfo=UTC)))
    assert may_still_send(timed) == "Spring: its next run is set to Nov 21, 2026, 2:30 pm UTC."
    assert judge(order(), "ACTIVE", timed, lambda _at: "at noon EST").explanation.detail == (
        "Spring: its next run is set to at noon EST."
    )
    paused = judge(order(), "ACTIVE", sending)
    assert paused.explanation.detail == may_still_send(sending)


def test_an_act_is_about_its_campaign_and_its_list():
    assert subject(order()) == "Spring"
    assert subject(order(Act.PAUSE_LIST, list_name=" May ")) == "Spring, list “ May ”"
    assert subject(ActOrder(act=Act.PAUSE, campaign_id="c1", campaign_name="")) == "c1"


def test_an_exchange_knows_whether_it_is_an_act():
    act = Exchange(1, opening(act=Act.PAUSE.value), (settlement(outcome=ActOutcome.DONE),))
    assert act.is_act
    with pytest.raises(ValueError, match="Done"):
        _ = act.settlements[0].load_outcome
    load = Exchange(2, opening(), (settlement(),))
    assert not load.is_act
    assert load.settlements[0].load_outcome is LoadOutcome.LOADED


def test_a_text_without_a_label_stands_for_itself():
    assert (message_label("helpMessage"), message_label("odd")) == ("Help message", "odd")
    assert (message_tab("helpMessage"), message_tab("odd")) == ("Help", "odd")
