"""The preview is plain text to the last character, reached and copied by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from leaddesk.domain.wire import RequestRecord
from leaddesk.services.preview_lead import LeadPreview
from leaddesk.ui.views.enter_lead.preview_dialog import PreviewDialog, not_mapped_line

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

HOSTILE = "<b>Ada</b>\u202egnp.exe"
RECORD = RequestRecord("POST", "https://example.com/lead/load", (("X-API-KEY", "••••"),), "{}")
PREVIEW = LeadPreview(
    request=RECORD,
    body=f'{{\n  "value": "{HOSTILE}"\n}}',
    curl="curl -X POST https://example.com/lead/load",
    variables=("LEADDESK_API_KEY",),
    not_mapped=(HOSTILE,),
)


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(1024, 700)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def dialog(qtbot, theme, window):
    dialog = PreviewDialog(theme, window, [("Spring outreach", PREVIEW)], "Writes one record.")
    window.show()
    dialog.open()
    qtbot.waitExposed(dialog)
    return dialog


def test_the_request_stands_there_letter_by_letter(dialog):
    assert dialog.request.toPlainText() == (
        "POST https://example.com/lead/load\n"
        "X-API-KEY: ••••\n"
        "\n"
        '{\n  "value": "<b>Ada</b>⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩gnp.exe"\n}'
    )
    assert dialog.request.isReadOnly()
    assert dialog.request.property("type") == "mono"


def test_no_label_interprets_or_obeys_a_text(dialog):
    for label in dialog.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert "\u202e" not in label.text()


def test_copy_puts_the_command_on_the_clipboard_and_says_where_the_key_goes(qtbot, dialog):
    QGuiApplication.clipboard().setText("")
    assert dialog.said.text() == "The key is left out: put it into $LEADDESK_API_KEY."
    qtbot.keyClick(dialog.copy, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == PREVIEW.curl
    assert dialog.said.text().startswith("Copied.")


def test_it_never_outgrows_its_window(dialog):
    assert dialog.width() <= 1024
    assert dialog.height() <= 700


@pytest.mark.parametrize(
    ("labels", "line"),
    [
        ((), ""),
        (("Street",), "Not sent: Street has no column in this destination."),
        (("Street", "City"), "Not sent: Street, City have no column in this destination."),
    ],
)
def test_what_is_not_sent_is_named(labels, line):
    assert not_mapped_line(labels) == line
