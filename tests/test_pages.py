"""The project's pages: what they point to is there, and the gallery shows what is kept."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

_ROOT = Path(__file__).parent.parent
_PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "leaddesk/ARCHITECTURE.md",
    "resources/GALLERY.md",
    "resources/HANDBOOK.md",
]
_TOUR = "resources/screenshots"


@pytest.fixture(scope="module")
def gallery() -> Iterator[ModuleType]:
    sys.path.append(str(_ROOT / "packaging"))
    yield importlib.import_module("gallery")
    sys.path.remove(str(_ROOT / "packaging"))


@pytest.mark.parametrize("page", _PAGES)
def test_what_a_page_points_to_is_there(page: str) -> None:
    text = (_ROOT / page).read_text("utf-8")
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link}
    assert [link for link in sorted(links) if not (_ROOT / page).parent.joinpath(link).is_file()] == []


def test_the_gallery_shows_every_picture_that_is_kept_and_every_screen_in_every_look(gallery: ModuleType) -> None:
    page = (_ROOT / "resources" / "GALLERY.md").read_text("utf-8")
    shown = set(re.findall(r"\(screenshots/([\w.-]+)\)", page))
    assert {path.name for path in (_ROOT / _TOUR).iterdir()} == shown
    screens = {name for names in gallery.SCREENS.values() for name in names}
    assert {f"{name}-{look}.webp" for name in screens for look in gallery.LOOKS} <= shown


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in (_ROOT / _TOUR).iterdir()) < 6_000_000


def test_the_gallery_is_made_of_the_lines_of_a_tour(gallery: ModuleType) -> None:
    names = [name for names in gallery.SCREENS.values() for name in names]
    lines = [f"{at:03}-{name}-{look}.png  The {name}." for look in gallery.LOOKS for at, name in enumerate(names)]
    shots = gallery.read_shots([*lines, "900-odd-light.png  An odd state.", "901-odd-dark.png  An odd state."])
    kept = gallery.kept(shots)
    assert [shot.kept for shot in kept if shot.name == "odd"] == ["odd-light.webp"]
    page = gallery.markdown(kept)
    assert "![The litigator (contrast)](screenshots/litigator-contrast.webp)" in page
    assert "![An odd state (light)](screenshots/odd-light.webp)<br>An odd state." in page
    assert 'src="901-odd-dark.png"' in gallery.html(shots)


def test_a_tour_that_missed_a_screen_makes_no_gallery(gallery: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"no picture of .*litigator-dark"):
        gallery.kept(gallery.read_shots(["001-litigator-light.png  A litigator."]))
    with pytest.raises(ValueError, match="no line of a tour: What is this"):
        gallery.read_shots(["What is this"])
