"""The key this installation signs proofs with, in the OS keyring; without a keyring one for this session only.

Nothing of the private key is ever written anywhere else. Only the signing part of the cryptography library is used.
"""

from __future__ import annotations

import asyncio
import re
import secrets as random
from dataclasses import dataclass

from leaddesk.domain.errors import KeyringProblem, StoreProblem
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import tr
from leaddesk.services.ports import SecretStore

KEY_REF = SecretRef("proof", "local", "signing_key")
"""Where the keyring holds the private key: the 32 bytes of Ed25519 in hexadecimal."""

_P = 2**255 - 19
_ORDER_8 = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
_WEAK = frozenset((0, 1, _P - 1, _P, _P + 1, _ORDER_8, _P - _ORDER_8))
"""The points of small order, by their 255 bits: under such a key anybody can sign, so that no installation has one."""


@dataclass(frozen=True, slots=True)
class Ed25519Signer:
    """Implements `services.save_proof.Signer`."""

    _private: Secret
    public_key: bytes
    kept: bool

    def sign(self, data: bytes) -> bytes:
        """See `Signer`."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self._private.reveal())).sign(data)


class InstallationKey:
    """Implements `services.save_proof.SigningKey`."""

    def __init__(self, secrets: SecretStore, *, lasting: bool = True) -> None:
        """`lasting` is False where the store itself forgets everything, as in practice mode."""
        self._secrets = secrets
        self._lasting = lasting
        self._turn = asyncio.Lock()
        self._session: Secret | None = None

    async def signer(self) -> Ed25519Signer:
        """Returns the signer, its key made at the first call. Raises KeyringProblem for a keyring that may open yet.

        StoreProblem when the keyring holds something else in the key's place, or did not keep a new key.
        """
        async with self._turn:
            if self._session is None:
                try:
                    kept = await self._from_keyring()
                except KeyringProblem as problem:
                    if not problem.nothing_kept:
                        raise
                    self._session = Secret(random.token_hex(32))
                else:
                    return await in_daemon_thread(_signer, kept, kept=self._lasting)
            return await in_daemon_thread(_signer, self._session, kept=False)

    async def _from_keyring(self) -> Secret:
        key = await self._secrets.get(KEY_REF)
        if key is None:
            await self._secrets.put(KEY_REF, Secret(random.token_hex(32)))
            key = await self._secrets.get(KEY_REF)  # another copy of LeadDesk may have been faster: its key counts
        if key is None or not re.fullmatch(r"[0-9a-f]{64}", key.reveal()):
            raise StoreProblem(
                tr("The key for proofs is not usable."),
                tr("The keyring did not keep it, or holds something else in its place."),
                tr(
                    "Look for “LeadDesk proof” in the settings of the keyring; delete it there to start with a new key."
                ),
            )
        return key


def is_signed_by(public_key: bytes, signature: bytes, data: bytes) -> bool:
    """Tells whether the owner of that key signed the data; a key that has no owner never did."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if int.from_bytes(public_key, "little") & (2**255 - 1) in _WEAK:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _signer(private: Secret, *, kept: bool) -> Ed25519Signer:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private.reveal()))
    return Ed25519Signer(private, key.public_key().public_bytes_raw(), kept)
