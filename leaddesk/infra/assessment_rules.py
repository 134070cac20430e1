"""The assessment rules as a person can read and change them: the shipped TOML, or its copy in the configuration folder.

A copy that cannot be read or understood is named and never half used: the shipped rules judge instead.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from leaddesk.domain.assessment_rules import AssessmentRules, Grade, Rule, RuleId
from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.paths import Paths
from leaddesk.infra.rule_files import fits, only, own_file, read_rules, shipped_file, write_copy
from leaddesk.language import tr, tr_now

NAME = "assessment.toml"
_KEYS = {"version", "date", "source", "settings", "rule"}
_RANGES = {"low_activity_below": (0, 101), "registry_days": (1, 31)}
_WORDS = 120


@dataclass(frozen=True, slots=True)
class LoadedRules:
    """The rules that judge, where they came from, and what kept a changed copy from being used."""

    rules: AssessmentRules
    path: Path
    notice: str = ""
    """For the person; empty where nothing is wrong."""


def load_rules(paths: Paths) -> LoadedRules:
    """Returns the rules of the configuration folder where there are any that can be used, else the shipped ones.

    Blocks for as long as the disk does; raises nothing.
    """
    shipped, notice = shipped_file(paths, NAME), ""
    for path in (own_file(paths, NAME), shipped):
        try:
            if (rules := _read(path)) is not None:
                return LoadedRules(rules, path, notice)
        except StoreProblem as problem:
            notice = tr("{problem} LeadDesk judges with the rules it came with.", problem=problem.sentence())
    return LoadedRules(AssessmentRules(), shipped, notice)


def write_rules_copy(paths: Paths) -> Path:
    """Writes the editable copy where there is none yet, and returns its place; blocks. Raises StoreProblem."""
    copy = own_file(paths, NAME)
    return write_copy(paths, NAME, failed=tr("The assessment rules could not be copied to {copy}.", copy=copy))


def parse_rules(text: str) -> AssessmentRules:
    """Returns the rules of a file; raises ValueError that names what is wrong with it."""
    raw = tomllib.loads(text)
    only(raw, _KEYS, "")
    settings = raw.get("settings", {})
    fits(isinstance(settings, dict), tr("settings is no table"))
    only(settings, {"passed_ttl_is_stale", *_RANGES}, "settings.")
    version = raw.get("version", "")
    fits(isinstance(version, str) and 0 < len(version) <= 40 and version.isprintable(), tr("version is missing or odd"))
    fits(not {";", "="} & set(version), tr("version holds ; or ="))
    fits(isinstance(raw.get("date", date.min), date), tr("date is no date"))
    changes: dict[str, Any] = {"version": version}
    if "source" in raw:
        fits(isinstance(raw["source"], str) and raw["source"].isprintable(), tr("source is no plain text"))
        changes["source"] = raw["source"]
    for name, value in settings.items():
        low, high = _RANGES.get(name, (None, None))
        if low is None or high is None:
            fits(isinstance(value, bool), tr("settings.{name} is neither true nor false", name=name))
        else:
            fits(
                type(value) is int and low <= value <= high,
                tr("settings.{name} is no whole number {low} to {high}", name=name, low=low, high=high),
            )
        changes[name] = value
    return AssessmentRules(rules=_rules(raw.get("rule", [])), **changes)


def _rules(entries: object) -> tuple[Rule, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("rule is no list of tables")
    rules = []
    for entry in entries:
        only(entry, {"id", "words", "grade"}, "rule.")
        name, words, grade = entry.get("id"), entry.get("words"), entry.get("grade")
        fits(isinstance(name, str) and name in set(RuleId), tr("there is no rule {name}", name=f"{name!r}"))
        fits(
            isinstance(words, str) and 0 < len(words) <= _WORDS and words.isprintable(),
            tr("rule {name} has odd words", name=name),
        )
        fits(
            isinstance(grade, str) and grade in set(Grade),
            tr("rule {name} has no such grade: {grade}", name=name, grade=f"{grade!r}"),
        )
        rule = Rule(RuleId(name), tr_now(words), Grade(grade))
        fits(
            AssessmentRules(rules=(rule,)).rule(rule.id) == rule,
            tr("rule {name} must not be milder than it came", name=name),
        )
        rules.append(rule)
    fits(len({rule.id for rule in rules}) == len(rules), tr("a rule stands there twice"))
    return tuple(rules)


def _read(path: Path) -> AssessmentRules | None:
    return read_rules(
        path,
        parse_rules,
        unread=tr("The assessment rules in {path} could not be read.", path=path),
        unused=tr("The changed assessment rules are not used."),
    )
