"""A vendor is a folder: it is found where it lies, without a word anywhere else."""

from __future__ import annotations

import json
import re
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leaddesk.__main__ import main
from leaddesk.domain.connection import Reach
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.vendors.adapter import Recalled, Sent
from leaddesk.vendors.manifest import ManifestError
from leaddesk.vendors.registry import adapters, vendors
from tests.vendors.toy_place import EXCHANGES, TOY, exchange, toy, vendors_folder

__all__ = ["toy", "vendors_folder"]

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
PROFILE = ConnectionProfile(id="p", name="Toys", vendor="toy", base_url="https://toy.example.com/api")


def toy_destination() -> Destination:
    preset = adapters()["toy"].info.dialers[0].preset
    return Destination(id="d", name="Toy list", dialer="Toy Dialer", settings={"list_id": "2001"}, mapping=preset)


def test_a_folder_that_is_put_there_is_one_more_vendor_behind_the_others(toy: Path) -> None:
    assert list(adapters())[:4] == ["purecallerid", "crocodial", "trackdrive", "lupitor"]
    assert "toy" in adapters()
    assert vendors()["toy"].leads is None


def test_a_folder_is_named_for_its_vendor(toy: Path) -> None:
    toy.rename(toy.with_name("toys"))
    with pytest.raises(ManifestError, match=r"toys/vendor\.toml cannot be used: its key is toy, and not the name of"):
        vendors()


def test_a_rank_that_is_no_number_is_a_mistake_of_its_file(toy: Path) -> None:
    toy = toy.rename(toy.with_name("ranked"))
    manifest = toy / "vendor.toml"
    manifest.write_text('rank = "first"\n' + manifest.read_text("utf-8").replace('"toy"', '"ranked"'), "utf-8")
    with pytest.raises(ManifestError, match=r"ranked/vendor\.toml cannot be used: rank is no whole number: first"):
        vendors()


@pytest.mark.parametrize("name", EXCHANGES)
def test_what_was_recorded_is_what_is_sent_and_what_is_read(toy: Path, name: str) -> None:
    adapter, recorded, destination = adapters()["toy"], exchange(name), toy_destination()
    draft = validate_lead(adapter.lead_schema(destination), recorded.lead)
    assert isinstance(draft, LeadDraft)
    request = adapter.encode_submit(draft, PROFILE, destination, {"token": Secret("toy-token")})
    assert json.loads(request.body) == recorded.request
    answer = HttpResponse(recorded.status, (("Content-Type", "application/json"),), recorded.body)
    verdict = adapter.decode_submit(answer, adapter.recall_sent(request.redacted()), AT)
    assert (verdict.outcome.value, verdict.explanation.title) == (recorded.outcome, recorded.says)


def test_a_lead_that_was_sent_is_read_back_into_the_form(toy: Path) -> None:
    adapter, recorded = adapters()["toy"], exchange("created")
    body = json.dumps({**recorded.request, "shade": "red"})
    assert adapter.recall_fields(body, toy_destination()) == Recalled(
        {"phone": "+12025550123", "first_name": "Ada", "zip": "20001"}, ("shade",)
    )
    assert adapter.recall_fields("[]", toy_destination()) == "Its body is no lead: it has no number."
    assert adapter.recall_sent(RequestRecord("POST", "", (), "?")) == Sent()


def test_its_connection_is_tested_by_a_read_and_a_second_try_is_refused(toy: Path) -> None:
    adapter = adapters()["toy"]
    request = adapter.encode_connection_test(PROFILE, {"token": Secret("toy-token")})
    assert (request.method, request.url, request.writes) == ("GET", "https://toy.example.com/api/word", False)
    answers = {b'{"word": "red"}': Reach.PROVEN, b'{"error": "token"}': Reach.FAILED, b"<html>": Reach.FAILED}
    for body, reach in answers.items():
        assert adapter.decode_connection_test(HttpResponse(200, (), body), AT).reach is reach
    draft = validate_lead(adapter.lead_schema(toy_destination()), exchange("created").lead)
    assert isinstance(draft, LeadDraft)
    assert adapter.silent_changes(draft, PROFILE, toy_destination()) == ()
    assert adapter.refuses_again(RequestRecord("POST", "", (), "?"))


def test_explain_reads_a_captured_answer_of_it(toy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    captured = tmp_path / "answer.json"
    captured.write_bytes(exchange("refused").body)
    assert main(["explain", "toy", str(captured), "--status", "422", "--at", "2026-01-05T09:00:00Z"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["outcome"], told["refused"]) == ("Rejected", {"zip": "The list does not dial this zip."})


def test_the_page_for_developers_quotes_the_folder_as_it_is() -> None:
    page = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text("utf-8")
    section = page.partition("## Add a vendor")[2].partition("\n## ")[0]
    quoted = {"toml": TOY / "vendor.toml", "python": TOY / "codec.py", "json": TOY / "exchanges" / "created.json"}
    blocks = re.findall(r"^ *```(\w+)\n(.*?)^ *```$", section, re.MULTILINE | re.DOTALL)
    assert {language for language, _text in blocks} == set(quoted)
    for language, text in blocks:
        file = quoted[language].read_text("utf-8")
        for excerpt in textwrap.dedent(text).split("…\n"):
            assert excerpt.strip("\n") in file, f"{quoted[language].name} has it otherwise"
