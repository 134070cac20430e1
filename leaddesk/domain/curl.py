"""cURL commands as text: writes one for any request, and reads the body out of one that somebody pasted.

Nothing is ever run, and no file is opened. Reading gives back the body alone: headers, credentials and addresses of a
pasted command go no further than this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leaddesk.language import tr

LONGEST = 256 * 1024
"""Bytes of a pasted command that are looked at; a longer one is refused."""

_START = re.compile(r"\s*(?:[$>#]\s+)?(?:\w+=\S*\s+)*(?:\S*[/\\])?curl(?:\.exe)?(?=\s|\Z)")
_START_WITHIN = 2000
_CMD = re.compile(r'\s*(?:\S*[/\\])?curl(?:\.exe)?\s+\^"')
"""How a browser writes a command for the Windows prompt: a caret before every mark."""
_PIECE = re.compile(
    r"""(?P<blank>(?:\s|\\\r?\n|\^[ \t]*\r?\n|\\\Z)+)
    |'(?P<single>[^']*)'
    |\$'(?P<ansi>(?:[^'\\]|\\.)*)'
    |\$?"(?P<double>(?:[^"\\]|\\.)*)"
    |\\(?P<escaped>.)
    |(?P<plain>[^\s'"\\$^]+|[$^])""",
    re.VERBOSE | re.DOTALL,
)
_BYTES = r"(?P<bytes>(?:\\x[0-9A-Fa-f]{1,2}|\\[0-7]{1,3})+)"
_ANSI = re.compile(rf"{_BYTES}|\\u(?P<u>[0-9A-Fa-f]{{1,4}})|\\U(?P<U>[0-9A-Fa-f]{{1,8}})|\\(?P<one>.)", re.DOTALL)
_ONE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b", "E": "\x1b"}
_LITERAL = frozenset("\\'\"?")

_DATA = frozenset(("-d", "--data", "--data-ascii", "--data-binary", "--data-raw", "--json"))
_SHORT_WITH_VALUE = frozenset("AbcCdDeEFHKmoPQrTtuUwxXyYz")
# fmt: off
_LONG_WITH_VALUE = _DATA | {
    f"--{name}"
    for name in (
        "aws-sigv4", "cacert", "capath", "cert", "cert-type", "ciphers", "config", "connect-timeout", "connect-to",
        "cookie", "cookie-jar", "data-urlencode", "dns-servers", "dump-header", "form", "form-string", "header",
        "interface", "key", "key-type", "limit-rate", "max-filesize", "max-redirs", "max-time", "netrc-file",
        "noproxy", "oauth2-bearer", "output", "output-dir", "pass", "proto", "proxy", "proxy-header", "proxy-user",
        "range", "referer", "request", "request-target", "resolve", "retry", "retry-delay", "retry-max-time",
        "socks5", "socks5-hostname", "stderr", "time-cond", "tls-max", "trace", "trace-ascii", "unix-socket",
        "upload-file", "url", "url-query", "user", "user-agent", "write-out",
    )
}
# fmt: on


class CurlProblem(ValueError):
    """A pasted command has no body that can be read; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Stands where a credential goes: the name of an environment variable."""

    name: str


def write_curl(
    method: str,
    url: str,
    headers: Sequence[tuple[str, str | Placeholder]],
    body: str | Sequence[str | Placeholder],
) -> str:
    """Returns the command for a POSIX shell; any text is quoted so that the shell hands it over unchanged.

    A body may come in pieces, where a credential stands in it.
    """
    words = [f"curl -X {_quoted(method)} {'--globoff ' if set(url) & set('[]{}') else ''}{_quoted(url)}"]
    for name, value in headers:
        # Only a placeholder stands in double quotes, where the shell puts the variable's value in.
        text = f'"{name}: ${value.name}"' if isinstance(value, Placeholder) else _quoted(f"{name}: {value}")
        words.append(f"-H {text}")
    if body:
        pieces = (body,) if isinstance(body, str) else body
        texts = (f'"${piece.name}"' if isinstance(piece, Placeholder) else _quoted(piece) for piece in pieces)
        words.append(f"--data-raw {''.join(texts)}")
    return " \\\n  ".join(words)


def looks_like_curl(text: str) -> bool:
    """Tells whether a text begins as a cURL command does, a prompt or variables before it included."""
    return _START.match(text[:_START_WITHIN]) is not None


def read_curl_body(text: str) -> str:
    """Returns the body that a pasted command would send. Raises CurlProblem."""
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST:
        raise CurlProblem(tr("It is longer than {longest} kB.", longest=LONGEST // 1024))
    if not looks_like_curl(text):
        raise CurlProblem(tr("It does not begin with curl."))
    if _CMD.match(text):
        text = re.sub(r"\^(\r?\n|.)", lambda match: match[1].strip("\r\n"), text, flags=re.DOTALL)
    words = iter(_words(text))
    for word in words:
        if re.fullmatch(r"(?:.*[/\\])?curl(?:\.exe)?", word, re.DOTALL):
            break
    parts = list(_data(words))
    if not parts:
        raise CurlProblem(tr("It has no body: none of --data, --data-raw and --json is in it."))
    return "&".join(parts)


def _data(words: Iterator[str]) -> Iterator[str]:
    """Yields what follows each option that adds to the body."""
    for word in words:
        if word == "curl":
            raise CurlProblem(tr("There is more than one command in it: paste one at a time."))
        option, value = _option(word)
        if not option:
            continue
        if value is None:
            value = next(words, None)
        if option not in _DATA:
            continue
        if value is None:
            raise CurlProblem(tr("Nothing follows {option}: copy the whole command.", option=option))
        if value.startswith("@") and option != "--data-raw":
            raise CurlProblem(tr("Its body is in a file, which LeadDesk does not open."))
        yield value


def _option(word: str) -> tuple[str, str | None]:
    """Returns an option that takes a value, with the value where it stands in the same word; ("", None) for others."""
    if word.startswith("--"):
        return (word, None) if word in _LONG_WITH_VALUE else ("", None)
    if word.startswith("-"):
        for place, letter in enumerate(word[1:], start=2):
            if letter in _SHORT_WITH_VALUE:
                return f"-{letter}", word[place:] or None
    return "", None


def _words(text: str) -> Iterator[str]:
    """Yields the words of the first command as a shell parts them; variables and substitutions stay as they stand."""
    word: str | None = None
    place = 0
    while place < len(text):
        piece = _PIECE.match(text, place)
        if piece is None:
            raise CurlProblem(tr("A quotation mark in it is never closed: copy the whole command."))
        place = piece.end()
        if piece["blank"] is not None:
            if word is not None:
                yield word
            word = None
        elif word is None and piece["plain"] is not None and piece["plain"][0] in "|;&<>":
            return
        else:
            word = (word or "") + _read(piece)
    if word is not None:
        yield word


def _read(piece: re.Match[str]) -> str:
    """Returns what a piece of a word stands for."""
    if piece["double"] is not None:
        return re.sub(r'\\(?:\r?\n|([$`"\\]))', lambda match: match[1] or "", piece["double"])
    if piece["ansi"] is not None:
        text = _ANSI.sub(_unescape, piece["ansi"])
        # Browsers write characters beyond the first plane as two halves.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return next(text for text in (piece["single"], piece["escaped"], piece["plain"]) if text is not None)


def _unescape(match: re.Match[str]) -> str:
    """Returns the characters of one escape inside $'…'."""
    if match["bytes"]:
        numbers = re.findall(r"\\(?:x([0-9A-Fa-f]+)|([0-7]+))", match["bytes"])
        raw = bytes(int(hexa, 16) if hexa else int(octal, 8) & 0xFF for hexa, octal in numbers)
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("latin-1")
    if code := match["u"] or match["U"]:
        return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else "\ufffd"
    one = match["one"]
    return one if one in _LITERAL else _ONE.get(one, f"\\{one}")


def _quoted(text: str) -> str:
    """Returns a text as one word of a POSIX shell; plain words stay bare."""
    if re.fullmatch(r"[A-Za-z0-9_./:=@%+-]*[A-Za-z0-9]", text, re.ASCII) and not text.startswith("-"):
        return text
    return "'" + text.replace("'", "'\\''") + "'"
