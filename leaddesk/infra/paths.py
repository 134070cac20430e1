"""Where everything lives: the platform's own folders, or all of them under LEADDESK_HOME.

Finding makes nothing: each folder is made, private to this account, by whoever first writes into it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from leaddesk.domain.errors import StoreProblem
from leaddesk.language import tr

_APP = "LeadDesk"
_PACKAGE = Path(__file__).resolve().parents[1]


class Paths(NamedTuple):
    """LeadDesk's folders, as absolute paths."""

    config: Path
    """Profiles and settings: readable text without secrets."""
    data: Path
    """History and drafts, encrypted."""
    logs: Path
    resources: Path
    """Icons and other files that came with LeadDesk; only read."""

    @classmethod
    def find(cls, env: Mapping[str, str]) -> Paths:
        """Returns the folders for this account; LEADDESK_HOME in `env` puts all but the resources under one.

        Raises StoreProblem when LeadDesk's own files are missing.
        """
        resources = find_resources(_PACKAGE, frozen=hasattr(sys, "frozen"))
        if home := env.get("LEADDESK_HOME", "").strip():
            root = Path(home).expanduser().absolute()
            return cls(root / "config", root / "data", root / "logs", resources)
        import platformdirs

        return cls(
            config=platformdirs.user_config_path(_APP, appauthor=False),
            data=platformdirs.user_data_path(_APP, appauthor=False),
            logs=platformdirs.user_log_path(_APP, appauthor=False),
            resources=resources,
        )


def find_resources(package: Path, *, frozen: bool) -> Path:
    """Returns the resources inside an installed package or a bundle, or those beside the package in a checkout.

    Raises StoreProblem. What stands beside an *installed* package belongs to somebody else and is never taken.
    """
    inside, beside = package / "resources", package.parent / "resources"
    if inside.is_dir():
        return inside
    if beside.is_dir() and (frozen or (package.parent / "pyproject.toml").is_file()):
        return beside
    raise StoreProblem(
        tr("LeadDesk's own files are missing."),
        tr("Looked for: {inside}", inside=inside),
        tr("Install LeadDesk again."),
    )
