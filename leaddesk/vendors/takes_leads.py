"""What every vendor answers alike that leads are sent to, from its manifest and its own rules for destinations.

The counterpart of `no_destinations`.
"""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from leaddesk.domain.fields import FieldProblem, FormSchema
from leaddesk.domain.profile import Destination
from leaddesk.domain.vendor import VendorInfo
from leaddesk.vendors.manifest import Manifest


class DestinationRules(Protocol):
    """What a vendor's folder knows of its destinations."""

    def schema(self, dialer: str) -> FormSchema:
        """Returns the settings of a dialer; none for an unknown one."""
        ...

    def problems(self, destination: Destination) -> tuple[FieldProblem, ...]:
        """Returns what is wrong with a destination; keys are setting keys, `dialer`, or `mapping.FIELD`."""
        ...

    def lead_schema(self, destination: Destination) -> FormSchema:
        """Returns the form of *Enter lead* for a destination."""
        ...

    def sending_hint(self, destination: Destination) -> str:
        """Returns what a send does there, as its settings have it; nothing for an unknown dialer."""
        ...


_Rules = TypeVar("_Rules", bound=DestinationRules)


class TakesLeads(Generic[_Rules]):
    """The half of `VendorAdapter` that destinations and their forms are built from."""

    def __init__(self, manifest: Manifest, destinations: _Rules) -> None:
        self._manifest = manifest
        self._destinations = destinations

    @property
    def info(self) -> VendorInfo:
        """The vendor as data."""
        return self._manifest.info

    def destination_schema(self, dialer: str) -> FormSchema:
        """Returns the settings of a destination; none for an unknown dialer."""
        return self._destinations.schema(dialer)

    def destination_problems(self, destination: Destination) -> tuple[FieldProblem, ...]:
        """Returns what is wrong with a destination; keys are setting keys, `dialer`, or `mapping.FIELD`."""
        return self._destinations.problems(destination)

    def lead_schema(self, destination: Destination) -> FormSchema:
        """Returns the form of *Enter lead* for a destination."""
        return self._destinations.lead_schema(destination)

    def sending_hint(self, destination: Destination) -> str:
        """Returns what a send does there, as its settings have it; nothing for an unknown dialer."""
        return self._destinations.sending_hint(destination)
