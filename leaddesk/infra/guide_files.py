"""Reads the chapters of the guide that came with LeadDesk: `resources/guide`, a folder for each language.

A chapter that is not there in a language is read in English. Blocks for as long as the disk does, some milliseconds.
"""

from __future__ import annotations

from pathlib import Path

from leaddesk.domain.errors import StoreProblem
from leaddesk.language import ENGLISH, tr

FOLDER = "guide"
_FAULTS = "FAULTS.md"


def read_chapters(resources: Path, language: str = ENGLISH) -> dict[str, str]:
    """Returns the texts of the chapters by their keys, in the order of their files' names. Raises StoreProblem.

    `10-enter-lead.md` holds the chapter `enter-lead`.
    """
    folder = resources / FOLDER
    names = sorted(path.name for path in (folder / ENGLISH).glob("*.md"))
    if not names:
        raise _not_there(folder)
    own = folder / language.partition("_")[0]
    return {
        name.removesuffix(".md").partition("-")[2]: _text(
            own / name if (own / name).is_file() else folder / ENGLISH / name
        )
        for name in names
    }


def read_faults(resources: Path) -> str:
    """Returns the page of faults. Raises StoreProblem."""
    return _text(resources / _FAULTS)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _not_there(path) from error


def _not_there(path: Path) -> StoreProblem:
    return StoreProblem(tr("The guide cannot be read."), str(path), tr("Install LeadDesk again."))
