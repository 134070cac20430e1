"""The rules of acts on campaigns: what speaks against one, and what a campaign that was read again proves.

Pure. The vendor's own answer to an act proves nothing (contract section 2). A status word that nobody documented
proves nothing either: what it means is left to a person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from leaddesk.domain.act import OF_LISTS, PAUSES, Act, ActOutcome
from leaddesk.domain.calling_words import clock_time, day_words
from leaddesk.domain.campaign import ACTIVE, DRAFT, MESSAGE_KEYS, PENDING_APPROVAL, READY, ActAnswer, ActOrder, Campaign
from leaddesk.domain.profile import ConnectionProfile, SafetyLevel
from leaddesk.domain.verdict import Explanation
from leaddesk.language import tr, tr_later, tr_now

ARROW = "→"
NOT_KNOWN = tr_later("not known")
"""Stands in a change for a status that nobody has read."""
PAUSED = "PAUSED"
"""Not documented, and says what it means; the documented word after a pause is probably READY (section 6)."""
SENDING = "SENDING"

_AT_REST = frozenset({READY, DRAFT, PENDING_APPROVAL, PAUSED})
_SHORT: Mapping[str, str] = {
    "outgoingMessage": tr("Outgoing"),
    "responseMessage": tr("Response"),
    "helpMessage": tr("Help"),
    "stopMessage": tr("Stop"),
    "startMessage": tr("Start"),
}
_WORDS: Mapping[str, str] = {
    "outgoingMessage": tr("Outgoing message"),
    "responseMessage": tr("Response message"),
    "helpMessage": tr("Help message"),
    "stopMessage": tr("Stop message"),
    "startMessage": tr("Start message"),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a campaign that was read again says of an act."""

    outcome: ActOutcome
    explanation: Explanation


def utc_words(at: datetime) -> str:
    """Returns a time in UTC with its day, such as "Nov 21, 2026, 2:30 pm UTC"."""
    there = at.astimezone(UTC)
    return f"{day_words(there)}, {clock_time(there)}"


def is_active(campaign: Campaign) -> bool:
    """Tells whether a campaign's status says that it sends texts."""
    return says_active(campaign.status)


def says_active(status: str) -> bool:
    """Tells whether a status word says that texts are sent; case and blanks do not count."""
    return _word(status) == ACTIVE


def message_label(key: str) -> str:
    """Returns the words of the screen for a text's key; a key nobody documented stands for itself."""
    return _WORDS.get(key, key)


def message_tab(key: str) -> str:
    """Returns the word for a text's key where it is plain that texts are meant."""
    return _SHORT.get(key, key)


def status_change(before: str, after: str) -> str:
    """Returns a change of status in the vendor's words, as `ACTIVE → READY`."""
    return f"{before or tr_now(NOT_KNOWN)} {ARROW} {after or tr_now(NOT_KNOWN)}"


def reasons_against(act: Act, campaign: Campaign | None, profile: ConnectionProfile) -> str:
    """Returns why an act's button may not be pressed, as one sentence; empty when it may.

    A pause is open for every campaign, whatever its status seems to be: somebody else may just have started it.
    """
    if profile.safety is SafetyLevel.READ_ONLY:
        return tr("{profile} is read only: change its safety level in Profiles.", profile=profile.name)
    if campaign is None:
        return tr("Choose a campaign first.")
    if not campaign.id:
        return tr("This campaign came without an id, so nothing can be done to it from here.")
    match act:
        case Act.ACTIVATE:
            return _against_activating(_word(campaign.status), campaign.status)
        case Act.EDIT_MESSAGES if is_active(campaign):
            return tr("It is active: pause it first, its messages can be changed then.")
        case _:
            return ""


def changed_texts(wanted: Mapping[str, str], campaign: Campaign) -> dict[str, str]:
    """Returns the texts that are to be sent: those that differ from the campaign's, blank ones left out.

    The vendor reads blank as *leave unchanged* (section 5), so that a text cannot be cleared.
    """
    order = (*MESSAGE_KEYS, *(key for key in wanted if key not in MESSAGE_KEYS))
    asked = {key: wanted[key] for key in order if key in wanted and wanted[key].strip()}
    return {key: text for key, text in asked.items() if text != campaign.messages.get(key)}


def judge(order: ActOrder, before: str, after: Campaign, moment: Callable[[datetime], str] = utc_words) -> Judgement:
    """Returns what a campaign that was read after an act proves; `before` is its status word before, if known.

    `moment` puts a time in words with its day and zone. Raises ValueError for an act on a list, which cannot be read
    again.
    """
    match order.act:
        case Act.PAUSE:
            return _judged_status(order, before, after, _AT_REST, may_still_send(after, moment))
        case Act.ACTIVATE:
            return _judged_status(order, before, after, frozenset({ACTIVE}))
        case Act.EDIT_MESSAGES:
            return _judged_texts(order, before, after)
        case _:
            raise ValueError("a list cannot be read again")


def judge_list(order: ActOrder, answer: ActAnswer) -> Judgement:
    """Returns what an accepted act on a list may claim: that the vendor answered, and nothing about the list.

    An answer that cannot be read claims not even that: nobody knows what the vendor said.
    """
    if not answer.legible:
        perhaps = tr("paused") if order.act in PAUSES else tr("active")
        unread = Explanation(
            tr(
                "Nobody knows whether list “{list_name}” changed: the vendor's answer cannot be read.",
                list_name=order.list_name,
            ),
            tr("The list may be {perhaps}, or not.", perhaps=perhaps),
            tr("A list cannot be re-read: look in the product."),
        )
        return Judgement(ActOutcome.UNKNOWN, unread)
    text = answer.text.strip()
    said = f"“{text}”" if text else tr("with {shape}", shape=tr_now(answer.shape))
    why = Explanation(
        tr(
            "List “{list_name}”: the vendor answered {said}; a list cannot be re-read.",
            list_name=order.list_name,
            said=said,
        ),
        tr("What came back is the vendor's answer and not the state of the list."),
        tr("Look in the product if you must be sure."),
    )
    return Judgement(ActOutcome.DONE, why)


def may_still_send(campaign: Campaign, moment: Callable[[datetime], str] = utc_words) -> str:
    """Returns what may still go out of a campaign that was paused, as one sentence; empty when nothing says so."""
    parts = []
    if _word(campaign.sending) == SENDING:
        said = f" ({campaign.sending_description})" if campaign.sending_description else ""
        parts.append(
            tr(
                "it is still {sending}{said}: texts that are on their way may still go out",
                sending=campaign.sending,
                said=said,
            )
        )
    if (run := campaign.next_run) and (run.at or run.text):
        parts.append(tr("its next run is set to {at}", at=moment(run.at) if run.at else run.text))
    return f"{campaign.name or campaign.id}: {'; '.join(parts)}." if parts else ""


def _against_activating(word: str, status: str) -> str:
    if word == ACTIVE:
        return tr("It is active already.")
    if word in (DRAFT, PENDING_APPROVAL):
        return tr("It is {status}: only an approved campaign can be activated.", status=status)
    if not word:
        return tr("Its status did not come, so nobody knows whether it may be activated. Refresh first.")
    if word not in _AT_REST:
        return tr("LeadDesk does not know the status {status}: activate it in the product.", status=status)
    return ""


def _judged_status(
    order: ActOrder, before: str, after: Campaign, wanted: frozenset[str], still_sends: str = ""
) -> Judgement:
    change = status_change(before, after.status)
    word, name = _word(after.status), order.campaign_name or order.campaign_id
    if word in wanted:
        done = tr("is paused") if order.act is Act.PAUSE else tr("is active")
        detail = still_sends or tr("It was read again after the act.")
        return Judgement(
            ActOutcome.DONE, Explanation(tr("{name} {done}: {change}.", name=name, done=done, change=change), detail)
        )
    if word in _AT_REST or word == ACTIVE:
        hint = (
            tr("Press it again, or pause it in the product.")
            if order.act is Act.PAUSE
            else tr("Look in the product why.")
        )
        detail = tr("The vendor was asked, and the campaign, read again, is not as it was wanted.")
        return Judgement(
            ActOutcome.DID_NOT_CHANGE,
            Explanation(tr("{name} did not change: {change}.", name=name, change=change), detail, hint),
        )
    said = tr("the status {status}, which is documented nowhere", status=after.status) if word else tr("no status")
    return Judgement(
        ActOutcome.UNKNOWN,
        Explanation(
            tr("Nobody knows whether {name} changed: {change}.", name=name, change=change),
            tr("Read again, it came with {said}.", said=said),
            tr("Look in the product."),
        ),
    )


def _judged_texts(order: ActOrder, before: str, after: Campaign) -> Judgement:
    kept = [key for key, text in order.messages.items() if not _same_text(text, after.messages.get(key))]
    changed = [key for key in order.messages if key not in kept]
    said = [tr("{message_label}: changed.", message_label=message_label(key)) for key in changed]
    said += [tr("{message_label}: did not change.", message_label=message_label(key)) for key in kept]
    name, change = order.campaign_name or order.campaign_id, status_change(before, after.status)
    ticket = tr("Approval ticket {ticket}.", ticket=after.ticket) if after.ticket else tr("No approval ticket came.")
    detail = tr("{said} Status {change}. {ticket}", said=" ".join(said), change=change, ticket=ticket)
    if not kept:
        return Judgement(ActOutcome.DONE, Explanation(tr("The messages of {name} were changed.", name=name), detail))
    title = (
        tr("The messages of {name} did not change.", name=name)
        if not changed
        else tr("Not all messages of {name} changed.", name=name)
    )
    hint = tr("The product may show a new text only after its approval: look there before you send it again.")
    return Judgement(ActOutcome.DID_NOT_CHANGE, Explanation(title, detail, hint))


def _same_text(sent: str, stored: str | None) -> bool:
    """Line ends and blanks around a text are the vendor's to keep or not."""
    return stored is not None and _plain(sent) == _plain(stored)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _word(status: str) -> str:
    return status.strip().upper()


def subject(order: ActOrder) -> str:
    """Returns what an act is about, for the history: the campaign, and the list where it is about one."""
    name = order.campaign_name or order.campaign_id
    return tr("{name}, list “{list_name}”", name=name, list_name=order.list_name) if order.act in OF_LISTS else name
