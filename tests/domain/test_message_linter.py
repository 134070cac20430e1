"""The message linter: what the shipped expectations find in texts, and what they never claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.advice import Advice
from leaddesk.domain.campaign import MESSAGE_KEYS
from leaddesk.domain.message_linter import lint_message
from leaddesk.domain.message_rules import MessageRules
from leaddesk.infra.message_rules import parse_message_rules
from tests.helpers.growth import LINEAR, growth

SHIPPED = parse_message_rules((Path(__file__).parents[2] / "resources" / "rules" / "messages.toml").read_text("utf-8"))
TODAY = date(2026, 11, 21)
GOOD = {
    "outgoingMessage": "Hello {{FirstName}}, this is Sample Co. Reply STOP to end.",
    "responseMessage": "Thank you! An agent will call you.",
    "helpMessage": "Sample Co: call (303) 555-0142 or visit https://www.example.com for help.",
    "stopMessage": "Sample Co: You are unsubscribed and will get no more texts.",
    "startMessage": (
        "Welcome to Sample Co alerts, 4 msgs/mo. Msg & data rates may apply. Reply HELP for help, STOP to end."
    ),
}


def lint_all(messages: Mapping[str, str], rules: MessageRules = SHIPPED) -> list[Advice]:
    return [advice for key, text in messages.items() for advice in lint_message(key, text, rules, TODAY)]


def found(key: str, text: str, rules: MessageRules = SHIPPED) -> list[str]:
    return [advice.rule for advice in lint_all({key: text}, rules)]


def test_texts_that_say_what_is_expected_have_no_finding():
    assert lint_all(GOOD) == []


def test_bare_texts_are_found_lacking_what_each_is_expected_to_say():
    findings = lint_all(dict.fromkeys(MESSAGE_KEYS, "great news, call us"))
    assert [(advice.where, advice.rule) for advice in findings] == [
        ("Outgoing message", "sender-named"),
        ("Outgoing message", "opt-out-wording"),
        ("Help message", "sender-named-in-replies"),
        ("Help message", "help-contact"),
        ("Stop message", "sender-named-in-replies"),
        ("Stop message", "stop-confirmed"),
        ("Start message", "sender-named-in-replies"),
        ("Start message", "opt-out-wording"),
        ("Start message", "start-frequency"),
        ("Start message", "start-rates"),
        ("Start message", "start-help"),
    ]
    assert findings[1].sentence() == (
        "Outgoing message: No opt-out wording such as “Reply STOP to end” was recognised. Texts are expected to say"
        " which word ends them. Source: Reported: CTIA Messaging Principles and Best Practices, May 2023, 5.1.3."
        " Checked on Nov 21, 2026, review by Mar 31, 2027."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Reply STOP to end",
        "reply 'stop'",
        "Text STOP",
        "STOP to opt-out",
        "STOP2END? No: txt  “Stop”",
        "STOP=end, reply\nSTOP",
    ],
)
def test_opt_out_wording_is_recognised_whatever_its_case_and_marks(text):
    assert "opt-out-wording" not in found("outgoingMessage", text)


@pytest.mark.parametrize("text", ["We never stop", "Nonstop texts", "Reply 2 to end", "{{Reply STOP}}", "unstoppable"])
def test_the_word_stop_alone_is_no_opt_out_wording(text):
    assert "opt-out-wording" in found("outgoingMessage", text)


@pytest.mark.parametrize(
    "text",
    [
        "Sample Co: hello",
        "hi, this is Sample",
        "News from the Sample Shop",
        "It's Anna with Example, ok?",
        "Ärztehaus Mitte: Hallo",
    ],
)
def test_a_name_is_recognised_before_an_early_colon_or_after_a_lead_in(text):
    assert "sender-named" not in found("outgoingMessage", text)


@pytest.mark.parametrize(
    "text",
    [
        "Reminder: tomorrow",
        "Hi there: news",
        "this is your dentist",
        "Reply with STOP",
        "news from us",
        "{{Company}}: hi",
        "at 9: ok",
    ],
)
def test_what_is_no_name_is_not_taken_for_one(text):
    assert "sender-named" in found("outgoingMessage", text)


def test_a_brand_on_file_has_to_be_named_itself():
    rules = replace(SHIPPED, brands=("Sample & Co", "SC"))
    assert "sender-named" not in found("outgoingMessage", "hi from SAMPLE & CO.", rules)
    assert "sender-named" not in found("outgoingMessage", "sc here", rules)
    assert "sender-named" in found("outgoingMessage", "This is Other Inc, a scheme", rules)


def test_a_merge_field_may_bring_what_was_not_recognised():
    (sender, opt_out) = lint_message("outgoingMessage", "{{Company}} has news", SHIPPED, TODAY)
    assert sender.words.endswith("A merge field may bring it.")
    assert opt_out.words.endswith("A merge field may bring it.")
    plain = lint_message("outgoingMessage", "We have news", SHIPPED, TODAY)
    assert not any("merge field" in advice.words for advice in plain)


@pytest.mark.parametrize(
    "text",
    [
        "(303) 555-0142",
        "303.555.0142",
        "+1 303 555 0142",
        "3035550142",
        "1-800-SAMPLES",
        "help@example.com",
        "example.com",
        "https://example.example",
    ],
)
def test_a_contact_is_a_number_an_address_or_a_link(text):
    assert "help-contact" not in found("helpMessage", f"Sample Co: {text}")


@pytest.mark.parametrize("text", ["call us", "reply to the end.Thanks", "order 12345", "a@b", "3035550142123"])
def test_what_reaches_nobody_is_no_contact(text):
    assert "help-contact" in found("helpMessage", f"Sample Co: {text}")


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("see bit.ly/x", "bit.ly"),
        ("HTTPS://TinyURL.com/a", "tinyurl.com"),
        ("(go.bit.ly/1),", "go.bit.ly"),
        ("t.co", "t.co"),
    ],
)
@pytest.mark.parametrize("key", MESSAGE_KEYS)
def test_a_public_shortener_is_found_in_every_text(key, text, host):
    (advice,) = [advice for advice in lint_message(key, text, SHIPPED, TODAY) if advice.rule == "public-shortener"]
    assert advice.words.endswith(f"Found: {host}.")


@pytest.mark.parametrize("text", ["rabbit.ly", "bit.lyric", "example.com/bit", "x@bit.ly", "sent.company", "at.co"])
def test_what_only_resembles_a_shortener_is_none(text):
    assert "public-shortener" not in found("outgoingMessage", text)


def test_an_unsecured_link_is_found():
    (advice,) = lint_message("responseMessage", "HTTP://www.example.com", SHIPPED, TODAY)
    assert (advice.rule, advice.words.endswith("Found: http://.")) == ("unsecured-link", True)
    assert found("responseMessage", "https://www.example.com") == []


def test_expired_and_disputed_rules_say_so():
    first = replace(SHIPPED.rules[1], review_by=date(2026, 11, 20), checked_on=date(2026, 11, 1), disputed=True)
    rules = MessageRules("old", (first, SHIPPED.rules[2]))
    findings = lint_all({"stopMessage": "bye", "helpMessage": "?", "startMessage": "?"}, rules)
    assert sorted(advice.expired for advice in findings) == [False, True, True, True]
    assert "may be out of date. It is disputed." in findings[0].source_words()


@given(st.dictionaries(st.sampled_from(MESSAGE_KEYS), st.text(max_size=200)))
def test_any_texts_are_looked_at_and_nothing_is_claimed(messages):
    findings = lint_all(messages)
    spoken = " ".join(f"{advice.where} {advice.words} {advice.source_words()}" for advice in findings)
    for word in ("safe", "clean", "compliant"):
        assert word not in spoken.lower()
    for advice in findings:
        assert advice.source
        assert advice.rule in {rule.id for rule in SHIPPED.rules}


@given(st.text(max_size=100), st.sampled_from(["bit.ly", "Reply STOP"]))
def test_what_is_added_behind_a_blank_is_recognised_whatever_stands_before_it(text, more):
    rules = found("outgoingMessage", f"{text.replace('{', '').replace('}', '')} {more}")
    assert ("public-shortener" in rules) if more == "bit.ly" else ("opt-out-wording" not in rules)


def test_looking_at_a_message_takes_in_proportion_to_its_length():
    for text in (
        "a." * 5_000,
        "a" * 10_000,
        " " * 9_999 + "x",
        "1" * 10_000,
        "1-" * 5_000,
        "this is A" * 1_100,
        "a@" * 5_000,
    ):
        for key in MESSAGE_KEYS:
            assert growth(partial(lint_message, key, rules=SHIPPED, today=TODAY), text) < LINEAR, text[:4]
