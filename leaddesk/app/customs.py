"""How days, times and digits are written: in the language of the screen, by the customs of the system's country."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from leaddesk.language import Customs, adopt, language


def adopt_customs(system: QLocale | None = None) -> None:
    """Has LeadDesk and Qt's own calendars and fields write as people do here; `system` is that of the computer."""
    country = (system or QLocale.system()).name().partition("_")[2]
    name = language() if "_" in language() or not country else f"{language()}_{country}"
    here = QLocale(name)  # English as it is written in that country, where English is the language
    QLocale.setDefault(here)
    short = here.dateFormat(QLocale.FormatType.ShortFormat)
    adopt(
        Customs(
            clock_24="a" not in here.timeFormat(QLocale.FormatType.ShortFormat).lower(),
            day_first=0 <= short.find("d") < short.find("M"),
            group=here.groupSeparator() or ",",
            point=here.decimalPoint() or ".",
        )
    )
