"""What a request about campaigns must look like: the contract's sections 1, 2 and 5, read strictly.

Where the contract leaves open what the vendor does (a body where none is needed, a text left out, a plus sign in a
list's name), this refuses or takes what is surely meant, so that a careless request is noticed in practice.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote_to_bytes

from leaddesk.practice.campaign_texts import MESSAGE_KEYS
from leaddesk.practice.lead_request import RefusedError


def no_query(query: bytes) -> None:
    """Raises RefusedError where a call has parameters that takes none."""
    if query:
        raise RefusedError(400, "The call takes no parameters")


def list_name(query: bytes) -> str:
    """Returns the name of a list exactly as it was escaped; raises RefusedError where it is not to be told."""
    pairs = [part.partition(b"=") for part in query.split(b"&")]
    if len(pairs) != 1 or pairs[0][0] != b"listName":
        raise RefusedError(400, "The call takes one parameter, listName")
    encoded = pairs[0][2]
    if b"+" in encoded:
        raise RefusedError(400, "listName holds a plus sign that may mean a blank; escape both")
    try:
        name = unquote_to_bytes(encoded).decode("utf-8")
    except UnicodeDecodeError as exc:
        raise RefusedError(400, "listName is not UTF-8") from exc
    if not name.strip():
        raise RefusedError(400, "listName is blank")
    return name


def no_body(content_type: str, body: bytes) -> None:
    """Raises RefusedError where a call that needs no body has one, other than an empty object."""
    if body and _json(content_type, body) != {}:
        raise RefusedError(400, "The call takes no body")


def changed_texts(content_type: str, body: bytes) -> dict[str, str]:
    """Returns the texts to change, by key; blank and null leave a text as it is. Raises RefusedError."""
    sent = _json(content_type, body)
    if not isinstance(sent, dict):
        raise RefusedError(422, "The body must be an object")
    problems = [f"{key} is not a known key" for key in sent if key not in MESSAGE_KEYS]
    problems += [f"{key} is missing, null leaves it as it is" for key in MESSAGE_KEYS if key not in sent]
    problems += [
        f"{key} must be a text or null"
        for key in MESSAGE_KEYS
        if not (sent.get(key) is None or isinstance(sent[key], str))
    ]
    if problems:
        raise RefusedError(422, *problems)
    return {key: text for key, text in sent.items() if text is not None and text.strip()}


def _json(content_type: str, body: bytes) -> Any:
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise RefusedError(400, "The content type must be application/json")
    try:
        return json.loads(body)
    except ValueError as exc:
        raise RefusedError(400, "The body is not JSON") from exc
