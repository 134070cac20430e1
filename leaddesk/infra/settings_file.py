"""The few settings of this computer as readable TOML; an odd file never keeps LeadDesk from starting.

Keys that this version does not know are kept; comments are not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.files import private_folder, store_border, write_atomically
from leaddesk.language import tr


class Settings(NamedTuple):
    """What is remembered about the window and the person at the desk."""

    operator: str = ""
    """Empty until a name was typed."""
    language: str = ""
    """Its name, such as `pt_BR`; empty for that of the system."""
    theme: str = "system"
    """`system`, `light`, `dark` or `contrast`."""
    zoom: int = 100
    """Per cent, 80 to 200."""
    history_mode: str = "ask"
    """`ask`, `encrypted`, `memory` or `plain`."""
    mask: bool = False
    """Whether numbers and names are masked on the screen from the start."""
    retention_years: int = 5
    """How long records are kept before they may be purged, 1 to 50."""
    polling_s: int = 60
    """Seconds between two quiet looks at the campaigns: 0 for none, 30, 60 or 300."""
    tray: bool = False
    """Whether notices are shown in the tray; below, which."""
    tray_campaigns: bool = True
    tray_unknowns: bool = True
    tray_stale: bool = True
    tray_minutes: int = 15
    """How long an unknown outcome waits before its notice: 5, 15, 30 or 60 minutes."""
    network: str = "system"
    """How other computers are reached: `system`, `none` or `proxy`."""
    proxy_host: str = ""
    proxy_port: int = 8080
    proxy_user: str = ""
    """The password lives in the keyring."""
    proxy_except: str = ""
    own_certificates: str = ""
    """Path of a PEM file, or empty."""


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "operator": lambda value: isinstance(value, str),
    "language": lambda value: isinstance(value, str) and re.fullmatch(r"[A-Za-z_-]*", value) is not None,
    "theme": lambda value: value in ("system", "light", "dark", "contrast"),
    "zoom": lambda value: type(value) is int and 80 <= value <= 200,
    "mask": lambda value: isinstance(value, bool),
    "history_mode": lambda value: value in ("ask", "encrypted", "memory", "plain"),
    "retention_years": lambda value: type(value) is int and 1 <= value <= 50,
    "polling_s": lambda value: type(value) is int and value in (0, 30, 60, 300),
    "tray": lambda value: isinstance(value, bool),
    "tray_campaigns": lambda value: isinstance(value, bool),
    "tray_unknowns": lambda value: isinstance(value, bool),
    "tray_stale": lambda value: isinstance(value, bool),
    "tray_minutes": lambda value: type(value) is int and value in (5, 15, 30, 60),
    "network": lambda value: value in ("system", "none", "proxy"),
    "proxy_host": lambda value: isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9.:_-]*", value) is not None,
    "proxy_port": lambda value: type(value) is int and 1 <= value <= 65535,
    "proxy_user": lambda value: isinstance(value, str),
    "proxy_except": lambda value: isinstance(value, str),
    "own_certificates": lambda value: isinstance(value, str),
}


_OF_THIS_DESK = frozenset(("operator", "history_mode"))
"""Of a person, or of one computer: never carried to another."""


def fits(key: str, value: object) -> bool:
    """Tells whether a known setting may have that value."""
    return _FITS[key](value)


def as_carried(key: str) -> bool:
    """Tells whether that is a setting which may go to another computer."""
    return key in _FITS and key not in _OF_THIS_DESK


class SettingsFile:
    """Reads and writes one settings file; blocks for as long as the disk does."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> tuple[Settings, str]:
        """Returns the settings, defaults where they cannot be used, and a notice for the person or an empty text."""
        try:
            raw = self._read()
        except StoreProblem as problem:
            return Settings(), tr("{problem} LeadDesk runs with its default settings.", problem=problem.sentence())
        except (ValueError, RecursionError):
            return Settings(), self._set_aside()
        known = {key: raw[key] for key in _FITS if key in raw}
        odd = [key for key, value in known.items() if not _FITS[key](value)]
        settings = Settings(**{key: value for key, value in known.items() if key not in odd})
        return settings, tr(
            "{path}: the default is used for {odd}.", path=self._path.name, odd=", ".join(odd)
        ) if odd else ""

    def save(self, settings: Settings) -> None:
        """Writes the settings, whole or not at all, and keeps what else stands in the file. Raises StoreProblem."""
        import tomli_w

        try:
            raw = self._read()
        except (ValueError, RecursionError):
            self._set_aside()
            raw = {}
        private_folder(self._path.parent)
        write_atomically(self._path, tomli_w.dumps(raw | settings._asdict()).encode())

    def _read(self) -> dict[str, Any]:
        """Returns what the file says, nothing when there is none.

        Raises StoreProblem, or ValueError or RecursionError for what is no TOML.
        """
        with store_border(tr("{path} could not be read.", path=self._path.name), self._path):
            try:
                text = self._path.read_bytes()
            except FileNotFoundError:
                return {}
        return tomllib.loads(text.decode())

    def _set_aside(self) -> str:
        """Renames the file that cannot be understood, so that nothing in it is lost, and returns the notice."""
        bad = self._path.with_name(f"{self._path.name}.bad")
        try:
            self._path.replace(bad)
        except OSError:
            return tr("{path} cannot be understood. LeadDesk runs with its default settings.", path=self._path.name)
        return tr(
            "{path} cannot be understood: it is now {bad}, and the default settings are used.",
            path=self._path.name,
            bad=bad.name,
        )
