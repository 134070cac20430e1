"""The editor of the five texts: live checks, blank means keep, the difference first, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from leaddesk.domain.act import Act, ActOutcome
from leaddesk.domain.advice import Advice
from leaddesk.domain.campaign import MESSAGE_KEYS
from leaddesk.domain.merge_fields import KnownFields
from leaddesk.domain.message_rules import MessageRules
from leaddesk.services.campaign_deed import ActPhase
from leaddesk.ui.views.campaigns.text_check import check_text
from leaddesk.ui.views.campaigns.text_difference import changed_words, difference
from tests.ui.campaigns.desk import Place, button, dialog, result, until
from tests.ui.campaigns.samples import MESSAGES, nine

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")

NEW = "Hello {{FirstName}}, this is Sample Co. Reply STOP to end."


def opened(place: Place, name: str = "Renewal reminder"):
    place.choose(name)
    button(place.view, "Edit messages").click()
    return dialog(place.view)


def said(widget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.text())


class TestTyping:
    async def test_five_texts_under_their_names(self, place):
        editor = opened(place)
        assert editor.windowTitle() == "Edit messages of Renewal reminder in workspace 90"
        names = {one.accessibleName() for one in editor.findChildren(QPlainTextEdit) if not one.isReadOnly()}
        assert names == {"Outgoing message", "Response message", "Help message", "Stop message", "Start message"}
        assert "Blank means keep" in said(editor)
        assert "approval" in said(editor)

    async def test_nothing_changed_is_nothing_to_send(self, place):
        editor = opened(place)
        assert not editor.review_button.isEnabled()
        assert editor.said.text() == "Nothing is changed yet."

    async def test_length_and_findings_follow_the_typing(self, place):
        editor = opened(place)
        outgoing = editor.editors["outgoingMessage"]
        outgoing.text.setPlainText("Hello {{Firstname}}")
        assert outgoing.count.text() == "GSM-7 · 19 characters · 1 segment · 137 left"
        assert "Unknown merge field" in outgoing.rows.texts()[0]
        outgoing.text.setPlainText("Hello ’")
        assert outgoing.count.text().startswith("UCS-2")
        assert editor.said.text().startswith("Changed: Outgoing message.")

    async def test_what_is_not_in_view_is_counted_and_one_press_away(self, place):
        outgoing = opened(place).editors["outgoingMessage"]
        outgoing.text.setPlainText(" ".join(f"{{{{Nobody{n}}}}}" for n in range(9)) + " bit.ly/x")
        more = len(outgoing._lines) - len(outgoing.rows.texts())
        assert more > 4
        assert outgoing.more_button.text() == f"And {more} more…"
        findings = outgoing.open_findings()
        assert all(f"Nobody{n}" in findings.words.toPlainText() for n in range(9))
        findings.reject()

    async def test_blank_means_keep_and_cannot_be_sent(self, place):
        editor = opened(place)
        editor.editors["helpMessage"].text.setPlainText("  ")
        assert not editor.review_button.isEnabled()
        assert "cannot clear a text" in editor.editors["helpMessage"].state.text()
        assert editor.said.text() == "Blank means keep: there is nothing to send."

    async def test_an_active_campaign_is_not_edited(self, place):
        place.choose("Spring outreach")
        assert not button(place.view, "Edit messages").isEnabled()
        place.view.edit_messages()
        assert "pause it first" in place.told[-1][1]


class TestSending:
    async def test_the_difference_is_shown_first_and_only_changed_texts_are_sent(self, place):
        editor = opened(place)
        editor.editors["outgoingMessage"].text.setPlainText(NEW)
        button(editor, "Review changes").click()
        shown = editor.difference.toPlainText()
        assert f"− {MESSAGES['outgoingMessage']}" in shown
        assert f"+ {NEW}" in shown
        assert "Stays as it is: Response message, Help message, Stop message, Start message." in shown
        assert editor.way_out.isDefault()
        assert place.change.deeds == []
        button(editor, "Send changes").click()
        deed = place.change.deeds[-1]
        assert deed.request.order.act is Act.EDIT_MESSAGES
        assert dict(deed.request.order.messages) == {"outgoingMessage": NEW}

    async def test_while_it_is_sent_it_says_seconds_and_cancel_stops_the_waiting(self, place):
        editor = opened(place)
        editor.editors["outgoingMessage"].text.setPlainText(NEW)
        editor.review()
        editor.send_button.click()
        assert not editor.send_button.isEnabled()
        place.change.deeds[-1].enter(ActPhase.SENDING)
        place.clock.go_on(4)
        place.view.acts.changed.emit()
        assert editor.said.text() == "Changing the messages of Renewal reminder: Sending, 4 s"
        button(editor, "Cancel").click()
        await until(lambda: place.told, "the end of waiting")
        assert editor.isVisible()
        assert editor.notice.isVisible()
        assert "Outcome unknown" in editor.notice._text.text()

    async def test_done_closes_and_tells_status_and_ticket(self, place):
        editor = opened(place)
        editor.editors["outgoingMessage"].text.setPlainText(NEW)
        editor.review()
        editor.send_button.click()
        deed = place.change.deeds[-1]
        after = replace(nine()[2], status="PENDING_APPROVAL", ticket="2042", messages={**MESSAGES})
        detail = "Outgoing message: changed. Status READY → PENDING_APPROVAL. Approval ticket 2042."
        title = "The messages of Renewal reminder were changed."
        deed.resolve(result(deed.request, ActOutcome.DONE, title, after=after, detail=detail))
        await until(lambda: place.told, "the result")
        assert "READY → PENDING_APPROVAL" in place.told[-1][1]
        assert "Approval ticket 2042" in place.told[-1][1]
        assert place.view.board.current().status == "PENDING_APPROVAL"
        await until(lambda: not place.view.window().findChildren(type(editor)), "the end of the dialog")

    async def test_a_refusal_keeps_what_was_typed(self, place):
        editor = opened(place)
        editor.editors["outgoingMessage"].text.setPlainText(NEW)
        editor.review()
        editor.send_button.click()
        deed = place.change.deeds[-1]
        deed.resolve(result(deed.request, ActOutcome.REJECTED, "The vendor refused it (409).", detail="“locked”"))
        await until(lambda: place.told, "the refusal")
        assert editor.isVisible()
        assert editor.editors["outgoingMessage"].text.toPlainText() == NEW
        assert "Rejected: The vendor refused it (409). “locked”" in editor.notice._text.text()
        editor.reject()
        again = opened(place)
        assert again.editors["outgoingMessage"].text.toPlainText() == NEW
        again.reject()

    async def test_going_away_keeps_what_was_typed_for_this_campaign_only(self, place):
        editor = opened(place)
        editor.editors["stopMessage"].text.setPlainText("Bye")
        button(editor, "Cancel").click()
        other = opened(place, "Weekend callbacks")
        assert other.editors["stopMessage"].text.toPlainText() == MESSAGES["stopMessage"]
        other.reject()
        again = opened(place)
        assert again.editors["stopMessage"].text.toPlainText() == "Bye"
        again.reject()


class TestDifference:
    def test_words_that_differ_are_named(self):
        assert changed_words("Reply YES or STOP", "Reply NO or STOP now") == "“YES” → “NO”, “ now” comes"
        assert changed_words("a b", "a") == "“ b” goes"

    def test_texts_too_long_to_compare_are_only_shown(self):
        assert changed_words("a" * 5000, "b") == ""
        assert "+ b" in difference({"helpMessage": "a"}, {"helpMessage": "b"})

    def test_what_is_not_named_stays(self):
        said = difference({}, dict.fromkeys(MESSAGE_KEYS, "x"))
        assert "Stays as it is" not in said
        assert said.count("− (no text came)") == 5


def test_many_broken_fields_do_not_cut_off_what_carriers_expect():
    day = date(2026, 11, 21)
    advice = Advice(
        rule="r", where="Outgoing message", words="No opt-out.", source="CTIA", checked_on=day, review_by=day
    )
    text = " ".join(f"{{{{Nobody{n}}}}}" for n in range(9))
    found = check_text("outgoingMessage", text, KnownFields.of(nine()[0]), MessageRules("0"), day)
    assert len(found.fields.findings) > 4
    assert replace(found, advice=(advice,)).lines()[1][1].startswith("No opt-out. Source: CTIA.")


class TestListName:
    async def test_a_typed_name_goes_with_its_campaign(self, place):
        place.view.lists.field.setText("May")
        place.choose("Spring outreach")
        assert place.view.lists.field.text() == "May", "the same campaign once more"
        place.choose("Renewal reminder")
        assert place.view.lists.field.text() == ""
        assert not button(place.view, "Activate list").isEnabled()
