"""A local authority, and a proxy that opens every tunnel itself with a certificate by that authority."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import ssl
from base64 import b64encode
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


class Authority:
    """Vouches for any host, as an inspecting proxy's does; its own certificate lies at `pem`."""

    def __init__(self, folder: Path, name: str = "Example Inspection CA") -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name(name)
        self.pem = folder / "authority.pem"
        built = self._builder(self._name, self._key).add_extension(x509.BasicConstraints(True, None), critical=True)
        self.pem.write_bytes(built.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def context_for(self, host: str) -> ssl.SSLContext:
        """Returns a server's context with a certificate for a host."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        leaf = self._builder(_name(host), key).add_extension(names, critical=False).sign(self._key, hashes.SHA256())
        pem = self._folder / "leaf.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        pem.write_bytes(private + leaf.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        return context

    def _builder(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        now = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now)
            .not_valid_after(now + datetime.timedelta(days=1))
        )


class InspectingProxy:
    """Answers every CONNECT with a tunnel to itself; with a login it asks for that first. Used with `async with`."""

    def __init__(self, authority: Authority, login: tuple[str, str] | None = None, answer: bytes = ANSWER) -> None:
        self._authority, self._answer = authority, answer
        self._wanted = f"Basic {b64encode(':'.join(login).encode()).decode()}" if login else ""
        self.asked: list[str] = []
        """The heads of what the proxy itself was asked."""
        self.inside: list[str] = []
        """The heads of what came through the tunnels."""
        self.port = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(self, *_reason: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii")
            self.asked.append(head)
            if self._wanted and f"Proxy-Authorization: {self._wanted}\r\n" not in head:
                writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
                writer.close()
                return
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            await writer.drain()
            await writer.start_tls(self._authority.context_for(head.split()[1].rpartition(":")[0]))
            while True:
                self.inside.append((await reader.readuntil(b"\r\n\r\n")).decode("ascii"))
                writer.write(self._answer)
        writer.close()


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])
