"""Holds a campaign's texts against the dated expectations of carriers: advice, never a block.

Wording is recognised by its words and not understood, so a finding may be wrong, and a text without one may still be
filtered. What a merge field will bring is not known and counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from leaddesk.domain.advice import Advice
from leaddesk.domain.campaign_acts import message_label
from leaddesk.domain.message_rules import FORBIDDING, Check, MessageRule, MessageRules
from leaddesk.language import tr

_WORD = re.compile(r"[^\W_]+")
_FIELD = re.compile(r"\{\{[^{}]*\}\}")
_HOST = re.compile(r"(?<![\w.@-])(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?![\w@-])", re.IGNORECASE | re.ASCII)
_MAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[a-z]{2,24}", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:\+?1[\s.-]{0,2})?\(?\d{3}\)?[\s.-]{0,2}\d{3}[\s.-]{0,2}\d{4}(?!\d)")
_TOLL_FREE = re.compile(r"(?<!\d)(?:1-)?8(?:00|33|44|55|66|77|88)-[A-Z0-9-]{7,12}\b")
_OPENING = re.compile(r"\s*([^\W\d_][\w&'’. -]{1,39}):")
_SITE = re.compile(
    r"https?://\w|\bwww\.\w|(?<![\w.@-])(?:[a-z0-9-]{1,63}\.)+(?:app|biz|co|com|edu|gov|info|io|ly|net|org|us)\b",
    re.IGNORECASE | re.ASCII,
)
"""Narrower than a host: “end.Reply” is no contact."""
_GREETINGS = ("dear", "hello", "hey", "hi", "alert", "final", "important", "info", "last", "note", "notice", "offer")
_KEYWORDS = ("cancel", "end", "help", "quit", "start", "stop", "stopall", "unsubscribe", "yes")
_NO_NAMES = frozenset((*_GREETINGS, "reminder", "update", "urgent", *_KEYWORDS))


def lint_message(key: str, text: str, rules: MessageRules, today: date) -> tuple[Advice, ...]:
    """Returns the findings for one text; `key` is one of MESSAGE_KEYS."""
    return tuple(
        Advice(
            rule=rule.id,
            where=message_label(key),
            words=words,
            source=rule.source,
            checked_on=rule.checked_on,
            review_by=rule.review_by,
            expired=rule.expired(today),
            disputed=rule.disputed,
        )
        for rule in rules.rules
        if key in rule.messages and (words := _words(rule, text, rules))
    )


def _words(rule: MessageRule, text: str, rules: MessageRules) -> str:
    """Returns what to say of a text; empty where the rule has nothing against it."""
    plain = _FIELD.sub(" ", text)
    found = _CHECKS[rule.check](plain, rule.terms, rules.brands)
    if rule.check in FORBIDDING:
        return tr("{words} Found: {found}.", words=rule.words, found=", ".join(found)) if found else ""
    if found:
        return ""
    return tr("{words} A merge field may bring it.", words=rule.words) if plain != text else rule.words


_Found = tuple[str, ...]


def _says(plain: str, terms: Iterable[str], _brands: Iterable[str]) -> _Found:
    said = _spoken(plain)
    return tuple(term for term in terms if _spoken(term) in said)


def _holds(plain: str, terms: Iterable[str], _brands: Iterable[str]) -> _Found:
    folded = plain.casefold()
    return tuple(term for term in terms if term.casefold() in folded)


def _sender(plain: str, terms: Iterable[str], brands: tuple[str, ...]) -> _Found:
    if brands:
        return _says(plain, brands, ())
    return tuple(_names(plain, terms))


def _names(plain: str, lead_ins: Iterable[str]) -> Iterator[str]:
    """Yields what looks like names of a sender: before an early colon, or with a capital after a lead-in."""
    opening = _OPENING.match(plain)
    if opening and opening[1][0].isupper() and opening[1].split()[0].casefold() not in _NO_NAMES:
        yield opening[1]
    for lead_in in lead_ins:
        for match in re.finditer(rf"\b{re.escape(lead_in)}\s{{1,3}}(?:the\s)?(\w{{1,40}})", plain, re.IGNORECASE):
            if match[1][0].isupper() and match[1].casefold() not in _NO_NAMES:
                yield match[1]


def _contact(plain: str, _terms: Iterable[str], _brands: Iterable[str]) -> _Found:
    found = (pattern.search(plain) for pattern in (_PHONE, _TOLL_FREE, _MAIL, _SITE))
    return tuple(match[0] for match in found if match)


def _links(plain: str, domains: Iterable[str], _brands: Iterable[str]) -> _Found:
    hosts = dict.fromkeys(match[0].lower() for match in _HOST.finditer(plain))
    below = tuple(f".{domain.lower()}" for domain in domains)
    return tuple(host for host in hosts if f".{host}".endswith(below))


_CHECKS: Mapping[Check, Callable[[str, tuple[str, ...], tuple[str, ...]], _Found]] = {
    Check.SAYS_ONE_OF: _says,
    Check.SAYS_NONE_OF: _holds,
    Check.NAMES_SENDER: _sender,
    Check.GIVES_CONTACT: _contact,
    Check.LINKS_TO_NONE_OF: _links,
}


def _spoken(text: str) -> str:
    """Returns the bare words of a text, a blank around each, so that whole words can be looked for."""
    words = _WORD.findall(text.casefold())
    return f" {' '.join(words)} "
