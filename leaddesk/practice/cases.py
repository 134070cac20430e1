"""Invented court cases for the litigator check, in the shape of the contract's sections 4.5 and 4.6.

Every person, firm, company, court and case here is made up; no sample of any vendor is used.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def one_case(number: str) -> list[Json]:
    """Return a single case with all fifteen fields, whose `LastFour` has lost its leading zeros."""
    return [
        {
            "Phone": number,
            "Name": "TESTA PERSON",
            "ParticipantType": "Plaintiff",
            "LastFour": 42,
            "Actions": ["TCPA"],
            "Court": "EXAMPLE DISTRICT COURT",
            "CaseTitle": "PERSON V. SAMPLE CO",
            "CaseNumber": "1:99-CV-00001",
            "FilingDate": "2001-02-03",
            "Judges": ["JUDGE SAMPLE"],
            "Defendants": ["SAMPLE CO"],
            "Plaintiffs": ["TESTA PERSON"],
            "Attorneys": ["ATTORNEY SPECIMEN"],
            "Lawfirms": ["SPECIMEN AND PARTNERS"],
            "CAFA": "",
        }
    ]


# court, number, filed, actions, defendants, LastFour, participant, CAFA
_TWELVE: tuple[tuple[str, str, str, list[str], list[str], Any, str, str], ...] = (
    ("NORTHERN", "1:99-CV-00101", "1999-01-15", ["TCPA"], ["SAMPLE CO"], 42, "Plaintiff", ""),
    ("SOUTHERN", "1:99-CV-00102", "1999-06-30", ["FDCPA"], ["SPECIMEN LLC"], 7, "Plaintiff", ""),
    ("EASTERN", "2:00-CV-00103", "2000-02-29", ["TCPA", "STATE_FL"], ["SAMPLE CO"], 1234, "Plaintiff", "Yes"),
    ("WESTERN", "2:01-CV-00104", "2001-11-05", ["STATE_TX"], ["PLACEHOLDER INC"], 305, "Plaintiff", ""),
    (
        "CENTRAL",
        "3:03-CV-00105",
        "2003-03-17",
        ["TCPA", "FDCPA"],
        ["SAMPLE CO", "DOE 1"],
        "0042",
        "Plaintiff",
        "",
    ),
    ("MIDDLE", "3:05-CV-00106", "2005-08-22", ["TCPA"], ["SPECIMEN LLC"], 9001, "Class member", "Yes"),
    ("NORTHERN", "4:08-CV-00107", "2008-12-01", ["STATE_WA"], ["EXEMPLAR GROUP"], 0, "Plaintiff", ""),
    ("SOUTHERN", "4:11-CV-00108", "2011-04-11", ["TCPA"], ["SAMPLE CO"], 42, "Plaintiff", ""),
    ("EASTERN", "5:14-CV-00109", "2014-10-10", ["FCRA"], ["PLACEHOLDER INC"], 88, "Defendant", ""),
    (
        "WESTERN",
        "5:17-CV-00110",
        "2017-07-07",
        ["TCPA", "STATE_OK"],
        ["EXEMPLAR GROUP"],
        560,
        "Plaintiff",
        "",
    ),
    ("CENTRAL", "6:20-CV-00111", "2020-05-19", ["TCPA"], ["SAMPLE CO"], 42, "Plaintiff", "No"),
    ("MIDDLE", "6:24-CV-00112", "2024-09-03", ["FDCPA", "TCPA"], ["SPECIMEN LLC"], 3, "Plaintiff", ""),
)
_GAPS = {
    3: ("Court", "Judges", "Attorneys", "Lawfirms", "CAFA"),
    8: ("FilingDate", "LastFour", "CaseNumber", "Plaintiffs"),
}


def twelve_cases(number: str) -> list[Json]:
    """Return twelve cases; the fourth and the ninth lack fields, the fifth gives `LastFour` as text."""
    cases = [
        {
            "Phone": number,
            "Name": "TESTA PERSON",
            "ParticipantType": participant,
            "LastFour": last_four,
            "Actions": actions,
            "Court": f"EXAMPLE DISTRICT COURT, {district} DIVISION",
            "CaseTitle": f"PERSON V. {defendants[0]}" + (" ET AL." if len(defendants) > 1 else ""),
            "CaseNumber": case_number,
            "FilingDate": filed,
            "Judges": [f"JUDGE SAMPLE {index}"],
            "Defendants": defendants,
            "Plaintiffs": ["TESTA PERSON"],
            "Attorneys": ["ATTORNEY SPECIMEN", "COUNSEL EXEMPLAR"][: index % 3],
            "Lawfirms": ["SPECIMEN AND PARTNERS"][: index % 2],
            "CAFA": cafa,
        }
        for index, (
            district,
            case_number,
            filed,
            actions,
            defendants,
            last_four,
            participant,
            cafa,
        ) in enumerate(_TWELVE, start=1)
    ]
    for index, missing in _GAPS.items():
        for key in missing:
            del cases[index][key]
    return cases


def all_actions(cases: list[Json]) -> str:
    """Join the statute codes over all cases, each once, as the vendor lists them."""
    return ", ".join(dict.fromkeys(action for case in cases for action in case["Actions"]))


def narrative(cases: list[Json]) -> str:
    """Tell the cases in one line each, with a second action of the first multi-action case left out.

    The vendor's own sample disagrees with itself in the same way, so a reader must compare the two.
    """
    lines = [f"TESTA PERSON is known to sue. Cases found: {len(cases)}."]
    disagreed = False
    for case in cases:
        actions = case["Actions"]
        if len(actions) > 1 and not disagreed:
            actions, disagreed = actions[:1], True
        filed = case.get("FilingDate", "on an unknown date")
        lines.append(f"{case['CaseTitle']}, filed {filed}: {', '.join(actions)}")
    return "\n".join(lines)


_OVERRIDE, _ISOLATE, _POP = "\u202e", "\u2066", "\u2069"
FORMULA = '=HYPERLINK("https://example.com/","open")'
MARKUP = '<b>Bold</b> <a href="https://example.com/">sign in</a> <img src="file:///etc/hostname"><br>'
CONTROLS = "\x00\x07\x08\x1b[31mred\x1b[0m\ttab\r\nnew line\x7f"
BIDI = f"{_OVERRIDE}desrever{_ISOLATE} inside {_POP}\u200bzero width\u2028line separator"
LONG_LINE = "long line " * 600
LONE_SURROGATE = "half a character: \ud83d"


def hostile_cases(number: str) -> list[Json]:
    """Return one case whose every text tries to be more than text."""
    return [
        {
            "Phone": number,
            "Name": f"@SUM(1+1) <i>Testa</i> {_OVERRIDE}nosreP",
            "ParticipantType": "+Plaintiff",
            "LastFour": "-0<u>4</u>2",
            "Actions": ["<script>TCPA</script>", "=1+1", f"STATE_{_OVERRIDE}LF"],
            "Court": MARKUP,
            "CaseTitle": FORMULA + " PERSON V. <h1>SAMPLE CO</h1> " + LONG_LINE,
            "CaseNumber": "1:99-CV-00001\x00\x1b]0;title\x07",
            "FilingDate": "2001-02-03<br>",
            "Judges": [LONE_SURROGATE, "qrc:/icon.png"],
            "Defendants": ["&lt;SAMPLE&gt; &amp; CO", "{0} %s %(name)s ${HOME}"],
            "Plaintiffs": [BIDI],
            "Attorneys": [CONTROLS],
            "Lawfirms": ["-2+3+cmd|' /C calc'!A0"],
            "CAFA": "\t=1+1",
        }
    ]
