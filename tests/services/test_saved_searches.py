"""Saved searches and layouts over a store in memory: they come back whole, one opens first, none is lost."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.lead_search import LeadFilter, LeadQuery, RowOrder
from leaddesk.services.saved_searches import LAYOUTS, SEARCHES, SavedSearch, SavedSearches

ZONE = ZoneInfo("America/New_York")
QUERY = LeadQuery(
    text="solar “quote”",
    created_label="This Week",
    created_from=datetime(2026, 5, 1, 9, tzinfo=ZONE),
    created_to=datetime(2026, 5, 2, 9, tzinfo=ZONE),
    zone="America/New_York",
    filters=(LeadFilter("status", "scheduled, dnc"), LeadFilter("opt_out", "false", on=False)),
    columns=("id", "caller_id"),
    order=RowOrder("id", descending=True),
)


class Drafts:
    def __init__(self) -> None:
        self.kept: dict[str, dict[str, str]] = {}
        self.problem: StoreProblem | None = None

    async def save_draft(self, place, fields):
        if self.problem:
            raise self.problem
        self.kept[place] = dict(fields)

    async def load_draft(self, place):
        if self.problem:
            raise self.problem
        return dict(self.kept.get(place, {}))


@pytest.fixture
def drafts():
    return Drafts()


async def test_a_search_comes_back_whole(drafts):
    search = SavedSearch(name="Solar", query=QUERY, profile_id="p1", layout="Floor", favourite=True)
    await SavedSearches(drafts).save(search)
    again = SavedSearches(drafts)
    assert not again.searches
    await again.load()
    assert again.searches == (search,)
    assert again.favourite == search
    assert again.search("Solar") == search


async def test_one_search_at_most_opens_first(drafts):
    saved = SavedSearches(drafts)
    await saved.save(SavedSearch(name="B", query=QUERY, favourite=True))
    await saved.save(SavedSearch(name="a", query=LeadQuery(), favourite=True))
    assert [(one.name, one.favourite) for one in saved.searches] == [("a", True), ("B", False)]


async def test_rename_and_delete(drafts):
    saved = SavedSearches(drafts)
    await saved.save(SavedSearch(name="Old", query=QUERY))
    await saved.rename("Old", "New")
    assert [one.name for one in saved.searches] == ["New"]
    await saved.delete("New")
    assert saved.searches == ()
    assert drafts.kept[SEARCHES] == {}


async def test_layouts_are_kept_and_searches_follow_their_name(drafts):
    saved = SavedSearches(drafts)
    await saved.keep_layout("Floor", {"columns": ["id"], "pinned": 1})
    await saved.save(SavedSearch(name="Solar", query=QUERY, layout="Floor"))
    await saved.rename_layout("Floor", "Night")
    again = SavedSearches(drafts)
    await again.load()
    assert again.layouts == {"Night": {"columns": ["id"], "pinned": 1}}
    found = again.search("Solar")
    assert found is not None
    assert found.layout == "Night"
    await again.delete_layout("Night")
    assert drafts.kept[LAYOUTS] == {}


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}", '{"text": 1, "filters": [[1]]}'])
async def test_what_cannot_be_read_stays_and_is_not_offered(drafts, text):
    drafts.kept[SEARCHES] = {"Odd": text}
    saved = SavedSearches(drafts)
    await saved.save(SavedSearch(name="Solar", query=QUERY, favourite=True))
    assert [one.name for one in saved.searches] == ["Solar"]
    assert drafts.kept[SEARCHES]["Odd"] == text


async def test_nothing_is_overwritten_before_it_was_read(drafts):
    await SavedSearches(drafts).save(SavedSearch(name="Kept", query=QUERY))
    saved, drafts.problem = SavedSearches(drafts), StoreProblem("The store is closed.")
    with pytest.raises(StoreProblem):
        await saved.save(SavedSearch(name="New", query=QUERY))
    drafts.problem = None
    await saved.save(SavedSearch(name="New", query=QUERY))
    assert list(drafts.kept[SEARCHES]) == ["Kept", "New"]
