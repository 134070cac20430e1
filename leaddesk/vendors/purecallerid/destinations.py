"""What a destination of Pure CallerID needs, by its dialer: the contract's section 3, read from vendor.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from leaddesk.domain import lead
from leaddesk.domain.fields import FieldProblem, FormSchema, check_form, split_names
from leaddesk.domain.profile import Destination, MappedField, mapping_problems
from leaddesk.domain.vendor import Dialer
from leaddesk.language import tr
from leaddesk.vendors.manifest import Manifest

PHONE = "Phone"
_TYPES = {"phone": PHONE, "zip": "Zip"}
"""The type without which a needed field does not count (section 2.1)."""


class Destinations:
    """The rules of section 3 over the data of a manifest; no dialer is known here by its name."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    def schema(self, dialer: str) -> FormSchema:
        """Returns the settings of a dialer; none for an unknown one."""
        return self._manifest.destination_schema(dialer)

    def settings(self, destination: Destination) -> Mapping[str, str]:
        """Returns the settings as they are kept, those that are refused left out."""
        kept, _problems = check_form(self.schema(destination.dialer), destination.settings)
        return kept

    def problems(self, destination: Destination) -> tuple[FieldProblem, ...]:
        """Returns what is wrong with a destination; keys are setting keys, `dialer`, or `mapping.FIELD`."""
        dialer = self._manifest.info.dialer(destination.dialer)
        if dialer is None:
            return (FieldProblem("dialer", tr("Choose the dialer that this destination loads into.")),)
        _kept, refused = check_form(self.schema(dialer.name), destination.settings)
        rows = {problem.key: problem for problem in self._row_problems(destination, dialer)}
        of_rows = (FieldProblem(f"mapping.{p.key}", p.text) for p in rows.values())
        return (*refused, *self._unfilled(destination), *of_rows)

    def lead_schema(self, destination: Destination) -> FormSchema:
        """Returns the form of *Enter lead*: what the dialer, a lead key or a filled column needs is required."""
        dialer = self._manifest.info.dialer(destination.dialer) or Dialer(name=destination.dialer)
        filled = self.filled_rows(destination)
        keys = self._columns(destination, self._manifest.roles.must_fill)
        needed = (
            *dialer.required,
            *(row.field for row in destination.mapping if row.column in keys),
            *(row.field for row in filled),
        )
        mapped = {row.field for row in destination.mapping}
        own = tuple(row for row in filled if row.field not in mapped)
        whole = replace(destination, mapping=(*destination.mapping, *own))
        return lead.lead_schema(whole, needed, self._manifest.field_kinds)

    def filled_rows(self, destination: Destination) -> tuple[MappedField, ...]:
        """Returns the rows that settings add to the mapping, such as RingCX's `externId` (section 3.4)."""
        fills = self._manifest.roles.fills
        return tuple(
            MappedField(fills[key].sources[choice], fills[key].column)
            for key, choice in self.settings(destination).items()
            if key in fills
        )

    def sending_hint(self, destination: Destination) -> str:
        """Returns what a send does there, as the settings have it; nothing for an unknown dialer."""
        dialer = self._manifest.info.dialer(destination.dialer)
        if dialer is None:
            return ""
        notes = (
            note.says
            for spec in self.schema(dialer.name).fields
            for note in spec.notes_on(destination.settings.get(spec.key, ""))
            if note.on_send
        )
        return " ".join(filter(None, (dialer.hint, *notes, dialer.retired)))

    def _columns(self, destination: Destination, keys: set[str]) -> tuple[str, ...]:
        """Returns the columns that those settings of the destination's dialer name."""
        settings = self.settings(destination)
        return tuple(name for key in settings if key in keys for name in split_names(settings[key]))

    def _unfilled(self, destination: Destination) -> list[FieldProblem]:
        """Returns the settings that name columns which no row of the mapping fills."""
        columns = {row.column for row in destination.mapping}
        return [
            FieldProblem(key, tr("No row of the field mapping fills {missing}.", missing=", ".join(missing)))
            for key in self.settings(destination)
            if key in self._manifest.roles.must_fill
            and (missing := [name for name in self._columns(destination, {key}) if name not in columns])
        ]

    def _row_problems(self, destination: Destination, dialer: Dialer) -> list[FieldProblem]:
        """Returns the problems of mapping rows, the one that tells most last among those of a row."""
        reserved = (*dialer.reserved, *self._columns(destination, self._manifest.roles.reserves))
        filled = {row.column: row.field for row in self.filled_rows(destination)}
        problems = [
            *self._type_problems(destination, dialer),
            *mapping_problems(destination.mapping, reserved=reserved, required=dialer.required),
        ]
        problems += [
            FieldProblem(
                row.field,
                tr(
                    "{column} is filled from {filled} already. Remove this row.",
                    column=row.column,
                    filled=filled[row.column],
                ),
            )
            for row in destination.mapping
            if row.column in filled
        ]
        return problems

    def _type_problems(self, destination: Destination, dialer: Dialer) -> list[FieldProblem]:
        """Returns rows of a wrong type: the number to dial is `Phone`, and nothing else is (section 2.1)."""
        problems = []
        for row in destination.mapping:
            if row.kind and row.kind not in self._manifest.info.kinds:
                problems.append(FieldProblem(row.field, tr("{kind} is no type that this vendor knows.", kind=row.kind)))
            elif row.field == "phone" and row.kind != PHONE:
                problems.append(FieldProblem(row.field, tr("The number to dial needs the type {phone}.", phone=PHONE)))
            elif row.field != "phone" and row.kind == PHONE:
                problems.append(
                    FieldProblem(row.field, tr("Only the number to dial has the type {phone}.", phone=PHONE))
                )
            elif row.field in dialer.required and row.kind != _TYPES.get(row.field, row.kind):
                problems.append(
                    FieldProblem(row.field, tr("This dialer needs the type {types} here.", types=_TYPES[row.field]))
                )
        return problems
