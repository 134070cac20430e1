"""The real clock."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime


class SystemClock:
    """Implements `services.ports.Clock` with this computer's time."""

    def now(self) -> datetime:
        """Returns the time, in UTC with its zone."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Returns seconds that only go forward."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        await asyncio.sleep(seconds)
