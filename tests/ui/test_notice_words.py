"""What a notice in the tray says: its kind, what it means, one message for many, and nobody's number or name."""

from __future__ import annotations

import pytest

from leaddesk.ui.notices.choice import NoticeKind
from leaddesk.ui.notices.gathering import GAP_S, GATHER_S, Gathering
from leaddesk.ui.notices.words import Notice, quiet_name, quiet_number, told


def notice(kind: NoticeKind, what: str = "Spring") -> Notice:
    return Notice(kind=kind, what=what, go=lambda: None)


def test_one_notice_says_its_kind_what_it_is_about_and_what_that_means() -> None:
    message = told([notice(NoticeKind.STALE, "(303) •••-••08, checked Nov 20")])
    assert message.title == "Verdict went stale"
    assert message.text == (
        "(303) •••-••08, checked Nov 20. What the checks said holds no longer: check again before anybody calls."
    )


def test_many_are_one_message_that_leads_to_the_most_urgent() -> None:
    first = notice(NoticeKind.UNKNOWN, "first unknown")
    many = [notice(NoticeKind.CAMPAIGN), notice(NoticeKind.CAMPAIGN), first, notice(NoticeKind.UNKNOWN)]
    message = told(many)
    assert message.title == "2 unknown outcomes waiting; 2 changes of campaigns"
    assert message.text.startswith("First: first unknown. Nobody knows")
    assert message.go is first.go


@pytest.mark.parametrize("number", ["+13035550108", "(303) 555-0108", "303-555-0108"])
def test_no_full_number_is_in_it(number: str) -> None:
    assert quiet_number(number) == "(303) •••-••08"
    assert "555" not in quiet_name(f"Spring {number} list")


def test_what_a_vendor_calls_something_is_no_markup_and_no_novel() -> None:
    shown = quiet_name("<b>Fall</b> &amp;\u202e " + "x" * 200)
    assert not set("<>&\u202e") & set(shown)
    assert shown.startswith("‹b›Fall‹/b›")
    assert len(shown) == 60


def test_a_burst_is_one_message_and_the_next_one_waits(qapp, qtbot) -> None:
    now = [1000.0]
    gathering = Gathering(qapp, lambda: now[0])
    messages: list[list[Notice]] = []
    gathering.due.connect(messages.append)
    for _ in range(50):
        gathering.add(notice(NoticeKind.CAMPAIGN))
    assert gathering._wait.interval() == GATHER_S * 1000
    gathering._wait.timeout.emit()
    assert [len(message) for message in messages] == [50]
    gathering._wait.stop()
    now[0] += 10
    gathering.add(notice(NoticeKind.STALE))
    assert gathering._wait.interval() == (GAP_S - 10) * 1000
    gathering._wait.stop()
    gathering.deleteLater()
