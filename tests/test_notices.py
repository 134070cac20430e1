"""What LeadDesk uses at run time has a licence that it may be shipped under, and is named with it."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def notices() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notices", ROOT / "packaging" / "notices.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_package_is_without_a_licence_or_leaves_only_the_gpl(notices: ModuleType) -> None:
    text = notices.page()  # SystemExit names the package
    assert "httpx" in text


def test_the_kept_notices_name_every_package_in_the_version_that_is_used(notices: ModuleType) -> None:
    kept = notices.PAGE.read_text("utf-8")
    for name, package in notices.needed().items():
        assert (f"{name} {package.version}: " if package else f"{name}") in kept, "run packaging/notices.py"


def test_tools_of_the_developers_are_not_among_them(notices: ModuleType) -> None:
    needed = notices.needed()
    assert "pyside6-essentials" in needed
    assert not {"pytest", "mypy", "pyinstaller"} & set(needed)


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("MIT", False),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("Mozilla Public License 2.0 (MPL 2.0)", False),
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("GNU General Public License v2 (GPLv2)", True),
        ("GPL-2.0-only OR AGPL-3.0-only", True),
        ("", True),
    ],
)
def test_which_licences_are_refused(notices: ModuleType, licence: str, refused: bool) -> None:
    assert notices.is_refused(licence) is refused
