"""Kills while files are written: migrated, exported, purged, saved; and what must and must not be there afterwards."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from pathlib import Path
from zipfile import ZipFile

from leaddesk.domain.note import NoteKind
from leaddesk.infra.assessment_rules import parse_rules
from leaddesk.infra.history.migrate import backup_path, shipped_migrations
from leaddesk.infra.history.store_file import encrypted_file
from leaddesk.services.export_table import TableFormat
from tests.infra.history_samples import write_form_1
from tests.kills.ground import Ground, Peek, answered_leads, key_of, peek

OLD_EXPORT = b"what stood there before"


class Migrating:
    """A kill while a history of the first LeadDesk is brought up to date."""

    _count = 250

    def one(self, ground: Ground) -> None:
        """Kills once, and looks whether the next start opens all of it, and the copy from before is whole."""
        home = ground.home("form 1", self._make)
        life = ground.nursery.begin(home, "nothing")
        life.kill(0.05 + ground.instant("migrate", 0.3))
        version = _form_of(home / "data" / "history.db", home)
        ground.learn("migrate", over=version > 1)
        found, _ = ground.next_start(home)
        assert len(found["rows"]) == self._count
        assert found["rows"][0]["word"] == "Outcome unknown", "the last one was open in that file"
        after = peek(home)
        assert after.report.intact
        assert len(after.exchanges) == self._count
        history = home / "data" / "history.db"
        steps = (step.number for step in shipped_migrations() if step.number > 1)
        copies = {backup_path(history, step): step - 1 for step in steps}  # all but the first: killed between
        there = set((home / "data").glob("history.db*"))
        assert {history, backup_path(history, 2)} <= there <= {history, *copies}, there
        assert all(_form_of(copy, home) == form for copy, form in copies.items() if copy in there)
        ground.met[f"migrate: killed at form {version}"] += 1
        ground.gone(home)

    def _make(self, home: Path) -> None:
        for path in (home / "data").glob("history.db*"):
            path.unlink()
        file = encrypted_file(home / "data" / "history.db", key_of(home))
        connection = file.connect()
        write_form_1(connection, self._count)
        connection.commit()
        connection.close()
        _forget_end(home)


class Purging:
    """A kill while what has had its time is purged."""

    _old, _new = 150, 30

    def one(self, ground: Ground) -> None:
        """Kills once, and looks whether all of it is there or gone, and the chain holds."""
        home = ground.home("old leads", lambda home: answered_leads(home, self._old, self._new))
        life = ground.nursery.begin(home, "purge")
        assert life.until("begun")["ids"] == self._old
        life.kill(ground.instant("purge", 0.05))
        ground.learn("purge", over=bool(life.said("told")))
        held = peek(home)
        found, _ = ground.next_start(home)
        gone = len(found["rows"]) == self._new
        assert gone or len(found["rows"]) == self._old + self._new
        assert gone or not life.said("told"), "what was said to be gone is gone"
        noted = [note for note in held.notes if note.kind is NoteKind.PURGED]
        assert len(noted) == gone
        after = peek(home)
        assert after.report.intact
        assert after.report.purged == (self._old if gone else 0)
        verified = ground.nursery.begin(home, "", argv=["verify-history"])
        verified.until("printed")
        assert "Every entry is as it was written." in verified.said("printed")[0]["text"], verified.words
        verified.end()
        ground.met["purge: gone" if gone else "purge: there"] += 1
        ground.gone(home)


class Exporting:
    """A kill while the history is exported, backed up, or proven, over an earlier file or where there was none."""

    _count = 700

    def one(self, ground: Ground) -> None:
        """Kills once, and looks at what stands under the chosen name, and that nothing else stays behind."""
        home = ground.home("leads to export", lambda home: answered_leads(home, 0, self._count))
        chosen = home / "chosen"
        chosen.mkdir()
        kind, job, more, longest = ground.chance.choice(_LEAVING)
        place = chosen / f"Testa Exampleton{kind}"
        if replace := ground.chance.random() < 0.5:
            place.write_bytes(OLD_EXPORT)
        life = ground.nursery.begin(home, job, place=str(place), replace=replace, **more)
        life.until("begun")
        life.kill(ground.instant(kind, longest))
        ground.learn(kind, over=bool(life.said("told")))
        held, left = peek(home), _beside(place)
        ground.next_start(home)
        assert _beside(place) <= {place.with_suffix(".json").name}, f"{left} is still there"
        data = place.read_bytes() if place.exists() else b""
        if data and data != OLD_EXPORT:
            self._look_whole(ground, home, kind, place, held)
        else:
            assert bool(data) == replace
            assert not life.said("told")
        assert not list((home / "data").glob("unfinished/*"))
        new = "new" if data and data != OLD_EXPORT else "before"
        ground.met[f"export {kind}: {new}{', part swept' if left else ''}"] += 1
        ground.gone(home)

    def _look_whole(self, ground: Ground, home: Path, kind: str, place: Path, held: Peek) -> None:
        """Asserts that a file is complete, and on record where it shows people."""
        match kind:
            case ".csv":
                rows = list(csv.reader(io.StringIO(place.read_text("utf-8-sig"))))
                assert len(rows) == self._count + 1
            case ".jsonl":
                assert len([json.loads(line) for line in place.read_text("utf-8").splitlines()]) == self._count
            case ".xlsx":
                with ZipFile(place) as book:
                    assert book.testzip() is None
            case ".backup":
                assert _form_of(place, home) == shipped_migrations()[-1].number
            case ".pdf":
                verified = ground.nursery.begin(home, "", argv=["verify", str(place)])
                assert verified.until("printed")["text"].startswith("Verified (")
                verified.end()
        wanted = {".pdf": NoteKind.PROOF_SAVED, ".backup": None}.get(kind, NoteKind.EXPORTED)
        assert wanted is None or any(note.kind is wanted for note in held.notes)


_LEAVING: tuple[tuple[str, str, dict[str, str], float], ...] = (
    (".csv", "export", {"format": TableFormat.CSV.value}, 0.12),
    (".jsonl", "export", {"format": TableFormat.JSON_LINES.value}, 0.12),
    (".xlsx", "export", {"format": TableFormat.XLSX.value}, 0.5),
    (".backup", "back_up", {}, 0.08),
    (".pdf", "prove", {}, 0.3),
)
"""What leaves: the ending of its name, the job, what else the job is told, and how long it takes at most."""


class Rewriting:
    """A kill while profiles, routes and settings are saved and rules are copied."""

    def one(self, ground: Ground) -> None:
        """Kills once, and looks whether each file is whole and as new as was said, and the next start reads all."""
        home = ground.home("leads", lambda _home: None)
        life = ground.nursery.begin(home, "rewrite")
        life.until("kept")
        life.kill(ground.chance.uniform(0, 0.12))
        config = home / "config"
        kept = {word["what"]: word["step"] for word in life.said("kept")}
        profiles = tomllib.loads((config / "profiles.toml").read_text("utf-8"))["profile"]
        name = next(one["name"] for one in profiles if one["id"] == "purecallerid")
        assert int(name.split()[1]) in (kept["profile"], kept["profile"] + 1)
        routes = tomllib.loads((config / "routes.toml").read_text("utf-8"))["route"]
        assert str(kept.get("route", "floors")) in routes[0]["name"] or str(kept["route"] + 1) in routes[0]["name"]
        if (rules := config / "rules" / "assessment.toml").exists():
            parse_rules(rules.read_text("utf-8"))
        left = list(config.rglob("*.tmp"))
        found, _ = ground.next_start(home)
        assert not [text for text in found["heard"] if "default" in text or "could not" in text or "cannot" in text]
        ground.met[f"save: {'a part left' if left else 'nothing left'}"] += 1
        ground.gone(home)


def _beside(place: Path) -> set[str]:
    return {path.name for path in place.parent.iterdir()} - {place.name}


def _forget_end(home: Path) -> None:
    path = home / "keyring.json"
    entries = json.loads(path.read_text())
    path.write_text(json.dumps({name: text for name, text in entries.items() if "anchor" not in name}))


def _form_of(path: Path, home: Path) -> int:
    """Returns the form that a sound history's file is in."""
    connection = encrypted_file(path, key_of(home)).connect()
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return version
    finally:
        connection.close()
