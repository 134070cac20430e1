"""A route: destinations that one lead goes to in order, and what stops it on the way (PRODUCT B12).

*Do not contact* is never passed by itself, whatever a route says: the loosest is that a person is asked. A rejection,
a missing key or an unknown outcome always ends it: what follows would go out on a guess.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from leaddesk.domain.assessment import Grade
from leaddesk.domain.fields import FieldKind, FieldProblem, FieldSpec, FormSchema
from leaddesk.domain.lead import LEAD_FIELDS
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_later, tr_now, trn

LEAST_STOPS = 2
"""One destination alone needs no route."""


class OnBlock(StrEnum):
    """What a route does after *Do not contact*."""

    STOP = tr_later("Stop")
    ASK = tr_later("Ask")


class OnReview(StrEnum):
    """What a route does after *Review*."""

    STOP = tr_later("Stop")
    ASK = tr_later("Ask")
    GO_ON = tr_later("Go on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A named order of destinations."""

    id: str
    name: str
    destination_ids: tuple[str, ...]
    on_block: OnBlock = OnBlock.STOP
    on_review: OnReview = OnReview.ASK

    def rule(self) -> str:
        """Returns in one sentence what makes it go on, ask or stop."""
        block = tr("Do not contact asks") if self.on_block is OnBlock.ASK else tr("Do not contact stops")
        review = {OnReview.STOP: tr("stops"), OnReview.ASK: tr("asks"), OnReview.GO_ON: tr("goes on")}[self.on_review]
        return tr(
            "One after the other: {block}, Review {review}, a lead that is not loaded stops.",
            block=block,
            review=review,
        )


class Turn(StrEnum):
    """Where a route turns after an answer."""

    GO_ON = tr_later("go on")
    ASK = tr_later("ask")
    STOP = tr_later("stop")


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows an answer, and why."""

    turn: Turn
    why: str = ""
    """In one sentence; empty where the route goes on."""


def decide(route: Route, outcome: LoadOutcome, grade: Grade) -> Decision:
    """Returns what a route does after an answer: the outcome first, then the assessment."""
    if outcome not in (LoadOutcome.LOADED, LoadOutcome.DUPLICATE):
        return Decision(Turn.STOP, tr("{outcome} stops it: nothing more goes out on a guess.", outcome=tr_now(outcome)))
    asks = Decision(Turn.ASK, tr("{grade}: somebody has to look before the lead goes further.", grade=tr_now(grade)))
    stops = Decision(Turn.STOP, tr("{grade} stops it.", grade=tr_now(grade)))
    if grade is Grade.DO_NOT_CONTACT:
        return asks if route.on_block is OnBlock.ASK else stops
    if grade is Grade.NO_BLOCK or route.on_review is OnReview.GO_ON:
        return Decision(Turn.GO_ON)
    return asks if route.on_review is OnReview.ASK else stops


def route_problems(route: Route, known: Sequence[str], others: Sequence[Route] = ()) -> tuple[FieldProblem, ...]:
    """Returns what is wrong with a route; keys are `name` and `destinations`. `known` are ids of destinations."""
    problems = []
    if not route.name.strip():
        problems.append(FieldProblem("name", tr("A route needs a name.")))
    elif any(other.id != route.id and other.name.casefold() == route.name.strip().casefold() for other in others):
        problems.append(FieldProblem("name", tr("Another route has this name.")))
    if len(set(route.destination_ids)) != len(route.destination_ids):
        problems.append(FieldProblem("destinations", tr("A destination stands here twice: one lead goes there once.")))
    elif len(route.destination_ids) < LEAST_STOPS:
        problems.append(FieldProblem("destinations", tr("A route has two destinations or more.")))
    elif gone := len(set(route.destination_ids) - set(known)):
        what = trn("A destination of it is", "{count} destinations of it are", gone)
        problems.append(FieldProblem("destinations", tr("{what} no longer there: choose again.", what=what)))
    return tuple(problems)


def union_form(forms: Sequence[FormSchema], names: Sequence[str]) -> FormSchema:
    """Returns one form with the fields of several: needed where any needs it, its column where any has one.

    What one destination alone asks for stands at the end, in a section under its name. Where two mean another kind by
    the same field, the one that says more than *text* counts.
    """
    fields: dict[str, FieldSpec] = {}
    columns: dict[str, str] = {}
    shared = {spec.key for spec in LEAD_FIELDS}
    shared |= {key for key, askers in Counter(s.key for form in forms for s in form.fields).items() if askers > 1}
    for form, name in zip(forms, names, strict=True):
        for spec in form.fields:
            placed = replace(spec, section="" if spec.key in shared else name)
            fields[spec.key] = _joined(fields[spec.key], placed) if spec.key in fields else placed
        for key, column in form.columns.items():
            columns[key] = column if columns.get(key, column) == column else f"{columns[key]}, {column}"
    return FormSchema(tuple(sorted(fields.values(), key=lambda spec: bool(spec.section))), columns)


def _joined(one: FieldSpec, other: FieldSpec) -> FieldSpec:
    first = other if one.kind is FieldKind.TEXT and other.kind is not FieldKind.TEXT else one
    return replace(first, required=one.required or other.required, max_length=min(one.max_length, other.max_length))
