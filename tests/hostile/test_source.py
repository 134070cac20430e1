"""What draws text in LeadDesk can only draw plain text, and what might not is named here, with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "leaddesk"
UI = [path for folder in ("ui", "app") for path in sorted((ROOT / folder).rglob("*.py"))]
READS_MARK_UP = {
    *("QTextBrowser", "QTextEdit", "QMessageBox", "QErrorMessage", "QWhatsThis", "QSystemTrayIcon", "QStaticText"),
    *("setHtml", "insertHtml", "appendHtml", "setMarkdown", "fromHtml", "fromMarkdown", "setOpenExternalLinks"),
    *("RichText", "AutoText", "MarkdownText", "QWebEngineView", "QSvgWidget", "openUrl", "QDesktopServices"),
}

ALLOWED = {
    "app/search_place.py": {"QDesktopServices", "openUrl"},
    "ui/views/guide/text.py": {"QTextBrowser", "setHtml", "setOpenExternalLinks"},
    "ui/notices/tray.py": {"QSystemTrayIcon"},
}
"""*Open record* opens an address on the profile's own host (tests/ui/search). The guide shows our own files, every text
escaped, loads nothing and follows links inside itself only (tests/services/test_guide.py, tests/ui/guide). Desktops may
take what the tray says for markup: what a vendor calls something loses its marks first (tests/ui/test_notice_words.py).
"""


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                yield name


def _is_plain(tip: ast.expr, escaped: set[str]) -> bool:
    """Tells whether a tool tip is our own words, a shortcut, or made by one of the two functions that escape."""
    match tip:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return name.isupper() or name in escaped
        case ast.IfExp(body=one, orelse=other):
            return _is_plain(one, escaped) and _is_plain(other, escaped)
        case ast.Call(func=ast.Name(id="tr"), args=[ast.Constant()], keywords=[]):  # our own words in another language
            return True
        case ast.Call(func=ast.Name(id="tool_tip" | "plain_tip")) | ast.Call(func=ast.Attribute(attr="toString")):
            return True
    return False


def _escaped(tree: ast.AST) -> set[str]:
    """Returns the names that stand for a tool tip whose text is escaped, and for nothing else."""
    given = [(node.targets[0], node.value) for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    named = [(target.id, _is_plain(value, set())) for target, value in given if isinstance(target, ast.Name)]
    return {name for name, plain in named if plain} - {name for name, plain in named if not plain}


def _tips(tree: ast.AST) -> Iterator[ast.expr]:
    """Yields what every tool tip is made of."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="setToolTip" | "setTabToolTip"), args=[*_, tip]):
                yield tip
            case ast.Call(func=ast.Attribute(attr="showText"), args=[_, tip, *_]):
                yield tip
            case ast.Call(func=ast.Attribute(attr="setItemData" | "setData"), args=args) if any(
                isinstance(one, ast.Attribute) and one.attr == "ToolTipRole" for one in args
            ):
                yield args[1]


@pytest.mark.parametrize("path", UI, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_that_reads_mark_up_or_opens_a_link_is_used(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    used = READS_MARK_UP.intersection(_names(tree)) - ALLOWED.get(str(path.relative_to(ROOT)), set())
    assert sorted(used) == []
    escaped = _escaped(tree)
    assert [ast.unparse(tip) for tip in _tips(tree) if not _is_plain(tip, escaped)] == []
