"""Brings the guide together from what came with LeadDesk and what the screens are made of; loaded when it is wanted."""

from __future__ import annotations

from pathlib import Path

from leaddesk.domain.guide import Guide
from leaddesk.infra.guide_files import read_chapters, read_faults
from leaddesk.infra.terms import load_terms
from leaddesk.language import language
from leaddesk.services.guide.assemble import assemble
from leaddesk.services.guide.sources import Act, Sources
from leaddesk.ui.actions import ACTIONS, KEYS
from leaddesk.vendors.registry import adapters


def load_guide(resources: Path) -> Guide:
    """Returns the guide in the language of the screen.

    Blocks for some hundredths of a second. Raises StoreProblem where a file is missing, ValueError where a chapter
    asks for what there is not.
    """
    sources = Sources(
        chapters=read_chapters(resources, language()),
        glossary=load_terms(resources / "terms"),
        acts={place: (*_keys(place), *_actions(place)) for place in ACTIONS},
        vendors=adapters(),
        faults=read_faults(resources),
    )
    return assemble(sources)


def _actions(place: str) -> tuple[Act, ...]:
    return tuple(Act(one.words, one.keys, one.does) for one in ACTIONS[place])


def _keys(place: str) -> tuple[Act, ...]:
    return tuple(Act("", key.keys, key.does) for key in KEYS[place])
