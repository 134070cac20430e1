"""Works for so many minutes, prints a reading every so often and a table at the end; fails on anything that leaks.

`--seed` does the same things in the same order again; what a thing meets depends on the clock too.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from pathlib import Path

import keyring

from .memory_keyring import MemoryKeyring

_MINUTES = 20.0
_READINGS = 60
"""In a session of the usual length or longer."""
_LEAST_S = 5.0


def main() -> int:
    """Returns 0 where all that is held stays flat, nothing is left and nothing went wrong."""
    ask = argparse.ArgumentParser(prog="soak", description=__doc__)
    ask.add_argument("--minutes", type=float, default=_MINUTES, help=f"how long, {_MINUTES:g} by default")
    ask.add_argument("--seed", type=int, default=int(time.time()))
    asked = ask.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="leaddesk-soak-") as home:
        os.environ["LEADDESK_HOME"] = home
        return _soak(Path(home), asked.seed, asked.minutes * 60)


def _soak(home: Path, seed: int, seconds: float) -> int:
    from PySide6.QtWidgets import QApplication

    from leaddesk.app import loop
    from leaddesk.infra.logs import start_logging, stop_logging
    from leaddesk.infra.paths import Paths
    from leaddesk.ui.theme import FUSION

    from .desk import prepare
    from .session import Found, soak
    from .vendor import practice_vendors

    keyring.set_keyring(MemoryKeyring())
    prepare(home)
    gc.disable()  # as a start does; from then on app/garbage.py collects
    app = QApplication([*sys.argv[:1], *FUSION])
    start_logging(Paths.find(os.environ))
    found: list[Found] = []
    print(f"seed {seed}, {seconds / 60:g} minutes", flush=True)
    with practice_vendors() as vendors:

        async def session() -> int:
            every_s = max(_LEAST_S, seconds / _READINGS)
            found.append(await soak(vendors, seed, seconds, every_s, say=lambda line: print(line, flush=True)))
            return 0 if found[0].is_clean else 1

        status = loop.run(app, session())
    stop_logging()
    print(f"\n{found[0].report()}")
    return status


if __name__ == "__main__":
    sys.exit(main())
