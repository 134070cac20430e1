"""What practice campaigns say and when they send: five texts and a week each, all of it invented."""

from __future__ import annotations

from typing import Any

MESSAGE_KEYS = ("outgoingMessage", "responseMessage", "helpMessage", "stopMessage", "startMessage")
CAMPAIGN_FIELDS = ("Phone", "Zip", "FirstName", "LastName", "City", "State")
"""What every campaign may name in its texts."""
CUSTOM_FIELDS = ("VisitDate", "QuoteNumber")
"""The columns that the practice lists have beside those."""
_HELP = "Sample Co: for help call (202) 555-0188 or write to help@example.com. Msg & data rates may apply."
_STOP = "Sample Co: you are unsubscribed and will get no more texts. Reply START to come back."
_START = "Sample Co: you are subscribed again. Reply HELP for help, STOP to end."

Texts = dict[str, str | None]
Week = dict[str, Any]


def _texts(outgoing: str, response: str | None, texts: Texts | None = None) -> Texts:
    usual: Texts = {"helpMessage": _HELP, "stopMessage": _STOP, "startMessage": _START}
    return {"outgoingMessage": outgoing, "responseMessage": response} | usual | (texts or {})


TEXTS: dict[str, Texts] = {
    "visit": _texts(
        "Hello {{FirstName}}, this is Sample Co. Your visit is on {{VisitDate}}. Reply C to confirm or STOP to end.",
        "Thank you, {{FirstName}}. We look forward to seeing you in {{City}}.",
    ),
    "quote": _texts(
        "Hello {{FirstName}}, this is Sample Co. Your quote {{QuoteNumber}} is ready, reply YES for a call or STOP to "
        "end.",
        "Thanks! Somebody from Sample Co will call you within the hour.",
    ),
    "solar": _texts(
        "Hi {{FirstName}}, Sample Co again – still thinking about solar in {{City}}? See bit.ly/example or reply STOP.",
        "Great, {{FirstName}}! ☀️ We will call you.",
    ),
    "renewal": _texts(
        "Sample Co: {{FirstName}}, your plan renews soon. Questions? Call (202) 555-0188. Reply STOP to opt out.",
        "Sample Co: noted, thank you.",
    ),
    "begun": {
        "outgoingMessage": "Hi {{first_name}}, got a minute?",
        "responseMessage": "",
        "helpMessage": None,
        "stopMessage": None,
        "startMessage": None,
    },
    "unicode": _texts(
        "Zoë, “naïve” – € [test] {{FirstName}} 👩‍🔧🎉 مرحبا, Sample Co. STOP", "今日は {{FirstName}}\u202e!"
    ),
    "braces": _texts(
        "Hello {{FirstName, {{}} and {Zip}} from {{ City }} and {{Nobody}} }}. Sample Co {{{LastName}}} STOP",
        "{{FirstName}} {{firstname}} {{FIRSTNAME}}",
    ),
    "long": _texts("Sample Co has much to say, {{FirstName}}. " * 238 + "STOP", None),
    "hostile": _texts(
        '<b>Bold</b> <a href="https://example.com/%2e%2e">here</a> <img src="file:///etc/hostname"> \x1b[31m \x00 STOP',
        '=HYPERLINK("https://example.com","Sample Co")',
        {"helpMessage": "@SUM(1+1)", "stopMessage": "\u202egnikcart\u202c", "startMessage": "\ud83d half a character"},
    ),
}
"""The name of a set of texts → the texts."""


def _window(start: Any, end: Any) -> dict[str, Any]:
    return {"start": start, "end": end}


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _week(weekday: list[Any], saturday: list[Any], sunday: list[Any]) -> Week:
    return dict.fromkeys(_DAYS[:5], weekday) | {"saturday": saturday, "sunday": sunday, "exceptions": []}


_OFFICE = [_window(540, 1020)]

SCHEDULES: dict[str, Week] = {
    "office": _week(_OFFICE, [], []),
    "long": _week([_window(480, 1260)], [_window(480, 1260)], [_window(480, 1260)]),
    "lunch": _week([_window(540, 720), _window(780, 1080)], [_window(600, 960)], []),
    "weekend": _week([], [_window(600, 960)], [_window(720, 960)]),
    "empty": _week([], [], []),
    "odd": {
        "monday": [_window(540, 720), _window(660, 900)],
        "tuesday": [_window(600, 600)],
        "wednesday": [_window(1020, 540)],
        "thursday": [_window(1320, 120), _window(0, 1440)],
        "friday": [_window(-30, 60), _window(1380, 1500)],
        "saturday": [_window(780, 840), _window(540, 600), _window(540, 600)],
        "exceptions": [],
    },
    "exceptions": _week(_OFFICE, [], [])
    | {
        "exceptions": [
            {"date": "2026-12-25", "windows": []},
            {"date": "2026-12-31", "windows": [_window(540, 720)], "note": "Half a day"},
            "2027-01-01",
        ]
    },
    "unreadable": {
        "monday": [_window("late", 1020), _window(540, None), {}, 540, None],
        "tuesday": _window(540, 1020),
        "wednesday": "09:00-17:00",
        "thursday": None,
        "friday": [_window(540.5, 1020.0)],
        "Saturday": [_window(540, 720)],
        "holidays": [],
        "exceptions": {"2026-12-25": True},
    },
}
"""The name of a week → the week, in minutes after midnight where the lead is."""
