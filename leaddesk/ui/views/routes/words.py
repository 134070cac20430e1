"""What the dialog *Routes* says of routes and destinations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.route import LEAST_STOPS, OnBlock, OnReview, Route
from leaddesk.language import tr, trn
from leaddesk.ui.views.enter_lead.destinations import Target

WHAT_A_ROUTE_IS = tr(
    "A route is a named order of destinations. One lead, typed once, goes to each of them in turn, and stops where an "
    "answer says so."
)
FLOOR = tr("Do not contact never goes on by itself.")
GONE = tr("A destination that is no longer there")

BLOCK_MEANS: Mapping[str, str] = {
    OnBlock.STOP: tr("The lead goes no further, and LeadDesk says where it was not sent."),
    OnBlock.ASK: tr("The route waits: a person says whether the lead goes further."),
}
REVIEW_MEANS: Mapping[str, str] = {
    OnReview.STOP: tr("The lead goes no further, and LeadDesk says where it was not sent."),
    OnReview.ASK: tr("The route waits: a person looks at the answer and says whether the lead goes further."),
    OnReview.GO_ON: tr("The lead goes further without a question, even where a check was not returned."),
}


def stop_words(profiles: Iterable[ConnectionProfile]) -> dict[str, str]:
    """Returns what each destination is called, by its id, in the order of the profiles."""
    return {item.id: Target(profile, item).shown for profile in profiles for item in profile.destinations}


def stop_line(at: int, destination_id: str, stops: Mapping[str, str]) -> str:
    """Returns a line of the list *Destinations*, such as "1. Spring outreach, APN 4711 (Northside)"."""
    return f"{at}. {stops.get(destination_id, GONE)}"


def route_title(route: Route, *, is_new: bool) -> str:
    """Returns what a route is called while it may have no name yet."""
    return route.name.strip() or (tr("New route") if is_new else tr("Route without a name"))


def route_detail(route: Route, stops: Mapping[str, str], *, unsaved: bool) -> str:
    """Returns what stands below a route's name in the list."""
    count = len(route.destination_ids)
    how_many = trn("1 destination", "{count} destinations", count) if count else tr("no destinations")
    gone = len(set(route.destination_ids) - set(stops))
    parts = (how_many, tr("{count} gone", count=gone) if gone else "", tr("unsaved") if unsaved else "")
    return ", ".join(part for part in parts if part)


def too_few(count: int) -> str:
    """Returns how to get enough destinations for a route, or an empty text where there are enough."""
    if count >= LEAST_STOPS:
        return ""
    if count:
        return tr("There is only one destination: a route needs two. Add more in Profiles (Ctrl+6), then come back.")
    return tr("There are no destinations yet: a route needs two. Add more in Profiles (Ctrl+6), then come back.")
