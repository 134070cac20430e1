"""The practice campaigns: one table that says which campaign is what, and what it does with a call.

A name says what to expect; `python -m leaddesk.practice --list` shows them all. Everything is invented.
Texts and schedules are in `campaign_texts`, odd shapes in `campaign_shapes`, faults in `campaign_faults`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

DRAFT, PENDING_APPROVAL, READY, ACTIVE = "DRAFT", "PENDING_APPROVAL", "READY", "ACTIVE"
SUSPENDED, THROTTLED, ARCHIVING = "SUSPENDED", "THROTTLED", "ARCHIVING"
"""Words that no document has; a campaign that is throttled runs all the same."""
PRACTICE_LIST = "Practice list"
"""A list that every practice campaign has."""
AWKWARD_LISTS = (
    "Spring & Summer #1",
    "a+b/c 100%",
    " leading blank",
    "trailing blank ",
    "two  blanks",
    "Cafe\u0301",
    "Zoë? ja=1;2",
    "今日は 👋",
)
"""Names that break when they are not escaped; the é of the café is a letter with a mark behind it (NFD)."""


class CampaignGroup(Enum):
    """The headings that `python -m leaddesk.practice --list` shows the campaigns under."""

    CAMPAIGNS = "Campaigns"
    SHAPES = "Campaigns in odd shapes"
    CHANGES = "Campaigns that change by themselves"
    FAULTS = "Campaigns with faults"


class Call(Enum):
    """What is asked of one campaign."""

    READ = "read"
    ACTIVATE = "activate"
    PAUSE = "pause"
    MESSAGES = "messages"
    ACTIVATE_LIST = "activate list"
    PAUSE_LIST = "pause list"


ACTS = frozenset(Call) - {Call.READ}
START, STOP, EDIT = frozenset({Call.ACTIVATE}), frozenset({Call.PAUSE}), frozenset({Call.MESSAGES})
LISTS = frozenset({Call.ACTIVATE_LIST, Call.PAUSE_LIST})
READS = frozenset({Call.READ})


@dataclass(frozen=True)
class Twist:
    """What a campaign does otherwise than documented."""

    calls: frozenset[Call]
    fault: str = ""
    """The name in `campaign_faults.FAULTS` of what becomes of the answer."""
    answer: str = ""
    """What the answer holds: `other`, `campaign`, `word`, `other_keys`; empty for what is documented."""
    acts: bool = True
    """Whether the call is carried out; else the answer claims it was."""
    times: int = 0
    """How many such calls it is for, before one passes; 0 is all."""


@dataclass(frozen=True)
class Life:
    """What becomes of a campaign while it is looked at, in reads since its last change; 0 is never."""

    approved_after: int = 0
    """It is approved."""
    started_after: int = 0
    """Somebody else activates it."""
    edited_after: int = 0
    """Somebody else renames it, once."""
    gone_after: int = 0
    appears_after: int = 0
    drains_for: int = 0
    """It sends on after a pause."""
    late_by: int = 0
    """An activation or a pause takes hold."""
    gone_by: frozenset[Call] = frozenset()
    """The calls after which it is gone."""
    breaks_board: int = 0
    """Once activated, how many reads of all campaigns fail."""
    after_edit: str = READY
    """What the approval of changed texts leads to; empty where none is asked for."""


@dataclass(frozen=True)
class PracticeCampaign:
    """One line of the table."""

    name: str
    says: str
    """One line that says what to expect."""
    group: CampaignGroup
    status: str = READY
    sending: str = "IDLE"
    sending_description: str | None = None
    sender: str = "LONG_CODE"
    texts: str = "visit"
    """A name in `campaign_texts.TEXTS`."""
    schedule: str = "office"
    """A name in `campaign_texts.SCHEDULES`."""
    lists: tuple[str, ...] = ()
    """What it has beside the practice list."""
    shape: str = ""
    """The name in `campaign_shapes.SHAPES` of what becomes of its object."""
    twists: tuple[Twist, ...] = ()
    life: Life = Life()


_C, _S, _L, _F = CampaignGroup.CAMPAIGNS, CampaignGroup.SHAPES, CampaignGroup.CHANGES, CampaignGroup.FAULTS
_SENDING = "Sending to 1 list"


def _runs(name: str, says: str, twist: Twist) -> PracticeCampaign:
    return PracticeCampaign(name, says, _F, ACTIVE, "SENDING", _SENDING, twists=(twist,))


def _fault(name: str, says: str, twist: Twist) -> PracticeCampaign:
    return PracticeCampaign(name, says, _F, twists=(twist,))


def _list(name: str, says: str, twist: Twist) -> PracticeCampaign:
    return PracticeCampaign(name, says, _F, twists=(twist,), lists=AWKWARD_LISTS[:2])


PRACTICE_CAMPAIGNS: tuple[PracticeCampaign, ...] = (
    PracticeCampaign(
        "Spring outreach", "ACTIVE and sending", _C, ACTIVE, "SENDING", _SENDING, "SHORT_CODE", "quote", "long"
    ),
    PracticeCampaign(
        "Solar follow-up",
        "ACTIVE, held until its next window",
        _C,
        ACTIVE,
        sending_description="Waiting for the next sending window",
        sender="TOLL_FREE",
        texts="solar",
        schedule="lunch",
    ),
    PracticeCampaign(
        "Awkward list names",
        "lists with &, +, #, /, %, blanks and é",
        _C,
        ACTIVE,
        "SENDING",
        "Sending to 2 lists",
        lists=AWKWARD_LISTS,
    ),
    PracticeCampaign("Renewal reminder", "READY: start it, stop it", _C, sender="SHORT_CODE", texts="renewal"),
    PracticeCampaign("Weekend callbacks", "READY, sends on two days", _C, texts="quote", schedule="weekend"),
    PracticeCampaign("Winter check-in", "PENDING_APPROVAL, has a ticket", _C, PENDING_APPROVAL, sender="SHORT_CODE"),
    PracticeCampaign("Open days", "PENDING_APPROVAL too", _C, PENDING_APPROVAL, sender="TOLL_FREE", texts="renewal"),
    PracticeCampaign("Site form, week 12", "DRAFT, without most texts", _C, DRAFT, texts="begun", schedule="empty"),
    PracticeCampaign("Autumn win-back", "DRAFT", _C, DRAFT, sender="CORE_CAMPAIGN", texts="solar"),
    PracticeCampaign("Held by the carrier", "SUSPENDED, no known word", _C, SUSPENDED, "HELD", "Carrier review"),
    PracticeCampaign("Slowed by the carrier", "THROTTLED, yet it runs", _C, THROTTLED, "SENDING", "10 texts a minute"),
    PracticeCampaign("Old promo", "ARCHIVING, no known word", _C, ARCHIVING, sender="SHORT_CODE"),
    PracticeCampaign("Odd schedule", "overlaps, zero length, past midnight", _S, schedule="odd"),
    PracticeCampaign("Schedule with exceptions", "exceptions nobody documents", _S, schedule="exceptions"),
    PracticeCampaign("Without a schedule", "the key is missing", _S, shape="no_schedule"),
    PracticeCampaign("Schedule nobody can read", "wrong types in it", _S, schedule="unreadable"),
    PracticeCampaign("", "a campaign without a name", _S, shape="nameless"),
    PracticeCampaign(
        "مرحبا בוקר טוב \u202eback to front\u202c 🎉👩‍🔧", "right to left, and emoji", _S, texts="unicode"
    ),
    PracticeCampaign("Broken braces", "{{FirstName, {Zip}} and }}", _S, texts="braces"),
    PracticeCampaign("Message of 10,000 characters", "it never ends", _S, texts="long"),
    PracticeCampaign("Unknown properties", "keys that nobody documents", _S, shape="unknown"),
    PracticeCampaign("Wrong types", "each key as another type", _S, shape="wrong_types"),
    PracticeCampaign("Nulls", "every key is null", _S, shape="nulls"),
    PracticeCampaign("Bare", "an id and a name, nothing else", _S, shape="bare"),
    PracticeCampaign("Hostile texts", "markup, links, control marks, formulas", _S, texts="hostile", shape="hostile"),
    PracticeCampaign("500 events", "a long time line", _S, shape="many_events"),
    PracticeCampaign(
        "Approved at the third look", "PENDING, then READY", _L, PENDING_APPROVAL, life=Life(approved_after=3)
    ),
    PracticeCampaign("Somebody else starts it", "ACTIVE at the third look", _L, life=Life(started_after=3)),
    PracticeCampaign("Somebody else renames it", "updated at the third look", _L, ACTIVE, life=Life(edited_after=3)),
    PracticeCampaign(
        "Sends on after a pause", "idle two looks later", _L, ACTIVE, "SENDING", _SENDING, life=Life(drains_for=2)
    ),
    PracticeCampaign("Starts and stops late", "at the second look after it", _L, life=Life(late_by=2)),
    PracticeCampaign("Vanishes", "gone at the fourth look", _L, life=Life(gone_after=4)),
    PracticeCampaign("Turns up later", "there from the third look", _L, life=Life(appears_after=3)),
    PracticeCampaign("Gone once started", "404 after Activate campaign", _L, life=Life(gone_by=START)),
    PracticeCampaign("Edits need no approval", "stays READY", _L, life=Life(after_edit="")),
    PracticeCampaign("Edits are not approved", "back to DRAFT after a while", _L, life=Life(after_edit=DRAFT)),
    PracticeCampaign("Breaks the board", "once started, 2 reads of all fail", _L, life=Life(breaks_board=2)),
    _fault("Refuses to start", "409, stays READY", Twist(START, "409", acts=False)),
    _runs("Refuses to stop", "409, stays ACTIVE", Twist(STOP, "409", acts=False)),
    _fault("Says started, stays READY", "200, and nothing changes", Twist(START, acts=False)),
    _runs("Says stopped, stays ACTIVE", "200, and nothing changes", Twist(STOP, acts=False)),
    _fault("Answers with another campaign", "200, the act is done", Twist(ACTS, answer="other")),
    _runs("Stops at the second try", "503 once", Twist(STOP, "503", acts=False, times=1)),
    _runs("Stops at the third try", "503 twice", Twist(STOP, "503", acts=False, times=2)),
    _runs("Too busy to stop, once", "429, again after 3 s", Twist(STOP, "429", acts=False, times=1)),
    _fault("Slow to answer", "3 seconds, then it is done", Twist(ACTS, "slow")),
    _fault("Never answers", "yet the act is done", Twist(ACTS, "stall")),
    _fault("Hangs in the answer", "half of it, the act is done", Twist(ACTS, "hang")),
    _fault("Breaks after acting", "no answer, the act is done", Twist(ACTS, "drop")),
    _fault("Breaks before acting", "no answer, nothing is done", Twist(ACTS, "drop", acts=False)),
    _fault("Breaks in the answer", "reset half way, the act is done", Twist(ACTS, "reset")),
    _fault("Half an answer", "truncated, the act is done", Twist(ACTS, "truncated")),
    _fault("Empty answer", "200 and nothing, the act is done", Twist(ACTS, "empty")),
    _fault("No content", "204, the act is done", Twist(ACTS, "no_content")),
    _fault("Answers with a word", "200, the act is done", Twist(ACTS, answer="word")),
    _fault("Answers with an array", "200, the act is done", Twist(ACTS, "array")),
    _fault("Answer that is not JSON", "200, the act is done", Twist(ACTS, "not_json")),
    _fault("Sign-in page", "200, a web page, nothing is done", Twist(ACTS, "html", acts=False)),
    _fault("Redirects", "307 to another host, nothing is done", Twist(ACTS, "redirect", acts=False)),
    _fault("Bad request", "400 to every act", Twist(ACTS, "400", acts=False)),
    _fault("Key refused", "401 to every act", Twist(ACTS, "401", acts=False)),
    _fault("Forbidden", "403 to every act", Twist(ACTS, "403", acts=False)),
    _fault("Not found", "404 to every act", Twist(ACTS, "404", acts=False)),
    _fault("Not processable", "422 to every act", Twist(ACTS, "422", acts=False)),
    _fault("Too many requests", "429, again after 3 s", Twist(ACTS, "429", acts=False)),
    _fault("Too many requests until", "429, with a date", Twist(ACTS, "429_date", acts=False)),
    _fault("Server error", "500, yet the act is done", Twist(ACTS, "500")),
    _fault("Bad gateway", "502, a web page, the act is done", Twist(ACTS, "502")),
    _fault("Not available", "503, nothing is done", Twist(ACTS, "503", acts=False)),
    _fault("Huge answer", "30 MB, the act is done", Twist(ACTS, "huge")),
    _fault("Cannot be read alone", "500, though the board has it", Twist(READS, "500")),
    _fault("Slow to be read", "3 seconds", Twist(READS, "slow")),
    _fault("Never read", "no answer", Twist(READS, "stall")),
    _fault("Read as another campaign", "another one comes", Twist(READS, answer="other")),
    _fault("Texts refused", "422, names the text", Twist(EDIT, "422", acts=False)),
    _fault("Says texts changed", "200, and the texts stay", Twist(EDIT, acts=False)),
    _list("List answers: a campaign", "its ACTIVE or READY is no list's", Twist(LISTS, answer="campaign")),
    _list("List answers: nothing", "200 and nothing", Twist(LISTS, "empty")),
    _list("List answers: a word", "a bare text", Twist(LISTS, answer="word")),
    _list("List answers: other keys", "listName, listStatus", Twist(LISTS, answer="other_keys")),
    _list("List answers: 500", "yet the act is done", Twist(LISTS, "500")),
)


def campaign_id(place: int) -> str:
    """Returns the id of the campaign at a place, counted from 1: 24 hex digits.

    The first one is the campaign that practice destinations load into.
    """
    return f"65f0000000000000{0xA000 + place:08x}"


_TOPICS = ("Renewal", "Quote", "Visit", "Solar", "Roofing", "Check-in", "Survey", "Welcome", "Win-back", "Follow-up")
_PLACES = ("Denver", "Austin", "Miami", "Seattle", "Boston", "Phoenix", "Atlanta", "Chicago", "Oakland")
_PLAIN = (ACTIVE, READY, PENDING_APPROVAL, READY, ACTIVE, DRAFT, READY, SUSPENDED)
_SENDERS = ("SHORT_CODE", "LONG_CODE", "TOLL_FREE")
_PLAIN_TEXTS = ("visit", "quote", "solar", "renewal")


def plain_campaign(place: int) -> PracticeCampaign:
    """Returns a campaign without any twist, settled by its place alone: of four in a row one is ACTIVE."""
    status = _PLAIN[place % len(_PLAIN)]
    sends = status == ACTIVE and place % 3 > 0
    return PracticeCampaign(
        f"{_TOPICS[place % len(_TOPICS)]} {_PLACES[place % len(_PLACES)]} {place}",
        "plain",
        _C,
        status,
        "SENDING" if sends else "IDLE",
        _SENDING if sends else None,
        _SENDERS[place % len(_SENDERS)],
        _PLAIN_TEXTS[place % len(_PLAIN_TEXTS)],
        "lunch" if place % 5 == 0 else "office",
    )
