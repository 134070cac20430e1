"""A question to a lead search as plain data, for saved searches; what another version wrote is read as far as known."""

from __future__ import annotations

from datetime import datetime

from leaddesk.domain.lead_search import LeadFilter, LeadQuery, RowOrder


def query_data(query: LeadQuery) -> dict[str, object]:
    """Returns the question ready for JSON; times keep their offset."""
    return {
        "text": query.text,
        "created_label": query.created_label,
        "created_from": query.created_from.isoformat() if query.created_from else None,
        "created_to": query.created_to.isoformat() if query.created_to else None,
        "zone": query.zone,
        "filters": [{"key": item.key, "value": item.value, "on": item.on} for item in query.filters],
        "columns": list(query.columns),
        "order": {"column": query.order.column, "descending": query.order.descending} if query.order else None,
    }


def read_query(data: object) -> LeadQuery:
    """Returns the question in such data; what is of another type is left out, nothing is raised."""
    held = data if isinstance(data, dict) else {}
    filters, columns, order = held.get("filters"), held.get("columns"), held.get("order")
    return LeadQuery(
        text=_text(held.get("text")),
        created_label=_text(held.get("created_label")),
        created_from=_moment(held.get("created_from")),
        created_to=_moment(held.get("created_to")),
        zone=_text(held.get("zone")),
        filters=tuple(
            LeadFilter(_text(item.get("key")), _text(item.get("value")), item.get("on") is not False)
            for item in (filters if isinstance(filters, list) else ())
            if isinstance(item, dict) and _text(item.get("key"))
        ),
        columns=tuple(name for name in (columns if isinstance(columns, list) else ()) if _text(name)),
        order=RowOrder(_text(order.get("column")), order.get("descending") is True)
        if isinstance(order, dict) and _text(order.get("column"))
        else None,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    """Returns a time with its offset; one without is none."""
    try:
        moment = datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else None
