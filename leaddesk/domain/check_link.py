"""A number handed in from outside, by command line or link: read strictly, or refused with a sentence.

A link can name a number to fill in and nothing else; whatever more it carries, the whole link is refused. What comes
back holds the signs of a phone number only, so it can be shown and handed on as it is.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from leaddesk.domain.phone import HOME_REGION
from leaddesk.language import tr

SCHEME = "leaddesk"
LINK_CAP, NUMBER_CAP = 200, 40
"""Characters of a link, and of a number, that are read at most."""
_ENOUGH_DIGITS = 7
"""Digits of a number without its area code."""
_ADDRESS = re.compile(rf"{SCHEME}:(?://)?check/?", re.IGNORECASE | re.ASCII)
_SIGNS = re.compile(r"[+\d ().\-/]+", re.ASCII)
_BROKEN_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


class CheckRefused(ValueError):
    """What was handed in is no number to check; the message is a sentence for the person, without what it held."""


def is_link(text: str) -> bool:
    """Tells whether a text on the command line is meant as a link to LeadDesk."""
    return text.lstrip()[: len(SCHEME) + 1].lower() == f"{SCHEME}:"


def read_link(link: str) -> str:
    """Returns the number in `leaddesk://check?phone=…`, or raises CheckRefused."""
    if len(link) > LINK_CAP:
        raise CheckRefused(tr("The link is longer than {link_cap} characters.", link_cap=LINK_CAP))
    address, asks, query = link.strip().partition("?")
    if not _ADDRESS.fullmatch(address):
        raise CheckRefused(tr("The link asks for something else than checking a number."))
    key, names, value = query.partition("=")
    if not asks or not names or key != "phone":
        raise CheckRefused(tr("The link names no number: it has to read leaddesk://check?phone=…"))
    if set("&;=#?") & set(value):
        raise CheckRefused(tr("The link carries something beside the number."))
    if _BROKEN_PERCENT.search(value):
        raise CheckRefused(tr("The link is damaged: a % in it stands for nothing."))
    try:
        decoded = unquote(value, errors="strict")
    except UnicodeDecodeError as error:
        raise CheckRefused(tr("The link is damaged: it is not UTF-8 text.")) from error
    # Some programs write a space as a plus; the one in front of a number is its own.
    return read_number(decoded[:1] + decoded[1:].replace("+", " "))


def read_number(text: str) -> str:
    """Returns a number handed in as it was written, or in E.164 where other words stood around it.

    Raises CheckRefused.
    """
    if any(unicodedata.category(char).startswith("C") for char in text):
        raise CheckRefused(tr("The number holds control characters."))
    number = text.strip()
    if not number:
        raise CheckRefused(tr("The number is missing."))
    if len(number) > NUMBER_CAP:
        raise CheckRefused(tr("The number is longer than {number_cap} characters.", number_cap=NUMBER_CAP))
    plain = _SIGNS.fullmatch(number) is not None
    if plain and sum(char.isdigit() for char in number) >= _ENOUGH_DIGITS:
        return number
    parsed = _parsed(number)
    return number if plain else parsed


def _parsed(number: str) -> str:
    """Returns the number in E.164 as the phone library finds it in a text, or raises CheckRefused."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, HOME_REGION)
    except phonenumbers.NumberParseException as error:
        raise CheckRefused(tr("This is not a phone number.")) from error
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
