"""The figures of `make bench`: what is held against what, and that nothing broken reads as good."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

_FILE = Path(__file__).parent.parent / "packaging" / "bench" / "figures.py"


@pytest.fixture(scope="module")
def figures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_figures", _FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_a_figure_is_the_ratio_of_the_medians(figures):
    one = figures.figure("start", [100, 130, 900], [90, 100, 110], 1.5, "ms", "a bare window")
    assert (one.value, one.word) == (1.3, "good")


@pytest.mark.parametrize(
    ("ours", "theirs", "limit", "word"),
    [(150, 100, 1.5, "good"), (151, 100, 1.5, "BROKEN"), (50, None, 50, "good"), (50.1, None, 50, "BROKEN")],
)
def test_only_what_is_past_its_limit_is_broken(figures, ours, theirs, limit, word):
    assert figures.Figure("x", ours, theirs, limit, "ms").word == word


def test_what_never_happened_is_broken_on_either_side(figures):
    never = float("inf")
    assert figures.Figure("x", never, 100, 2, "ms").word == "BROKEN"
    assert figures.Figure("x", never, never, 2, "ms").word == "BROKEN"


def test_the_record_holds_ratios_and_limits_and_no_times_behind_a_ratio(figures):
    lines = [
        figures.figure("start", [130], [100], 1.5, "ms", "a bare window"),
        figures.Figure("stall", 41, None, 50, "ms"),
    ]
    full, record = figures.table(lines), figures.table(lines, raw=False)
    assert "130 ms" in full
    assert "100 ms by a bare window" in full
    assert "130" not in record
    assert "1.30" in record
    assert "a bare window" in record
    assert "41 ms" in record
