"""Keeps tests on this machine: only loopback and Unix sockets may be used.

Names are not resolved either, except those of the loopback. An attempt raises and is remembered, because code under
test may well turn the exception into an operational error of its own.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

_UNIX = getattr(socket, "AF_UNIX", None)


class InternetRefused(RuntimeError):
    """A test tried to leave the machine."""


def is_loopback(host: object) -> bool:
    """Tells whether `host`, a name or an address, is this machine."""
    name = host.decode() if isinstance(host, bytes) else host
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(str(name).partition("%")[0]).is_loopback
    except ValueError:
        return False


@contextmanager
def no_internet() -> Iterator[list[str]]:
    """Guards sockets and name look-ups; yields the list of refused attempts."""
    attempts: list[str] = []

    def refuse(act: str, where: object) -> None:
        attempts.append(f"{act} {where!r}")
        raise InternetRefused(f"tests stay on this machine, but this one tried to {act} {where!r}")

    def guarded(act: str) -> Any:
        original = getattr(socket.socket, act)

        def method(self: socket.socket, *args: Any) -> Any:
            address = args[-1]
            if self.family != _UNIX and not (isinstance(address, tuple) and is_loopback(address[0])):
                refuse(act, address)
            return original(self, *args)

        return method

    real_look_up = socket.getaddrinfo

    def look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host is not None and not is_loopback(host):
            refuse("look up", host)
        return real_look_up(host, *args, **kwargs)

    with (
        mock.patch.object(socket.socket, "connect", guarded("connect")),
        mock.patch.object(socket.socket, "connect_ex", guarded("connect_ex")),
        mock.patch.object(socket.socket, "sendto", guarded("sendto")),
        mock.patch.object(socket.socket, "bind", guarded("bind")),
        mock.patch.object(socket, "getaddrinfo", look_up),
    ):
        yield attempts
