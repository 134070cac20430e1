"""LeadDesk: one lead, typed once, sent, judged and written down."""

__version__ = "0.1.0"
