"""The place *Search leads*: a vendor's paged leads, searched, looked at, acted on and exported."""

from leaddesk.ui.views.search.desk import SearchDesk
from leaddesk.ui.views.search.view import SearchView

__all__ = ["SearchDesk", "SearchView"]
