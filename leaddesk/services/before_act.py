"""What is looked at before an act on a campaign leaves: whether it may, and what changed texts would change.

Nothing of it is sent to change anything; a campaign is read at the most.
"""

from __future__ import annotations

from dataclasses import replace

from leaddesk.domain.act import OF_LISTS, PAUSES
from leaddesk.domain.campaign import ActOrder, Campaign, CampaignProblem
from leaddesk.domain.campaign_acts import changed_texts, is_active, reasons_against
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.list_name import list_name_problem
from leaddesk.domain.profile import SafetyLevel
from leaddesk.language import tr
from leaddesk.services.campaign_deed import ActRequest
from leaddesk.services.campaign_reads import as_error


def why_not(request: ActRequest, against: str) -> str:
    """Returns why an act is not sent at all, empty where it may be; `against` is what the service knows of itself."""
    order, profile = request.order, request.profile
    if profile.safety is SafetyLevel.READ_ONLY:
        return tr("{profile} is read only: change its safety level in Profiles.", profile=profile.name)
    if against:
        return against
    if order.act in OF_LISTS and (problem := list_name_problem(order.list_name)):
        return problem
    if order.act in PAUSES and order.campaign_id:
        return ""
    return reasons_against(order.act, request.before, profile)


def with_changed_texts(order: ActOrder, found: Campaign | CampaignProblem) -> ActOrder:
    """Returns the order with those of its texts that differ from the campaign, just read (contract section 5).

    Raises LeadDeskError where it could not be read, where it may be sending, and where no text differs.
    """
    if isinstance(found, CampaignProblem):
        problem = as_error(found)
        raise LeadDeskError(tr("Nothing was sent: the campaign could not be read first."), problem.sentence())
    if is_active(found) or not found.status.strip():
        why = tr("It is {status}.", status=found.status) if found.status.strip() else tr("Its status did not come.")
        raise LeadDeskError(
            tr("Nothing was sent: the campaign may be sending."), why, tr("Pause it first, then try again.")
        )
    texts = changed_texts(order.messages, found)
    if not texts:
        raise LeadDeskError(
            tr("Nothing was sent: no text is another one."), tr("Blank means keep."), tr("Change a text first.")
        )
    return replace(order, messages=texts)
