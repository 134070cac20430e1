"""Saved searches and named layouts, kept in the encrypted store: both may name people.

An entry that this version cannot read stays in the store as it is and is not offered.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leaddesk.domain.lead_search import LeadFilter, LeadQuery, RowOrder
from leaddesk.services.ports import DraftStore

SEARCHES, LAYOUTS = "searches", "search-layouts"
"""The places in the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A question with the name that a person gave it."""

    name: str
    query: LeadQuery
    profile_id: str = ""
    """The profile it was asked through; another one is used where that is gone."""
    layout: str = ""
    """The layout that was in view."""
    favourite: bool = False
    """Whether it is filled in when the place is opened."""


class SavedSearches:
    """Reads everything once and writes each change whole. Every method raises StoreProblem when the store cannot."""

    def __init__(self, drafts: DraftStore) -> None:
        self._drafts = drafts
        self._texts: dict[str, dict[str, str]] = {SEARCHES: {}, LAYOUTS: {}}
        self._was_read = False
        self._one_at_a_time = asyncio.Lock()

    # ------------------------------------------------------------ what is known

    @property
    def searches(self) -> tuple[SavedSearch, ...]:
        """The searches by name; none before they are read."""
        found = (_search(name, text) for name, text in self._texts[SEARCHES].items())
        return tuple(sorted((one for one in found if one), key=lambda one: one.name.casefold()))

    @property
    def layouts(self) -> Mapping[str, Mapping[str, Any]]:
        """The layouts by name, as plain data; none before they are read."""
        found = {name: _plain(text) for name, text in self._texts[LAYOUTS].items()}
        return {name: data for name, data in sorted(found.items(), key=lambda one: one[0].casefold()) if data}

    def search(self, name: str) -> SavedSearch | None:
        """Returns the search of that name."""
        return next((one for one in self.searches if one.name == name), None)

    @property
    def favourite(self) -> SavedSearch | None:
        """The search that opens first."""
        return next((one for one in self.searches if one.favourite), None)

    # ------------------------------------------------------------ what can be done

    async def load(self) -> None:
        """Reads what is kept; later calls do nothing."""
        async with self._one_at_a_time:
            await self._read()

    async def save(self, search: SavedSearch) -> None:
        """Keeps a search under its name, in the place of one that is called so; there is one favourite at most."""

        def change(texts: dict[str, str]) -> None:
            if search.favourite:
                _drop_favourites(texts)
            texts[search.name] = json.dumps(_as_plain(search), ensure_ascii=False)

        await self._change(SEARCHES, change)

    async def rename(self, name: str, new_name: str) -> None:
        """Calls a search otherwise; one that has that name already is replaced."""
        await self._change(SEARCHES, lambda texts: _rename(texts, name, new_name))

    async def delete(self, name: str) -> None:
        """Forgets a search."""
        await self._change(SEARCHES, lambda texts: _forget(texts, name))

    async def keep_layout(self, name: str, layout: Mapping[str, Any]) -> None:
        """Keeps a layout, which is plain data, under its name."""
        await self._change(LAYOUTS, lambda texts: texts.update({name: json.dumps(layout, ensure_ascii=False)}))

    async def rename_layout(self, name: str, new_name: str) -> None:
        """Calls a layout otherwise; the searches that go with it follow."""

        def follow(texts: dict[str, str]) -> None:
            for search in self.searches:
                if search.layout == name:
                    texts[search.name] = json.dumps(_as_plain(search) | {"layout": new_name}, ensure_ascii=False)

        await self._change(LAYOUTS, lambda texts: _rename(texts, name, new_name))
        await self._change(SEARCHES, follow)

    async def delete_layout(self, name: str) -> None:
        """Forgets a layout."""
        await self._change(LAYOUTS, lambda texts: _forget(texts, name))

    # ------------------------------------------------------------ inside

    async def _read(self) -> None:
        if not self._was_read:
            texts = {place: await self._drafts.load_draft(place) for place in (SEARCHES, LAYOUTS)}
            self._texts, self._was_read = texts, True

    async def _change(self, place: str, change: Callable[[dict[str, str]], None]) -> None:
        """Changes what is kept; before it was read nothing is written, so that nothing is lost."""
        async with self._one_at_a_time:
            await self._read()
            texts = dict(self._texts[place])
            change(texts)
            if texts != self._texts[place]:
                await self._drafts.save_draft(place, texts)
                self._texts[place] = texts


def _rename(texts: dict[str, str], name: str, new_name: str) -> None:
    if name in texts:
        texts[new_name] = texts.pop(name)


def _forget(texts: dict[str, str], name: str) -> None:
    texts.pop(name, None)


def _drop_favourites(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        if (data := _plain(text)).get("favourite"):
            texts[name] = json.dumps(data | {"favourite": False}, ensure_ascii=False)


def _as_plain(search: SavedSearch) -> dict[str, Any]:
    query = search.query
    return {
        "profile": search.profile_id,
        "layout": search.layout,
        "favourite": search.favourite,
        "text": query.text,
        "created": query.created_label,
        "from": query.created_from.isoformat() if query.created_from else "",
        "to": query.created_to.isoformat() if query.created_to else "",
        "zone": query.zone,
        "filters": [[one.key, one.value, one.on] for one in query.filters],
        "columns": list(query.columns),
        "order": [query.order.column, query.order.descending] if query.order else [],
    }


def _search(name: str, text: str) -> SavedSearch | None:
    data = _plain(text)
    try:
        order = data["order"]
        query = LeadQuery(
            text=str(data["text"]),
            created_label=str(data["created"]),
            created_from=_moment(data["from"]),
            created_to=_moment(data["to"]),
            zone=str(data["zone"]),
            filters=tuple(LeadFilter(str(key), str(value), bool(on)) for key, value, on in data["filters"]),
            columns=tuple(str(column) for column in data["columns"]),
            order=RowOrder(str(order[0]), bool(order[1])) if order else None,
        )
        return SavedSearch(
            name=name,
            query=query,
            profile_id=str(data["profile"]),
            layout=str(data["layout"]),
            favourite=bool(data["favourite"]),
        )
    except (KeyError, TypeError, ValueError, IndexError):
        return None


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _plain(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
