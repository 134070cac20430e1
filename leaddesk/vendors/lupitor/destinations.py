"""What a destination of Lupitor needs, and what a lead may hold there (contract section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from leaddesk.domain import lead
from leaddesk.domain.fields import FieldProblem, FieldSpec, FormSchema, check_form
from leaddesk.domain.profile import Destination, MappedField, mapping_problems
from leaddesk.language import tr
from leaddesk.vendors.manifest import Manifest

PHONE, EXTERNAL_ID, SCHEDULE, PRIORITY = "phoneNumber", "externalId", "scheduledFor", "priority"
OWN_KEYS = (PHONE, EXTERNAL_ID, SCHEDULE, PRIORITY)
"""The lead's own keys; every other column is a key of `metadata`."""
_CANONICAL = frozenset(spec.key for spec in lead.LEAD_FIELDS)


class Destinations:
    """The rules over the data of a manifest."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._columns = {spec.key: spec for spec in manifest.columns.fields}

    def schema(self, dialer: str) -> FormSchema:
        """Returns the settings of a dialer; none for an unknown one."""
        return self._manifest.destination_schema(dialer)

    def settings(self, destination: Destination) -> Mapping[str, str]:
        """Returns every setting as it is kept, its default where nothing is; those that are refused are left out."""
        return self._check(destination)[0]

    def problems(self, destination: Destination) -> tuple[FieldProblem, ...]:
        """Returns what is wrong with a destination; keys are setting keys, `dialer`, or `mapping.FIELD`."""
        if self._manifest.info.dialer(destination.dialer) is None:
            return (FieldProblem("dialer", tr("Choose the dialer that this destination loads into.")),)
        _kept, refused = self._check(destination)
        rows = {problem.key: problem for problem in self._row_problems(destination)}
        return (*refused, *(FieldProblem(f"mapping.{p.key}", p.text) for p in rows.values()))

    def lead_schema(self, destination: Destination) -> FormSchema:
        """Returns the form of *Enter lead*: the phone is needed in *Standard*, the external id in *Prefetch*."""
        id_field = next((row.field for row in destination.mapping if row.column == EXTERNAL_ID), "")
        prefetch = self._is_prefetch(destination)
        needed = (id_field,) if prefetch else ("phone",)
        schema = lead.lead_schema(destination, needed, self._manifest.field_kinds)
        specs = (self._limited(spec, schema.columns.get(spec.key, "")) for spec in schema.fields)
        return FormSchema(tuple(specs), schema.columns, stands_in=id_field if prefetch else "")

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
        return " ".join((dialer.hint, *notes))

    def _check(self, destination: Destination) -> tuple[dict[str, str], tuple[FieldProblem, ...]]:
        return check_form(self.schema(destination.dialer), destination.settings, defaults=True)

    def _is_prefetch(self, destination: Destination) -> bool:
        return self.settings(destination).get("mode") == "Prefetch"

    def _limited(self, spec: FieldSpec, column: str) -> FieldSpec:
        """Returns a custom field with what its column holds; the canonical ones are what they are."""
        own = self._columns.get(column)
        if own is None or spec.key in _CANONICAL:
            return spec
        return replace(own, key=spec.key, label=spec.label, required=spec.required, sensitivity=spec.sensitivity)

    def _row_problems(self, destination: Destination) -> list[FieldProblem]:
        """Returns the problems of mapping rows, the one that tells most last among those of a row."""
        needed = () if self._is_prefetch(destination) else ("phone",)
        reserved = () if (dialer := self._manifest.info.dialer(destination.dialer)) is None else dialer.reserved
        kinds = self._manifest.info.kinds
        problems = [problem for row in destination.mapping if (problem := _row_problem(row, kinds))]
        if not needed and all(row.column != EXTERNAL_ID for row in destination.mapping):
            why = tr("Prefetch needs a row that fills {external_id}.", external_id=EXTERNAL_ID)
            problems.append(FieldProblem(tr("External ID"), why))
        return [*problems, *mapping_problems(destination.mapping, reserved=reserved, required=needed)]


def _row_problem(row: MappedField, kinds: tuple[str, ...]) -> FieldProblem | None:
    column = row.column.strip()
    if row.kind and row.kind not in kinds:
        return FieldProblem(row.field, tr("{kind} is no type that this vendor knows.", kind=row.kind))
    if row.kind and (row.field in _CANONICAL or column in OWN_KEYS):
        return FieldProblem(
            row.field, tr("Only a custom field that goes to the metadata can hold {kind}.", kind=row.kind)
        )
    if (row.field == "phone") != (column == PHONE):
        return FieldProblem(row.field, tr("The number to dial, and nothing else, goes to {phone}.", phone=PHONE))
    if column in OWN_KEYS and column != PHONE and row.field in _CANONICAL:
        return FieldProblem(row.field, tr("{column} takes a field of its own, such as External ID.", column=column))
    return None
