"""Exports and imports profiles with their destinations: never a secret, never over what is there.

What is imported gets new ids, so that no secret of this computer can belong to it, and another name where its own is
taken. A destination's mark for number checks stays behind too: it was a promise about the lists of that computer's
workspace, and is given anew here. Keys of a file that are not a vendor's own are left out on both ways: a secret
pasted there by hand stays there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from leaddesk.domain.errors import LeadDeskError, StoreProblem
from leaddesk.domain.fields import FormSchema, Refused, check_field
from leaddesk.domain.profile import ConnectionProfile, Destination, Environment, new_id, unmarked
from leaddesk.language import tr
from leaddesk.services.manage_profiles import ManageProfiles, free_name
from leaddesk.services.ports import ProfileFiles
from leaddesk.vendors.adapter import VendorAdapter


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import will add."""

    profiles: tuple[ConnectionProfile, ...]
    """Under new ids and free names."""
    renamed: Mapping[str, str]
    """The name in the file by the new one, for those that are added under another."""
    left_out: tuple[str, ...]
    """The places of keys in the file that are not taken over."""
    unmarked: tuple[str, ...] = ()
    """The names of destinations that were marked for number checks in the file and are not here."""


class TransferProfiles:
    """The use-case behind *Import…* and *Export…*."""

    def __init__(self, adapters: Mapping[str, VendorAdapter], profiles: ManageProfiles, files: ProfileFiles) -> None:
        self._adapters = adapters
        self._profiles = profiles
        self._files = files

    def exportable(self) -> tuple[ConnectionProfile, ...]:
        """Returns the profiles that can be exported: all but those of practice mode."""
        return tuple(item for item in self._profiles.profiles if item.environment is not Environment.PRACTICE)

    def bare(self) -> tuple[ConnectionProfile, ...]:
        """Returns all that can be exported, as it goes into a file."""
        return tuple(self._bare(profile) for profile in self.exportable())

    def without_known(self, plan: ImportPlan) -> ImportPlan:
        """Returns a plan without what is here already under the same name with the same settings and destinations."""
        known = {_likeness(self._bare(profile), profile.name) for profile in self.exportable()}
        new = (one for one in plan.profiles if _likeness(one, plan.renamed.get(one.name, one.name)) not in known)
        return replace(plan, profiles=tuple(new))

    async def export(self, place: str, profile_ids: Collection[str], *, replacing: bool = False) -> int:
        """Writes the chosen profiles as they are saved and returns how many. Raises AlreadyThere or StoreProblem."""
        chosen = [self._bare(profile) for profile in self.exportable() if profile.id in profile_ids]
        if not chosen:
            raise LeadDeskError(tr("Nothing was exported."), tr("None of the chosen profiles is there any more."))
        await self._files.write(place, chosen, replace=replacing)
        return len(chosen)

    async def plan_import(self, place: str) -> ImportPlan:
        """Returns what the file at that place would add; nothing is added yet.

        Raises StoreProblem for a file that cannot be taken over whole, naming the file and the place in it.
        """
        carried = await self._files.read(place)
        if not carried.profiles:
            raise StoreProblem(
                tr("There is no profile to import."),
                tr("{place} holds none.", place=place),
                tr("Choose a file that LeadDesk has exported."),
            )
        left_out = list(carried.left_out)
        checked = [self._checked(profile, place, left_out) for profile in carried.profiles]
        marked = (item.name for profile in checked for item in profile.destinations if item.for_checks)
        return replace(self._named([unmarked(profile) for profile in checked], tuple(left_out)), unmarked=tuple(marked))

    async def add(self, plan: ImportPlan) -> tuple[ConnectionProfile, ...]:
        """Adds what the plan says, all or nothing, and returns it. Raises StoreProblem."""
        added = self._named(plan.profiles, ()).profiles
        await self._profiles.add_profiles(added)
        return added

    def _named(self, profiles: Collection[ConnectionProfile], left_out: tuple[str, ...]) -> ImportPlan:
        """Returns the plan for profiles: a new id for everything, and a free name where one is taken."""
        taken = {profile.name for profile in self._profiles.profiles}
        named: list[ConnectionProfile] = []
        renamed: dict[str, str] = {}
        for profile in profiles:
            name = profile.name
            if name in taken:
                name = free_name(name, "imported", taken)
                renamed[name] = profile.name
            taken.add(name)
            destinations = tuple(replace(item, id=new_id()) for item in profile.destinations)
            named.append(replace(profile, id=new_id(), name=name, destinations=destinations))
        return ImportPlan(tuple(named), renamed, left_out)

    def _checked(self, profile: ConnectionProfile, place: str, left_out: list[str]) -> ConnectionProfile:
        where = tr("profile “{profile}”", profile=profile.name)
        adapter = self._adapters.get(profile.vendor)
        if adapter is None:
            raise _wrong(
                place,
                tr("{where}, key “vendor”", where=where),
                tr("This version of LeadDesk knows no vendor {vendor}.", vendor=profile.vendor),
            )
        return replace(
            profile,
            options=_known(
                adapter.info.options,
                profile.options,
                place,
                tr("{where}, key “{key}", where=where, key="options."),
                left_out,
            ),
            destinations=tuple(
                _checked_destination(
                    adapter, item, place, tr("{where}, destination “{item}”", where=where, item=item.name), left_out
                )
                for item in profile.destinations
            ),
        )

    def _bare(self, profile: ConnectionProfile) -> ConnectionProfile:
        """Returns a profile with the vendor's own keys alone."""
        adapter = self._adapters[profile.vendor]
        return replace(
            profile,
            options=_own(adapter.info.options, profile.options),
            destinations=tuple(
                replace(item, settings=_own(adapter.destination_schema(item.dialer), item.settings))
                for item in profile.destinations
            ),
        )


def _likeness(profile: ConnectionProfile, name: str) -> str:
    """Returns all that a file says of a profile, but for ids and marks, as one text to compare."""
    plain = unmarked(profile)
    alike = tuple(replace(item, id="", settings=_sorted(item.settings)) for item in plain.destinations)
    return repr(replace(plain, id="", name=name, options=_sorted(plain.options), destinations=alike))


def _sorted(texts: Mapping[str, str]) -> Mapping[str, str]:
    return {key: texts[key] for key in sorted(texts) if texts[key]}


def _checked_destination(
    adapter: VendorAdapter, destination: Destination, place: str, where: str, left_out: list[str]
) -> Destination:
    if adapter.info.dialer(destination.dialer) is None:
        why = tr(
            "This version of LeadDesk knows no dialer {dialer} of {info}.",
            dialer=destination.dialer,
            info=adapter.info.name,
        )
        raise _wrong(place, tr("{where}, key “dialer”", where=where), why)
    schema = adapter.destination_schema(destination.dialer)
    settings = _known(
        schema, destination.settings, place, tr("{where}, key “{key}", where=where, key="settings."), left_out
    )
    return replace(destination, settings=settings)


def _known(
    schema: FormSchema, texts: Mapping[str, str], place: str, where: str, left_out: list[str]
) -> Mapping[str, str]:
    """Returns the texts under the schema's keys, each as its field takes it; the others are noted as left out."""
    kept: dict[str, str] = {}
    for key, text in texts.items():
        spec = schema.field(key)
        if spec is None:
            left_out.append(f"{where}{key}”")
            continue
        try:
            kept[key] = check_field(replace(spec, required=False), text)
        except Refused as refusal:
            raise _wrong(place, f"{where}{key}”", str(refusal)) from refusal
    return {key: text for key, text in kept.items() if text}


def _own(schema: FormSchema, texts: Mapping[str, str]) -> Mapping[str, str]:
    return {key: text for key, text in texts.items() if schema.field(key)}


def _wrong(place: str, where: str, why: str) -> StoreProblem:
    return StoreProblem(
        tr("The profiles cannot be imported."),
        tr("{place}, {where}: {why} Nothing was added.", place=place, where=where, why=why),
        tr("Correct the file in a text editor, then import it again."),
    )
