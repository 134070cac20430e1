"""Any text survives the way through a real shell; real-world commands are read; nothing but the body comes back."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.curl import LONGEST, CurlProblem, Placeholder, looks_like_curl, read_curl_body, write_curl

URL = "https://example.com/api/public/lead/load"
NASTY = "line one\nline two 'single' \"double\" `tick` $HOME $(id) \\ back! 😀 é -d @file ^ % \t * ?"
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


def read_problem(text: str) -> str:
    with pytest.raises(CurlProblem) as refused:
        read_curl_body(text)
    return str(refused.value)


@pytest.fixture
def shell(tmp_path: Path):
    """A POSIX shell whose `curl` only prints its arguments."""
    if os.name != "posix":
        pytest.skip("needs a POSIX shell")
    fake = tmp_path / "curl"
    fake.write_text(f"#!{sys.executable}\nimport json, sys\nprint(json.dumps(sys.argv[1:]))\n")
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)

    def run(command: str, **variables: str) -> list[str]:
        environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONUTF8": "1", **variables}
        done = subprocess.run(["sh", "-c", command], env=environment, capture_output=True, check=True, timeout=30)
        arguments = json.loads(done.stdout)
        assert isinstance(arguments, list)
        return arguments

    return run


@pytest.mark.parametrize("body", [NASTY, "-d", "@file", "'", "''", "\n", "{}", "plain", "\\", "a\\'b", "\r\n x"])
def test_a_shell_hands_every_text_over_unchanged(shell, body: str) -> None:
    command = write_curl("POST", URL, (("X-API-KEY", Placeholder("LEADDESK_API_KEY")), ("X-Odd", NASTY)), body)
    assert shell(command, LEADDESK_API_KEY="k+/= '$x") == [
        "-X",
        "POST",
        URL,
        "-H",
        "X-API-KEY: k+/= '$x",
        "-H",
        f"X-Odd: {NASTY}",
        "--data-raw",
        body,
    ]
    assert read_curl_body(command) == body


def test_an_address_with_brackets_is_taken_literally(shell) -> None:
    assert shell(write_curl("GET", "http://[::1]:8080/x", (), "")) == ["-X", "GET", "--globoff", "http://[::1]:8080/x"]


@given(body=TEXT.filter(bool), header=TEXT, url=TEXT)
def test_what_is_written_is_read_again(body: str, header: str, url: str) -> None:
    assert read_curl_body(write_curl("POST", url, (("X-Note", header),), body)) == body


def test_one_option_stands_on_each_line() -> None:
    assert write_curl("POST", URL, (("Accept", "application/json"),), '{"a": 1}') == (
        f"curl -X POST {URL} \\\n  -H 'Accept: application/json' \\\n  --data-raw '{{\"a\": 1}}'"
    )


BODY = '{"a":"b c"}'


@pytest.mark.parametrize(
    "command",
    [
        f"curl -X POST -sS {URL} -H 'X-API-KEY: k' -d '{BODY}'",
        f"curl -XPOST -sSd'{BODY}' {URL}",
        f"curl --location --request POST '{URL}' \\\n--header 'X-API-KEY: k' \\\r\n--data-raw '{BODY}'",
        f'curl "{URL}" --data "{{\\"a\\":\\"b c\\"}}"',
        f'curl.exe -X POST {URL} ^\r\n  -H "X-API-KEY: k" ^\r\n  -d "{{\\"a\\":\\"b c\\"}}"\r\n',
        f'curl ^"{URL}^" ^\n  -H ^"X-API-KEY: k^" ^\n  --data-raw ^"^{{^\\^"a^\\^":^\\^"b c^\\^"^}}^"',
        f'curl {URL} --json $\'{{"a":"b\\u0020c"}}\'',
        f'curl {URL} --data-binary \'{{"a":\'"\\"b"\' c"}}\'',
        f"$ curl {URL} -d '{BODY}' | jq .",
        f"API_KEY=k /usr/bin/curl {URL} -d '{BODY}' > out.txt",
        f"\n  curl {URL}\n  -H 'Accept: */*'\n  -d '{BODY}' ; echo done",
        f"curl -H -d {URL} -o --data --max-time 3 -d '{BODY}' \\",
        f'curl {URL} -d {{\\"a\\":\\"b\\ c\\"}}',
        f"curl https://example.com/?a=1&b=2 --data-ascii '{BODY}' &",
        f'curl {URL} --compressed --data-raw $"{{\\"a\\":\\"b c\\"}}" <&-',
    ],
)
def test_commands_as_people_paste_them(command: str) -> None:
    assert looks_like_curl(command)
    assert read_curl_body(command) == BODY


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"\n\t\r\\\'\"\?", "\n\t\r\\'\"?"),
        (r"\a\b\f\v\e\E", "\a\b\f\v\x1b\x1b"),
        (r"\xc3\xa9\303\251", "éé"),
        (r"\xe9", "é"),
        (r"\u00e9\U0001F600", "é😀"),
        (r"\ud83d\ude00", "😀"),
        (r"\ud83d!", "\ufffd!"),
        (r"\UFFFFFFFF", "\ufffd"),
        (r"\q", "\\q"),
    ],
)
def test_the_escapes_of_dollar_quotes(written: str, meant: str) -> None:
    assert read_curl_body(f"curl -d $'{written}'") == meant


def test_nothing_is_run_and_no_variable_is_read() -> None:
    assert read_curl_body('curl -d "$HOME `id` $(id)" $(id)') == "$HOME `id` $(id)"


def test_several_bodies_are_joined_as_curl_joins_them() -> None:
    assert read_curl_body("curl -d a=1 --data-raw @b") == "a=1&@b"


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("wget https://example.com", "does not begin with curl"),
        ("curl https://example.com -H 'X-API-KEY: k'", "no body"),
        ("curl", "no body"),
        ('NOTE="a curl b" other -d 1', "no body"),
        ("curl -d 'unfinished", "never closed"),
        ('curl -d "unfinished', "never closed"),
        ("curl -d $'unfinished", "never closed"),
        ("curl -d", "Nothing follows -d"),
        ("curl -d @lead.json", "in a file"),
        ("curl --json @-", "in a file"),
        ("curl -d '{}'\ncurl -d '{}'", "more than one command"),
        ("curl -d '" + "é" * (LONGEST // 2) + "'", "longer than 256 kB"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(command: str, says: str) -> None:
    sentence = read_problem(command)
    assert says in sentence
    assert sentence.endswith(".")


def test_a_problem_never_repeats_what_was_pasted() -> None:
    for rest in ("", " -d 'open", " -d @Canary", " -d", "\ncurl"):
        assert "Canary" not in read_problem(f"curl https://example.com -H 'X-API-KEY: Canary'{rest}")


@pytest.mark.parametrize("text", ["curly hair", "(720) 555-0100", "", "curl-like", "a curl"])
def test_other_texts_are_no_commands(text: str) -> None:
    assert not looks_like_curl(text)


def answer(text: str) -> str:
    try:
        return read_curl_body(text)
    except CurlProblem as problem:
        return str(problem)


@given(st.text())
def test_any_paste_is_answered(text: str) -> None:
    assert isinstance(answer(f"curl {text}"), str)
