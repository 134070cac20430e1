"""An answer that points to another address: LeadDesk never follows, and names the host alone.

The rest of the address may hold more than should be shown.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr


def points_elsewhere(response: HttpResponse) -> str:
    """Returns the sentence that says where an answer points."""
    try:
        host = urlsplit(response.header("Location").strip()).hostname or ""
    except ValueError:
        host = ""
    status = response.status
    if host:
        return tr("The address points to {host} ({status}); LeadDesk does not follow.", host=host, status=status)
    return tr("The address points elsewhere ({status}); LeadDesk does not follow.", status=status)
