"""The tour at *Enter lead*: every verdict, every fault, and what is asked before a lead goes out again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar

from leaddesk.language import tr_now
from leaddesk.ui.tour.hands import CTRL, Hands, TourStuckError
from leaddesk.ui.views.before_sending_dialog import BeforeSendingDialog
from leaddesk.ui.views.enter_lead.view import EnterLead

_FIRST_NAMES = ("Avery", "Blair", "Casey", "Drew", "Emery", "Finley", "Gray", "Harper", "Jordan", "Kai", "Lane")
_LAST_NAMES = ("Person", "Example", "Sample", "Specimen")

_VERDICTS = (
    ("0100", "no-block", "Loaded, and no check returned a block."),
    ("0105", "twelve-cases", "Rejected, with the checks that say why: twelve cases."),
    ("0101", "federal", "Blocked by the federal registry, and loaded all the same."),
    ("0102", "not-covered", "Your SAN does not cover this area code."),
    ("0106", "stale", "No case found, but the answer is no longer fresh."),
    ("0107", "not-returned", "Silence is not an answer: the assessment is Review."),
    ("0121", "unreadable", "Checks that came back in a shape nobody can read."),
    ("0122", "another-number", "The answer is about another number, and that is said loudly."),
    ("0123", "new-fields", "Fields nobody has documented stand under Other."),
    ("0120", "hostile", "Hostile text from a vendor stays plain text."),
    ("0132", "unknown", "The connection broke after the lead was sent: Outcome unknown."),
)
_TABS = (
    ("Cases", "All fifteen fields of the chosen case."),
    ("As stored", "What the vendor stored, beside what was sent."),
    ("Raw", "The answer as it came, scrubbed of the key."),
)
_QUESTIONS = (
    (
        "5125550132",
        "unknown-first",
        "An earlier load is unsettled: settle it first, or send with a reason.",
    ),
    ("2065550171", "asked-first", "Somebody who asked not to be called: it is said before every later send."),
)
"""Numbers of the sample history."""


class EnterLeadScenes:
    """Drives the form and reads the verdict."""

    def __init__(self, hands: Hands, enter: EnterLead) -> None:
        self._hands, self._enter = hands, enter

    async def begin(self) -> None:
        """Waits for a destination, then fills the history with what the panel offers."""
        await self._hands.until(lambda: self._enter.destination.target is not None, "a destination to send to")
        self._hands.press("Add sample history")
        await self._hands.said("Everybody in them is invented.")
        self._hands.press("Close", self._hands.window.messages)

    async def run(self) -> None:
        """Goes through the place."""
        hands = self._hands
        hands.key(Qt.Key.Key_2, CTRL)
        if hands.window.messages.label.accessibleDescription():  # the stalled lead of the look before
            hands.press("Close", hands.window.messages)
        await self._new_lead()
        await hands.shoot("empty", "Enter lead, before anything is typed.")
        await self._problems()
        await self._preview()
        await self._litigator()
        for line, name, says in _VERDICTS:
            await self._new_lead()
            await self._send(f"720555{line}")
            await hands.shoot(name, says)
        await self._route()
        await self._stalled()
        await self._questions()
        await self._small()

    # ------------------------------------------------------------ the scenes

    async def _problems(self) -> None:
        await self._type_lead("720555")
        self._hands.key(Qt.Key.Key_Return, CTRL)
        await self._hands.shoot("problems", "Problems stand beside their fields; nothing has left.")
        await self._new_lead()

    async def _preview(self) -> None:
        await self._type_lead("7205550104")
        self._hands.key(Qt.Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
        await self._hands.shoot_dialog("preview", "The exact request, before anything leaves; the key is masked.")
        await self._new_lead()

    async def _litigator(self) -> None:
        hands = self._hands
        await self._send("7205550104")
        await hands.shoot("litigator", "Loaded, and yet a known litigator: the worse answer is the loud one.")
        for tab, line in _TABS:
            self._choose_tab(tab)
            await hands.shoot(tab.lower().replace(" ", "-"), line)
        self._choose_tab("Verdict")
        hands.key(Qt.Key.Key_Return, CTRL)
        await hands.shoot_dialog("send-anyway", "Before a lead goes out again: what the history holds against it.")

    async def _route(self) -> None:
        hands, destination = self._hands, self._enter.destination
        single = destination.target
        await self._new_lead()
        destination.choose("route practice")
        await self._send("7205550101")
        await hands.pause(0.3)
        await hands.shoot("route", "One form along a route: Do not contact stops it, and what was not sent is said.")
        hands.press("Routes")
        await hands.shoot_dialog("routes", "Routes: destinations in order, and what stops a lead on its way.")
        if single:
            destination.choose(single.key)

    async def _stalled(self) -> None:
        hands = self._hands
        await self._new_lead()
        await self._type_lead("7205550131")
        hands.key(Qt.Key.Key_Return, CTRL)
        await hands.pause(0.5)
        await self._answer_question()
        await hands.pause(1.2)
        await hands.shoot("sending", "A stalled vendor: the seconds are counted, Cancel sending answers at once.")
        hands.key(Qt.Key.Key_Escape)
        await hands.until(lambda: not self._enter.in_flight, "Cancel sending to answer")
        await hands.shoot("cancelled", "After Cancel sending nobody knows whether it loaded, and LeadDesk says so.")

    async def _questions(self) -> None:
        for number, name, line in _QUESTIONS:
            await self._new_lead()
            await self._type_lead(number)
            self._hands.key(Qt.Key.Key_Return, CTRL)
            await self._hands.shoot_dialog(name, line)

    async def _small(self) -> None:
        hands = self._hands
        await self._new_lead()
        await self._send("7205550104")
        hands.window.resize(1024, 700)
        await hands.shoot("small-window", "The smallest window, 1024 by 700: facts fold behind their row.")
        hands.window.resize(1440, 900)

    # ------------------------------------------------------------ what a person does

    async def _new_lead(self) -> None:
        self._hands.key(Qt.Key.Key_N, CTRL)
        await self._hands.pause(0.05)

    async def _type_lead(self, number: str) -> None:
        """Types as a person does: into the field that has the focus, Enter moves on."""
        hands = self._hands
        line = int(number[-2:])
        first, last = _FIRST_NAMES[line % len(_FIRST_NAMES)], _LAST_NAMES[line // 10 % len(_LAST_NAMES)]
        self._enter.form.first_field().setFocus()
        for text in (number, first, last, f"{first.lower()}@example.com", "100 Sample Street"):
            QTest.keyClicks(hands.focus(), text)
            hands.key(Qt.Key.Key_Return)
            await hands.pause(0)
        zip_field = self._enter.form.editor("zip").control
        zip_field.setFocus()
        QTest.keyClicks(zip_field, "80202")
        await hands.pause(0.2)

    async def _send(self, number: str) -> None:
        hands = self._hands
        await self._type_lead(number)
        hands.key(Qt.Key.Key_Return, CTRL)
        await hands.until(lambda: not self._enter.in_flight, "an answer")
        await self._answer_question()
        await hands.until(lambda: not self._enter.in_flight, "an answer")

    async def _answer_question(self) -> None:
        """Sends anyway, with a reason, as one who has read it: an earlier look of the tour sent the same numbers."""
        question = QApplication.activeModalWidget()
        if question is None:
            return
        if not isinstance(question, BeforeSendingDialog) or question.verb is None:
            raise TourStuckError("There is another question than before sending.", f"({question.windowTitle()})")
        question.reason.combo.setEditText("Part of the tour")
        question.verb.click()
        await self._hands.back_at_the_window()

    def _choose_tab(self, name: str) -> None:
        bar = self._enter.verdict.findChild(QTabBar)
        if bar is None:
            raise TourStuckError("The verdict has no tabs.")
        bar.setCurrentIndex([bar.tabText(i) for i in range(bar.count())].index(tr_now(name)))
