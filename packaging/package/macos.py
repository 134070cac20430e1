"""Makes the disk image for macOS: the application that PyInstaller has made, and the licences beside it.

Written from Apple's documentation and never run where it was written: see packaging/CHECKLIST.md. The spec signs the
application with LEADDESK_SIGN_AS; without it, it is signed for this computer only and others must allow it by hand.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from leaddesk.infra.build_stamp import BuildStamp

from . import tools
from .archive import name_of
from .licences import FOLDER, PARTS


def write(folder: Path, dist: Path, stamp: BuildStamp) -> None:
    """Writes the image into `dist`; raises SystemExit where a tool failed.

    LEADDESK_NOTARY_PROFILE, where it is set, names the keychain's profile that Apple is asked with.
    """
    image = dist / f"{name_of(stamp.version)}.dmg"
    stage = folder.parent / "image"
    stage.mkdir()
    shutil.copytree(folder.parent / "LeadDesk.app", stage / "LeadDesk.app", symlinks=True)
    shutil.copytree(folder / FOLDER, stage / "Licences")
    for name in ("LICENSE.txt", PARTS):
        shutil.copy(folder / name, stage / "Licences" / name)
    (stage / "Applications").symlink_to("/Applications")
    for called in commands(stage, image, os.environ.get("LEADDESK_NOTARY_PROFILE", "")):
        tools.must(called, "the disk image")


def commands(stage: Path, image: Path, notary_profile: str) -> list[list[str]]:
    """Returns what is called, in order."""
    made = [["hdiutil", "create", "-volname", "LeadDesk", "-srcfolder", str(stage), "-format", "UDZO", str(image)]]
    if notary_profile:
        made.append(["xcrun", "notarytool", "submit", str(image), "--keychain-profile", notary_profile, "--wait"])
        made.append(["xcrun", "stapler", "staple", str(image)])
    return made
