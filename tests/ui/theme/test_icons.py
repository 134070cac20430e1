"""Icons are tinted as asked, and a missing one shows at start."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from leaddesk.ui.icons import ICON_NAMES, Icons, MissingIconError

ROOT = Path(__file__).parents[3]


def colors(icons: Icons, name: str, color: str) -> set[str]:
    """Return the colours of the opaque pixels."""
    image = icons.pixmap(name, color, 24).toImage()
    points = [(x, y) for x in range(24) for y in range(24)]
    return {image.pixelColor(x, y).name() for x, y in points if image.pixelColor(x, y).alpha() == 255}


@pytest.mark.parametrize("name", sorted(ICON_NAMES))
def test_every_icon_draws_in_the_asked_colour(icons: Icons, name: str) -> None:
    assert colors(icons, name, "#a81c16") == {"#a81c16"}


def test_the_folder_holds_nothing_unused() -> None:
    assert {path.stem for path in (ROOT / "resources" / "icons").iterdir()} == ICON_NAMES


def test_missing_files_are_named_at_start(qapp: QApplication, tmp_path: Path) -> None:
    for name in ICON_NAMES - {"gavel"}:
        (tmp_path / f"{name}.svg").touch()
    with pytest.raises(MissingIconError, match="gavel"):
        Icons(tmp_path)


def test_unknown_name_is_refused(icons: Icons) -> None:
    with pytest.raises(MissingIconError, match="thumb"):
        icons.pixmap("thumb", "#000000", 16)


def test_icon_has_its_own_disabled_and_selected_pixmaps(icons: Icons) -> None:
    icon = icons.icon("check", "#112233", 16, selected="#445566", disabled="#778899")

    def ink(mode: QIcon.Mode) -> QColor:
        image = icon.pixmap(16, mode).toImage()
        points = [(x, y) for x in range(16) for y in range(16)]
        return max((image.pixelColor(x, y) for x, y in points), key=QColor.alpha)

    assert [ink(mode).name() for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Disabled)] == [
        "#112233",
        "#445566",
        "#778899",
    ]


def test_pixmaps_are_sharp_and_cached(icons: Icons) -> None:
    pixmap = icons.pixmap("send", "#000000", 16, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)
    assert icons.pixmap("send", "#000000", 16, 2.0) is pixmap


def test_both_licence_texts_ship() -> None:
    folder = ROOT / "resources" / "LICENSES"
    assert "ISC License" in (folder / "lucide-ISC.txt").read_text()
    assert "The MIT License" in (folder / "feather-MIT.txt").read_text()
