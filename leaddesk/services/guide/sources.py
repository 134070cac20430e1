"""Makes the parts of the guide that nobody writes by hand: words, controls, keys, settings and faults.

Each comes from the source that the screens go by, so that the guide says what the tool tips say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from leaddesk.domain.fields import FieldKind, FieldSpec
from leaddesk.domain.guide import Block, Heading, Ink, Line, Paragraph, Row, Span, Table, anchor_of
from leaddesk.domain.lead import LEAD_FIELDS
from leaddesk.domain.profile import DESTINATION_NAME, FOR_CHECKS, PROFILE_FIELDS
from leaddesk.domain.terms import OURS, SCREEN, Glossary
from leaddesk.language import tr, tr_now
from leaddesk.services.guide.markdown import read_line, read_table
from leaddesk.vendors.adapter import VendorAdapter

_PALETTE = "Ctrl+K"
_FAULT, _SAYS, _PRACTISE = "Fault", "What LeadDesk says", "Practise"
"""The columns of the table of faults that a person at a desk needs."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done, by its words and keys."""

    words: str
    keys: str = ""
    does: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the guide is made from."""

    chapters: Mapping[str, str]
    """The hand-written texts by their keys, in reading order."""
    glossary: Glossary
    acts: Mapping[str, Sequence[Act]]
    """By place."""
    vendors: Mapping[str, VendorAdapter]
    faults: str = ""
    """The page of faults."""


@dataclass(frozen=True, slots=True)
class Made:
    """What stands for one `{{what argument}}`."""

    blocks: tuple[Block, ...]
    topics: tuple[tuple[str, str, str], ...] = ()
    """Place, control and the anchor where it is explained."""


class Maker:
    """Knows what each `{{what argument}}` stands for."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._makers = {
            "terms": self._terms,
            "controls": self._controls,
            "keys": self._keys,
            "profile": self._profile,
            "lead": self._lead,
            "vendors": self._vendors,
            "answers": self._answers,
            "faults": self._faults,
        }

    def make(self, what: str, argument: str) -> Made:
        """Returns what was asked for; raises ValueError for what nobody makes, or of which there is nothing."""
        if what not in self._makers:
            raise ValueError(f"nobody makes {what}")
        made = self._makers[what](argument)
        if not made.blocks:
            raise ValueError(f"there is no {what} of {argument}")
        return made

    # ------------------------------------------------------------ words and controls

    def _terms(self, kind: str) -> Made:
        """Returns LeadDesk's own words of a kind, such as `state`."""
        rows, topics = [], []
        for owner, key in self._sources.glossary:
            if owner == OURS and key.startswith(f"{kind}."):
                word, anchor = tr_now(key.removeprefix(f"{kind}.")), anchor_of(key)
                rows.append(_row(word, self._sources.glossary[owner, key].meaning, anchor))
                topics.append(("", word, anchor))
        return Made(_table((tr("Word"), tr("Meaning")), rows), tuple(topics))

    def _controls(self, place: str) -> Made:
        """Returns the controls of a place whose words alone do not say what they mean.

        Those of a dialog are explained wherever they stand.
        """
        where = place if place in self._sources.acts else ""
        rows, topics = [], []
        for owner, key in self._sources.glossary:
            if owner == SCREEN and key.startswith(f"{place}/"):
                name, anchor = key.removeprefix(f"{place}/"), anchor_of(key)
                rows.append(_row(name, self._sources.glossary[owner, key].meaning, anchor))
                topics.append((where, name, anchor))
        return Made(_table((tr("On the screen"), tr("What it means")), rows), tuple(topics))

    def _keys(self, place: str) -> Made:
        """Returns what can be done in a place; what has no keys of its own is found by the command palette's."""
        rows = []
        for act in self._sources.acts.get(place, ()):
            does = read_line(tr_now(act.does))
            between = (Span(": "),) if act.words and does else ()
            does = (*_bold(tr_now(act.words)), *between, *does) if act.words else does
            rows.append(Row(((Span(tr_now(act.keys) or _PALETTE, Ink.CODE),), does)))
        return Made(_table((tr("Keys"), tr("What it does")), rows))

    # ------------------------------------------------------------ settings and fields

    def _profile(self, _argument: str) -> Made:
        return self._fields((*PROFILE_FIELDS.fields, DESTINATION_NAME, FOR_CHECKS), "Profiles", "profile")

    def _lead(self, _argument: str) -> Made:
        """Returns the fields of a lead that say more than their names."""
        return self._fields([spec for spec in LEAD_FIELDS if self._meaning(spec, "Enter lead")], "Enter lead", "lead")

    def _vendors(self, _argument: str) -> Made:
        """Returns every setting of every vendor, in the order in which they are offered."""
        made = [self._vendor(key, adapter) for key, adapter in self._sources.vendors.items()]
        return Made(tuple(chain(*(one.blocks for one in made))), tuple(chain(*(one.topics for one in made))))

    def _vendor(self, key: str, adapter: VendorAdapter) -> Made:
        """Returns every setting of a vendor: of its profiles, then of its destinations, dialer by dialer."""
        info = adapter.info
        slots = tuple(FieldSpec(key=slot.key, label=slot.label, kind=FieldKind.SECRET) for slot in info.secret_slots)
        of_profile = self._fields((*slots, *info.options.fields), info.name, f"{key} profile")
        blocks: list[Block] = [
            *_heading(tr("{vendor}: the profile", vendor=info.name), f"{key}-profile"),
            *of_profile.blocks,
        ]
        topics = [*of_profile.topics]
        told: set[FieldSpec] = set()
        for dialer in info.dialers:
            fields = [spec for spec in adapter.destination_schema(dialer.name).fields if spec not in told]
            told |= set(fields)
            of_dialer = self._fields(fields, info.name, f"{key} {dialer.name}")
            title = (
                tr("{vendor}: destinations", vendor=info.name)
                if len(info.dialers) == 1
                else f"{info.name}: {dialer.name}"
            )
            said = " ".join(filter(None, (dialer.hint, dialer.retired)))
            blocks += [*_heading(title, f"{key} {dialer.name}"), *([Paragraph((Span(said),))] if said else ())]
            blocks += of_dialer.blocks or [Paragraph((Span(tr("Nothing beside what stands above.")),))]
            topics += of_dialer.topics
        return Made(tuple(blocks), tuple(topics))

    def _fields(self, fields: Sequence[FieldSpec], where: str, about: str) -> Made:
        rows, topics = [], []
        for spec in fields:
            anchor = anchor_of(f"{about} {spec.label}")
            rows.append(_row(spec.label, self._meaning(spec, where), anchor))
            topics.append((where, spec.label, anchor))
        return Made(_table((tr("Setting"), tr("What it means")), rows), tuple(topics))

    def _meaning(self, spec: FieldSpec, where: str) -> str:
        """Returns the help of a field, what it takes and how it comes."""
        term = next(
            (self._sources.glossary[SCREEN, f"{place}/{spec.label}"].meaning
             for place in (where, "Profiles") if (SCREEN, f"{place}/{spec.label}") in self._sources.glossary),
            "",
        )  # fmt: skip
        said = [spec.help or term or tr("It is kept in the keyring.") * (spec.kind is FieldKind.SECRET)]
        if spec.choices:
            said.append(tr("One of: {choices}.", choices=", ".join(map(tr_now, spec.choices))))
        if spec.required:
            said.append(tr("Needed."))
        if spec.default:
            said.append(tr("As it comes: {value}.", value=tr_now(spec.default)))
        if spec.pattern_says and not spec.help:
            said.append(spec.pattern_says)
        return " ".join(filter(None, said))

    # ------------------------------------------------------------ answers and faults

    def _answers(self, vendor: str) -> Made:
        rows = [
            Row(((Span(key, Ink.CODE),), (Span(term.meaning),), (Span(term.source),)), anchor_of(f"{vendor} {key}"))
            for (owner, key), term in self._sources.glossary.items()
            if owner == vendor
        ]
        return Made(_table((tr("In the answer"), tr("What it means"), tr("Who says so")), rows))

    def _faults(self, outcome: str) -> Made:
        """Returns what can go wrong with one outcome: the fault, the words on the screen, the number to try it with."""
        part = re.search(rf"^## {re.escape(outcome)}$(.*?)(?=^## |\Z)", self._sources.faults, re.MULTILINE | re.DOTALL)
        lines = [line for line in part[1].splitlines() if line.startswith("|")] if part else []
        if not lines:
            return Made(())
        table = read_table(lines)
        wanted = [at for at, name in enumerate(table.head) if name in (_FAULT, _SAYS, _PRACTISE)]
        rows = [Row(tuple(row.cells[at] for at in wanted)) for row in table.rows]
        return Made(_table(tuple(table.head[at] for at in wanted), rows))


def _heading(text: str, anchor: str) -> Iterator[Heading]:
    yield Heading(text, anchor_of(anchor), 3)


def _bold(text: str) -> Line:
    return (Span(text, Ink.CONTROL),)


def _row(name: str, meaning: str, anchor: str) -> Row:
    return Row((_bold(name), (Span(meaning),)), anchor)


def _table(head: tuple[str, ...], rows: Sequence[Row]) -> tuple[Block, ...]:
    return (Table(head, tuple(rows)),) if rows else ()
