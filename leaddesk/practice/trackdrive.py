"""TrackDrive as its lead contract has it: the paged list of leads behind Basic auth, and the pages its links lead to.

The contract leaves order, caps, totals and errors unknown; what is chosen here is one plausible reading, and the
practice words of `searches` show the others. Nothing is stored: every page follows from the request.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from leaddesk.practice.lead_account import LeadAccount
from leaddesk.practice.seen import RequestLog

if TYPE_CHECKING:
    from leaddesk.practice.lead_query import LeadQuery
    from leaddesk.practice.lead_search import LeadSearch


def routes(account: LeadAccount, log: RequestLog) -> list[Route]:
    """Returns the routes of this vendor for one account; below `/sign-in` lies a host that wants a browser."""
    api = _LeadApi(account, log)
    return [
        Route("/api/v1/leads", api.leads, methods=["GET"]),
        Route("/sign-in/{path:path}", _sign_in, methods=["GET"]),
        Route("/leads/{uuid}", _record, methods=["GET"]),
        Route("/leads/{uuid}/edit", _record, methods=["GET"]),
    ]


class _LeadApi:
    def __init__(self, account: LeadAccount, log: RequestLog) -> None:
        self._account = account
        self._log = log
        self._key = f"{account.public_key}:{account.private_key}".encode("ascii")
        self._search: LeadSearch | None = None

    async def leads(self, request: Request) -> Response:
        """Answers with a page of leads, or with what the search text asks for in its place."""
        # Imported with the first request for leads, so that a start of practice mode does not pay for them.
        from leaddesk.practice import lead_faults, lead_query, lead_search, lead_table
        from leaddesk.practice.replies import NoAnswer, as_json

        try:
            await request.body()  # it has none, but only after it can a reply see that the client has left
        except ClientDisconnect:
            return NoAnswer()
        pairs = request.query_params.multi_items()
        asked = tuple((name, text) for name, text in pairs if name in lead_query.PARAMETERS)
        self._log.asked(request.state.seen, asked)
        if not self._may_enter(request.headers.get("authorization", "")):
            problem = {"base": "the public and private key are not valid"}
            return lead_faults.errors(401, problem, {"WWW-Authenticate": 'Basic realm="leads"'})
        if self._search is None:
            table = lead_table.LeadTable(self._account.leads, self._account.until)
            self._search, self._tries = lead_search.LeadSearch(table), lead_faults.Tries()
        try:
            query = lead_query.understand(pairs, self._search.table, self._account.clock())
        except lead_query.ParameterError as exc:
            return lead_faults.errors(422, {exc.parameter: exc.problem})
        last = query.behaviours.named("last-page")
        if last is not None and query.cursor is None and query.page > last.number:
            return lead_faults.errors(422, {"page": f"ends at {last.number}; use the cursor"})
        return self._faulty(query, asked, as_json(await self._search.page(query)))

    def _may_enter(self, authorization: str) -> bool:
        scheme, _, encoded = authorization.partition(" ")
        try:
            given = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            return False
        return scheme.lower() == "basic" and hmac.compare_digest(given, self._key)

    def _faulty(self, query: LeadQuery, asked: tuple[tuple[str, str], ...], answer: Response) -> Response:
        from leaddesk.practice.lead_faults import FAULTS

        for fault in query.behaviours.faults(query.page):
            if not fault.once or self._tries.is_first((fault, asked)):
                answer = FAULTS[fault.name](answer)
        return answer


async def _sign_in(_request: Request) -> Response:
    from leaddesk.practice.lead_faults import sign_in

    return sign_in()


async def _record(_request: Request) -> Response:
    page = (
        "<!DOCTYPE html>\n<html><head><title>Practice lead</title></head><body><h1>Practice lead</h1></body></html>\n"
    )
    return Response(page, media_type="text/html")
