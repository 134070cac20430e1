"""The look follows choice, system and zoom, and a form does not move when the focus does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QFile, Qt
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from leaddesk.ui.icons import Icons
from leaddesk.ui.theme import DARK, LOOKS, Theme, restyle
from leaddesk.ui.theme.fonts import SCALE, mono_families, sans_families, tabular
from leaddesk.ui.theme.qss_images import ResourceFolder
from leaddesk.ui.theme.stylesheet import stylesheet

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_choice_changes_palette_and_style_sheet_once(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    heard: list[str] = []
    theme.changed.connect(lambda: heard.append(theme.tokens.name))
    theme.set_choice("dark")
    theme.set_choice("dark")
    assert heard == ["dark"]
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == DARK.surface
    assert DARK.danger.fill in qapp.styleSheet()


class FakeHints:
    """A desktop whose scheme and contrast the test chooses."""

    def __init__(self) -> None:
        self.scheme = Qt.ColorScheme.Light
        self.contrast = Qt.ContrastPreference.NoPreference
        self.told: list[Qt.ColorScheme] = []

    def accessibility(self) -> FakeHints:
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802
        return self.contrast

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802
        return self.scheme

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:  # noqa: N802
        self.told.append(scheme)

    def unsetColorScheme(self) -> None:  # noqa: N802
        self.told.append(Qt.ColorScheme.Unknown)


def test_scheme_and_contrast_of_the_system_are_followed_live(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    system, fake = theme._hints, FakeHints()
    monkeypatch.setattr(theme, "_hints", fake)
    theme.set_choice("system")
    worn = [theme.tokens.name]
    fake.scheme = Qt.ColorScheme.Dark
    system.colorSchemeChanged.emit(fake.scheme)
    worn.append(theme.tokens.name)
    fake.contrast = Qt.ContrastPreference.HighContrast
    system.accessibility().contrastPreferenceChanged.emit(fake.contrast)
    worn.append(theme.tokens.name)
    assert worn == ["light", "dark", "contrast"]


def test_an_override_stands_and_is_told_to_qt(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    system, fake = theme._hints, FakeHints()
    monkeypatch.setattr(theme, "_hints", fake)
    theme.set_choice("dark")
    system.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens.name == "dark"
    theme.set_choice("system")
    assert fake.told == [Qt.ColorScheme.Dark, Qt.ColorScheme.Unknown]


def test_refuses_unknown_choice_and_zoom(theme: Theme) -> None:
    with pytest.raises(ValueError, match="sepia"):
        theme.set_choice("sepia")
    with pytest.raises(ValueError, match=r"2\.5"):
        theme.set_zoom(2.5)


def test_zoom_multiplies_sizes_fonts_and_the_narrow_width(theme: Theme) -> None:
    theme.set_zoom(1.5)
    assert theme.px(30) == 45
    assert theme.font("loud").pixelSize() == 54
    assert theme.is_narrow(1440)
    theme.set_zoom(1.0)
    assert not theme.is_narrow(1440)


@pytest.mark.parametrize("zoom", [0.8, 1.0, 1.25, 2.0])
@pytest.mark.parametrize("look", LOOKS)
def test_focus_and_problem_do_not_move_the_form(theme: Theme, qtbot: QtBot, look: str, zoom: float) -> None:
    theme.set_choice(look)
    theme.set_zoom(zoom)
    form = QWidget()
    qtbot.addWidget(form)
    column = QVBoxLayout(form)
    phone = QLineEdit()
    phone.setProperty("type", "phone")
    combo = QComboBox()
    combo.addItem("Spring outreach")
    fields = [phone, QLineEdit(), combo, QPushButton("Preview")]
    for field in fields:
        column.addWidget(field)
    form.show()
    hints = []
    for field in fields:
        field.setFocus()
        form.activateWindow()
        qtbot.waitUntil(field.hasFocus)
        hints.append([(other.sizeHint().width(), other.sizeHint().height()) for other in fields])
    restyle(fields[1], problem="true")
    hints.append([(other.sizeHint().width(), other.sizeHint().height()) for other in fields])
    assert all(hint == hints[0] for hint in hints)
    assert phone.sizeHint().height() == round(46 * zoom)


def test_placeholder_is_opaque(theme: Theme, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()
    color = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert color == theme.color("text3")
    assert color.alpha() == 255


def test_the_style_sheet_names_no_role_in_vain() -> None:
    for look in LOOKS.values():
        text = stylesheet(look, 1.0, ":/images")
        assert "$" not in text
        assert "box(" not in text
        assert "ring(" not in text


def test_every_use_of_type_has_a_rule_and_a_font(theme: Theme, qapp: QApplication) -> None:
    for use, style in SCALE.items():
        assert f'QLabel[type="{use}"]' in qapp.styleSheet()
        assert theme.font(use).pixelSize() == style.px >= 11


def test_font_stacks_end_with_the_generic_family(qapp: QApplication) -> None:
    assert sans_families("win32")[0] == "Segoe UI Variable Text"
    assert sans_families("linux")[-2] == "DejaVu Sans"
    assert mono_families("darwin")[:2] == ["SF Mono", "Menlo"]
    assert sans_families("linux")[-1] not in ("Inter", "DejaVu Sans")


def test_tabular_figures_have_one_width(theme: Theme) -> None:
    metrics = QFontMetrics(tabular(theme.font("body")))
    assert len({metrics.horizontalAdvance(figure * 10) for figure in "0123456789"}) == 1


def test_images_live_as_long_as_their_folder(qapp: QApplication) -> None:
    files = {f"{name}.svg": name.encode() for name in ("arrow", "check", "dot", "chevron-down-off")}
    folder = ResourceFolder("test-images", files)
    for name, content in files.items():
        file = QFile(f"{folder.path}/{name}")
        assert file.open(QFile.OpenModeFlag.ReadOnly)
        assert file.readAll().data() == content
        file.close()
    path = folder.path
    del folder
    assert not QFile.exists(f"{path}/check.svg")


def test_button_icon_follows_the_look(theme: Theme, icons: Icons, qtbot: QtBot) -> None:
    button = QPushButton("Preview")
    qtbot.addWidget(button)
    theme.set_icon(button, "braces", "text")
    before = button.icon().pixmap(16).toImage()
    theme.set_choice("dark")
    assert button.icon().pixmap(16).toImage() != before
    theme.set_icon(button, "send", "accent")
    assert len(button.children()) == 1


@pytest.mark.parametrize("kind", [QPushButton, QLineEdit, QComboBox, QPlainTextEdit])
def test_in_high_contrast_dashes_say_what_is_disabled(theme: Theme, qtbot: QtBot, kind: type[QWidget]) -> None:
    theme.set_choice("contrast")
    widget = kind()
    qtbot.addWidget(widget)
    widget.resize(160, 40)
    widget.show()

    def top_edge() -> set[str]:
        picture = widget.grab().toImage()
        return {picture.pixelColor(x, 1).name() for x in range(20, 140)}

    assert len(top_edge()) == 1
    widget.setEnabled(False)
    assert {"#000000", "#ffffff"} <= top_edge()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_a_disabled_choice_still_shows_that_it_is_made(
    theme: Theme, qtbot: QtBot, look: str, kind: type[QAbstractButton]
) -> None:
    theme.set_choice(look)
    widget = kind()
    qtbot.addWidget(widget)
    widget.setCheckable(True)
    widget.setEnabled(False)
    widget.resize(24, 24)
    widget.show()
    empty = widget.grab().toImage()
    widget.setChecked(True)
    made = widget.grab().toImage()
    changed = [
        made.pixelColor(x, y).name()
        for x in range(24)
        for y in range(24)
        if made.pixelColor(x, y) != empty.pixelColor(x, y)
    ]
    assert LOOKS[look].text3.lower() in changed


def test_icons_are_drawn_for_the_screens_there_are_and_anew_for_a_finer_one(
    theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    theme.changed.connect(lambda: heard.append("changed"))
    shown = theme.button_icon("send", "text", 16, 0).availableSizes()
    qapp.screenAdded.emit(qapp.primaryScreen())
    assert heard == []
    for module in ("leaddesk.ui.icons", "leaddesk.ui.theme.theme"):
        monkeypatch.setattr(f"{module}.sharp_scales", lambda: (1.0, 2.0))
    qapp.screenAdded.emit(qapp.primaryScreen())
    assert heard == ["changed"]
    assert len(theme.button_icon("send", "text", 16, 0).availableSizes()) == len(shown) + 1
