"""The one style sheet of the window, built from the tokens and the zoom factor.

Widgets choose their look by dynamic properties, never by own style sheets:

``type``      a use of the type scale (labels, line edits)
``ink``       a colour role for a label: ``text2``, ``text3``, ``accent`` or a verdict family
``surface``   a frame's ground: ``window``, ``rail``, ``surface``, ``sunken``, ``header``, ``footer``, ``status``,
              ``card``, ``notice`` (with ``family``; ``band`` where it goes from edge to edge of its place)
``role``      a button's meaning: ``primary``, ``write`` (with ``env``, and ``second`` beside another one), ``danger``,
              ``link``, ``quiet``
``measure``   a button's height where it is not the usual: ``main`` or ``small`` (``size`` is Qt's own)
``problem``   ``true`` on a field whose value is refused

Sizes are written in pixels at 100 % and multiplied here. ``box(h, p)`` is a control of height h with padding p,
``ring(h, p)`` the same outer size with the 2-pixel focus ring.
"""

from __future__ import annotations

import re
from string import Template

from leaddesk.ui.theme.fonts import SCALE, mono_families
from leaddesk.ui.theme.tokens import Tokens

_BASE = """
QToolTip { background: $surface; color: $text; border: $border solid $edge; padding: 4px 8px; }
QFrame[surface="window"] { background: $window; }
QFrame[surface="rail"] { background: $rail; border: 0; border-$end: 1px solid $line; }
QFrame[surface="surface"] { background: $surface; }
QFrame[surface="panel"] { background: $surface; border: 0; border-$begin: 1px solid $line; }
QFrame[surface="sunken"] { background: $sunken; border: $border solid $line; border-radius: 6px; }
QFrame[surface="header"], QFrame[surface="tabs"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[surface="footer"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[surface="card"] { background: $surface; border: $border solid $line; border-radius: 6px; }
QFrame[surface="hairline"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QStatusBar { background: $surface; border-top: 1px solid $line; color: $text2; }
QStatusBar::item { border: 0; }
QLabel[ink="text"] { color: $text; }
QLabel[ink="text2"] { color: $text2; }
QLabel[ink="text3"] { color: $text3; }
QLabel[ink="accent"] { color: $accent; }
QScrollArea, QScrollArea > QWidget > QWidget[surface="clear"] { background: transparent; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QSplitter::handle { background: $line; width: 1px; height: 1px; }
QSplitter::handle:hover { background: $accent; }
QDialog { background: $surface; }
QDialog[surface="bare"] { background: transparent; }
QFrame[surface="palette"] { background: $surface; border: $border solid $edge; border-radius: 8px; }
QMenu { background: $surface; color: $text; border: $border solid $edge; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $line; margin: 4px; }
"""

_FIELDS = """
QLineEdit, QComboBox, QAbstractSpinBox, QDateTimeEdit {
    background: $surface; color: $text; border: $border solid $edge; border-radius: 4px;
    placeholder-text-color: $text3; selection-background-color: $accent; selection-color: $on_accent; box(30, 9) }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border-color: $accent; ring(30, 9) }
QLineEdit[problem="true"], QComboBox[problem="true"], QAbstractSpinBox[problem="true"] {
    border-color: $danger_text; ring(30, 9) }
QLineEdit[type="phone"] { box(46, 10) }
QLineEdit[type="phone"]:focus, QLineEdit[type="phone"][problem="true"] { ring(46, 10) }
QLineEdit[type="phone_check"] { box(54, 10) }
QLineEdit[type="phone_check"]:focus, QLineEdit[type="phone_check"][problem="true"] { ring(54, 10) }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
    background: $window; color: $text3; border-color: $line; border-style: $disabled_border; }
QLineEdit:read-only { background: $sunken; }
QPlainTextEdit, QTextEdit {
    background: $surface; color: $text; border: $border solid $edge; border-radius: 4px; padding: 4px;
    placeholder-text-color: $text3; selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: $text_pad; }
QPlainTextEdit[problem="true"], QTextEdit[problem="true"] { border: 2px solid $danger_text; padding: $text_pad; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: 0; width: 28px; subcontrol-position: center right; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: url($images/chevron-down.svg); width: 14px; height: 14px; }
QComboBox::down-arrow:disabled, QDateTimeEdit::down-arrow:disabled { image: url($images/chevron-down-off.svg); }
QComboBox QAbstractItemView {
    background: $surface; color: $text; border: $border solid $edge; outline: 0; padding: 4px;
    selection-background-color: $selection; selection-color: $text; }
QCheckBox, QRadioButton { spacing: 8px; color: $text; padding: 2px; border: 2px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $text3; }
QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator {
    width: 14px; height: 14px; border: $border solid $edge; border-radius: 3px; background: $surface; }
QCheckBox::indicator:checked, QTreeView::indicator:checked {
    background: $accent; border-color: $accent; image: url($images/check.svg); }
QRadioButton::indicator { border-radius: $radio; }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url($images/dot.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
    border-color: $line; border-style: $disabled_border; background: $window; }
QCheckBox::indicator:checked:disabled { image: url($images/check-off.svg); }
QRadioButton::indicator:checked:disabled { image: url($images/dot-off.svg); }
"""

_BUTTONS = """
QPushButton {
    background: $surface; color: $text; border: $border solid $edge; border-radius: 4px; box(30, 11) }
QPushButton[measure="main"] { box(36, 11) }
QPushButton:hover { background: $sunken; }
QPushButton:pressed { background: $selection; }
QPushButton:focus { border-color: $accent; ring(30, 11) }
QPushButton[measure="main"]:focus { ring(36, 11) }
QPushButton[measure="small"] { box(24, 8) }
QPushButton[measure="small"]:focus { ring(24, 8) }
QPushButton[role="primary"], QPushButton[role="primary"]:focus {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[role="write"], QPushButton[role="write"]:focus {
    background: $production; color: $on_production; border-color: $production; font-weight: 600; }
QPushButton[role="write"][env="test"], QPushButton[role="write"][env="test"]:focus {
    background: $test; color: $on_test; border-color: $test; }
QPushButton[role="write"][env="practice"], QPushButton[role="write"][env="practice"]:focus {
    background: $practice; color: $on_practice; border-color: $practice; }
QPushButton[role="write"][second="true"]:enabled {
    background: $surface; color: $production; border-color: $production; }
QPushButton[role="write"][second="true"][env="test"]:enabled { color: $test; border-color: $test; }
QPushButton[role="write"][second="true"][env="practice"]:enabled { color: $practice; border-color: $practice; }
QPushButton[role="write"][second="true"]:enabled:hover { background: $sunken; }
QPushButton[role="write"][second="true"][env]:enabled:focus { background: $surface; border-color: $accent; }
QPushButton[role="danger"], QPushButton[role="danger"]:focus {
    color: $danger_text; border-color: $danger_text; font-weight: 600; }
QPushButton[role="link"] {
    background: transparent; color: $accent; border-color: transparent; font-weight: 500; box(30, 4) }
QPushButton[role="link"]:focus { ring(30, 4) }
QPushButton[role="quiet"] { background: transparent; color: $text2; border-color: transparent; box(30, 7) }
QPushButton[role="quiet"]:focus { ring(30, 7) }
QPushButton[role="link"][measure="small"] { box(22, 4) }
QPushButton[role="link"][measure="small"]:focus { ring(22, 4) }
QPushButton[role="quiet"][measure="small"] { box(22, 7) }
QPushButton[role="quiet"][measure="small"]:focus { ring(22, 7) }
QPushButton[role="link"]:hover, QPushButton[role="quiet"]:hover { background: $selection; }
QPushButton[role="link"]:focus, QPushButton[role="quiet"]:focus { border-color: $accent; }
QPushButton[bare="true"] { padding: 0; }
QPushButton[rail="wide"] { text-align: left; padding-left: 13px; }
QPushButton:disabled, QPushButton[role]:disabled {
    background: $window; color: $text3; border-color: $line; border-style: $disabled_border; }
QPushButton[role="link"]:disabled, QPushButton[role="quiet"]:disabled {
    background: transparent; border-color: transparent; }
"""

_TABLES = """
QAbstractItemView { background: $surface; border: 0; outline: 0; border-radius: 0;
    selection-background-color: $selection; selection-color: $text; }
QListWidget[places="true"] { background: transparent; }
QTableView::item { padding: 0 7px; border: 0; }
QTableView, QTreeView { border: $border solid $line; gridline-color: $line; }
QTableView:focus, QTreeView:focus { border-color: $accent; }
QTreeView::branch:selected { background: $selection; }
QTreeView::branch:has-children:closed { image: url($images/branch.svg); }
QTreeView::branch:has-children:open { image: url($images/chevron-down.svg); }
QTableView[flush="true"] { border-width: 0; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section { background: $surface; color: $text2; border: 0; border-bottom: 1px solid $line;
    padding: 0 10px; font-size: 12px; font-weight: 500; }
QHeaderView::down-arrow { image: url($images/chevron-down.svg); width: 12px; height: 12px; }
QHeaderView::up-arrow { image: url($images/chevron-up.svg); width: 12px; height: 12px; }
QTableCornerButton::section { background: $surface; border: 0; }
QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: 10px; margin: 0; }
QScrollBar:horizontal { height: 10px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 2px; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabBar { background: transparent; border: 0; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $text2;
    border: 2px solid transparent; border-bottom: 3px solid transparent; padding: 7px 8px 8px 8px; }
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QLabel[pill="true"] { border: $border solid $edge; border-radius: 8px; color: $text; font-size: 11px; font-weight: 500;
    min-width: 16px; max-height: $pill; min-height: $pill; padding: 0; }
QProgressBar { background: $line; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

_CARDS = """
QFrame[plate="dashed"] {
    background: $surface; border: $border dashed $edge; border-radius: 6px; }
QGroupBox { margin: 0; padding: 0; }
QFrame[surface="message"] { background: transparent; border: $border solid transparent; border-radius: 6px; }
QFrame[surface="chip"] { background: $sunken; border: $border solid $edge; border-radius: 4px; }
"""

_QUIET_FAMILY = """
QLabel[ink="$family"] { color: $f_text; }
QFrame[plate="$family-even"], QFrame[plate="$family-quiet"], QFrame[surface="notice"][family="$family"],
QFrame[surface="message"][family="$family"] {
    background: $f_tint; border: $border solid $f_edge; border-radius: 6px; }
QFrame[surface="chip"][family="$family"] { background: $f_tint; border-color: $f_edge; }
QFrame[plate="$family-even"] QLabel[part="word"], QFrame[plate="$family-quiet"] QLabel[part="word"] { color: $f_text; }
"""

_LOUD_FAMILY = """
QFrame[plate="$family-loud"] { background: $f_fill; border: $border solid $f_fill; border-radius: 6px; }
QFrame[plate="$family-loud"] QLabel { color: $f_on; }
"""

_ENVIRONMENT = """
QFrame[surface="environment"][env="$family"] { background: $f_fill; border: 0; border-radius: 4px; }
QFrame[surface="environment"][env="$family"] QLabel { color: $f_on; }
QLabel[ink="$family"] { color: $f_fill; }
"""


_BANDS = """
QFrame[surface="notice"][band="true"] { border-left-width: 0; border-right-width: 0; border-radius: 0; }
"""


def stylesheet(tokens: Tokens, zoom: float, images: str, *, from_right: bool = False) -> str:
    """Return the style sheet for one look; ``images`` is the folder of the tinted arrows and ticks."""
    begin, end = ("right", "left") if from_right else ("left", "right")  # Qt mirrors no border
    values = _values(tokens, images) | {"begin": begin, "end": end}
    parts = [Template(part).substitute(values) for part in (_BASE, _type_rules(), _FIELDS, _BUTTONS, _TABLES, _CARDS)]
    for family in ("danger", "warn", "ok", "unknown", "neutral"):
        template = _QUIET_FAMILY if family == "ok" else _QUIET_FAMILY + _LOUD_FAMILY
        colors = {f"f_{key}": value for key, value in getattr(tokens, family)._asdict().items()}
        parts.append(Template(template).substitute(values, family=family, **colors))
    for environment in ("production", "test", "practice"):
        colors = {f"f_{key}": value for key, value in getattr(tokens, environment)._asdict().items()}
        parts.append(Template(_ENVIRONMENT).substitute(values, family=environment, **colors))
    parts.append(_BANDS)
    return _scaled("".join(parts), tokens.border, zoom)


def _values(tokens: Tokens, images: str) -> dict[str, str]:
    """Return what the templates may name."""
    plain = {key: value for key, value in tokens._asdict().items() if isinstance(value, str)}
    return plain | {
        "images": images,
        "border": f"{tokens.border}px",
        "text_pad": f"{2 + tokens.border}px",
        "pill": f"{16 - 2 * tokens.border}px",  # no higher than a tab's word, whose row would grow with the count
        "radio": f"{7 + tokens.border}px",
        "danger_text": tokens.danger.text,
        "production": tokens.production.fill,
        "on_production": tokens.production.on,
        "test": tokens.test.fill,
        "on_test": tokens.test.on,
        "practice": tokens.practice.fill,
        "on_practice": tokens.practice.on,
    }


def _type_rules() -> str:
    """Return a rule for each use of the type scale."""
    mono = ", ".join(f'"{family}"' for family in mono_families())
    rules = []
    for use, style in SCALE.items():
        family = f" font-family: {mono};" if style.mono else ""
        selector = f'QLabel[type="{use}"], QLineEdit[type="{use}"], QPlainTextEdit[type="{use}"]'
        rules.append(f"{selector} {{ font-size: {style.px}px; font-weight: {style.weight};{family} }}\n")
    return "".join(rules)


def _scaled(text: str, border: int, zoom: float) -> str:
    """Return the style sheet with every pixel size multiplied and ``box`` and ``ring`` written out."""

    def pixels(number: float) -> int:
        return max(1, round(number * zoom)) if number else 0

    def control(match: re.Match[str]) -> str:
        width = pixels(2 if match[1] == "ring" else border)
        # The ring grows inwards, so that a form does not move when the focus does.
        height = pixels(int(match[2])) - 2 * width
        padding = pixels(int(match[3])) + pixels(border) - width
        return f"border-width: {width}px; min-height: {height}px; padding: 0 {padding}px;"

    scaled = re.sub(r"\b(\d+)px", lambda match: f"{pixels(int(match[1]))}px", text)
    return re.sub(r"\b(box|ring)\((\d+), (\d+)\)", control, scaled)
