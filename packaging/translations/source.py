"""Reads the texts out of the source, and what is wrong with how they are written there.

In Python these are the arguments of `tr`, `trn` and `tr_later`, and the labels of what vendors answer, which `tr_now`
translates where they are shown; in our TOML files, the values of the keys named below.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from leaddesk.practice import PRACTICE_NUMBERS
from leaddesk.practice.croco_table import CROCO_NUMBERS

ROOT = Path(__file__).parents[2]
TOML: Mapping[str, tuple[str, ...]] = {
    "leaddesk/vendors/*/vendor.toml": (
        *("label", "help", "hint", "retired", "section", "pattern_says", "says", "choices", "test_asks"),
    ),
    "leaddesk/vendors/*/search.toml": ("label", "help", "group", "created_labels"),
    "resources/rules/assessment.toml": ("words",),
    "resources/rules/messages.toml": ("words",),
    "resources/rules/calling-windows.toml": ("note",),
    "resources/rules/retention.toml": ("note",),
    "resources/terms/*.toml": ("meaning", "marks"),
}
"""Files whose texts people read, and the keys those stand under."""
_LABELLED = ("fact", "missing")
"""Methods of readers of answers whose first argument is a label: a look-up for each field would cost too much there."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text, and where it stands."""

    text: str
    many: str = ""
    """The form for more than one; empty for a text that has only one."""
    file: str = ""
    line: int = 0


def texts(root: Path = ROOT) -> tuple[list[Text], list[str]]:
    """Returns all texts of the program in the order of their files, and a sentence for each mistake."""
    found: list[Text] = []
    wrong: list[str] = []
    for path in sorted((root / "leaddesk").rglob("*.py")):
        reader = Reader(path.relative_to(root).as_posix())
        reader.visit(ast.parse(path.read_text("utf-8")))
        found += reader.texts
        wrong += reader.wrong
    for pattern, keys in TOML.items():
        for path in sorted(root.glob(pattern)):
            file = path.relative_to(root).as_posix()
            found += (Text(text, file=file) for text in _under(tomllib.loads(path.read_text("utf-8")), keys))
    found += (Text(text, file="leaddesk/practice") for text in _of_practice())
    return found, wrong


def _of_practice() -> Iterator[str]:
    """Yields the texts of the practice panel: `practice` imports nothing of ours, so nothing marks them there."""
    for number in (*PRACTICE_NUMBERS, *CROCO_NUMBERS):
        yield from (number.title, number.says, number.group.value)


def _under(table: Mapping[str, Any], keys: Iterable[str], *, inside: bool = False) -> Iterator[str]:
    for key, value in table.items():
        here = inside or key in keys
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from _under(item, keys, inside=here)
            elif here and isinstance(item, str) and item.strip():
                yield " ".join(item.split())


class Reader(ast.NodeVisitor):
    """Reads one module."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.texts: list[Text] = []
        self.wrong: list[str] = []
        self._translated: set[str] = set()
        """Names that hold a translated text in this module."""

    def visit_Call(self, node: ast.Call) -> None:
        """Takes the texts of a call; whatever else it is called with is looked through too."""
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in ("tr", "trn", "tr_later"):
            self._take(node, name)
        elif isinstance(node.func, ast.Attribute) and node.func.attr in _LABELLED and node.args:
            label = node.args[0]
            if isinstance(label, ast.Constant) and isinstance(label.value, str):
                self.texts.append(Text(label.value, "", self.file, node.lineno))
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Remembers names that hold a translated text."""
        if _is_translated(node.value):
            self._translated |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Refuses a comparison with a translated text: it would hold in English only."""
        sides = [part for side in (node.left, *node.comparators) for part in getattr(side, "elts", [side])]
        if any(_is_translated(side) or getattr(side, "id", "") in self._translated for side in sides):
            self._refuse(node, "a translated text is compared")
        self.generic_visit(node)

    def _take(self, node: ast.Call, name: str) -> None:
        forms = node.args[: 2 if name == "trn" else 1]
        said = [form.value for form in forms if isinstance(form, ast.Constant) and isinstance(form.value, str)]
        if len(said) != (2 if name == "trn" else 1) or len(node.args) != (3 if name == "trn" else 1):
            self._refuse(node, f"{name} needs its text as it is written there")
            return
        given = {keyword.arg for keyword in node.keywords}
        if None in given:
            self._refuse(node, f"{name} needs its values by name")
            return
        if name == "trn":
            given |= {"count"}
        for text in said:
            if (given or name == "trn") and (problem := _misfit(text, given, exact=text is said[-1], name=name)):
                self._refuse(node, problem)
            elif not given and _looks_unfilled(text):
                self._refuse(node, f"nothing fills the place in: {text}")
        if not said[0].strip():
            self._refuse(node, "an empty text")
        self.texts.append(Text(said[0], said[1] if name == "trn" else "", self.file, node.lineno))

    def _refuse(self, node: ast.expr, why: str) -> None:
        self.wrong.append(f"{self.file}:{node.lineno}: {why}")


def places(text: str) -> set[str]:
    """Returns the names in braces. Raises ValueError for a text that cannot be filled."""
    found = set()
    for _literal, name, spec, conversion in Formatter().parse(text):
        if spec or conversion or (name is not None and not name.isidentifier()):
            raise ValueError(f"more than a name in braces: {text}")
        if name is not None:
            found.add(name)
    return found


def _misfit(text: str, given: set[str | None], *, exact: bool, name: str) -> str:
    """Returns why the values do not fit the places; one lead may leave its number out, as may many."""
    try:
        there = places(text)
    except ValueError as error:
        return str(error)
    left = given - there if exact else set()
    left -= {"count"} if name == "trn" else set()
    if there - given or left:
        return f"the places and the values differ ({', '.join(sorted(map(str, (there - given) | left)))}): {text}"
    return ""


def _looks_unfilled(text: str) -> bool:
    try:
        return bool(places(text))
    except ValueError:
        return False  # braces of another kind, such as JSON's


def _is_translated(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "trn", "tr_now")
