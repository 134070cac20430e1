"""Croco-Dial's lmapi.php: forms in, lines of text out, as a stock VICIdial was observed or as the manual has it.

A form by POST is the only way in: a GET would put the password into every log on the way. A number brings the fault
that stands at its last four digits in the tables (`croco_table`), unless the lead is refused before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from leaddesk.practice.croco_account import ELSEWHERE, NO_FUNCTION, NO_GROUP, CrocoAccount, Login, credential
from leaddesk.practice.croco_add import AddLead, ScriptDiedError
from leaddesk.practice.croco_faults import FAULTS, NOT_KEPT, text
from leaddesk.practice.croco_looks import LOOKS, version
from leaddesk.practice.croco_table import fault_of
from leaddesk.practice.replies import NoAnswer
from leaddesk.practice.seen import RequestLog

PATH = "/API/lmapi.php"
_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 1000

Form = Mapping[str, str]


def routes(account: CrocoAccount, log: RequestLog) -> list[Route]:
    """Returns the route of the one script there is."""
    return [Route(PATH, _Script(account, log).answer, methods=["POST"])]


class _Script:
    def __init__(self, account: CrocoAccount, log: RequestLog) -> None:
        self._account, self._log = account, log

    async def answer(self, request: Request) -> Response:
        """Answers one call."""
        try:
            pairs = _pairs(request, await request.body())
        except ClientDisconnect:
            return NoAnswer()
        form = {name: value for name, value in pairs if name}
        form |= {"user": credential(form.get("user", "")), "pass": credential(form.get("pass", ""))}
        number = re.sub(r"[^0-9]", "", form.get("phone_number", ""))
        self._log.numbered(request.state.seen, number[-10:])
        dies = self._account.is_observed and bool(pairs) and ("'" in pairs[-1][1] or pairs[-1][1].endswith("\\"))
        function = credential(form.get("function", ""))
        if function == "version" and self._account.is_observed:
            return text(version(self._account) + "\n")
        if refused := self._not_entered(form, function):
            return _rendered(iter((refused,)), dies=dies)
        if len(re.sub(r"[^0-9a-zA-Z]", "", form.get("source", ""))) < 2:
            return _rendered(iter(("ERROR: Invalid Source - \nERROR: Invalid Source: ||",)), dies=dies)
        if function != "add_lead":
            return text(LOOKS[function](form, self._account))
        return self._add(form, fault_of(number), dies=dies)

    def _not_entered(self, form: Form, function: str) -> str:
        user = form["user"]
        match self._account.log_in(user, form["pass"]):
            case Login.LOCKED:
                return f"ERROR: Too many login attempts, try again in 15 minutes: |{user}|LOCK|"
            case Login.BAD:
                return f"ERROR: Login incorrect, please try again: |{user}|{form['pass']}|BAD|"
            case Login.GOOD:
                pass
        if user == ELSEWHERE:
            return f"ERROR: Your IP Address is not allowed: |{user}|IPBLOCK|"
        if function != "add_lead" and not (self._account.is_observed and function in LOOKS):
            return "ERROR: NO FUNCTION SPECIFIED"
        if user == NO_FUNCTION:
            return f"ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION: |{user}|{function}|"
        if user == NO_GROUP:
            return f"ERROR: user_group DOES NOT EXIST: |{user}||"
        return ""

    def _add(self, form: Form, fault: str, *, dies: bool) -> Response:
        user, password = form["user"], form["pass"]
        if fault in NOT_KEPT:
            return FAULTS[fault](text(""), user, password)
        try:
            answer = _rendered(AddLead(form, self._account, fault).lines(), dies=dies or fault == "died_after")
        except ScriptDiedError:
            return text("", 500)
        loaded = b"SUCCESS: add_lead" in bytes(answer.body)
        return FAULTS[fault](answer, user, password) if loaded and fault in FAULTS else answer


def _rendered(lines: Iterator[str], *, dies: bool) -> Response:
    """Renders lines; where the script dies it does so after its first verdict, and the steps behind are not done."""
    body = ""
    for line in lines:
        body += f"{line}\n"
        if dies and not line.startswith("NOTICE: "):
            return text(body, 500)
    return text(body)


def _pairs(request: Request, body: bytes) -> list[tuple[str, str]]:
    """Returns the fields of a form in the order sent; none of a body of another kind, which the script never sees."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return []
    try:
        return parse_qsl(
            body.decode("latin-1"), keep_blank_values=True, errors="surrogateescape", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        return []
