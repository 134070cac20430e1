"""The network behind one method: the only module that knows httpx, and the only one that reveals a request's secret.

No request is ever repeated after a byte of it has left, and no redirect is followed. httpx 0.28.1 loses a connection
slot whenever a task inside it is cancelled (encode/httpcore#1093), so each request runs as a task of its own that is
never cancelled: a caller who goes away abandons it, and what has not left by then never leaves.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlsplit

from leaddesk import __version__
from leaddesk.domain.errors import NothingLeft, TransportProblem
from leaddesk.domain.fields import is_loopback
from leaddesk.domain.profile import SafetyLevel
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpRequest, HttpResponse, form_text
from leaddesk.infra.journey import GivenUp, Journey, Stage
from leaddesk.infra.network import DIRECT, Reach, Way
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.infra.unpack import unpack
from leaddesk.language import tr

if TYPE_CHECKING:
    import httpx

# httpx loads its command line where rich and click are installed: 5 MiB and 60 ms that nobody here has a use for.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
# httpcore looks for sniffio at every request and takes asyncio where it is not: a search of the disk each time.
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]

log = logging.getLogger(__name__)

MAX_CONNECTIONS = 8
"""More make every request slower and the window stutter (measured)."""
URGENT_CONNECTIONS = 2 * MAX_CONNECTIONS
"""Eight pauses side by side, the reads that verify them, and room for one more pause that somebody presses."""
CONNECT_S = 15.0
POOL_S = 2.0
KEEP_ALIVE_S = 3.0
"""Shorter than the five seconds after which common servers close: a write on a closing connection is *unknown*."""


@dataclass(slots=True, eq=False)
class _Client:
    """A client of httpx, and how many requests are inside it."""

    http: httpx.AsyncClient
    busy: int = 0
    retired: bool = False


class HttpxTransport:
    """Implements `services.ports.Transport`; with `loopback_only` (practice mode) no other computer is spoken to."""

    def __init__(self, *, loopback_only: bool = False) -> None:
        self._loopback_only = loopback_only
        self._reach = Reach()
        self._clients: dict[tuple[Way, bool, Reach], _Client] = {}
        """One for each way to other computers, this one among them; each once more for the urgent."""
        self._retired: list[_Client] = []
        self._building = asyncio.Lock()
        self._running: dict[asyncio.Task[HttpResponse], Journey] = {}
        self._closed = False

    def reach_by(self, reach: Reach) -> None:
        """Takes another network setting from the next request on; what is on its way ends as it began."""
        self._reach = reach
        for client in tuple(self._clients.values()):
            self._retire(client)

    async def warm_up(self) -> None:
        """Loads the library and the system's certificates ahead of the first request; a failure shows there."""
        with contextlib.suppress(Exception):
            await self._client(loopback=self._loopback_only)

    async def send(self, request: HttpRequest) -> HttpResponse:
        """Returns the answer, or raises NothingLeft (surely not sent) or AnswerLost (perhaps sent).

        Cancelling is safe at any time: what has left stays unanswered, what has not left never does.
        """
        if request.writes and request.safety is SafetyLevel.READ_ONLY:
            raise NothingLeft(
                tr("The profile is read only."),
                tr("Nothing was sent."),
                tr("Change its safety level in Profiles to write through it."),
            )
        host = self._allowed_host(request.url)
        headers = _rendered(request.headers)
        if self._closed:
            raise NothingLeft(tr("LeadDesk is closing."), tr("Nothing was sent."))
        journey = Journey(request, host)
        task = asyncio.ensure_future(self._exchange(request, headers, host, journey))
        self._running[task] = journey
        task.add_done_callback(self._ended)
        try:
            await asyncio.wait({task}, timeout=request.timeout_s)
        finally:
            journey.given_up = not task.done()
        if journey.given_up:
            raise journey.too_late()
        if task.cancelled():
            raise journey.problem("LeadDesk closed before an answer came.")
        return task.result()

    async def aclose(self) -> None:
        """Closes every connection; requests still running end with their problem."""
        self._closed = True
        for journey in self._running.values():
            journey.given_up = True
        clients, self._clients = (*self._clients.values(), *self._retired), {}
        for client in clients:
            await client.http.aclose()
        if self._running:
            _, late = await asyncio.wait(tuple(self._running), timeout=0.5)
            for task in late:
                task.cancel()  # harmless now: its client is never used again
            await asyncio.gather(*late, return_exceptions=True)

    def _ended(self, task: asyncio.Task[HttpResponse]) -> None:
        del self._running[task]
        if not task.cancelled():
            task.exception()  # so that asyncio does not report it: its caller may have gone

    def _allowed_host(self, url: str) -> str:
        """Returns the host of an address that may be spoken to, or raises NothingLeft."""
        try:
            parts = urlsplit(url)
            host, _port = parts.hostname or "", parts.port
        except ValueError:
            raise _refused(tr("This is not a web address.")) from None
        if parts.scheme not in ("https", "http") or not host or re.search(r"[\x00-\x20\x7f\\]", url):
            raise _refused(tr("This is not a web address that LeadDesk can use."))
        if parts.username is not None or parts.password is not None:
            raise _refused(tr("A web address holds no user name or password."))
        if parts.scheme == "http" and not is_loopback(host):
            raise _refused(tr("{host} is only spoken to over https.", host=host))
        if self._loopback_only and not is_loopback(host):
            raise NothingLeft(
                tr("In practice mode only this computer is spoken to."),
                tr("Nothing was sent to {host}.", host=host),
                tr("Start LeadDesk without --practice to work with a real vendor."),
            )
        return host

    async def _exchange(
        self, request: HttpRequest, headers: list[tuple[bytes, bytes]], host: str, journey: Journey
    ) -> HttpResponse:
        started = asyncio.get_running_loop().time()
        with _border(journey):
            import httpx

            for attempt in (1, 2):
                way = DIRECT if is_loopback(host) else await self._reach.way_to(host)
                client = await self._client(loopback=is_loopback(host), urgent=request.urgent, way=way)
                client.busy += 1
                try:
                    return await _round_trip(client.http, request, headers, host, journey, started)
                except httpx.PoolTimeout:
                    if attempt == 2 or journey.given_up:
                        raise
                    if not client.retired:
                        log.info("No connection was free for %g s: the HTTP client is made anew", POOL_S)
                    self._retire(client)
                finally:
                    client.busy -= 1
                    await self._close_left()
        raise AssertionError("the second attempt returns or raises")

    async def _client(self, *, loopback: bool, urgent: bool = False, way: Way | None = None) -> _Client:
        reach = self._reach
        way = way or (DIRECT if loopback else reach.usual())
        if client := self._clients.get((way, urgent, reach)):
            return client
        credentials = await reach.credentials(way)  # outside the lock: a prompt holds up nobody who needs none
        async with self._building:
            client = self._clients.get((way, urgent, reach))
            if client is None:
                most = URGENT_CONNECTIONS if urgent else MAX_CONNECTIONS
                http = await in_daemon_thread(_new_client, reach, way, credentials, most=most)
                if self._closed:
                    raise GivenUp
                client = _Client(http, retired=reach is not self._reach)
                if client.retired:
                    self._retired.append(client)
                else:
                    self._clients[way, urgent, reach] = client
        return client

    def _retire(self, client: _Client) -> None:
        """Lets later requests use a new client; this one is closed when the last request has left it."""
        if not client.retired:
            client.retired = True
            self._retired.append(client)
        self._clients = {key: kept for key, kept in self._clients.items() if kept is not client}

    async def _close_left(self) -> None:
        """Closes the retired clients that the last request has left."""
        left = [client for client in self._retired if not client.busy]
        self._retired = [client for client in self._retired if client.busy]
        for client in left:
            await client.http.aclose()


def _new_client(reach: Reach, way: Way, credentials: tuple[str, Secret] | None, *, most: int) -> httpx.AsyncClient:
    """Makes a client that keeps no cookie and follows nothing; takes 20 to 30 ms, so it runs on a thread."""
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    import httpx

    auth = (credentials[0], credentials[1].reveal()) if credentials else None
    return httpx.AsyncClient(
        verify=reach.context(),
        proxy=httpx.Proxy(way.proxy, auth=auth) if way.proxy else None,
        trust_env=way.environment,
        follow_redirects=False,
        limits=httpx.Limits(
            max_connections=most,
            max_keepalive_connections=most,
            keepalive_expiry=KEEP_ALIVE_S,
        ),
        headers={"User-Agent": f"LeadDesk/{__version__}", "Accept-Encoding": "identity"},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
    )


async def _round_trip(
    client: httpx.AsyncClient,
    request: HttpRequest,
    headers: list[tuple[bytes, bytes]],
    host: str,
    journey: Journey,
    started: float,
) -> HttpResponse:
    """Sends once and reads the answer up to the cap and the deadline."""
    import httpx

    loop = asyncio.get_running_loop()
    built = client.build_request(
        request.method,
        request.url,
        headers=headers,
        content=_content(request),
        timeout=httpx.Timeout(
            request.timeout_s,
            connect=min(CONNECT_S, request.timeout_s),
            pool=min(POOL_S, request.timeout_s / 4),
        ),
        extensions={"trace": journey.trace},
    )
    if host not in (built.url.host, built.url.raw_host.decode("ascii")):
        raise _refused(tr("This is not a web address that LeadDesk can use."))
    answer = await client.send(built, stream=True)
    journey.stage = Stage.ANSWERING
    body = bytearray()
    chunks = answer.aiter_raw()  # unpacking inside httpx leaves its generators open when it fails
    try:
        async for chunk in chunks:
            body += chunk
            if len(body) > request.body_cap:
                break
            if loop.time() - started > request.timeout_s:
                raise journey.too_late()
    finally:
        await answer.aclose()  # before the generator, which then has nothing left to wait for
        await chunks.aclose()  # type: ignore[attr-defined]
    cut = len(body) > request.body_cap
    coding = answer.headers.get("Content-Encoding", "")
    plain = unpack(bytes(body), coding, cap=request.body_cap + 1, whole=not cut)
    return HttpResponse(
        status=answer.status_code,
        headers=tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in answer.headers.raw
            if name.lower() != b"set-cookie"
        ),
        body=plain[: request.body_cap],
        elapsed_s=loop.time() - started,
        capped=cut or len(plain) > request.body_cap,
    )


@contextlib.contextmanager
def _border(journey: Journey) -> Iterator[None]:
    """Turns whatever httpx raises into a TransportProblem, in the class that the journey's step makes true."""
    try:
        yield
    except TransportProblem:
        raise
    except Exception as error:
        raise _translated(error, journey) from error


def _translated(error: Exception, journey: Journey) -> TransportProblem:
    import httpx

    match error:
        case httpx.PoolTimeout():
            return journey.crowded()
        case httpx.ConnectTimeout():
            return journey.too_late(CONNECT_S)
        case httpx.TimeoutException() | GivenUp():
            return journey.too_late()
        case httpx.ProxyError():
            return journey.refused_by_proxy(wants_password=str(error).startswith("407"))
        case httpx.UnsupportedProtocol() | httpx.InvalidURL() | httpx.LocalProtocolError() if not journey.left:
            return journey.unusable()
        case zlib.error():
            return journey.unreadable()
        case _:
            return journey.broken(error)


def _rendered(headers: tuple[tuple[str, str | Secret], ...]) -> list[tuple[bytes, bytes]]:
    """Returns headers as bytes, or raises NothingLeft; httpx would print the value it cannot encode."""
    rendered: list[tuple[bytes, bytes]] = []
    for name, value in headers:
        text = value.reveal() if isinstance(value, Secret) else value
        if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
            raise _refused(tr("A header of the request has no proper name."), tr("Check the profile."))
        if not re.fullmatch(r"([\x21-\x7e]([\t\x20-\x7e]*[\x21-\x7e])?)?", text):
            raise _refused(
                tr("{name} holds a character that cannot be sent.", name=name),
                tr("Type it anew in Profiles: perhaps a blank, a line break or a special letter was pasted with it."),
            )
        rendered.append((name.encode("ascii"), text.encode("ascii")))
    return rendered


def _content(request: HttpRequest) -> bytes | None:
    """Returns the body as bytes; a form's is put together here, where its credentials are revealed."""
    if not request.form:
        return request.body or None
    return form_text(request.form, lambda secret: quote_plus(secret.reveal())).encode("ascii")


def _refused(title: str, hint: str = "") -> NothingLeft:
    return NothingLeft(title, tr("Nothing was sent."), hint or tr("Check the base URL in Profiles."))
