"""A lead: our own fields, typed once, whatever the destination."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from leaddesk.domain.fields import FieldKind, FieldProblem, FieldSpec, FormSchema, Sensitivity, check_form
from leaddesk.domain.phone import Phone, PhoneProblem, parse_phone
from leaddesk.domain.profile import Destination
from leaddesk.language import tr, tr_now

if TYPE_CHECKING:
    from leaddesk.domain.verdict import RefusedColumn

AS_TYPED = "phone.as_typed"
"""Key beside the fields: "yes" when the person chose to send the number as typed."""

_DIGITS = frozenset("0123456789")


def _personal(key: str, label: str, kind: FieldKind = FieldKind.TEXT, help: str = "") -> FieldSpec:
    return FieldSpec(key=key, label=label, kind=kind, help=help, sensitivity=Sensitivity.PERSONAL)


LEAD_FIELDS: tuple[FieldSpec, ...] = (
    _personal("phone", tr("Phone"), FieldKind.PHONE, tr("The number to dial, with area code.")),
    _personal("first_name", tr("First name")),
    _personal("last_name", tr("Last name")),
    _personal("email", tr("Email"), FieldKind.EMAIL),
    _personal("street", tr("Street")),
    _personal("city", tr("City")),
    _personal("state", tr("State"), FieldKind.STATE, tr("Two letters.")),
    _personal("zip", tr("Zip"), FieldKind.ZIP, tr("Drives the choice of a local caller id. Fills city and state.")),
)
"""The canonical fields, in the order of the form (PRODUCT 2.1)."""


@dataclass(frozen=True, slots=True)
class LeadDraft:
    """A lead that may be sent: every field checked, the phone parsed or knowingly sent as typed."""

    phone: Phone
    """Empty where a vendor takes leads without one."""
    values: Mapping[str, str]
    """Kept text by field key, the phone left out; empty ones too."""
    stands_in: str = ""
    """What such a lead is recognised by in place of its phone."""

    @property
    def number(self) -> str:
        """The number as it goes on record: E.164, as typed where it is sent so, or what stands in for it."""
        return self.phone.e164 or self.phone.typed or self.stands_in

    def filled(self) -> dict[str, str]:
        """Returns the fields that hold something, the phone left out."""
        return {key: text for key, text in self.values.items() if text}


def lead_schema(
    destination: Destination,
    required: tuple[str, ...] = ("phone",),
    kinds: Mapping[str, FieldKind] = MappingProxyType({}),
) -> FormSchema:
    """Returns the form for a destination: the canonical fields, then its custom ones, each with its dialer column.

    `kinds` says what a custom field holds by the vendor's word for it in the mapping; ordinary text where it is silent.
    """
    columns = {mapped.field: mapped.column for mapped in destination.mapping}
    canonical = tuple(replace(spec, required=spec.key in required) for spec in LEAD_FIELDS)
    known = {spec.key for spec in canonical}
    custom = tuple(
        replace(
            _personal(mapped.field, tr_now(mapped.field), kinds.get(mapped.kind, FieldKind.TEXT)),
            required=mapped.field in required,
        )
        for mapped in destination.mapping
        if mapped.field not in known
    )
    return FormSchema(canonical + custom, columns)


def validate_lead(schema: FormSchema, raw: Mapping[str, str]) -> LeadDraft | tuple[FieldProblem, ...]:
    """Returns the draft, or the problems in the order of the form."""
    kept, problems = check_form(schema, raw)
    found = {problem.key: problem for problem in problems}
    stands_in = kept.get(schema.stands_in, "")
    phone: Phone | None = None
    if schema.stands_in and not raw.get("phone", "").strip():
        phone = Phone("")
    elif "phone" not in found:
        try:
            phone = read_phone(raw)
        except PhoneProblem as problem:
            found["phone"] = FieldProblem("phone", str(problem))
    if found or phone is None:
        return tuple(found[spec.key] for spec in schema.fields if spec.key in found)
    kept.pop("phone", None)
    return LeadDraft(phone, kept, "" if phone.typed else stands_in)


def read_phone(raw: Mapping[str, str]) -> Phone:
    """Returns the phone of a form; as typed only when the person chose so. Raises PhoneProblem.

    Without a digit it is never sent: nothing would recognise the number when it comes again.
    """
    typed = raw.get("phone", "").strip()
    try:
        return parse_phone(typed)
    except PhoneProblem:
        if raw.get(AS_TYPED) == "yes" and not set(typed).isdisjoint(_DIGITS):
            return Phone(typed)
        raise


def refused_fields(schema: FormSchema, refused: Iterable[RefusedColumn]) -> tuple[FieldProblem, ...]:
    """Returns what the vendor refused, by the fields of a form; a column that no field fills is left out."""
    keys = {column: key for key, column in schema.columns.items()}
    return tuple(FieldProblem(keys[one.column], one.text) for one in refused if one.column in keys)


def unmapped(schema: FormSchema, raw: Mapping[str, str]) -> tuple[FieldSpec, ...]:
    """Returns the filled fields for which the destination has no column, so that they can be named before sending.

    Fields typed for another destination, which this one does not even show, come last.
    """
    here = [spec for spec in schema.fields if raw.get(spec.key, "").strip() and spec.key not in schema.columns]
    elsewhere = [
        FieldSpec(key=key, label=key)
        for key, text in raw.items()
        if text.strip() and key != AS_TYPED and schema.field(key) is None
    ]
    return (*here, *elsewhere)
