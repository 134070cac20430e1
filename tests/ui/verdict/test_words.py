"""The words of a verdict without any window: plates, cards, summary, raw text."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from leaddesk.domain.assessment import Check
from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.verdict import Explanation, LoadOutcome, Silence
from leaddesk.domain.wire import HttpResponse
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.verdict.card_words import card_words
from leaddesk.ui.views.verdict.raw_text import request_text, response_text
from leaddesk.ui.views.verdict.summary import summary
from leaddesk.ui.views.verdict.verdict_page import record_hint, rule_facts, rules_hint
from leaddesk.ui.views.verdict.words import assessment_words, now_line, outcome_words, retry_line, warnings
from tests.ui.verdict import samples

TIMES = LocalTimes(ZoneInfo("America/New_York"))
NOW = samples.NOW


def outcome(lead, now=NOW):
    return outcome_words(lead, now, TIMES)


def assessment(lead, now=NOW):
    return assessment_words(lead, now, TIMES)


def card(lead, check, now=NOW):
    return next(words for words in card_words(lead, now, TIMES) if words.check is check)


class TestPlates:
    @pytest.mark.parametrize(
        ("name", "word", "first"),
        [
            ("partly done", "Loaded, partly done", "The lead is kept, but the custom fields were lost"),
            ("held", "Loaded, nobody will dial it", "The lead is held and nobody will dial it: no callback was made"),
        ],
    )
    def test_what_did_not_happen_stands_beside_the_outcome(self, name, word, first):
        lead = samples.ALL[name]()
        words = outcome(lead)
        assert words.word == word
        assert words.why.startswith(first)
        assert words.why.endswith(". ADDED TO HOPPER. It is queued.")
        assert words.notice == "", "a line of its own would cut what did not happen"
        assert words.description.startswith(f"{word}. ")
        assert "Lead 700001 in list 2001." in words.description
        family = "danger" if lead.verdict.held else "warn"
        assert warnings(lead) == tuple((family, f"Not done: {text}") for text in lead.verdict.undone)

    @pytest.mark.parametrize(
        ("loads", "begins"),
        [
            (LoadOutcome.LOADED, "2:04:11 pm EST. The dialer answered. Lead 56 in list 101."),
            (LoadOutcome.DUPLICATE, "The dialer answered. Lead 56 in list 101."),
            (LoadOutcome.REJECTED, "The dialer answered. Lead 56 in list 101."),
        ],
    )
    def test_of_a_vendor_that_answers_in_lines_the_plate_says_what_the_line_means(self, loads, begins):
        line = "ERROR: add_lead DUPLICATE PHONE NUMBER IN LIST - 2025550123|101|56"
        lead = samples.rejected()
        said = replace(
            lead.verdict,
            outcome=loads,
            explanation=Explanation("The dialer answered.", "Lead 56 in list 101."),
            status="ERROR",
            reason="DUPLICATE PHONE NUMBER IN LIST",
            message=line,
        )
        words = outcome(replace(lead, verdict=said))
        assert words.why == begins
        assert words.description.count("DUPLICATE PHONE NUMBER IN LIST") == 1
        assert line in words.description

    @pytest.mark.parametrize(
        ("name", "word", "why"),
        [
            (
                "nothing blocked",
                "Loaded",
                "Accepted, OK. 2:04:11 pm EST. Caller id given (202) 555-0188. To Spring outreach.",
            ),
            (
                "unknown",
                "Outcome unknown",
                "Do not send again; look there first. "
                "The connection broke after the lead was sent. It may be in Five9.",
            ),
            ("not sent", "Not sent", "No connection to vendor.example.com. Nothing was sent. Check the network."),
            (
                "rejected",
                "Rejected",
                "Rejected, DNC, Refused by campaign settings. 2:04:11 pm EST.",
            ),
        ],
    )
    def test_load_outcome(self, name, word, why):
        words = outcome(samples.ALL[name]())
        assert (words.word, words.why) == (word, why)
        assert words.description.startswith(f"{word}. ")

    @pytest.mark.parametrize(
        ("name", "word", "why"),
        [
            ("nothing blocked", "No block returned", "All four checks answered and none blocked. Fresh until Nov 28."),
            (
                "many cases",
                "Do not contact",
                "Known litigator: 12 cases. Federal do-not-call: blocked. "
                "The record is in the dialer: remove it there.",
            ),
            (
                "needs review",
                "Review",
                "Federal do-not-call: your SAN does not cover this area code. "
                "Data quality: its field is_valid is missing or cannot be read. And 2 more.",
            ),
            ("unknown", "Review", "No check came back for this lead. Silence is not an answer."),
            ("not sent", "Review", "Nothing was sent, so nothing was checked."),
            ("rejected", "Do not contact", "State do-not-call: blocked."),
            ("no checks", "Review", "This vendor returns no checks."),
            (
                "other number",
                "Review",
                "The answer is about +12025550199, not about the number sent. "
                "All four checks answered and none blocked.",
            ),
        ],
    )
    def test_assessment(self, name, word, why):
        words = assessment(samples.ALL[name]())
        assert (words.word, words.why) == (word, why)
        assert words.description.startswith(f"{word}. ")

    def test_every_reason_is_in_the_description(self):
        assert "Known litigator: no case found, but" in assessment(samples.needs_review()).description

    def test_vendor_words_are_not_said_twice(self):
        lead = samples.rejected()
        told = replace(lead.verdict.explanation, detail="It says: DNC: Refused by campaign settings. Rejected.")
        words = outcome(replace(lead, verdict=replace(lead.verdict, explanation=told)))
        assert words.why.count("Refused by campaign settings") == 1

    @pytest.mark.parametrize("loaded", [LoadOutcome.LOADED, LoadOutcome.REJECTED])
    def test_what_a_person_said_stands_before_what_the_vendor_said(self, loaded):
        lead = samples.rejected()
        said = Explanation("It was loaded, says M. Reyes, who looked in the dialer.", "Reason: seen in list 7.")
        settled = replace(
            lead,
            settlement=replace(lead.settlement, by=SettledBy.PERSON, outcome=loaded, explanation=said),
            verdict=replace(lead.verdict, outcome=loaded, explanation=said),
        )
        words = outcome(settled)
        assert words.why == (
            "It was loaded, says M. Reyes, who looked in the dialer. Reason: seen in list 7. 2:04:11 pm EST. "
            "The vendor said: Rejected, DNC, Refused by campaign settings. To Spring outreach."
        )
        assert words.description == f"{loaded}. {words.why}"
        assert (record_hint(lead), record_hint(settled)) == ("as the vendor answered", "outcome settled by a person")

    def test_a_long_message_does_not_push_out_time_and_number(self):
        lead = samples.nothing_blocked()
        words = outcome(replace(lead, verdict=replace(lead.verdict, message="long " * 100)))
        assert words.why.startswith("2:04:11 pm EST. Caller id given (202) 555-0188. Accepted, long")

    def test_notices_stand_in_the_outcome_plate(self):
        lead = samples.nothing_blocked()
        words = outcome(replace(lead, verdict=replace(lead.verdict, notices=("The answer is not in the history.",))))
        assert words.notice == "The answer is not in the history."

    @pytest.mark.parametrize(
        ("seconds", "line"),
        [
            (0, "The vendor asks to wait: send again after 30 s."),
            (29.5, "The vendor asks to wait: send again after 1 s."),
            (30, "The time the vendor asked to wait has passed: you can send again."),
        ],
    )
    def test_the_wait_counts_down(self, seconds, line):
        assert retry_line(samples.rejected(30), NOW + timedelta(seconds=seconds)) == line

    def test_what_went_stale_since_is_said_apart(self):
        lead, later = samples.nothing_blocked(), NOW + timedelta(days=8)
        line = "Now stale: Known litigator since Nov 28, 2:04 pm EST. Judged now it is Review."
        assert now_line(lead, NOW, TIMES) == ""
        assert now_line(lead, later, TIMES) == line
        assert assessment(lead, later).word == "No block returned"
        assert assessment(lead, later).notice == line

    def test_loud_warnings(self):
        assert warnings(samples.other_number()) == (
            ("danger", "Another number: The answer is about +12025550199, not about the number sent."),
        )
        assert [text.split(":")[0] for _, text in warnings(samples.hostile())] == [
            "Does not agree",
            "Not as documented",
        ]


class TestCards:
    @pytest.mark.parametrize(
        ("name", "check", "state", "line"),
        [
            ("nothing blocked", Check.DATA_QUALITY, "No block returned", "The number is valid."),
            ("nothing blocked", Check.FEDERAL_DNC, "No block returned", "“OK”"),
            ("nothing blocked", Check.LITIGATOR, "No block returned", "No case found."),
            ("many cases", Check.FEDERAL_DNC, "Blocked", "“LISTED_FEDERAL”"),
            ("many cases", Check.LITIGATOR, "Blocked", "12 cases, latest filed 2022-06-18, as plaintiff."),
            (
                "needs review",
                Check.FEDERAL_DNC,
                "Not covered by SAN",
                "Your SAN does not cover this area code. “NO_SAN”",
            ),
            ("needs review", Check.STATE_DNC, "Not returned", "The answer does not hold this check."),
            ("needs review", Check.DATA_QUALITY, "Unreadable", "Its field is_valid is missing or cannot be read."),
            ("needs review", Check.LITIGATOR, "Stale", "No case found, but the answer is no longer fresh."),
            ("unknown", Check.LITIGATOR, "Not returned", "No answer came back."),
            ("not sent", Check.LITIGATOR, "Not returned", "Nothing was sent."),
        ],
    )
    def test_state_and_line(self, name, check, state, line):
        words = card(samples.ALL[name](), check)
        assert (words.state.shown, words.line) == (state, line)

    def test_an_unreadable_check_says_so(self):
        lead = samples.nothing_blocked()
        evidence = replace(samples.CLEAR, state=Silence.UNREADABLE)
        lead = samples.answered(replace(lead.verdict, evidence=evidence))
        assert card(lead, Check.STATE_DNC).line == "It came back in a shape that cannot be read."

    def test_times(self):
        lead = samples.nothing_blocked()
        litigator = card(lead, Check.LITIGATOR)
        assert (litigator.answered, litigator.fresh) == ("2:04 pm EST", "fresh until Nov 28")
        assert litigator.utc == "Answered 2026-11-21 19:04:11 UTC, fresh until 2026-11-28 19:04:11 UTC"
        assert card(lead, Check.STATE_DNC).fresh == "no expiry given"
        assert card(lead, Check.LITIGATOR, NOW + timedelta(days=8)).fresh == "was fresh until Nov 28"
        assert card(samples.needs_review(), Check.LITIGATOR).fresh == "stale since 1:30 pm EST"
        assert card(samples.unknown(), Check.LITIGATOR).answered == "not checked"

    def test_cautions(self):
        lead = samples.many_cases()
        assert card(lead, Check.DATA_QUALITY).caution == "Caution: prepaid, low activity."
        assert card(lead, Check.LITIGATOR).caution == "Does not agree: see Cases."

    def test_none_where_the_vendor_returns_no_checks(self):
        assert card_words(samples.no_checks(), NOW, TIMES) == ()


class TestRaw:
    def test_acting_characters_are_spelled_out(self):
        lead = samples.hostile()
        text = response_text(lead.opening.request, lead.settlement.response, revealed=False)
        assert text == (
            "POST https://vendor.example.com/api/public/lead/load\n"
            "HTTP 200\n"
            "Content-Type: application/json\n"
            "\n"
            "<b>OK</b>⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩gnp.exe⟨U+0007⟩\n"
            "second line"
        )

    @pytest.mark.parametrize(
        ("body", "shown"),
        [
            ('{"LastFour": 42, "a": 1}', '{"LastFour": "••••", "a": 1}'),
            ('{"LastFour":"0042"}', '{"LastFour":"••••"}'),
            ('{"lastFour" : ["4301", 7]}', '{"lastFour" : "••••"}'),
            ('{"LastFour": "43\\"01"}', '{"LastFour": "••••"}'),
            ('{"LastFour": "4301', '{"LastFour": "••••"'),
            (r'{"L\u0061stFour": "4301"}', r'{"L\u0061stFour": "••••"}'),
            ("<LastFour>4301</LastFour>", "<LastFour>••••</LastFour>"),
        ],
    )
    def test_the_last_four_is_masked_until_revealed(self, body, shown):
        lead = samples.answered(samples.loaded(samples.CLEAR), body=body)
        request, response = lead.opening.request, lead.settlement.response
        assert response_text(request, response, revealed=False).endswith(f"\n{shown}")
        assert response_text(request, response, revealed=True).endswith(f"\n{body}")

    def test_a_cut_answer_says_so(self):
        lead = samples.answered(samples.loaded(None), body="x" * 200_001)
        response = HttpResponse(200, (), lead.raw.encode(), capped=True)
        text = response_text(lead.opening.request, response, revealed=False)
        assert "the end is missing" in text
        assert text.endswith("⟨1 more character is in the history⟩")

    def test_no_answer_and_the_redacted_request(self):
        lead = samples.unknown()
        assert "No answer came back." in response_text(lead.opening.request, None, revealed=False)
        assert "X-API-KEY: ••••" in request_text(lead.opening.request)


def test_the_summary_is_plain_and_without_last_four():
    assert summary(samples.many_cases(), NOW, TIMES).splitlines() == [
        "Number: (202) 555-0123",
        "Load outcome: Loaded. Accepted, OK. The vendor accepted the lead. 2:04:11 pm EST. "
        "Caller id given (202) 555-0188. To Spring outreach.",
        "Assessment: Do not contact. Known litigator: 12 cases. Federal do-not-call: blocked. "
        "The record is in the dialer: remove it there.",
        "Data quality: No block returned. Caution: prepaid, low activity.",
        "Federal do-not-call: Blocked. “LISTED_FEDERAL”",
        "State do-not-call: No block returned. “OK”",
        "Known litigator: Blocked. Does not agree: see Cases. 12 cases, latest filed 2022-06-18, as plaintiff.",
        "Does not agree: The cases name FDCPA, the narrative does not.",
        "Rules, version 2026-11-21: A check is blocked → Do not contact (Federal do-not-call, Known litigator); "
        "The number is prepaid → noted only (Data quality); The number shows low activity → noted only (Data quality)",
        "Destination: Spring outreach, Northside PCID (Production)",
        "Settled: Nov 21, 2:04:11 pm EST (2026-11-21 19:04:11 UTC), by M. Reyes",
        "History entry: 4812",
    ]


class TestRules:
    @pytest.mark.parametrize(
        ("days", "line"),
        [
            (30, ""),
            (32, "Older than 31 days: Federal do-not-call and State do-not-call, since Dec 22"),
        ],
    )
    def test_registry_answers_past_their_days_are_said(self, days, line):
        lead = samples.nothing_blocked()
        fresh = replace(lead, rules=replace(lead.rules, passed_ttl_is_stale=False))
        said = assessment(fresh, NOW + timedelta(days=days)).notice

        assert line in said
        assert ("Older than" in said) is bool(line)

    def test_what_a_person_said_later_makes_the_checks_no_younger(self):
        lead = samples.nothing_blocked()
        later = replace(lead.settlement, at=NOW + timedelta(days=20), by=SettledBy.PERSON)
        settled = replace(lead, settlement=later, answered_at=lead.settlement.at)

        assert "Older than 31 days" in assessment(settled, NOW + timedelta(days=32)).notice
        cards = [card_words(each, NOW + timedelta(days=20), TIMES) for each in (lead, settled)]
        assert [card.answered for card in cards[0]] == [card.answered for card in cards[1]]

    def test_which_rules_judged_is_said(self):
        lead = samples.nothing_blocked()
        version = lead.rules.record()

        assert rules_hint(lead) == f"version {version}; the strictest counts"
        of_before = replace(lead, settlement=replace(lead.settlement, rules=""))
        assert rules_hint(of_before) == f"the record names none; read with version {version}"
        others = replace(lead, settlement=replace(lead.settlement, rules="9"))
        assert rules_hint(others) == f"on record: version 9; read again with version {version}"

    def test_a_grade_that_is_only_on_record_has_no_rules(self):
        lead = samples.nothing_blocked()
        read_back = replace(lead, assessment=replace(lead.assessment, fired=()))

        assert rule_facts(read_back) == []
        assert "Rules" not in summary(read_back, NOW, TIMES)
