# ruff: noqa: N815 — attributes keep the vendor's own words, so that a path in a notice is found in the raw answer
"""The envelope of every answer and what a create puts into it, every key optional (contract sections 1 and 3).

Import this module only while decoding: it brings pydantic, which the first paint does not wait for.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")


class Created(_Part):
    """`data` of a create."""

    leadId: str | None = None


class Answer(_Part):
    """The envelope."""

    success: bool | None = None
    data: Created | None = None
    error: str | None = None
