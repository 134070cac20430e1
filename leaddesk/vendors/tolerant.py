"""Reads foreign JSON without ever raising: what fits is kept, what does not is dropped alone and noted as drift.

Absent and null stay apart from unreadable, because silence and nonsense are judged differently. pydantic is imported
on the first answer, not with this module: it would delay the first paint.
"""

from __future__ import annotations

import copy
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args

from leaddesk.domain.drift import DriftKind, FieldChange, new_field_as_json
from leaddesk.domain.verdict import Silence
from leaddesk.language import tr, tr_later, tr_now, trn

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

_M = TypeVar("_M", bound="BaseModel")
_T = TypeVar("_T")

Path = tuple[str | int, ...]
"""Keys and list indexes from the top of an answer to a value in it."""

_DEEPEST = 64
_LONGEST_INT = 300
"""Digits; beyond about 308 a number fits no float."""
_MOST_DRIFT = 50


@dataclass(frozen=True, slots=True)
class Unparsed:
    """Why bytes are not JSON, as a short sentence."""

    reason: str


class _Odd(ValueError):
    """What makes a JSON text unusable; the message is the reason."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        said: dict[str, list[object]] = {}
        for key, value in pairs:
            said.setdefault(key, []).append(value)
        # by their spelling: True equals 1 in Python
        made |= {key: values for key, values in said.items() if len({repr(value) for value in values}) > 1}
    return made


def parse_json(body: bytes) -> object | Unparsed:
    """Returns the value of a JSON text, or why there is none; numbers too large to hold come back as their text.

    A key that stands twice in one object with different values comes back as the list of them: no reader can know which
    one was meant, and a *blocked* that is said and taken back is unreadable, not clear.
    """
    if not body.strip():
        return Unparsed(tr("The answer is empty."))
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Unparsed(tr("The answer is not UTF-8 text."))
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse, parse_float=_float, parse_int=_int)
        return _clean(value, 0)
    except json.JSONDecodeError as error:
        return Unparsed(
            tr(
                "The answer is not JSON: {msg} (line {lineno}, column {colno}).",
                msg=error.msg,
                lineno=error.lineno,
                colno=error.colno,
            )
        )
    except _Odd as odd:
        return Unparsed(str(odd))
    except RecursionError:
        return Unparsed(_TOO_DEEP)


_TOO_DEEP = tr("The answer is nested too deeply to be read.")


def _refuse(constant: str) -> object:
    raise _Odd(tr("The answer is not JSON: it holds {constant}.", constant=constant))


def _float(text: str) -> float | str:
    number = float(text)
    return number if math.isfinite(number) else text


def _int(text: str) -> int | str:
    return int(text) if len(text) <= _LONGEST_INT else text


def _clean(value: object, depth: int) -> object:
    """Returns the value with lone surrogates replaced: they can be neither shown nor stored."""
    if depth > _DEEPEST:
        raise _Odd(_TOO_DEEP)
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, list):
        return [_clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_clean(key, depth): _clean(item, depth + 1) for key, item in value.items()}
    return value


@dataclass(frozen=True, slots=True)
class Reading(Generic[_M]):
    """A model filled with everything that could be read."""

    model: _M
    drift: tuple[str, ...]
    """One sentence for each value of another type than documented."""
    unreadable: Mapping[Path, object]
    """The values that were dropped, by their place."""
    extra: tuple[tuple[str, str], ...]
    """Path and JSON text of every field the model does not know."""
    retyped: tuple[FieldChange, ...] = ()
    """What `drift` says in sentences."""

    def changes(self) -> tuple[FieldChange, ...]:
        """Returns what is retyped and what is new, as the list of changes takes it."""
        return (*self.retyped, *(new_field_as_json(path, text) for path, text in self.extra[:_MOST_DRIFT]))

    def value(self, value: _T | None, *path: str | int) -> _T | Silence:
        """Returns a value of the model, or why there is none at that place."""
        return self.silence(*path) if value is None else value

    def silence(self, *path: str | int) -> Silence:
        """Tells an absent or null value from one that, or whose parent, could not be read."""
        dropped = any(path[:length] in self.unreadable for length in range(len(path) + 1))
        return Silence.UNREADABLE if dropped else Silence.MISSING

    def is_silent(self, model: BaseModel, *path: str | int) -> bool:
        """Tells whether the object at that place held nothing, or nothing but nulls."""
        held = [*(getattr(model, name) for name in type(model).model_fields), *(model.model_extra or {}).values()]
        return all(value is None for value in held) and not any(place[: len(path)] == path for place in self.unreadable)


def read(model: type[_M], data: object) -> Reading[_M]:
    """Returns the model with exactly the values left out that do not fit it.

    Every field of the model, at every level, must be optional, and its lists must take None: a dropped element
    leaves None behind, so that the others keep their index.
    """
    from pydantic import ValidationError

    unreadable: dict[Path, object] = {}
    retyped: list[FieldChange] = []
    try:
        filled = model.model_validate(data)
    except ValidationError as error:
        data = copy.deepcopy(data)
        for problem in error.errors(include_url=False):
            place = problem["loc"]
            unreadable[place] = problem["input"]
            got = _kind(problem["input"])
            retyped.append(FieldChange(DriftKind.RETYPED, _dotted(place), _expected(problem), got))
            data = _without(data, place)
        filled = model.model_validate(data)
    drift = [
        tr(
            "{path}: expected {expected}, got {got}",
            path=tr_now(one.path),
            expected=tr_now(one.expected),
            got=tr_now(one.got),
        )
        for one in retyped
    ]
    if len(drift) > _MOST_DRIFT:
        drift[_MOST_DRIFT:] = [
            trn(
                "and 1 more field of another type than documented",
                "and {count} more fields of another type than documented",
                len(drift) - _MOST_DRIFT,
            )
        ]
    unknown: list[tuple[Path, object]] = []
    _unknown(filled, (), unknown)
    extra = tuple((_dotted(place), json.dumps(value, ensure_ascii=False)) for place, value in unknown)
    return Reading(filled, tuple(drift), unreadable, extra, tuple(retyped[:_MOST_DRIFT]))


def _without(data: Any, place: Path) -> object:
    if not place:
        return {}
    holder = data
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = None
    return data


def _unknown(model: BaseModel, place: Path, found: list[tuple[Path, object]]) -> None:
    """Adds what stands in the model, and in the models in it, beside their fields."""
    for name in _with_models(type(model)):
        value = getattr(model, name)
        if isinstance(value, list):
            for index, item in enumerate(value):
                if item is not None:
                    _unknown(item, (*place, name, index), found)
        elif value is not None:
            _unknown(value, (*place, name), found)
    if model.model_extra:
        found += (((*place, key), value) for key, value in model.model_extra.items())


@cache
def _with_models(model: type[BaseModel]) -> tuple[str, ...]:
    """Returns the fields that hold models, or lists of them."""
    return tuple(name for name, field in model.model_fields.items() if _names_model(field.annotation))


def _names_model(annotation: object) -> bool:
    return hasattr(annotation, "model_fields") or any(map(_names_model, get_args(annotation)))


def _dotted(place: Path) -> str:
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in place).removeprefix(".")
    return text or tr_later("the answer")


_EXPECTED = {
    "bool_type": tr_later("yes or no"),
    "string_type": tr_later("text"),
    "list_type": tr_later("a list"),
    "dict_type": tr_later("an object"),
    "model_type": tr_later("an object"),
}


def _expected(problem: ErrorDetails) -> str:
    """Returns what was documented; types of the model's own say it as their message."""
    return _EXPECTED.get(problem["type"], problem["msg"])


def _kind(value: object) -> str:
    match value:
        case bool():
            return tr_later("yes or no")
        case str():
            return tr_later("text")
        case list():
            return tr_later("a list")
        case dict():
            return tr_later("an object")
        case _:
            return tr_later("a number")
