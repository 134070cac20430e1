"""Files of rules as a person can read and change them: the shipped TOML, or its copy in the configuration folder.

A copy that cannot be read or understood is named and never half used. What a file says is for each kind of rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.files import private_folder, store_border, write_atomically
from leaddesk.infra.paths import Paths
from leaddesk.language import tr

Rules = TypeVar("Rules")
_CAP = 64 * 1024


def own_file(paths: Paths, name: str) -> Path:
    """Returns the place of the editable copy, which need not be there."""
    return paths.config / "rules" / name


def shipped_file(paths: Paths, name: str) -> Path:
    """Returns the place of the file that came with LeadDesk."""
    return paths.resources / "rules" / name


def read_rules(path: Path, parse: Callable[[str], Rules], *, unread: str, unused: str) -> Rules | None:
    """Returns the rules in a file, None where there is none; blocks. `parse` raises ValueError for what is no rule.

    Raises StoreProblem: under the title `unread` where the disk fails, under `unused` where the file is none of rules.
    """
    with store_border(unread, path):
        try:
            with path.open("rb") as file:
                data = file.read(_CAP + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
    try:
        fits(len(data) <= _CAP, tr("it is too long"))
        return parse(data.decode())
    except (ValueError, RecursionError) as why:
        raise StoreProblem(unused, f"{path}: {why}.", tr("Correct the file, or remove it.")) from why


def write_copy(paths: Paths, name: str, *, failed: str) -> Path:
    """Writes the editable copy where there is none yet, and returns its place; blocks.

    Raises StoreProblem under the title `failed`.
    """
    copy = own_file(paths, name)
    with store_border(failed, copy):
        if not copy.exists():
            text = shipped_file(paths, name).read_bytes()
            private_folder(copy.parent)
            write_atomically(copy, text)
    return copy


def only(raw: Mapping[str, Any], known: set[str], where: str) -> None:
    """Raises ValueError for a key that nobody knows: a misspelt one would otherwise drop a rule in silence."""
    if odd := sorted(set(raw) - known):
        raise ValueError(f"there is no {', '.join(f'{where}{key}' for key in odd)}")


def fits(there: bool, problem: str) -> None:
    """Raises ValueError with the problem unless it is there."""
    if not there:
        raise ValueError(problem)
