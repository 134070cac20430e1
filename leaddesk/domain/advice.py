"""What a dated rule says of something: advice with its source, never a verdict and never a reason to block.

That nothing was found means that no rule on file objects, and no more: rules are few, and they age.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leaddesk.domain.calling_words import day_words
from leaddesk.language import tr, trn

ADVICE = tr("These rules are an aid, not legal advice.")


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
                tr("Source: {source}.", source=self.source.rstrip(".")),
                tr(
                    "Checked on {checked_on}, review by {review_by}.",
                    checked_on=day_words(self.checked_on),
                    review_by=day_words(self.review_by),
                ),
                *((tr("The day to look at it again has passed: it may be out of date."),) if self.expired else ()),
                *((tr("It is disputed."),) if self.disputed else ()),
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
            return tr("No finding by the rules on file.") if self.compared else tr("No rule was asked.")
        return trn("1 finding", "{count} findings", number)
