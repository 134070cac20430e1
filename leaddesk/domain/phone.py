"""Phone numbers through a real phone library: parse, explain, format while typing.

`phonenumbers` is imported on first use, off the way to the first paint; its geocoder is never imported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from leaddesk.language import tr, tr_later

HOME_REGION = "US"
_REGIONS = {
    "US": tr("United States"),
    "CA": tr("Canada"),
    "PR": tr("Puerto Rico"),
    "MX": tr("Mexico"),
    "GB": tr("United Kingdom"),
}


class PhoneFormat(StrEnum):
    """How a vendor wants the number (Pure CallerID: UNKNOWN in the contract, so a setting)."""

    TEN_DIGITS = tr_later("10 digits")
    ELEVEN_DIGITS = tr_later("11 digits")
    E164 = "E.164"


class PhoneProblem(ValueError):
    """The text is not a phone number that can be dialled; the message says why."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as typed and, where a phone library accepts it, in E.164."""

    typed: str
    e164: str = ""
    """Empty when the number is sent as typed."""
    region: str = ""
    """ISO 3166 code of the region the number belongs to; empty when unknown."""

    def formatted(self, shape: PhoneFormat) -> str:
        """Returns the number for the vendor; as typed where it was never accepted as a number."""
        if not self.e164:
            return self.typed
        digits = self.e164[1:]
        if shape is PhoneFormat.E164:
            return self.e164
        if shape is PhoneFormat.TEN_DIGITS and len(digits) == 11 and digits.startswith("1"):
            return digits[1:]
        return digits

    def parts(self) -> tuple[str, str]:
        """Returns country code and national number in digits; no code for a number that is sent as typed."""
        if not self.e164:
            return "", re.sub(r"[^0-9]", "", self.typed)
        import phonenumbers

        number = phonenumbers.parse(self.e164)
        return str(number.country_code), phonenumbers.national_significant_number(number)

    def shown(self) -> str:
        """Returns the number for the eye: national where it is at home, international elsewhere."""
        return show_number(self.e164 or self.typed)


def load_library() -> None:
    """Loads the phone library and what it knows of the home region: 50 ms that no UI thread has."""
    format_while_typing("2025550100")
    show_number("2025550100")


@lru_cache(maxsize=64)  # one press looks at its number several times for each destination
def parse_phone(text: str, region: str = HOME_REGION) -> Phone:
    """Returns the number in E.164, or raises PhoneProblem with the reason."""
    import phonenumbers

    if not text.strip():
        raise PhoneProblem(tr("Type a phone number."))
    if len(text) > 64:
        raise PhoneProblem(tr("This is too long for a phone number."))
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise PhoneProblem(tr("This is not a phone number: type its digits, with area code.")) from error
    if number.extension:
        raise PhoneProblem(tr("An extension cannot be loaded: type the number alone."))
    reason = phonenumbers.is_possible_number_with_reason(number)
    results = phonenumbers.ValidationResult
    if reason in (results.TOO_SHORT, results.IS_POSSIBLE_LOCAL_ONLY):
        raise PhoneProblem(tr("The number is too short: type it with its area code."))
    if reason == results.TOO_LONG:
        raise PhoneProblem(tr("The number has too many digits."))
    if not phonenumbers.is_valid_number(number):
        raise PhoneProblem(tr("No such number can exist: check the area code and the digits."))
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(text, e164, phonenumbers.region_code_for_number(number) or "")


def format_while_typing(text: str, region: str = HOME_REGION) -> str:
    """Returns the digits typed so far, grouped as the region groups them; other text comes back unchanged."""
    import phonenumbers

    if not re.fullmatch(r"\+?[\d\s().\-]*", text) or len(text) > 32:
        return text
    formatter = phonenumbers.AsYouTypeFormatter(region)
    shown = ""
    for char in re.sub(r"[^\d+]", "", text):
        shown = formatter.input_digit(char)
    return shown


@lru_cache(maxsize=64)  # one answer shows its number in several places, before it is painted
def show_number(number: str) -> str:
    """Returns a stored number for the eye; text that is no number comes back unchanged."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, HOME_REGION)
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_possible_number(parsed):
        return number
    home = parsed.country_code == 1
    shape = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, shape)


def region_name(code: str) -> str:
    """Returns a region's name in words, or its code."""
    return _REGIONS.get(code, code)


def last_ten(number: str) -> str:
    """Returns the last ten digits, the part by which two spellings of a number are compared."""
    return re.sub(r"\D", "", number)[-10:]
