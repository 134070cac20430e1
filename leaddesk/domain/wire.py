"""One HTTP request and one answer as small values: what codecs produce and read, and what the journal keeps.

Nothing here touches a network. A credential stands in a header or a form as a `Secret`; only `infra.http` reveals it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from leaddesk.domain.profile import SafetyLevel
from leaddesk.domain.secret import MASK, Secret

BODY_CAP = 2 * 1024 * 1024
"""Bytes of an answer that are read at most, unless its request says otherwise.

One with a hundred cases has about a tenth of a megabyte.
"""


def form_text(form: Iterable[tuple[str, str | Secret]], shown: Callable[[Secret], str]) -> str:
    """Returns a form as the text of its body; `shown` says what stands for a credential, as it is to stand there."""
    return "&".join(
        f"{_quoted(name)}={shown(value) if isinstance(value, Secret) else _quoted(value)}" for name, value in form
    )


def _quoted(text: str) -> str:
    return quote_plus(text, encoding="utf-8", errors="replace")


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request as an adapter encodes it."""

    method: str
    url: str
    headers: tuple[tuple[str, str | Secret], ...] = ()
    body: bytes = b""
    form: tuple[tuple[str, str | Secret], ...] = ()
    """The fields of a form in its place, for a vendor that takes its credentials there."""
    writes: bool = True
    """Whether the vendor's state may change: only what says no is a read, whatever its method."""
    safety: SafetyLevel = SafetyLevel.READ_ONLY
    """The safety level of the profile it is sent through; a write that carries none is refused by the transport."""
    timeout_s: float = 60.0
    """Seconds until a whole answer must be there."""
    urgent: bool = False
    """Whether it has connections that no ordinary request takes: a pause never waits behind a stalled lead."""
    body_cap: int = BODY_CAP
    """Bytes of the answer that are read at most."""

    def secrets(self) -> tuple[Secret, ...]:
        """Returns every credential the request carries."""
        return tuple(value for _, value in (*self.headers, *self.form) if isinstance(value, Secret))

    def redacted(self) -> RequestRecord:
        """Returns the request as it may be shown and kept: credentials masked."""
        headers = tuple((name, MASK if isinstance(value, Secret) else value) for name, value in self.headers)
        body = form_text(self.form, lambda _secret: MASK) if self.form else self.body.decode("utf-8", "replace")
        return RequestRecord(self.method, self.url, headers, body)


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """A request with its credentials masked."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: str


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """An answer as the transport read it."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)
    elapsed_s: float = 0.0
    capped: bool = False
    """Whether the body was longer than LeadDesk reads, so that the end is missing."""

    def header(self, name: str) -> str:
        """Returns the first value of a header, case ignored, or an empty text."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")
