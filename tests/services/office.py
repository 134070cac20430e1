"""An office of profiles: the real use-case between fakes, and what a form says and is told."""

from __future__ import annotations

from dataclasses import replace

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.vendors.registry import adapters
from tests.services.desk import PROFILE
from tests.services.fakes import FakeProfileStore, FakeSecrets

REF = PROFILE.secret_ref("api_key")


MOVED = replace(PROFILE, base_url="https://moved.example.com")


KEY = {"api_key": Secret("canary-1")}


FORM = {
    "name": "Northside",
    "environment": "Production",
    "base_url": "https://vendor.example.com/api/public/",
    "safety": "Ask before writes",
    "timeout_s": "45",
    "pace_per_s": "0",
    "phone_format": "E.164",
    "data_quality": "Bought",
}


class Office:
    """ManageProfiles between fakes, one profile saved with its key in the keyring."""

    def __init__(self, *profiles: ConnectionProfile) -> None:
        self.secrets = FakeSecrets()
        self.store = FakeProfileStore(*(profiles or (PROFILE,)))
        self.manage = ManageProfiles(adapters(), self.store, self.secrets)
        self.changes = 0
        self.secrets.held[REF] = Secret("canary-0")
        self.manage.on_change(self._changed)

    def _changed(self) -> None:
        self.changes += 1


def read(office, base=None, **changes):
    """Returns what a form makes, which must be a profile."""
    profile = office.manage.read_profile({**FORM, **changes}, PROFILE.vendor, base)
    assert isinstance(profile, ConnectionProfile), profile
    return profile


def problems(office, base=None, **changes):
    """Returns what a form is told, by field."""
    found = office.manage.read_profile({**FORM, **changes}, PROFILE.vendor, base)
    assert isinstance(found, tuple), found
    return {problem.key: problem.text for problem in found}
