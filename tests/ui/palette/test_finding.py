"""What fits what was typed, and in which order."""

from __future__ import annotations

import pytest

from leaddesk.ui.views.palette.entries import MOST_SHOWN, Entry, Group, find, rank_of


def action(title: str, *, detail: str = "", off: str = "", also: str = "") -> Entry:
    return Entry(group=Group.ACTIONS, title=title, detail=detail, off=off, also=also)


def word(title: str, *, also: str = "") -> Entry:
    return Entry(group=Group.GUIDE, title=title, also=also)


def number(title: str, detail: str = "") -> Entry:
    return Entry(group=Group.NUMBERS, title=title, detail=detail)


def titles(typed: str, *entries: Entry) -> list[str]:
    by_group = {group: [one for one in entries if one.group is group] for group in Group}
    return [entry.title for _, shown in find(typed, by_group).groups for entry in shown]


def test_the_order_is_beginning_then_words_then_within_then_beside_then_letters_in_order():
    entries = [
        action("Paint lists"),  # letters in order
        action("Restore", detail="what was pl before"),
        action("Simple"),
        action("Add plan"),
        action("Place"),
    ]
    assert titles("pl", *entries) == ["Place", "Add plan", "Simple", "Restore", "Paint lists"]


def test_each_word_may_be_cut_short_and_stand_in_any_order():
    assert titles("cam pau", action("Pause campaign"), action("Pause list")) == ["Pause campaign"]


@pytest.mark.parametrize(
    ("typed", "title"), [("STRASSE", "Straße Nord"), ("éTé", "Été à Paris"), ("ΣΊΣΥΦΟΣ", "Σίσυφος")]
)
def test_the_case_of_letters_does_not_matter(typed: str, title: str):
    assert titles(typed, action(title)) == [title]


def test_letters_in_order_begin_where_a_word_begins_and_one_letter_is_not_enough():
    assert rank_of("pca", action("Pause campaign")) == 5
    assert rank_of("pac", action("Export a clip")) is None
    assert rank_of("z", action("Puzzle")) == 2
    assert rank_of("q", action("Pause campaign")) is None


def test_digits_find_numbers_by_beginning_end_and_middle_however_they_are_typed():
    one, other = number("(720) 555-0104"), number("(303) 555-0172")
    assert titles("7205", one, other) == ["(720) 555-0104"]
    assert titles("720-555", one, other) == ["(720) 555-0104"]
    assert titles("(720) 5", one, other) == ["(720) 555-0104"]
    assert titles("17205550104", one, other) == ["(720) 555-0104"]
    assert titles("72", one, other) == ["(720) 555-0104", "(303) 555-0172"]  # the beginning before the end
    assert titles("5550", one, other) == ["(720) 555-0104", "(303) 555-0172"]
    assert titles("1", action("Nothing")) == []


def test_of_a_masked_number_only_what_is_shown_can_be_found():
    masked = number("(720) •••-••04")
    assert titles("720", masked) == titles("04", masked) == ["(720) •••-••04"]
    for hidden in ("7205", "7200", "72004", "0104", "555"):
        assert titles(hidden, masked) == []


def test_what_can_be_done_stands_before_what_cannot_among_equals_only():
    off, on = action("Pause list", off="Type its name."), action("Pause campaign")
    assert titles("", off, on) == ["Pause campaign", "Pause list"]
    assert titles("pause", off, on) == ["Pause campaign", "Pause list"]
    assert titles("pause l", off, action("Please pause later")) == ["Pause list", "Please pause later"]


def test_the_group_with_the_best_comes_first_and_recent_numbers_last_whatever_they_are():
    entries = [
        action("Show spring"),
        Entry(group=Group.CAMPAIGNS, title="Spring outreach"),
        Entry(group=Group.DESTINATIONS, title="Night desk"),
        number("(720) 555-0104", "Spring Person"),
    ]
    assert titles("spring", *entries) == ["Spring outreach", "Show spring", "(720) 555-0104"]
    assert titles("", *entries)[-1] == "(720) 555-0104"


def test_what_people_call_otherwise_is_found_behind_what_bears_the_name_and_before_what_only_mentions_it():
    entries = [
        action("Refresh", detail="Not dark"),
        action("Theme", also="dark light"),
        action("Dark room"),
    ]
    assert titles("dark", *entries) == ["Dark room", "Theme", "Refresh"]
    assert titles("theme dark", *entries) == titles("LIG the", *entries) == ["Theme"]


def test_a_word_of_the_guide_stands_behind_what_can_be_done_under_it_and_before_letters_in_order():
    entries = [word("DNC"), action("Do not call"), action("Mark", also="dnc")]
    assert titles("dnc", *entries) == ["Mark", "Do not call", "DNC"]
    assert titles("dnc", *entries[:2]) == ["DNC", "Do not call"]


def test_what_is_offered_for_what_was_typed_fits_always_a_number_first_and_a_search_last():
    offered = [word("Search the guide"), Entry(group=Group.TYPED, title="Check it")]
    found = find("7205550104", {Group.ACTIONS: [action("7205550104 again")], Group.GUIDE: [word("72")]}, offered)
    assert [entry.title for _, shown in found.groups for entry in shown] == [
        *("Check it", "7205550104 again", "Search the guide")
    ]
    assert found.fits == 3


def test_a_long_group_is_cut_and_everything_that_fits_is_counted():
    many = [Entry(group=Group.CAMPAIGNS, title=f"Campaign {at}") for at in range(2_000)]
    found = find("", {Group.CAMPAIGNS: many})
    assert [len(shown) for _, shown in found.groups] == [MOST_SHOWN]
    assert found.fits == 2_000
    assert titles("1999", *many) == ["Campaign 1999"]
