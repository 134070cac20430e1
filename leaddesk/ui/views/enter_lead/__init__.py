"""The place *Enter lead*: the form at the left, the verdict at the right."""

from leaddesk.ui.views.enter_lead.view import EnterLeadView

__all__ = ["EnterLeadView"]
