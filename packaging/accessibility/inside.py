"""The pass itself, at the desktop: every place, every dialog, the work of a shift, the fixed names.

Its arguments are the program; it prints what it walked and ends with 1 where something is wrong.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from . import dialogs, jobs, questions
from .desk import Desk
from .names import absent

outside: Any = importlib.import_module("outside.window")

_JOBS: dict[str, Callable[[Desk], str]] = {
    "a lead sent": jobs.send_a_lead,
    "a number checked": jobs.check_a_number,
    "a campaign paused": jobs.pause_a_campaign,
    "all campaigns paused": jobs.pause_all,
    "leads found": jobs.search,
    "an exchange opened": jobs.open_an_exchange,
    "a profile added": jobs.add_a_profile,
}
_ROUNDS: dict[str, Callable[[Desk], None]] = {
    "Enter lead": dialogs.enter_lead,
    "Check number": dialogs.check_number,
    "Search leads": dialogs.search_leads,
    "Campaigns": dialogs.campaigns,
    "History": dialogs.history,
    "Profiles": dialogs.profiles,
    "Everywhere": dialogs.everywhere,
    "Files": questions.files,
    "Settings": questions.in_settings,
    "Masked": questions.masked,
    "More of Search leads": questions.search_leads,
    "Marks": questions.marks,
    "Restore": questions.restoring,
    "A credential that is gone": questions.no_key,
}


def main(command: list[str], *, quick: bool) -> int:
    """Returns the exit status; a quick pass does the work and leaves the round through the dialogs out."""
    manager = subprocess.Popen(["openbox", "--sm-disable"], stderr=subprocess.DEVNULL)
    desk = Desk(outside.Window([*command, "--practice"]))
    try:
        desk.window.wanted("Copy summary", "button")
        outside.until(lambda: "Practice" in desk_destination(desk), "a destination")
        desk.arrived("the start", "Phone")
        desk.learn_keys()
        for what, job in _JOBS.items():
            _do(desk, what, job)
        for place, go_round in ({} if quick else _ROUNDS).items():
            _do(desk, place, go_round)
        if not quick:
            _end(desk)
            desk.window = outside.Window(command)
            _do(desk, "a first start", dialogs.first_start)
            _end(desk)
            _do(desk, "a history without its key", lambda desk: questions.no_history(desk, command))
    finally:
        _end(desk)
        manager.terminate()
    return _account(desk, quick=quick)


def desk_destination(desk: Desk) -> str:
    """Returns the destination in use."""
    return " ".join(str(one.get_name()) for one in desk.window.nodes() if one.get_role_name() == "combo box")


def _end(desk: Desk) -> None:
    try:
        desk.window.end()
    except outside.WindowError as wrong:
        desk.complain("the end", str(wrong))


def _do(desk: Desk, what: str, act: Callable[[Desk], str | None]) -> None:
    """Does one thing; what goes wrong with it does not keep the others back."""
    try:
        if said := act(desk):
            print(f"{what}: {said}")
    except outside.WindowError as wrong:
        desk.complain(what, str(wrong))
        desk.window.keys("Escape", "Escape")  # out of menus and dialogs


def _account(desk: Desk, *, quick: bool) -> int:
    for line in [] if quick else absent(desk.seen):
        desk.complain("names", line)
    print(f"walked: {', '.join(desk.walked)}")
    print(f"{len(desk.wrong)} wrong")
    return 1 if desk.wrong else 0


if __name__ == "__main__":
    is_quick = sys.argv[1] == "--quick"
    sys.exit(main(sys.argv[2 if is_quick else 1 :], quick=is_quick))
