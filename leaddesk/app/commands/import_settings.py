"""`leaddesk import-settings FILE`: says what a setup would change here and, with `--apply`, takes it over.

For rolling a setup out without a window. Keys are not in it; a window that is open meanwhile keeps its own settings.
What the file says is shown so that nothing in it acts on a terminal, or passes for a line of LeadDesk's.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from leaddesk.app.commands.output import harmless, print_text
from leaddesk.language import tr

if TYPE_CHECKING:
    import argparse

    from leaddesk.infra.settings_file import Settings, SettingsFile


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Brings the command to the command line."""
    command = commands.add_parser(
        "import-settings", help=tr("take over settings and profiles that Settings has exported")
    )
    command.add_argument("file", type=Path, metavar="FILE", help=tr("the file that Settings, Export… has written"))
    command.add_argument("--apply", action="store_true", help=tr("take it over; close LeadDesk first"))
    command.set_defaults(run=_run)


class _OnDisk:
    """The settings of a computer on which no window is open; implements `setup.Keeps`."""

    def __init__(self, file: SettingsFile, now: Settings) -> None:
        self._file, self.now = file, now

    async def save(self, changed: Settings) -> None:
        """See `Keeps`."""
        self._file.save(changed)

    def wear(self, saved: Settings) -> None:
        """See `Keeps`."""
        self.now = saved


def _run(given: argparse.Namespace) -> int:
    import asyncio

    from leaddesk.domain.errors import LeadDeskError

    try:
        lines = asyncio.run(_import(given.file.absolute(), apply=given.apply))
    except LeadDeskError as problem:
        said = tr("leaddesk: nothing was imported. {problem}", problem=problem.sentence())
        print(harmless(said), file=sys.stderr)
        return 1
    return print_text("\n".join(map(harmless, lines)))


async def _import(place: Path, *, apply: bool) -> list[str]:
    """Returns what is to be said; raises LeadDeskError where nothing was changed."""
    from leaddesk.app.options import Options
    from leaddesk.app.setup import Setup
    from leaddesk.app.use_cases import UseCases
    from leaddesk.infra.paths import Paths
    from leaddesk.infra.settings_file import SettingsFile

    paths = Paths.find(os.environ)
    file = SettingsFile(paths.config / "settings.toml")
    now, notice = file.load()
    use = UseCases(Options(), paths)
    try:
        await use.profiles.load()
        await use.routes.load()
        plan = await Setup(_OnDisk(file, now), use, lambda _on: None, practice=False).plan(str(place))
        lines = [*([notice] if notice else ()), *use.profiles.left_out(), *use.routes.left_out()]
        lines += [f"{label}: {words}" for label, words in plan.changes]
        lines += [tr("Left out: {key}", key=one) for one in plan.left_out]
        if not plan.changes:
            return [*lines, tr("Nothing would change: everything in the file is so already.")]
        if not apply:
            return [*lines, tr("Nothing was changed. To take it over: --apply")]
        return [*lines, await plan.apply()]
    finally:
        await use.close()
