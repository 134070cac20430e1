"""Puts the guide together: the hand-written chapters with what is made from the screens' own sources in its place."""

from __future__ import annotations

from collections.abc import Sequence

from leaddesk.domain.guide import Block, Chapter, Guide
from leaddesk.services.guide.markdown import read_chapter
from leaddesk.services.guide.sources import Maker, Sources


def assemble(sources: Sources) -> Guide:
    """Returns the guide; raises ValueError where a chapter has no title, or asks for what there is not."""
    maker = Maker(sources)
    chapters: list[Chapter] = []
    topics: dict[tuple[str, str], str] = {}
    for key, text in sources.chapters.items():

        def fill(what: str, argument: str, key: str = key) -> Sequence[Block]:
            made = maker.make(what, argument)
            for place, control, anchor in made.topics:
                topics.setdefault((place, control), f"{key}#{anchor}")
            return made.blocks

        chapters.append(read_chapter(key, text, fill))
    return Guide(tuple(chapters), topics)
