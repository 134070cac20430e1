"""Zip → city, state and time zone, offline; the first look-up may take half a second, so always off the UI thread."""

from __future__ import annotations

from typing import NamedTuple

from leaddesk.infra.threads import in_daemon_thread


class ZipPlace(NamedTuple):
    """Where a zip is, as the table says it."""

    city: str
    state: str
    """Two letters; those of the armed forces are among them."""
    zone: str
    """IANA name; empty for the armed forces, and in a few rows no zone at all."""


async def look_up_zip(code: str) -> tuple[str, str] | None:
    """Returns city and two-letter state of a five- or nine-digit zip, or None when the table has none."""
    return await in_daemon_thread(_look_up, code[:5])


def find_zip(code: str) -> ZipPlace | None:
    """Returns the place of a zip of five digits, or None when the table has none; blocks while the table loads."""
    import zipcodes

    if len(code) != 5 or not (code.isascii() and code.isdigit()):
        return None
    found = zipcodes.matching(code)  # type: ignore[no-untyped-call]  # the library has no types
    if not found:
        return None
    return ZipPlace(str(found[0]["city"]), str(found[0]["state"]), str(found[0]["timezone"]))


def _look_up(code: str) -> tuple[str, str] | None:
    place = find_zip(code)
    return (place.city, place.state) if place else None
