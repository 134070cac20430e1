"""What TrackDrive's lead search offers, from search.toml; a mistake in it ends the start."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from leaddesk.domain.lead_search import SearchForm
from leaddesk.vendors.search_manifest import read_form


@cache
def search_form() -> SearchForm:
    """Returns what the search offers (contract sections 2, 3 and 5). Raises ManifestError."""
    return read_form(Path(__file__).with_name("search.toml"))
