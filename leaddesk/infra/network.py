"""How other computers are reached, one setting for every request: which proxy stands before a host, whom TLS trusts.

The checks of TLS cannot be turned off here; a file of own certificates is trusted beside the system's and never
instead of it. Proxies are http proxies with a name and password or without; SOCKS, NTLM and Kerberos are not spoken.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from leaddesk.domain.errors import KeyringProblem, NothingLeft, StoreProblem
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.infra.files import store_border
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import tr

_SAME_S = 60.0
"""How long the system's word about a host is taken as still true: asking may run a proxy script."""
_CHOOSE_ANEW = tr("Choose another file at Own certificates in Settings, Network.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The setting; the proxy's password lives in the keyring."""

    way: str = "system"
    """`system`, `none` or `proxy`."""
    host: str = ""
    port: int = 8080
    user: str = ""
    except_for: str = ""
    """Hosts that are reached without the proxy, parted by commas or blanks; their sub-domains too."""
    certificates: str = ""
    """Path of a PEM file; empty for the system's trust alone."""

    def password_ref(self) -> SecretRef:
        """Returns where the proxy's password is kept: another proxy or user asks for it anew."""
        return SecretRef("network", f"http://{_bracketed(self.host)}:{self.port}", f"password of {self.user}")

    def excepts(self, host: str) -> bool:
        """Tells whether a host is reached without the proxy."""
        names = [name.lower().removeprefix("*").removeprefix(".") for name in self.except_for.replace(",", " ").split()]
        return any(name and (host.lower() == name or host.lower().endswith(f".{name}")) for name in names)


@dataclass(frozen=True, slots=True)
class Way:
    """How one host is reached."""

    proxy: str = ""
    """Address of the proxy without any credentials; empty for none."""
    environment: bool = False
    """Whether the HTTP library looks into the variables or the settings of the system itself."""


DIRECT = Way()


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is shown of a certificate of one's own."""

    subject: str
    until: datetime
    """In UTC."""


async def _no_password(_ref: SecretRef) -> Secret | None:
    return None


class Reach:
    """The setting at work; another setting is another `Reach`."""

    def __init__(
        self,
        network: Network | None = None,
        password: Callable[[SecretRef], Awaitable[Secret | None]] = _no_password,
        ask_system: Callable[[str], str] | None = None,
    ) -> None:
        """`ask_system` returns the system's proxy for a host and may block; None where the environment says all."""
        self.network = network or Network()
        self._password, self._ask_system = password, ask_system
        self._said: dict[str, tuple[float, Way]] = {}

    def usual(self) -> Way:
        """Returns the way that can be told without asking anybody."""
        return Way(environment=True) if self.network.way == "system" and self._ask_system is None else DIRECT

    async def way_to(self, host: str) -> Way:
        """Returns how a host other than this computer is reached."""
        network = self.network
        if network.way == "proxy":
            proxied = Way(f"http://{_bracketed(network.host)}:{network.port}")
            return DIRECT if network.excepts(host) else proxied
        if network.way == "none" or self._ask_system is None:
            return self.usual()
        now = asyncio.get_running_loop().time()
        asked, way = self._said.get(host, (-_SAME_S, DIRECT))
        if now - asked >= _SAME_S:
            way = Way(await in_daemon_thread(self._ask_system, host))
            self._said[host] = now, way
        return way

    async def credentials(self, way: Way) -> tuple[str, Secret] | None:
        """Returns the name and password for a way's proxy, or None; raises NothingLeft where the keyring fails."""
        if not (way.proxy and self.network.way == "proxy" and self.network.user):
            return None
        try:
            password = await self._password(self.network.password_ref())
        except KeyringProblem as problem:
            raise NothingLeft(
                tr("The proxy's password is not at hand."),
                tr("{title} Nothing was sent.", title=problem.title),
                problem.hint,
                can_retry=True,
            ) from problem
        return (self.network.user, password) if password else None

    def context(self) -> ssl.SSLContext:
        """Returns whom TLS trusts: the system, and one's own certificates; blocks. Raises NothingLeft."""
        import truststore

        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if self.network.certificates:
            try:
                context.load_verify_locations(cafile=self.network.certificates)
            except (OSError, ssl.SSLError) as error:
                raise NothingLeft(
                    tr("Your own certificates could not be read."),
                    tr("Nothing was sent."),
                    _CHOOSE_ANEW,
                    can_retry=True,
                ) from error
        return context


def read_certificates(path: Path) -> tuple[Certificate, ...]:
    """Returns the certificates of a PEM file; blocks. Raises StoreProblem where there are none that can be read."""
    from cryptography import x509

    with store_border(tr("The certificates could not be read."), path):
        data = path.read_bytes()
    try:
        found = x509.load_pem_x509_certificates(data)
        ssl.create_default_context(cadata=data.decode("ascii"))
        return tuple(Certificate(one.subject.rfc4514_string(), one.not_valid_after_utc) for one in found)
    except (ValueError, ssl.SSLError) as error:
        raise StoreProblem(
            tr("This file holds no certificates that LeadDesk can read."),
            tr("It reads PEM: text that begins with -----BEGIN CERTIFICATE-----."),
            tr("Ask your administrator for the certificate in this form."),
        ) from error


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
