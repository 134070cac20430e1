"""What a dated rule says of something: advice with its source, never a verdict and never a reason to block.

That nothing was found means that no rule on file objects, and no more: rules are few, and they age.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leaddesk.domain.calling_words import day_words

ADVICE = "These rules are an aid, not legal advice."


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One finding of a linter."""

    rule: str
    """The id of the rule, such as "calling-window TX"."""
    where: str
    """The part it speaks of, such as "Sunday" or "Outgoing message"."""
    words: str
    """What was found and what the rule says, as sentences."""
    source: str
    checked_on: date
    review_by: date
    expired: bool = False
    """Whether the rule should have been looked at again by now."""
    disputed: bool = False

    def source_words(self) -> str:
        """Returns source and dates, and what makes the rule doubtful, as sentences."""
        return " ".join(
            (
                f"Source: {self.source.rstrip('.')}.",
                f"Checked on {day_words(self.checked_on)}, review by {day_words(self.review_by)}.",
                *(("The day to look at it again has passed: it may be out of date.",) if self.expired else ()),
                *(("It is disputed.",) if self.disputed else ()),
            )
        )

    def sentence(self) -> str:
        """Returns all of it as one line of text."""
        return f"{self.where}: {self.words} {self.source_words()}"


@dataclass(frozen=True, slots=True)
class Review:
    """What a linter found, and what it could not look at."""

    findings: tuple[Advice, ...]
    unchecked: tuple[str, ...] = ()
    """What no rule was held against, and why, a sentence each."""
    compared: str = ""
    """Which rules were asked, as a sentence."""

    def words(self) -> str:
        """Returns how many findings there are, in words that claim no more than that."""
        number = len(self.findings)
        if not number:
            return "No finding by the rules on file." if self.compared else "No rule was asked."
        return "1 finding" if number == 1 else f"{number} findings"
