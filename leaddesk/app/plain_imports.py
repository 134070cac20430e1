"""Takes PySide's watch off `import` once it is loaded.

It watches who asks for its `__feature__` spellings: it reads the source text of every module that is imported, keeps
it, and looks for its own name in it. LeadDesk asks for none; without the watch a start takes an eighth less.
"""

from __future__ import annotations

import builtins

_BEFORE = "__orig_import__"
"""Where PySide keeps the `import` it watches (6.11's `shibokensupport/signature/loader.py`)."""


def import_plainly() -> None:
    """Loads PySide, and lets all that comes after it be imported unwatched."""
    import PySide6.QtCore  # noqa: F401 - the watch begins with it

    builtins.__import__ = getattr(builtins, _BEFORE, builtins.__import__)
