"""Reads the explanations that came with LeadDesk: `resources/terms/*.toml`, a file for each vendor and one of ours."""

from __future__ import annotations

import logging
import tomllib
from pathlib import Path
from typing import Any

from leaddesk.domain.terms import SCREEN, Term
from leaddesk.language import tr, tr_now

log = logging.getLogger(__name__)


def load_terms(folder: Path) -> dict[tuple[str, str], Term]:
    """Returns all explanations in a folder by owner and key; a file that cannot be used is logged and left out.

    Blocks for as long as the disk does, some milliseconds; raises nothing.
    """
    found: dict[tuple[str, str], Term] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            for key, term in read_terms(path).items():
                found[path.stem, key] = term
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            log.exception("The explanations in %s could not be read", path.name)
    return found


def read_terms(path: Path) -> dict[str, Term]:
    """Returns the explanations of one file; a term stands there under its key and under what it is also called.

    Raises OSError, ValueError, KeyError, TypeError or AttributeError for a file that is not as it should be.
    """
    raw = tomllib.loads(path.read_text("utf-8"))
    marks: dict[str, str] = raw["marks"]
    terms: dict[str, Term] = {}
    for entry in raw["term"]:
        term = Term(entry["key"], tr_now(" ".join(entry["meaning"].split())), _source(entry, marks))
        for said in (term.key, *entry.get("also", ())):
            key = _named(said) if path.stem == SCREEN else said
            if key in terms:
                raise ValueError(f"{path.name} explains {key} twice")
            terms[key] = term
    return terms


def _named(key: str) -> str:
    """Returns the key of a control with the name that it has on the screen; that of its place stays."""
    place, _, name = key.rpartition("/")
    return f"{place}/{tr_now(name)}"


def _source(entry: dict[str, Any], marks: dict[str, str]) -> str:
    said = "; ".join(tr_now(marks[mark]) for mark in entry["marks"])
    return tr("contract {entry}, {said}", entry=entry["section"], said=said) if "section" in entry else said
