"""Texts come in the language that was chosen, and in English wherever a catalogue is missing, broken or careless."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaddesk import language
from leaddesk.language import (
    Customs,
    clock,
    day,
    decimal,
    grouped,
    right_to_left,
    tr,
    tr_later,
    tr_now,
    trn,
    weekday_name,
)


class _Made:
    """A catalogue of a few texts, Russian in its three forms."""

    def __init__(self, texts: dict[str, str], forms: tuple[str, str, str] = ("", "", "")) -> None:
        self._texts, self._forms = texts, forms

    def gettext(self, message: str, /) -> str:
        return self._texts.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        few = n % 10 in (2, 3, 4) and n // 10 % 10 != 1
        return self._forms[0 if n % 10 == 1 and n % 100 != 11 else 1 if few else 2]


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.adopt(Customs())
    language.use(None)


def test_without_a_catalogue_texts_are_english() -> None:
    assert tr("Send") == "Send"
    assert tr("{braces} of JSON") == "{braces} of JSON"
    assert tr("Read {name} at {place}.", name="it", place=3) == "Read it at 3."
    assert trn("1 lead", "{count} leads", 1) == "1 lead"
    assert trn("1 lead of {list}", "{count} leads of {list}", 1234, list="A") == "1,234 leads of A"
    assert tr_now(tr_later("Loaded")) == "Loaded"
    assert language.language() == "en"


def test_a_catalogue_is_looked_into() -> None:
    language.use(_Made({"Send": "Senden", "{a} of {b}": "{b}: {a}", "Loaded": "Geladen"}), "de")

    assert tr("Send") == "Senden"
    assert tr("{a} of {b}", a=1, b="two") == "two: 1"
    assert tr_later("Loaded") == "Loaded"
    assert tr_now("Loaded") == "Geladen"
    assert tr_now("") == ""  # gettext's own answer would be the head of the catalogue
    assert tr("Not there") == "Not there"
    assert language.language() == "de"


def test_plural_forms_are_the_languages_own() -> None:
    language.use(_Made({}, ("{count} лид", "{count} лида", "{count} лидов")), "ru")

    said = [trn("1 lead", "{count} leads", count) for count in (1, 21, 3, 11, 0)]

    assert said == ["1 лид", "21 лид", "3 лида", "11 лидов", "0 лидов"]


@pytest.mark.parametrize(
    "wrong",
    ["{nam}", "", "no place", "{name} {other}", "{name!r}", "{name.__class__}", "{name:>{wide}}", "{name", "{}", "{0}"],
)
def test_a_translation_with_other_places_is_not_used(wrong: str) -> None:
    language.use(_Made({"Read {name}.": wrong}, (wrong, wrong, wrong)))

    assert tr("Read {name}.", name="it") == "Read it."
    assert trn("1 lead of {name}", "{count} leads of {name}", 7, name="it") == ("7 leads of it")


def test_a_rule_of_plurals_that_divides_by_nothing_leaves_english() -> None:
    class Divides(_Made):
        def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
            return str(n // 0)

    language.use(Divides({}))

    assert trn("1 lead", "{count} leads", 2) == "2 leads"


def test_days_times_and_numbers_follow_the_samples_of_a_catalogue() -> None:
    assert (clock(0, 4), clock(14, 4, 9), day(11, 28), day(11, 28, 2026)) == (
        "12:04 am",
        "2:04:09 pm",
        "Nov 28",
        "Nov 28, 2026",
    )
    months = "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez"
    language.use(
        _Made(
            {
                "1,000": "1.000",
                "2:04 pm": "14:04",
                "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec": months,
                "{month} {day}": "{day}. {month}",
                "{month} {day}, {year}": "{day}. {month} {year}",
            }
        ),
        "de",
    )

    assert (clock(0, 4), clock(14, 4, 9), day(3, 8), day(12, 8, 2026)) == ("0:04", "14:04:09", "8. Mär", "8. Dez 2026")
    assert grouped(1234567) == "1.234.567"


def test_samples_that_cannot_be_read_leave_days_and_numbers_english() -> None:
    language.use(_Made({"1,000": "tausend", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec": "Jan bis Dez"}))

    assert (grouped(1234), day(12, 1)) == ("1,234", "Dec 1")


@pytest.mark.parametrize("name", ["ar", "he_IL", "qps-plocm"])
def test_a_language_says_whether_it_runs_from_right_to_left(name: str) -> None:
    language.use(_Made({}), name)
    assert right_to_left()

    language.use(_Made({}), "de")
    assert not right_to_left()


@pytest.mark.parametrize("content", [None, b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_file_that_is_no_catalogue_leaves_english(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "de.mo"
    if content is not None:
        file.write_bytes(content)

    language.choose({"LEADDESK_LANGUAGE": str(file)}, tmp_path)

    assert language.language() == "en"


@pytest.mark.parametrize(
    ("env", "preferred", "chosen"),
    [
        ({}, "", "en"),
        ({"LANG": "pt_BR.UTF-8"}, "", "pt_BR"),
        ({"LANG": "de_AT.UTF-8"}, "", "de"),
        ({"LANG": "de_AT.UTF-8", "LC_ALL": "C.UTF-8"}, "", "en"),
        ({"LANG": "fi_FI", "LANGUAGE": "fi:de:en"}, "", "de"),
        ({"LANG": "de_DE", "LANGUAGE": "en_GB:de"}, "", "en"),
        ({"LANG": "de_DE"}, "pt_BR", "pt_BR"),
        ({"LANG": "de_DE", "LEADDESK_LANGUAGE": "en"}, "pt_BR", "en"),
        ({"LANG": "de_DE", "LEADDESK_LANGUAGE": "xx"}, "", "de"),
    ],
)
def test_the_language_is_the_first_there_is_a_catalogue_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, env: dict[str, str], preferred: str, chosen: str
) -> None:
    for name in ("de", "pt_BR"):
        (tmp_path / f"{name}.mo").touch()
    monkeypatch.setattr(gettext, "GNUTranslations", lambda file: gettext.NullTranslations())

    language.choose(env, tmp_path, preferred)

    assert language.language() == chosen


def test_english_is_written_as_the_country_does() -> None:
    language.adopt(Customs(clock_24=True, day_first=True, group=".", point=","))

    assert (day(11, 28), day(11, 28, 2026)) == ("28 Nov", "28 Nov 2026")
    assert (clock(14, 4), clock(9, 0, brief=True), clock(0, 4, 9)) == ("14:04", "9:00", "0:04:09")
    assert (grouped(1234567), decimal(0.44), decimal(2, 2)) == ("1.234.567", "0,4", "2,00")


def test_another_language_keeps_its_own_samples_in_any_country() -> None:
    language.adopt(Customs(clock_24=True, day_first=True, group=".", point=","))
    samples = {"0.5": "0·5", "Mon Tue Wed Thu Fri Sat Sun": "Mo Di Mi Do Fr Sa So"}
    language.use(_Made(samples), "de")

    assert (day(11, 28), clock(14, 4), grouped(1000), decimal(0.5)) == ("Nov 28", "2:04 pm", "1,000", "0·5")
    assert (weekday_name(0), weekday_name(6)) == ("Mo", "So")


def test_a_row_of_names_with_one_missing_is_english() -> None:
    language.use(_Made({"Mon Tue Wed Thu Fri Sat Sun": "Mo Di Mi"}), "de")

    assert weekday_name(2) == "Wed"
