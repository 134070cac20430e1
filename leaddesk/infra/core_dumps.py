"""No core dump of this process, which would hold every secret in memory: neither a file nor one handed to a collector.

Called once, before the first secret is read. On Linux no debugger and no other process of the account may look into
the memory either; an administrator may. What Windows is set up to keep of a crash is up to Windows.
"""

from __future__ import annotations

import contextlib
import sys

_PR_SET_DUMPABLE = 4
"""Of `linux/prctl.h`."""


def forbid_core_dumps() -> None:
    """Switches core dumps off for this process; where the system has no such switch, nothing happens."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    if sys.platform == "linux":
        # the limit holds for files alone: a collector that core_pattern names is handed the memory in spite of it
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
