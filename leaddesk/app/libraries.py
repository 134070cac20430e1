"""The libraries that the first lead needs, loaded before it is sent and after the window stands."""

from __future__ import annotations

import importlib
import sys
import time

DECODERS = "leaddesk.vendors.purecallerid.answer"
"""Brings the library behind the decoders."""


def load_libraries() -> None:
    """Imports off the UI thread what the first lead needs, so that the first *Send lead* does not wait for it.

    Loading a library in C holds up every thread, so it goes piece by piece, with time for the keyboard in between.
    """
    for library in ("pydantic_core", "pydantic", DECODERS):
        if library not in sys.modules:
            time.sleep(0.03)
            importlib.import_module(library)
