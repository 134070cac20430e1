"""Every line that add_lead is known to answer with, as data (contract section 6).

Where two orders of fields are given, the first is the script's and the second the manual's. Lines marked P:src are from
a public copy of VICIdial's script, S from the vendor's page; those that a stock VICIdial answered are in the tests.
"""

from __future__ import annotations

from leaddesk.language import tr
from leaddesk.vendors.crocodial.line import Effect, Kind, Layout, Line, Step

_LIST = tr("Check the destination's List ID, or ask who runs the dialer.")
_RIGHTS = tr("Ask who runs the dialer: the user needs level 8 or more and the right to modify leads.")
_NUMBER = tr("Check the number, then send the lead again.")
_OTHER_LEAD = tr("Look at that lead in the dialer.")
_LOOK = tr("Ask who runs the dialer to look at it.")
_HELD = tr("Make the callback in the dialer, or give the lead another status there: it is held as CBHOLD.")
_LOST = tr("Enter them in the dialer, or ask who runs it.")

_ADDED = (("phone", "list_id", "lead_id", "gmt", "user"), ("phone", "user", "list_id", "lead_id", "gmt"))
_CUSTOM_LIST: tuple[Layout, ...] = (("phone", "lead_id", "list_id"),)
_FOUND: tuple[Layout, ...] = (
    ("phone", "list_id", "lead_id", "found_list_id", "match"),
    ("phone", "list_id", "lead_id", "found_list_id"),
)
_SAME_LIST: tuple[Layout, ...] = (("phone", "list_id", "lead_id", "match"), ("phone", "list_id", "lead_id"))
_BY_TITLE: tuple[Layout, ...] = (("title", "alt_phone", "list_id", "lead_id", "found_list_id"),)
_BY_NAME: tuple[Layout, ...] = (
    ("first_name", "last_name", "phone", "list_id", "lead_id", "found_list_id"),
    ("first_name", "last_name", "phone", "list_id", "lead_id"),
)
_NUMBER_USER: tuple[Layout, ...] = (("phone", "user"),)

_S, _N, _E = Kind.SUCCESS, Kind.NOTICE, Kind.ERROR
_NO_CUSTOM = tr("the custom fields were lost")

LINES: tuple[Line, ...] = (
    Line(_S, "LEAD HAS BEEN ADDED", Effect.LOADED, tr("The dialer loaded the lead."), layouts=_ADDED),
    Line(
        _N,
        "ADDED TO HOPPER",
        Effect.DONE,
        tr("The lead is queued and may be dialled within seconds."),
        layouts=(("phone", "lead_id", "hopper_id", "user"), ("phone", "user", "lead_id", "hopper_id")),
        step=Step.HOPPER,
    ),
    Line(
        _N,
        "NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME",
        Effect.UNDONE,
        tr("The lead is kept, but not queued to dial: it is outside the calling hours of its place."),
        tr("The campaign dials it in its turn."),
        (("phone", "lead_id", "gmt", "dialable", "user"), ("phone", "user", "lead_id", "gmt", "dialable")),
        Step.HOPPER,
    ),
    Line(
        _N,
        "NOT ADDED TO HOPPER",
        Effect.UNDONE,
        tr("The lead is kept, but not queued to dial: the dialer's database refused it."),
        _LOOK,
        (("phone", "lead_id", "hidden", "user"),),
        Step.HOPPER,
        "P:src",
    ),
    Line(
        _N,
        "CUSTOM FIELDS VALUES ADDED",
        Effect.DONE,
        tr("The custom fields were taken."),
        layouts=(("phone", "lead_id", "list_id", "count"), ("phone", "lead_id", "list_id")),
        step=Step.CUSTOM,
    ),
    Line(
        _N,
        "CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED",
        Effect.UNDONE,
        tr("The lead is kept, but {no_custom}: they are switched off in the dialer.", no_custom=_NO_CUSTOM),
        _LOST,
        (("phone", "lead_id", "flag", "enabled"), ("phone", "flag", "enabled")),
        Step.CUSTOM,
    ),
    Line(
        _N,
        "CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST",
        Effect.UNDONE,
        tr("The lead is kept, but {no_custom}: the list has none.", no_custom=_NO_CUSTOM),
        _LOST,
        _CUSTOM_LIST,
        Step.CUSTOM,
    ),
    Line(
        _N,
        "CUSTOM FIELDS NOT ADDED, NO FIELDS DEFINED",
        Effect.UNDONE,
        tr("The lead is kept, but {no_custom}: the list defines no fields.", no_custom=_NO_CUSTOM),
        _LOST,
        _CUSTOM_LIST,
        Step.CUSTOM,
    ),
    Line(
        _N,
        "CUSTOM FIELDS NOT ADDED, NO FIELDS TO UPDATE DEFINED",
        Effect.UNDONE,
        tr("The lead is kept, but {no_custom}: none of them is a field of the list.", no_custom=_NO_CUSTOM),
        _LOST,
        _CUSTOM_LIST,
        Step.CUSTOM,
        "P:src",
    ),
    Line(
        _N,
        "MULTI-ALT-PHONE NUMBERS LOADED",
        Effect.DONE,
        tr("The further phones were taken."),
        layouts=(("count", "lead_id", "user"), ("count", "user", "lead_id")),
        step=Step.PHONES,
    ),
    Line(
        _N,
        "SCHEDULED CALLBACK ADDED",
        Effect.DONE,
        tr("The callback is scheduled, in the server's own time zone."),
        layouts=(
            ("lead_id", "campaign", "datetime", "type", "callback_user", "status"),
            ("lead_id", "datetime", "campaign", "callback_user", "type", "status"),
        ),
        step=Step.CALLBACK,
    ),
    Line(
        _N,
        "SCHEDULED CALLBACK NOT ADDED, USER NOT VALID",
        Effect.UNDONE,
        tr("The lead is held and nobody will dial it: no callback was made, the dialer does not know its user."),
        _HELD,
        (("lead_id", "campaign", "callback_user", "type"),),
        Step.CALLBACK,
        "P:src",
    ),
    Line(
        _N,
        "SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID",
        Effect.UNDONE,
        tr("The lead is held and nobody will dial it: no callback was made, the dialer does not know its campaign."),
        _HELD,
        (("lead_id", "campaign"),),
        Step.CALLBACK,
    ),
    Line(
        _N,
        tr("NANPA options disabled, NANPA prefix data not loaded"),
        Effect.NOTED,
        tr("Area code and prefix were not checked: the server has no NANPA data."),
        layouts=(("count", "user"),),
    ),
    Line(
        _E,
        "INVALID PHONE NUMBER LENGTH",
        Effect.REFUSED,
        tr("The number has too few or too many digits."),
        _NUMBER,
        _NUMBER_USER,
    ),
    Line(
        _E,
        "INVALID PHONE NUMBER PREFIX",
        Effect.REFUSED,
        tr("The number's prefix cannot be one."),
        _NUMBER,
        _NUMBER_USER,
    ),
    Line(
        _E,
        "INVALID PHONE NUMBER AREACODE",
        Effect.REFUSED,
        tr("The dialer knows no such area code."),
        _NUMBER,
        _NUMBER_USER,
    ),
    Line(
        _E,
        "INVALID PHONE NUMBER NANPA AREACODE PREFIX",
        Effect.REFUSED,
        tr("The number's area code and prefix do not exist together."),
        _NUMBER,
        _NUMBER_USER,
    ),
    Line(
        _E,
        "PHONE NUMBER IN DNC",
        Effect.DO_NOT_CONTACT,
        tr("The number is on the dialer's own do-not-call list."),
        tr("Do not call this number."),
        _NUMBER_USER,
        source="P:src",
    ),
    Line(
        _E,
        "PHONE NUMBER IN CAMPAIGN DNC",
        Effect.DO_NOT_CONTACT,
        tr("The number is on the campaign's do-not-call list."),
        tr("Do not call this number."),
        (("phone", "campaign", "user"),),
        source="P:src",
    ),
    Line(
        _E,
        "USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM",
        Effect.REFUSED,
        tr("The user may not load leads."),
        _RIGHTS,
        (("user", "flag"),),
    ),
    Line(
        _E,
        "NOT AN ALLOWED LIST ID",
        Effect.REFUSED,
        tr("The user may not load into this list."),
        _LIST,
        (("phone", "list_id"),),
    ),
    Line(
        _E,
        "NOT A DEFINED LIST ID, LIST EXISTS CHECK ENABLED",
        Effect.REFUSED,
        tr("The dialer has no such list."),
        _LIST,
        (("phone", "list_id"),),
    ),
    Line(
        _E,
        "DUPLICATE PHONE NUMBER IN LIST",
        Effect.DUPLICATE,
        tr("The list has a lead with this phone."),
        _OTHER_LEAD,
        _SAME_LIST,
    ),
    Line(
        _E,
        "DUPLICATE PHONE NUMBER IN CAMPAIGN LISTS",
        Effect.DUPLICATE,
        tr("A list of the campaign has a lead with this phone."),
        _OTHER_LEAD,
        _FOUND,
    ),
    Line(
        _E,
        "DUPLICATE PHONE NUMBER IN SYSTEM",
        Effect.DUPLICATE,
        tr("The dialer has a lead with this phone."),
        _OTHER_LEAD,
        _FOUND,
    ),
    Line(
        _E,
        "DUPLICATE TITLE ALT_PHONE IN LIST",
        Effect.DUPLICATE,
        tr("The list has a lead with this title and alternate phone."),
        _OTHER_LEAD,
        (("title", "alt_phone", "list_id", "lead_id"),),
    ),
    Line(
        _E,
        "DUPLICATE TITLE ALT_PHONE IN CAMPAIGN LISTS",
        Effect.DUPLICATE,
        tr("A list of the campaign has a lead with this title and alternate phone."),
        _OTHER_LEAD,
        _BY_TITLE,
    ),
    Line(
        _E,
        "DUPLICATE TITLE ALT_PHONE IN SYSTEM",
        Effect.DUPLICATE,
        tr("The dialer has a lead with this title and alternate phone."),
        _OTHER_LEAD,
        _BY_TITLE,
    ),
    Line(
        _E,
        "DUPLICATE NAME PHONE IN LIST",
        Effect.DUPLICATE,
        tr("The list has a lead with this name and phone."),
        _OTHER_LEAD,
        _BY_NAME,
    ),
    Line(
        _E,
        "DUPLICATE NAME PHONE IN CAMPAIGN LISTS",
        Effect.DUPLICATE,
        tr("A list of the campaign has a lead with this name and phone."),
        _OTHER_LEAD,
        _BY_NAME,
    ),
    Line(
        _E,
        "DUPLICATE NAME PHONE IN SYSTEM",
        Effect.DUPLICATE,
        tr("The dialer has a lead with this name and phone."),
        _OTHER_LEAD,
        _BY_NAME,
    ),
    Line(
        _E,
        "LEAD HAS NOT BEEN ADDED",
        Effect.REFUSED,
        tr("The dialer's database refused the lead."),
        _LOOK,
        (("phone", "list_id", "hidden", "user"), ("phone", "list_id", "hidden")),
        source="P:src",
    ),
    Line(
        _E,
        "NO FUNCTION SPECIFIED",
        Effect.REFUSED,
        tr("The server did not see what it was asked for."),
        tr("Check the Base URL: something on the way may have lost the form."),
    ),
    Line(
        _E,
        "Login incorrect, please try again",
        Effect.REFUSED,
        tr("The dialer does not accept user and password."),
        tr("Type User and Password again in Profiles: ten wrong ones lock the account for 15 minutes."),
        source="P:src",
    ),
    Line(
        _E,
        "Too many login attempts, try again in 15 minutes",
        Effect.LOCKED,
        tr("The dialer has locked this user after too many wrong passwords."),
        tr("Send nothing with it for 15 minutes, then correct User and Password in Profiles first."),
        source="P:src",
    ),
    Line(
        _E,
        "Your IP Address is not allowed",
        Effect.REFUSED,
        tr("The dialer does not take requests from this network."),
        tr("Ask who runs the dialer to allow the address of your office."),
        source="P:src",
    ),
    Line(
        _E,
        "USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION",
        Effect.REFUSED,
        tr("The user may not use this function."),
        _RIGHTS,
        source="P:api",
    ),
    Line(
        _E,
        "user_group DOES NOT EXIST",
        Effect.REFUSED,
        tr("The user's group does not exist in the dialer."),
        _LOOK,
        source="P:src",
    ),
    Line(
        _E,
        "Invalid Source",
        Effect.REFUSED,
        tr("The dialer did not take the source."),
        tr("Give the destination a Source of 2 to 20 letters or digits."),
        source="P:src",
    ),
)
_BY_WORD: dict[tuple[Kind, str], list[tuple[str, Line]]] = {}
"""By kind and first of several words, the longest message first: one may be the beginning of another."""
for _line in sorted(LINES, key=lambda line: -len(line.message)):
    _folded = _line.message.casefold()
    _BY_WORD.setdefault((_line.kind, _folded.partition(" ")[0]), []).append((_folded, _line))


def known_line(kind: Kind, text: str) -> Line | None:
    """Returns the line whose message a text begins with, capitals ignored; None for an unknown one."""
    folded = text.casefold()
    for message, line in _BY_WORD.get((kind, folded.partition(" ")[0]), ()):
        if folded.startswith(message):
            return line
    return None
