"""`leaddesk doctor`: looks at the key store of this account and prints what it finds, fit to be handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leaddesk.app.commands.output import print_text
from leaddesk.language import tr

if TYPE_CHECKING:
    import argparse


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Brings the command to the command line."""
    doctor = commands.add_parser("doctor", help=tr("check the key store: backend, lock state, and a round trip"))
    doctor.set_defaults(run=lambda _given: _run())


def _run() -> int:
    import asyncio

    from leaddesk.infra.keyring_doctor import examine
    from leaddesk.infra.keyring_store import KeyringSecrets

    report = asyncio.run(examine(KeyringSecrets()))
    return print_text(report.text()) or (0 if report.works else 1)
