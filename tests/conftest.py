"""Prepares the test session: a private home before anything asks for one, then the strict harness for every test."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.helpers import private_home

_ROOT = Path(tempfile.mkdtemp(prefix="leaddesk-tests-"))
private_home.enter(_ROOT)

pytest_plugins = ["tests.helpers.harness", "pytester"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Removes the private home."""
    shutil.rmtree(_ROOT, ignore_errors=True)
