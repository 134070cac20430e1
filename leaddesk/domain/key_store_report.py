"""What a look at the key store found, line by line, and the same as text that may be handed on.

It holds no secret, no account name and no path: only what the check itself is made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from leaddesk.language import tr, tr_later, tr_now


class Found(StrEnum):
    """What became of one step of the check, in the word that stands beside its icon."""

    WORKS = tr_later("works")
    TROUBLE = tr_later("does not work")
    UNKNOWN = tr_later("not known")


@dataclass(frozen=True, slots=True)
class Finding:
    """One step of the check."""

    name: str
    """Such as "Backend"."""
    found: Found
    says: str

    def line(self) -> str:
        """Returns the step as one line of text."""
        return f"{self.name}: {tr_now(self.found)}. {self.says}"


@dataclass(frozen=True, slots=True)
class KeyStoreReport:
    """All steps, and what to do about them."""

    findings: Sequence[Finding]
    advice: str
    """What to do on this desktop; empty where nothing is to be done."""
    system: str
    """What LeadDesk runs on."""

    @property
    def works(self) -> bool:
        """Whether no step is in trouble."""
        return all(finding.found is not Found.TROUBLE for finding in self.findings)

    def text(self) -> str:
        """Returns the whole report, one line for each step."""
        lines = [*(finding.line() for finding in self.findings), tr("On: {system}", system=self.system)]
        return "\n".join([*lines, tr("What to do: {advice}", advice=self.advice)] if self.advice else lines)
