"""Leaks that the soak found: what of PySide is not used, because it leaves something behind each time."""

from __future__ import annotations

import ast
import asyncio
import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer

import leaddesk

_PACKAGE = Path(leaddesk.__file__).parent


class _Waiting(QObject):
    def rang(self) -> None:
        """Does nothing."""


def _references(to: QObject) -> int:
    gc.collect()
    return sum(type(one) is weakref.ReferenceType and one() is to for one in gc.get_objects())


@pytest.mark.qasync
async def test_a_timer_that_stays_leaves_nothing_behind_when_it_has_fired(qapp) -> None:
    waiting = _Waiting()
    timer = QTimer(waiting, interval=1, singleShot=True)
    timer.timeout.connect(waiting.rang)
    before = _references(waiting)
    for _ in range(20):
        timer.start()
        await asyncio.sleep(0.005)
    assert not timer.isActive()
    assert _references(waiting) == before


def test_no_single_shot_waits_and_then_calls_a_method() -> None:
    """Each leaves a weak reference to its object (PySide 6.11.3); one of no length, or of a lambda, does not."""
    found = []
    for path in _PACKAGE.rglob("*.py"):
        text = path.read_text("utf-8")
        if "singleShot" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "singleShot":
                after, *_, then = node.args
                at_once = isinstance(after, ast.Constant) and after.value == 0
                if len(node.args) == 3 and not at_once and isinstance(then, ast.Attribute):
                    found.append(f"{path.relative_to(_PACKAGE)}:{node.lineno}")
    assert found == []
