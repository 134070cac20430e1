"""Chapters are read, filled up from the screens' sources, and written so that no text of theirs is mark-up."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from leaddesk.domain.guide import Block, Heading, Ink, Items, Paragraph, Span, Table, text_of
from leaddesk.domain.terms import OURS, SCREEN, Term
from leaddesk.services.guide.assemble import assemble
from leaddesk.services.guide.markdown import read_chapter, read_line
from leaddesk.services.guide.page import chapter_html
from leaddesk.services.guide.sources import Act, Sources
from leaddesk.vendors.registry import adapters

CHAPTER = """# Enter lead
<!-- place: Enter lead -->

Type one
lead.

## The form
Choose **Send lead**, *then* `wait`, or [read on](words#san).

- one
  goes on
- two

1. first
2. second

| A | B |
|---|---|
| **x** | y \\| z |

{{made of this}}
"""


def made(what: str, argument: str) -> Sequence[Block]:
    assert (what, argument) == ("made", "of this")
    return (Heading("Made", "made"),)


def test_a_chapter_is_read_block_by_block() -> None:
    chapter = read_chapter("enter-lead", CHAPTER, made)

    assert (chapter.title, chapter.place) == ("Enter lead", "Enter lead")
    opening, heading, line, bullets, steps, table, filled = chapter.blocks
    assert opening == Paragraph((Span("Type one lead."),))
    assert heading == Heading("The form", "the-form", 2)
    assert isinstance(line, Paragraph)
    assert [(one.text, one.ink, one.link) for one in line.line if one.ink is not Ink.PLAIN or one.link] == [
        ("Send lead", Ink.CONTROL, ""),
        ("then", Ink.STRESS, ""),
        ("wait", Ink.CODE, ""),
        ("read on", Ink.PLAIN, "words#san"),
    ]
    assert isinstance(bullets, Items)
    assert [text_of(item) for item in bullets.lines] == ["one goes on", "two"]
    assert isinstance(steps, Items)
    assert (steps.numbered, bullets.numbered) == (True, False)
    assert isinstance(table, Table)
    assert [[text_of(cell) for cell in row.cells] for row in table.rows] == [["x", "y | z"]]
    assert filled == Heading("Made", "made")


def test_marks_that_are_not_closed_stay_letters() -> None:
    assert read_line("2 * 3 ** 4 `x [a](") == (Span("2 * 3 ** 4 `x [a]("),)


def test_a_chapter_without_a_title_is_refused() -> None:
    with pytest.raises(ValueError, match="title"):
        read_chapter("bare", "No title\n", made)


HOSTILE = '<img src="file:///etc/x" onerror=a>&amp;"\'</p><script>'


def sources(**changed: object) -> Sources:
    given: dict[str, object] = {
        "chapters": {"one": "# One\n\n{{terms word}}\n\n{{controls Enter lead}}\n\n{{keys History}}\n"},
        "glossary": {
            (OURS, "word.SAN"): Term("word.SAN", HOSTILE, "x"),
            (SCREEN, "Enter lead/Routes"): Term("Enter lead/Routes", "In order.", "x"),
        },
        "acts": {"History": (Act("Settle", "Ctrl+T", "Says it."), Act("Copy row"), Act("", "Esc", "Back"))},
        "vendors": adapters(),
    }
    return Sources(**(given | changed))  # type: ignore[arg-type]


def test_words_controls_and_keys_come_from_their_sources_and_can_be_led_to() -> None:
    guide = assemble(sources())

    assert guide.about("Enter lead", ("Routes",)) == "one#enter-lead-routes"
    assert guide.about("History", ("SAN",)) == "one#word-san"
    assert all(guide.resolves(link) for link in guide.topics.values())
    texts = [text_of(line) for line in guide.chapters[0].lines]
    assert {"In order.", HOSTILE} <= set(texts)
    of_keys = texts[-6:]
    assert of_keys == ["Ctrl+T", "Settle: Says it.", "Ctrl+K", "Copy row", "Esc", "Back"]


@pytest.mark.parametrize("asked", ["{{nothing}}", "{{terms nowhere}}", "{{answers nobody}}", "{{faults Never}}"])
def test_what_nobody_makes_and_of_which_there_is_nothing_is_refused(asked: str) -> None:
    with pytest.raises(ValueError, match=r"nobody makes|there is no"):
        assemble(sources(chapters={"one": f"# One\n\n{asked}\n"}))


def test_faults_are_told_by_what_a_person_sees() -> None:
    page = (
        "# Faults\n\n## Not sent\n\nText.\n\n| Fault | What happens | What LeadDesk says | Practise |\n"
        "| --- | --- | --- | --- |\n| Gone | the look-up fails | It was not found. | – |\n\n"
        "## Rejected\n\n| Fault |\n| --- |\n| No |\n"
    )
    guide = assemble(sources(chapters={"one": "# One\n\n{{faults Not sent}}\n"}, faults=page))
    (table,) = guide.chapters[0].blocks

    assert isinstance(table, Table)
    assert table.head == ("Fault", "What LeadDesk says", "Practise")
    assert [[text_of(cell) for cell in row.cells] for row in table.rows] == [["Gone", "It was not found.", "–"]]


def test_a_setting_says_what_it_takes_and_how_it_comes() -> None:
    guide = assemble(sources(chapters={"one": "# One\n\n{{vendors}}\n"}))
    texts = [text_of(line) for line in guide.chapters[0].lines]

    dedupe = next(text for text in texts if text.startswith("What RingCX does with a number"))
    assert "One of: " in dedupe
    assert any(text.startswith("The Pure CallerID campaign") and text.endswith("Needed.") for text in texts)
    assert guide.about("Profiles", ("Campaign ID",), "Pure CallerID").startswith("one#purecallerid-")


def test_every_text_is_escaped_and_links_lead_where_the_writer_says() -> None:
    guide = assemble(
        sources(chapters={"one": f"# One {HOSTILE}\n\n**{HOSTILE}** [{HOSTILE}](one)\n\n{{{{terms word}}}}\n"})
    )
    html = chapter_html(guide.chapters[0], lambda link: f"guide:{link}")

    assert "<img" not in html
    assert "<script" not in html
    assert "</p><" not in html.replace("</p>\n", "")
    assert html.count('href="guide:one"') == 1
    assert html.count("&lt;img src=&quot;file:///etc/x&quot;") == 4
