"""The pages of a proof: what they say, and that nothing in a vendor's text is more than text."""

from __future__ import annotations

import io
import re
import threading
from dataclasses import replace

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QPageSize

from leaddesk.domain.profile import Environment
from leaddesk.domain.verdict import Fact, LitigationCase
from leaddesk.ui.proof import paper
from leaddesk.ui.proof.paper import proof_pdf
from tests.ui.proof.proofs import HERE, proof, sealed, signed, text_of, verified
from tests.ui.verdict import samples


@pytest.mark.usefixtures("qapp")
class TestPages:
    @pytest.mark.parametrize(
        ("act", "title"), [("Load lead", "Proof of load"), ("Check number", "Proof of check"), ("", "Proof")]
    )
    def test_the_heading_names_the_act(self, act: str, title: str) -> None:
        lead = samples.nothing_blocked()
        said = text_of(proof(replace(lead, opening=replace(lead.opening, act=act))))

        assert said.split("(202) 555-0123", 2)[1].endswith(f" {title} ")

    def test_a_reader_finds_every_answer_on_them(self) -> None:
        said = text_of(proof(samples.many_cases(2)))

        for words in (
            "Proof of load",
            "(202) 555-0123",
            "+12025550123",
            "History entry 4812",
            "Load outcome Loaded",
            "Assessment Do not contact",
            "Federal do-not-call: blocked",
            "no block returned by State do-not-call at 2026-11-21 19:04:11 UTC",
            "SAN coverage your SAN covers this area code",
            "ttl 2026-11-28 19:04:11 UTC · local 2026-11-28 14:04:11 EST (UTC-05:00)",
            "Operator M. Reyes",
            "Case 2 of 2",
            "Last four ••••",
            "A check is blocked → Do not contact (Federal do-not-call, Known litigator)",
            "Opening chain entry 41, abab",
            "Made with LeadDesk",
            "Nothing in this document is legal advice.",
            "HTTP 200, after 1200 ms",
        ):
            assert words in said, words

    @pytest.mark.parametrize("name", samples.ALL)
    def test_no_word_that_promises_too_much_stands_on_any(self, name: str) -> None:
        assert not re.search(r"\b(safe|clean|compliant)\b", text_of(proof(samples.ALL[name]())), re.IGNORECASE)

    def test_each_page_says_whose_proof_it_is_who_signed_and_which_of_how_many(self) -> None:
        record, data = sealed(samples.many_cases(12))
        pages = PdfReader(io.BytesIO(proof_pdf(record, data))).pages

        assert len(pages) > 3
        for number, page in enumerate(pages, 1):
            said = " ".join(page.extract_text().split())
            for words in ("(202) 555-0123", "History entry 4812", f"Page {number} of {len(pages)}"):
                assert words in said
            assert f"Signed by {record['signing']['fingerprint']}" in said

    def test_practice_is_named_on_the_pages(self) -> None:
        lead = samples.nothing_blocked()
        practice = replace(lead, opening=replace(lead.opening, environment=Environment.PRACTICE))

        assert "PRACTICE, no real lead" in text_of(proof(practice))
        assert "PRACTICE" not in text_of(proof(lead))

    def test_markup_is_text_and_direction_marks_do_not_act(self) -> None:
        pdf = proof(samples.hostile())
        said = text_of(pdf)

        assert "<b>OK</b>" in said
        assert "http://example.com" in said
        assert "\u202e" not in said
        assert "U+202E RIGHT-TO-LEFT OVERRIDE" in said
        assert not any(page.annotations for page in PdfReader(io.BytesIO(pdf)).pages)

    def test_text_from_right_to_left_stands_on_the_page(self) -> None:
        lead = samples.nothing_blocked()
        lead = replace(lead, verdict=replace(lead.verdict, message="مرحبا بالعالم"))

        pdf = proof(lead)

        assert verified(pdf).verified
        assert re.search(r"[\u0600-\u06ff\ufb50-\ufefc]", text_of(pdf))

    def test_a_very_long_narrative_is_cut_with_a_word_and_whole_in_the_record(self) -> None:
        lead = samples.many_cases(1)
        evidence = lead.verdict.evidence
        assert evidence
        litigator = replace(samples.litigator(1), narrative="word " * 40_000)
        lead = replace(lead, verdict=replace(lead.verdict, evidence=replace(evidence, litigator=litigator)))

        record, data = sealed(lead)
        pdf = signed(proof_pdf(record, data))

        assert "The rest is in the record inside this PDF." in text_of(pdf)
        assert b"word " * 40_000 in data
        assert verified(pdf).payload == record

    def test_two_hundred_cases_all_stand_on_the_pages(self) -> None:
        said = text_of(proof(samples.many_cases(200)))

        assert "Case 200 of 200" in said
        assert "Person v. Sample Co 200" in said
        assert not any(f"{4300 + number}" in said for number in range(1, 200))

    def test_an_answer_made_to_fill_books_fills_some_pages_and_says_what_is_where(self) -> None:
        lead = samples.many_cases(1)
        evidence = lead.verdict.evidence
        assert evidence
        assert lead.settlement.response
        litigator = replace(samples.litigator(1), cases=(LitigationCase(),) * 2_500, narrative="\n" * 19_000)
        verdict = replace(
            lead.verdict, evidence=replace(evidence, litigator=litigator), extra=(Fact("x", "y"),) * 2_001
        )
        response = replace(lead.settlement.response, body=b"\x00" * 100_000 + b"\n" * 100_000)
        lead = replace(lead, verdict=verdict, settlement=replace(lead.settlement, response=response))

        pdf = proof(lead)
        said = text_of(pdf)

        assert verified(pdf).verified
        assert len(PdfReader(io.BytesIO(pdf)).pages) < 250
        assert "Case 300 of 2,500" in said
        assert "1,700 more are in the record inside this PDF." in said
        assert "500 more are only in the answer, which that record holds as it came." in said
        assert "1 more is only in the answer" in said
        assert said.count("The rest is in the record inside this PDF.") == 2

    @pytest.mark.parametrize("size", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter])
    def test_the_paper_is_that_of_the_place(self, monkeypatch: pytest.MonkeyPatch, size: QPageSize.PageSizeId) -> None:
        monkeypatch.setattr(paper, "_page_size", lambda: size)
        box = PdfReader(io.BytesIO(proof(samples.no_checks()))).pages[0].mediabox

        assert QPageSize(size).sizePoints().toTuple() == (round(box.width), round(box.height))

    def test_they_are_made_off_the_gui_thread(self) -> None:
        record, data = sealed(samples.many_cases(3))
        made: list[bytes] = []
        thread = threading.Thread(target=lambda: made.append(proof_pdf(record, data)))
        thread.start()
        thread.join(30)

        assert verified(signed(made[0], HERE)).verified
