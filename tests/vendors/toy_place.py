"""Puts the toy vendor's folder where LeadDesk looks for vendors, and takes it away again."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import leaddesk.vendors
from leaddesk.vendors import registry

TOY = Path(__file__).parent / "toy"
_LISTS = (
    registry.vendors,
    registry.adapters,
    registry.lead_sources,
    registry.landing_sources,
    registry.campaign_sources,
)


@dataclass(frozen=True)
class Exchange:
    """A lead, the request that it makes, an answer to it, and what the answer means."""

    lead: dict[str, str]
    request: dict[str, str]
    status: int
    answer: dict[str, Any]
    outcome: str
    says: str

    @property
    def body(self) -> bytes:
        return json.dumps(self.answer).encode()


def exchange(name: str) -> Exchange:
    """A recorded exchange of the toy vendor by the name of its file."""
    return Exchange(**json.loads((TOY / "exchanges" / f"{name}.json").read_text("utf-8")))


EXCHANGES = tuple(sorted(path.stem for path in (TOY / "exchanges").glob("*.json")))


def _read_anew() -> None:
    for cached in _LISTS:
        cached.cache_clear()
    for name in [name for name in sys.modules if name.startswith("leaddesk.vendors.toy")]:
        del sys.modules[name]


@pytest.fixture
def vendors_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A further folder in which LeadDesk looks for vendors; still empty."""
    folder = tmp_path / "vendors"
    folder.mkdir()
    monkeypatch.setattr(leaddesk.vendors, "__path__", [*leaddesk.vendors.__path__, str(folder)])
    _read_anew()
    yield folder
    _read_anew()
    vars(leaddesk.vendors).pop("toy", None)


@pytest.fixture
def toy(vendors_folder: Path) -> Path:
    """The toy vendor's folder in its place."""
    shutil.copytree(TOY, vendors_folder / "toy", ignore=shutil.ignore_patterns("exchanges", "__pycache__"))
    return vendors_folder / "toy"
