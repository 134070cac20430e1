"""What a vendor wrote stays plain text in *Campaigns*, in tool tips and in what is spoken too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from leaddesk.services.campaign_board import BoardLook
from leaddesk.services.pause_all import LeftOut, Restorable, RestoreSet
from tests.ui.campaigns.desk import Place, button, dialog, until
from tests.ui.campaigns.samples import NOW, board, campaign

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")
MARKUP = "<b>bold</b>\u202e"


@pytest.fixture
async def place(theme, qtbot):
    place = Place(theme)
    odd = replace(campaign(), name=f"Spring {MARKUP}", status=f"ACTIVE {MARKUP}", workspace_id=MARKUP)
    place.watch.looks = [BoardLook(board=board(odd, replace(odd, id="x" * 24, status="ACTIVE")))]
    place.pausing.found = RestoreSet(
        campaigns=(Restorable(odd, NOW, "Robin"),),
        left_out=(LeftOut("y", odd.name, f"Its status is {MARKUP}."),),
    )
    await place.sign_in(place.profile(name=f"Floor {MARKUP}"))
    place.show()
    await place.rest()
    yield place
    await place.close()


def tips(widget: QWidget) -> list[str]:
    """Returns every tool tip in a widget and its lists that holds the vendor's markup, as Qt would show it."""
    parts = [widget, *widget.findChildren(QWidget)]
    said = [part.toolTip() for part in parts]
    for names in widget.findChildren(QListWidget):
        said += [names.item(row).toolTip() for row in range(names.count())]
    return [QTextDocumentFragment.fromHtml(tip).toPlainText() for tip in said if "bold" in tip]


def spoken(widget: QWidget) -> str:
    parts = [widget, *widget.findChildren(QWidget)]
    return " ".join(f"{part.accessibleName()} {part.accessibleDescription()}" for part in parts)


@pytest.mark.parametrize("asked", ["", "Pause campaign", "Pause all active", "Restore"])
async def test_no_tool_tip_is_rich_and_nothing_spoken_turns_the_line_round(place, asked):
    shown = place.view
    if asked:
        if asked == "Restore":
            place.view.restore()
        else:
            button(place.view, asked).click()
        await until(lambda: any(one.isVisible() for one in place.view.window().findChildren(QDialog)), "the dialog")
        shown = dialog(place.view)
    found = tips(shown)
    assert all("<b>bold</b>" in tip for tip in found)
    assert found or asked == "Pause campaign", "where there is no tool tip nothing is tested"
    assert "\u202e" not in spoken(shown)
    if asked:
        shown.reject()
