"""Throws odd answers at every decoder in turns until the count or the time is reached, and prints what it found.

Each case is made of seed, decoder and number alone: `--decoder NAME --first N --count 1` shows one again.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.fuzz.decoders import DECODERS, Decoder

_TURN = 200
"""Cases of one decoder before the next has its turn."""
_MOST_SHOWN = 3


def _turn(decoder: Decoder, seed: int, numbers: range, shown: int) -> int:
    """Returns how many of the cases failed; the first few are printed."""
    failed = 0
    for number in numbers:
        answer = decoder.case(seed, number)
        try:
            decoder.check(answer)
        except Exception:  # noqa: BLE001 — whatever it is, it is a finding
            failed += 1
            if shown + failed <= _MOST_SHOWN:
                print(f"\n{decoder.name}, case {number} of seed {seed}: {answer.status} {answer.headers}")
                print(f"{answer.body[:2000]!r}\n{traceback.format_exc()}", flush=True)
    return failed


def main() -> int:
    """Returns 0 where every answer was read as it must be."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--count", type=int, default=1_000_000, help="cases in all")
    ask.add_argument("--seconds", type=float, default=3600.0, help="time limit")
    ask.add_argument("--seed", type=int, default=int(time.time()))
    ask.add_argument("--decoder", default="", help="only those whose name holds this")
    ask.add_argument("--first", type=int, default=0, help="number of the first case")
    asked = ask.parse_args()
    decoders = [decoder for decoder in DECODERS if asked.decoder in decoder.name]
    tried, failed = dict.fromkeys(decoders, 0), dict.fromkeys(decoders, 0)
    started = time.monotonic()
    print(f"seed {asked.seed}, {len(decoders)} decoders", flush=True)
    while decoders and (left := asked.count - sum(tried.values())) > 0:
        for decoder in decoders:
            turn = min(_TURN, max(1, left // len(decoders)))
            first = asked.first + tried[decoder]
            failed[decoder] += _turn(decoder, asked.seed, range(first, first + turn), failed[decoder])
            tried[decoder] += turn
        if time.monotonic() - started > asked.seconds:
            break
    for decoder in decoders:
        print(f"{decoder.name:35} {tried[decoder]:>9,} cases  {failed[decoder]:>6,} wrong")
    took = time.monotonic() - started
    print(f"{'all':35} {sum(tried.values()):>9,} cases  {sum(failed.values()):>6,} wrong  {took:.0f} s")
    return 1 if any(failed.values()) or not any(tried.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
