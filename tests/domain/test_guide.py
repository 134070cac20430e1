"""The guide as values: what can be led to, what a search finds, and where a control is explained."""

from __future__ import annotations

import pytest

from leaddesk.domain.guide import (
    Chapter,
    Guide,
    Heading,
    Ink,
    Items,
    Paragraph,
    Row,
    Span,
    Table,
    anchor_of,
    text_of,
)

WORDS = Chapter(
    "words",
    "Words",
    (
        Heading("Four to know", "four"),
        Paragraph((Span("A "), Span("SAN", Ink.CONTROL), Span(" is bought by area code."))),
        Items(((Span("one"),), (Span("two"),))),
        Table(("Word", "Meaning"), (Row(((Span("ttl"),), (Span("Time to live"),)), "ttl"), Row(((Span("bare"),),)))),
    ),
)
PLACE = Chapter("history", "History and proofs", (), place="History")
GUIDE = Guide(
    (WORDS, PLACE),
    {("", "SAN"): "words#four", ("History", "Settle"): "history#settle", ("Lupitor", "Settle"): "words#ttl"},
)


def test_a_chapter_can_be_led_into_at_its_headings_and_marked_rows() -> None:
    assert WORDS.anchors == {"four", "ttl"}


@pytest.mark.parametrize(
    ("link", "resolves"),
    [("words", True), ("words#ttl", True), ("words#", True), ("words#bare", False), ("nothing", False), ("", False)],
)
def test_a_link_resolves_where_it_leads_to_something(link: str, resolves: bool) -> None:
    assert GUIDE.resolves(link) is resolves


@pytest.mark.parametrize(
    ("typed", "found"),
    [("san", True), ("time to live", True), ("words two meaning", True), ("four", True), ("san nowhere", False)],
)
def test_a_chapter_is_found_by_any_words_of_its_title_lists_and_tables(typed: str, found: bool) -> None:
    assert WORDS.holds(tuple(typed.split())) is found


@pytest.mark.parametrize(("typed", "found"), [("liv", True), ("rea", False), ("san ttl", True), ("san tl", False)])
def test_a_chapter_is_found_by_how_words_begin(typed: str, found: bool) -> None:
    assert WORDS.holds(tuple(typed.split()), begun=True) is found


@pytest.mark.parametrize(
    ("place", "names", "vendor", "link"),
    [
        ("History", ("Settle",), "", "history#settle"),
        ("History", ("Settle",), "Lupitor", "words#ttl"),
        ("History", ("unknown", "", "SAN"), "", "words#four"),
        ("Campaigns", ("SAN",), "", "words#four"),
        ("History", (), "", "history"),
        ("Campaigns", (), "", "words"),
    ],
)
def test_a_control_is_explained_by_vendor_then_place_then_anywhere(
    place: str, names: tuple[str, ...], vendor: str, link: str
) -> None:
    assert GUIDE.about(place, names, vendor) == link


def test_a_line_reads_without_its_marks_and_an_anchor_has_only_small_letters_digits_and_dashes() -> None:
    assert text_of((Span("a "), Span("b", Ink.CODE))) == "a b"
    assert anchor_of("state.no block returned") == "state-no-block-returned"
    assert anchor_of("/DNC") == "dnc"
