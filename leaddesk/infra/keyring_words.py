"""What a keyring's trouble means and what to do about it on this desktop, in plain words."""

from __future__ import annotations

import os
import sys

from leaddesk.domain.errors import KeyringProblem, KeyringTrouble
from leaddesk.language import tr

_TITLES = {
    KeyringTrouble.ABSENT: tr("No system keyring was found."),
    KeyringTrouble.LOCKED: tr("The system keyring is locked."),
    KeyringTrouble.FAILING: tr("The system keyring does not work."),
    KeyringTrouble.NULL: tr("The system keyring that is set up keeps nothing."),
}
_MEANINGS = {
    KeyringTrouble.ABSENT: tr("LeadDesk keeps secrets nowhere else."),
    KeyringTrouble.LOCKED: tr("Its prompt was closed, or could not be shown."),
    KeyringTrouble.FAILING: tr("It answered with an error."),
    KeyringTrouble.NULL: tr("Whatever is written to it is lost."),
}
_REMEDY = {
    "Windows": {
        KeyringTrouble.ABSENT: tr("Ask your administrator to allow Credential Manager."),
        KeyringTrouble.LOCKED: tr("Sign in to Windows again."),
        KeyringTrouble.FAILING: tr("Open Credential Manager in the Control Panel and look whether it starts."),
    },
    "macOS": {
        KeyringTrouble.ABSENT: tr("Open Keychain Access and look whether there is a login keychain."),
        KeyringTrouble.LOCKED: tr("Open Keychain Access, unlock the login keychain and allow LeadDesk to use it."),
        KeyringTrouble.FAILING: tr("Open Keychain Access and look whether the login keychain opens."),
    },
    "KDE": {
        KeyringTrouble.ABSENT: tr("Turn on the KDE wallet in System Settings, then start LeadDesk again."),
        KeyringTrouble.LOCKED: tr("Open the wallet with its password, then try again."),
        KeyringTrouble.FAILING: tr("Open KWalletManager and look whether the wallet opens, then try again."),
    },
    "GNOME": {
        KeyringTrouble.ABSENT: tr("Install gnome-keyring or make a default keyring, sign in again and start LeadDesk."),
        KeyringTrouble.LOCKED: tr("Unlock the keyring named Login in Passwords and Keys, then try again."),
        KeyringTrouble.FAILING: tr("Sign out and in again, then try again."),
    },
}
_NULL_REMEDY = tr("Remove the null backend from PYTHON_KEYRING_BACKEND or keyringrc.cfg, then start LeadDesk again.")
_OFFER = tr("Or keep the secret for this session.")


def keyring_problem(trouble: KeyringTrouble, reason: str = "") -> KeyringProblem:
    """Returns the problem in words: title, meaning and reason, what to do here, and the session offer."""
    remedy = _NULL_REMEDY if trouble is KeyringTrouble.NULL else _REMEDY[_desktop()][trouble]
    detail = " ".join(part for part in (_MEANINGS[trouble], reason) if part)
    return KeyringProblem(trouble, _TITLES[trouble], detail, f"{remedy} {_OFFER}")


def swallowed() -> KeyringProblem:
    """Returns the problem of a keyring that took a secret and does not have it."""
    return KeyringProblem(
        KeyringTrouble.NULL,
        tr("The system keyring did not keep the secret."),
        tr("It took it without an error, but what it gives back is not the same."),
        tr("Look which keyring is set up on this computer. {offer}", offer=_OFFER),
    )


def too_long(limit: int) -> KeyringProblem:
    """Returns the problem of a secret that not every system's keyring can hold."""
    return KeyringProblem(
        KeyringTrouble.FAILING,
        tr("This secret is too long for a keyring."),
        tr("A keyring takes at most {limit} characters.", limit=limit),
        tr("Look whether more than the key was pasted. {offer}", offer=_OFFER),
    )


def _desktop() -> str:
    if sys.platform == "win32":
        return "Windows"
    if sys.platform == "darwin":
        return "macOS"
    return "KDE" if "KDE" in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":") else "GNOME"
