"""The calling windows ship whole, and a broken editable copy is named for what is wrong in it, and where."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from leaddesk.domain.calling import FEDERAL
from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.calling_rules import FILE_NAME, CallingRulesFile, rules_from_toml

SHIPPED = Path(__file__).parents[2] / "resources" / "rules" / FILE_NAME
GOOD = """
version = "7"
[[rule]]
scope = "federal"
states = ["CO"]
from = "08:00"
to = "21:00"
source = "A source"
checked_on = 2026-11-21
review_by = 2027-03-31
"""


@pytest.fixture
def own(tmp_path):
    return tmp_path / "config" / "rules" / FILE_NAME


@pytest.fixture
def file(own):
    return CallingRulesFile(SHIPPED, own)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_every_shipped_rule_has_its_source_and_dates(file):
    loaded = file.load()
    assert (loaded.notice, loaded.rules.own) == ("", False)
    assert loaded.rules.version
    for rule in loaded.rules.rules:
        assert rule.source.strip()
        assert date(2026, 1, 1) <= rule.checked_on < rule.review_by
    assert {rule.scope for rule in loaded.rules.rules} == {FEDERAL, "FL", "OK", "WA", "MD", "TX"}
    federal = loaded.rules.in_state("CO")
    assert [rule.scope for rule in federal] == [FEDERAL]
    assert len(federal[0].states) == len(set(federal[0].states)) == 51
    assert {rule.scope for rule in loaded.rules.in_state("TX")} == {FEDERAL, "TX"}
    assert loaded.rules.in_state("PR") == loaded.rules.in_state("") == ()


def test_the_editable_copy_is_written_once_and_then_counts(file, own):
    assert file.write_copy() == str(own)
    assert own.read_bytes() == SHIPPED.read_bytes()
    write(own, GOOD)
    file.write_copy()
    assert own.read_text() == GOOD, "what somebody edited is never overwritten"
    loaded = file.load()
    assert (loaded.rules.version, loaded.rules.own, loaded.notice) == ("7", True, "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('scope = "federal"', 'scope = "Colorado"'), "Rule 1 (Colorado), key “scope”: It has to be “federal” or two"),
        (('scope = "federal"', ""), "Rule 1, key “scope”: It is missing."),
        (('scope = "federal"', "scope = 3"), "Rule 1, key “scope”: It has to be a text"),
        (('scope = "federal"', 'scope = "CO"'), "Rule 1 (CO), key “states”: Only the federal rule has it."),
        (('scope = "federal"\nstates = ["CO"]', 'scope = "CO"'), "No rule has the scope “federal”."),
        (('states = ["CO"]', ""), "Rule 1 (federal), key “states”: It has to be a list of texts"),
        (('["CO"]', '["co"]'), "key “states”: “co” is not two capital letters."),
        (('from = "08:00"', 'form = "08:00"'), "Rule 1 (federal), key “form”: LeadDesk does not know it."),
        (('"08:00"', '"8:00"'), "key “from”: It has to be a time"),
        (('"08:00"', '"08:60"'), "key “from”: It has to be a time"),
        (('"21:00"', '"24:01"'), "key “to”: It has to be a time"),
        (('"21:00"', '"08:00"'), "key “to”: It has to be later than from."),
        (('to = "21:00"', ""), "key “to”: It is missing."),
        (('to = "21:00"', "no_calls = true"), "key “from”: A rule with no_calls has no window."),
        (('to = "21:00"', 'to = "21:00"\ndays = ["Mon"]'), "key “days”: “Mon” is not a day of the week in full"),
        (('to = "21:00"', 'to = "21:00"\ndays = []'), "key “days”: It has to be a list"),
        (('to = "21:00"', 'to = "21:00"\ndisputed = "no"'), "key “disputed”: It has to be true or false."),
        (('"A source"', '" "'), "key “source”: It is empty."),
        (("2026-11-21", '"2026-11-21"'), "key “checked_on”: It has to be a day"),
        (("2026-11-21", "2026-11-21T08:00:00Z"), "key “checked_on”: It has to be a day"),
        (("review_by = 2027-03-31", ""), "key “review_by”: It is missing."),
        (("2027-03-31", "2026-03-31"), "key “review_by”: It is before checked_on."),
        (('version = "7"', ""), "Top of the file, key “version”: It is missing."),
        (('version = "7"', 'version = "7"\ncolour = 1'), "Key “colour”: LeadDesk does not know it."),
        (("[[rule]]", "[rule]"), "each headed [[rule]]"),
        (('"7"', '"7'), "It is not valid TOML"),
    ],
)
def test_a_broken_copy_is_named_and_the_shipped_rules_count(file, own, change, said):
    before, after = change
    assert before in GOOD
    write(own, GOOD.replace(before, after, 1))
    loaded = file.load()
    assert said in loaded.notice
    assert str(own) in loaded.notice
    assert "LeadDesk uses the rules it came with." in loaded.notice
    assert not loaded.rules.own
    assert len(loaded.rules.rules) > 5


def test_a_copy_that_is_no_text_is_named(file, own):
    write(own, b"\xff\xfe\x00")
    assert "It is not UTF-8 text." in file.load().notice


def test_a_copy_that_is_nested_too_deeply_is_named(file, own):
    write(own, f"a = {'[' * 5000}")
    loaded = file.load()
    assert "It is nested too deeply." in loaded.notice
    assert not loaded.rules.own


def test_a_copy_that_cannot_be_read_is_named(file, own):
    own.mkdir(parents=True)
    assert "The calling windows cannot be read." in file.load().notice


def test_a_day_without_calls_can_be_written():
    rules = rules_from_toml(GOOD.replace('from = "08:00"\nto = "21:00"', 'no_calls = true\ndays = ["Sunday"]').encode())
    assert (rules.rules[0].opens, rules.rules[0].closes, rules.rules[0].days) == (0, 0, frozenset({6}))


def test_without_the_shipped_file_it_says_so(tmp_path, own):
    file = CallingRulesFile(tmp_path / "gone.toml", own)
    with pytest.raises(StoreProblem, match="cannot be read"):
        file.load()
    with pytest.raises(StoreProblem, match="cannot be read"):
        file.write_copy()


def test_a_copy_that_cannot_be_written_raises_a_store_problem(file, own):
    own.parent.parent.mkdir()
    own.parent.write_text("a file in the folder's place")
    with pytest.raises(StoreProblem):
        file.write_copy()
