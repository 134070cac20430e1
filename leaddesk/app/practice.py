"""Practice mode: the built-in server, a profile that speaks to it, and nothing on disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from leaddesk.app.use_cases import UseCases
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.fields import FieldSpec, FormSchema
from leaddesk.domain.profile import ConnectionProfile, Destination, Environment
from leaddesk.domain.route import Route
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import tr_now
from leaddesk.practice import PRACTICE_NUMBERS, PracticeServer
from leaddesk.practice.croco_account import CrocoMode
from leaddesk.practice.croco_table import CROCO_NUMBERS
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.manage_routes import ManageRoutes
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.views.practice_panel import PracticeHint, PracticePanel

if TYPE_CHECKING:  # loaded with the first press
    from leaddesk.app.sample_history import SampleHistory

PROFILE_ID = "practice"
_VENDOR = "purecallerid"
_CHECKS = "APN"
"""The dialer whose practice destination *Check number* asks through."""
_SETTINGS: Mapping[str, Mapping[str, str]] = {
    _VENDOR: {
        "campaign_id": "65f00000000000000000a001",
        "dialer_list_id": "practice01",
        "list_name": "Practice list",
    },
    "crocodial": {"list_id": "2001", "campaign_id": "PRACTICE"},
    "lupitor": {"campaign_id": "camp_practice_01"},
}
"""What the practice server knows of each vendor, by the key of the destination's field."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A profile that practice mode comes with."""

    vendor: str
    id: str
    name: str
    base_url: str
    secrets: Mapping[str, str]
    options: Mapping[str, str] = field(default_factory=dict)


def hints() -> tuple[PracticeHint, ...]:
    """Returns the table of practice numbers as the panel shows it."""
    numbers = (*PRACTICE_NUMBERS, *CROCO_NUMBERS)
    return tuple(PracticeHint(n.number(), tr_now(n.title), tr_now(n.says), tr_now(n.group.value)) for n in numbers)


async def set_up(server: PracticeServer, profiles: ManageProfiles, routes: ManageRoutes) -> None:
    """Starts the server and makes the ready profiles and their route; raises PracticeError when it cannot start."""
    await in_daemon_thread(server.start)
    for one in _ready(server):
        vendor = profiles.vendor(one.vendor)
        profile = practice_profile(one.base_url, vendor, partial(profiles.destination_schema, one.vendor))
        keys = {slot: Secret(text) for slot, text in one.secrets.items()}
        profile = replace(profile, id=one.id, name=one.name, options=one.options)
        await profiles.save_profile(profile, keys, for_session=True)
    await routes.load()
    ways = [profile.destinations[0].id for profile in profiles.profiles if profile.destinations]
    await routes.save(Route(id="practice", name="Practice round", destination_ids=tuple(ways)))


def _ready(server: PracticeServer) -> tuple[_Ready, ...]:
    """Returns the profiles of a running server, the one that leads go to first at the front."""
    leads = {"public_key": server.public_key, "private_key": server.private_key}
    return (
        _Ready(_VENDOR, PROFILE_ID, "Practice floor", server.base_url, {"api_key": server.api_key}),
        _Ready("trackdrive", "practice-leads", "Practice leads", server.leads_base_url, leads),
        _Ready(
            "crocodial",
            "practice-croco",
            "Practice Croco",
            server.croco_base_url,
            {"pass": server.croco_password},
            {"user": server.croco_user},
        ),
        _Ready(
            "lupitor", "practice-lupitor", "Practice Lupitor", server.lupitor_base_url, {"api_key": server.lupitor_key}
        ),
    )


def work(
    panel: PracticePanel,
    server: PracticeServer,
    use: UseCases,
    scope: TaskScope,
    tell: Tell,
    grew: Callable[[], None],
) -> None:
    """Lets the panel's button fill the history, and its tick choose how the server answers.

    What the history takes is loaded with the first press.

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
    panel.manual_wanted.connect(lambda on: server.answer_as(CrocoMode.DOCUMENTED if on else CrocoMode.OBSERVED))


def practice_profile(base_url: str, vendor: VendorInfo, settings: Callable[[str], FormSchema]) -> ConnectionProfile:
    """Returns a practice profile of a vendor with a destination for each dialer that is still in use.

    `settings` gives the fields of a dialer's destinations by its name.
    """
    known = _SETTINGS.get(vendor.key, {})

    def setting(spec: FieldSpec) -> str:
        """Returns what a field of a practice destination holds; a choice that must be made is the first one."""
        return known.get(spec.key) or spec.default or (spec.choices[0] if spec.required and spec.choices else "")

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
                settings={spec.key: text for spec in settings(dialer.name).fields if (text := setting(spec))},
                mapping=dialer.preset,
                for_checks=dialer.name == _CHECKS,
            )
            for dialer in vendor.dialers
            if not dialer.retired
        ),
    )
