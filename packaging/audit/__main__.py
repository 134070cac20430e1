"""Prints what was looked at and what was found.

Ends with 0 where nothing is wrong, 1 where something is, and 3 where nothing is wrong so far but nobody could be asked
about vulnerabilities.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from . import lock, vulnerabilities
from .sbom import notices, sbom

WRONG, NOT_ASKED = 1, 3
_VALID = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(sys.argv[1], encoding="utf-8").read())
sys.exit(f"the list of parts is no CycloneDX: {wrong}" if wrong else 0)
"""


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit status."""
    ask = argparse.ArgumentParser(prog="audit", description=__doc__)
    ask.add_argument("--offline", action="store_true", help="ask nobody: this never passes")
    ask.add_argument("--sbom", type=Path, default=lock.ROOT / "build" / "sbom.cdx.json", metavar="FILE")
    asked = ask.parse_args(arguments)
    packages = lock.locked()
    wrong = _hashes(packages) + _licences() + _list_parts(asked.sbom)
    silence = "it was told to ask nobody" if asked.offline else ""
    if not asked.offline:
        try:
            python = vulnerabilities.tools()
            wrong += _validate(python, asked.sbom)
            wrong += _vulnerabilities(packages, python)
        except vulnerabilities.NotAskedError as why:
            silence = str(why)
    if silence:
        print(f"vulnerabilities: NOT ASKED. {silence}\n  Nothing is known of them: this audit has not passed.")
    for one in wrong:
        print(f"WRONG: {one}")
    return WRONG if wrong else NOT_ASKED if silence else 0


def _hashes(packages: tuple[lock.Locked, ...]) -> list[str]:
    """Looks at the lock of LeadDesk, and at those of the tools that have one of their own."""
    found = lock.problems(packages)
    for tools in lock.others():
        found += [f"{tools.name}: {one}" for one in lock.problems(lock.locked(tools.read_text("utf-8")))]
    print(
        f"hashes: {len(packages)} packages pinned, {sum(len(one.hashes) for one in packages):,} files known by SHA-256"
    )
    return found


def _licences() -> list[str]:
    """Refuses what leaves no choice but the GPL, and notices that are not of today's packages."""
    try:
        page = notices.page()
    except SystemExit as refused:
        return [str(refused)]
    print(f"licences: {len(notices.needed())} packages at run time, none under the GPL or AGPL alone")
    return [] if page == notices.PAGE.read_text("utf-8") else ["the notices are not of today: run packaging/notices.py"]


def _list_parts(file: Path) -> list[str]:
    try:
        text = sbom()
    except LookupError as why:
        return [str(why)]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    print(f"parts: {file}")
    return []


def _validate(python: Path, file: Path) -> list[str]:
    """Lets CycloneDX's own library read the list."""
    command = [str(python), "-c", _VALID, str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if not ended.returncode:
        print("parts: valid CycloneDX 1.6")
    return [ended.stderr.strip()] if ended.returncode else []


def _vulnerabilities(packages: tuple[lock.Locked, ...], python: Path) -> list[str]:
    found = vulnerabilities.ask(packages, python)
    print(f"vulnerabilities: {len(packages)} packages asked for, {len(found)} known")
    return [str(one) for one in found]


if __name__ == "__main__":
    sys.exit(main())
