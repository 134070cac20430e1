"""Every fault, as one table: what the network or the vendor does, and how LeadDesk has to end it.

The tests act each row out over real sockets; `resources/FAULTS.md` is made of the same rows.
"""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime

from tests.faults.fault import (
    ACCEPTED,
    ADDRESS,
    API_KEY,
    ASK_PROXY,
    BAD_KEY,
    BROKE,
    BROKE_OFF,
    CERTIFICATE,
    CHUNKED,
    COMPARE,
    ELSEWHERE,
    FAILURE,
    GOOD,
    HALF,
    HEAD,
    INCOMPLETE,
    LOADED,
    LOOK,
    NETWORK,
    NO_TLS,
    NOT_SENT,
    PAGE,
    PORT,
    PROXY_PASSWORD,
    PROXY_REFUSED,
    READ,
    REFUSED,
    REJECTED,
    SAYS_NOT,
    SHORT_S,
    SILENT,
    SPELLINGS,
    THROTTLED,
    UNKNOWN,
    UNTIL_KNOWN,
    WHOLE,
    Fault,
    Proxy,
    Scene,
    answered,
    said,
    sent_on,
)
from tests.helpers.fault_server import (
    Answer,
    AnswerThenClose,
    Drip,
    Reset,
    ResetBeforeReading,
    Stall,
    Truncate,
    http_answer,
)
from tests.services.fakes import START

_BEST = "No block returned"
_IN_20_S = format_datetime(START + timedelta(seconds=20), usegmt=True)
_FAR = "https://elsewhere.example.com/api/public/lead/load"
_NEAR = "/api/public/elsewhere/lead/load"
_GARBLED = GOOD.replace(b"Lead loaded", b"Lead loaded \xe9\xff")
_LONG = http_answer(GOOD + b" " * 100_000)


def _no(status: int) -> Answer:
    return Answer(http_answer(b"", status))


# fmt: off
_NOT_SENT = (
    Fault("Name not found", "the name look-up fails", Scene.NO_SUCH_NAME, NOT_SENT,
          "{host} was not found.", ADDRESS, 0),
    Fault("Connection refused", "nobody listens on the port", Scene.NOBODY_LISTENS, NOT_SENT,
          "{host} refused the connection.", ADDRESS, 0),
    Fault("No TLS", "the port answers https in plain text", Scene.PLAIN_TEXT, NOT_SENT, NO_TLS, PORT, 0),
    Fault("Untrusted certificate", "the certificate is self-signed", Scene.SELF_SIGNED, NOT_SENT,
          "The certificate of {host} is not trusted on this computer.", CERTIFICATE, 0),
    Fault("Reset in the handshake", "the connection is reset while TLS is agreed",
          (ResetBeforeReading(), Answer(WHOLE)), NOT_SENT, NO_TLS, PORT, 0, https=True),
    Fault("Stalled handshake", "connected, but the TLS handshake is never answered", (Stall(),), NOT_SENT,
          "No connection to {host} came about within {seconds} s.", NETWORK, 0, https=True, timeout_s=SHORT_S),
    Fault("Proxy asks for a password", "the proxy answers 407 when asked for a tunnel", Proxy(_no(407)), NOT_SENT,
          PROXY_REFUSED, PROXY_PASSWORD, 0),
    Fault("Proxy forbids", "the proxy answers 403 when asked for a tunnel", Proxy(_no(403)), NOT_SENT,
          PROXY_REFUSED, ASK_PROXY, 0),
    Fault("Proxy stalls", "the proxy never answers", Proxy(Stall()), NOT_SENT,
          "The proxy did not reach {host} within {seconds} s.", ASK_PROXY, 0, timeout_s=SHORT_S),
    Fault("Proxy breaks off", "the proxy resets the connection when asked for a tunnel", Proxy(Reset()), NOT_SENT,
          "The proxy did not let LeadDesk through to {host}.", ASK_PROXY, 0),
    Fault("Tunnel breaks", "the proxy opens the tunnel, which is reset before TLS is agreed",
          Proxy(Reset(b"HTTP/1.1 200 OK\r\n\r\n")), NOT_SENT, NO_TLS, PORT, 0),
)

_REJECTED = (
    Fault("Bad request", "400", said(400, "fields is missing"), REJECTED, REFUSED % 400, COMPARE, answer=400,
          says="It says: fields is missing.", practice="0140"),
    Fault("Key refused", "401", said(401, "unknown key"), REJECTED, BAD_KEY % 401, API_KEY, answer=401,
          says="It says: unknown key."),
    Fault("Key refused and echoed", "401, with the key in its body and headers, plain and encoded",
          said(401, "wrong: " + " ".join(SPELLINGS), X_Echo=" ".join(SPELLINGS)), REJECTED, BAD_KEY % 401, API_KEY,
          answer=401, says="It says: wrong: \N{BULLET}", practice="0141"),
    Fault("Forbidden", "403", said(403, "not your campaign"), REJECTED, BAD_KEY % 403, API_KEY, answer=403,
          says="not your campaign", practice="0142"),
    Fault("Not found", "404", said(404, "no such campaign"), REJECTED,
          "The vendor knows no such address or campaign (404).",
          "Check the profile's Base URL and the destination's Campaign ID.", answer=404,
          says="no such campaign", practice="0143"),
    Fault("Conflict", "409", said(409, "the list is locked"), REJECTED, REFUSED % 409, COMPARE, answer=409,
          says="the list is locked", practice="0144"),
    Fault("Not processable", "422", said(422, "zip is too long"), REJECTED, REFUSED % 422, COMPARE, answer=422,
          says="zip is too long", practice="0145"),
    Fault("Too many requests", "429, Retry-After in seconds", said(429, "slow down", Retry_After="20"), REJECTED,
          THROTTLED, "Send again after 20 s.", answer=429, wait_s=20.0, says="slow down", practice="0146"),
    Fault("Too many requests until", "429, Retry-After as a date", said(429, "slow down", Retry_After=_IN_20_S),
          REJECTED, THROTTLED, "Send again after 20 s.", answer=429, wait_s=20.0, practice="0147"),
    Fault("Too many requests, no word how long", "429 without Retry-After", said(429, "slow down"), REJECTED,
          THROTTLED, "Wait a little, then send again.", answer=429),
)

_UNKNOWN = (
    Fault("Request time-out", "408", said(408, "took too long"), UNKNOWN,
          "The vendor gave up waiting for the request (408).", LOOK, answer=408, practice="0148"),
    Fault("Moved for good", "301 to the same host", sent_on(301, _NEAR), UNKNOWN, ELSEWHERE % 301, LOOK, answer=301),
    Fault("Found elsewhere", "302 to another host", sent_on(302, _FAR), UNKNOWN, ELSEWHERE % 302, LOOK, answer=302),
    Fault("See other", "303 to the same host", sent_on(303, _NEAR), UNKNOWN, ELSEWHERE % 303, LOOK, answer=303),
    Fault("Redirect to another host", "307 to another host", sent_on(307, _FAR), UNKNOWN, ELSEWHERE % 307, LOOK,
          answer=307, practice="0149"),
    Fault("Redirect on the same host", "307 to the same host", sent_on(307, _NEAR), UNKNOWN, ELSEWHERE % 307, LOOK,
          answer=307, practice="0150"),
    Fault("Moved, method kept", "308 to the same host", sent_on(308, _NEAR), UNKNOWN, ELSEWHERE % 308, LOOK,
          answer=308),
    Fault("Server error", "500", said(500, "something broke"), UNKNOWN, FAILURE % 500, LOOK, answer=500,
          says="something broke", practice="0151"),
    Fault("Bad gateway", "502 with a web page", answered(PAGE, "text/html", 502), UNKNOWN, FAILURE % 502, LOOK,
          answer=502, notice="The answer is not JSON", practice="0152"),
    Fault("Failure that says Accepted", "503, whose body is a good answer", answered(GOOD, status=503), UNKNOWN,
          FAILURE % 503, LOOK, answer=503, grade=_BEST, notice="The answer contradicts itself: its code is 503",
          practice="0153"),
    Fault("Stalled", "the request is read and never answered", (Stall(),), UNKNOWN, SILENT, UNTIL_KNOWN,
          timeout_s=SHORT_S, practice="0131"),
    Fault("Stalled after the headers", "headers and half the body, then silence", (Stall(HEAD + HALF),), UNKNOWN,
          INCOMPLETE, UNTIL_KNOWN, timeout_s=SHORT_S, practice="0154"),
    Fault("Drip", "the body comes byte by byte, and is not whole in time", (Drip(_LONG, 0.001),), UNKNOWN,
          INCOMPLETE, UNTIL_KNOWN, timeout_s=1.0, practice="0164"),
    Fault("Reset before the request is read", "the connection is reset while the request is written",
          (ResetBeforeReading(), Answer(WHOLE)), UNKNOWN, BROKE, UNTIL_KNOWN, 0),
    Fault("Reset before the answer", "the request is read, the connection reset", (Reset(), Answer(WHOLE)), UNKNOWN,
          BROKE, UNTIL_KNOWN, practice="0132"),
    Fault("Closed without an answer", "the request is read, the connection closed", (Truncate(b""), Answer(WHOLE)),
          UNKNOWN, BROKE, UNTIL_KNOWN),
    Fault("Reset during the answer", "headers and half the body, then a reset", (Reset(HEAD + HALF), Answer(WHOLE)),
          UNKNOWN, BROKE_OFF, UNTIL_KNOWN, practice="0155"),
    Fault("Truncated", "half the announced length, then the end", (Truncate(HEAD + HALF), Answer(WHOLE)), UNKNOWN,
          BROKE_OFF, UNTIL_KNOWN, practice="0156"),
    Fault("Truncated chunks", "a chunk, but never the last one",
          (Truncate(CHUNKED + b"%x\r\n%b\r\n" % (len(GOOD), GOOD)), Answer(WHOLE)), UNKNOWN, BROKE_OFF, UNTIL_KNOWN,
          practice="0157"),
    Fault("Not HTTP", "bytes that are no HTTP", (Truncate(b"\x00\x01 hello\r\n\r\n"), Answer(WHOLE)), UNKNOWN,
          BROKE, UNTIL_KNOWN),
    Fault("Broken compression", "gzip that is none",
          (Answer(http_answer(GOOD, headers={"Content-Encoding": "gzip"})), Answer(WHOLE)), UNKNOWN,
          "The answer of {host} could not be unpacked.", UNTIL_KNOWN),
    Fault("Closed under the next lead", "a kept connection is reset when the next lead arrives on it",
          (Answer(WHOLE), Reset(), Answer(WHOLE)), UNKNOWN, BROKE, UNTIL_KNOWN, before=1),
    Fault("Sign-in page", "200 with a web page", answered(PAGE, "text/html"), UNKNOWN, SAYS_NOT % 200, LOOK,
          answer=200, says="The answer is not JSON", practice="0158"),
    Fault("Plain text", "200 with a line of text", answered(b"OK", "text/plain"), UNKNOWN, SAYS_NOT % 200, LOOK,
          answer=200, says="The answer is not JSON"),
    Fault("Torn JSON", "200 with half an object, its length right", answered(HALF), UNKNOWN, SAYS_NOT % 200, LOOK,
          answer=200, says="The answer is not JSON"),
    Fault("JSON array", "200 with a list around the answer", answered(b"[" + GOOD + b"]"), UNKNOWN, SAYS_NOT % 200,
          LOOK, answer=200, says="The answer is JSON, but not an object.", practice="0160"),
    Fault("No status", "200 with an empty object", answered(b"{}"), UNKNOWN, SAYS_NOT % 200, LOOK, answer=200,
          says="It has no status."),
    Fault("Not UTF-8", "200 with a good answer in another encoding", answered(_GARBLED), UNKNOWN, SAYS_NOT % 200,
          LOOK, answer=200, says="The answer is not UTF-8 text.", practice="0161"),
    Fault("Empty answer", "200 without a body", answered(b""), UNKNOWN, SAYS_NOT % 200, LOOK, answer=200,
          says="The answer is empty.", practice="0163"),
    Fault("No content", "204", (Answer(b"HTTP/1.1 204 No Content\r\n\r\n"),), UNKNOWN, SAYS_NOT % 204, LOOK,
          answer=204, says="The answer is empty.", practice="0166"),
    Fault("30 MB", "200 with an accepted answer of 30 MB, read up to 2 MB", Scene.THIRTY_MEGABYTES, UNKNOWN,
          SAYS_NOT % 200, LOOK, answer=200, notice="The answer was longer than LeadDesk reads", practice="0165"),
)

_READ = (
    Fault("JSON labelled text/html", "a good answer under another type", answered(GOOD, "text/html"), LOADED,
          ACCEPTED, READ, answer=200, grade=_BEST, notice="The answer is JSON, but is labelled text/html",
          practice="0159"),
    Fault("Byte order mark", "a good answer after a byte order mark", answered(b"\xef\xbb\xbf" + GOOD), LOADED,
          ACCEPTED, READ, answer=200, grade=_BEST, practice="0162"),
    Fault("Drip, whole in time", "a good answer, byte by byte", (Drip(WHOLE, 0.0),), LOADED, ACCEPTED, READ,
          answer=200, grade=_BEST),
    Fault("Closed between two leads", "a kept connection is closed by the vendor after the answer",
          (AnswerThenClose(WHOLE), Answer(WHOLE)), LOADED, ACCEPTED, READ, answer=200, grade=_BEST, before=1,
          connections=2, practice="0167"),
)
# fmt: on

FAULTS: tuple[Fault, ...] = (*_NOT_SENT, *_REJECTED, *_UNKNOWN, *_READ)
