"""`make package` without building: what goes in and what stays out, the stamp, the archive, the desktop's files."""

from __future__ import annotations

import configparser
import importlib
import io
import plistlib
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtGui import QImage, QImageReader

from leaddesk import __version__
from leaddesk.domain.check_link import SCHEME

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"
NOW = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def _package_can_be_found() -> Iterator[None]:
    sys.path.append(str(PACKAGING))
    yield
    sys.path.remove(str(PACKAGING))


@pytest.fixture
def part(_package_can_be_found) -> Any:
    """Returns a module of the builder by its name."""
    return lambda name: importlib.import_module(f"package.{name}")


# ---------------------------------------------------------------- what goes in


def test_nothing_that_is_needed_at_run_time_is_left_out(part) -> None:
    needed = set(importlib.import_module("notices").needed())
    modules = {
        module
        for module, owners in packages_distributions().items()
        if {re.sub(r"[-_.]+", "-", owner).lower() for owner in owners} & needed
    }

    assert {"click", "httpx", "PySide6", "keyring"} <= modules
    assert modules & set(part("contents").EXCLUDED_MODULES) == set()


def test_nothing_that_leaddesk_imports_is_left_out(part) -> None:
    contents = part("contents")
    text = "\n".join(file.read_text("utf-8") for file in (ROOT / "leaddesk").rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:from|import) ([\w.]+)", text, flags=re.MULTILINE))
    qt = {name.removeprefix("PySide6.Qt") for name in imported if name.startswith("PySide6.Qt")}

    assert {"Core", "Widgets"} <= qt <= contents.QT_MODULES
    assert imported & set(contents.EXCLUDED_MODULES) == set()


def test_pysides_own_files_are_compiled_the_same_each_time(part, tmp_path: Path) -> None:
    first, second = (part("qt_support").write(tmp_path / name) for name in ("first", "second"))
    loader = first / "shibokensupport" / "signature" / "loader.pyc"
    assert loader.read_bytes() == (second / loader.relative_to(first)).read_bytes()
    assert {file.suffix for file in first.rglob("*.*")} == {".pyc"}


def test_no_part_of_qt_is_both_packed_and_refused(part) -> None:
    contents = part("contents")

    assert {one for one in contents.QT_MODULES if contents.refused(f"libQt6{one}.so.6")} == set()
    assert {one for one in contents.QT_PLUGINS if contents.refused(f"plugins/{one}.so")} == set()


@pytest.mark.parametrize(
    "path",
    [
        "_internal/PySide6/QtCharts.abi3.so",
        "_internal/PySide6/Qt/lib/libQt6WaylandCompositor.so.6",
        "_internal/PySide6/Qt/lib/libQt6LottieVectorImageHelpers.so.6",
        "_internal/PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        r"_internal\PySide6\Qt6DataVisualization.dll",
        "LeadDesk.app/Contents/Frameworks/PySide6/Qt/lib/QtGraphs.framework/Versions/A/QtGraphs",
        "_internal/libreadline.so.8",
        "_internal/libgdbm.so.6",
    ],
)
def test_what_is_under_the_gpl_is_neither_packed_nor_passed(part, path: str) -> None:
    contents = part("contents")

    assert "GPL" in contents.refused(path)
    assert not contents.is_packed(path, "/usr/lib/x86_64-linux-gnu/" + path, linux=True)


@pytest.mark.parametrize(
    ("target", "source", "packed"),
    [
        ("PySide6/Qt/lib/libQt6Core.so.6", "/venv/PySide6/Qt/lib/libQt6Core.so.6", True),
        ("PySide6/QtWidgets.pyd", r"C:\venv\PySide6\QtWidgets.pyd", True),
        ("PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui", "/venv/QtGui", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", "/venv/PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/venv/libqxcb.so", True),
        ("PySide6/plugins/platforms/qwindows.dll", r"C:\venv\qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", "/venv/libqcocoa.dylib", True),
        ("PySide6/Qt/plugins/imageformats/libqpdf.so", "/venv/libqpdf.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", "/venv/qtbase_de.qm", True),
        ("PySide6/translations/qtbase_de.qm", "/venv/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qt_de.qm", "/venv/qt_de.qm", False),
        ("PySide6/Qt/translations/qtwebengine_de.qm", "/venv/qtwebengine_de.qm", False),
        ("libssl.so.3", "/usr/lib/x86_64-linux-gnu/libssl.so.3", True),
        ("python3.11/lib-dynload/_ssl.so", "/usr/lib/python3.11/lib-dynload/_ssl.so", True),
        ("_cffi_backend.so", "/usr/lib/python3/dist-packages/_cffi_backend.so", True),
        ("libgtk-3.so.0", "/usr/lib/x86_64-linux-gnu/libgtk-3.so.0", False),
        ("libX11.so.6", "/lib/x86_64-linux-gnu/libX11.so.6", False),
        ("libicudata.so.73", "/venv/PySide6/Qt/lib/libicudata.so.73", True),
        ("sqlcipher3/_sqlite3.cpython-311-x86_64-linux-gnu.so", "/venv/sqlcipher3/_sqlite3.so", True),
    ],
)
def test_a_file_goes_in_by_its_name(part, target: str, source: str, packed: bool) -> None:
    assert part("contents").is_packed(target, source, linux=True) is packed


# ---------------------------------------------------------------- stamp


def _git(folder: Path, *asked: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *who, *asked], cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    _git(tmp_path, "init", "--quiet")
    (tmp_path / "file").write_text("one")
    _git(tmp_path, "add", "file")
    _git(tmp_path, "commit", "--quiet", "--message", "one")
    return tmp_path


def test_a_build_is_stamped_with_version_minute_and_commit(part, checkout: Path) -> None:
    stamp = part("stamp").stamp_of(checkout, {}, NOW)

    assert (stamp.version, stamp.build) == (__version__, "2026-11-21T17:30Z")
    assert _git(checkout, "rev-parse", "HEAD").startswith(stamp.commit)
    assert len(stamp.commit) == 12


def test_a_commit_with_changes_beside_it_says_so(part, checkout: Path) -> None:
    (checkout / "file").write_text("two")

    assert part("stamp").commit_of(checkout).endswith("+changes")


def test_the_builders_number_stands_for_the_minute(part, checkout: Path) -> None:
    assert part("stamp").stamp_of(checkout, {"LEADDESK_BUILD": "417.2"}, NOW).build == "417.2"
    with pytest.raises(SystemExit, match="LEADDESK_BUILD"):
        part("stamp").stamp_of(checkout, {"LEADDESK_BUILD": '1"\nversion = "9'}, NOW)


def test_without_git_the_commit_is_unknown(part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert part("stamp").commit_of(tmp_path) == "unknown"


# ---------------------------------------------------------------- archive, licences, tools


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a zip, without links and rights")
def test_the_archive_keeps_links_and_rights_and_is_the_same_each_time(part, tmp_path: Path) -> None:
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "leaddesk").write_text("#!/bin/sh\n")
    (folder / "leaddesk").chmod(0o755)
    (folder / "link").symlink_to("leaddesk")
    packed = [part("archive").write(folder, _made(tmp_path / name), "1.2.3").read_bytes() for name in ("a", "b")]

    with tarfile.open(fileobj=io.BytesIO(packed[0])) as archive:
        entries = {one.name.partition("/")[2]: one for one in archive.getmembers()}
    assert packed[0] == packed[1]
    assert (entries["leaddesk"].mode & 0o111, entries["leaddesk"].uname) == (0o111, "root")
    assert entries["link"].issym()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_the_list_of_parts_names_what_only_a_package_holds(part) -> None:
    listed = part("licences").parts([("libssl3", "3.0.1")])

    assert '"pkg:generic/libssl3@3.0.1"' in listed
    assert '"pkg:generic/python@' in listed
    assert '"pkg:pypi/httpx@' in listed


def test_a_library_of_nobody_ends_the_build(part, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="under which licence"):
        part("licences").owner_of(tmp_path / "libnobody.so.1")


def test_a_missing_tool_is_said_and_not_passed_over(part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = part("tools")
    monkeypatch.setattr(tools, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(tools.NotHereError, match="no reason was given"):
        tools.nfpm()
    with pytest.raises(tools.NotHereError, match="Inno Setup"):
        tools.inno_setup()


def test_the_installer_of_windows_gets_what_it_asks_for(part, tmp_path: Path) -> None:
    stamp = part("stamp").stamp_of(tmp_path, {}, NOW)
    script = (PACKAGING / "windows" / "leaddesk.iss").read_text("utf-8")
    called = part("windows").command("iscc", tmp_path, tmp_path / "dist", stamp, "sign $f")
    given = {one.removeprefix("/D").partition("=")[0] for one in called if one.startswith("/D")}

    assert set(re.findall(r"(?:\{#|#ifdef )(\w+)", script)) == given == {"Version", "Folder", "Icon", "Signed"}
    assert "/Sleaddesk=sign $f" in called
    assert rf"Software\Classes\{SCHEME}\shell\open\command" in script
    assert "/DSigned" not in part("windows").command("iscc", tmp_path, tmp_path, stamp, "")


def test_windows_reads_the_version_from_the_program_s_file(
    part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pefile", ModuleType("pefile"))  # asked for on Windows alone, as is the next
    monkeypatch.setattr("PyInstaller.compat.win32api", None, raising=False)
    resource, versioninfo = part("version_resource"), importlib.import_module("PyInstaller.utils.win32.versioninfo")

    resource.write(tmp_path, "1.20.3")
    info = versioninfo.load_version_info_from_text_file(tmp_path / resource.NAME)
    assert (info.ffi.fileVersionMS, info.ffi.fileVersionLS) == (1 << 16 | 20, 3 << 16)
    strings, translation = info.kids
    said = {one.name: one.val for table in strings.kids for one in table.kids}
    assert (said["ProductName"], said["ProductVersion"], said["FileVersion"]) == ("LeadDesk", "1.20.3", "1.20.3")
    assert strings.kids[0].name == "".join(f"{number:04X}" for number in translation.kids[0].kids)
    with pytest.raises(SystemExit, match="numbers only"):
        resource.text_of("1.2rc1")


def test_apple_is_asked_only_with_a_profile(part, tmp_path: Path) -> None:
    image = tmp_path / "leaddesk.dmg"

    assert [one[0] for one in part("macos").commands(tmp_path, image, "")] == ["hdiutil"]
    assert [one[:2] for one in part("macos").commands(tmp_path, image, "us")][1:] == [
        ["xcrun", "notarytool"],
        ["xcrun", "stapler"],
    ]


def test_entitlements_let_people_exchange_qt() -> None:
    said = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())

    assert said["com.apple.security.cs.disable-library-validation"] is True


# ---------------------------------------------------------------- icons


def test_windows_and_macos_get_pictures_of_the_icon_in_their_sizes(part, tmp_path: Path) -> None:
    icons = part("icons")
    icons.write(ROOT / "resources" / "leaddesk.svg", tmp_path)
    windows, macos = (_pictures(tmp_path / name) for name in (icons.WINDOWS, icons.MACOS))

    assert sorted(one.width() for one in windows) == [16, 20, 24, 32, 40, 48, 64, 256]
    assert {one.width() for one in macos} == {32, 64, 128, 256, 512, 1024}
    for picture in (*windows, *macos):
        side = picture.width()
        shape = [picture.pixelColor(side // 2, at * side // 32).alpha() > 250 for at in range(32)]
        assert picture.height() == side
        top, bottom = ([picture.pixelColor(x, y).alpha() for x in range(side)] for y in (0, side - 1))
        assert top == pytest.approx(bottom, abs=3)
        assert top[0] == 0
        assert sum(shape) > (26 if picture in windows else 22), side
    largest = max(windows, key=QImage.width)
    assert largest.pixelColor(60, 120).name() == "#f7fafc"
    assert min(windows, key=QImage.width).pixelColor(1, 8).name() == largest.pixelColor(24, 128).name() == "#1f4f82"
    assert (tmp_path / icons.MACOS).read_bytes()[4:8] == (tmp_path / icons.MACOS).stat().st_size.to_bytes(4, "big")


def _pictures(file: Path) -> list[QImage]:
    """All pictures that Qt finds in a file; those of an .ico, large and small, stand the right way up."""
    reader = QImageReader(str(file))
    read = []
    for at in range(reader.imageCount()):
        reader.jumpToImage(at)
        read.append(reader.read())
        assert not read[-1].isNull(), reader.errorString()
    return read


@pytest.mark.qt_log_ignore("Cannot read file")
def test_an_icon_that_cannot_be_drawn_ends_the_build(part, tmp_path: Path) -> None:
    (tmp_path / "leaddesk.svg").write_text("<svg", "utf-8")

    with pytest.raises(SystemExit, match="cannot be drawn"):
        part("icons").write(tmp_path / "leaddesk.svg", tmp_path)


# ---------------------------------------------------------------- the desktop's files


def test_the_desktop_hands_links_to_leaddesk() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign] # keys are as they are written
    entry.read(PACKAGING / "linux" / "leaddesk.desktop", "utf-8")
    main = entry["Desktop Entry"]

    assert main["Exec"] == "leaddesk %u"
    assert f"x-scheme-handler/{SCHEME}" in main["MimeType"].split(";")
    assert f"icons/hicolor/scalable/apps/{main['Icon']}.svg" in (PACKAGING / "linux" / "nfpm.yaml").read_text("utf-8")
    for action in filter(None, main["Actions"].split(";")):
        assert entry[f"Desktop Action {action}"]["Exec"].startswith("leaddesk ")


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-validate is not installed")
def test_the_desktop_file_is_valid() -> None:
    ended = subprocess.run(
        ["desktop-file-validate", PACKAGING / "linux" / "leaddesk.desktop"], capture_output=True, text=True, check=False
    )

    assert (ended.returncode, ended.stdout) == (0, "")


def test_the_packages_are_made_of_what_is_there() -> None:
    config = (PACKAGING / "linux" / "nfpm.yaml").read_text("utf-8")
    builder = (PACKAGING / "package" / "linux.py").read_text("utf-8")
    sources = re.findall(r"- src: ([\w./-]+)$", config, flags=re.MULTILINE)
    targets = re.findall(r"^    dst: (\S+)", config, flags=re.MULTILINE)

    assert [one for one in sources if not one.startswith("/") and not (ROOT / one).is_file()] == []
    assert {"/usr/bin/leaddesk", "/usr/share/applications/leaddesk.desktop"} <= set(targets)
    assert set(re.findall(r"\$\{(\w+)\}", config)) == set(re.findall(r'"(LEADDESK_\w+)"', builder))
    assert __version__ not in config
