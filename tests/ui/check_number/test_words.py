"""The words of *Check number*: ages, freshness, and a statement that never says more than is known."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from leaddesk.domain.phone import parse_phone
from leaddesk.services.check_number import CheckNumber
from leaddesk.ui.calling_doubt import calling_doubt
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.check_number.words import (
    age_words,
    fresh_words,
    stale_facts,
    statement,
    without_expiry,
)
from tests.services import numbers
from tests.services.desk import Desk, InThread
from tests.services.numbers import DAY, HOUR, NUMBER

TIMES = LocalTimes(ZoneInfo("America/New_York"))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "just now"),
        (59, "just now"),
        (-301, "in the future"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (47 * 3600, "47 h"),
        (48 * 3600, "2 d"),
        (400 * 86400, "400 d"),
    ],
)
def test_an_age_has_one_unit(seconds, words):
    assert age_words(timedelta(seconds=seconds)) == words


async def history(*checks, **kwargs):
    desk = Desk()
    for ago, more in checks:
        await numbers.seed(desk.journal, ago, **more)
    return await CheckNumber(desk.known, desk.journal, desk.clock, InThread()).look_up(parse_phone(NUMBER))


async def said(*checks):
    known = await history(*checks)
    return statement(known, known.at, TIMES)


async def test_says_the_block_and_how_old_it_is():
    words = await said((2 * HOUR, numbers.LITIGATOR))
    assert words.description.startswith("Do not contact: Known litigator: 2 cases. Answered 2 h ago.")
    assert (words.family, words.grade) == ("danger", "loud")


async def test_says_since_when_it_is_stale():
    words = await said((40 * DAY, {}))
    assert words.word == "Review"
    assert words.description.startswith("Review: Answered 40 d ago. Stale since Oct 19. Federal do-not-call: stale")
    assert (words.family, words.grade) == ("warn", "loud")


async def test_good_news_is_never_loud_and_says_until_when():
    words = await said((DAY, {}))
    assert words.word == "No block returned"
    assert "Fresh until Nov 27." in words.description
    assert (words.family, words.grade) == ("ok", "even")


async def test_nothing_and_silence_are_no_good_news():
    assert "it may be blocked" in (await said()).description
    silent = await said((DAY, numbers.SILENT))
    assert silent.word == "Review"
    assert "Silence is not an answer." in silent.description


async def test_freshness_of_a_row_in_words():
    known = await history((DAY, {}), (HOUR, numbers.SILENT), (30 * DAY, {}))
    newest, silent, old = (known.known.answers[at] for at in (2, 1, 0))
    assert fresh_words(newest, known.at, TIMES) == "until Nov 27"
    assert fresh_words(silent, known.at, TIMES) == "nothing answered"
    assert fresh_words(old, known.at, TIMES) == "stale since Oct 29"
    assert stale_facts(old, known.at, TIMES)[0] == (
        "Known litigator",
        "stale since Oct 29, 3:04 pm EDT (its ttl)",
        "warn",
    )
    assert without_expiry(newest) == "Without an expiry of its own: Data quality."


async def test_a_block_has_no_expiry():
    known = await history((HOUR, {**numbers.LITIGATOR, **numbers.FEDERAL_BLOCKED}))
    text = without_expiry(known.known.answers[0])
    assert text.startswith("What blocks does not expire: Federal do-not-call, Known litigator.")


def test_a_clock_that_has_not_answered_is_a_doubt():
    doubt = calling_doubt(None)
    assert doubt is not None
    assert not doubt.is_closed
