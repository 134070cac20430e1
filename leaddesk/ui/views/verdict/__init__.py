"""The verdict of one lead: both answers, the evidence, the cases, what was stored, and the raw exchange."""

from leaddesk.ui.views.verdict.view import VerdictView

__all__ = ["VerdictView"]
