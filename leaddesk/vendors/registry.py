"""Finds the vendors: every folder with a vendor.toml; a mistake in one is found at the start, never at submit.

Beside it a folder has a `codec.py` with a function `vendor` that returns a `Vendor`. There is no other list.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import leaddesk.vendors
from leaddesk.vendors.adapter import LandingSource, LeadSource, Vendor, VendorAdapter
from leaddesk.vendors.manifest import ManifestError

if TYPE_CHECKING:  # its values are loaded when somebody looks at campaigns
    from leaddesk.vendors.campaign_source import CampaignSource


@cache
def vendors() -> Mapping[str, Vendor]:
    """Returns the vendors by key, in the order they are offered; raises ManifestError.

    A folder is named for its vendor's key, so that no two can have the same.
    """
    by_key = {
        found.parent.name: _in_folder(found.parent.name)
        for place in leaddesk.vendors.__path__
        for found in Path(place).glob("*/vendor.toml")
    }
    offered = sorted(by_key, key=lambda key: (by_key[key].adapter.info.rank, key))
    return MappingProxyType({key: by_key[key] for key in offered})


def _in_folder(name: str) -> Vendor:
    vendor: Vendor = importlib.import_module(f"leaddesk.vendors.{name}.codec").vendor()
    if (key := vendor.adapter.info.key) != name:
        raise ManifestError(f"{name}/vendor.toml cannot be used: its key is {key}, and not the name of its folder")
    return vendor


@cache
def adapters() -> Mapping[str, VendorAdapter]:
    """Returns each vendor's adapter by its key, in the order they are offered; raises ManifestError."""
    return MappingProxyType({key: vendor.adapter for key, vendor in vendors().items()})


@cache
def lead_sources() -> Mapping[str, LeadSource]:
    """Returns the vendors whose leads can be searched, by key; raises ManifestError."""
    return MappingProxyType({key: vendor.leads for key, vendor in vendors().items() if vendor.leads})


@cache
def landing_sources() -> Mapping[str, LandingSource]:
    """Returns the vendors that can be asked for a number where their leads cannot be searched, by key."""
    return MappingProxyType({key: vendor.landing for key, vendor in vendors().items() if vendor.landing})


@cache
def campaign_sources() -> Mapping[str, CampaignSource]:
    """Returns the vendors whose text campaigns can be seen and changed, by key; raises ManifestError."""
    return MappingProxyType({key: vendor.campaigns for key, vendor in vendors().items() if vendor.campaigns})
