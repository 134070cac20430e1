"""The place *History*: search, filter, open, settle, prove, export, and verify what is on record."""

from leaddesk.ui.views.history.desk import HistoryDesk
from leaddesk.ui.views.history.view import HistoryView

__all__ = ["HistoryDesk", "HistoryView"]
