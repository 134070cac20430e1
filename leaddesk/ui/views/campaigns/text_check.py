"""What there is to say of one text: its length as SMS, its merge fields, and what carriers expect of it.

Pure: the messages card and the editor show the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from leaddesk.domain.advice import Advice
from leaddesk.domain.merge_fields import FieldCheck, KnownFields, LengthRange, check_fields, length_range
from leaddesk.domain.message_linter import lint_message
from leaddesk.domain.message_rules import MessageRules
from leaddesk.domain.segments import SegmentCount, SmsEncoding, count_segments
from leaddesk.language import tr, trn


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCheck:
    """One text, looked at."""

    count: SegmentCount
    lengths: LengthRange
    fields: FieldCheck
    advice: tuple[Advice, ...]

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Returns every finding as icon and sentence, what weighs most first; good news only where it is a fact.

        Broken fields and what carriers expect take turns: however many there are of one, the other is not cut off.
        """
        fields = [("triangle-alert", one.words) for one in self.fields.findings]
        advice = [("info", f"{one.words} {one.source_words()}") for one in self.advice]
        found = [one for pair in zip_longest(fields, advice) for one in pair if one]
        if self.count.encoding is SmsEncoding.UCS2:
            found += [
                (
                    "triangle-alert",
                    tr("Makes it {encoding}: {words}", encoding=self.count.encoding.value, words=one.words()),
                )
                for one in self.count.offenders
            ]
        if self.fields.unchecked:
            found.append(("circle-dashed", self.fields.unchecked))
        elif self.fields.fields and not self.fields.findings:
            names = dict.fromkeys(f"{{{{{one.name}}}}}" for one in self.fields.fields)
            named = ", ".join(names)
            fit = trn("{named} is a campaign field.", "{named} are campaign fields.", len(names), named=named)
            found.append(("check", fit))
        if self.lengths.fields:
            found.append(("info", self.lengths.words()))
        return tuple(found)


def check_text(key: str, text: str, known: KnownFields, rules: MessageRules, today: date) -> TextCheck:
    """Returns what there is to say of a text; `key` is one of MESSAGE_KEYS."""
    return TextCheck(
        count=count_segments(text),
        lengths=length_range(text),
        fields=check_fields(text, known),
        advice=lint_message(key, text, rules, today) if text.strip() else (),
    )
