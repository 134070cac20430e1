"""The language of what people read: texts are looked up in a catalogue of gettext, and are English without one.

One language is chosen before any module with texts is imported, and stays until LeadDesk ends. A catalogue can be wrong
in any way: a text that it does not have, or whose places it fills otherwise, is shown in English. Vendors' words, what
is kept on disk and compared, and the log are not translated.

Days, times and digits follow samples in the catalogue; in English they follow the country that the system is set to.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

ENGLISH = "en"
_RIGHT_TO_LEFT = frozenset(("ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi", "qps-plocm"))
"""Languages written from right to left; the last is the mirrored pseudo-language."""


class Catalogue(Protocol):
    """The two look-ups of gettext; both return the English text where there is no other."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str: ...


class Customs(NamedTuple):
    """How people in a country write what English words do not tell; as in the United States where nothing is known."""

    clock_24: bool = False
    day_first: bool = False
    """Whether a day is "28 Nov 2026" and not "Nov 28, 2026"."""
    group: str = ","
    """What stands between the thousands."""
    point: str = "."
    """What stands before tenths."""


class _Language:
    """A catalogue, looked into once for each text."""

    def __init__(self, catalogue: Catalogue, name: str) -> None:
        self.name = name
        self.from_right = name in _RIGHT_TO_LEFT or name.partition("_")[0] in _RIGHT_TO_LEFT
        self._catalogue = catalogue
        self._texts: dict[str, str] = {}

    def text(self, text: str) -> str:
        """Returns the translation, or the text itself where there is none with the same places."""
        if (found := self._texts.get(text)) is None:
            said = self._catalogue.gettext(text)
            found = self._texts[text] = said if said and _places(said) == _places(text) else text
        return found

    def plural(self, one: str, many: str, count: int) -> str:
        """Returns the form for that many; it may leave out or name the count, and nothing else."""
        english = one if count == 1 else many
        try:
            said = self._catalogue.ngettext(one, many, count)
        except ArithmeticError:  # the rule of a catalogue is a sum of its own
            return english
        there, wanted = _places(said), _places(many)
        return said if said and there is not None and there | {"count"} == (wanted or set()) | {"count"} else english


_chosen: _Language | None = None
_customs = Customs()
_group, _point = _customs.group, _customs.point


def tr(text: str, /, **values: object) -> str:
    """Returns a text in the language of the screen, each `{name}` in it filled; without values it stays as it is."""
    if _chosen is not None:
        text = _chosen.text(text)
    return text.format_map(values) if values else text


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """Returns the form for that many; `{count}` is the number as people write it."""
    form = (one if count == 1 else many) if _chosen is None else _chosen.plural(one, many, count)
    return form.format_map({"count": grouped(count), **values})


def tr_later(text: str, /) -> str:
    """Returns the text as it is: it is kept or compared in English, and `tr_now` translates it where it is shown."""
    return text


def tr_now(text: str, /) -> str:
    """Returns a text that was marked by `tr_later`, or that stands in a file of ours, in the language of the screen."""
    return str(text) if _chosen is None or not text else _chosen.text(str(text))


_MONTHS = tr_later("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
_ENGLISH_MONTHS = tuple(_MONTHS.split())
_WEEKDAYS = tr_later("Mon Tue Wed Thu Fri Sat Sun")
_ENGLISH_WEEKDAYS = tuple(_WEEKDAYS.split())


def grouped(number: int) -> str:
    """Returns a whole number for the eye, such as "1,234"."""
    return f"{number:,}" if _group == "," else f"{number:,}".replace(",", _group)


def decimal(number: float, places: int = 1) -> str:
    """Returns a number with so many places for the eye, such as "0.4"; never as many as a thousand."""
    return f"{number:.{places}f}".replace(".", _point)


def clock(hour: int, minute: int, second: int | None = None, *, brief: bool = False) -> str:
    """Returns a time of day for the eye, as "2:04 pm", a brief full hour as "2 pm"; whoever calls adds the zone."""
    tail = "" if second is None else f":{second:02}"
    # The sample says which clock a language uses.
    if _customs.clock_24 if _chosen is None else tr("2:04 pm").startswith("14"):
        return f"{hour}:{minute:02}{tail}"
    past = "" if brief and not minute else f":{minute:02}"
    return f"{hour % 12 or 12}{past}{tail} {tr('am') if hour < 12 else tr('pm')}"


def day(month: int, day: int, year: int | None = None) -> str:
    """Returns a day for the eye, such as "Nov 28" or "Nov 28, 2026"."""
    name = month_name(month)
    if _chosen is None and _customs.day_first:
        return f"{day} {name}" if year is None else f"{day} {name} {year}"
    if year is None:
        return tr("{month} {day}", month=name, day=day)
    return tr("{month} {day}, {year}", month=name, day=day, year=year)


def month_name(month: int) -> str:
    """Returns a month's short name; 1 is January."""
    return _names(_MONTHS, _ENGLISH_MONTHS)[month - 1]


def weekday_name(weekday: int) -> str:
    """Returns a day's short name; 0 is Monday."""
    return _names(_WEEKDAYS, _ENGLISH_WEEKDAYS)[weekday]


def _names(said: str, english: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the names in a translated row of them; English ones where some are missing."""
    names = english if _chosen is None else tuple(_chosen.text(said).split())
    return names if len(names) == len(english) else english


def language() -> str:
    """Returns the name of the language that is in use, such as "en" or "pt_BR"."""
    return ENGLISH if _chosen is None else _chosen.name


def right_to_left() -> bool:
    """Tells whether the language in use is written from right to left."""
    return _chosen is not None and _chosen.from_right


def use(catalogue: Catalogue | None, name: str = ENGLISH) -> None:
    """Chooses the catalogue that all texts are looked up in from now on; None is English."""
    global _chosen, _group, _point  # noqa: PLW0603 - one language for the whole process
    _chosen = _Language(catalogue, name) if catalogue is not None else None
    _group, _point = _customs.group, _customs.point
    if _chosen is not None:
        many, part = tr("1,000"), tr("0.5")  # samples: their translations show what stands between the digits
        _group = many[1:-3] if many.startswith("1") and many.endswith("000") else ","
        _point = part[1:-1] if part.startswith("0") and part.endswith("5") else "."


def adopt(customs: Customs) -> None:
    """Takes over how a country writes days, times and digits in English; another language has its own samples."""
    global _customs, _group, _point  # noqa: PLW0603 - one country for the whole process
    _customs = customs
    if _chosen is None:
        _group, _point = customs.group, customs.point


def load(path: Path) -> None:
    """Uses the catalogue in a `.mo` file with its language's name; one that cannot be read leaves the texts English."""
    import gettext

    try:
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
    except Exception:  # noqa: BLE001 - a file may hold anything, and gettext promises nothing about it
        return
    use(catalogue, path.stem)


def choose(env: Mapping[str, str], folder: Path, preferred: str = "") -> None:
    """Uses the first language there is a catalogue of: the one named in LEADDESK_LANGUAGE, `preferred`, the system's.

    LEADDESK_LANGUAGE may also be the path of a `.mo` file. `folder` holds the catalogues, each under its language's
    name.
    """
    forced = env.get("LEADDESK_LANGUAGE", "").strip()
    if forced.endswith(".mo"):
        load(Path(forced))
        return
    there = available(folder)
    if not there:
        return
    for name in (forced, preferred, *_of_the_system(env)):
        if name.partition("_")[0] == ENGLISH:
            return
        for known in (name, name.partition("_")[0]):
            if known in there:
                load(folder / f"{known}.mo")
                return


def available(folder: Path) -> frozenset[str]:
    """Returns the names of the languages there are catalogues of, beside English."""
    try:
        return frozenset(name.removesuffix(".mo") for name in os.listdir(folder) if name.endswith(".mo"))  # noqa: PTH208
    except OSError:
        return frozenset()


def _of_the_system(env: Mapping[str, str]) -> list[str]:
    """Returns the languages that the system asks for, as `pt_BR`, the dearest first."""
    if named := [env[key] for key in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if env.get(key)]:
        said = [one for text in named for one in text.split(":")]
        return [ENGLISH if one.partition(".")[0] in ("C", "POSIX") else one.partition(".")[0] for one in said]
    if os.name == "nt":
        import ctypes
        import locale

        windows = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        found = locale.windows_locale.get(windows.GetUserDefaultUILanguage())
        return [found] if found else []
    return []


def _places(text: str) -> set[str] | None:
    """Returns the names in braces; None for a text that cannot be filled, or fills more than plain names."""
    from string import Formatter

    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    if any(spec or conversion for _literal, _name, spec, conversion in parts):
        return None
    names = {name for _literal, name, _spec, _conversion in parts if name is not None}
    return names if all(name.isidentifier() for name in names) else None
