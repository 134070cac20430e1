"""`leaddesk guide`: writes the guide that the window shows as web pages, as one PDF, or both."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from leaddesk.app.commands.output import print_text
from leaddesk.language import tr

if TYPE_CHECKING:
    import argparse

    from leaddesk.domain.guide import Guide


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Brings the command to the command line."""
    guide = commands.add_parser("guide", help=tr("write the guide as web pages or as a PDF"))
    guide.add_argument(
        "--html", type=Path, metavar=tr("DIR"), help=tr("a folder for the web pages; index.html is the first")
    )
    guide.add_argument("--pdf", type=Path, metavar=tr("FILE"), help=tr("one file to print"))
    guide.set_defaults(run=lambda given: _run(guide, given))


def _run(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    if given.html is None and given.pdf is None:
        parser.error(tr("say --html DIR, --pdf FILE or both"))
    from leaddesk.app.guide import load_guide
    from leaddesk.domain.errors import LeadDeskError
    from leaddesk.infra.files import store_border
    from leaddesk.infra.paths import Paths

    try:
        guide = load_guide(Paths.find(os.environ).resources)
        if given.html is not None:
            from leaddesk.ui.print.guide_site import site

            with store_border(tr("The guide was not written."), given.html):
                given.html.mkdir(parents=True, exist_ok=True)
                for name, text in site(guide).items():
                    (given.html / name).write_text(text, "utf-8")
        if given.pdf is not None:
            with store_border(tr("The guide was not written."), given.pdf):
                given.pdf.write_bytes(_pdf(guide))
    except LeadDeskError as problem:
        print(f"leaddesk: {problem.sentence()}", file=sys.stderr)
        return 1
    written = [str(path) for path in (given.html and given.html / "index.html", given.pdf) if path]
    return print_text("\n".join(tr("Written: {path}", path=path) for path in written))


def _pdf(guide: Guide) -> bytes:
    """Returns the guide on paper; fonts need Qt, which needs no display for them."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    from leaddesk.ui.print.guide_paper import guide_pdf

    app = QGuiApplication.instance() or QGuiApplication(["leaddesk"])
    pages = guide_pdf(guide)
    del app
    return pages
