"""Zip → city and state, offline; the table's first look-up takes about half a second, so always off the UI thread."""

from __future__ import annotations

from leaddesk.infra.threads import in_daemon_thread


async def look_up_zip(code: str) -> tuple[str, str] | None:
    """Returns city and two-letter state of a five- or nine-digit zip, or None when the table has none."""
    return await in_daemon_thread(_look_up, code[:5])


def _look_up(code: str) -> tuple[str, str] | None:
    import zipcodes

    if len(code) != 5 or not code.isdigit():
        return None
    found = zipcodes.matching(code)  # type: ignore[no-untyped-call]  # the library has no types
    return (str(found[0]["city"]), str(found[0]["state"])) if found else None
