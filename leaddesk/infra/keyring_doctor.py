"""A look at the key store: which backend, whether it is locked, and whether a secret comes back as it went in.

The round trip writes a random text of its own and deletes it; no secret of a profile is read. It may wait for the
desktop's prompt, on a thread, and walking away from it is safe.
"""

from __future__ import annotations

import sys

from leaddesk.domain.errors import KeyringProblem, KeyringTrouble
from leaddesk.domain.key_store_report import Finding, Found, KeyStoreReport
from leaddesk.infra.build_stamp import version_words
from leaddesk.infra.keyring_store import KeyringSecrets, backend_name
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import tr

_STATES = {
    None: Finding(tr("Lock state"), Found.WORKS, tr("It is not known to be locked.")),
    KeyringTrouble.LOCKED: Finding(tr("Lock state"), Found.TROUBLE, tr("It is locked.")),
    KeyringTrouble.ABSENT: Finding(tr("Lock state"), Found.UNKNOWN, tr("There is nothing that could be locked.")),
    KeyringTrouble.NULL: Finding(tr("Lock state"), Found.UNKNOWN, tr("It keeps nothing that could be locked.")),
    KeyringTrouble.FAILING: Finding(tr("Lock state"), Found.UNKNOWN, tr("It did not say.")),
}


async def examine(store: KeyringSecrets) -> KeyStoreReport:
    """Returns what is found in the key store; trouble is a finding and never raised."""
    try:
        backend = Finding(tr("Backend"), Found.WORKS, await in_daemon_thread(backend_name))
    except KeyringProblem as problem:
        backend = Finding(tr("Backend"), Found.TROUBLE, problem.title)
    state = _STATES[await store.state()]
    try:
        await store.round_trip()
    except KeyringProblem as problem:
        failed = Finding(tr("Round trip"), Found.TROUBLE, f"{problem.title} {problem.detail}".strip())
        return KeyStoreReport((backend, state, failed), problem.hint, _system())
    passed = Finding(tr("Round trip"), Found.WORKS, tr("A text was written, came back the same, and was deleted."))
    return KeyStoreReport((backend, state, passed), "", _system())


def _system() -> str:
    return f"LeadDesk {version_words()}, {sys.platform}, Python {sys.version_info.major}.{sys.version_info.minor}"
