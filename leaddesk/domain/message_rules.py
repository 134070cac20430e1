"""What carriers and their trade body expect of a campaign's texts, as dated rules: data, never law.

Expectations are kept in `resources/rules/messages.toml`; each names its source and the day it has to be looked at
again. What a rule can ask of a text is fixed here, so that no file can ask for more than is understood.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Check(StrEnum):
    """What a rule asks of a text."""

    SAYS_ONE_OF = "says-one-of"
    """One of `terms` occurs, whole words in this order; case and marks between them do not count."""
    SAYS_NONE_OF = "says-none-of"
    """None of `terms` occurs, letter by letter; case does not count."""
    NAMES_SENDER = "names-sender"
    """One of the brands occurs; while no brand is on file, a name follows one of `terms` or opens the text."""
    GIVES_CONTACT = "gives-contact"
    """A phone number, an address for e-mail or a link occurs."""
    LINKS_TO_NONE_OF = "links-to-none-of"
    """No link leads to one of the domains in `terms` or below it."""


WITH_TERMS = frozenset(set(Check) - {Check.GIVES_CONTACT})
FORBIDDING = frozenset({Check.SAYS_NONE_OF, Check.LINKS_TO_NONE_OF})
"""Checks that find something; the others miss something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRule:
    """One expectation."""

    id: str
    check: Check
    messages: tuple[str, ...]
    """The texts it speaks of, by their keys of MESSAGE_KEYS."""
    words: str
    """What to say where it is not met, as sentences."""
    source: str
    checked_on: date
    review_by: date
    terms: tuple[str, ...] = ()
    disputed: bool = False

    def expired(self, on: date) -> bool:
        """Tells whether the rule should have been looked at again before that day."""
        return self.review_by < on


@dataclass(frozen=True, slots=True)
class MessageRules:
    """One version of all expectations."""

    version: str
    rules: tuple[MessageRule, ...] = ()
    brands: tuple[str, ...] = ()
    """Names that the sender goes by; empty while nobody wrote one down."""
