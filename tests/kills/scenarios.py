"""Every scenario of a kill, by its name, and the ground they all stand on."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tests.kills.campaigns import Pausing
from tests.kills.files import Exporting, Migrating, Purging, Rewriting
from tests.kills.ground import Ground
from tests.kills.leads import Asked, Route, Sending, Settling, Typing
from tests.kills.nursery import Nursery
from tests.kills.vendor import Vendor


class Scenario(Protocol):
    """What is done until the kill, and what must hold at the next start."""

    def one(self, ground: Ground) -> None:
        """Kills once, starts again, and asserts what must hold."""
        ...


SCENARIOS: dict[str, Callable[[], Scenario]] = {
    "send": Sending,
    "route": Route,
    "asked route": Asked,
    "settle": Settling,
    "draft": Typing,
    "migrate": Migrating,
    "export": Exporting,
    "purge": Purging,
    "save": Rewriting,
    "pause all": Pausing,
}


@contextmanager
def ground(root: Path, seed: int) -> Iterator[Ground]:
    """Opens the nursery and the vendor; the kills' moments come from the seed, what they meet there does not."""
    with Nursery() as nursery, Vendor() as vendor:
        yield Ground(root, nursery, vendor, random.Random(seed))
