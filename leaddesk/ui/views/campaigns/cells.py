"""The cells of *Campaigns*."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

from leaddesk.ui.models.campaigns_model import CampaignsModel
from leaddesk.ui.models.lead_words import Shown
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.painted_cells import PaintedCells

_ROW = 32


class CampaignCells(PaintedCells):
    """A mark before a name is coloured, the name is not."""

    def __init__(self, theme: Theme, view: QTableView, model: CampaignsModel) -> None:
        super().__init__(theme, view, model, _ROW)

    def ink(self, cell: Shown) -> str:
        """Returns the colour role of a cell's words."""
        return "text" if cell.ink == "accent" else cell.ink
