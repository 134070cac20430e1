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
from leaddesk.infra.files import private_folder, store_border, write_atomically
from leaddesk.infra.paths import Paths
from leaddesk.language import tr, tr_now

NAME = "assessment.toml"
_CAP = 64 * 1024
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
    shipped, notice = paths.resources / "rules" / NAME, ""
    for path in (paths.config / "rules" / NAME, shipped):
        try:
            if (rules := _read(path)) is not None:
                return LoadedRules(rules, path, notice)
        except StoreProblem as problem:
            notice = tr("{problem} LeadDesk judges with the rules it came with.", problem=problem.sentence())
    return LoadedRules(AssessmentRules(), shipped, notice)


def write_copy(paths: Paths) -> Path:
    """Writes the editable copy where there is none yet, and returns its place; blocks. Raises StoreProblem."""
    copy = paths.config / "rules" / NAME
    with store_border(tr("The assessment rules could not be copied to {copy}.", copy=copy), copy):
        if not copy.exists():
            text = (paths.resources / "rules" / NAME).read_bytes()
            private_folder(copy.parent)
            write_atomically(copy, text)
    return copy


def parse_rules(text: str) -> AssessmentRules:
    """Returns the rules of a file; raises ValueError that names what is wrong with it."""
    raw = tomllib.loads(text)
    _only(raw, _KEYS, "")
    settings = raw.get("settings", {})
    _fits(isinstance(settings, dict), tr("settings is no table"))
    _only(settings, {"passed_ttl_is_stale", *_RANGES}, "settings.")
    version = raw.get("version", "")
    _fits(
        isinstance(version, str) and 0 < len(version) <= 40 and version.isprintable(), tr("version is missing or odd")
    )
    _fits(not {";", "="} & set(version), tr("version holds ; or ="))
    _fits(isinstance(raw.get("date", date.min), date), tr("date is no date"))
    changes: dict[str, Any] = {"version": version}
    if "source" in raw:
        _fits(isinstance(raw["source"], str) and raw["source"].isprintable(), tr("source is no plain text"))
        changes["source"] = raw["source"]
    for name, value in settings.items():
        low, high = _RANGES.get(name, (None, None))
        if low is None or high is None:
            _fits(isinstance(value, bool), tr("settings.{name} is neither true nor false", name=name))
        else:
            _fits(
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
        _only(entry, {"id", "words", "grade"}, "rule.")
        name, words, grade = entry.get("id"), entry.get("words"), entry.get("grade")
        _fits(isinstance(name, str) and name in set(RuleId), tr("there is no rule {name}", name=f"{name!r}"))
        _fits(
            isinstance(words, str) and 0 < len(words) <= _WORDS and words.isprintable(),
            tr("rule {name} has odd words", name=name),
        )
        _fits(
            isinstance(grade, str) and grade in set(Grade),
            tr("rule {name} has no such grade: {grade}", name=name, grade=f"{grade!r}"),
        )
        rule = Rule(RuleId(name), tr_now(words), Grade(grade))
        _fits(
            AssessmentRules(rules=(rule,)).rule(rule.id) == rule,
            tr("rule {name} must not be milder than it came", name=name),
        )
        rules.append(rule)
    _fits(len({rule.id for rule in rules}) == len(rules), tr("a rule stands there twice"))
    return tuple(rules)


def _read(path: Path) -> AssessmentRules | None:
    """Returns the rules in a file, None where there is none; raises StoreProblem."""
    with store_border(tr("The assessment rules in {path} could not be read.", path=path), path):
        try:
            with path.open("rb") as file:
                data = file.read(_CAP + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
    try:
        _fits(len(data) <= _CAP, tr("it is too long"))
        return parse_rules(data.decode())
    except (ValueError, RecursionError) as why:
        raise StoreProblem(
            tr("The changed assessment rules are not used."), f"{path}: {why}.", tr("Correct the file, or remove it.")
        ) from why


def _only(raw: dict[str, Any], known: set[str], where: str) -> None:
    if odd := sorted(set(raw) - known):
        raise ValueError(f"there is no {', '.join(f'{where}{key}' for key in odd)}")


def _fits(there: bool, problem: str) -> None:
    if not there:
        raise ValueError(problem)
