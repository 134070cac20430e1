"""Kills LeadDesk in one scenario after the other until the count or the time is reached, and prints what it found.

Each kill is a real process that is ended without a word while it sends, settles, migrates, exports or purges at the
practice server; then the whole of LeadDesk is started again on what is left, and must tell the truth. The moments are
drawn from the seed; what a kill meets there depends on the machine too, so the same seed need not find the same again.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.helpers import private_home
from tests.kills.ground import Ground
from tests.kills.scenarios import SCENARIOS, Scenario, ground

_MOST_SHOWN = 3


def _kill(scenario: Scenario, here: Ground, name: str, shown: int) -> bool:
    """Kills once, and tells whether all held; the first few that did not are printed."""
    try:
        scenario.one(here)
    except Exception:  # noqa: BLE001 — whatever it is, it is a finding
        if shown < _MOST_SHOWN:
            print(f"\n{name}:\n{traceback.format_exc()}", flush=True)
        return False
    return True


def main() -> int:
    """Returns 0 where every start after a kill told the truth."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--count", type=int, default=500, help="kills in all")
    ask.add_argument("--seconds", type=float, default=3600.0, help="time limit")
    ask.add_argument("--seed", type=int, default=int(time.time()))
    ask.add_argument("--scenario", default="", help="only those whose name holds this")
    asked = ask.parse_args()
    names = [name for name in SCENARIOS if asked.scenario in name]
    running = {name: SCENARIOS[name]() for name in names}
    kills, wrong = Counter[str](), Counter[str]()
    started = time.monotonic()
    print(f"seed {asked.seed}, {len(names)} scenarios", flush=True)
    with tempfile.TemporaryDirectory(prefix="leaddesk-kills-") as folder, contextlib.ExitStack() as stack:
        private_home.enter(Path(folder))
        here = stack.enter_context(ground(Path(folder) / "lives", asked.seed))
        while names and kills.total() < asked.count and time.monotonic() - started < asked.seconds:
            name = names[kills.total() % len(names)]
            kills[name] += 1
            if not _kill(running[name], here, name, wrong.total()):
                wrong[name] += 1
                running[name] = SCENARIOS[name]()
        met, arrived = here.met, here.vendor.ever
    for name in names:
        print(f"{name:14} {kills[name]:>6,} kills  {wrong[name]:>4,} wrong")
    took = time.monotonic() - started
    print(f"{'all':14} {kills.total():>6,} kills  {wrong.total():>4,} wrong  {took:.0f} s")
    print(f"{arrived:,} writes reached the server")
    for words, times in sorted(met.items()):
        print(f"  {times:>6,} × {words}")
    return 1 if wrong or not kills else 0


if __name__ == "__main__":
    sys.exit(main())
