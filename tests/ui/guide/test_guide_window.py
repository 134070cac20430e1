"""The guide's window: one chapter in view, found by words, followed by links that lead inside it only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from leaddesk.domain.guide import Chapter, Guide, Heading, Ink, Paragraph, Row, Span, Table
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.guide.window import GuideWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")

LONG = tuple(Paragraph((Span(f"Line {number} of many."),)) for number in range(80))
WORD = Table(("A", "B"), (Row(((Span("SAN", Ink.CONTROL),), (Span("number"),)), "san"),))
GUIDE = Guide(
    (
        Chapter("one", "First <b>chapter</b>", (Paragraph((Span("See "), Span("the word", link="two#san"))), *LONG)),
        Chapter("two", "Second", (Heading("Words", "words"), *LONG, WORD)),
    )
)


@pytest.fixture
def window(qtbot, theme: Theme) -> Iterator[GuideWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1024, 700)
    parent.show()
    window = GuideWindow(theme, parent, GUIDE)
    window.show_up("one")
    yield window
    window.close()


def test_it_opens_at_what_is_asked_for_and_names_itself(window: GuideWindow) -> None:
    assert window.here == "one"
    assert window.chapters.currentItem().text() == "First <b>chapter</b>"
    assert window.text.accessibleName() == "First <b>chapter</b>"
    assert "First <b>chapter</b>" in window.text.toPlainText()
    assert not window.isModal()
    window.go_to("two#san")
    assert window.text.verticalScrollBar().value() > 0
    window.go_to("nowhere")
    assert window.here == "two#san"


def test_a_link_leads_on_and_back_leads_back(window: GuideWindow) -> None:
    window.text.anchorClicked.emit(QUrl("guide:two#san"))
    assert window.here == "two#san"
    QTest.mouseClick(window.back_button, Qt.MouseButton.LeftButton)
    assert window.here == "one"
    assert not window.back_button.isEnabled()


@pytest.mark.parametrize("address", ["https://example.com/", "file:///etc/passwd", "leaddesk://check?phone=1"])
def test_no_other_address_is_followed_and_nothing_is_loaded(window: GuideWindow, address: str) -> None:
    window.text.anchorClicked.emit(QUrl(address))

    assert window.here == "one"
    assert not window.text.openLinks()
    assert not window.text.openExternalLinks()
    assert window.text.loadResource(2, QUrl(address)) is None


def test_search_lists_the_chapters_that_hold_every_word_and_enter_goes_there(window: GuideWindow) -> None:
    window.search.setFocus()
    QTest.keyClicks(window.search, "number san")
    assert [window.chapters.item(at).text() for at in range(window.chapters.count())] == ["Second"]
    assert window.found.text() == "1 chapter"
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.here == "two"
    assert window.text.textCursor().selectedText().casefold() == "number"
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""
    assert window.isVisible()
    assert window.chapters.count() == 2
    QTest.keyClicks(window.search, "nowhere at all")
    assert window.found.text() == "No chapter holds that."


def test_a_word_that_begins_as_typed_comes_before_one_that_holds_it(window: GuideWindow) -> None:
    window.search.setFocus()
    QTest.keyClicks(window.search, "an")  # "SAN" and "many" hold it, and nothing begins with it
    assert window.chapters.count() == 2
    QTest.keyClicks(window.search, "y")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    first = window.text.textCursor().position()
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.text.textCursor().position() > first, "within words too, from one to the next"
    window.go_to("two")
    window.search.clear()
    QTest.keyClicks(window.search, "a")  # "many" holds it before
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.text.textCursor().block().text() == "A"


def test_the_text_follows_look_and_size(window: GuideWindow, theme: Theme) -> None:
    def colors() -> str:
        return window.text.document().defaultStyleSheet()

    light, before = colors(), window.text.document().size().height()
    QTest.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.text.document().size().height() > before
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert window.text.document().size().height() == before
    theme.set_choice("contrast")
    assert colors() != light
    assert theme.tokens.accent in colors()


def test_every_control_has_its_visible_words_as_its_name(window: GuideWindow) -> None:
    for button in (window.back_button, window.smaller, window.larger, window.close_button):
        assert button.accessibleName() == button.text()
    assert [part.accessibleName() for part in (window.search, window.chapters)] == ["Search guide", "Chapters"]
