"""Which LeadDesk this is: its version, and the build and commit that a package is stamped with when it is made.

Only `make package` writes a stamp. Where there is none, that is said and nothing is guessed.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from leaddesk import __version__

FILE_NAME = "build.toml"
"""The stamp, beside the icons and rules in the resources of a package."""
_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class BuildStamp:
    """What a package was made of."""

    version: str
    build: str
    """The builder's number, or the minute of the build in UTC."""
    commit: str
    """The source's commit, with `+changes` where the source had changes beside it; `unknown` without git."""

    def to_toml(self) -> str:
        """Returns the stamp as its file holds it."""
        return f'version = "{self.version}"\nbuild = "{self.build}"\ncommit = "{self.commit}"\n'


def read_stamp(resources: Path) -> BuildStamp | None:
    """Returns the stamp in these resources; None where there is none that can be read."""
    try:
        found = tomllib.loads((resources / FILE_NAME).read_text("utf-8"))
        return BuildStamp(*(str(found[key]) for key in ("version", "build", "commit")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError):
        return None


def version_line(package: Path = _PACKAGE) -> str:
    """Returns what `leaddesk --version` says; `package` is the folder of LeadDesk's code."""
    return f"leaddesk {version_words(package)}"


def version_words(package: Path = _PACKAGE) -> str:
    """Returns the version with build and commit, as *About*, the key store's report and reports of mistakes say it."""
    if stamp := read_stamp(package / "resources"):
        return f"{stamp.version} (build {stamp.build}, commit {stamp.commit})"
    if (package.parent / "pyproject.toml").is_file():
        return f"{__version__} (source checkout)"
    return f"{__version__} (no build stamp)"
