"""Makes the .deb and the .rpm out of the program's folder."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from leaddesk.infra.build_stamp import BuildStamp

from . import tools
from .archive import moment_of

CONFIG = tools.ROOT / "packaging" / "linux" / "nfpm.yaml"
KINDS = ("deb", "rpm")
_MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}


def write(folder: Path, dist: Path, stamp: BuildStamp) -> None:
    """Writes both packages into `dist`; raises NotHereError without nfpm, and SystemExit where it failed."""
    nfpm = str(tools.nfpm())
    env = {
        **os.environ,
        "LEADDESK_ARCH": _MACHINES.get(platform.machine(), platform.machine()),
        "LEADDESK_VERSION": stamp.version,
        "LEADDESK_FOLDER": str(folder),
        "LEADDESK_GLIBC": platform.libc_ver()[1],  # what is built here runs where this C library is, or a newer one
        "SOURCE_DATE_EPOCH": str(moment_of(tools.ROOT)),
    }
    for kind in KINDS:
        command = [nfpm, "package", "--config", str(CONFIG), "--packager", kind, "--target", str(dist)]
        tools.must(command, f"the .{kind}", env)
