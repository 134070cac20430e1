"""`make fuzz-guided`, without atheris: a stand-in that feeds each recorded answer is led to the same check."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import guided, mutate
from tests.fuzz.decoders import DECODERS

ROOT = Path(__file__).parents[2]
LOAD = next(decoder for decoder in DECODERS if decoder.name == "purecallerid: load")
STAND_IN = """
import contextlib, os, pathlib, sys, traceback

@contextlib.contextmanager
def instrument_imports(include):
    assert include == ["leaddesk"]
    assert not [name for name in sys.modules if name.startswith("leaddesk")], "imported before anybody watches"
    yield

def Mutate(data, most):
    return data[::-1][:most]

def Setup(arguments, one, custom_mutator):
    global options, folder, check, mutator
    folder, check, mutator = pathlib.Path(arguments.pop()), one, custom_mutator
    options = dict(option.split("=") for option in arguments[1:] if "=" in option)
    if "PLANTED" in os.environ:
        sys.modules["tests.fuzz.decoders"].may_be_no_block = lambda body, at: False

def Fuzz():
    cases = 0
    for file in sorted(folder.iterdir()):
        for data in (file.read_bytes(), *(mutator(file.read_bytes(), 5000, dice) for dice in range(6))):
            cases += 1
            try:
                check(data)
            except Exception:
                traceback.print_exc(file=sys.stdout)
                kept = options["-artifact_prefix"] + "crash-1"
                pathlib.Path(kept).write_bytes(data)
                end(cases, f"Test unit written to {kept}", 77)
    end(cases, "Done", 0)

def end(cases, said, status):
    print(f"{said}\\nstat::number_of_executed_units: {cases}", file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_guided", ROOT / "packaging" / "fuzz_guided.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def stand_in(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Puts the stand-in where atheris would be, and returns where findings are kept."""
    (tmp_path / "atheris.py").write_text(STAND_IN, "utf-8")
    monkeypatch.setattr(script, "atheris_place", lambda: tmp_path)
    return tmp_path / "kept"


@given(st.binary(max_size=400))
def test_any_bytes_are_an_answer_and_always_the_same(data: bytes) -> None:
    answer = guided.answer(data)

    assert answer == guided.answer(data)
    assert answer.status in mutate.STATUSES
    assert answer.header("Content-Type") in mutate.KINDS
    assert answer.body == data[guided.HEAD :]


def test_the_first_bytes_reach_every_head() -> None:
    heads = [guided.answer(bytes(3 * (byte,))) for byte in range(256)]

    assert {answer.status for answer in heads} == set(mutate.STATUSES)
    assert {answer.header("Content-Type") for answer in heads} == set(mutate.KINDS)
    assert {answer.header("Retry-After") for answer in heads} == set(mutate.WAITS)
    assert {answer.capped for answer in heads} == {True, False}


def test_the_recorded_answers_are_what_it_begins_with() -> None:
    for decoder in DECODERS:
        answers = [guided.answer(data) for data in guided.seeds(decoder)]
        assert {answer.body for answer in answers if answer.status == 200 and not answer.capped} == set(decoder.samples)
        assert guided.longest(decoder) > max(map(len, guided.seeds(decoder)))
        for answer in answers:
            decoder.check(answer)


@given(st.binary(max_size=60), st.integers(0, 2**32 - 1))
def test_whatever_is_changed_keeps_its_head_and_comes_out_the_same(data: bytes, seed: int) -> None:
    made = guided.changed(data, LOAD.samples, seed)

    assert made == guided.changed(data, LOAD.samples, seed)
    assert made[: guided.HEAD] == data[: guided.HEAD].ljust(guided.HEAD, b"\0")


def test_what_is_nested_too_deep_is_let_alone() -> None:
    deep = bytes(guided.HEAD) + b"[" * 100_000 + b"]" * 100_000

    made = [guided.changed(deep, (deep,), seed) for seed in range(12)]

    assert deep in made


def test_a_wrong_decoder_is_found_and_kept_and_can_be_seen_again(
    script: ModuleType, stand_in: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANTED", "1")

    assert script.main(["--decoder", LOAD.name, "--seconds", "1", "--keep", str(stand_in)]) == script.WRONG

    told = capsys.readouterr().out
    assert "a wrong No block returned" in told
    assert re.search(r"^purecallerid: load +\d+ cases +1 wrong$", told, re.MULTILINE)
    again = shlex.split(told.split("To see it again: ")[1].splitlines()[0])[2:]
    assert Path(again[-1]).parent == stand_in / "findings" / "purecallerid-load"
    assert script.main(again) == 0, "nothing is wrong with it where nothing is planted"
    monkeypatch.setattr("tests.fuzz.decoders.may_be_no_block", lambda _body, _at: False)
    assert script.main(again) == script.WRONG
    assert "a wrong No block returned" in capsys.readouterr().out


def test_a_decoder_that_is_right_ends_well_with_its_cases_counted(
    script: ModuleType, stand_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script.main(["--decoder", LOAD.name, "--seconds", "1", "--keep", str(stand_in)]) == 0

    cases = 7 * len(set(guided.seeds(LOAD)))
    assert re.search(rf"^all +{cases} cases +0 wrong$", capsys.readouterr().out, re.MULTILINE)


def test_a_search_that_never_began_is_no_success(
    script: ModuleType, stand_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (stand_in.parent / "atheris.py").write_text("raise SystemExit(0)", "utf-8")

    assert script.main(["--decoder", LOAD.name, "--seconds", "1", "--keep", str(stand_in)]) == script.WRONG
    assert re.search(r"^all +0 cases +1 wrong$", capsys.readouterr().out, re.MULTILINE)


def test_where_atheris_does_not_install_it_says_so_and_tries_nothing(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []

    def refuse(command: list[str], **_how: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 1, "", "looking\nERROR: No matching distribution found\n")

    monkeypatch.setattr(script, "BUILD", tmp_path)
    monkeypatch.setattr(script.subprocess, "run", refuse)

    assert script.main([]) == script.NOT_RUN
    assert capsys.readouterr().out == (
        "NOT RUN: atheris, which guides this search, does not install here (ERROR: No matching distribution found).\n"
    )
    assert [command[:3] for command in asked] == [[sys.executable, "-m", "pip"]]
    assert {"--require-hashes", "--only-binary"} <= set(asked[0])
    assert script.NOT_RUN not in (0, script.WRONG)


def test_its_lock_is_hashed_and_names_no_address(script: ModuleType) -> None:
    lock = script.LOCK.read_text("utf-8")

    assert re.search(r"^atheris==[\d.]+ \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+", lock, re.MULTILINE)
    assert "://" not in lock
    assert "atheris" not in (ROOT / "requirements.lock").read_text("utf-8")
    assert f"lock packaging/{script.LOCK.name} packaging/" in (ROOT / "packaging" / "lock.sh").read_text("utf-8")
