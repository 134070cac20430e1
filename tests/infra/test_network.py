"""One network setting for every request, over real sockets: proxies, a password, own certificates, exceptions."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from leaddesk.domain.errors import KeyringTrouble, NothingLeft, StoreProblem
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.domain.wire import HttpRequest
from leaddesk.infra.http import HttpxTransport
from leaddesk.infra.keyring_words import keyring_problem
from leaddesk.infra.network import DIRECT, Network, Reach, Way, read_certificates
from tests.helpers.fault_server import Answer, Drip, FaultServer, http_answer
from tests.helpers.inspecting_proxy import Authority, InspectingProxy
from tests.services.desk import until

PASSWORD = "canary-proxy-password"
KEY = "canary-4711-secret"
READ = HttpRequest(
    "GET", "https://core.example.com/status", headers=(("X-API-KEY", Secret(KEY)),), writes=False, timeout_s=5.0
)


@pytest.fixture
async def transport() -> AsyncIterator[HttpxTransport]:
    made = HttpxTransport()
    yield made
    await made.aclose()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def reach(proxy: InspectingProxy, authority: Authority | None = None, user: str = "", typed: str = "") -> Reach:
    certificates = str(authority.pem) if authority else ""
    network = Network(way="proxy", host="127.0.0.1", port=proxy.port, user=user, certificates=certificates)

    async def password(ref: SecretRef) -> Secret | None:
        assert ref == network.password_ref()
        return Secret(typed) if typed else None

    return Reach(network, password)


async def refusal_of(transport: HttpxTransport) -> NothingLeft:
    with pytest.raises(NothingLeft) as caught:
        await transport.send(READ)
    return caught.value


async def test_behind_an_inspecting_proxy_only_its_own_certificate_helps(transport, authority):
    async with InspectingProxy(authority) as proxy:
        transport.reach_by(reach(proxy))
        assert "The certificate of core.example.com is not trusted" in (await refusal_of(transport)).title
        assert proxy.inside == []
        transport.reach_by(reach(proxy, authority))
        assert (await transport.send(READ)).status == 200
    [seen] = proxy.inside
    assert seen.startswith("GET /status ")
    assert all(KEY not in head for head in proxy.asked)


@pytest.mark.parametrize("typed", ["", "wrong"])
async def test_a_proxy_that_asks_for_a_password_is_told_with_the_setting(transport, authority, typed):
    async with InspectingProxy(authority, ("reyes", PASSWORD)) as proxy:
        transport.reach_by(reach(proxy, authority, "reyes", typed))
        problem = await refusal_of(transport)
    assert "It asks for a user name and a password." in problem.detail
    assert "Settings, Network" in problem.hint
    assert proxy.inside == []


async def test_the_right_password_opens_the_tunnel_and_is_said_to_the_proxy_only(transport, authority, caplog):
    caplog.set_level(logging.INFO)
    async with InspectingProxy(authority, ("reyes", PASSWORD)) as proxy:
        transport.reach_by(reach(proxy, authority, "reyes", PASSWORD))
        assert (await transport.send(READ)).status == 200
    assert "proxy-authorization" not in proxy.inside[0].lower()
    assert PASSWORD not in caplog.text


async def test_a_redirect_through_the_proxy_is_not_followed(transport, authority):
    elsewhere = b"HTTP/1.1 302 Found\r\nLocation: https://other.example.com/\r\nContent-Length: 0\r\n\r\n"
    async with InspectingProxy(authority, ("reyes", PASSWORD), elsewhere) as proxy:
        transport.reach_by(reach(proxy, authority, "reyes", PASSWORD))
        assert (await transport.send(READ)).status == 302
    assert len(proxy.asked) == len(proxy.inside) == 1


async def test_a_keyring_that_does_not_give_the_password_leaves_nothing(transport):
    async def locked(_ref: SecretRef) -> Secret | None:
        raise keyring_problem(KeyringTrouble.LOCKED)

    transport.reach_by(Reach(Network(way="proxy", host="127.0.0.1", port=9, user="reyes"), locked))
    problem = await refusal_of(transport)
    assert problem.title == "The proxy's password is not at hand."
    assert "locked" in problem.detail


async def test_a_prompt_for_the_password_holds_up_nobody_who_needs_none(transport):
    answered, asked = asyncio.Event(), asyncio.Event()

    async def slow(_ref: SecretRef) -> Secret | None:
        asked.set()
        await answered.wait()
        return None

    with FaultServer(Answer(http_answer(b"{}"))) as server:
        transport.reach_by(Reach(Network(way="proxy", host="127.0.0.1", port=9, user="reyes"), slow))
        waiting = asyncio.ensure_future(refusal_of(transport))
        await asked.wait()
        assert (await transport.send(HttpRequest("GET", server.url, writes=False, timeout_s=2.0))).status == 200
        answered.set()
        await waiting


async def test_a_change_holds_for_the_next_request_and_leaves_the_running_one_alone(transport, authority):
    with FaultServer(Drip(http_answer(b"late"), 0.012)) as server:
        running = asyncio.ensure_future(transport.send(HttpRequest("GET", server.url, writes=False, timeout_s=5.0)))
        await until(lambda: bool(server.requests))
        async with InspectingProxy(authority) as proxy:
            transport.reach_by(reach(proxy, authority))
            assert (await transport.send(READ)).status == 200
            assert not running.done()
            assert (await running).body == b"late"
            assert len(proxy.inside) == 1
    assert transport._retired == []


async def test_this_computer_is_never_spoken_to_through_a_proxy(transport, authority):
    with FaultServer(Answer(http_answer(b"{}"))) as server:
        async with InspectingProxy(authority) as proxy:
            transport.reach_by(reach(proxy))
            assert (await transport.send(HttpRequest("GET", server.url, writes=False, timeout_s=5.0))).status == 200
    assert proxy.asked == []


async def test_no_proxy_means_none_whatever_the_environment_says(transport, monkeypatch):
    with FaultServer(Answer(http_answer(b"", 502))) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        assert await Reach(Network(way="none")).way_to("core.example.com") == DIRECT
        transport.reach_by(Reach(Network(way="none")))
        assert not (await transport._client(loopback=False)).http.trust_env
        transport.reach_by(Reach())
        assert "The proxy refused" in (await refusal_of(transport)).title
        assert proxy.connections == 1


@pytest.mark.parametrize(
    ("host", "through"),
    [
        ("core.example.com", True),
        ("intern.example.com", False),
        ("api.intern.example.com", False),
        ("APP.EXAMPLE.ORG", False),
        ("notintern.example.com", True),
    ],
)
async def test_hosts_of_the_list_are_reached_without_the_proxy(host, through):
    network = Network(way="proxy", host="proxy.example.com", except_for="intern.example.com, *.example.org")
    assert await Reach(network).way_to(host) == (Way("http://proxy.example.com:8080") if through else DIRECT)


async def test_the_system_is_asked_once_a_host_and_off_the_loop():
    asked: list[str] = []

    def ask(host: str) -> str:
        with pytest.raises(RuntimeError):
            asyncio.get_running_loop()
        asked.append(host)
        return "http://proxy.example.com:3128" if host == "core.example.com" else ""

    by_system = Reach(ask_system=ask)
    for _ in range(2):
        assert await by_system.way_to("core.example.com") == Way("http://proxy.example.com:3128")
    assert await by_system.way_to("near.example.com") == DIRECT
    assert asked == ["core.example.com", "near.example.com"]


async def test_own_certificates_that_cannot_be_read_leave_nothing_and_recover(transport, authority, tmp_path):
    transport.reach_by(Reach(Network(way="none", certificates=str(tmp_path / "gone.pem"))))
    problem = await refusal_of(transport)
    assert problem.title == "Your own certificates could not be read."
    async with InspectingProxy(authority) as proxy:
        transport.reach_by(reach(proxy, authority))
        assert (await transport.send(READ)).status == 200


def test_own_certificates_are_named(authority, tmp_path):
    [found] = read_certificates(authority.pem)
    assert found.subject == "CN=Example Inspection CA"
    assert found.until.tzinfo is not None
    (tmp_path / "odd.pem").write_text("no certificate")
    for path in (tmp_path / "odd.pem", tmp_path / "gone.pem"):
        with pytest.raises(StoreProblem):
            read_certificates(path)


@pytest.mark.parametrize("network", [Network(), Network(way="none"), Network(way="proxy", host="proxy.example.com")])
def test_no_setting_and_no_variable_turns_the_checks_of_tls_off(network, authority, monkeypatch):
    for name, value in (("PYTHONHTTPSVERIFY", "0"), ("SSL_CERT_FILE", str(authority.pem)), ("CURL_CA_BUNDLE", "")):
        monkeypatch.setenv(name, value)
    for certificates in ("", str(authority.pem)):
        context = Reach(replace(network, certificates=certificates)).context()
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname


async def test_own_certificates_are_trusted_beside_the_systems_and_never_instead(transport, tmp_path, monkeypatch):
    for name in ("system", "own"):
        (tmp_path / name).mkdir()
    system, own = Authority(tmp_path / "system", "Example System CA"), Authority(tmp_path / "own")
    monkeypatch.setenv("SSL_CERT_FILE", str(system.pem))  # where OpenSSL finds what the system trusts
    for vouching in (system, own):
        async with InspectingProxy(vouching) as proxy:
            transport.reach_by(reach(proxy, own))
            assert (await transport.send(READ)).status == 200


async def test_a_certificate_for_another_host_is_refused_though_its_authority_is_trusted(
    transport, authority, monkeypatch
):
    vouches = authority.context_for
    monkeypatch.setattr(authority, "context_for", lambda _host: vouches("other.example.com"))
    async with InspectingProxy(authority) as proxy:
        transport.reach_by(reach(proxy, authority))
        problem = await refusal_of(transport)
    assert "The certificate of core.example.com is not trusted" in problem.title
    assert "Own certificates in Settings, Network" in problem.hint
    assert proxy.inside == []
