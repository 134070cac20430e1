"""Some kills in every scenario; `make kills` does hundreds (see packaging/kills.py)."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest

from tests.kills.ground import Ground
from tests.kills.scenarios import SCENARIOS, ground

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a killed life is forked"),
    pytest.mark.timeout(180),
]

KILLS = {"send": 3, "asked route": 1, "draft": 1, "export": 3, "save": 1}
_OTHERS = 2


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with ground(tmp_path_factory.mktemp("kills"), random.randrange(1_000_000)) as opened:
        yield opened


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_kill_at_any_moment_is_told_truly_by_the_next_start(here: Ground, name: str) -> None:
    scenario = SCENARIOS[name]()
    for _ in range(KILLS.get(name, _OTHERS)):
        scenario.one(here)
    assert here.met, "nothing was met"
