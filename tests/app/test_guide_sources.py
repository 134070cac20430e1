"""The guide that ships: everything it must name is in it, and everything it names is there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from leaddesk.app.guide import load_guide
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.guide import Chapter, Guide, Ink, Table, text_of
from leaddesk.domain.profile import DESTINATION_NAME, FOR_CHECKS, PROFILE_FIELDS
from leaddesk.domain.terms import OURS
from leaddesk.infra.terms import load_terms
from leaddesk.ui.actions import ACTIONS, KEYS
from leaddesk.ui.views.welcome.welcome import WORDS
from leaddesk.ui.widgets.places_rail import PLACES
from leaddesk.vendors.registry import adapters

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"


@cache
def guide() -> Guide:
    return load_guide(RESOURCES)


@cache
def text() -> str:
    return "\n".join(text_of(line) for chapter in guide().chapters for line in chapter.lines)


def rows(chapter: Chapter) -> list[list[str]]:
    tables = (block for block in chapter.blocks if isinstance(block, Table))
    return [[text_of(cell) for cell in row.cells] for table in tables for row in table.rows]


def spans(ink: Ink) -> set[str]:
    lines = (line for chapter in guide().chapters for line in chapter.lines)
    return {span.text for line in lines for span in line if span.ink is ink}


def test_every_link_leads_to_something() -> None:
    links = {span.link for chapter in guide().chapters for line in chapter.lines for span in line if span.link}

    assert len(links) > 8
    assert {link for link in links if not guide().resolves(link)} == set()
    assert {link for link in guide().topics.values() if not guide().resolves(link)} == set()


def test_no_anchor_stands_twice_in_a_chapter() -> None:
    for chapter in guide().chapters:
        anchors = [
            row.anchor for block in chapter.blocks if isinstance(block, Table) for row in block.rows if row.anchor
        ]
        assert len(anchors) == len(set(anchors)), chapter.key


def test_every_place_has_a_chapter_that_lists_all_its_actions_and_keys() -> None:
    listed = {tuple(row) for chapter in guide().chapters for row in rows(chapter)}

    for place, actions in ACTIONS.items():
        said = {(one.keys or "Ctrl+K", f"{one.words}: {one.does}" if one.does else one.words) for one in actions}
        assert said - listed == set(), place
        assert {(key.keys, key.does) for key in KEYS[place]} - listed == set(), place
    for known in PLACES:
        chapter = guide().chapter(guide().about(known.name))
        assert chapter is not None
        assert chapter.place == known.name


def test_every_setting_of_every_vendor_is_explained() -> None:
    for adapter in adapters().values():
        info = adapter.info
        wanted = {spec.label for spec in info.options.fields} | {slot.label for slot in info.secret_slots}
        for dialer in info.dialers:
            wanted |= {spec.label for spec in adapter.destination_schema(dialer.name).fields}
        for label in wanted:
            link = guide().topics.get((info.name, label))
            assert link, f"{info.name}: {label}"
    for spec in (*PROFILE_FIELDS.fields, DESTINATION_NAME, FOR_CHECKS):
        assert ("Profiles", spec.label) in guide().topics, spec.label


def test_nothing_is_named_without_being_explained() -> None:
    explained = [row for chapter in guide().chapters for row in rows(chapter) if len(row) == 2]

    assert [row for row in explained if not row[1].strip()] == []


def test_every_word_of_ours_and_every_word_of_the_welcome_is_in_the_guide() -> None:
    glossary = load_terms(RESOURCES / "terms")
    ours = {key.partition(".")[2] for owner, key in glossary if owner == OURS}

    assert ours - {name for _place, name in guide().topics} == set()
    assert all(guide().about("", (word,)).startswith("words#word-") for word in WORDS)


def test_every_control_that_the_chapters_name_is_on_a_screen() -> None:
    """What stands in bold is a name of the program; a button that was renamed fails here."""
    sources = [ROOT / "leaddesk" / "ui", ROOT / "leaddesk" / "domain", ROOT / "leaddesk" / "vendors"]
    said = "\n".join(path.read_text("utf-8") for source in sources for path in source.rglob("*.py"))
    said += "\n".join(path.read_text("utf-8") for path in (ROOT / "leaddesk").rglob("vendor.toml"))
    handwritten = "\n".join(path.read_text("utf-8") for path in (RESOURCES / "guide" / "en").glob("*.md"))
    named = {name.rstrip("…") for name in re.findall(r"\*\*([^*]+)\*\*", handwritten)}

    assert len(named) > 60
    assert {name for name in named if f'"{name}' not in said} == set()


def test_every_command_that_the_chapters_name_is_one() -> None:
    from leaddesk.__main__ import _parser

    parser = _parser()
    usage = parser.format_help()
    named = {code for code in spans(Ink.CODE) if code.startswith("leaddesk ")}

    assert len(named) > 8
    for command in named:
        first = command.split()[1]
        assert first in usage, command
    for name in re.findall(r"^    ([a-z-]+)  ", usage, flags=re.MULTILINE):
        assert any(command.split()[1] == name for command in named), name


def test_the_words_that_must_not_be_said_are_not_said() -> None:
    assert re.findall(r"\b(safe|clean|compliant)\b", text(), flags=re.IGNORECASE) == []


def test_a_missing_guide_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="guide cannot be read") as problem:
        load_guide(tmp_path)

    assert "Install LeadDesk again." in problem.value.hint


def test_a_chapter_that_is_not_there_in_a_language_is_read_in_english(tmp_path: Path) -> None:
    from leaddesk.infra.guide_files import read_chapters

    for place, said in (("en/10-first.md", "# First"), ("en/20-second.md", "# Second"), ("de/10-first.md", "# Erstes")):
        path = tmp_path / "guide" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, "utf-8")

    assert read_chapters(tmp_path, "de_AT") == {"first": "# Erstes", "second": "# Second"}
    assert read_chapters(tmp_path, "fr") == {"first": "# First", "second": "# Second"}
