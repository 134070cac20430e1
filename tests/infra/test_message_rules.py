"""The rules for texts: the shipped file is whole, a good copy advises, a broken one is named and not used."""

from __future__ import annotations

from datetime import date

import pytest

from leaddesk.domain.campaign import MESSAGE_KEYS
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.message_rules import WITH_TERMS, Check, MessageRules
from leaddesk.infra.message_rules import NAME, load_message_rules, parse_message_rules, write_message_rules_copy
from leaddesk.infra.paths import Paths

RULE = """
[[rule]]
id = "one"
check = "says-one-of"
messages = ["helpMessage"]
terms = ["call"]
words = "Words."
source = "A source"
checked_on = 2026-11-21
review_by = 2027-03-31
"""
GOOD = f'version = "7"{RULE}'


@pytest.fixture
def paths(tmp_path):
    return Paths.find({"LEADDESK_HOME": str(tmp_path)})


@pytest.fixture
def copy(paths):
    path = paths.config / "rules" / NAME
    path.parent.mkdir(parents=True)
    return path


def test_every_shipped_rule_has_its_source_and_dates(paths):
    loaded = load_message_rules(paths)

    assert (loaded.notice, loaded.path) == ("", paths.resources / "rules" / NAME)
    assert {rule.check for rule in loaded.rules.rules} == set(Check)
    assert {key for rule in loaded.rules.rules for key in rule.messages} == set(MESSAGE_KEYS)
    assert loaded.rules.brands == ()
    for rule in loaded.rules.rules:
        assert date(2026, 1, 1) <= rule.checked_on < rule.review_by
        assert rule.source.startswith(("CTIA ", "Reported: "))
        assert bool(rule.terms) == (rule.check in WITH_TERMS)
        assert not {"safe", "clean", "compliant"} & set(rule.words.lower().replace(".", "").split())


def test_the_editable_copy_is_written_once_and_then_counts(paths):
    path = write_message_rules_copy(paths)
    assert path.read_bytes() == (paths.resources / "rules" / NAME).read_bytes()
    path.write_text(f'version = "ours"\nbrands = ["Sample Co"]{RULE}', "utf-8")

    assert write_message_rules_copy(paths) == path
    loaded = load_message_rules(paths)
    assert (loaded.path, loaded.notice) == (path, "")
    assert (loaded.rules.version, loaded.rules.brands) == ("ours", ("Sample Co",))
    assert [rule.id for rule in loaded.rules.rules] == ["one"]
    assert not loaded.rules.rules[0].expired(date(2027, 3, 31))
    assert loaded.rules.rules[0].expired(date(2027, 4, 1))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "version is missing"),
        ("version =", "Invalid value"),
        ("version = 3", "version is missing or odd"),
        ('version = "a\\u202e"', "version is missing or odd"),
        ('version = "1"\nrule = 3', "rule is no list of tables"),
        ('version = "1"\nrule = [3]', "rule is no list of tables"),
        ('version = "1"\nbrands = "Sample"', "brands is no list"),
        ('version = "1"\nbrands = [" "]', "brands is no list"),
        ('version = "1"\nrules = []', "there is no rules"),
        (GOOD + RULE, "a rule stands there twice"),
        (GOOD.replace("terms", "term"), "there is no rule 1.term"),
        (GOOD.replace('"one"', '" "'), "rule 1.id is missing or odd"),
        (GOOD.replace("says-one-of", "says"), "rule 1.check is none of says-one-of"),
        (GOOD.replace("says-one-of", "gives-contact"), "rule 1.terms has no use with gives-contact"),
        (GOOD.replace("helpMessage", "help"), "rule 1.messages is none of outgoingMessage"),
        (GOOD.replace('["helpMessage"]', "[]"), "rule 1.messages is no list"),
        (GOOD.replace('["call"]', "[3]"), "rule 1.terms is no list"),
        (GOOD.replace('["call"]', "7"), "rule 1.terms is no list"),
        (GOOD.replace('terms = ["call"]\n', ""), "rule 1.terms is no list"),
        (GOOD.replace('"Words."', '""'), "rule 1.words is missing or odd"),
        (GOOD.replace('"A source"', "4"), "rule 1.source is missing or odd"),
        (GOOD.replace("2026-11-21", '"today"'), "rule 1.checked_on is no day"),
        (GOOD.replace("2027-03-31", "2027-03-31T10:00:00"), "rule 1.review_by is no day"),
        (GOOD.replace("2027-03-31", "2026-03-31"), "rule 1.review_by is before checked_on"),
        (f'{GOOD}disputed = "no"', "rule 1.disputed is neither true nor false"),
        (f"a = {'[' * 5000}", ""),
        (f'version = "1" #{"x" * 70000}', "it is too long"),
    ],
)
def test_a_broken_copy_is_named_and_the_shipped_rules_advise(copy, paths, text, named):
    copy.write_text(text, "utf-8")
    loaded = load_message_rules(paths)

    assert len(loaded.rules.rules) == 10
    assert loaded.path == paths.resources / "rules" / NAME
    assert named in loaded.notice
    assert str(copy) in loaded.notice
    assert loaded.notice.endswith("LeadDesk advises by the rules it came with.")


def test_a_copy_that_is_no_text_or_no_file_is_named(copy, paths):
    copy.write_bytes(b"\xff\xfe")
    assert str(copy) in load_message_rules(paths).notice
    copy.unlink()
    copy.mkdir()
    assert "could not be read" in load_message_rules(paths).notice


def test_without_any_file_there_are_no_rules_and_a_notice(tmp_path, paths):
    nowhere = paths._replace(resources=tmp_path / "nowhere")
    loaded = load_message_rules(nowhere)
    assert loaded.rules == MessageRules("")
    assert str(tmp_path / "nowhere") in loaded.notice


def test_a_copy_that_cannot_be_written_is_a_store_problem(paths):
    paths.config.mkdir(parents=True)
    (paths.config / "rules").write_text("no folder", "utf-8")
    with pytest.raises(StoreProblem):
        write_message_rules_copy(paths)


def test_a_disputed_rule_is_read_as_such():
    assert parse_message_rules(f"{GOOD}disputed = true").rules[0].disputed
