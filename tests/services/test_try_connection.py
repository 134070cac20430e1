"""*Test connection* asks once, claims no more than it knows, and turns every problem into a sentence."""

from __future__ import annotations

import asyncio

import pytest

from leaddesk.domain.connection import Reach
from leaddesk.domain.errors import AnswerLost, KeyringTrouble, NothingLeft
from leaddesk.domain.secret import Secret
from leaddesk.services.try_connection import AskPhase, ConnectionResult, TryConnection
from leaddesk.vendors.registry import adapters
from tests.services.desk import KEY, PROFILE, InThread, answer, until
from tests.services.fakes import START, FakeClock, FakeSecrets, FakeTransport


class Asking:
    """The use-case between fakes, its key in the keyring."""

    def __init__(self) -> None:
        self.secrets, self.transport, self.clock = FakeSecrets(), FakeTransport(), FakeClock()
        self.secrets.held[PROFILE.secret_ref("api_key")] = Secret(KEY)
        self.phases: list[AskPhase] = []
        self.service = TryConnection(
            adapters=adapters(),
            secrets=self.secrets,
            transport=self.transport,
            clock=self.clock,
            background=InThread(),
        )

    async def ask(self) -> ConnectionResult:
        return await self.service.ask(PROFILE, self.phases.append)


@pytest.fixture
async def asking():
    return Asking()


async def test_one_read_with_the_key_of_this_profile(asking):
    asking.transport.script.append(answer(b"[]"))
    result = await asking.ask()
    (request,) = asking.transport.requests
    assert (request.method, request.writes, request.secrets()) == ("GET", False, (Secret(KEY),))
    assert (result.profile_id, result.host, result.at) == ("p1", "vendor.example.com", START)
    assert (result.finding.reach, result.answered) == (Reach.PROVEN, True)
    assert asking.phases == [AskPhase.KEYRING, AskPhase.ASKING]


async def test_an_answer_that_echoes_the_key_is_scrubbed_before_anybody_reads_it(asking):
    asking.transport.script.append(answer(f'{{"message":"{KEY} is not valid"}}'.encode(), 401))
    result = await asking.ask()
    assert KEY not in repr(result)
    assert "is not valid" in result.finding.explanation.detail


async def test_a_missing_key_is_said_and_nothing_is_asked(asking):
    asking.secrets.held.clear()
    result = await asking.ask()
    assert asking.transport.requests == []
    assert (result.finding.reach, result.answered) == (Reach.FAILED, False)
    assert result.finding.explanation.sentence() == (
        "The API key is not set for this address. Nothing was asked. Type the API key above, then test again."
    )


@pytest.mark.parametrize("trouble", list(KeyringTrouble))
async def test_a_keyring_that_does_not_serve_is_named(asking, trouble):
    asking.secrets.trouble = trouble
    result = await asking.ask()
    assert asking.transport.requests == []
    assert (result.finding.reach, result.answered) == (Reach.FAILED, False)
    assert result.finding.explanation.title == f"The keyring is {trouble}."
    assert result.finding.explanation.hint


async def test_what_never_left_and_what_never_came_back_are_told_apart(asking):
    asking.transport.script += [
        NothingLeft("vendor.example.com refused the connection.", "Nothing was sent.", "Check the base URL."),
        AnswerLost("Nothing answered within 30 s.", "Asked: vendor.example.com.", "Try again."),
    ]
    refused, lost = await asking.ask(), await asking.ask()
    assert len(asking.transport.requests) == 2, "one for each press, none repeated"
    assert refused.finding.explanation.sentence() == (
        "vendor.example.com refused the connection. Nothing was sent. Check the base URL."
    )
    assert "Whether the credentials are accepted did not show." in lost.finding.explanation.detail
    assert {refused.finding.reach, lost.finding.reach} == {Reach.FAILED}


async def test_a_question_can_be_cancelled_while_the_keyring_waits_and_while_the_vendor_does(asking):
    asking.secrets.gate.clear()
    waiting = asyncio.ensure_future(asking.ask())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert asking.transport.requests == []
    asking.secrets.gate.set()
    asking.transport.stall()
    waiting = asyncio.ensure_future(asking.ask())
    await until(lambda: asking.transport.requests)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert asking.transport.abandoned == 1
