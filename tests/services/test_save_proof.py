"""Saving a proof: opened as it was recorded, signed, written whole or not at all, and noted."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import pytest

from leaddesk.domain.errors import KeyringProblem, KeyringTrouble, StoreProblem
from leaddesk.domain.note import NoteKind
from leaddesk.domain.proof import ChainPosition, Finding, Record, fingerprint, pdf_title
from leaddesk.infra.signing import InstallationKey, is_signed_by
from leaddesk.services.ports import AlreadyThere
from leaddesk.services.save_proof import SaveProof, proof_name
from leaddesk.services.verify_proof import Inside, verify_proof
from tests.services.desk import KEY, Desk, InThread, answer, rejected
from tests.services.fakes import START, disk_full

CASE = {"LastFour": 7391, "Name": "TESTA PERSON", "CaseTitle": "PERSON V. SAMPLE CO"}
KNOWN = {
    "status": "Accepted",
    "lead": {
        "phone": "7205550100",
        "doNotCallResult": {"blocked": False, "sanCoverage": False},
        "knownLitigatorCheck": {"Found": True, "NumHits": 1, "results": [CASE], "ttl": "2026-12-21T00:00:00Z"},
    },
    "echo": KEY,
}


@dataclass
class Files:
    """A folder in memory."""

    written: dict[str, bytes] = field(default_factory=dict)
    fails: Exception | None = None

    async def write(
        self,
        files: Sequence[tuple[str, bytes]],
        *,
        replace: bool,
        noted: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        if self.fails:
            raise self.fails
        if not replace and any(name in self.written for name, _ in files):
            raise AlreadyThere("The proof was not saved.", "It is there already.")
        if noted:
            await noted()
        self.written.update(files)


class Chain:
    """A chain in which every exchange stands at twice its number."""

    async def position(self, exchange_id: int) -> ChainPosition | None:
        return ChainPosition(
            opening_seq=2 * exchange_id, opening_mac="ab", settlement_seq=None, settlement_mac="", head_count=9
        )


def paper(record: Record, sealed: bytes) -> bytes:
    """Returns something that begins and ends as a PDF does and carries the record."""
    return b"%PDF-1.4\n" + sealed + b"\n%%EOF\n"


class Office:
    """A desk that has sent one lead, and the means to prove it."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.files = Files()
        self.proofs = SaveProof(
            browse=self.desk.browse,
            journal=self.desk.journal,
            clock=self.desk.clock,
            work=InThread(),
            key=InstallationKey(self.desk.secrets),
            files=self.files,
            paper=paper,
            chain=Chain(),
        )

    def payload(self, name: str = "a.json") -> dict:
        payload: dict = json.loads(self.files.written[name])["payload"]
        return payload


@pytest.fixture
def office() -> Office:
    return Office()


async def test_a_pdf_and_its_record_are_saved_and_noted(office: Office) -> None:
    await office.desk.send(answer(KNOWN))

    saved = await office.proofs.save(1, "proof.v1.pdf", "K. Lind")

    assert saved.places == ("proof.v1.pdf", "proof.v1.json")
    assert saved.key_kept
    report = verify_proof(office.files.written["proof.v1.json"], is_signed_by, lambda _: None, saved.fingerprint)
    assert report.verified
    title = pdf_title(1, office.files.written["proof.v1.json"])
    inside = Inside(title, (office.files.written["proof.v1.json"],))
    assert verify_proof(office.files.written["proof.v1.pdf"], is_signed_by, lambda _: inside).verified
    note = office.desk.journal.written[0]
    assert (note.kind, note.exchange_id, note.operator, note.at) == (NoteKind.PROOF_SAVED, 1, "K. Lind", START)
    assert note.number == "+17205550100"
    assert note.text == f"proof.v1.pdf, signed by {saved.fingerprint}"


async def test_a_name_that_ends_in_json_saves_the_record_alone(office: Office) -> None:
    await office.desk.send(answer(KNOWN))

    saved = await office.proofs.save(1, "a.JSON", "K. Lind")

    assert list(office.files.written) == list(saved.places) == ["a.JSON"]


async def test_the_record_is_that_of_the_exchange_with_its_place_in_the_chain(office: Office) -> None:
    await office.desk.send(rejected())
    await office.desk.send(answer(KNOWN))
    office.desk.clock.seconds = 60

    await office.proofs.save(2, "a.json", "K. Lind")

    payload = office.payload()
    assert payload["entry"]["id"] == 2
    assert payload["outcome"]["load"] == "Loaded"
    assert payload["chain"]["opening"] == {"entry": 4, "mac": "ab"}
    assert payload["made"]["at"]["utc"] == "2026-11-21 19:05:11 UTC"
    assert payload["assessment"]["rules"]["version"] == office.desk.last(2).rules
    assert [check["state"] for check in payload["checks"]] == [
        *("not returned", "not covered by SAN", "not returned", "blocked"),
    ]


async def test_neither_last_four_nor_a_secret_leaves_in_any_file(office: Office) -> None:
    await office.desk.send(answer(KNOWN))

    await office.proofs.save(1, "a.pdf", "K. Lind")

    private = next(iter(office.desk.secrets.held[ref] for ref in office.desk.secrets.held if ref.profile_id == "proof"))
    for data in office.files.written.values():
        assert b"7391" not in re.sub(rb"[0-9a-f]{32,}", b"", data), "but by chance in a digest or the signature"
        for canary in (KEY.encode(), private.reveal().encode()):
            assert canary not in data
    assert "PERSON V. SAMPLE CO" in office.payload()["response"]["body"]


async def test_nothing_is_signed_before_the_outcome_is_known(office: Office) -> None:
    submission, pending = await office.desk.sending()

    with pytest.raises(StoreProblem, match="nothing to prove yet"):
        await office.proofs.save(1, "a.pdf", "K. Lind")

    assert office.files.written == {}
    pending.set_result(answer())
    await submission.answer()


async def test_a_proof_that_was_not_saved_is_not_noted(office: Office) -> None:
    await office.desk.send(answer(KNOWN))
    office.files.fails = StoreProblem("The proof was not saved.", "The disk is full.")

    with pytest.raises(StoreProblem, match="not saved"):
        await office.proofs.save(1, "a.pdf", "K. Lind")

    assert office.desk.journal.written == []


async def test_a_record_that_nobody_could_read_back_is_not_saved(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.desk.send(answer(KNOWN))
    monkeypatch.setattr("leaddesk.services.save_proof.RECORD_CAP", 1000)

    with pytest.raises(StoreProblem, match="not saved"):
        await office.proofs.save(1, "a.pdf", "K. Lind")

    assert office.files.written == {}


async def test_a_history_that_cannot_note_it_does_not_take_the_proof_back(office: Office) -> None:
    await office.desk.send(answer(KNOWN))
    office.desk.journal.note_fails = disk_full()

    saved = await office.proofs.save(1, "a.pdf", "K. Lind")

    assert saved.not_noted is office.desk.journal.note_fails
    assert set(office.files.written) == {"a.pdf", "a.json"}


async def test_what_is_there_is_replaced_only_on_the_second_word(office: Office) -> None:
    await office.desk.send(answer(KNOWN))
    office.files.written["a.json"] = b"earlier"

    with pytest.raises(AlreadyThere):
        await office.proofs.save(1, "a.pdf", "K. Lind")
    await office.proofs.save(1, "a.pdf", "K. Lind", replacing=True)

    assert office.payload()["entry"]["id"] == 1


async def test_without_a_keyring_the_proof_says_that_its_key_is_not_kept(office: Office) -> None:
    await office.desk.send(answer(KNOWN))
    office.desk.secrets.trouble = KeyringTrouble.ABSENT

    saved = await office.proofs.save(1, "a.json", "K. Lind")

    assert not saved.key_kept
    assert office.payload()["signing"] == {"fingerprint": saved.fingerprint, "kept": False}


async def test_a_locked_keyring_is_said_and_nothing_is_written(office: Office) -> None:
    await office.desk.send(answer(KNOWN))
    office.desk.secrets.trouble = KeyringTrouble.LOCKED

    with pytest.raises(KeyringProblem):
        await office.proofs.save(1, "a.json", "K. Lind")

    assert office.files.written == {}


async def test_a_proof_is_verified_on_a_computer_that_never_saw_this_keyring(office: Office) -> None:
    await office.desk.send(answer(KNOWN))
    saved = await office.proofs.save(1, "a.json", "K. Lind")

    elsewhere = await Office().proofs.export_key("key.txt")
    report = verify_proof(office.files.written["a.json"], is_signed_by, lambda _: None, elsewhere)

    assert elsewhere != saved.fingerprint
    assert report.finding is Finding.OTHER_INSTALLATION
    assert report.fingerprint == saved.fingerprint


async def test_the_public_key_is_exported_with_its_fingerprint(office: Office) -> None:
    short = await office.proofs.export_key("key.txt")

    text = office.files.written["key.txt"].decode()
    key = next(line.split()[-1] for line in text.splitlines() if line.startswith("Public key:"))
    assert fingerprint(bytes.fromhex(key)) == short
    assert f"Fingerprint: {short}" in text
    assert "kept in the keyring" in text


def test_the_proposed_name_tells_nothing_of_the_person() -> None:
    assert proof_name(4812, START.astimezone()) == f"proof-{START.astimezone():%Y-%m-%d}-4812.pdf"
