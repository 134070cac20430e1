"""Practice mode: the built-in server, a profile that speaks to it, and nothing on disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from leaddesk.app.use_cases import UseCases
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.fields import FieldSpec, FormSchema
from leaddesk.domain.profile import ConnectionProfile, Destination, Environment
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.practice import PRACTICE_NUMBERS, PracticeServer
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.views.practice_panel import PracticeHint, PracticePanel

if TYPE_CHECKING:  # loaded with the first press
    from leaddesk.app.sample_history import SampleHistory

PROFILE_ID = "practice"
LEADS_PROFILE_ID = "practice-leads"
_VENDOR, _LEADS_VENDOR = "purecallerid", "trackdrive"
_CHECKS = "APN"
"""The dialer whose practice destination *Check number* asks through."""
_SETTINGS = {
    "campaign_id": "65f00000000000000000a001",
    "dialer_list_id": "practice01",
    "list_name": "Practice list",
}


def hints() -> tuple[PracticeHint, ...]:
    """Returns the table of practice numbers as the panel shows it."""
    return tuple(PracticeHint(n.number(), n.title, n.says, n.group.value) for n in PRACTICE_NUMBERS)


async def set_up(server: PracticeServer, profiles: ManageProfiles) -> None:
    """Starts the server and makes the ready profiles; raises PracticeError when the server cannot start."""
    await in_daemon_thread(server.start)
    vendor = profiles.vendor(_VENDOR)
    profile = practice_profile(server.base_url, vendor, partial(profiles.destination_schema, _VENDOR))
    await profiles.save_profile(profile, {"api_key": Secret(server.api_key)}, for_session=True)
    keys = {"public_key": Secret(server.public_key), "private_key": Secret(server.private_key)}
    await profiles.save_profile(leads_profile(server.leads_base_url), keys, for_session=True)


def offer_samples(panel: PracticePanel, use: UseCases, scope: TaskScope, tell: Tell, grew: Callable[[], None]) -> None:
    """Lets the panel's button fill the history; what that takes is loaded with the first press.

    `grew` is called when the history has more than before.
    """

    @cache
    def samples() -> SampleHistory:
        from leaddesk.app.sample_history import SampleHistory

        return SampleHistory(use, tell)

    def failed(problem: LeadDeskError) -> None:
        grew()
        tell("error", problem.title, problem.detail, problem.hint)

    panel.samples_wanted.connect(lambda: scope.run(samples().add(), lambda _added: grew(), failed))


def practice_profile(base_url: str, vendor: VendorInfo, settings: Callable[[str], FormSchema]) -> ConnectionProfile:
    """Returns the profile *Practice floor* with a destination for each dialer that is still in use.

    `settings` gives the fields of a dialer's destinations by its name.
    """
    return ConnectionProfile(
        id=PROFILE_ID,
        name="Practice floor",
        vendor=vendor.key,
        base_url=base_url,
        environment=Environment.PRACTICE,
        timeout_s=30,
        pace_per_s=0,
        destinations=tuple(
            Destination(
                id=f"practice-{dialer.name.lower().replace(' ', '-')}",
                name=f"Practice {dialer.name}",
                dialer=dialer.name,
                settings={spec.key: text for spec in settings(dialer.name).fields if (text := _setting(spec))},
                mapping=dialer.preset,
                for_checks=dialer.name == _CHECKS,
            )
            for dialer in vendor.dialers
            if not dialer.retired
        ),
    )


def leads_profile(base_url: str) -> ConnectionProfile:
    """Returns the profile *Practice leads*, through which leads are searched."""
    return ConnectionProfile(
        id=LEADS_PROFILE_ID,
        name="Practice leads",
        vendor=_LEADS_VENDOR,
        base_url=base_url,
        environment=Environment.PRACTICE,
        timeout_s=30,
        pace_per_s=0,
    )


def _setting(spec: FieldSpec) -> str:
    """Returns what a field of a practice destination holds; a choice that must be made is the first one."""
    first = spec.choices[0] if spec.required and spec.choices else ""
    return _SETTINGS.get(spec.key) or spec.default or first
