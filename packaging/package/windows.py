"""Makes the installer for Windows out of the program's folder, by Inno Setup.

Written from Inno Setup's documentation and never run where it was written: see packaging/CHECKLIST.md.
"""

from __future__ import annotations

import os
from pathlib import Path

from leaddesk.infra.build_stamp import BuildStamp

from . import icons, tools

SCRIPT = tools.ROOT / "packaging" / "windows" / "leaddesk.iss"


def write(folder: Path, dist: Path, stamp: BuildStamp) -> None:
    """Writes the installer into `dist`; raises NotHereError without Inno Setup, and SystemExit where it failed.

    LEADDESK_SIGN_WITH, where it is set, is the command that signs a file, with Inno Setup's `$f` for the file.
    """
    tools.must(command(str(tools.inno_setup()), folder, dist, stamp, os.environ.get("LEADDESK_SIGN_WITH", "")), "setup")


def command(iscc: str, folder: Path, dist: Path, stamp: BuildStamp, sign_with: str) -> list[str]:
    """Returns how the compiler is called; the icon lies where `freeze` has made it, beside `frozen`."""
    icon = folder.parents[1] / icons.WINDOWS
    called = [iscc, "/Qp", f"/DVersion={stamp.version}", f"/DFolder={folder}", f"/DIcon={icon}", f"/O{dist}"]
    if sign_with:
        called += ["/DSigned", f"/Sleaddesk={sign_with}"]
    return [*called, str(SCRIPT)]
