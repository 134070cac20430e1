"""The core runs without toolkit, network, keyring and database, and no vendor's folder leans on another vendor's.

The core is imported whole while all of those are blocked. What else holds the layers stands in `pyproject.toml`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from leaddesk.vendors import registry

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


def test_no_vendor_s_folder_imports_another_s() -> None:
    folders = {found.parent for found in Path(registry.__file__).parent.glob("*/vendor.toml")}
    names = "|".join(sorted(folder.name for folder in folders))
    for folder in folders:
        for module in folder.rglob("*.py"):
            imported = set(
                re.findall(rf"^\s*(?:from|import) leaddesk\.vendors\.({names})\b", module.read_text("utf-8"), re.M)
            )
            assert imported <= {folder.name}, module
    assert len(folders) >= 4
