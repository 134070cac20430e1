"""`leaddesk --check NUMBER` and links: what they make the window open with, and what they can never do."""

from __future__ import annotations

import subprocess
import sys

import pytest

from leaddesk import __main__ as command
from leaddesk.app.options import Options

LINK = "leaddesk://check?phone=2025550123"


@pytest.fixture
def opened(monkeypatch):
    seen: list[Options] = []

    def open_(options: Options) -> int:
        seen.append(options)
        return 0

    monkeypatch.setattr(command, "_open", open_)
    return seen


@pytest.mark.parametrize(
    ("args", "options"),
    [
        ([], Options()),
        (["--check", "(202) 555-0123"], Options(check="(202) 555-0123")),
        (["--check=2025550123", "--practice"], Options(check="2025550123", practice=True)),
        (["--check", LINK], Options(check="+12025550123")),
        ([LINK], Options(check="2025550123")),
        (["--practice", LINK.upper().replace("PHONE", "phone")], Options(check="2025550123", practice=True)),
    ],
)
def test_a_number_is_handed_to_the_window(opened, args, options):
    assert command.main(args) == 0
    assert opened == [options]


@pytest.mark.parametrize(
    "link",
    [
        "leaddesk:",
        "leaddesk://send?phone=2025550123",
        "leaddesk://check?phone=2025550123&send=1",
        "leaddesk://check?phone=" + "9" * 300,
        "leaddesk://check?phone=%00",
        "leaddesk:--practice",
        "LEADDESK://\udcff",
    ],
)
def test_a_link_that_is_not_followed_opens_the_window_with_the_reason(opened, link):
    assert command.main([link]) == 0
    (options,) = opened
    assert options == Options(refusal=options.refusal)
    assert options.refusal.endswith(".")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--check", "garbage"], "leaddesk: error: argument --check: This is not a phone number."),
        (["--check", ""], "argument --check: The number is missing."),
        (["--check", "202\x1b5550123"], "argument --check: The number holds control characters."),
        (["--check"], "expected one argument"),
        ([LINK, LINK], "invalid choice"),
        (["--tour", "pictures", LINK], "invalid choice"),
        (["http://example.com"], "invalid choice"),
    ],
)
def test_what_cannot_be_meant_is_bad_usage(opened, capsys, args, said):
    with pytest.raises(SystemExit) as ended:
        command.main(args)
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert said in error
    assert "\x1b" not in error
    assert opened == []


def test_the_version_needs_neither_qt_nor_a_phone_library():
    code = (
        "import sys; sys.argv = ['leaddesk', '--version']\n"
        "from leaddesk.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as end: print(end.code, [m for m in sys.modules if m in %r])"
    )
    heavy = ("PySide6", "phonenumbers", "asyncio", "leaddesk.domain.check_link")
    ran = subprocess.run(
        [sys.executable, "-c", code % (heavy,)], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout.splitlines()[-1] == "0 []"
