"""Draws every reusable widget in its states and looks, as PNG files, for people who work on the design.

Run ``python packaging/widget_sheet.py DIR``; needs no display.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leaddesk.ui.icons import Icons
from leaddesk.ui.theme import FUSION, Theme, restyle
from leaddesk.ui.theme.verdict_look import ASSESSMENT_LOOK, OUTCOME_LOOK, grades
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.check_card import TALL, CheckCard
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.jobs_area import JobsArea
from leaddesk.ui.widgets.labels import Chip, plain_label
from leaddesk.ui.widgets.message_bar import MessageBar
from leaddesk.ui.widgets.places_rail import PlacesRail
from leaddesk.ui.widgets.plate import Plate
from leaddesk.ui.widgets.strip import EnvironmentStrip
from leaddesk.ui.widgets.tab_pills import TabPills
from leaddesk.ui.widgets.tables import prepare_table

QUALITY = [
    Fact("Valid", "yes"),
    Fact("Activity", "12 of 100", "warn"),
    Fact("Line", "NonFixedVOIP"),
    Fact("Carrier", "Example Wireless"),
    Fact("Prepaid", "yes", "warn"),
    Fact("Active", "yes"),
    Fact("Mobile", "no"),
    Fact("Number", "+1 202 555 0123"),
]
LITIGATOR = [
    Fact("Found", "yes"),
    Fact("Hits", "3"),
    Fact("Cases shown", "3"),
    Fact("Actions", "TCPA  FDCPA  STATE_FL"),
    Fact("Number", "202 555 0123"),
    Fact("Took", "0.05 s"),
]
WHY = {
    "Loaded": "Accepted, OK. Five9 webLeads01 at 2:04:11 pm EST\u2002Caller id given (202) 555-0188",
    "Outcome unknown": "The connection broke after the lead was sent. It may be in Five9. Look there.",
}
ANSWERED, FRESH = "2:04 pm EST", "no expiry given"


def column(*parts: QWidget | QLayout, spacing: int = 6, margin: int = 0) -> QVBoxLayout:
    """Return the parts one below the other."""
    layout = QVBoxLayout()
    layout.setSpacing(spacing)
    layout.setContentsMargins(margin, margin, margin, margin)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return layout


def row(*parts: QWidget) -> QHBoxLayout:
    """Return the parts side by side."""
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch()
    return layout


def plates(theme: Theme, outcome: str, assessment: str) -> QVBoxLayout:
    """Return the two plates for a pair of words."""
    loudness = grades(outcome, assessment)
    pair = []
    for caption, word, look, grade in (
        ("Load outcome", outcome, OUTCOME_LOOK[outcome], loudness[0]),
        ("Assessment", assessment, ASSESSMENT_LOOK[assessment], loudness[1]),
    ):
        plate = Plate(theme, caption)
        why = WHY.get(word, "Known litigator: 3 cases. Federal do-not-call: blocked. The record is in the dialer.")
        plate.show_answer(
            look.family, grade, look.icon, word, why, notice="Agent not found" if word == "Duplicate" else ""
        )
        pair.append(plate)
    return column(*pair)


def cards(theme: Theme) -> list[CheckCard]:
    """Return cards in all states."""
    quality = CheckCard(theme, "Data quality", "Is the number valid and in use", height=TALL)
    quality.show_state(
        "no block returned",
        "",
        QUALITY,
        cautions="Caution: prepaid number, low activity.",
        answered=ANSWERED,
        fresh=FRESH,
    )
    federal = CheckCard(theme, "Federal do-not-call", "Federal registry, within your SAN")
    facts = [Fact("Blocked", "yes"), Fact("SAN covers area", "yes")]
    federal.show_state("blocked", "“LISTED_FEDERAL”", facts, answered=ANSWERED, fresh=FRESH)
    san = CheckCard(theme, "Federal do-not-call", "")
    facts = [Fact("Blocked", "no"), Fact("SAN covers area", "no", "warn")]
    san.show_state(
        "not covered by SAN",
        "Your SAN does not cover this area code. “NO_SAN”",
        facts,
        answered=ANSWERED,
        fresh=FRESH,
    )
    state = CheckCard(theme, "State do-not-call", "The state's own registry")
    state.show_state("not returned", "The answer holds no state check.", fresh="not checked")
    unreadable = CheckCard(theme, "State do-not-call", "")
    unreadable.show_state(
        "unreadable",
        "is_valid came as text: “yes”. It was not read as an answer.",
        QUALITY[:4],
        fresh=ANSWERED,
    )
    stale = CheckCard(theme, "Known litigator", "", height=TALL)
    reason = "No case found, but this answer ran out before the lead was loaded, so it says nothing about today at all."
    stale.show_state("stale", reason, LITIGATOR[:2], answered=ANSWERED, fresh="stale since 1:30 pm")
    litigator = CheckCard(theme, "Known litigator", "Cases on record for this number", height=TALL)
    litigator.show_state(
        "blocked",
        "3 cases as plaintiff, latest filed 2024-06-18.",
        LITIGATOR,
        answered=ANSWERED,
        fresh="fresh until Nov 28",
    )
    unfolded = CheckCard(theme, "Data quality", "")
    unfolded.show_state("no block returned", "“OK”", QUALITY, answered=ANSWERED, fresh=FRESH)
    unfolded.set_unfolded(True)
    waiting = CheckCard(theme, "Known litigator", "Cases on record for this number")
    return [quality, federal, san, state, unreadable, stale, litigator, unfolded, waiting]


def controls(theme: Theme) -> QFrame:
    """Return fields, buttons, tabs, chips and a table."""
    phone = QLineEdit("(202) 555-0123")
    phone.setProperty("type", "phone")
    bad = QLineEdit("not a zip")
    bad.setProperty("problem", "true")
    empty = QLineEdit()
    empty.setPlaceholderText("Placeholder text")
    off = QLineEdit("disabled")
    off.setEnabled(False)
    combo = QComboBox()
    combo.addItems(["Spring outreach, Five9 webLeads01"])
    box, radio = QCheckBox("Use for number checks"), QRadioButton("Known litigator, 3 cases")
    box.setChecked(True)
    radio.setChecked(True)
    send = [Button(theme, "Send lead", icon="send", role="write", main=True) for _ in range(3)]
    send[1].set_role("write", "test")
    send[2].set_role("write", "practice")
    gone = Button(theme, "Send lead", icon="send", role="write", main=True)
    gone.setEnabled(False)
    tabs = TabPills(theme, ("Verdict", "Cases", "As stored", "Raw"))
    tabs.set_count(1, 3)
    tabs.setCurrentIndex(1)
    chips = row(
        Chip(theme, "Plaintiff", family="danger", icon="gavel"),
        Chip(theme, "TCPA"),
        Chip(theme, "STATE_FL"),
        QCheckBox("Off"),
    )
    jobs = JobsArea(theme)
    for name in ("Sending", "Page 2", "Saving", "Fourth", "Fifth"):
        jobs.start(name, lambda: None).set_progress(2, 3)
    frame = QFrame()
    frame.setProperty("surface", "surface")
    frame.setLayout(
        column(
            row(*send, gone, Button(theme, "New lead", icon="plus", role="primary", main=True)),
            row(
                Button(theme, "Preview", icon="braces"),
                Button(theme, "Delete profile", icon="trash-2", role="danger"),
                Button(theme, "Add field", icon="plus", role="link"),
                Button(theme, "Copy summary", icon="clipboard-copy", role="quiet"),
            ),
            plain_label("Phone", use="label", ink="text2"),
            phone,
            bad,
            empty,
            off,
            combo,
            box,
            radio,
            tabs,
            chips,
            jobs,
            table(theme),
            margin=12,
        )
    )
    return frame


def table(theme: Theme) -> QTableView:
    """Return a small history table with a chosen row."""
    model = QStandardItemModel(0, 4)
    model.setHorizontalHeaderLabels(["When (EST)", "Number", "Outcome", "Assessment"])
    for outcome, assessment in (
        ("Loaded", "Do not contact"),
        ("Outcome unknown", "Review"),
        ("Duplicate", "No block returned"),
    ):
        items = [QStandardItem("2:04:11 pm"), QStandardItem("(202) 555-0123")]
        for word, look in ((outcome, OUTCOME_LOOK[outcome]), (assessment, ASSESSMENT_LOOK[assessment])):
            item = QStandardItem(word)
            color = theme.tokens.color(f"{look.family}.text")
            item.setForeground(QColor(color))
            item.setIcon(theme.icons.icon(look.icon, color, theme.px(16)))
            items.append(item)
        model.appendRow(items)
    view = QTableView()
    view.setModel(model)
    model.setParent(view)
    prepare_table(view, theme, "Exchanges")
    view.resizeColumnsToContents()
    view.horizontalHeader().setStretchLastSection(True)
    view.selectRow(1)
    view.setMinimumHeight(theme.px(130))
    return view


def shell(theme: Theme, width: int) -> QWidget:
    """Return the frame of the window with everything inside."""
    window = QWidget()
    window.resize(width, 1000)
    strip, rail = EnvironmentStrip(theme), PlacesRail(theme)
    strip.set_environment("practice")
    rail.set_environment("practice", "Practice floor")
    rail.choose("Enter lead")
    left = column(plates(theme, "Loaded", "Do not contact"), *cards(theme), margin=12)
    left.addStretch()
    notice = QFrame()
    notice.setProperty("surface", "notice")
    restyle(notice, family="warn")
    notice.setLayout(row(plain_label("Sent to Spring outreach 2 h ago by M. Reyes: Loaded.", use="label")))
    right = column(
        *message_bars(theme),
        plates(theme, "Outcome unknown", "Review"),
        plates(theme, "Loaded", "No block returned"),
        plates(theme, "Duplicate", "Review"),
        plates(theme, "Not sent", "Review"),
        waiting_plate(theme),
        notice,
        margin=12,
    )
    right.addStretch()
    body = QHBoxLayout()
    body.setSpacing(0)
    body.addWidget(rail)
    body.addLayout(left, 9)
    body.addLayout(right, 6)
    body.addWidget(controls(theme), 4)
    window.setLayout(column(strip, body, spacing=0))
    return window


def message_bars(theme: Theme) -> list[MessageBar]:
    """Return a bar of each kind."""
    bars = [MessageBar(theme) for _ in range(4)]
    bars[0].show_message(
        "error",
        "Northside PCID dropped the connection at 1:58 pm EST.",
        hint="Check the network, then try again.",
        action_label="Test connection",
    )
    bars[1].show_message("warn", "A sentence that is far too long for the bar. " * 6, hint="Do this.")
    bars[2].show_message("result", "ACTIVE → READY")
    bars[3].show_message("info", "Slow down: 12 s until the next request.")
    return bars


def narrow_shell(theme: Theme) -> QWidget:
    """Return rail and verdict in the smallest window."""
    window = QWidget()
    window.resize(1024, 700)
    rail = PlacesRail(theme)
    rail.set_environment("production", "Northside PCID")
    rail.choose("Enter lead")
    verdict = QWidget()
    verdict.setFixedWidth(572)
    verdict.setLayout(column(plates(theme, "Loaded", "Do not contact"), *cards(theme)[:6], margin=12))
    body = QHBoxLayout(window)
    body.setContentsMargins(0, 0, 0, 0)
    body.addWidget(rail)
    body.addStretch()
    body.addWidget(verdict)
    return window


def waiting_plate(theme: Theme) -> Plate:
    """Return a plate before its answer."""
    plate = Plate(theme, "Load outcome")
    plate.show_answer(
        "neutral",
        "dashed",
        "loader-circle",
        "Sending, 3 s",
        "To Five9 webLeads01. The vendor may take up to 60 s.",
    )
    return plate


def main(folder: Path) -> None:
    """Write the pictures into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["leaddesk", *FUSION])
    icons = Icons(Path(__file__).parent.parent / "resources" / "icons")
    for look, zoom, width in (
        ("light", 1.0, 2160),
        ("dark", 1.0, 2160),
        ("contrast", 1.0, 2160),
        ("light", 1.0, 1100),
        ("light", 1.5, 3000),
    ):
        theme = Theme(app, icons, choice=look, zoom=zoom)
        window = shell(theme, width) if width > 1100 else narrow_shell(theme)
        window.show()
        app.processEvents()
        window.grab().save(str(folder / f"{look}-{width}-{zoom}.png"))
        dialog = ActDialog(
            theme,
            None,
            "Send this lead again?",
            "Five9 webLeads01 has it since 2 h ago. Sending again may call this person twice.",
            [Fact("Number", "(202) 555-0123"), Fact("Destination", "Spring outreach, Five9 webLeads01")],
            verb="Send",
            role="write",
            environment="practice",
        )
        dialog.open()
        app.processEvents()
        dialog.grab().save(str(folder / f"dialog-{look}-{width}-{zoom}.png"))
        dialog.close()
        window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
