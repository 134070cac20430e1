"""The difference between a text as it is and as it is wanted, in plain lines that need no colour."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from leaddesk.domain.campaign import MESSAGE_KEYS
from leaddesk.domain.campaign_acts import message_label
from leaddesk.language import tr

_WORDS = re.compile(r"\s+|[^\s]+")
_LONGEST = 4000
"""Characters of a text whose words are compared one by one; longer ones are shown whole and not compared."""


def difference(before: Mapping[str, str], wanted: Mapping[str, str]) -> str:
    """Returns each changed text as it is and as it is wanted, with the words that differ, and what stays."""
    parts = []
    for key, text in wanted.items():
        now = before.get(key, "")
        lines = [f"{message_label(key)} ({key})", f"− {now or tr('(no text came)')}", f"+ {text}"]
        if words := changed_words(now, text):
            lines.append(tr("Changed words: {words}", words=words))
        parts.append("\n".join(lines))
    kept = [message_label(key) for key in MESSAGE_KEYS if key not in wanted]
    if kept:
        parts.append(tr("Stays as it is: {kept}.", kept=", ".join(kept)))
    return "\n\n".join(parts)


def changed_words(before: str, after: str) -> str:
    """Returns which words give way to which, such as "“old” → “new”"; empty where texts are too long to compare."""
    if not before or max(len(before), len(after)) > _LONGEST:
        return ""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    said = []
    for what, start, end, from_, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            gone, come = "".join(old[start:end]), "".join(new[from_:to])
            said.append(
                f"“{gone}” → “{come}”"
                if gone and come
                else tr("“{gone}” goes", gone=gone)
                if gone
                else tr("“{come}” comes", come=come)
            )
    return ", ".join(said)
