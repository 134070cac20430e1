"""No screen reads more than plain text into what a vendor, a file or a person says, and none can be held up by it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QDesktopServices

from leaddesk.app.desk import Desk
from tests.app.conftest import described
from tests.hostile.corpus import LONG, LOUD, NAMES, SHORT, Poison
from tests.hostile.visit import BLOCKED, SCREENS, Visit, poison_answers
from tests.hostile.walker import Walker

pytestmark = [pytest.mark.qasync, pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing")]
STALL_S = 0.3
"""Before they were cut, texts of 100,000 characters took up to four seconds; a slow machine may take twice our own."""


@pytest.fixture
def opened_links(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every address that the desktop was asked to open."""
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    return opened


@pytest.mark.parametrize(
    ("texts", "names"), [(SHORT, NAMES), (LONG, NAMES[1:] + NAMES[:1])], ids=["what acts", "what is long"]
)
async def test_every_screen_shows_any_text_as_plain_text(
    practice_desk: Desk, monkeypatch: pytest.MonkeyPatch, opened_links: list[object], texts, names
) -> None:
    poison_answers(monkeypatch, Poison(texts))
    visit = Visit(practice_desk, Walker(), texts, names)
    await visit.every_screen()
    assert list(visit.walker.wrong.values()) == []
    seen = visit.walker.seen
    shown = {screen for screen, where in SCREENS.items() if any(where in one for one in seen.get(screen, ()))}
    assert set(SCREENS) - shown == set()
    assert visit.wide == []
    assert {what: spent for what, spent in visit.stalls.longest.items() if spent > STALL_S} == {}
    assert opened_links == []


async def test_words_of_the_verdict_in_a_vendor_s_mouth_change_no_verdict(
    practice_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("Load outcome", "Assessment", "Data quality", "Federal do-not-call", "State do-not-call")
    honest, lied = Visit(practice_desk, Walker(), ("Reyes",)), Visit(practice_desk, Walker(), (LOUD,))
    said = []
    for visit in (honest, lied):
        await visit.send(BLOCKED)
        said.append({name: described(practice_desk.enter.place, name) for name in (*names, "Known litigator")})
        poison_answers(monkeypatch, Poison((LOUD,), replaces=True))
    true, false = ({name: text.split(".")[0] for name, text in one.items()} for one in said)
    assert true["Assessment"].startswith("Do not contact")
    assert true == false
