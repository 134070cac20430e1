"""`make audit`: it finds what it looks for, and where nobody answers about vulnerabilities it has not passed."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
DIGEST = "0f" * 32


@pytest.fixture(scope="module", autouse=True)
def _audit_can_be_found() -> Iterator[None]:
    sys.path.append(str(ROOT / "packaging"))
    yield
    sys.path.remove(str(ROOT / "packaging"))


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"audit.{name}")


@pytest.fixture
def lock(_audit_can_be_found) -> ModuleType:
    return _module("lock")


@pytest.fixture
def vulnerabilities(_audit_can_be_found) -> ModuleType:
    return _module("vulnerabilities")


@pytest.fixture
def main(_audit_can_be_found) -> ModuleType:
    return _module("__main__")


# ---------------------------------------------------------------- hashes


def test_what_is_shipped_is_pinned_and_hashed(lock: ModuleType, vulnerabilities: ModuleType) -> None:
    assert lock.problems(lock.locked()) == []
    assert vulnerabilities.TOOLS in lock.others()
    for tools in lock.others():
        text = tools.read_text("utf-8")
        assert lock.problems(lock.locked(text)) == [], tools.name
        assert "://" not in text
    assert "pip-audit" in {one.name for one in lock.locked(vulnerabilities.TOOLS.read_text("utf-8"))}


def test_the_lock_is_read_with_markers_comments_and_many_hashes(lock: ModuleType) -> None:
    hashes = f"--hash=sha256:{DIGEST} \\\n  --hash=sha256:{DIGEST}"
    text = f"# made\nSome_Pack.age==1.0rc1 ; sys_platform == 'win32' \\\n  {hashes}\n    # via x\n"
    (one,) = lock.locked(text)
    assert (one.name, one.version, one.hashes) == ("some-pack-age", "1.0rc1", (DIGEST, DIGEST))
    assert one.purl == "pkg:pypi/some-pack-age@1.0rc1"


@pytest.mark.parametrize("line", ["httpx>=0.28", "httpx", "-e .", "--index http", "httpx @ file:///x"])
def test_a_line_that_pins_nothing_is_refused(lock: ModuleType, line: str) -> None:
    with pytest.raises(ValueError, match="pins nothing"):
        lock.locked(line)


@pytest.mark.parametrize(
    ("text", "setup", "said"),
    [
        ("a==1\n", "$pip install --require-hashes -r x", "no SHA-256"),
        ("a==1 --hash=md5:00\n", "$pip install --require-hashes -r x", "no SHA-256"),
        ("a==1 --hash=sha256:00\n", "$pip install --require-hashes -r x", "a hash that is none"),
        ("", "$pip install --require-hashes -r x", "empty"),
        (f"a==1 --hash=sha256:{DIGEST}\n", "echo nothing", "nothing by hashes"),
        (f"a==1 --hash=sha256:{DIGEST}\n", "$pip install --require-hashes -r x\n$pip install y", "without hashes"),
        (f"a==1 --hash=sha256:{DIGEST}\n", "$pip install --require-hashes -r x\n$pip install --no-deps .", "without"),
    ],
)
def test_what_could_let_another_package_in_is_found(lock: ModuleType, text: str, setup: str, said: str) -> None:
    assert said in " ".join(lock.problems(lock.locked(text), setup))


# ---------------------------------------------------------------- the list of parts


def test_the_list_of_parts_is_the_same_each_time_and_names_all_that_is_used(lock: ModuleType) -> None:
    sbom = _module("sbom")
    text = sbom.sbom()
    assert text == sbom.sbom()
    listed: dict[str, Any] = json.loads(text)
    parts = {one["name"]: one for one in listed["components"] if one["type"] == "library"}
    assert set(parts) == set(sbom.notices.needed())
    assert not {"pytest", "mypy", "pyinstaller"} & set(parts)
    assert all("licenses" in one or one["properties"] for one in parts.values())
    pinned = {one.name: one for one in lock.locked()}
    for name, one in parts.items():
        assert one["version"] == pinned[name].version
        assert [digest["content"] for digest in one["hashes"]] == list(pinned[name].hashes)
    refs = {one["bom-ref"] for one in listed["components"]} | {listed["metadata"]["component"]["bom-ref"]}
    assert len(refs) == len(listed["components"]) + 1
    graph = {one["ref"]: one["dependsOn"] for one in listed["dependencies"]}
    assert set(graph) <= refs
    assert {ref for wanted in graph.values() for ref in wanted} <= refs
    assert parts["httpcore"]["bom-ref"] in graph[parts["httpx"]["bom-ref"]]
    assert {"lucide", "feather"} <= {one["name"] for one in listed["components"] if one["type"] == "data"}


def test_a_list_of_parts_with_a_hole_is_refused(monkeypatch: pytest.MonkeyPatch, lock: ModuleType) -> None:
    sbom = _module("sbom")
    most = tuple(one for one in lock.locked() if one.name != "httpx")
    monkeypatch.setattr(sbom, "locked", lambda: most)
    with pytest.raises(LookupError, match="httpx"):
        sbom.sbom()


def test_what_is_installed_in_another_version_than_locked_is_refused(
    monkeypatch: pytest.MonkeyPatch, lock: ModuleType
) -> None:
    sbom = _module("sbom")
    other = tuple(
        lock.Locked(one.name, "0.0.1" if one.name == "httpx" else one.version, one.hashes) for one in lock.locked()
    )
    monkeypatch.setattr(sbom, "locked", lambda: other)
    with pytest.raises(LookupError, match=r"httpx is installed as .* and locked as 0\.0\.1"):
        sbom.sbom()


# ---------------------------------------------------------------- vulnerabilities


def _answer(*entries: dict[str, object]) -> dict[str, object]:
    return {"dependencies": list(entries), "fixes": []}


def test_a_known_vulnerability_is_named_with_what_mends_it(lock: ModuleType, vulnerabilities: ModuleType) -> None:
    bug = {"id": "PYSEC-2020-1", "aliases": ["CVE-2020-1"], "fix_versions": ["2.0"]}
    answer = _answer({"name": "A_b", "version": "1.0", "vulns": [bug]}, {"name": "c", "version": "1", "vulns": []})
    packages = [lock.Locked("a-b", "1.0", ()), lock.Locked("c", "1", ())]
    (known,) = vulnerabilities.read(answer, packages)
    assert str(known) == "a-b 1.0: PYSEC-2020-1, CVE-2020-1; mended in 2.0"


@pytest.mark.parametrize(
    "answer",
    [
        _answer(),
        _answer({"name": "a", "skip_reason": "Dependency not found and could not be audited: a (1.0)"}),
        _answer({"name": "a", "version": "2.0", "vulns": []}),
        _answer({"name": "b", "version": "1.0", "vulns": []}),
    ],
    ids=["nothing", "skipped", "another version", "another package"],
)
def test_a_package_that_nobody_answered_for_was_not_asked(
    lock: ModuleType, vulnerabilities: ModuleType, answer: dict[str, object]
) -> None:
    with pytest.raises(vulnerabilities.NotAskedError, match="nobody answered for a"):
        vulnerabilities.read(answer, [lock.Locked("a", "1.0", ())])


def _pip_audit(tmp_path: Path, does: str) -> Path:
    """Returns what stands in for a Python with pip-audit; it is called with the same arguments."""
    script = tmp_path / "python"
    script.write_text(f"#!{sys.executable}\nimport sys\nout = sys.argv[sys.argv.index('--output') + 1]\n{does}\n")
    script.chmod(0o700)
    return script


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vulnerabilities: ModuleType) -> Path:
    monkeypatch.setattr(vulnerabilities, "BUILD", tmp_path / "audit")
    return tmp_path


def test_an_answer_is_taken_whatever_pip_audit_ends_with(
    built: Path, lock: ModuleType, vulnerabilities: ModuleType
) -> None:
    answer = json.dumps(_answer({"name": "a", "version": "1.0", "vulns": [{"id": "X"}]}))
    python = _pip_audit(built, f"open(out, 'w').write({answer!r})\nsys.exit(1)")
    assert [str(one) for one in vulnerabilities.ask([lock.Locked("a", "1.0", ())], python)] == ["a 1.0: X; not mended"]
    assert (built / "audit" / "asked.txt").read_text() == "a==1.0\n"


def test_no_answer_is_no_good_news_not_even_an_older_one(
    built: Path, lock: ModuleType, vulnerabilities: ModuleType
) -> None:
    older = built / "audit" / "vulnerabilities.json"
    older.parent.mkdir()
    older.write_text(json.dumps(_answer({"name": "a", "version": "1.0", "vulns": []})))
    python = _pip_audit(built, "print('Trace', file=sys.stderr)\nsys.exit('ConnectionError: no such host')")
    with pytest.raises(vulnerabilities.NotAskedError, match="no such host"):
        vulnerabilities.ask([lock.Locked("a", "1.0", ())], python)


def test_without_pip_audit_nobody_was_asked(
    built: Path, monkeypatch: pytest.MonkeyPatch, vulnerabilities: ModuleType
) -> None:
    failed = subprocess.CompletedProcess([], 1, "", "no matching distribution")
    monkeypatch.setattr(vulnerabilities.venv, "create", lambda *_, **__: None)
    monkeypatch.setattr(vulnerabilities, "_run", lambda _command: failed)
    with pytest.raises(vulnerabilities.NotAskedError, match=r"could not be installed\. no matching distribution"):
        vulnerabilities.tools()


# ---------------------------------------------------------------- the whole


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, main: ModuleType, vulnerabilities: ModuleType) -> list[str]:
    """An audit that asks nobody and is told that nothing is known; returns its arguments."""
    monkeypatch.setattr(vulnerabilities, "tools", lambda: Path(sys.executable))
    monkeypatch.setattr(vulnerabilities, "ask", lambda _packages, _python: [])
    monkeypatch.setattr(main, "_validate", lambda _python, _file: [])
    return ["--sbom", str(tmp_path / "parts.json")]


def test_all_good_is_0_and_leaves_the_list_of_parts(whole: list[str], main: ModuleType, capsys) -> None:
    assert main.main(whole) == 0
    assert json.loads(Path(whole[1]).read_text("utf-8"))["bomFormat"] == "CycloneDX"
    assert "0 known" in capsys.readouterr().out


def test_told_to_ask_nobody_it_does_not_pass(whole: list[str], main: ModuleType, capsys) -> None:
    assert main.main(["--offline", *whole]) == 3
    assert "vulnerabilities: NOT ASKED" in capsys.readouterr().out


def test_where_nobody_answers_it_says_so_and_does_not_pass(
    whole: list[str], main: ModuleType, vulnerabilities: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    def ask(_packages: object, _python: object) -> list[object]:
        raise vulnerabilities.NotAskedError("no such host")

    monkeypatch.setattr(vulnerabilities, "ask", ask)
    assert main.main(whole) == 3
    said = capsys.readouterr().out
    assert "NOT ASKED. no such host" in said
    assert "has not passed" in said
    assert " known" not in said.replace("known by SHA-256", "").replace("is known of them", "")


def test_what_is_wrong_outweighs_who_was_not_asked(
    whole: list[str], main: ModuleType, lock: ModuleType, vulnerabilities: ModuleType, monkeypatch, capsys
) -> None:
    known = [vulnerabilities.Known("a 1.0", "X", (), ())]
    monkeypatch.setattr(vulnerabilities, "ask", lambda _packages, _python: known)
    assert main.main(whole) == 1
    assert "WRONG: a 1.0: X; not mended" in capsys.readouterr().out
    bare = tuple(lock.Locked(one.name, one.version, ()) for one in lock.locked())
    monkeypatch.setattr(lock, "locked", lambda _text=None: bare)
    assert main.main(["--offline", *whole]) == 1


def test_a_refused_licence_and_old_notices_are_wrong(
    whole: list[str], main: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setattr(main.notices, "page", lambda: "another page")
    assert main.main(whole) == 1
    assert "run packaging/notices.py" in capsys.readouterr().out

    def refuse() -> str:
        raise SystemExit("Not allowed at run time:\nx: GPL-3.0-only")

    monkeypatch.setattr(main.notices, "page", refuse)
    assert main.main(whole) == 1
    assert "x: GPL-3.0-only" in capsys.readouterr().out
