"""Reads a search.toml: what a vendor's lead search offers, as data; a mistake in it ends the start."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from leaddesk.domain.lead_columns import ColumnKind, ColumnRole, LeadColumn, LeadColumns
from leaddesk.domain.lead_search import FilterKind, FilterSpec, SearchForm
from leaddesk.language import tr_now
from leaddesk.vendors.manifest import ManifestError


def read_form(path: Path) -> SearchForm:
    """Returns what a search.toml says, or raises ManifestError."""
    try:
        return _form(tomllib.loads(path.read_text("utf-8")))
    except (OSError, KeyError, TypeError, ValueError) as error:
        said = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
        raise ManifestError(f"{path.parent.name}/{path.name} cannot be used: {said}") from error


def _form(data: dict[str, Any]) -> SearchForm:
    columns = tuple(_column(row) for row in data.pop("column"))
    filters = tuple(
        FilterSpec(**{**_read(row), "kind": FilterKind(row["kind"]), "words": tuple(row.get("words", ()))})
        for row in data.pop("filter")
    )
    form = SearchForm(
        columns=LeadColumns(columns),
        default_columns=tuple(data.pop("default_columns")),
        filters=filters,
        created_labels=tuple(data.pop("created_labels")),
        custom_label=data.pop("custom_label"),
        zones=dict(data.pop("zones")),
    )
    if data:
        raise ValueError(f"unknown keys: {', '.join(sorted(data))}")
    named = {*form.default_columns, *(spec.column for spec in filters if spec.column)}
    if unknown := named - set(form.columns.by_name):
        raise ValueError(f"unknown columns: {', '.join(sorted(unknown))}")
    if len(form.by_key) != len(filters) or len(form.columns.by_name) != len(columns):
        raise ValueError("a column or a filter stands there twice")
    roles = [column.role for column in columns if column.role]
    if len(set(roles)) != len(roles):
        raise ValueError("two columns have the same role")
    if form.custom_label not in form.created_labels:
        raise ValueError(f"{form.custom_label} is no label")
    return form


def _read(row: dict[str, Any]) -> dict[str, Any]:
    """Returns what stands there with the texts that people read translated; groups are where they are shown."""
    return {key: tr_now(value) if key in ("label", "help") else value for key, value in row.items()}


def _column(row: dict[str, Any]) -> LeadColumn:
    role = ColumnRole(row["role"]) if "role" in row else None
    return LeadColumn(**{**_read(row), "kind": ColumnKind(row.get("kind", "text")), "role": role})
