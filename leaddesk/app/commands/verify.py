"""`leaddesk verify FILE`: whether a saved proof, PDF or JSON, is as it was made, and by which installation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leaddesk.app.commands.output import harmless, print_text
from leaddesk.language import tr, tr_now

if TYPE_CHECKING:
    import argparse

    from leaddesk.domain.proof import Record
    from leaddesk.services.verify_proof import ProofReport

_TRUST = (
    tr(
        "This shows that the installation with this fingerprint made the file and that no byte of it has changed since."
    ),
    tr("Whose installation that is, only its owner can tell: get the fingerprint another way and give it with --key."),
)
_TRUST_EXPECTED = (tr("This shows that the installation you named made the file and that no byte has changed since."),)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Brings the command to the command line."""
    verify = commands.add_parser(
        "verify",
        help=tr("say whether a saved proof is as it was made"),
        epilog=tr(
            "Status: 0 for a proof as it was made, 1 for anything else, 2 for a file or key that cannot be read."
        ),
    )
    verify.add_argument("file", metavar="FILE", type=Path, help=tr("a proof, PDF or JSON"))
    verify.add_argument(
        "--key", metavar="FINGERPRINT", help=tr("the fingerprint of the installation it must come from")
    )
    verify.set_defaults(run=lambda given: _run(verify, given))


def _run(parser: argparse.ArgumentParser, given: argparse.Namespace) -> int:
    from leaddesk.domain.errors import StoreProblem
    from leaddesk.domain.proof import parse_fingerprint
    from leaddesk.infra.proof_file import look_inside, read_proof
    from leaddesk.infra.signing import is_signed_by
    from leaddesk.services.verify_proof import verify_proof

    try:
        expected = parse_fingerprint(given.key) if given.key is not None else ""
    except ValueError as error:
        parser.error(tr("--key: {error}", error=error))
    try:
        data = read_proof(given.file)
    except StoreProblem as problem:
        parser.error(harmless(problem.sentence()))
    report = verify_proof(data, is_signed_by, look_inside, expected)
    written = print_text("\n".join(map(harmless, _lines(report, str(given.file), expected))))
    return written or (0 if report.verified else 1)


def _lines(report: ProofReport, name: str, expected: str) -> list[str]:
    finding = tr_now(report.finding)
    verdict = tr("Verified") if report.verified else tr("Not verified: {finding}", finding=finding)
    lines = [f"{verdict} ({name})", report.why]
    if report.payload is not None:
        lines += [
            "",
            *_about(report.payload),
            tr("Signed by the installation {fingerprint}", fingerprint=report.fingerprint),
        ]
        if _value(report.payload, "signing", "kept") is False:
            lines.append(tr("That key was made for one session and was not kept."))
    if report.verified:
        lines += ["", *(_TRUST_EXPECTED if expected else _TRUST)]
    return lines


def _about(payload: Record) -> list[str]:
    """Returns what the proof is about, in lines; whatever is not there or of another shape is left out."""
    told = []
    for label, path in (
        (tr("Number"), ("entry", "number")),
        (tr("History entry"), ("entry", "id")),
        (tr("Load outcome"), ("outcome", "load")),
        (tr("Assessment"), ("assessment", "grade")),
        (tr("Settled"), ("entry", "settled", "utc")),
        (tr("Proof made"), ("made", "at", "utc")),
        (tr("Operator"), ("made", "operator")),
    ):
        value = _value(payload, *path)
        if path == ("outcome", "load"):
            value = _value(payload, "outcome", "word") or value  # proofs of before say no more than the plain outcome
        if isinstance(value, str | int):
            told.append(f"{label}: {str(value)[:200]}")
    return told


def _value(payload: Record, *path: str) -> object:
    value: object = payload
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
