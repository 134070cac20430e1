"""Saves a proof of one exchange: a PDF that carries its record, and the record beside it; or the record alone.

What is saved is signed with the key of this installation, and noted in the history before it can be seen.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import PurePath
from typing import Protocol

from leaddesk.domain.errors import LeadDeskError, StoreProblem
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.proof import RECORD_CAP, ChainPosition, Record, fingerprint, seal_pdf, seal_record
from leaddesk.language import tr
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.browse_history import BrowseHistory
from leaddesk.services.ports import Background, Clock, Journal
from leaddesk.services.proof_record import proof_record


class Signer(Protocol):
    """Signs with the key of this installation."""

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the Ed25519 key that others verify with."""
        ...

    @property
    def kept(self) -> bool:
        """Whether the key is in the keyring; False for one that ends with this session."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Returns the signature, 64 bytes. It may take a moment: not for the UI thread."""
        ...


class SigningKey(Protocol):
    """The key of this installation."""

    async def signer(self) -> Signer:
        """Returns the signer, its key made when there is none yet. Raises KeyringProblem or StoreProblem."""
        ...


class Chain(Protocol):
    """The hash chain of the history."""

    async def position(self, exchange_id: int) -> ChainPosition | None:
        """Returns where an exchange stands now; None where the chain has no secret key. Raises StoreProblem.

        Without a secret its macs are hashes of the answer, from which four masked digits could be worked out.
        """
        ...


class ProofFiles(Protocol):
    """Where a person wants the proof."""

    async def write(
        self,
        files: Sequence[tuple[str, bytes]],
        *,
        replace: bool,
        noted: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        """Writes all files or none. Raises AlreadyThere unless it may replace them, or StoreProblem.

        `noted` is awaited when all of them are written aside, before any can be seen.
        """
        ...


Paper = Callable[[Record, bytes], bytes]
"""Lays the record out as a PDF that carries the saved record as its one attachment; called off the UI thread."""


@dataclass(frozen=True, slots=True)
class SavedProof:
    """What was saved."""

    places: tuple[str, ...]
    fingerprint: str
    key_kept: bool
    not_noted: LeadDeskError | None = None
    """Why the history could not note it; the files are there all the same."""


class SaveProof:
    """The use-case behind *Save proof…*."""

    def __init__(
        self,
        *,
        browse: BrowseHistory,
        journal: Journal,
        clock: Clock,
        work: Background,
        key: SigningKey,
        files: ProofFiles,
        paper: Paper,
        chain: Chain | None = None,
        zone: tzinfo | None = None,
    ) -> None:
        """`work` lays out and signs; it is not the one that decodes, which the next lead waits for."""
        self._browse = browse
        self._journal = journal
        self._clock = clock
        self._work = work
        self._key = key
        self._files = files
        self._paper = paper
        self._chain = chain
        self._zone = zone

    async def save(self, exchange_id: int, place: str, operator: str, *, replacing: bool = False) -> SavedProof:
        """Saves the proof at that place, as its name ends: `.json` the record alone, else the PDF and the record.

        Raises AlreadyThere unless it may replace what is there, StoreProblem and KeyringProblem.
        """
        exchange = await self._journal.load(exchange_id)
        if exchange.is_act:
            raise StoreProblem(
                tr("There is no proof of an act on a campaign."),
                tr("A proof is about the checks of a number, and an act checks nobody."),
                tr("The history keeps the act: open it there."),
            )
        lead = await self._browse.open(exchange_id)
        if exchange.settled is None:
            raise StoreProblem(
                tr("There is nothing to prove yet."),
                tr("This lead is about to be sent, or on its way."),
                tr("Save the proof once its outcome is known."),
            )
        position = await self._chain.position(exchange_id) if self._chain else None
        signer = await self._key.signer()
        now = self._clock.now()
        record = await self._work.do(
            proof_record,
            lead,
            settlements=exchange.settlements,
            position=position,
            operator=operator,
            now=now,
            fingerprint=fingerprint(signer.public_key),
            key_kept=signer.kept,
            zone=self._zone,
        )
        files = await self._work.do(_sealed, record, place, signer, self._paper)
        saved = SavedProof(tuple(name for name, _ in files), fingerprint(signer.public_key), signer.kept)
        not_noted: LeadDeskError | None = None

        async def note() -> None:
            nonlocal not_noted
            not_noted = await self._note(saved, lead, operator, now)

        await self._files.write(files, replace=replacing, noted=note)
        return replace(saved, not_noted=not_noted)

    async def export_key(self, place: str, *, replacing: bool = False) -> str:
        """Writes the public key of this installation for others to compare with, and returns its fingerprint.

        Raises AlreadyThere, StoreProblem and KeyringProblem.
        """
        signer = await self._key.signer()
        short = fingerprint(signer.public_key)
        lasts = tr("It is kept in the keyring.") if signer.kept else tr("It was made for one session and is not kept.")
        text = tr(
            "The key with which this installation of LeadDesk signs proofs (Ed25519, public part).\n{lasts}\n\n"
            "Fingerprint: {short}\nPublic key:  {hex}\n\nCompare it with a proof:  leaddesk verify FILE --key "
            '"{short}"\n',
            lasts=lasts,
            short=short,
            hex=signer.public_key.hex(),
        )
        await self._files.write([(place, text.encode())], replace=replacing)
        return short

    async def _note(self, saved: SavedProof, lead: AnsweredLead, operator: str, now: datetime) -> LeadDeskError | None:
        """Notes that a proof leaves, and returns why it could not be noted: the proof is saved all the same."""
        note = Note(
            at=now,
            operator=operator,
            kind=NoteKind.PROOF_SAVED,
            number=lead.opening.number,
            exchange_id=lead.exchange_id,
            text=tr(
                "{file}, signed by {fingerprint}",
                file=PurePath(saved.places[0]).name,
                fingerprint=saved.fingerprint,
            ),
        )
        try:
            await self._journal.write_note(note)
        except LeadDeskError as problem:
            return problem
        return None


def proof_name(exchange_id: int, at: datetime) -> str:
    """Returns the file name to propose: day and entry, nothing of the person or the number."""
    return f"proof-{at.astimezone():%Y-%m-%d}-{exchange_id}.pdf"


def _sealed(record: Record, place: str, signer: Signer, paper: Paper) -> list[tuple[str, bytes]]:
    """Returns the files by name, the one that was asked for first."""
    sealed = seal_record(record, signer.public_key, signer.sign)
    if len(sealed) > RECORD_CAP:
        raise StoreProblem(
            tr("The proof was not saved."),
            tr(
                "The answer is so long that its record would take more than {record_cap} MB.",
                record_cap=RECORD_CAP // 1024 // 1024,
            ),
            tr("The history keeps the answer: open it there."),
        )
    if PurePath(place).suffix.lower() == ".json":
        return [(place, sealed)]
    pdf = seal_pdf(paper(record, sealed), signer.public_key, signer.sign)
    return [(place, pdf), (str(PurePath(place).with_suffix(".json")), sealed)]
