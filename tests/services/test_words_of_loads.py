"""A load that left something undone is called so in the proof, in *Earlier checks* and in its story."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaddesk.domain.exchange import Exchange
from leaddesk.domain.verdict import HELD, HELD_TITLE, PARTLY_DONE, PARTLY_TITLE, Explanation, LoadOutcome
from leaddesk.services.answered import reopened
from leaddesk.services.check_number import answer_of
from leaddesk.services.proof_record import proof_record
from leaddesk.ui.models.checks_model import ASSESSMENT, _behind
from leaddesk.ui.views.history.story_model import steps
from tests.infra.history_samples import opening, settlement
from tests.services.fakes import START

WORDS = [(PARTLY_TITLE, PARTLY_DONE), (HELD_TITLE, HELD), ("", "Loaded")]


@pytest.mark.parametrize(("title", "word"), WORDS)
def test_a_settlement_and_its_step_have_the_word_of_the_load(title, word):
    settled = settlement(explanation=Explanation(title))
    assert (settled.outcome, settled.word) == (LoadOutcome.LOADED, word)
    assert [step.what for step in steps((settled,), (), "")] == [word]
    refused = replace(settled, outcome=LoadOutcome.REJECTED)
    assert refused.word == "Rejected"


@pytest.mark.parametrize(("title", "word"), WORDS)
def test_the_proof_says_the_word_and_keeps_the_plain_outcome(title, word):
    settled = settlement(explanation=Explanation(title))
    lead = reopened(None, Exchange(3, opening(), (settled,)), None)
    record = proof_record(
        lead, settlements=(settled,), position=None, operator="", now=START, fingerprint="", key_kept=False
    )
    assert record["outcome"]["load"] == record["settlements"][0]["outcome"] == "Loaded"
    assert (record["outcome"]["word"], record["settlements"][0]["word"]) == (word, word)


@pytest.mark.parametrize(("title", "word"), WORDS)
def test_the_tool_tip_of_an_earlier_check_says_the_word(title, word):
    exchange = Exchange(3, opening(), (settlement(explanation=Explanation(title)),))
    answer = answer_of(exchange, reopened(None, exchange, None), START)
    assert str(_behind(answer, ASSESSMENT)).startswith(f"Load outcome: {word}.")
