"""How campaigns and what is done to them are said: titles of dialogs, facts, what goes out when, results.

Status words are the vendor's. What is not known is said to be not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from leaddesk.domain.act import PAUSES, Act, ActOutcome
from leaddesk.domain.campaign import Campaign
from leaddesk.domain.campaign_acts import judge
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.week import week_of
from leaddesk.language import grouped, tr, tr_now, trn
from leaddesk.services.campaign_deed import ActPhase, ActResult
from leaddesk.ui.models.campaign_words import NOT_RETURNED, BoardRow, CampaignWords, name_of
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.message_bar import MessageKind
from leaddesk.ui.widgets.plaintext import marked

NO_PROFILE = tr(
    "There is no profile with text campaigns yet. Open Profiles, press Add profile and choose Pure CallerID."
)
READING = tr("Reading the campaigns.")
NO_CAMPAIGNS = tr("This workspace has no campaigns: the vendor's answer was an empty list.")
FIRST_LOOK = tr("What changes from now on is marked.")
NOTHING_NEW = tr("Nothing changed since the last look.")
NOTHING_FITS = tr("No campaign fits the filter. Empty it to see all.")
_FIRST_WORDS = 60
_MOST_NAMES = 5
_KIND: dict[ActOutcome, MessageKind] = {
    ActOutcome.DONE: "result",
    ActOutcome.DID_NOT_CHANGE: "warn",
    ActOutcome.REJECTED: "error",
    ActOutcome.NOT_SENT: "error",
    ActOutcome.UNKNOWN: "error",
}
FAMILY = {
    ActOutcome.DONE: "ok",
    ActOutcome.DID_NOT_CHANGE: "warn",
    ActOutcome.REJECTED: "danger",
    ActOutcome.NOT_SENT: "neutral",
    ActOutcome.UNKNOWN: "unknown",
}
"""The verdict family that a result is shown in."""
ICONS = {
    ActOutcome.DONE: "check",
    ActOutcome.DID_NOT_CHANGE: "triangle-alert",
    ActOutcome.REJECTED: "circle-x",
    ActOutcome.NOT_SENT: "unplug",
    ActOutcome.UNKNOWN: "circle-question-mark",
}


def campaigns(count: int) -> str:
    """Returns a number of campaigns in words."""
    return trn("1 campaign", "{count} campaigns", count)


def workspace(campaign: Campaign | None, profile: ConnectionProfile) -> str:
    """Returns which workspace an act reaches; the profile's name where the vendor does not say."""
    named = marked(campaign.workspace_id) if campaign else ""
    return (
        tr("workspace {named}", named=named)
        if named
        else tr("the workspace of {profile}", profile=marked(profile.name))
    )


def verb(act: Act) -> str:
    """Returns the word on the button that does it."""
    return tr("Pause") if act in PAUSES else tr("Activate")


def title(act: Act, campaign: Campaign, profile: ConnectionProfile, list_name: str = "") -> str:
    """Returns the title of an act's dialog, such as "Pause Spring outreach in workspace 90"."""
    where = tr("{name} in {workspace}", name=name_of(campaign), workspace=workspace(campaign, profile))
    return (
        tr("{verb} list “{list_name}” of {where}", verb=verb(act), list_name=list_name, where=where)
        if list_name
        else f"{verb(act)} {where}"
    )


def paragraph(act: Act) -> str:
    """Returns what an act does, as far as that is known."""
    match act:
        case Act.PAUSE:
            return tr(
                "The vendor is asked to pause it, then the campaign is read again. "
                "Texts that are already on their way may still arrive."
            )
        case Act.ACTIVATE:
            return tr(
                "This starts texting people. The vendor is asked once, then the campaign is read again; "
                "nothing is sent a second time by itself."
            )
        case Act.PAUSE_LIST:
            return tr(
                "The vendor is asked to pause exactly this list. A list cannot be re-read: "
                "what the vendor answers is all that will be known."
            )
        case _:
            return tr(
                "This may start texting the people of exactly this list. The vendor is asked once. "
                "A list cannot be re-read: what the vendor answers is all that will be known."
            )


def facts(act: Act, campaign: Campaign, profile: ConnectionProfile, list_name: str, words: CampaignWords) -> list[Fact]:
    """Returns what to know before an act; for an activation also what goes out when."""
    status = campaign.status or NOT_RETURNED
    pairs = [
        Fact(tr("Campaign"), name_of(campaign)),
        Fact(
            tr("Workspace"),
            tr(
                "{workspace_id}, profile {profile}",
                workspace_id=campaign.workspace_id or NOT_RETURNED,
                profile=profile.name,
            ),
        ),
        Fact(tr("Status now"), f"{status}, {campaign.sending or NOT_RETURNED}"),
    ]
    if list_name:
        pairs.insert(1, Fact(tr("List"), f"“{list_name}”"))
    if act in PAUSES:
        return [*pairs, *([Fact(tr("Next run"), words.when(campaign.next_run))] if campaign.next_run else [])]
    return [
        *pairs,
        Fact(tr("First words"), first_words(campaign)),
        Fact(tr("Sender"), sender(campaign)),
        Fact(tr("Next run"), words.when(campaign.next_run, tr("not set"))),
        Fact(tr("Goes out"), goes_out(campaign, words.times.local(words.now()))),
    ]


def first_words(campaign: Campaign) -> str:
    """Returns the beginning of the text that goes out first."""
    text = marked(" ".join(campaign.messages.get("outgoingMessage", "").split()))
    if not text:
        return NOT_RETURNED
    return f"“{text}”" if len(text) <= _FIRST_WORDS else f"“{text[:_FIRST_WORDS].rstrip()}…”"


def sender(campaign: Campaign) -> str:
    """Returns from what kind of number texts go out, with its id."""
    return " ".join(part for part in (campaign.sender_type, campaign.sender_id) if part) or NOT_RETURNED


def goes_out(campaign: Campaign, now: datetime) -> str:
    """Returns the hours of the next day on which texts go out, by the lead's own clock."""
    if campaign.schedule is None:
        return tr("its schedule did not come: when texts go out is not known")
    week = week_of(campaign.schedule)
    for ahead in range(7):
        day = week.days[(now.weekday() + ahead) % 7]
        if day.sending():
            return tr("{day} {words}, where the lead is", day=day.name, words=day.words())
    return tr("no hours in which texts go out")


def progress(act: Act, name: str, phase: ActPhase | None, seconds: float) -> str:
    """Returns how an act stands, with the seconds it takes."""
    stands = f"{tr_now(phase)}, " if phase else ""
    return tr("{doing}: {stands}{seconds} s", doing=_doing(act, name), stands=stands, seconds=f"{seconds:.0f}")


def _doing(act: Act, name: str) -> str:
    match act:
        case Act.ACTIVATE:
            return tr("Activating {name}", name=name)
        case Act.PAUSE:
            return tr("Pausing {name}", name=name)
        case Act.ACTIVATE_LIST:
            return tr("Activating a list of {name}", name=name)
        case Act.PAUSE_LIST:
            return tr("Pausing a list of {name}", name=name)
        case Act.EDIT_MESSAGES:
            return tr("Changing the messages of {name}", name=name)


def message(result: ActResult, at: str) -> tuple[MessageKind, str, str, str]:
    """Returns kind, title, detail and hint of what is said about a result; `at` is its time with its zone."""
    said, outcome = result.explanation, result.outcome
    head = said.title.rstrip(".")
    notices = " ".join(result.notices)
    detail = " ".join(part for part in (said.detail, notices) if part)
    match outcome:
        case ActOutcome.DONE if result.request.order.act is Act.EDIT_MESSAGES:
            return _KIND[outcome], f"{said.title} {said.detail} {at}.", notices, said.hint
        case ActOutcome.DONE:
            return _KIND[outcome], f"{head}, {at}.", detail, said.hint
        case ActOutcome.REJECTED:
            return _KIND[outcome], " ".join(part for part in (said.title, said.detail) if part), notices, said.hint
        case _:
            told = head.startswith(tr_now(outcome))
            return _KIND[outcome], f"{head}." if told else f"{tr_now(outcome)}: {head}.", detail, said.hint


def settled(result: ActResult) -> tuple[str, str]:
    """Returns title and detail of what a later read says of an act that was open."""
    order = result.request.order
    seen = f"{result.change}. " if result.change else ""
    name = marked(order.campaign_name or order.campaign_id)
    return f"{tr_now(order.act)}, {name}: {tr_now(result.outcome)}.", tr(
        "{seen}The campaign was read again.", seen=seen
    )


def still_active(results: Sequence[ActResult]) -> str:
    """Returns the names of the campaigns that a pause of all may have left active; empty when there is none."""
    names = [
        result.request.order.campaign_name or result.request.order.campaign_id for result in results if _ran(result)
    ]
    more = len(names) - _MOST_NAMES
    said = "; ".join(marked(name) for name in names[:_MOST_NAMES])
    return tr("{said} and {more} more", said=said, more=grouped(more)) if more > 0 else said


def _ran(result: ActResult) -> bool:
    """Tells whether a campaign was not read to be at rest after its pause."""
    if result.outcome is ActOutcome.DONE:
        return False
    order, after = result.request.order, result.campaign
    return after is None or judge(order, result.before, after).outcome is not ActOutcome.DONE


def count(rows: Sequence[BoardRow], in_view: int) -> str:
    """Returns how many campaigns there are, and how many of them the filter leaves."""
    there = sum(row.gone_at is None for row in rows)
    return (
        campaigns(there)
        if in_view == len(rows)
        else tr("{in_view} of {campaigns}", in_view=grouped(in_view), campaigns=campaigns(len(rows)))
    )


def news(rows: Sequence[BoardRow], words: CampaignWords) -> str:
    """Returns what changed while nobody looked: names first, then only how many."""
    gone = [row for row in rows if row.gone_at]
    changed = [row for row in rows if row.marks and not row.gone_at]
    said = [f"{name_of(row.campaign)}: {words.marks(row.marks)}." for row in changed[:2]]
    if len(changed) > 2:
        said.append(tr("And {changed} more changed.", changed=grouped(len(changed) - 2)))
    said += [
        tr("{campaign} is gone, seen {moment}.", campaign=name_of(row.campaign), moment=words.moment(row.gone_at))
        for row in gone[:2]
        if row.gone_at
    ]
    if len(gone) > 2:
        said.append(tr("And {gone} more are gone.", gone=grouped(len(gone) - 2)))
    return " ".join(said)
