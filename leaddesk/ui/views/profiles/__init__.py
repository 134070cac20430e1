"""The place *Profiles*: connections to vendors, and the destinations that leads go to."""

from leaddesk.ui.views.profiles.view import ProfilesView

__all__ = ["ProfilesView"]
