"""The retention rule that ships can be read, and an odd copy of it is named and not used."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.paths import Paths
from leaddesk.infra.retention_rule import load_retention_rule, parse_retention_rule

GOOD = 'years = 7\nsource = "A contract"\nchecked_on = 2026-01-01\nreview_by = 2027-01-01\n'


@pytest.fixture
def paths(tmp_path):
    return Paths.find({"LEADDESK_HOME": str(tmp_path)})._replace(resources=Path("resources"))


def put(paths, text):
    (paths.config / "rules").mkdir(parents=True)
    (paths.config / "rules" / "retention.toml").write_text(text)


def test_the_shipped_rule_is_five_years_with_its_source(paths):
    rule, notice = load_retention_rule(paths)
    assert (rule.years, notice) == (5, "")
    assert "16 CFR 310.5" in rule.source
    assert rule.review_by > rule.checked_on


def test_a_copy_is_used(paths):
    put(paths, GOOD)
    rule, notice = load_retention_rule(paths)
    assert (rule.years, rule.source, notice) == (7, "A contract", "")


def test_an_odd_copy_is_named_and_the_shipped_rule_used(paths):
    put(paths, GOOD.replace("7", "0"))
    rule, notice = load_retention_rule(paths)
    assert rule.years == 5
    assert "“years”" in notice
    assert "retention.toml" in notice


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("years = 7", "years = true"), "“years”"),
        (("years = 7", "years = 51"), "“years”"),
        (("2026-01-01", '"soon"'), "“checked_on” is no date"),
        (("2027-01-01", "2027-01-01T00:00:00"), "“review_by” is no date"),
        (('"A contract"', "7"), "“source” is no text"),
        (('source = "A contract"', ""), "“source” is missing"),
        (("years", "yeers"), "“yeers” is not known"),
        (("=", "=="), "no TOML"),
    ],
)
def test_what_is_wrong_is_named(change, said):
    with pytest.raises(StoreProblem, match="cannot be read") as caught:
        parse_retention_rule(GOOD.replace(*change).encode())
    assert said in caught.value.detail
