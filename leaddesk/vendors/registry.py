"""Lists the vendors LeadDesk knows; reading their data fails at start, never at submit."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from leaddesk.vendors.adapter import LandingSource, LeadSource, VendorAdapter
from leaddesk.vendors.crocodial.codec import CrocoDial
from leaddesk.vendors.lupitor.codec import Lupitor
from leaddesk.vendors.purecallerid.codec import PureCallerID
from leaddesk.vendors.purecallerid.engage.codec import PureCallerIDEngage
from leaddesk.vendors.trackdrive.codec import TrackDrive

if TYPE_CHECKING:  # its values are loaded when somebody looks at campaigns
    from leaddesk.vendors.campaign_source import CampaignSource


@cache
def adapters() -> Mapping[str, VendorAdapter]:
    """Returns each vendor's adapter by its key, in the order they are offered; raises ManifestError."""
    built_in: tuple[VendorAdapter, ...] = (PureCallerID(), _crocodial(), _lupitor(), _trackdrive())
    return MappingProxyType({adapter.info.key: adapter for adapter in built_in})


@cache
def lead_sources() -> Mapping[str, LeadSource]:
    """Returns the vendors whose leads can be searched, by key; raises ManifestError."""
    sources: tuple[LeadSource, ...] = (_trackdrive(), _lupitor())
    return MappingProxyType({source.info.key: source for source in sources})


@cache
def landing_sources() -> Mapping[str, LandingSource]:
    """Returns the vendors that can be asked for a number where their leads cannot be searched, by key."""
    source: LandingSource = _crocodial()
    return MappingProxyType({source.info.key: source})


@cache
def campaign_sources() -> Mapping[str, CampaignSource]:
    """Returns the vendors whose text campaigns can be seen and changed, by key; raises ManifestError."""
    source: CampaignSource = PureCallerIDEngage(adapters()["purecallerid"].info)
    return MappingProxyType({source.info.key: source})


@cache
def _crocodial() -> CrocoDial:
    return CrocoDial()


@cache
def _lupitor() -> Lupitor:
    return Lupitor()


@cache
def _trackdrive() -> TrackDrive:
    return TrackDrive()
