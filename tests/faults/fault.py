"""What a row of the table of faults is, and the words and answers that rows share.

The words are written out here a second time on purpose. `{host}` and `{seconds}` in them stand for the profile's host
and time-out.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import quote

from tests.helpers.fault_server import Answer, Step, http_answer
from tests.services.desk import CLEAN, KEY

HOST = "127.0.0.1"
FAR_HOST = "core.example.com"
"""Never reached: the tests' name look-up and proxy stand before it."""
SHORT_S = 0.4
"""The time-out of rows that wait for one."""

NOT_SENT, REJECTED, UNKNOWN, LOADED = "Not sent", "Rejected", "Outcome unknown", "Loaded"


class Scene(Enum):
    """What no short script of answers acts out."""

    NO_SUCH_NAME = "the name look-up fails"
    NOBODY_LISTENS = "nobody listens on the port"
    PLAIN_TEXT = "TLS is answered in plain text"
    SELF_SIGNED = "a certificate nobody vouches for"
    THIRTY_MEGABYTES = "an answer of 30 MB"


@dataclass(frozen=True)
class Proxy:
    """The way to the vendor is a proxy, which does this when it is asked for a tunnel."""

    step: Step


Act = Scene | Proxy | tuple[Step, ...]


@dataclass(frozen=True)
class Fault:
    """One row: one lead meets one fault."""

    name: str
    network: str
    """What the network or the vendor does."""
    act: Act = field(repr=False)
    """How the tests do it; further steps would answer a second request."""
    outcome: str
    title: str
    """What LeadDesk says happened."""
    hint: str
    """What LeadDesk says to do."""
    requests: int = 1
    """How many whole requests of this lead the vendor sees."""
    answer: int | None = None
    """The status of the answer that the history keeps; None where none came."""
    grade: str = "Review"
    wait_s: float | None = None
    """The countdown, in seconds."""
    says: str = ""
    """A piece of the vendor's own words that has to be shown."""
    notice: str = ""
    """How a notice beside the answer begins."""
    https: bool = False
    timeout_s: float = 10.0
    before: int = 0
    """How many leads go well over the same connection first."""
    connections: int = 1
    """How many connections all of them take."""
    practice: str = ""
    """The line of the practice number that acts it out too."""

    @property
    def kept(self) -> str:
        """What the history keeps beside the request and the outcome."""
        return "no answer came" if self.answer is None else f"the answer, {self.answer}"

    def spoken(self, words: str) -> str:
        """Returns words of the table as LeadDesk has to say them."""
        host = FAR_HOST if self.act is Scene.NO_SUCH_NAME or isinstance(self.act, Proxy) else HOST
        return words.format(host=host, seconds=f"{self.timeout_s:g}")


LOOK = "Do not send again; look in the dialer first."
UNTIL_KNOWN = "Do not send it again before you have looked whether it was."
ADDRESS = "Check the base URL in Profiles, and this computer's network."
NETWORK = "Check this computer's network, then try again."
PORT = "Check the base URL in Profiles; perhaps this port does not speak https."
CERTIFICATE = (
    "Ask your administrator: a company's inspecting proxy has a certificate for Own certificates in Settings, Network."
)
PROXY_PASSWORD = "Type them in Settings, Network, at This proxy."
ASK_PROXY = "Ask your administrator to let this computer reach it through the proxy."
API_KEY = "Type the API key of this workspace again in Profiles, or ask who manages the workspace."
COMPARE = "Compare the lead and the destination with what the dialer expects, then send again."
READ = "Acceptance follows the campaign's settings: read the checks too."

NO_TLS = "No secure connection to {host} came about."
PROXY_REFUSED = "The proxy refused to connect to {host}."
BAD_KEY = "The vendor does not accept the API key (%d)."
REFUSED = "The vendor refused the request (%d)."
THROTTLED = "The vendor takes no more requests for now (429)."
ELSEWHERE = "The vendor pointed to another address, and a lead is never sent on (%d)."
FAILURE = "The vendor had a failure of its own (%d)."
SAYS_NOT = "The vendor's answer does not say what became of the lead (%d)."
SILENT = "Nothing answered within {seconds} s."
INCOMPLETE = "The answer of {host} was not complete within {seconds} s."
BROKE = "The connection to {host} broke before an answer came."
BROKE_OFF = "The answer of {host} broke off."
ACCEPTED = "The vendor accepted the lead."

GOOD = json.dumps(CLEAN).encode()
"""An accepted lead with four checks, none of which blocks."""
WHOLE = http_answer(GOOD)
HEAD, HALF = WHOLE[: -len(GOOD)], GOOD[: len(GOOD) // 2]
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
PAGE = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>\n"
SPELLINGS = (KEY, quote(KEY, safe=""), base64.b64encode(KEY.encode()).decode(), KEY.encode().hex())
"""The key as it was sent and as careless vendors spell it."""


def said(status: int, message: str, **headers: str) -> tuple[Step, ...]:
    """Answers an error in JSON, in one of the shapes that nobody documents."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return (Answer(http_answer(json.dumps({"message": message}).encode(), status, headers=named)),)


def sent_on(status: int, location: str) -> tuple[Step, ...]:
    """Points elsewhere; who followed would find a good answer on the same host, and leave the machine for another."""
    return (Answer(http_answer(b"", status, headers={"Location": location})), Answer(WHOLE))


def answered(body: bytes, content_type: str = "application/json", status: int = 200) -> tuple[Step, ...]:
    """Answers these bytes, whole."""
    return (Answer(http_answer(body, status, content_type)),)
