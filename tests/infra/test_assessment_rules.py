"""The rules file: the shipped one is what the code holds, a good copy judges, a broken one is named and not used."""

from __future__ import annotations

import os

import pytest

from leaddesk.domain.assessment_rules import AssessmentRules, Grade, RuleId
from leaddesk.infra.assessment_rules import load_rules, parse_rules
from leaddesk.infra.paths import Paths

RULE = '[[rule]]\nid = "{}"\nwords = "Words"\ngrade = "{}"\n'


@pytest.fixture
def paths(tmp_path):
    return Paths.find({"LEADDESK_HOME": str(tmp_path)})


@pytest.fixture
def copy(paths):
    path = paths.config / "rules" / "assessment.toml"
    path.parent.mkdir(parents=True)
    return path


def test_the_shipped_file_is_what_the_code_holds(paths):
    loaded = load_rules(paths)

    assert loaded.rules == AssessmentRules()
    assert loaded.path == paths.resources / "rules" / "assessment.toml"
    assert loaded.notice == ""


def test_a_copy_in_the_configuration_folder_judges(paths, copy):
    shipped = (paths.resources / "rules" / "assessment.toml").read_text("utf-8")
    changed = shipped.replace("passed_ttl_is_stale = true", "passed_ttl_is_stale = false")
    copy.write_text(changed.replace(f'version = "{AssessmentRules().version}"', 'version = "ours 1"'), "utf-8")
    loaded = load_rules(paths)

    assert (loaded.path, loaded.notice) == (copy, "")
    assert loaded.rules.record() == "ours 1; passed_ttl_is_stale=no"


def test_what_a_copy_leaves_out_is_as_shipped(copy, paths):
    copy.write_text(f'version = "2"\n{RULE.format("prepaid", "Review")}', "utf-8")
    rules = load_rules(paths).rules

    assert rules.rule(RuleId.PREPAID).grade is Grade.REVIEW
    assert rules.rule(RuleId.BLOCKED).grade is Grade.DO_NOT_CONTACT
    assert rules.registry_days == 31


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "version"),
        ("version = 3", "version"),
        ('version = ""', "version"),
        ('version = "a;b"', "version holds"),
        ('version = "a\\u202e"', "version"),
        ("version =", "Invalid value"),
        ('version = "1"\ndate = "soon"', "date"),
        ('version = "1"\nsource = 3', "source"),
        ('version = "1"\nsettings = 3', "settings"),
        ('version = "1"\nallow_everything = true', "there is no allow_everything"),
        ('version = "1"\n[settings]\ndata_quality_counts = false', "there is no settings.data_quality_counts"),
        ('version = "1"\n[settings]\npassed_ttl_is_stale = "no"', "passed_ttl_is_stale"),
        ('version = "1"\n[settings]\nregistry_days = 32', "registry_days"),
        ('version = "1"\n[settings]\nregistry_days = 0', "registry_days"),
        ('version = "1"\n[settings]\nlow_activity_below = true', "low_activity_below"),
        ('version = "1"\n[settings]\nlow_activity_below = 1e3', "low_activity_below"),
        ('version = "1"\nrule = 3', "rule"),
        ('version = "1"\nrule = [3]', "rule"),
        (f'version = "1"\n{RULE.format("unheard-of", "Review")}', "unheard-of"),
        ('version = "1"\n[[rule]]\nid = ["prepaid"]\nwords = "p"\ngrade = "Review"', "there is no rule ['prepaid']"),
        ('version = "1"\n[[rule]]\nid = "prepaid"\nwords = "p"\ngrade = {}', "no such grade: {}"),
        (f'version = "1"\n{RULE.format("blocked", "Never mind")}', "Never mind"),
        (f'version = "1"\n{RULE.format("blocked", "Review")}', "milder"),
        (f'version = "1"\n{RULE.format("not-returned", "No block returned")}', "milder"),
        (f'version = "1"\n{RULE.format("prepaid", "Review") * 2}', "twice"),
        ('version = "1"\n[[rule]]\nid = "prepaid"\ngrade = "Review"', "words"),
        (f'version = "1"\n{RULE.format("prepaid", "Review")}condition = "never"', "rule.condition"),
        (f"a = {'[' * 5000}", ""),
        (f'version = "1" #{"x" * 70000}', "too long"),
    ],
)
def test_a_broken_copy_is_named_and_the_shipped_rules_judge(copy, paths, text, named):
    copy.write_text(text, "utf-8")
    loaded = load_rules(paths)

    assert loaded.rules == AssessmentRules()
    assert str(copy) in loaded.notice
    assert named in loaded.notice
    assert "LeadDesk judges with the rules it came with." in loaded.notice


def test_bytes_that_are_no_text_are_named(copy, paths):
    copy.write_bytes(b"\xff\xfe\x00")

    assert str(copy) in load_rules(paths).notice


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may read everything cannot be kept out")
def test_a_copy_that_may_not_be_read_is_named(copy, paths):
    copy.write_text('version = "1"', "utf-8")
    copy.chmod(0)

    assert "could not be read" in load_rules(paths).notice


def test_a_folder_in_the_files_place_is_named(copy, paths):
    copy.mkdir()

    assert "could not be read" in load_rules(paths).notice


def test_without_any_file_the_code_judges(tmp_path):
    nowhere = Paths(*[tmp_path / "none"] * 4)

    assert load_rules(nowhere).rules == AssessmentRules()


def test_hands_the_words_over_as_they_stand():
    assert parse_rules(f'version = "1"\n{RULE.format("prepaid", "Review")}').rule(RuleId.PREPAID).words == "Words"
