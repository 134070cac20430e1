"""Garbage with Qt objects in it ends on the UI thread, whoever fills the heap."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from leaddesk.app.garbage import UiGarbage


@pytest.fixture(autouse=True)
def automatic():
    """Python's own collector, which the harness has switched off."""
    gc.enable()
    yield
    gc.disable()


@pytest.fixture
def garbage():
    collector = UiGarbage()
    yield collector
    collector.stop()


def _cycle(ended: list[str]) -> None:
    thing = QObject()
    cycle: list[object] = [thing]
    cycle.append(cycle)
    weakref.finalize(thing, lambda: ended.append(threading.current_thread().name))


def _fill_the_heap() -> None:
    kept: list[list[int]] = [[] for _ in range(200_000)]
    assert len(kept) == 200_000


def test_a_worker_that_allocates_never_ends_a_qt_object(qapp, garbage):
    ended: list[str] = []
    garbage.start()
    _cycle(ended)
    worker = threading.Thread(target=_fill_the_heap, name="worker")
    worker.start()
    worker.join()
    assert ended == []
    gc.collect()
    assert ended == [threading.main_thread().name]


def test_without_it_the_worker_ends_them(qapp):
    """The reason for the collector: when this fails, Python changed and it may go."""
    ended: list[str] = []
    gc.collect()
    _cycle(ended)
    worker = threading.Thread(target=_fill_the_heap, name="worker")
    worker.start()
    worker.join()
    assert ended == ["worker"]


def test_stopping_gives_the_work_back(qapp):
    collector = UiGarbage()
    collector.start()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
