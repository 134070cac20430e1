"""When to call a lead back, as one text: `NOW`, `2DAYS`, or day and time on the server's clock (contract section 4)."""

from __future__ import annotations

import re
from datetime import datetime

NOW = "NOW"
_MOMENT = "%Y-%m-%d %H:%M:%S"


def write_days(days: int) -> str:
    """Returns the text for so many days after the lead is loaded."""
    return f"{days}DAYS"


def read_days(text: str) -> int | None:
    """Returns the days that a text asks for, None for any other text."""
    found = re.fullmatch(r"([0-9]{1,3})DAYS", text)
    return int(found[1]) if found else None


def write_moment(moment: datetime) -> str:
    """Returns the text for a day and time; its zone is nobody's to say, so none is written."""
    return moment.strftime(_MOMENT)


def read_moment(text: str) -> datetime | None:
    """Returns the day and time that a text names, without a zone; None for any other text."""
    try:
        return datetime.strptime(text, _MOMENT)  # noqa: DTZ007
    except ValueError:
        return None


def is_past(text: str, now: datetime) -> bool:
    """Tells whether a text names a day and time before `now`, both read off a wall clock."""
    moment = read_moment(text)
    return moment is not None and moment < now.replace(tzinfo=None)
