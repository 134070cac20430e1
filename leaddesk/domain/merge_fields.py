"""The merge fields of a text: which there are, which of them the campaign does not know, and how long the text may get.

A field is `{{Name}}` and has to match a name of the campaign to the letter (contract section 5). What a field is
filled with is only known when a text goes out, so its length is a range under an assumption that is said with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.segments import SegmentCount, count_segments
from leaddesk.language import grouped, tr, tr_later, tr_now, trn

LONGEST_VALUE = 30
"""Characters that a field's value is taken to have at most; our inference, as the contract names no limit."""

_BRACES = re.compile(r"\{+|\}+")
_LONGEST_NAME = 60
"""A longer name is shown cut, and nothing is sought that looks like it."""
_SUGGESTED = 20
"""So many unknown names at most are compared with the known ones."""


class FieldFault(StrEnum):
    """What is wrong with a merge field, in the words of the screen."""

    UNKNOWN = tr_later("Unknown merge field")
    BLANK = tr_later("Blank merge field")
    UNBALANCED = tr_later("Unbalanced braces")
    BROKEN = tr_later("Broken braces")


@dataclass(frozen=True, slots=True)
class MergeField:
    """A field as it stands in the text."""

    name: str
    """What is between the braces, blanks and all."""
    start: int
    """Where its first brace stands, counted from 0."""
    end: int
    """The first character after it."""


@dataclass(frozen=True, slots=True)
class FieldFinding:
    """Something to look at in a text's fields."""

    fault: FieldFault
    words: str
    """A sentence with the place, counted from 1."""
    places: tuple[tuple[int, int], ...]
    """What to mark in the text: start and end, counted from 0."""


@dataclass(frozen=True, slots=True)
class KnownFields:
    """The names a campaign's texts may use."""

    names: tuple[str, ...] = ()
    unnamed: int = 0
    """Custom fields whose name could not be found in them."""

    @classmethod
    def of(cls, campaign: Campaign) -> KnownFields:
        """Returns the names of a campaign's own and custom fields."""
        named = [name for name in campaign.custom_fields if name and name[0] not in "{["]
        names = tuple(dict.fromkeys(name for name in (*campaign.fields, *named) if name))
        return cls(names, len(campaign.custom_fields) - len(named))


@dataclass(frozen=True, slots=True)
class FieldCheck:
    """A text's fields and what there is to say of them."""

    fields: tuple[MergeField, ...]
    findings: tuple[FieldFinding, ...]
    unchecked: str = ""
    """Why names could not be compared, as a sentence; empty where they were or where there are none."""


@dataclass(frozen=True, slots=True)
class LengthRange:
    """How long a text is with each of its fields at its shortest and at its longest."""

    shortest: SegmentCount
    """Its places are those of the filled text; `count_segments` gives those of the text as written."""
    longest: SegmentCount
    fields: int
    longest_value: int

    def words(self) -> str:
        """Returns the range of segments with what it assumes, as one line; the plain count without any field."""
        if not self.fields:
            return self.shortest.words()
        low, high = self.shortest, self.longest
        segments = trn(
            "{number} segment", "{number} segments", high.segments, number=_span(low.segments, high.segments)
        )
        characters = trn(
            "{number} character",
            "{number} characters",
            high.characters,
            number=_span(low.characters, high.characters),
        )
        counted = trn("Counted with the merge field", "Counted with each merge field", self.fields)
        return tr(
            "{encoding} · {characters} · {segments}. {counted} as 1 to {longest_value} characters of GSM-7; "
            "a value with any other character may take more.",
            encoding=low.encoding.value,
            characters=characters,
            segments=segments,
            counted=counted,
            longest_value=self.longest_value,
        )


def check_fields(text: str, known: KnownFields) -> FieldCheck:
    """Returns the fields of a text, broken ones named with their place, unknown ones once a name."""
    fields, broken = _scan(text)
    blank = [item for item in fields if not item.name.strip()]
    named = [item for item in fields if item.name.strip()]
    findings = [
        *broken,
        *(
            _finding(FieldFault.BLANK, item.start, item.end, tr("there is no name between the braces"))
            for item in blank
        ),
    ]
    unchecked = ""
    if known.names:
        findings += _unknown(named, known)
    elif named:
        unchecked = tr("The campaign named no fields: whether it knows those of this text is not known.")
    findings.sort(key=lambda finding: finding.places[0])
    return FieldCheck(tuple(fields), tuple(findings), unchecked)


def length_range(text: str, longest_value: int = LONGEST_VALUE) -> LengthRange:
    """Returns the length of a text with each field filled by 1 and by `longest_value` letters of GSM-7."""
    fields, _ = _scan(text)
    return LengthRange(
        count_segments(_filled(text, fields, 1)),
        count_segments(_filled(text, fields, longest_value)),
        len(fields),
        longest_value,
    )


def filled(text: str, values: Mapping[str, str]) -> str:
    """Returns the text with the given values in its fields; a field without one stays as written."""
    fields, _ = _scan(text)
    return _replaced(text, ((item, values.get(item.name, text[item.start : item.end])) for item in fields))


def _scan(text: str) -> tuple[list[MergeField], list[FieldFinding]]:
    """Returns the fields with two braces at each end, and a finding for every other brace."""
    fields: list[MergeField] = []
    broken: list[FieldFinding] = []
    opened: re.Match[str] | None = None
    for run in _BRACES.finditer(text):
        if run[0][0] == "{":
            if opened:
                broken.append(_unclosed(opened))
            opened = run
        elif opened is None:
            broken.append(
                _finding(FieldFault.UNBALANCED, *run.span(), tr("{run} closes what was never opened", run=run[0]))
            )
        else:
            if len(opened[0]) == len(run[0]) == 2:
                fields.append(MergeField(text[opened.end() : run.start()], opened.start(), run.end()))
            else:
                why = tr(
                    "a merge field has two braces at each end, here are {opened} and {run}",
                    opened=len(opened[0]),
                    run=len(run[0]),
                )
                broken.append(_finding(FieldFault.BROKEN, opened.start(), run.end(), why))
            opened = None
    if opened:
        broken.append(_unclosed(opened))
    return fields, broken


def _unclosed(opened: re.Match[str]) -> FieldFinding:
    return _finding(FieldFault.UNBALANCED, *opened.span(), tr("{opened} is never closed", opened=opened[0]))


def _finding(fault: FieldFault, start: int, end: int, why: str) -> FieldFinding:
    return FieldFinding(
        fault,
        tr("{fault} at character {start}: {why}.", fault=tr_now(fault), start=start + 1, why=why),
        ((start, end),),
    )


def _unknown(fields: Iterable[MergeField], known: KnownFields) -> Iterator[FieldFinding]:
    places: dict[str, list[tuple[int, int]]] = {}
    for item in fields:
        if item.name not in known.names:
            places.setdefault(item.name, []).append((item.start, item.end))
    perhaps = tr(" It may be a custom field that could not be read.") if known.unnamed else ""
    for number, (name, found) in enumerate(places.items()):
        alike = _alike(name, known.names) if number < _SUGGESTED else ""
        more = tr(" and {found} more", found=grouped(len(found) - 1)) if len(found) > 1 else ""
        hint = f" {_difference(name, alike)}" if alike else ""
        words = tr(
            "{unknown} at character {found}{more}: the campaign knows no “{cut}”.{hint}{perhaps}",
            unknown=tr_now(FieldFault.UNKNOWN),
            found=found[0][0] + 1,
            more=more,
            cut=_cut(name),
            hint=hint,
            perhaps=perhaps,
        )
        yield FieldFinding(FieldFault.UNKNOWN, words, tuple(found))


def _alike(name: str, known: tuple[str, ...]) -> str:
    """Returns the known name that looks most like it: but for blanks and case first, then by its letters."""
    if len(name) > _LONGEST_NAME:
        return ""
    folded = {_folded(other): other for other in reversed(known)}
    close = [_folded(name)] if _folded(name) in folded else get_close_matches(_folded(name), folded, n=1, cutoff=0.75)
    return folded[close[0]] if close else ""


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()


def _difference(name: str, alike: str) -> str:
    if name.strip() == alike:
        return tr("“{alike}” is written without blanks.", alike=alike)
    if name.strip().casefold() == alike.casefold():
        return tr("It is written “{alike}”: capital and small letters count.", alike=alike)
    return tr("Perhaps “{alike}” is meant.", alike=alike)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _filled(text: str, fields: list[MergeField], length: int) -> str:
    return _replaced(text, ((item, "x" * length) for item in fields))


def _replaced(text: str, values: Iterable[tuple[MergeField, str]]) -> str:
    parts, done = [], 0
    for item, value in values:
        parts += [text[done : item.start], value]
        done = item.end
    return "".join((*parts, text[done:]))


def _span(low: int, high: int) -> str:
    return grouped(low) if low == high else tr("{low} to {high}", low=grouped(low), high=grouped(high))
