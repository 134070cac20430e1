"""The expectations of texts as a person can read and change them: the shipped TOML, or its copy beside the settings.

A copy that cannot be read or understood is named and never half used: the shipped rules advise instead.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from leaddesk.domain.campaign import MESSAGE_KEYS
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.message_rules import WITH_TERMS, Check, MessageRule, MessageRules
from leaddesk.infra.paths import Paths
from leaddesk.infra.rule_files import fits, only, own_file, read_rules, shipped_file, write_copy
from leaddesk.language import tr, tr_now

NAME = "messages.toml"
_KEYS = {"version", "brands", "rule"}
_RULE_KEYS = {"id", "check", "messages", "terms", "words", "source", "checked_on", "review_by", "disputed"}
_MOST_TERMS = 200
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class LoadedMessageRules:
    """The rules that advise, where they came from, and what kept a changed copy from being used."""

    rules: MessageRules
    path: Path
    notice: str = ""
    """For the person; empty where nothing is wrong."""


def load_message_rules(paths: Paths) -> LoadedMessageRules:
    """Returns the rules of the configuration folder where there are any that can be used, else the shipped ones.

    Blocks for as long as the disk does; raises nothing. Without any readable file there are no rules, and a notice.
    """
    own, shipped, notice = own_file(paths, NAME), shipped_file(paths, NAME), ""
    for path in (own, shipped):
        try:
            if (rules := _read(path)) is not None:
                return LoadedMessageRules(rules, path, notice)
        except StoreProblem as problem:
            notice = tr("{problem} LeadDesk advises by the rules it came with.", problem=problem.sentence())
    return LoadedMessageRules(
        MessageRules(""), shipped, tr("No rules for texts could be read. Looked for {shipped}.", shipped=shipped)
    )


def write_message_rules_copy(paths: Paths) -> Path:
    """Writes the editable copy where there is none yet, and returns its place; blocks. Raises StoreProblem."""
    copy = own_file(paths, NAME)
    return write_copy(paths, NAME, failed=tr("The rules for texts could not be copied to {copy}.", copy=copy))


def parse_message_rules(text: str) -> MessageRules:
    """Returns the rules of a file; raises ValueError that names what is wrong with it."""
    raw = tomllib.loads(text)
    only(raw, _KEYS, "")
    version = _text(raw, "version", "")
    entries = raw.get("rule", [])
    fits(
        isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries), tr("rule is no list of tables")
    )
    rules = tuple(_rule(entry, number) for number, entry in enumerate(entries, start=1))
    fits(len({rule.id for rule in rules}) == len(rules), tr("a rule stands there twice"))
    brands = _texts(raw, "brands", "") if raw.get("brands") else ()
    return MessageRules(version, rules, brands)


def _rule(entry: dict[str, Any], number: int) -> MessageRule:
    where = f"rule {number}."
    only(entry, _RULE_KEYS, where)
    check = _text(entry, "check", where)
    fits(check in set(Check), tr("{where}check is none of {check}", where=where, check=", ".join(Check)))
    messages = _texts(entry, "messages", where)
    fits(
        set(messages) <= set(MESSAGE_KEYS),
        tr("{where}messages is none of {message_keys}", where=where, message_keys=", ".join(MESSAGE_KEYS)),
    )
    fits(
        check in WITH_TERMS or "terms" not in entry,
        tr("{where}terms has no use with {check}", where=where, check=check),
    )
    disputed = entry.get("disputed", False)
    fits(isinstance(disputed, bool), tr("{where}disputed is neither true nor false", where=where))
    checked_on, review_by = _day(entry, "checked_on", where), _day(entry, "review_by", where)
    fits(checked_on <= review_by, tr("{where}review_by is before checked_on", where=where))
    return MessageRule(
        id=_text(entry, "id", where),
        check=Check(check),
        messages=messages,
        words=tr_now(_text(entry, "words", where)),
        source=_text(entry, "source", where),
        checked_on=checked_on,
        review_by=review_by,
        terms=_texts(entry, "terms", where) if check in WITH_TERMS else (),
        disputed=disputed,
    )


def _text(raw: dict[str, Any], key: str, where: str) -> str:
    value = raw.get(key)
    sound = isinstance(value, str) and bool(value.strip()) and len(value) <= _LONGEST and value.isprintable()
    fits(sound, tr("{where}{key} is missing or odd", where=where, key=key))
    return str(value)


def _texts(raw: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    values = raw.get(key)
    sound = isinstance(values, list) and 0 < len(values) <= _MOST_TERMS
    fits(
        sound and all(isinstance(value, str) and value.strip() for value in values or ()),
        tr("{where}{key} is no list", where=where, key=key),
    )
    return tuple(values or ())


def _day(raw: dict[str, Any], key: str, where: str) -> date:
    value = raw.get(key)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"{where}{key} is no day such as 2026-11-21")
    return value


def _read(path: Path) -> MessageRules | None:
    return read_rules(
        path,
        parse_message_rules,
        unread=tr("The rules for texts in {path} could not be read.", path=path),
        unused=tr("The changed rules for texts are not used."),
    )
