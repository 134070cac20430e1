"""The dialogs that the tour does not come by, opened over practice mode with nothing in them that a vendor said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.fields import FieldSpec
from leaddesk.language import tr
from leaddesk.ui.forms.call_time_editor import CallTimeDialog
from leaddesk.ui.forms.phones_editor import PhonesDialog
from leaddesk.ui.views.bug_dialog import BugDialog
from leaddesk.ui.views.campaigns.findings_dialog import FindingsDialog
from leaddesk.ui.views.campaigns.paste_dialog import PasteEventDialog
from leaddesk.ui.views.history_choice import HistoryChoiceDialog
from leaddesk.ui.views.key_dialog import KeyDialog
from leaddesk.ui.views.notices_dialog import NoticesDialog
from leaddesk.ui.views.operator_dialog import OperatorDialog
from leaddesk.ui.views.profiles.export_dialog import ExportDialog
from leaddesk.ui.views.recovery_key_dialog import RecoveryKeyDialog
from leaddesk.ui.views.search.raw import RawDialog
from leaddesk.ui.views.search.saved import NameDialog
from leaddesk.ui.views.verdict.explain_dialog import ExplainDialog
from leaddesk.ui.widgets.reveal_button import RevealDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from leaddesk.app.desk import Desk
    from leaddesk.services.campaign_events import TakenEvent


def dialogs(desk: Desk) -> Iterator[QDialog]:
    """Yields one after the other; whoever takes one closes it."""
    theme, window, use = desk.theme, desk.window, desk.use
    profile = use.profiles.profiles[0]
    vendor = next(one for one in use.profiles.vendors if one.key == profile.vendor)
    why, spec = tr("Not tested yet"), FieldSpec(key="any", label=tr("Phone"))
    mask = desk.masking.for_view(why, window)
    makers: tuple[Callable[[], QDialog], ...] = (
        lambda: OperatorDialog(theme, window, "", tr("Send lead")),
        lambda: KeyDialog(theme, window, profile, vendor),
        lambda: NoticesDialog(theme, window, _notices),
        lambda: RecoveryKeyDialog(theme, window, LeadDeskError(why, why, why)),
        lambda: HistoryChoiceDialog(theme, window, why),
        lambda: RawDialog(theme, window, "{}"),
        lambda: ExportDialog(theme, window, use.profiles.profiles, why),
        lambda: FindingsDialog(theme, window, why, [why]),
        lambda: PasteEventDialog(theme, window, _taken),
        lambda: NameDialog(theme, window, why, why),
        lambda: ExplainDialog(theme, window, why, ()),
        lambda: BugDialog(theme, window, ""),
        lambda: PhonesDialog(theme, window, spec, ""),
        lambda: CallTimeDialog(theme, window, spec, "2DAYS"),
        lambda: RevealDialog(theme, window, mask),
    )
    for make in makers:
        yield make()


async def _notices() -> str:
    return ""


def _taken(_text: str, _secret: str) -> TakenEvent:
    raise LeadDeskError("")
