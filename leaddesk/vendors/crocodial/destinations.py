"""What a destination of Croco-Dial needs, and what a lead may hold there: the contract's sections 2 to 5."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from leaddesk.domain import alt_phones, lead
from leaddesk.domain.fields import FieldKind, FieldProblem, FieldSpec, FormSchema, check_form
from leaddesk.domain.profile import Destination, MappedField, mapping_problems
from leaddesk.language import tr
from leaddesk.vendors.crocodial import duplicates
from leaddesk.vendors.manifest import Manifest

PHONE_NUMBER = "phone_number"
CAMPAIGN_PARAMETER = "campaign_parameter"
_OURS = ("user", "pass", "function", "source", "duplicate_check", "phone_code")
"""Parameters that no row of a mapping may fill, beside those of the settings."""

_DAY = (
    r"(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    r"|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
)
_CANONICAL = frozenset(spec.key for spec in lead.LEAD_FIELDS)
_PATTERNS = {
    "date_of_birth": _DAY,
    "callback_datetime": rf"NOW|[0-9]{{1,3}}DAYS|{_DAY} (?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]",
    "multi_alt_phones": alt_phones.PATTERN,
}
_ANY_TEXT = (r".*[^\\]", tr("It cannot end in a backslash: the server fails on it, and the lead may be lost."))
"""Observed for comments and vendor_lead_code; custom columns go the same way."""
_NAME = (r"[^'\\]*", tr("No apostrophe while duplicates are looked for by name: the server fails on it."))


class Destinations:
    """The rules over the data of a manifest."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._columns = {spec.key: _with_pattern(spec) for spec in manifest.columns.fields}

    def schema(self, dialer: str) -> FormSchema:
        """Returns the settings of a dialer; none for an unknown one."""
        fields = self._manifest.destination_schema(dialer).fields
        return FormSchema(tuple(map(_with_pattern, fields)))

    def settings(self, destination: Destination) -> Mapping[str, str]:
        """Returns every setting as it is kept, its default where nothing is; those that are refused are left out."""
        return self._check(destination)[0]

    def problems(self, destination: Destination) -> tuple[FieldProblem, ...]:
        """Returns what is wrong with a destination; keys are setting keys, `dialer`, or `mapping.FIELD`."""
        if self._manifest.info.dialer(destination.dialer) is None:
            return (FieldProblem("dialer", tr("Choose the dialer that this destination loads into.")),)
        kept, refused = self._check(destination)
        rows = {problem.key: problem for problem in self._row_problems(destination, kept)}
        of_rows = (FieldProblem(f"mapping.{p.key}", p.text) for p in rows.values())
        return (*refused, *self._conflicts(destination, kept), *of_rows)

    def lead_schema(self, destination: Destination) -> FormSchema:
        """Returns the form of *Enter lead*: each field with the limits of the column that it fills."""
        settings = self.settings(destination)
        fields = {row.column: row.field for row in destination.mapping}
        needed = [fields[column] for column in _needed_columns(settings) if column in fields]
        schema = lead.lead_schema(destination, ("phone", *needed), self._manifest.field_kinds)
        columns = schema.columns
        specs = (self._limited(spec, columns.get(spec.key, ""), settings) for spec in schema.fields)
        return FormSchema(tuple(specs), columns)

    def sending_hint(self, destination: Destination) -> str:
        """Returns what a send does there, as the settings have it; nothing for an unknown dialer."""
        dialer = self._manifest.info.dialer(destination.dialer)
        if dialer is None:
            return ""
        settings = self.settings(destination)
        notes = (
            note.says
            for spec in self.schema(dialer.name).fields
            for note in spec.notes_on(settings.get(spec.key, ""))
            if note.on_send
        )
        return " ".join(part.strip() for part in (dialer.hint, *notes))

    def is_custom(self, column: str) -> bool:
        """Tells whether a column is none of the vendor's own lead fields."""
        return column not in self._columns

    def _check(self, destination: Destination) -> tuple[dict[str, str], tuple[FieldProblem, ...]]:
        return check_form(self.schema(destination.dialer), destination.settings, defaults=True)

    def _limited(self, spec: FieldSpec, column: str, settings: Mapping[str, str]) -> FieldSpec:
        """Returns a lead field with the limits of its column; one that is not sent has none."""
        if not column:
            return spec
        own = self._columns.get(column) or _with_pattern(FieldSpec(key=column, label=column, max_length=255))
        if column in ("first_name", "last_name") and settings.get(duplicates.NAME_PHONE):
            own = replace(own, pattern=_NAME[0], pattern_says=_NAME[1])
        limits = replace(
            spec,
            max_length=min(spec.max_length, own.max_length),
            pattern=own.pattern,
            pattern_says=own.pattern_says,
        )
        if spec in _canonical(spec):
            return limits
        return replace(
            limits,
            max_length=own.max_length,
            kind=spec.kind if self.is_custom(column) else own.kind,
            choices=own.choices,
            vendor_default="" if spec.required else own.vendor_default,
            help=own.help,
            placeholder=own.placeholder,
        )

    def _conflicts(self, destination: Destination, kept: Mapping[str, str]) -> list[FieldProblem]:
        """Returns the settings that cannot stand beside another one (sections 2.2, 2.3, 3 and 5)."""
        columns = {row.column for row in destination.mapping}
        found = []
        if kept.get("callback"):
            if not kept.get("campaign_id", "-"):
                found.append(FieldProblem("campaign_id", tr("A callback needs a Campaign ID.")))
            if not kept.get("callback_datetime", "-") and "callback_datetime" not in columns:
                found.append(
                    FieldProblem("callback_datetime", tr("A callback needs a time: NOW, 2DAYS, or day and time."))
                )
            only_user = kept.get("callback_type") == "USERONLY"
            if only_user and not kept.get("callback_user", "-") and "callback_user" not in columns:
                found.append(FieldProblem("callback_user", tr("USERONLY needs the user who is to call back.")))
        if kept.get("custom_fields") and kept.get("entry_list_id"):
            why = tr("It has no effect together with Send custom fields. Leave one of the two out.")
            found.append(FieldProblem("entry_list_id", why))
        if kept.get(CAMPAIGN_PARAMETER) in (self.not_of_leads() | set(self._columns)) - {"campaign_id"}:
            found.append(FieldProblem(CAMPAIGN_PARAMETER, tr("This name belongs to another parameter.")))
        for key, column in _needed_by(kept).items():
            if column not in columns:
                found.append(
                    FieldProblem(
                        key, tr("No row of the field mapping fills {column}, which this needs.", column=column)
                    )
                )
        return found

    def _row_problems(self, destination: Destination, kept: Mapping[str, str]) -> list[FieldProblem]:
        """Returns the problems of mapping rows, the one that tells most last among those of a row."""
        reserved = (*(self.not_of_leads() - set(self._columns)), kept.get(CAMPAIGN_PARAMETER, ""))
        problems = [problem for row in destination.mapping if (problem := self._row_problem(row, kept))]
        return [*problems, *mapping_problems(destination.mapping, reserved=reserved, required=("phone",))]

    def _row_problem(self, row: MappedField, kept: Mapping[str, str]) -> FieldProblem | None:
        column = row.column.strip()
        if row.kind and row.kind not in self._manifest.field_kinds:
            return FieldProblem(row.field, tr("{kind} is no type that this vendor knows.", kind=row.kind))
        if row.kind and (row.field in _CANONICAL or not self.is_custom(column)):
            return FieldProblem(row.field, tr("Only a custom field of the list can hold {kind}.", kind=row.kind))
        if (row.field == "phone") != (column == PHONE_NUMBER):
            return FieldProblem(
                row.field,
                tr("The number to dial, and nothing else, goes to {phone_number}.", phone_number=PHONE_NUMBER),
            )
        if self.is_custom(column) and not re.fullmatch("[A-Za-z0-9_]+", column):
            return FieldProblem(row.field, tr("A custom field's name has letters, digits and _ only."))
        if self.is_custom(column) and not kept.get("custom_fields"):
            return FieldProblem(
                row.field,
                tr("{column} is no lead field of the vendor: tick Send custom fields to send it.", column=column),
            )
        return None

    def not_of_leads(self) -> set[str]:
        """Returns the parameters that credentials and settings fill."""
        return {*_OURS, *self._manifest.roles.sends.values()}


def _canonical(spec: FieldSpec) -> tuple[FieldSpec, ...]:
    """Returns our own field of that key, as the form has it; none for a custom one."""
    return tuple(replace(own, required=spec.required) for own in lead.LEAD_FIELDS if own.key == spec.key)


def _with_pattern(spec: FieldSpec) -> FieldSpec:
    """Returns a field with what is too long for the data; no text ever ends in a backslash."""
    if spec.key in _PATTERNS:
        return replace(spec, pattern=_PATTERNS[spec.key])
    if not spec.pattern and not spec.choices and spec.kind is not FieldKind.FLAG:
        return replace(spec, pattern=_ANY_TEXT[0], pattern_says=_ANY_TEXT[1])
    return spec


def _needed_by(settings: Mapping[str, str]) -> dict[str, str]:
    """Returns the column that every lead must fill, by the setting that needs it."""
    needed = {}
    if settings.get(duplicates.TITLE_ALT):
        needed[duplicates.TITLE_ALT] = "alt_phone"
    if column := {"POSTAL": "postal_code", "TZCODE": "owner"}.get(settings.get("tz_method", "")):
        needed["tz_method"] = column
    return needed


def _needed_columns(settings: Mapping[str, str]) -> tuple[str, ...]:
    """Returns the columns that every lead must fill, if the mapping has them."""
    needed = [*_needed_by(settings).values()]
    if settings.get("callback"):
        needed += [] if settings.get("callback_datetime") else ["callback_datetime"]
        only_user = settings.get("callback_type") == "USERONLY"
        needed += ["callback_user"] if only_user and not settings.get("callback_user") else []
    return tuple(needed)
