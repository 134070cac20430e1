"""A list's name goes out as it was typed; what is odd about it is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.list_name import list_name_oddities, list_name_problem


@pytest.mark.parametrize("name", ["", " ", "\t\n"])
def test_a_blank_is_no_name(name):
    assert list_name_problem(name) == "Type the exact name of the list."


@pytest.mark.parametrize("name", ["May", "Spring & Summer #1", "50%/50%", "Café", "Größe", "Лето", "Ωmega 2"[1:]])
def test_an_ordinary_name_is_not_odd(name):
    assert (list_name_problem(name), list_name_oddities(name)) == ("", ())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (" May", "begins with a blank"),
        ("May ", "ends with a blank"),
        ("May  June", "two blanks in a row"),
        ("May\u00a0June", "no ordinary one"),
        ("May\u200b", "cannot be seen"),
        ("May\t", "cannot be seen"),
        ("Cafe\u0301", "a character of its own (NFD)"),
        ("M\u0430y", "U+0430, cyrillic small letter a"),
        ("\uff2day", "only looks like an ordinary one"),
        ("A+B", "plus sign (%2B)"),
    ],
)
def test_each_oddity_has_its_sentence(name, said):
    assert any(said in sentence for sentence in list_name_oddities(name))


@pytest.mark.parametrize(
    ("name", "other", "why"),
    [
        ("Cafe\u0301", "Café", "an accent is written in another way"),
        ("May ", "May", "the blanks differ"),
        ("may", "May", "capital and small letters differ"),
        ("M\u0430y", "May", "a character that looks alike differs"),
        ("A+B", "A B", "one has a plus sign where the other has a blank"),
        ("May\u200b", "May", "a character that looks alike differs"),
    ],
)
def test_a_name_that_passes_for_a_known_one_is_compared_with_it(name, other, why):
    assert list_name_oddities(name, [other, "June", other])[-1] == (
        f"It is not “{other}”, which was seen before: {why}."
    )
    assert list_name_oddities(other, [other]) == list_name_oddities(other)


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_text_gives_sentences(name, known):
    assert all(sentence.endswith(".") for sentence in list_name_oddities(name, known))
