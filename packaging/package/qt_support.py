"""PySide's own Python files, compiled, for the folder where PySide looks for them before it takes those in its library.

In its library they are text, which every start compiles anew. PySide calls the folder `files.dir` and makes it itself
where SBK_EMBED is 0 (`signature_bootstrap.py`); whoever exchanges PySide's libraries deletes it.
"""

from __future__ import annotations

import compileall
import importlib
import py_compile
import sys
from pathlib import Path

TARGET = "shiboken6/files.dir"
"""The folder's place in the program's."""
_LOADER = "shibokensupport.signature.loader"


def write(folder: Path) -> Path:
    """Fills a folder and returns it; KeyError or AttributeError where this PySide keeps its files otherwise."""
    importlib.import_module("PySide6.QtCore")
    within = sys.modules[_LOADER].__loader__.zfile  # type: ignore[union-attr]
    within.extractall(folder, [name for name in within.namelist() if name.endswith(".py")])
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH  # no time of this build stands in them
    compileall.compile_dir(folder, quiet=1, legacy=True, stripdir=str(folder), invalidation_mode=mode)
    for source in folder.rglob("*.py"):
        source.unlink()
    return folder
