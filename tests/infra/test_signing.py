"""The key of this installation: made once, kept in the keyring, for the session only where there is none."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from leaddesk.domain.errors import KeyringProblem, KeyringTrouble, StoreProblem
from leaddesk.domain.secret import Secret
from leaddesk.infra.keyring_store import MemorySecrets
from leaddesk.infra.signing import _WEAK, KEY_REF, InstallationKey, is_signed_by
from tests.services.fakes import FakeSecrets

RFC_8032 = (
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
)
"""Test 3 of section 7.1: private key, public key, message, signature."""


async def test_signatures_are_those_of_the_standard() -> None:
    private, public, message, signature = RFC_8032
    secrets = FakeSecrets()
    secrets.held[KEY_REF] = Secret(private)

    signer = await InstallationKey(secrets).signer()

    assert signer.public_key.hex() == public
    assert signer.sign(bytes.fromhex(message)).hex() == signature
    assert is_signed_by(signer.public_key, bytes.fromhex(signature), bytes.fromhex(message))
    assert not is_signed_by(signer.public_key, bytes.fromhex(signature), b"other")
    assert not is_signed_by(b"short", bytes.fromhex(signature), bytes.fromhex(message))


@pytest.mark.parametrize("weak", sorted(_WEAK))
@pytest.mark.parametrize("sign", [0, 1])
def test_a_key_under_which_anybody_can_sign_is_refused(weak: int, sign: int) -> None:
    key = (weak | sign << 255).to_bytes(32, "little")
    points = [(point | bit << 255).to_bytes(32, "little") for point in _WEAK for bit in (0, 1)]
    forged = [
        (point + bytes(32), message)
        for point in points
        for message in (b"%d" % number for number in range(20))
        if _accepts(key, point + bytes(32), message)
    ]

    assert not any(is_signed_by(key, signature, message) for signature, message in forged)
    assert forged or sign or weak >= 2**255 - 19


def _accepts(key: bytes, signature: bytes, message: bytes) -> bool:
    """Tells whether the library alone would take the signature."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


async def test_the_key_is_made_once_and_kept_in_the_keyring() -> None:
    secrets = FakeSecrets()

    first = await InstallationKey(secrets).signer()
    second = await InstallationKey(secrets).signer()

    assert first.kept
    assert first.public_key == second.public_key
    assert len(secrets.held[KEY_REF].reveal()) == 64
    assert secrets.held[KEY_REF].reveal() not in repr(first)


@pytest.mark.parametrize("trouble", [KeyringTrouble.ABSENT, KeyringTrouble.NULL])
async def test_without_a_keyring_there_is_one_key_for_the_session(trouble: KeyringTrouble) -> None:
    secrets = FakeSecrets()
    secrets.trouble = trouble
    key = InstallationKey(secrets)

    first, second = await key.signer(), await key.signer()

    assert not first.kept
    assert first.public_key == second.public_key
    assert secrets.held == secrets.session == {}
    assert (await InstallationKey(secrets).signer()).public_key != first.public_key


@pytest.mark.parametrize("trouble", [KeyringTrouble.LOCKED, KeyringTrouble.FAILING])
async def test_a_keyring_that_may_open_yet_is_not_passed_over(trouble: KeyringTrouble) -> None:
    secrets = FakeSecrets()
    secrets.trouble = trouble
    key = InstallationKey(secrets)

    with pytest.raises(KeyringProblem):
        await key.signer()
    secrets.trouble = None

    assert (await key.signer()).kept


async def test_something_else_in_the_keys_place_is_never_replaced() -> None:
    secrets = FakeSecrets()
    secrets.held[KEY_REF] = Secret("a password")

    with pytest.raises(StoreProblem, match="not usable"):
        await InstallationKey(secrets).signer()

    assert secrets.held[KEY_REF] == Secret("a password")


async def test_the_key_of_practice_mode_is_not_called_kept() -> None:
    assert not (await InstallationKey(MemorySecrets(), lasting=False).signer()).kept
