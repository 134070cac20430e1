"""Lets atheris look for answers that lead each decoder where none has led it, and prints what it found.

Each decoder has a process and a share of the time of its own, begins with its recorded answers, and ends at its first
finding, which is kept: `--decoder NAME --show FILE` reads it once more, without atheris. What led somewhere new is kept
for the next run. Ends with 0 where nothing is wrong, 1 where something is, and 3 where atheris does not
install: then nothing was tried.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import re
import shlex
import shutil
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:  # atheris must be there before what it is to watch is imported
    from tests.fuzz.decoders import Decoder

BUILD = ROOT / "build" / "fuzz"
LOCK = Path(__file__).with_suffix(".lock")
WRONG, NOT_RUN = 1, 3
_CASE_LIMIT_S = 20
_MEMORY_LIMIT_MB = 2048


class NotHereError(Exception):
    """atheris does not install on this system; the text says why."""


def atheris_place() -> Path:
    """Returns the folder atheris is in, installed once for each lock and Python; raises NotHereError."""
    place = BUILD / f"atheris-{hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:12]}"
    if not (place / "ready").exists():
        shutil.rmtree(place, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", "install"]
        _must([*pip, "--require-hashes", "--only-binary", ":all:", "--target", str(place), "--requirement", str(LOCK)])
        _must([sys.executable, "-c", "import sys; sys.path.append(sys.argv[1]); import atheris", str(place)])
        (place / "ready").touch()
    return place


def _must(command: Sequence[str]) -> None:
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise NotHereError((ended.stderr.strip().splitlines() or ["no reason was given"])[-1])


def _guide(place: Path, keep: Path, name: str, seed: int, seconds: int) -> None:
    """Runs one decoder in this process, which libFuzzer ends."""
    sys.path.append(str(place))
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["leaddesk"]):
        from tests.fuzz.decoders import DECODERS
    from tests.fuzz import guided

    (decoder,) = (one for one in DECODERS if one.name == name)
    corpus, findings = (_folder(keep / kind, name) for kind in ("corpus", "findings"))
    for data in guided.seeds(decoder):
        (corpus / hashlib.sha256(data).hexdigest()).write_bytes(data)

    def change(data: bytes, most: int, dice: int) -> bytes:
        if dice % 2:
            return bytes(atheris.Mutate(data, most))
        return guided.changed(data, decoder.samples, dice)[:most]

    limits = [f"-max_total_time={seconds}", f"-timeout={_CASE_LIMIT_S}", f"-rss_limit_mb={_MEMORY_LIMIT_MB}"]
    limits += [f"-max_len={guided.longest(decoder)}", f"-seed={seed}", "-print_final_stats=1"]
    atheris.Setup(
        [sys.argv[0], *limits, f"-artifact_prefix={findings}/", str(corpus)],
        lambda data: decoder.check(guided.answer(data)),
        custom_mutator=change,
    )
    atheris.Fuzz()


def _folder(place: Path, name: str) -> Path:
    folder = place / re.sub(r"\W+", "-", name)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _try(place: Path, keep: Path, name: str, seed: int, seconds: int) -> tuple[int, int]:
    """Returns how many cases were tried and how many of them, none or the last, were wrong; that one is printed."""
    command = [sys.executable, __file__, "--alone", str(place), "--decoder", name, "--seed", str(seed)]
    command += ["--seconds", str(seconds), "--keep", str(keep)]
    ended = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    tried = re.search(r"^stat::number_of_executed_units:\s*(\d+)", ended.stderr, re.MULTILINE)
    cases = int(tried[1]) if tried else 0
    if not ended.returncode and cases:
        return cases, 0
    print(f"\n{name}, ended with {ended.returncode}:\n{ended.stdout}")
    if kept := re.search(r"Test unit written to (.+)", ended.stderr):
        again = [sys.executable, __file__, "--decoder", name, "--show", kept[1]]
        print(f"{kept[1]}\nTo see it again: {shlex.join(again)}", flush=True)
    else:
        print(ended.stderr[-2000:], flush=True)
    return cases, 1


def show(decoder: Decoder, file: Path) -> bool:
    """Prints the answer a file stands for and how the decoder reads it; tells whether that is as it must be."""
    from tests.fuzz import guided

    answer = guided.answer(file.read_bytes())
    print(f"{decoder.name}: {answer.status} {answer.headers}{' capped' if answer.capped else ''}")
    print(f"{answer.body[:2000]!r}")
    started = time.monotonic()
    try:
        decoder.check(answer)
    except Exception:  # noqa: BLE001 — whatever it is, it is a finding
        traceback.print_exc(file=sys.stdout)
        return False
    print(f"as it must be, {time.monotonic() - started:.2f} s")
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seconds", type=int, default=3600, help="time for all decoders together")
    ask.add_argument("--seed", type=int, default=int(time.time()))
    ask.add_argument("--decoder", default="", help="only those whose name holds this")
    ask.add_argument("--keep", type=Path, default=BUILD, metavar="FOLDER", help="where findings and their ways are")
    ask.add_argument("--show", type=Path, metavar="FILE", help="read a kept finding once more")
    ask.add_argument("--alone", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)  # what each process is started by
    asked = ask.parse_args(arguments)
    if asked.alone:
        _guide(asked.alone, asked.keep, asked.decoder, asked.seed, asked.seconds)
    from tests.fuzz.decoders import DECODERS

    decoders = [decoder for decoder in DECODERS if asked.decoder in decoder.name]
    if not decoders:
        ask.error(f"no decoder is called {asked.decoder}")
    if asked.show:
        return 0 if min(show(decoder, asked.show) for decoder in decoders) else WRONG
    try:
        place = atheris_place()
    except NotHereError as why:
        print(f"NOT RUN: atheris, which guides this search, does not install here ({why}).")
        return NOT_RUN
    share = max(1, asked.seconds // len(decoders))
    print(f"seed {asked.seed}, {len(decoders)} decoders, {share} s each", flush=True)
    found = {one.name: _try(place, asked.keep, one.name, asked.seed, share) for one in decoders}
    cases, wrong = (sum(column) for column in zip(*found.values(), strict=True))
    for name, (tried, failed) in (*found.items(), ("all", (cases, wrong))):
        print(f"{name:35} {tried:>9,} cases  {failed:>6} wrong")
    return WRONG if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
