"""*Test* at *Network* in *Settings*: a profile's harmless question, asked the way that stands in the fields.

Nothing is kept and nothing in use changes: the question has connections of its own, which are closed after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leaddesk.app import network
from leaddesk.app.use_cases import UseCases
from leaddesk.domain.connection import Reach as Reached
from leaddesk.domain.fields import is_loopback
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.infra.http import HttpxTransport
from leaddesk.infra.network import Reach
from leaddesk.language import tr, tr_now
from leaddesk.services.try_connection import AskPhase, ConnectionResult, TryConnection
from leaddesk.ui.views.settings.network_choice import NetworkChoice, NetworkTested


async def try_network(
    use: UseCases,
    choice: NetworkChoice,
    password: Secret | None,
    profiles: Sequence[ConnectionProfile],
    on_step: Callable[[str], None],
    *,
    practice: bool,
) -> NetworkTested:
    """Returns what the questions showed, a line for each profile; `on_step` is told what is waited for.

    Raises StoreProblem for a setting that cannot work. Whoever goes away abandons it.
    """
    means, _trusted = await network.checked(choice)
    if password:
        use.secrets.known.add(password)

    async def password_of(ref: SecretRef) -> Secret | None:
        return password or await use.secrets.get(ref)

    reach = Reach(means, password_of, network.system_asker())
    transport = HttpxTransport(loopback_only=practice)
    transport.reach_by(reach)
    asking = TryConnection(
        adapters=use.adapters, secrets=use.secrets, transport=transport, clock=use.clock, background=use.background
    )
    lines: list[str] = []
    works = True
    try:
        for at, profile in enumerate(profiles, 1):
            whose = (
                profile.name
                if len(profiles) == 1
                else tr("{profile}, {at} of {profiles}", profile=profile.name, at=at, profiles=len(profiles))
            )

            def say(phase: AskPhase, whose: str = whose) -> None:
                on_step(tr("Testing {whose}. {phase}", whose=whose, phase=tr_now(phase)))

            result = await asking.ask(profile, say)
            lines.append(f"{profile.name}: {await _words(result, reach)}")
            works = works and result.finding.reach is not Reached.FAILED
    finally:
        await transport.aclose()
    return NetworkTested(works, tuple(lines))


async def _words(result: ConnectionResult, reach: Reach) -> str:
    said = result.finding.explanation.sentence()
    return f"{await _reached(result.host, reach)} {said}" if result.answered else said


async def _reached(host: str, reach: Reach) -> str:
    """Returns that a host was reached, and by which way where that can be told."""
    if is_loopback(host):
        return tr("reached {host}, which is this computer and needs no proxy.", host=host)
    way = await reach.way_to(host)
    if way.environment:
        return tr("reached {host}.", host=host)
    if way.proxy:
        return tr("reached {host} through {proxy}.", host=host, proxy=way.proxy.removeprefix("http://"))
    return tr("reached {host} without a proxy.", host=host)
