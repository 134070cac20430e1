"""*Routes*: named orders of destinations that one lead goes to."""

from leaddesk.ui.views.routes.dialog import RoutesDialog

__all__ = ["RoutesDialog"]
