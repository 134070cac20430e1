"""The practice server's life: a thread with its own loop that listens on the loopback and nowhere else.

The server never leaves 127.0.0.1, writes no file and no access log, and keeps its keys out of every text.
"""

from __future__ import annotations

import asyncio
import base64
import os
import secrets
import socket
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from leaddesk.practice.campaign_account import APPROVAL_SECONDS, CampaignAccount
from leaddesk.practice.campaign_events import AddressError, Delivery, listener_at
from leaddesk.practice.croco_account import USER as CROCO_USER
from leaddesk.practice.croco_account import CrocoAccount, CrocoMode, credential
from leaddesk.practice.lead_account import LEADS, LeadAccount, utc_now
from leaddesk.practice.lupitor_account import LEADS as LUPITOR_LEADS
from leaddesk.practice.lupitor_account import LupitorAccount
from leaddesk.practice.seen import RequestLog, SeenRequest

if TYPE_CHECKING:
    from leaddesk.practice.loopback import LoopbackServer

HOST = "127.0.0.1"
_START_SECONDS = 10.0
_STOP_SECONDS = 5.0


class PracticeError(Exception):
    """The practice server cannot do what was asked; the text is fit for a headline."""


class PracticeServer:
    """A local server that speaks the vendors' APIs and answers by the tables of numbers, searches and campaigns.

    `on_request` is called on the server's thread whenever an entry of `requests` appears or changes: on
    arrival, when the number is known, when the answer leaves. It must be quick and must not call `stop`.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        api_key: str | None = None,
        public_key: str | None = None,
        private_key: str | None = None,
        leads: int = LEADS,
        campaigns: int | None = None,
        approval_seconds: float = APPROVAL_SECONDS,
        lupitor_key: str | None = None,
        lupitor_leads: int = LUPITOR_LEADS,
        croco_password: str | None = None,
        croco_mode: CrocoMode | str = CrocoMode.OBSERVED,
        croco_accents_kept: bool = False,
        clock: Callable[[], datetime] = utc_now,
        on_request: Callable[[SeenRequest], None] | None = None,
    ) -> None:
        """Prepare a server on `port`, 0 for any free one; raises PracticeError for an unusable key or number.

        A number of `campaigns` puts that many plain ones in place of the practice campaigns; every fourth is ACTIVE.
        `clock` tells aware times: the newest lead was created now, the labels of the created date count from it, and
        changed texts are approved `approval_seconds` later. `croco_mode` is a word of `CrocoMode`.
        """
        _check_keys(api_key, public_key, private_key, lupitor_key, croco_password)
        if leads < 0 or lupitor_leads < 0:
            raise PracticeError("The number of practice leads must not be below 0")
        if (campaigns or 0) < 0 or approval_seconds < 0:
            raise PracticeError("The number of practice campaigns and the time of an approval must not be below 0")
        self._wanted_port = port
        self._api_key = _random_key() if api_key is None else api_key
        self._account = LeadAccount(
            public_key=_random_key() if public_key is None else public_key,
            private_key=_random_key() if private_key is None else private_key,
            leads=leads,
            clock=clock,
            until=clock(),
        )
        self._campaigns = CampaignAccount(campaigns, approval_seconds, clock)
        write_key = _random_key() if lupitor_key is None else lupitor_key
        self._lupitor = LupitorAccount(write_key, _random_key(), lupitor_leads, clock)
        password = f"practice-_{secrets.token_hex(10)}" if croco_password is None else croco_password
        self._croco = CrocoAccount(CROCO_USER, password, accents_kept=croco_accents_kept, clock=clock)
        self.answer_as(croco_mode)
        self._log = RequestLog(on_request)
        self._server: LoopbackServer | None = None
        self._thread: threading.Thread | None = None
        self._port = 0

    @property
    def api_key(self) -> str:
        """The workspace key every request must carry in `X-API-KEY`."""
        return self._api_key

    @property
    def public_key(self) -> str:
        """The first half of the Basic key every search for leads must carry."""
        return self._account.public_key

    @property
    def private_key(self) -> str:
        """The second half of the Basic key every search for leads must carry."""
        return self._account.private_key

    @property
    def lupitor_key(self) -> str:
        """The key with the scope write that every request to Lupitor must carry in `x-api-key`."""
        return self._lupitor.key

    @property
    def lupitor_read_key(self) -> str:
        """Another one with the scope read."""
        return self._lupitor.read_key

    @property
    def croco_user(self) -> str:
        """The user of Croco-Dial who may add leads to every list."""
        return self._croco.user

    @property
    def croco_password(self) -> str:
        """The password of that user, and of the others in `croco_account`."""
        return self._croco.password

    @property
    def croco_leads(self) -> tuple[Mapping[str, str], ...]:
        """What Croco-Dial has kept of each lead, the oldest first."""
        return tuple(dict(row) for row in self._croco.book.rows)

    @property
    def base_url(self) -> str:
        """The Pure CallerID base URL of the running server; raises PracticeError when it is not running."""
        return f"{self._origin}/api/public"

    @property
    def leads_base_url(self) -> str:
        """The TrackDrive base URL of the running server; raises PracticeError when it is not running."""
        return f"{self._origin}/api/v1"

    @property
    def lupitor_base_url(self) -> str:
        """The Lupitor base URL of the running server; raises PracticeError when it is not running."""
        return f"{self._origin}/lupitor/api/v1"

    @property
    def lupitor_old_base_url(self) -> str:
        """The base URL of Lupitor's older host; raises PracticeError when the server is not running."""
        return f"{self._origin}/lupitor-old/api/v1"

    @property
    def croco_base_url(self) -> str:
        """The address of Croco-Dial's script on the running server; raises PracticeError when it is not running."""
        return f"{self._origin}/API/lmapi.php"

    @property
    def switches_url(self) -> str:
        """Where the switches that no vendor has lie (see `engage`); raises PracticeError when it is not running."""
        return f"{self._origin}/practice"

    @property
    def _origin(self) -> str:
        if self._thread is None:
            raise PracticeError("The practice server is not running")
        return f"http://{HOST}:{self._port}"

    @property
    def requests(self) -> tuple[SeenRequest, ...]:
        """The requests seen since construction, newest last, the last 500 at most."""
        return self._log.requests

    def count(self, number: str) -> int:
        """Count the kept requests about a number, however it is written."""
        return self._log.count(number)

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """What became of the webhook events sent since construction, newest last, the last 200 at most."""
        return self._campaigns.events.deliveries

    def send_events_to(self, url: str | None) -> None:
        """Post webhook events to a listener from now on, or to nobody; raises PracticeError unless on the loopback."""
        try:
            self._campaigns.events.listener = None if url is None else listener_at(url)
        except AddressError as exc:
            raise PracticeError(str(exc)) from exc

    def answer_as(self, mode: CrocoMode | str) -> None:
        """Let Croco-Dial answer in that way from now on; raises PracticeError for what is no word of `CrocoMode`."""
        if mode not in tuple(CrocoMode):
            raise PracticeError(f"Croco-Dial answers as observed or as documented, not as {mode}")
        self._croco.mode = CrocoMode(mode)

    def break_board(self, fault: str, times: int = 1) -> None:
        """Let the next reads of all campaigns come to a fault of `campaign_faults`; raises PracticeError for others."""
        from leaddesk.practice.campaign_faults import FAULTS

        if fault not in FAULTS:
            raise PracticeError(f"No practice fault has the name {fault}")
        self._campaigns.board_fault.begin(fault, times)

    def start(self) -> None:
        """Start listening and return once connections are taken; raises PracticeError when it cannot."""
        if self._thread is not None:
            raise PracticeError("The practice server is already running")
        listener = _listen(self._wanted_port)
        # Imported here because starlette and uvicorn cost about 100 ms each, which only practice should pay.
        from leaddesk.practice import loopback

        server = loopback.build(self._api_key, self._account, self._campaigns, self._lupitor, self._croco, self._log)
        thread = threading.Thread(target=_serve, args=(server, listener), name="leaddesk-practice-server", daemon=True)
        thread.start()
        if not server.settled.wait(_START_SECONDS) or not server.started:
            server.end()
            raise PracticeError("The practice server could not start")
        self._port = listener.getsockname()[1]
        self._server, self._thread = server, thread

    def stop(self) -> None:
        """Stop within about a second, dropping whatever is in flight; a server that does not run stays so."""
        if self._server is None or self._thread is None:
            return
        self._server.end()
        self._thread.join(_STOP_SECONDS)
        self._server = self._thread = None


def _serve(server: LoopbackServer, listener: socket.socket) -> None:
    """Run the server until it is told to exit; this is the whole life of its thread."""
    # A plain selector loop by name: the application's own loop policy must not reach into this thread.
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner, listener:
        try:
            runner.run(server.serve(sockets=[listener]))
        finally:
            server.settled.set()


def _listen(port: int) -> socket.socket:
    # Named as TCP because asyncio switches Nagle's delay off only where it is; otherwise each answer on a kept
    # connection could wait 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere this option would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()
    except (OSError, OverflowError) as exc:
        listener.close()
        raise PracticeError(f"The practice server cannot listen on port {port} of this computer") from exc
    return listener


def _random_key() -> str:
    # Vendor keys look like base64, so every key here holds the three marks that are awkward in URLs and logs.
    return "practice+/" + base64.b64encode(secrets.token_bytes(25)).decode("ascii")


def _check_keys(
    api_key: str | None, public_key: str | None, private_key: str | None, lupitor_key: str | None, password: str | None
) -> None:
    """Raises PracticeError for a key or a password that no client could send; None is one that is made here."""
    if not all(key is None or _fits_header(key) for key in (api_key, public_key, private_key, lupitor_key)):
        raise PracticeError("The practice key must be plain printable text without spaces around it")
    if public_key is not None and ":" in public_key:
        raise PracticeError("The public practice key must hold no colon, which ends it in the header")
    if password is not None and (not password or credential(password) != password):
        raise PracticeError("The practice password must have letters, digits, - and _ only")


def _fits_header(text: str) -> bool:
    return text != "" and text == text.strip() and text.isascii() and text.isprintable()
