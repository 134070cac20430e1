"""The retention rule as a TOML file: the one that ships, or an administrator's copy in the configuration folder.

A copy that cannot be used is named, and the shipped rule is used instead.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.retention import LEAST_YEARS, MOST_YEARS, RetentionRule
from leaddesk.infra.files import store_border
from leaddesk.infra.paths import Paths
from leaddesk.language import tr, tr_now

NAME = "retention.toml"
_KEYS = frozenset(("version", "years", "source", "checked_on", "review_by", "note"))
_TITLE = tr("The retention rule cannot be read.")


def load_retention_rule(paths: Paths) -> tuple[RetentionRule, str]:
    """Returns the rule, and a notice for the person where a changed copy could not be used; blocks.

    Raises StoreProblem when the shipped rule cannot be read either.
    """
    notice = ""
    own, shipped = paths.config / "rules" / NAME, paths.resources / "rules" / NAME
    try:
        with store_border(_TITLE, own):
            if own.exists():
                return parse_retention_rule(own.read_bytes()), ""
    except StoreProblem as problem:
        notice = tr("{problem} LeadDesk uses the rule it came with. ({own})", problem=problem.sentence(), own=own)
    with store_border(_TITLE, shipped):
        return parse_retention_rule(shipped.read_bytes()), notice


def parse_retention_rule(text: bytes) -> RetentionRule:
    """Returns the rule of a file. Raises StoreProblem that names the key that is wrong."""
    try:
        raw = tomllib.loads(text.decode())
    except (ValueError, RecursionError) as why:
        raise StoreProblem(_TITLE, tr("It is no TOML: {why}.", why=why), tr("Correct the file, or delete it.")) from why
    if odd := sorted(set(raw) - _KEYS):
        raise _wrong(odd[0], tr("is not known"))
    years = raw.get("years")
    if type(years) is not int or not LEAST_YEARS <= years <= MOST_YEARS:
        raise _wrong(
            "years",
            tr("is no whole number {least_years} to {most_years}", least_years=LEAST_YEARS, most_years=MOST_YEARS),
        )
    for key in ("checked_on", "review_by"):
        if not isinstance(raw.get(key), date) or isinstance(raw[key], datetime):
            raise _wrong(key, tr("is no date"))
    for key in ("source", "note", "version"):
        if not isinstance(raw.get(key, ""), str):
            raise _wrong(key, tr("is no text"))
    if not raw.get("source"):
        raise _wrong("source", tr("is missing"))
    return RetentionRule(
        years=years,
        source=raw["source"],
        checked_on=raw["checked_on"],
        review_by=raw["review_by"],
        note=tr_now(raw.get("note", "")),
    )


def _wrong(key: str, what: str) -> StoreProblem:
    return StoreProblem(
        _TITLE, tr("Key “{key}” {what}.", key=key, what=what), tr("Correct the file in a text editor, or delete it.")
    )
