"""*Save proof…* with the real file dialog and real files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from leaddesk.domain.errors import KeyringTrouble
from leaddesk.domain.note import NoteKind
from leaddesk.infra.proof_file import ProofFiles
from leaddesk.infra.signing import InstallationKey
from leaddesk.services.save_proof import SaveProof
from leaddesk.ui.proof.paper import proof_pdf
from leaddesk.ui.proof.saving import ProofSaving
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.widgets.act_dialog import ActDialog
from tests.services.desk import Desk, InThread, answer, until
from tests.services.fakes import disk_full
from tests.ui.profiles_place import Told
from tests.ui.proof.proofs import verified

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@dataclass
class Place:
    """A window with the acts behind its buttons, and one lead to prove."""

    window: QWidget
    desk: Desk
    told: Told
    scope: TaskScope
    saving: ProofSaving

    def dialog(self, kind: type[QDialog]) -> QDialog:
        found = [dialog for dialog in self.window.findChildren(kind) if dialog.isVisible()]
        assert len(found) == 1
        return found[0]

    async def choose(self, qtbot, path: Path) -> None:
        """Puts a path into the open file dialog."""
        line = self.dialog(QFileDialog).findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        line.setText(str(path))
        qtbot.keyClick(line, Qt.Key.Key_Return)
        await until(lambda: self.window.findChild(QFileDialog) is None)

    async def end(self) -> tuple:
        """Waits for the end of the act: the first thing said is that it began."""
        await until(lambda: len(self.told.messages) > 1)
        assert self.told.messages.pop(0)[0] == "info"
        message: tuple = self.told.messages.pop(0)
        return message


@pytest.fixture
async def place(qtbot, theme):
    desk, told, scope, window = Desk(), Told(), TaskScope(), QWidget()
    qtbot.addWidget(window)
    window.show()
    service = SaveProof(
        browse=desk.browse,
        journal=desk.journal,
        clock=desk.clock,
        work=InThread(),
        key=InstallationKey(desk.secrets),
        files=ProofFiles(),
        paper=proof_pdf,
    )
    saving = ProofSaving(window, theme, service, scope, told, desk.clock, lambda: "K. Lind")
    await desk.send(answer())
    yield Place(window, desk, told, scope, saving)
    await scope.finish(1)


async def test_a_proof_is_saved_where_the_person_says(place: Place, qtbot, tmp_path) -> None:
    place.saving.save(1)
    dialog = place.dialog(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name.startswith("proof-2026-11-2")

    await place.choose(qtbot, tmp_path / "proof.pdf")
    kind, title, detail, hint, *_ = await place.end()

    assert (kind, title) == ("result", "Proof saved.")
    assert detail == f"{tmp_path / 'proof.pdf'} and {tmp_path / 'proof.json'}"
    for name in ("proof.pdf", "proof.json"):
        report = verified((tmp_path / name).read_bytes())
        assert report.verified
        assert hint == f"Signed by {report.fingerprint}."
        assert report.payload
        assert report.payload["made"]["operator"] == "K. Lind"
    assert place.desk.journal.written[0].kind is NoteKind.PROOF_SAVED


async def test_the_record_alone_is_another_kind_of_file(place: Place, qtbot, tmp_path) -> None:
    place.saving.save(1)
    dialog = place.dialog(QFileDialog)
    assert isinstance(dialog, QFileDialog)

    dialog.filterSelected.emit("Record alone (*.json)")
    assert Path(dialog.selectedFiles()[0]).suffix == ".json"
    await place.choose(qtbot, tmp_path / "proof")
    await place.end()

    assert [path.name for path in tmp_path.iterdir()] == ["proof.json"]


async def test_a_file_that_is_there_is_asked_about(place: Place, qtbot, tmp_path) -> None:
    (tmp_path / "proof.json").write_bytes(b"earlier")
    place.saving.save(1)
    await place.choose(qtbot, tmp_path / "proof.pdf")
    await until(lambda: place.window.findChild(ActDialog) is not None)
    assert (tmp_path / "proof.json").read_bytes() == b"earlier"

    place.told.messages.clear()
    dialog = place.dialog(ActDialog)
    assert dialog.windowTitle() == "Replace the file"
    dialog.accept()
    await place.end()

    assert verified((tmp_path / "proof.json").read_bytes()).verified


async def test_a_folder_that_is_not_there_is_said(place: Place, qtbot, tmp_path) -> None:
    place.saving.save(1)
    await place.choose(qtbot, tmp_path / "gone" / "proof.pdf")

    kind, title, detail, *_ = await place.end()

    assert (kind, title) == ("error", "The proof was not saved.")
    assert str(tmp_path / "gone") in detail


async def test_a_key_of_one_session_is_said(place: Place, qtbot, tmp_path) -> None:
    place.desk.secrets.trouble = KeyringTrouble.ABSENT
    place.saving.save(1)
    await place.choose(qtbot, tmp_path / "proof.pdf")

    kind, _, _, hint, *_ = await place.end()

    assert kind == "result"
    assert hint.startswith("There is no keyring to keep its key")


async def test_a_history_that_could_not_note_it_is_a_warning(place: Place, qtbot, tmp_path) -> None:
    place.desk.journal.note_fails = disk_full()
    place.saving.save(1)
    await place.choose(qtbot, tmp_path / "proof.pdf")

    kind, title, detail, *_ = await place.end()

    assert (kind, title) == ("warn", "The proof was saved, but the history could not note it.")
    assert str(tmp_path / "proof.pdf") in detail


async def test_a_lead_that_was_not_written_down_has_no_proof(place: Place) -> None:
    place.saving.save(None)

    assert place.told.messages[0][:2] == ("info", "There is nothing to prove.")
    assert place.window.findChild(QFileDialog) is None


async def test_the_public_key_is_exported(place: Place, qtbot, tmp_path) -> None:
    place.saving.export_key()
    await place.choose(qtbot, tmp_path / "key.txt")

    kind, title, detail, hint, *_ = await place.end()

    assert (kind, title, detail) == ("result", "Public key exported.", str(tmp_path / "key.txt"))
    assert hint.removeprefix("Its fingerprint is ").rstrip(".") in (tmp_path / "key.txt").read_text(encoding="utf-8")
