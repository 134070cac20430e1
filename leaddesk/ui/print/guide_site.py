"""The guide as web pages: a page a chapter, one style sheet, no script and nothing from elsewhere."""

from __future__ import annotations

from html import escape

from leaddesk import __version__
from leaddesk.domain.guide import Chapter, Guide
from leaddesk.language import language, right_to_left, tr
from leaddesk.services.guide.page import chapter_html
from leaddesk.ui.theme.tokens import DARK, LIGHT, Tokens

STYLE = "guide.css"
INDEX = "index.html"

_PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
<title>{title}</title>
<link rel="stylesheet" href="{style}">
</head>
<body>
<nav aria-label="{chapters}">{contents}</nav>
<main>
{text}
</main>
</body>
</html>
"""

_LAYOUT = """
:root {{ {light} }}
@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; font: 16px/1.5 system-ui, sans-serif; background: var(--window); color: var(--text);
  display: grid; grid-template-columns: minmax(12rem, 18rem) minmax(0, 52rem); }}
nav {{ padding: 1.5rem; font-size: 0.9rem; }}
nav p {{ margin: 0 0 0.75rem; font-weight: 600; }}
nav ol {{ margin: 0; padding-inline-start: 1.25rem; }}
nav li {{ margin-bottom: 0.4rem; }}
main {{ padding: 1.5rem 2rem 4rem; background: var(--surface); }}
h1 {{ font-size: 1.6rem; }} h2 {{ font-size: 1.25rem; margin-top: 2rem; }} h3 {{ font-size: 1.05rem; }}
a {{ color: var(--accent); }}
code {{ background: var(--sunken); padding: 0 0.2em; overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; margin: 0.75rem 0 1.5rem; }}
th {{ text-align: start; color: var(--text2); font-size: 0.85rem; border-bottom: 1px solid var(--edge); }}
td {{ border-bottom: 1px solid var(--line); vertical-align: top; }}
[aria-current] {{ font-weight: 600; color: var(--text); }}
@media (max-width: 50rem) {{ body {{ display: block; }} main {{ padding: 1rem; }} }}
@media print {{ nav {{ display: none; }} body {{ display: block; }} }}
"""
_ROLES = ("window", "surface", "sunken", "line", "edge", "text", "text2", "accent")


def site(guide: Guide) -> dict[str, str]:
    """Returns the files by their names; `index.html` is the first chapter."""
    first = guide.chapters[0]
    files = {_name(chapter, first): _page(chapter, guide) for chapter in guide.chapters}
    return files | {STYLE: _LAYOUT.format(light=_colors(LIGHT), dark=_colors(DARK))}


def _page(chapter: Chapter, guide: Guide) -> str:
    first = guide.chapters[0]

    def address(link: str) -> str:
        key, mark, anchor = link.partition("#")
        target = guide.chapter(key)
        return f"{_name(target, first) if target else ''}{mark}{anchor}"

    here = ' aria-current="page"'
    lines = (
        f'<li><a href="{_name(one, first)}"{here if one is chapter else ""}>{escape(one.title)}</a></li>'
        for one in guide.chapters
    )
    name = tr("LeadDesk {version}: guide", version=__version__)
    return _PAGE.format(
        language=escape(language().replace("_", "-")),
        direction="rtl" if right_to_left() else "ltr",
        title=escape(f"{chapter.title} · {name}"),
        style=STYLE,
        chapters=escape(tr("Chapters")),
        contents=f"<p>{escape(name)}</p><ol>{''.join(lines)}</ol>",
        text=chapter_html(chapter, address),
    )


def _name(chapter: Chapter, first: Chapter) -> str:
    return INDEX if chapter is first else f"{chapter.key}.html"


def _colors(look: Tokens) -> str:
    return " ".join(f"--{role}: {look.color(role)};" for role in _ROLES)
