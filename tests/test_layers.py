"""The core runs without toolkit, network, keyring and database: it is imported whole while all of them are blocked."""

from __future__ import annotations

import subprocess
import sys

_WALL = """
import importlib, pkgutil, sys
from importlib.abc import MetaPathFinder

BLOCKED = {"PySide6", "shiboken6", "qasync", "httpx", "httpcore", "keyring", "sqlite3", "_sqlite3", "sqlcipher3"}

class Wall(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in BLOCKED:
            raise ImportError(f"the core must not need {name}")

sys.meta_path.insert(0, Wall())
"""

_IMPORT_THE_CORE = """
for core in ("leaddesk.domain", "leaddesk.vendors", "leaddesk.services"):
    package = importlib.import_module(core)
    for module in pkgutil.walk_packages(package.__path__, core + "."):
        importlib.import_module(module.name)
print(*sorted(name for name in sys.modules if name.startswith("leaddesk.")))
"""


def _run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=50)


def test_the_core_is_importable_with_everything_foreign_blocked() -> None:
    result = _run(_WALL + _IMPORT_THE_CORE)

    assert result.returncode == 0, result.stderr
    imported = result.stdout.split()
    assert {"leaddesk.domain.verdict", "leaddesk.vendors.adapter", "leaddesk.services.ports"} <= set(imported)
    assert not [name for name in imported if name.startswith(("leaddesk.infra", "leaddesk.ui"))]


def test_the_wall_holds() -> None:
    result = _run(_WALL + "import httpx")

    assert result.returncode != 0
    assert "the core must not need httpx" in result.stderr
