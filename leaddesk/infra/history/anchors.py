"""The end of the history's chain, remembered in the keyring: what shows that the file lost its end or was put back.

An anchor is only ever moved forward along the chain that it belongs to. A history that does not go on from it leaves
it as it is, so that the evidence stays until a person says that all is well (`forget_end`).
"""

from __future__ import annotations

from leaddesk.domain.chain import Anchor
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.infra.history_db import HistoryStore
from leaddesk.services.ports import SecretStore

ANCHOR_REF = SecretRef("history", "local", "anchor")
"""Where the keyring holds the anchor of the encrypted history, as `Anchor.text` writes it."""


async def remembered_end(secrets: SecretStore) -> Anchor | None:
    """Returns the anchor, None where there is none that can be read. Raises KeyringProblem."""
    kept = await secrets.get(ANCHOR_REF)
    try:
        return Anchor.read(kept.reveal()) if kept else None
    except ValueError:
        return None


async def remember_end(store: HistoryStore, secrets: SecretStore) -> bool:
    """Moves the anchor to the end of the history; False, and nothing done, where the history does not go on from it.

    Raises StoreProblem and KeyringProblem.
    """
    former = await remembered_end(secrets)
    if former and not await store.continues(former):
        return False
    end = await store.head()
    if end != former:
        await secrets.put(ANCHOR_REF, Secret(end.text()))
    return True


async def forget_end(secrets: SecretStore) -> None:
    """Forgets the anchor: for a history that a person started anew or restored. Raises KeyringProblem."""
    await secrets.forget(ANCHOR_REF)
