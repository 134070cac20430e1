"""The guide on paper: its contents with page numbers, then chapter by chapter; plain text, nothing in it acts."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from leaddesk import __version__
from leaddesk.domain.guide import Block, Chapter, Guide, Heading, Ink, Items, Line, Paragraph, Table
from leaddesk.language import tr
from leaddesk.ui.print.shift_paper import page_size
from leaddesk.ui.print.table_flow import TableFlow
from leaddesk.ui.proof.flow import Styles

_INDENT_MM = 6.0


class _GuideFlow(TableFlow):
    @property
    def page(self) -> int:
        """The page that is being filled, from 1 on."""
        return len(self._pages)

    def new_page(self) -> None:
        self._need(self._height)

    def item(self, mark: str, text: str) -> None:
        """Adds an item of a list, its mark on the left."""
        indent = self.mm(_INDENT_MM)
        said = self._lay_out(text, Styles.BODY.value, self._width - indent)
        self._need(sum(said.heights[:2]))
        top, page = self._y, self.page
        self._place(self._lay_out(mark, Styles.BODY.value, indent), 0)
        if self.page == page:
            self._y = top
        self._place(said, indent)
        self.gap(0.8)


def guide_pdf(guide: Guide) -> bytes:
    """Returns the guide as a PDF; needs no GUI thread, but one thread for all of it."""
    pages = _fill(_writer(QBuffer()), guide, {})[1]  # once without the numbers, to know them
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(target)
    flow, _pages = _fill(writer, guide, pages)
    left = tr("LeadDesk {version}: guide", version=__version__)
    flow.draw(lambda number, count: (left, tr("Page {number} of {count}", number=number, count=count), ""))
    target.close()
    return bytes(target.data().data())


def _writer(target: QBuffer) -> QPdfWriter:
    writer = QPdfWriter(target)
    writer.setTitle(tr("LeadDesk: guide"))
    writer.setCreator(f"LeadDesk {__version__}")
    writer.setPageSize(QPageSize(page_size()))
    writer.setPageMargins(QMarginsF(20, 15, 20, 15), QPageLayout.Unit.Millimeter)
    return writer


def _fill(writer: QPdfWriter, guide: Guide, pages: dict[str, int]) -> tuple[_GuideFlow, dict[str, int]]:
    """Returns the laid-out pages, and where each chapter begins; `pages` are the numbers of the contents."""
    flow, found = _GuideFlow(writer), {}
    flow.text(tr("LeadDesk: guide"), Styles.TITLE)
    flow.gap(4)
    rows = [(chapter.title, str(pages.get(chapter.key, 0))) for chapter in guide.chapters]
    flow.table((tr("Chapter"), tr("Page")), rows, figures=frozenset((1,)))
    for chapter in guide.chapters:
        flow.new_page()
        found[chapter.key] = flow.page
        _chapter(flow, chapter)
    return flow, found


def _chapter(flow: _GuideFlow, chapter: Chapter) -> None:
    flow.text(chapter.title, Styles.TITLE)
    flow.gap(3)
    for block in chapter.blocks:
        _block(flow, block)


def _block(flow: _GuideFlow, block: Block) -> None:
    match block:
        case Heading(text=text, level=level):
            (flow.section if level == 2 else flow.part)(text)
        case Paragraph(line=line):
            flow.text(_said(line))
            flow.gap(1.5)
        case Items(lines=lines, numbered=numbered):
            for number, line in enumerate(lines, 1):
                flow.item(f"{number}." if numbered else "•", _said(line))
            flow.gap(1)
        case Table(head=head, rows=rows):
            flow.gap(1)
            flow.table(head, [tuple(map(_said, row.cells)) for row in rows])
            flow.gap(2)


def _said(line: Line) -> str:
    """Returns the words of a line; the name of a control inside a sentence stands in quotation marks."""
    if len(line) == 1:
        return line[0].text
    return "".join(f"“{span.text}”" if span.ink is Ink.CONTROL else span.text for span in line)
