"""Lists the vendors LeadDesk knows; reading their data fails at start, never at submit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from leaddesk.vendors.adapter import VendorAdapter
from leaddesk.vendors.purecallerid.codec import PureCallerID


@cache
def adapters() -> Mapping[str, VendorAdapter]:
    """Returns each vendor's adapter by its key, in the order they are offered; raises ManifestError."""
    built_in: tuple[VendorAdapter, ...] = (PureCallerID(),)
    return MappingProxyType({adapter.info.key: adapter for adapter in built_in})
