"""The PDF of a proof: its record as pages that a lawyer can read, and the record itself inside.

Everything on the pages is taken from the record, so that the two cannot say different things. Long texts are cut on
the pages, with a word where; the record inside has them whole.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from leaddesk.domain.assessment import CheckState, Grade
from leaddesk.domain.profile import Environment
from leaddesk.domain.proof import RECORD_NAME, Record, digest, pdf_title
from leaddesk.language import grouped, tr, tr_now, trn
from leaddesk.services.check_number import CHECK_NUMBER
from leaddesk.services.submit_lead import LOAD_LEAD
from leaddesk.ui.proof.flow import Flow, Styles
from leaddesk.ui.views.verdict.raw_text import spelled_out
from leaddesk.ui.widgets.plaintext import marked

_LONG = 8_000
"""Characters of one text that are shown on the pages."""
_RAW_LONG = 20_000
_LINES = 1_000
_ENTRIES = 300
"""Lines of one text, and entries of one list, that are shown on the pages."""
_RAW_STEP = 1_000
"""Characters that are laid out at once: one step holds the interpreter until it is done."""
_TITLES = {LOAD_LEAD: tr("Proof of load"), CHECK_NUMBER: tr("Proof of check")}
_OTHER_TITLE = tr("Proof")
"""Of an act that this version does not know."""
_LETTER_PLACES = frozenset(("US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR", "PA", "PR", "DO"))


def proof_pdf(record: Record, sealed: bytes) -> bytes:
    """Returns the PDF of a record, with the record as it is saved inside; implements `services.save_proof.Paper`."""
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(target)
    writer.setTitle(pdf_title(record["entry"]["id"], sealed))
    writer.setCreator(f"{record['app']['name']} {record['app']['version']}")
    writer.setPageSize(QPageSize(_page_size()))
    writer.setPageMargins(QMarginsF(20, 15, 20, 15), QPageLayout.Unit.Millimeter)
    writer.addFileAttachment(RECORD_NAME, QByteArray(sealed), "application/json")
    flow = Flow(writer)
    _write(flow, record, digest(sealed))
    flow.draw(lambda number, count: _header(record, number, count))
    target.close()
    return bytes(target.data().data())


def _page_size() -> QPageSize.PageSizeId:
    place = QLocale.territoryToCode(QLocale.system().territory())
    return QPageSize.PageSizeId.Letter if place in _LETTER_PLACES else QPageSize.PageSizeId.A4


def _header(record: Record, number: int, count: int) -> tuple[str, str, str]:
    entry = record["entry"]
    parts = [tr("LeadDesk proof"), marked(entry["number_shown"]), tr("History entry {number}", number=entry["id"])]
    if entry["environment"] == Environment.PRACTICE:
        parts.insert(0, tr("PRACTICE, no real lead"))
    return (
        " · ".join(parts),
        tr("Page {number} of {count}", number=number, count=count),
        tr("Signed by {fingerprint}", fingerprint=record["signing"]["fingerprint"]),
    )


def _write(flow: Flow, record: Record, sha256: str) -> None:
    _front(flow, record)
    _assessment(flow, record["assessment"])
    left_out = record["left_out"]
    _attention(flow, record["attention"], left_out["attention"])
    _checks(flow, record)
    _litigator(flow, record["litigator"], left_out["cases"])
    _fields(flow, tr("Record"), record["record"], 0)
    _fields(flow, tr("Other fields of the answer"), record["other"], left_out["other"])
    _stored(flow, record["stored"], left_out["stored"])
    _history(flow, record)
    _exchange(flow, record)
    _verifying(flow, record, sha256)


def _front(flow: Flow, record: Record) -> None:
    entry, outcome, grade = record["entry"], record["outcome"], record["assessment"]["grade"]
    flow.text(_TITLES.get(entry["act"], _OTHER_TITLE), Styles.TITLE)
    flow.text(marked(entry["number_shown"]), Styles.NUMBER)
    flow.gap(3)
    flow.row(tr("Load outcome"), tr_now(outcome["word"]), Styles.STRONG)
    flow.row(tr("Assessment"), tr_now(grade), _loud(grade == Grade.DO_NOT_CONTACT))
    for check in record["checks"]:
        flow.row(tr_now(check["check"]), tr_now(check["state"]), _loud(check["state"] == CheckState.BLOCKED))
    flow.gap(2)
    flow.row(tr("Number"), marked(entry["number"]))
    _moment(flow, tr("About to send"), entry["opened"])
    _moment(flow, tr("Settled"), entry["settled"])
    settled_by = f"{tr_now(entry['settled_by'])} {entry['settled_by_operator']}".strip()
    flow.row(tr("Settled by"), marked(settled_by))
    flow.row(tr("Operator"), marked(entry["operator"]))
    flow.row(tr("Act"), marked(tr_now(entry["act"])))
    flow.row(tr("Destination"), marked(f"{entry['destination']} ({entry['dialer']})"))
    flow.row(tr("Profile"), marked(_profile(entry)))
    flow.row(tr("History entry"), str(entry["id"]))
    for note in entry["notes"]:
        flow.row(tr("On record"), marked(note))
    flow.gap(2)
    flow.row(tr("Proof saved by"), marked(record["made"]["operator"]))
    _moment(flow, tr("Proof saved"), record["made"]["at"])
    flow.row(tr("Made with"), f"{record['app']['name']} {record['app']['version']}")
    flow.gap(2)
    flow.text(tr("Local times are those of the computer that made this proof."), Styles.LABEL)
    flow.text(tr_now(record["notice"]), Styles.STRONG)
    flow.section(tr("What the vendor said of the load"))
    flow.row(tr("Meaning"), _cut(outcome["explanation"]))
    for label, key in (
        (tr("Status"), "status"),
        (tr("Reason"), "reason"),
        (tr("Message"), "message"),
        (tr("Caller id"), "caller_id"),
    ):
        flow.row(label, _cut(outcome[key]) or tr("none given"))


def _profile(entry: dict[str, Any]) -> str:
    return tr(
        "{profile} ({environment}, vendor {vendor})",
        profile=entry["profile"],
        environment=tr_now(entry["environment"]),
        vendor=entry["vendor"],
    )


def _assessment(flow: Flow, assessment: dict[str, Any]) -> None:
    flow.section(tr("Assessment"))
    flow.text(tr("As judged at the time of the answer."), Styles.LABEL)
    flow.gap(1)
    grade = assessment["grade"]
    flow.row(tr("Assessment"), tr_now(grade), _loud(grade == Grade.DO_NOT_CONTACT))
    for reason in assessment["reasons"]:
        flow.row(tr("Why"), _cut(reason))
    rules = assessment["rules"]
    flow.row(tr("Rules"), marked(rules["version"]))
    flow.row(tr("Source of the rules"), marked(rules["source"]))
    for fired in rules["fired"]:
        checks = f" ({', '.join(map(tr_now, fired['checks']))})" if fired["checks"] else ""
        flow.row(
            tr("Rule that fired"),
            marked(f"{tr_now(fired['words'])} → {tr_now(fired['effect'])}{checks} [{fired['rule']}]"),
        )
    if not assessment["data_quality_counts"]:
        flow.row(tr("Data quality"), tr("did not count: the profile said that it is not bought"))


def _attention(flow: Flow, texts: list[str], left_out: int) -> None:
    if texts:
        flow.section(tr("Needs attention"))
        for text in texts[:_ENTRIES]:
            flow.text(_cut(text))
        _say_more(flow, texts, left_out)


def _checks(flow: Flow, record: Record) -> None:
    flow.section(tr("Checks"))
    if not record["checks"]:
        flow.text(tr("This vendor returns no checks."))
    for check in record["checks"]:
        blocked = check["state"] == CheckState.BLOCKED
        flow.part(f"{tr_now(check['check'])}: {tr_now(check['state'])}", Styles.LOUD_PART if blocked else Styles.PART)
        flow.row(tr("State"), _state(check, record["entry"]["settled"]["utc"]))
        flow.row(tr("Reason"), _cut(check["why"]))
        if check["vendor_reason"]:
            flow.row(tr("In the vendor's words"), _cut(check["vendor_reason"]))
        if "san_coverage" in check:
            flow.row(tr("SAN coverage"), check["san_coverage"])
        if "ttl" in check:
            _moment(flow, "ttl", check["ttl"])
        elif check["fresh_until"]:
            _moment(flow, tr("Fresh until"), check["fresh_until"])
        for caution in check["cautions"]:
            flow.row(tr("Caution"), marked(caution))
        for fact in check["fields"]:
            flow.row(marked(tr_now(fact["label"])), _cut(fact["text"]))


def _state(check: dict[str, Any], at: str) -> str:
    if check["state"] == CheckState.NO_BLOCK:
        return tr("{state} by {check} at {at}", state=tr_now(check["state"]), check=tr_now(check["check"]), at=at)
    return tr_now(str(check["state"]))


def _litigator(flow: Flow, litigator: dict[str, Any], left_out: int) -> None:
    cases = litigator["cases"]
    if not (cases or litigator["narrative"]):
        return
    flow.section(tr("Litigation cases"))
    for text in litigator["mismatches"]:
        flow.row(tr("Does not agree"), _cut(text), Styles.STRONG)
    flow.row(tr("Actions"), _cut(litigator["actions"]) or tr("none given"))
    _long(flow, tr("Narrative"), litigator["narrative"])
    for number, case in enumerate(cases[:_ENTRIES], 1):
        flow.part(tr("Case {number} of {count}", number=number, count=grouped(len(cases) + left_out)))
        for fact in case:
            flow.row(tr_now(fact["label"]), _cut(fact["text"]))
    _say_more(flow, cases, left_out)


def _fields(flow: Flow, title: str, facts: list[dict[str, str]], left_out: int) -> None:
    if facts:
        flow.section(title)
        for fact in facts[:_ENTRIES]:
            flow.row(marked(tr_now(fact["label"])), _cut(fact["text"]))
        _say_more(flow, facts, left_out)


def _stored(flow: Flow, fields: list[dict[str, Any]], left_out: int) -> None:
    if not fields:
        return
    flow.section(tr("As stored"))
    for field in fields[:_ENTRIES]:
        sent = tr("nothing") if field["sent"] is None else f"“{_cut(field['sent'])}”"
        stored = _cut(field["stored"])
        if field["differs"]:
            stored = tr("{stored}; sent was {sent}", stored=stored, sent=sent)
        flow.row(marked(field["column"]) or tr("Field {number}", number=field["index"]), stored)
    _say_more(flow, fields, left_out)


def _history(flow: Flow, record: Record) -> None:
    flow.section(tr("On record in the history"))
    for number, item in enumerate(record["settlements"], 1):
        flow.part(tr("Settlement {number}: {word}", number=number, word=tr_now(item["word"])))
        _moment(flow, tr("At"), item["at"])
        flow.row(tr("Settled by"), marked(f"{tr_now(item['by'])} {item['operator']}".strip()))
        flow.row(tr("Assessment"), tr_now(item["assessment"]) or tr("none"))
        flow.row(tr("Meaning"), _cut(item["explanation"]))
    flow.part(tr("Place in the chain of the history"))
    chain = record["chain"]
    if chain is None:
        flow.text(tr("This history keeps no chain that is sealed with a key."))
        return
    opening, settlement = chain["opening"], chain["settlement"]
    flow.row(tr("Opening"), _chain_entry(opening), Styles.RAW)
    if settlement["entry"]:
        flow.row(tr("Settlement"), _chain_entry(settlement), Styles.RAW)
    flow.row(tr("Chain entries then"), str(chain["entries"]))


def _chain_entry(entry: dict[str, Any]) -> str:
    return tr("chain entry {number}, {mac}", number=entry["entry"], mac=entry["mac"])


def _exchange(flow: Flow, record: Record) -> None:
    request, response = record["request"], record["response"]
    flow.section(tr("Exchange"))
    flow.text(tr("Credentials and the last four digits of cases are masked."), Styles.LABEL)
    flow.part(tr("Request"))
    _raw(flow, f"{request['method']} {request['url']}", request["headers"], request["body"])
    flow.part(tr("Answer"))
    if response is None:
        flow.text(tr("No answer came back."))
        return
    _raw(
        flow,
        tr("HTTP {status}, after {took} ms", status=response["status"], took=response["took_ms"]),
        response["headers"],
        response["body"],
    )
    if response["cut_off"]:
        flow.text(tr("The answer was longer than LeadDesk reads: the end is missing."), Styles.STRONG)


def _verifying(flow: Flow, record: Record, sha256: str) -> None:
    signing = record["signing"]
    flow.section(tr("How to verify this proof"))
    flow.row(tr("Fingerprint"), signing["fingerprint"], Styles.STRONG)
    flow.row(tr("SHA-256 of the record"), sha256)
    flow.row(tr("Key"), _KEPT if signing["kept"] else _NOT_KEPT)
    flow.gap(1)
    for text in (
        tr(
            "The record of this proof is inside this PDF as {record_name}. Record and PDF are signed, each as a whole.",
            record_name=RECORD_NAME,
        ),
        tr(
            'leaddesk verify FILE --key "{fingerprint}" finds any byte that was changed, added or left out, in the PDF '
            "and in the record alone. It needs no history and no network.",
            fingerprint=signing["fingerprint"],
        ),
        tr(
            "The signature shows that the installation with this fingerprint made the proof and that it is as it was "
            "made. Whose installation that is, its owner can tell: compare the fingerprint with one got another way."
        ),
        tr_now(record["notice"]),
    ):
        flow.text(text)


_REST = tr("The rest is in the record inside this PDF.")
_KEPT = tr("one for this installation, kept in the keyring of its computer")
_NOT_KEPT = tr("made for one session and not kept: later proofs of this installation have another fingerprint")


def _moment(flow: Flow, label: str, moment: dict[str, str] | str) -> None:
    """Adds a time, UTC and local; a text says why there is none."""
    flow.row(
        label,
        moment
        if isinstance(moment, str)
        else tr("{utc} · local {local}", utc=moment["utc"], local=marked(moment["local"])),
    )


def _raw(flow: Flow, start: str, headers: list[list[str]], body: str) -> None:
    for line in (start, *(f"{name}: {value}" for name, value in headers), ""):
        flow.text(spelled_out(line), Styles.RAW)
    shown = spelled_out(body[:_RAW_LONG])[: 2 * _RAW_LONG]
    lines = shown.split("\n")
    for line in lines[:_LINES]:
        for step in _steps(line):
            flow.text(step, Styles.RAW)
    if not body:
        flow.text(tr("empty body"), Styles.LABEL)
    if len(body) > _RAW_LONG or len(shown) == 2 * _RAW_LONG or len(lines) > _LINES:
        flow.text(_REST, Styles.STRONG)


def _long(flow: Flow, label: str, text: str) -> None:
    lines = text[:_RAW_LONG].splitlines() or [tr("none given")]
    for number, line in enumerate(lines[:_LINES]):
        for at, step in enumerate(_steps(line)):
            flow.row(label if number == at == 0 else "", marked(step))
    if len(text) > _RAW_LONG or len(lines) > _LINES:
        flow.text(_REST, Styles.STRONG)


def _steps(line: str) -> list[str]:
    """Returns the line in pieces, between words where there are any."""
    steps = []
    while len(line) > _RAW_STEP:
        cut = line.rfind(" ", 0, _RAW_STEP) + 1 or _RAW_STEP
        steps.append(line[:cut])
        line = line[cut:]
    return [*steps, line]


def _loud(alarming: bool) -> Styles:
    return Styles.LOUD if alarming else Styles.STRONG


def _say_more(flow: Flow, entries: list[Any], left_out: int) -> None:
    if len(entries) > _ENTRIES:
        left = len(entries) - _ENTRIES
        said = trn("1 more is in the record inside this PDF.", "{count} more are in the record inside this PDF.", left)
        flow.text(said, Styles.STRONG)
    if left_out:
        flow.text(
            trn(
                "1 more is only in the answer, which that record holds as it came.",
                "{count} more are only in the answer, which that record holds as it came.",
                left_out,
            ),
            Styles.STRONG,
        )


def _cut(text: str) -> str:
    shown = marked(text[:_LONG])
    if len(text) <= _LONG:
        return shown
    more = trn("1 more character is in the record", "{count} more characters are in the record", len(text) - _LONG)
    return f"{shown} … {more}"
