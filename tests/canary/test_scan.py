"""The scan finds a canary however it was written down, and nothing where there is none."""

from __future__ import annotations

import base64
import gzip
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.canary.scan import traces, traces_below

KEY = "canary/Key+ü?Qzx"
CANARIES = {"key": (KEY,)}


def _zipped(text: str) -> bytes:
    import io

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("sheet.xml", text)
    return packed.getvalue()


WAYS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8 in capitals": lambda text: text.encode().upper(),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-32": lambda text: text.encode("utf-32-le"),
    "hex": lambda text: text.encode().hex().encode(),
    "hex in capitals": lambda text: text.encode().hex().upper().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 after a user": lambda text: base64.b64encode(b"u:" + text.encode()),
    "base64 after another user": lambda text: base64.b64encode(b"us:" + text.encode() + b":x"),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(text.encode()),
    "percent": lambda text: quote(text, safe="").encode(),
    "every letter as percent": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()).encode(),
    "JSON": lambda text: json.dumps(text).encode(),
    "bytes as Python shows them": lambda text: repr(text.encode()).encode(),
    "gzip": lambda text: gzip.compress(text.encode()),
    "zlib": lambda text: zlib.compress(text.encode()),
    "zip": _zipped,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_canary_is_found_however_it_is_written(way: Callable[[str], bytes], tmp_path: Path) -> None:
    data = way(KEY)
    hidden = tmp_path / "deep" / "er"
    hidden.mkdir(parents=True)
    padding = b"" if data[:2] == b"PK" else b"before \xff\x00 "
    (hidden / "file.bin").write_bytes(padding + data + b" after")
    assert traces_below(tmp_path, CANARIES)
    assert not traces_below(tmp_path, {"key": ("canary/Kez+ü?Qzx",)})
    assert not traces_below(tmp_path, CANARIES, spared=[hidden / "file.bin"])


def test_a_name_of_a_file_counts_too(tmp_path: Path) -> None:
    (tmp_path / "canarylast.txt").touch()
    assert traces_below(tmp_path, {"last name": ("Canarylast",)}) == [
        "canarylast.txt: last name as text in its name",
    ]


def test_nothing_is_found_in_nothing() -> None:
    assert traces(bytes(range(256)) * 40, CANARIES) == []
