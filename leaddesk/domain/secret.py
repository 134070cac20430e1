"""A secret that cannot print itself: no repr, no formatting, no pickling, no copy into a log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

MASK = "••••"


class Secret:
    """Holds a credential; `reveal()` is the only way to its text, and only the HTTP border calls it."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        """Returns the credential itself."""
        return self.__text

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, _spec: str) -> str:
        return MASK

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other.reveal() == self.__text

    def __hash__(self) -> int:
        return hash(Secret)

    def __bool__(self) -> bool:
        return bool(self.__text)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is never pickled")


@dataclass(frozen=True, slots=True)
class SecretRef:
    """Where a secret belongs: a slot of one profile at one origin, so a changed base URL asks for it again."""

    profile_id: str
    origin: str
    """Scheme, host and port, as `profile.origin` gives it."""
    slot: str
    """The vendor's own name for it, such as `api_key`."""
