"""The page of Croco-Dial's settings and lead fields, made of the schema that the forms are made of."""

from __future__ import annotations

from pathlib import Path

import leaddesk.vendors.crocodial as package
from leaddesk.domain.fields import FieldKind, FieldSpec
from leaddesk.vendors.crocodial.duplicates import MATCHES, WINDOW
from leaddesk.vendors.manifest import read_manifest

PAGE = Path(__file__).parents[3] / "resources" / "CROCO-DIAL.md"
_MANIFEST = read_manifest(Path(package.__path__[0]) / "vendor.toml")
_HEAD = """\
# Croco-Dial: every setting and every lead field

Written by `packaging/crocodial_doc.py` from `leaddesk/vendors/crocodial/vendor.toml`, which the forms are made of. A
default is what LeadDesk sends when nothing was chosen; where it says *not sent*, the server goes by its own.
"""


def page() -> str:
    """Returns the whole page."""
    settings = _MANIFEST.destination_schema(_MANIFEST.info.dialers[0].name).fields
    parts = [_HEAD]
    for section in dict.fromkeys(spec.section for spec in settings):
        parts.append(f"\n## {section}\n\n| Setting | Parameter | Takes | Default | Meaning |\n|---|---|---|---|---|\n")
        parts += [_setting(spec) for spec in settings if spec.section == section]
    parts.append("\n## Lead fields\n\n| Field | Column | Takes |\n|---|---|---|\n")
    fields = {row.column: row.field for row in _MANIFEST.info.dialers[0].preset}
    parts += [
        f"| {fields.get(spec.key) or spec.label} | `{spec.key}` | {_takes(spec)} |\n"
        for spec in _MANIFEST.columns.fields
    ]
    return "".join(parts)


def _setting(spec: FieldSpec) -> str:
    return f"| {spec.label} | {_parameter(spec)} | {_takes(spec)} | {_default(spec)} | {_cell(spec.help)} |\n"


def _parameter(spec: FieldSpec) -> str:
    if spec.key in (*MATCHES, WINDOW):
        return "`duplicate_check`"
    named = {"source": "`source`", "phone_code": "`phone_code`", "campaign": "as named above"}
    return named.get(spec.key) or (f"`{_MANIFEST.roles.sends[spec.key]}`" if spec.key in _MANIFEST.roles.sends else "")


def _takes(spec: FieldSpec) -> str:
    if spec.choices:
        return _cell(", ".join(spec.choices))
    if spec.kind is FieldKind.FLAG:
        return "a tick, sent as `Y`"
    return _cell(spec.pattern_says) or f"up to {spec.max_length} characters"


def _default(spec: FieldSpec) -> str:
    if spec.required:
        return "needed"
    return spec.default or (f"{spec.vendor_default}, not sent" if spec.vendor_default else "not sent")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
