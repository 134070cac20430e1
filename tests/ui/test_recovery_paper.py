"""The recovery key on paper can be typed back from it, from a PDF and from a printer."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrinter

from leaddesk.domain.recovery_key import read_recovery_key, recovery_lines
from leaddesk.domain.secret import Secret
from leaddesk.ui.print.recovery_paper import print_recovery_key, recovery_pdf

KEY = Secret("0f3a" * 16)
PRINTED = "Printed 2026-11-21 19:04:11 UTC by M. Reyes."


@pytest.mark.parametrize("way", ["pdf", "printer"])
def test_the_paper_holds_the_key_and_what_it_is_for(qapp, tmp_path, way):
    lines = recovery_lines(KEY)
    if way == "pdf":
        data = recovery_pdf(lines, PRINTED)
    else:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "paper.pdf"))
        print_recovery_key(printer, lines, PRINTED)
        data = (tmp_path / "paper.pdf").read_bytes()
    (page,) = pypdf.PdfReader(io.BytesIO(data)).pages
    text = " ".join(page.extract_text().split())
    assert PRINTED in text
    assert "Keep the paper in a locked place" in text
    typed = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}", text)
    assert read_recovery_key("\n".join(typed)) == KEY
