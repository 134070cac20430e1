"""Writes resources/third-party.txt: what LeadDesk uses at run time, under which licence, with the licences' texts.

It walks what `leaddesk` requires, on every system, and refuses a licence that a program sold without its source cannot
live with. A package that is needed on another system only is named; its text is written where it is installed.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "resources" / "third-party.txt"
SYSTEMS = ({"sys_platform": "linux"}, {"sys_platform": "win32"}, {"sys_platform": "darwin"})
SAID_IN_THEIR_TEXT = {"sqlcipher3": "Zlib"}
"""Packages whose metadata names no licence; read in the text they come with."""
OURS = ROOT / "resources" / "LICENSES"
"""Texts of what is in the repository itself, and of Qt, whose package brings none."""
_RULE = "=" * 78


def needed(root: str = "leaddesk") -> dict[str, Distribution | None]:
    """Returns every package needed at run time on any system, by its name; None where it is not installed here."""
    found: dict[str, Distribution | None] = {}
    waiting = [Requirement(line) for line in distribution(root).requires or ()]
    while waiting:
        wanted = waiting.pop()
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if name in found or not _is_needed(wanted):
            continue
        try:
            found[name] = known = distribution(name)
        except PackageNotFoundError:
            found[name] = None
            continue
        waiting += [Requirement(line) for line in known.requires or ()]
    return dict(sorted(found.items()))


def _is_needed(wanted: Requirement) -> bool:
    marker = wanted.marker
    return marker is None or any(marker.evaluate({**system, "extra": ""}) for system in SYSTEMS)


def licence_of(package: Distribution) -> str:
    """Returns a package's licence as it says it itself."""
    if expression := _said(package, "License-Expression"):
        return expression
    kinds = [
        line.rpartition(" :: ")[2]
        for line in package.metadata.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    return " and ".join(kinds) or _said(package, "License").partition("\n")[0]


def _said(package: Distribution, key: str) -> str:
    return package.metadata[key].strip() if key in package.metadata else ""


def is_refused(licence: str) -> bool:
    """Says whether a licence leaves no choice but the GPL or AGPL, or says nothing at all."""
    choices = re.split(r"(?i)\s+or\s+", licence)
    return not licence or all(re.search(r"(?i)(?<!l)\b(a?gpl|gnu (affero )?general public)", one) for one in choices)


def page() -> str:
    """Returns the notices; raises SystemExit with the packages whose licence is refused or unknown."""
    packages = needed()
    licences = {name: SAID_IN_THEIR_TEXT.get(name) or licence_of(known) for name, known in packages.items() if known}
    if refused := [f"{name}: {said or 'no licence named'}" for name, said in licences.items() if is_refused(said)]:
        raise SystemExit("Not allowed at run time:\n" + "\n".join(refused))
    lines = ["LeadDesk is built with the work of others. Thank you.", ""]
    for name, known in packages.items():
        if known:
            lines.append(f"{name} {known.version}: {licences[name]}")
        else:
            lines.append(f"{name}: on other systems only")
    for name, known in packages.items():
        lines += _texts(name, known) if known else ()
    for file in sorted(OURS.iterdir()):
        lines += _titled(file.stem, [file.read_text("utf-8")])
    return "\n".join(lines).rstrip() + "\n"


def _texts(name: str, known: Distribution) -> list[str]:
    """Returns the licence files of a package under its name, in the order of their paths."""
    files = [file for file in known.files or () if re.search(r"(?i)licen[cs]e|copying|notice", file.name)]
    texts = [Path(str(file.locate())).read_text("utf-8", errors="replace") for file in sorted(files, key=str)]
    return _titled(name, texts)


def _titled(name: str, texts: list[str]) -> list[str]:
    return ["", _RULE, name, _RULE, "", *(text.strip() + "\n" for text in texts)] if texts else []


def main() -> int:
    """Writes the notices."""
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
