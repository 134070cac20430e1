"""Every fault of reading leads, as one table: what the vendor does while pages are read, and how LeadDesk ends it.

The tests act each row out with its practice search over real sockets; `resources/FAULTS.md` is made of the same rows.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from leaddesk.domain.lead_search import LeadFilter, LeadQuery
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.infra.clock import SystemClock
from leaddesk.infra.http import HttpxTransport
from leaddesk.infra.keyring_store import MemorySecrets
from leaddesk.infra.threads import Worker
from leaddesk.practice import PracticeServer
from leaddesk.practice.searches import PRACTICE_SEARCHES, PracticeSearch
from leaddesk.services.search_leads import SearchLeads
from leaddesk.ui.views.search.words import explained
from leaddesk.vendors.registry import lead_sources

ROWS_A_PAGE = 10
LEADS = 4 * ROWS_A_PAGE
"""Of which the practice server makes four pages."""
SHORT_S = 0.5
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFault:
    """One fault while leads are read."""

    practice: str
    """The practice search that acts it out; its own words say what happens."""
    says: str
    """What LeadDesk says of the page that it could not read, with what to do; where all came, why they ended."""
    pages: int = 0
    """So many pages are read, and stay."""
    requests: int = 1
    timeout_s: float = 10.0

    @property
    def search(self) -> PracticeSearch:
        """What the practice panel says of it."""
        return next(entry for entry in PRACTICE_SEARCHES if entry.word == self.practice)


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a search."""

    says: str
    """With ⟨…⟩ where it depends on the vendor, the profile or the answer."""
    pages: int
    rows: int
    requests: int


async def read_all(fault: ReadFault, server: PracticeServer) -> Read:
    """Reads page after page until there is none, or one cannot be read."""
    secrets, transport, worker = MemorySecrets(), HttpxTransport(loopback_only=True), Worker("test-pages")
    profile = ConnectionProfile(
        id="t1",
        name="Practice leads",
        vendor="trackdrive",
        base_url=server.leads_base_url,
        timeout_s=fault.timeout_s,
        pace_per_s=0,
    )
    for slot, key in (("public_key", server.public_key), ("private_key", server.private_key)):
        await secrets.put(profile.secret_ref(slot), Secret(key))
    leads = SearchLeads(sources=lead_sources(), secrets=secrets, transport=transport, clock=_Hasty(), background=worker)
    query = LeadQuery(text=fault.practice, columns=("status",), filters=(LeadFilter("per_page", str(ROWS_A_PAGE)),))
    before = len(server.requests)
    search = leads.start(profile, query)
    try:
        while search.can_read:
            await search.next_page()
    finally:
        await transport.aclose()
        worker.close(1)
    asked = len(server.requests) - before
    said = (explained(search.problem) or str(search.end)).replace(HOST, "⟨host⟩")
    said = said.replace(f"{fault.timeout_s:g} s", "⟨time-out⟩ s")
    return Read(re.sub(r"\(line \d+, column \d+\)", "(⟨place⟩)", said), search.pages, search.rows, asked)


class _Hasty(SystemClock):
    """Waits for nothing: that the waits are kept to is another test's."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)


_ALL = "All leads that the vendor speaks of are read."
_FILTER = "Change or switch off the filter, then search again."
_SILENT = "Nothing answered within ⟨time-out⟩ s. Asked: ⟨host⟩. Try again."
_BROKE_OFF = "The answer of ⟨host⟩ broke off. Try again."
_NO_LIST = "The answer holds no list of leads."
_RAW = "Look at it under Raw."

# fmt: off
READING = (
    ReadFault(practice="practice:slow-page-2", says=_SILENT, pages=1, requests=4, timeout_s=SHORT_S),
    ReadFault(practice="practice:stall", says=_SILENT, requests=3, timeout_s=SHORT_S),
    ReadFault(practice="practice:hang-page-2", pages=1, requests=4, timeout_s=SHORT_S,
              says="The answer of ⟨host⟩ was not complete within ⟨time-out⟩ s. Try again."),
    ReadFault(practice="practice:drop-page-2", pages=1, requests=4,
              says="The connection to ⟨host⟩ broke before an answer came. Try again."),
    ReadFault(practice="practice:reset-page-2", says=_BROKE_OFF, pages=1, requests=4),
    ReadFault(practice="practice:reset-once", says=_ALL, pages=4, requests=8),
    ReadFault(practice="practice:truncated", says=_BROKE_OFF, requests=3),
    ReadFault(practice="practice:fail-page-3", pages=2, requests=5,
              says="TrackDrive has a failure of its own (500). It says: base: something went wrong. Try again later."),
    ReadFault(practice="practice:fail-once", says=_ALL, pages=4, requests=8),
    ReadFault(practice="practice:503", requests=3,
              says="TrackDrive has a failure of its own (503). It says: base: down for maintenance. Try again later."),
    ReadFault(practice="practice:429", requests=3,
              says="TrackDrive takes no more questions for now (429). It says: base: too many requests. "
                   "Try again after 3 s."),
    ReadFault(practice="practice:429-once", says=_ALL, pages=4, requests=8),
    ReadFault(practice="practice:429-date-once", says=_ALL, pages=4, requests=8),
    ReadFault(practice="practice:400",
              says=f"TrackDrive refuses a value of this search (400). It says: base: cannot be understood. {_FILTER}"),
    ReadFault(practice="practice:401-page-2", pages=1, requests=2,
              says="TrackDrive does not accept the keys (401). It says: base: the keys are not valid. "
                   "Type the public and the private key of this account again in Profiles."),
    ReadFault(practice="practice:403",
              says="These keys may not read leads (403). It says: base: these keys may not list leads. "
                   "Ask who manages the account for keys that may read leads, and type them in Profiles."),
    ReadFault(practice="practice:404",
              says="There is no list of leads at this address (404). It says: base: there is no such account. "
                   "Check the account's name in the Base URL in Profiles; older accounts end in .trackdrive.net."),
    ReadFault(practice="practice:422",
              says="TrackDrive refuses a value of this search (422). It says: created_at_from: is not a valid date. "
                   + _FILTER),
    ReadFault(practice="practice:last-page-3", pages=3, requests=4,
              says="TrackDrive refuses a value of this search (422). It says: page: ends at 3; use the cursor. "
                   + _FILTER),
    ReadFault(practice="practice:errors",
              says="TrackDrive answered with an error instead of leads. It says: created_at_from: is not a valid date. "
                   + _FILTER),
    ReadFault(practice="practice:html",
              says="A web page came back: this is a sign-in page and not TrackDrive's API. The Base URL leads to "
                   "another place of the vendor, or a page of your own network stands in between. Check the account's "
                   "name in the Base URL in Profiles; open the address in a browser to see the page."),
    ReadFault(practice="practice:redirect",
              says="The address points to elsewhere.example.com (302); LeadDesk does not follow. The keys went to the "
                   "address of this profile only. Check the Base URL in Profiles. It may be a sign-in page of your "
                   "network."),
    ReadFault(practice="practice:not-json",
              says=f"{_NO_LIST} The answer is not JSON: Expecting ',' delimiter (⟨place⟩). {_RAW}"),
    ReadFault(practice="practice:empty-body",
              says=f"{_NO_LIST} The answer is empty. Check the Base URL in Profiles, and try again."),
    ReadFault(practice="practice:huge",
              says="This page is longer than LeadDesk reads. Its end is missing, so none of its rows is shown. "
                   "Choose fewer columns, data above all, or set Rows a page to a smaller number."),
    ReadFault(practice="practice:repeat", pages=2, requests=2,
              says="The vendor gave a page again that was read before: reading stopped there."),
)
# fmt: on
