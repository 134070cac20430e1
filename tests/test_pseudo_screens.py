"""Every screen in made-up languages: no text of ours is left English, longer words fit, the window can be mirrored."""

from __future__ import annotations

import getpass
import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent

_NOT_OURS = re.compile(
    "|".join(
        (
            r"</?span>|<br>|&\w+;",
            r"Practice (?:APN|Five9|NICE CXone|RingCX|Generic|Croco-Dial|Croco|Lupitor|floor|leads|list|round)",
            r"Pure CallerID|Croco-Dial|TrackDrive|Lupitor|Five9|NICE CXone|RingCX|Generic|Amazon Pinpoint|practice01",
            r"\b(?:LeadDesk|Qt|GSM-7|ttl)\b|Scroll (?:Left|Right)",
            r"\b(?:Ctrl|Alt|Shift|Esc|Enter|Return|Tab|Up|Down|F\d+|UTC|GMT)\b",
            r"https?://\S+|\S+@\S+|\S+\.(?:com|org)\b|\b[A-Z]\w+/\w+\b",
            r"\b[A-Z][A-Z0-9_/-]+\b|\b\w+[_.]\w+\b|\b[a-z]+[A-Z]\w*|\b[0-9a-f]{8,}\b|address1",
        )
    )
)
"""Names of products, of what practice mode calls its own, of keys and zones, addresses, and names of fields.

Qt's own *Scroll Left* is in its catalogues, of which there is none for a made-up language.
"""
_OF_VENDORS = (
    "QPlainTextEdit",
    "StoredPage",
    "LatestCases",
    "CaseCard",
    "FoundLeadsCard",
    "QTreeWidget",
    "QListWidget '⟦Çĥöšéñ çöļûɱñš",
    "in EventsPage",
    "in VendorChangesDialog",
    "GuideWindow",
    "QMenu in CallTimeDialog",
    "QToolButton in CallTimeDialog",
    "in ColumnHint",
    "ColumnHint",
    "DetailsPage",
    "in Board",
    "PhonePreview",
    "_Bubble",
    "MessagesCard",
    "PinnedTable",
    "ChosenCampaign",
)
"""Parts of the screen that show what a vendor said, as it came; the guide's chapters are files of each language."""
_DATA = re.compile(
    r"\b(?:phone|Phone|email|city|City|state|State|Zip|Ann|Testa|Plaintiff|Mobile|Example Wireless|Accepted)\b|“OK”|"
    r"\b(?:Class member|Defendant|(?:Ana )?Test-Person|Sam Person|Robin Example|Part of the tour|Renewal reminder)\b|"
    r"Rejected, , The number belongs to a known litigator|On the phone, does not want to be called again|"
    r"Denver|</?script>|Route , run , 1 of 3|"
    r"“Sample Co: \{\{FirstName\}\}, your plan renews soon. Questions\?…”|status|scheduled, dnc|full_name, caller_id|"
    r"“practice:[\w-]+”|\(\w+\)$|/tmp/\S+|SHA-256|\bid\b|revenue|\bdata\b|INFO|"
    r"Solar follow-up|Spring outreach|Awkward list names|Somebody else renames it|Sends on after a pause|"
    r"Refuses to stop|Says stopped, stays|Stops at the (?:second|third) try|Too busy to stop, once|"
    r"(?:Last|This) (?:\d+ )?(?:Min|Hours?|Days?|Week|Months?|Quarter|Year)|Today|Yesterday|Lifetime|Custom Range|"
    rf"\b{re.escape(getpass.getuser())}\b"
)
"""What the practice server answers, choices that are a vendor's words, and who is at the desk."""


pytestmark = pytest.mark.timeout(300)
_FOREIGN = ("hostile", "new-fields")
"""Screens full of what a vendor might say, and of nothing else that other screens do not say too."""
_SOME_SCREENS = {
    "litigator",
    "check-known",
    "search",
    "campaigns",
    "history",
    "profiles",
    "settings",
    "routes",
    "KeyDialog",
}
_HELD = re.compile("\u2066[^\u2069]*\u2069")
"""What is held together between words from the right."""
_SCRAMBLED = re.compile(r"\+1[ (]|\(\d{3}\) \d|\d{4}-\d\d-\d\d \d\d:|\b\d+ (?:s|%)(?!\w)")
"""Numbers, days with a time, and measures that bidirectional text takes apart."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    sys.path.append(str(_ROOT / "packaging"))
    source = importlib.import_module("translations.source")
    folder: Path = tmp_path_factory.mktemp("made")
    importlib.import_module("translations.__main__").write_pseudo(source.texts()[0], folder)
    yield folder
    sys.path.remove(str(_ROOT / "packaging"))


def visited(catalogue: Path, home: Path, *how: str) -> list[dict[str, str]]:
    """Returns all that was said on the screens in that language; `--everywhere` goes where the tour goes."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LEADDESK_HOME": str(home), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.helpers.pseudo_screens", str(catalogue), *how],
        cwd=_ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def _outside(text: str) -> str:
    """Returns what of a text stands outside of the frames of the made-up language."""
    kept, depth = "", 0
    for char in text:
        depth += (char == "⟦") - (char == "⟧")
        kept += char if depth == 0 and char != "⟧" else ""
    return kept


def _is_ours(said: dict[str, str]) -> bool:
    """Tells whether a text has English words in it that neither a vendor nor practice mode brought."""
    if said["kind"] in ("typed", "direction", "misfit") or any(part in said["where"] for part in _OF_VENDORS):
        return False
    left = _DATA.sub("", _NOT_OURS.sub("", _outside(said["text"])))
    return re.search(r"[A-Za-z]{2,}", left) is not None


def test_every_screen_is_translated_and_longer_words_fit(made: Path, tmp_path: Path) -> None:
    """A heading's tool tip says what is cut of it, and a table is pushed where its columns have no room together."""
    said = visited(made / "qps-ploc.mo", tmp_path, "--everywhere")

    assert {one["screen"] for one in said} >= _SOME_SCREENS
    assert sum("⟦" in one["text"] for one in said) > 1000
    assert sorted({_line(one) for one in said if one["screen"] not in _FOREIGN and _is_ours(one)}) == []
    assert sorted({_line(one) for one in said if one["kind"] == "misfit" and not _is_of_a_table(one["where"])}) == []


def _line(said: dict[str, str]) -> str:
    return f"{said['screen']}: {said['kind']} of {said['where']}: {said['text'][:120]}"


def _is_of_a_table(misfit: str) -> bool:
    return ": the header " in misfit or ("scrolls sideways" in misfit and not misfit.startswith("QScrollArea"))


def test_a_language_from_the_right_lays_the_window_out_from_the_right(made: Path, tmp_path: Path) -> None:
    said = visited(made / "qps-plocm.mo", tmp_path)

    assert {one["text"] for one in said if one["kind"] == "direction"} == {"right to left"}
    assert [one for one in said if one["kind"] == "misfit" and not _is_of_a_table(one["where"])] == []
    shown = [one for one in said if one["kind"] in ("text", "item", "choice", "button")]
    assert [one for one in shown if _SCRAMBLED.search(_HELD.sub("", one["text"])) and not _is_plain_page(one)] == []
    assert sum(_HELD.search(one["text"]) is not None for one in shown) > 50


def _is_plain_page(said: dict[str, str]) -> bool:
    """Tells whether a text stands in a page of its own that is read from the left."""
    return "QPlainTextEdit" in said["where"]
