"""In English, days, times and digits are written as in the country that the computer is set to; Qt's too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from leaddesk import language
from leaddesk.app.customs import adopt_customs
from leaddesk.language import Customs, clock, day, decimal, grouped
from leaddesk.ui.times import first_weekday


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)
    language.adopt(Customs())
    language.use(None)


@pytest.mark.parametrize(
    ("system", "said", "begins"),
    [
        ("en_US", ("Nov 28, 2026", "2:04 pm", "1,234", "0.5"), "Sunday"),
        ("C", ("Nov 28, 2026", "2:04 pm", "1,234", "0.5"), "Sunday"),
        ("en_GB", ("28 Nov 2026", "14:04", "1,234", "0.5"), "Monday"),
        ("de_DE", ("28 Nov 2026", "14:04", "1.234", "0,5"), "Monday"),
        ("ar_EG", ("Nov 28, 2026", "2:04 pm", "1,234", "0.5"), "Sunday"),
    ],
)
def test_english_follows_the_country(system: str, said: tuple[str, ...], begins: str) -> None:
    adopt_customs(QLocale(system))

    assert (day(11, 28, 2026), clock(14, 4), grouped(1234), decimal(0.5)) == said
    assert ("Monday", "Sunday")[first_weekday() == 6] == begins
    assert QLocale().language() is QLocale.Language.English


class _Same:
    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        return msgid1 if n == 1 else msgid2


def test_qt_speaks_the_language_of_the_screen_and_not_that_of_the_system() -> None:
    language.use(_Same(), "pt_BR")

    adopt_customs(QLocale("de_DE"))

    assert QLocale().name() == "pt_BR"
    assert (QLocale().decimalPoint(), decimal(0.5)) == (",", "0.5")  # ours are the catalogue's samples
