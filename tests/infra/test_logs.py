"""Nothing personal or secret reaches the log, whoever wrote it and however."""

import faulthandler
import logging
import stat
import time
import warnings
from logging.handlers import RotatingFileHandler

import pytest

from leaddesk.domain.secret import MASK
from leaddesk.infra.logs import CRASH_NAME, LOG_NAME, RedactingFormatter, start_logging, stop_logging
from leaddesk.infra.paths import Paths
from leaddesk.infra.redaction import redact

log = logging.getLogger("leaddesk.tests")


@pytest.fixture
def paths(tmp_path):
    return Paths.find({"LEADDESK_HOME": str(tmp_path / "home")})


@pytest.fixture(autouse=True)
def _as_before():
    yield
    stop_logging()
    faulthandler.enable()


@pytest.mark.parametrize(
    "secret",
    [
        "720-555-0100",
        "(720) 555-0100",
        "7205550100",
        "17205550100",
        "+17205550100",
        "+1 720.555.0100",
        "%2B17205550100",
        "555-0100",
        "+442079460123",
        "robin@example.com",
        "robin.o+leads@mail.example.com",
        "robin%40example.com",
        "X-API-KEY: canary",
        "x-api-key=canary",
        "{'X-API-KEY': 'canary'}",
        '{"apiKey": "canary", "a": 1}',
        "[(b'x-api-key', b'canary'), (b'Host', b'h')]",
        "[(b'x-refused-key', b'canary'), (b'echo', b\"it's canary\")]",
        "Authorization: Basic canary",
        "authorization: Bearer canary",
        "Cookie: canary",
        "user=u&pass=canary&x=1",
        "password='canary'",
        "https://core.example.com/load?lead=canary&x=1",
        "GET /load?name=canary HTTP/1.1",
        "http://user:canary@proxy.example.com/",
        "d41d8cd98f00b204e9800998ecf8427e",
        "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
        "Y2FuYXJ5+2x/ZQ9zZXJ2ZXI6cGFzcw==",
    ],
)
def test_what_looks_personal_or_secret_is_masked(secret):
    said = redact(f"before {secret} after")
    assert MASK in said
    assert said.startswith("before ")
    digits = sum(letter.isdigit() for letter in said)
    assert "canary" not in said
    assert "robin" not in said
    assert digits <= 3, said
    for part in ("8427e", "zdp7dc", "kpXVCJ9", "cGFzcw"):
        assert part not in said


@pytest.mark.parametrize(
    "harmless",
    [
        "No connection was free for 2 s: the HTTP client is made anew",
        "Nothing answered within 60 s.",
        'File "/usr/lib/python3.11/site-packages/httpcore/_async/connection_pool.py", line 1234, in handle_request',
        'File "C:\\Users\\desk\\LeadDesk\\leaddesk\\infra\\http.py", line 77',
        "migrated the history from 3 to 4 in 0.25 s",
        "127.0.0.1:49152 answered 200",
        "leaddesk.vendors.purecallerid.answer: unreadable",
        "LeadDesk 0.1.0 on Python 3.11.7",
        "2026-11-21T03:39:00",
        "the token is missing, and so is the secret",
    ],
)
def test_what_support_needs_stays_readable(harmless):
    assert redact(harmless) == harmless


def test_the_log_is_private_and_redacted_with_its_traceback(paths, expect_log):
    expect_log("failed")
    start_logging(paths)
    log.info("loaded %s for %s", "720-555-0100", {"X-API-KEY": "canary"})
    said = "Robin Example, robin@example.com said canary: x-api-key=canary"
    try:
        raise ValueError(said) from KeyError("+17205550100")
    except ValueError:
        log.exception("it failed for %s", "robin@example.com")
    stop_logging()
    file = paths.logs / LOG_NAME
    text = file.read_text("utf-8")
    assert "INFO leaddesk.tests: loaded" in text
    assert "Traceback (most recent call last)" in text
    assert "KeyError" in text
    assert "ValueError" in text
    assert 'File "tests/infra/test_logs.py", line' in text
    assert "Robin" not in text
    assert "robin" not in text
    assert "555" not in text.replace("line 555", "")
    assert "x-api-key=canary" not in text
    for path in (file, paths.logs / CRASH_NAME):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(paths.logs.stat().st_mode) == 0o700


def test_a_line_that_cannot_be_formatted_shows_no_argument():
    record = logging.LogRecord("a.b", logging.INFO, __file__, 1, "%d leads", ("canary",), None)
    assert (
        RedactingFormatter()
        .format(record)
        .endswith("INFO a.b: A log line could not be formatted (TypeError): %d leads")
    )


def test_a_huge_text_is_redacted_in_no_time():
    started = time.monotonic()
    for text in ("a" * 300_000, "a1" * 150_000, "7" * 300_000, "ab.cd-" * 50_000, "?a=" * 100_000):
        redact(text)
    assert time.monotonic() - started < 3


def test_libraries_say_warnings_only(paths, expect_log):
    expect_log("pool", logger="httpcore.connection", level=logging.WARNING)
    start_logging(paths)
    for name in ("httpx", "httpcore.connection", "keyring.backend"):
        logging.getLogger(name).info("chatter of %s", name)
    logging.getLogger("httpcore.connection").warning("pool of 720-555-0100")
    stop_logging()
    text = (paths.logs / LOG_NAME).read_text("utf-8")
    assert "chatter" not in text
    assert f"WARNING httpcore.connection: pool of {MASK}" in text


@pytest.mark.parametrize("without_paths", [True, False])
def test_practice_writes_no_file_and_warns_on_standard_error(paths, expect_log, capsys, without_paths):
    expect_log("odd")
    start_logging(None if without_paths else paths, practice=not without_paths)
    log.info("chatter")
    log.warning("odd number 720-555-0100")
    stop_logging()
    said = capsys.readouterr().err
    assert f"WARNING leaddesk.tests: odd number {MASK}" in said
    assert "chatter" not in said
    assert not paths.logs.exists()


def test_a_folder_that_cannot_be_written_to_stops_nothing(paths, expect_log, capsys):
    expect_log("No log is kept")
    paths.logs.parent.mkdir(parents=True)
    paths.logs.write_bytes(b"")
    start_logging(paths)
    assert "No log is kept" in capsys.readouterr().err


def test_stopping_leaves_logging_as_it_was(paths):
    root, httpx = logging.getLogger(), logging.getLogger("httpx")
    before = (list(root.handlers), root.level, httpx.level)
    start_logging(paths)
    start_logging(paths)
    assert len(root.handlers) == len(before[0]) + 1
    stop_logging()
    stop_logging()
    assert (list(root.handlers), root.level, httpx.level) == before


def test_what_python_would_print_by_itself_is_logged_without_its_words(paths, expect_log, capsys):
    expect_log("An error that nobody could be told of")
    expect_log("Odd", logger="py.warnings", level=logging.WARNING)

    class Odd:
        def __del__(self):
            raise ValueError(key)

    key = "canaryKeyQzx"
    start_logging(paths, mask=lambda text: text.replace("canaryWordQzx", MASK))
    Odd()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)  # pytest takes warnings itself while a test runs
        warnings.warn("Odd canaryWordQzx and 720-555-0100", stacklevel=1)
    stop_logging()
    text = (paths.logs / LOG_NAME).read_text("utf-8")
    assert "ValueError" in text
    assert f"Odd {MASK} and {MASK}" in text
    assert "canary" not in text + capsys.readouterr().err


def test_a_disk_that_is_full_is_said_once_and_quotes_no_line(paths, capsys):
    start_logging(paths)
    [handler] = (one for one in logging.getLogger().handlers if isinstance(one, RotatingFileHandler))
    full = open("/dev/full", "w", encoding="utf-8")  # noqa: PTH123, SIM115 - the log closes it
    before = handler.setStream(full)
    assert before
    before.close()
    for _ in range(2):
        log.info("loaded %s", "canaryKeyQzx")
    stop_logging()
    assert full.closed
    said = capsys.readouterr().err
    assert said == "leaddesk: the log cannot be written (OSError)\n"


def test_the_log_stays_small(paths, monkeypatch):
    monkeypatch.setattr("leaddesk.infra.logs._MAX_BYTES", 2000)
    start_logging(paths)
    for number in range(400):
        log.info("line %s", number)
    stop_logging()
    files = sorted(path.name for path in paths.logs.iterdir() if path.name != CRASH_NAME)
    assert files == [LOG_NAME, *(f"{LOG_NAME}.{number}" for number in range(1, 5))]
    assert all((paths.logs / name).stat().st_size <= 2000 for name in files)
    assert all(stat.S_IMODE((paths.logs / name).stat().st_mode) == 0o600 for name in files)


def test_the_formatter_leaves_time_and_level_readable():
    record = logging.LogRecord("a.b", logging.INFO, __file__, 1, "sent to %s", ("7205550100",), None)
    line = RedactingFormatter().format(record)
    assert line.endswith(f"INFO a.b: sent to {MASK}")
    assert line[:2] == "20"
    assert MASK not in line[:24]
