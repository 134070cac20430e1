"""The calling windows as a TOML file: the one that ships, or an editable copy in the configuration folder.

A copy that cannot be used is named with what is wrong in it and where, and the rules that shipped are used instead.
It is read strictly: a misspelt key would otherwise drop a rule in silence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from leaddesk.domain.calling import FEDERAL, WEEKDAYS, CallingRule, CallingRules
from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.files import private_folder, store_border, write_atomically
from leaddesk.language import tr, tr_now
from leaddesk.services.calling_clock import LoadedRules

FILE_NAME = "calling-windows.toml"
_TITLE = tr("The calling windows cannot be read.")
_HINT = tr("Correct the file in a text editor, or delete it to use the rules that came with LeadDesk.")
_TOP_KEYS = frozenset(("version", "rule"))
_RULE_KEYS = frozenset(
    (
        *("scope", "states", "days", "from", "to", "no_calls"),
        *("source", "checked_on", "review_by", "disputed", "note"),
    )
)
_Table = Mapping[str, Any]


class CallingRulesFile:
    """Reads the rules; implements `services.calling_clock.RulesSource`. Blocks for as long as the disk does."""

    def __init__(self, shipped: Path, own: Path) -> None:
        """Takes the file that came with LeadDesk and the place of the editable copy, which need not be there."""
        self._shipped = shipped
        self._own = own

    def load(self) -> LoadedRules:
        """Returns the editable copy where there is a usable one, the shipped rules otherwise, with a notice.

        Raises StoreProblem when the shipped rules cannot be read either.
        """
        try:
            text = self._read(self._own)
            if text is not None:
                return LoadedRules(rules_from_toml(text, own=True))
            notice = ""
        except StoreProblem as problem:
            notice = tr(
                "{problem} LeadDesk uses the rules it came with. ({own})", problem=problem.sentence(), own=self._own
            )
        shipped = self._read(self._shipped)
        if shipped is None:
            raise StoreProblem(
                _TITLE,
                tr("LeadDesk's own file is missing. ({shipped})", shipped=self._shipped),
                tr("Install LeadDesk again."),
            )
        return LoadedRules(rules_from_toml(shipped), notice)

    def write_copy(self) -> str:
        """Writes the editable copy where there is none yet, and returns its place. Raises StoreProblem."""
        if self._read(self._own) is None:
            text = self._read(self._shipped)
            if text is None:
                raise StoreProblem(_TITLE, tr("LeadDesk's own file is missing. ({shipped})", shipped=self._shipped))
            private_folder(self._own.parent)
            write_atomically(self._own, text)
        return str(self._own)

    def _read(self, path: Path) -> bytes | None:
        with store_border(_TITLE, path):
            try:
                return path.read_bytes()
            except FileNotFoundError:
                return None


def rules_from_toml(text: bytes, *, own: bool = False) -> CallingRules:
    """Returns the rules of a file. Raises StoreProblem, naming the rule and the key that are wrong."""
    try:
        raw = tomllib.loads(text.decode())
    except UnicodeDecodeError as error:
        raise _unreadable(tr("It is not UTF-8 text.")) from error
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(tr("It is not valid TOML: {error}.", error=error)) from error
    except RecursionError as error:
        raise _unreadable(tr("It is nested too deeply.")) from error
    if unknown := sorted(raw.keys() - _TOP_KEYS):
        raise _unreadable(tr("Key “{unknown}”: LeadDesk does not know it.", unknown=unknown[0]))
    tables = raw.get("rule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _unreadable(tr("Key “rule”: it has to be a list of tables, each headed [[rule]]."))
    rules = tuple(_rule(table, _title(table, number)) for number, table in enumerate(tables, start=1))
    if not any(rule.scope == FEDERAL for rule in rules):
        raise _unreadable(tr("No rule has the scope “federal”."))
    return CallingRules(_text(raw, "version", tr("top of the file")), rules, own)


def _rule(table: _Table, where: str) -> CallingRule:
    if unknown := sorted(table.keys() - _RULE_KEYS):
        raise _wrong(where, unknown[0], tr("LeadDesk does not know it."))
    scope = _text(table, "scope", where)
    if scope != FEDERAL and not re.fullmatch(r"[A-Z]{2}", scope):
        raise _wrong(where, "scope", tr("It has to be “federal” or two capital letters."))
    opens, closes = _window(table, where)
    checked_on, review_by = _day(table, "checked_on", where), _day(table, "review_by", where)
    if review_by < checked_on:
        raise _wrong(where, "review_by", tr("It is before checked_on."))
    return CallingRule(
        scope=scope,
        states=_states(table, scope, where),
        days=_days(table, where),
        opens=opens,
        closes=closes,
        source=_text(table, "source", where),
        checked_on=checked_on,
        review_by=review_by,
        disputed=_flag(table, "disputed", where),
        note=tr_now(_text(table, "note", where, "")),
    )


def _states(table: _Table, scope: str, where: str) -> tuple[str, ...]:
    if scope != FEDERAL:
        if "states" in table:
            raise _wrong(where, "states", tr("Only the federal rule has it."))
        return (scope,)
    states = _list(table, "states", where)
    if odd := [state for state in states if not re.fullmatch(r"[A-Z]{2}", state)]:
        raise _wrong(where, "states", tr("“{odd}” is not two capital letters.", odd=odd[0]))
    return states


def _days(table: _Table, where: str) -> frozenset[int]:
    if "days" not in table:
        return frozenset(range(7))
    names = _list(table, "days", where)
    if odd := [name for name in names if name not in WEEKDAYS]:
        raise _wrong(where, "days", tr("“{odd}” is not a day of the week in full, such as “Monday”.", odd=odd[0]))
    return frozenset(WEEKDAYS.index(name) for name in names)


def _window(table: _Table, where: str) -> tuple[int, int]:
    if _flag(table, "no_calls", where):
        if found := [key for key in ("from", "to") if key in table]:
            raise _wrong(where, found[0], tr("A rule with no_calls has no window."))
        return 0, 0
    opens, closes = _minute(table, "from", where), _minute(table, "to", where)
    if opens >= closes:
        raise _wrong(where, "to", tr("It has to be later than from."))
    return opens, closes


def _minute(table: _Table, key: str, where: str) -> int:
    match = re.fullmatch(r"(\d\d):(\d\d)", _text(table, key, where), re.ASCII)
    minute = int(match[1]) * 60 + int(match[2]) if match and int(match[2]) < 60 else -1
    if not 0 <= minute <= 1440:
        raise _wrong(where, key, tr('It has to be a time from "00:00" to "24:00".'))
    return minute


def _day(table: _Table, key: str, where: str) -> date:
    value = table.get(key)
    if value is None:
        raise _wrong(where, key, tr("It is missing."))
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _wrong(where, key, tr("It has to be a day without quotes, such as 2026-11-21."))
    return value


def _flag(table: _Table, key: str, where: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise _wrong(where, key, tr("It has to be true or false."))
    return value


def _list(table: _Table, key: str, where: str) -> tuple[str, ...]:
    value = table.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise _wrong(where, key, tr('It has to be a list of texts in "quotes", with one at least.'))
    return tuple(value)


def _text(table: _Table, key: str, where: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if value is None:
        raise _wrong(where, key, tr("It is missing."))
    if not isinstance(value, str):
        raise _wrong(where, key, tr('It has to be a text in "quotes".'))
    if default is None and not value.strip():
        raise _wrong(where, key, tr("It is empty."))
    return value


def _title(table: _Table, number: int) -> str:
    scope = table.get("scope")
    return (
        tr("rule {number} ({scope})", number=number, scope=scope)
        if isinstance(scope, str) and scope
        else tr("rule {number}", number=number)
    )


def _wrong(where: str, key: str, why: str) -> StoreProblem:
    return _unreadable(tr("{where}, key “{key}”: {why}", where=where[0].upper() + where[1:], key=key, why=why))


def _unreadable(detail: str) -> StoreProblem:
    return StoreProblem(_TITLE, detail, _HINT)
