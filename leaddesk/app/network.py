"""The network setting of this run: from the settings file into the transport, and kept when a person changes it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from leaddesk.app.use_cases import UseCases
from leaddesk.domain.errors import KeyringProblem, StoreProblem
from leaddesk.domain.secret import Secret
from leaddesk.infra.network import Certificate, Network, Reach, read_certificates
from leaddesk.infra.settings_file import Settings
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import clock, day, tr
from leaddesk.ui.views.settings.network_choice import NetworkChoice


def choice_of(settings: Settings) -> NetworkChoice:
    """Returns the setting as it is shown."""
    return NetworkChoice(
        way=settings.network,
        host=settings.proxy_host,
        port=settings.proxy_port,
        user=settings.proxy_user,
        except_for=settings.proxy_except,
        certificates=settings.own_certificates,
    )


def reach_by(use: UseCases, settings: Settings) -> None:
    """Makes the setting the one of every request from now on."""
    network = _network(choice_of(settings))
    use.transport.reach_by(Reach(network, use.secrets.get, system_asker()))


async def checked(choice: NetworkChoice) -> tuple[Network, tuple[Certificate, ...]]:
    """Returns what a choice means for requests, with the certificates that it adds.

    Raises StoreProblem for one that cannot work.
    """
    if choice.way == "proxy" and not re.fullmatch(r"[A-Za-z0-9.:_-]+", choice.host):
        raise StoreProblem(
            tr("The proxy needs a host name or an address."), "", tr("Type it without http:// and without a password.")
        )
    if not choice.certificates:
        return _network(choice), ()
    return _network(choice), await in_daemon_thread(read_certificates, Path(choice.certificates))


async def keep(
    use: UseCases, choice: NetworkChoice, password: Secret | None, write: Callable[[Settings], Settings]
) -> str:
    """Checks a setting, keeps it and its password, uses it from the next request on, and says what is in use.

    Raises StoreProblem for a setting that cannot work. A password that the keyring does not take is kept until
    LeadDesk ends, which is said.
    """
    network, trusted = await checked(choice)
    said = [tr("Used from the next request on.")]
    said += [
        tr(
            "Trusted beside the system's: {subject}, until {until} UTC.",
            subject=one.subject,
            until=f"{day(one.until.month, one.until.day, one.until.year)}, {clock(one.until.hour, one.until.minute)}",
        )
        for one in trusted
    ]
    if password:
        try:
            await use.secrets.put(network.password_ref(), password)
        except KeyringProblem as problem:
            use.secrets.keep_for_session(network.password_ref(), password)
            said.append(tr("{title} The password is kept until LeadDesk ends.", title=problem.title))
    reach_by(use, write(_settings(choice)))
    return " ".join(said)


async def forget_password(use: UseCases, choice: NetworkChoice, now: Settings) -> str:
    """Deletes the password of the proxy and user that stand in the fields, and says so. Raises KeyringProblem.

    Connections that were opened with it are used no more, also where the keyring did not do it.
    """
    try:
        await use.secrets.forget(_network(choice).password_ref())
    finally:
        reach_by(use, now)
    return tr("The proxy's password is forgotten: it is in no keyring and used from no request on.")


def taken_over(settings: Settings, changed: Settings) -> Settings:
    """Returns settings with another's network."""
    network = ("network", "proxy_host", "proxy_port", "proxy_user", "proxy_except", "own_certificates")
    return settings._replace(**{name: getattr(changed, name) for name in network})


def _settings(choice: NetworkChoice) -> Settings:
    return Settings(
        network=choice.way,
        proxy_host=choice.host,
        proxy_port=choice.port,
        proxy_user=choice.user,
        proxy_except=choice.except_for,
        own_certificates=choice.certificates,
    )


def _network(choice: NetworkChoice) -> Network:
    return Network(
        way=choice.way,
        host=choice.host,
        port=choice.port,
        user=choice.user,
        except_for=choice.except_for,
        certificates=choice.certificates,
    )


def system_asker() -> Callable[[str], str] | None:
    """Returns who is asked for the system's proxy: Windows and macOS, which run proxy scripts; else the variables."""
    return _ask_qt if sys.platform in ("win32", "darwin") else None


def _ask_qt(host: str) -> str:
    """Returns the system's http proxy for a host, empty for none; blocks while a proxy script runs."""
    from PySide6.QtCore import QUrl
    from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

    http = (QNetworkProxy.ProxyType.HttpProxy, QNetworkProxy.ProxyType.HttpCachingProxy)
    for proxy in QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(QUrl(f"https://{host}/"))):
        if proxy.type() is QNetworkProxy.ProxyType.NoProxy:
            return ""
        if proxy.type() in http:
            return f"http://{proxy.hostName()}:{proxy.port()}"
    return ""
