"""`leaddesk guide` writes web pages that need nothing from elsewhere, and a PDF in which nothing acts."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader

from leaddesk.__main__ import main
from leaddesk.app.guide import load_guide
from leaddesk.ui.print.guide_paper import guide_pdf

RESOURCES = Path(__file__).parents[2] / "resources"


class Seen(HTMLParser):
    """What a page names: its tags, where its links go, and what can be led to."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: set[str] = set()
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        named = dict(attrs)
        self.links |= {found for key in ("href", "src") if (found := named.get(key))}
        self.anchors |= {found for found in (named.get("name"),) if found}


def seen(page: str) -> Seen:
    parser = Seen()
    parser.feed(page)
    return parser


def test_the_web_pages_lead_only_to_each_other_and_hold_no_script(
    leaddesk_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "guide"
    assert main(["guide", "--html", str(folder)]) == 0
    assert str(folder / "index.html") in capsys.readouterr().out

    pages = {path.name: seen(path.read_text("utf-8")) for path in folder.glob("*.html")}
    assert len(pages) == len(load_guide(RESOURCES).chapters)
    for name, page in pages.items():
        assert not page.tags & {"script", "img", "iframe", "form"}, name
        for link in page.links - {"guide.css"}:
            target, _, anchor = link.partition("#")
            assert target in pages, f"{name}: {link}"
            assert not anchor or anchor in pages[target].anchors, f"{name}: {link}"


def test_the_pdf_lists_its_chapters_by_page_and_nothing_in_it_acts(qapp: object) -> None:
    guide = load_guide(RESOURCES)
    pages = PdfReader(io.BytesIO(guide_pdf(guide))).pages
    contents = " ".join(pages[0].extract_text().split())

    for chapter in guide.chapters:
        found = re.search(rf"{re.escape(chapter.title)} (\d+)", contents)
        assert found, chapter.title
        top = " ".join(pages[int(found[1]) - 1].extract_text().split())[:200]
        assert f" {chapter.title} " in top, chapter.title
    assert [one for page in pages for one in page.get("/Annots", ())] == []
    assert "Press “Send lead”, or Ctrl+Enter." in " ".join(pages[1].extract_text().split())


def test_without_a_wish_the_command_says_what_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["guide"])

    assert ended.value.code == 2
    assert "--html DIR" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_said(
    leaddesk_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")

    assert main(["guide", "--html", str(tmp_path / "file")]) == 1
    assert "The guide was not written." in capsys.readouterr().err
