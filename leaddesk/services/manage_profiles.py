"""Profiles and destinations: read from the form, kept on disk, their secrets kept apart in the keyring."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import count

from leaddesk.domain.errors import KeyringProblem, KeyringTrouble, LeadDeskError
from leaddesk.domain.fields import FieldProblem, FormSchema, Refused, check_field, check_form
from leaddesk.domain.profile import (
    DESTINATION_NAME,
    FOR_CHECKS,
    PROFILE_FIELDS,
    ConnectionProfile,
    Destination,
    Environment,
    MappedField,
    SafetyLevel,
    new_id,
    unmarked,
)
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.domain.vendor import VendorInfo
from leaddesk.language import tr, tr_later
from leaddesk.services.ports import ProfileStore, SecretStore
from leaddesk.vendors.adapter import VendorAdapter


class SecretState(StrEnum):
    """Where a profile's secret is, in words."""

    MISSING = tr_later("not set")
    IN_KEYRING = tr_later("in the keyring")
    FOR_SESSION = tr_later("kept for this session")
    UNKNOWN = tr_later("not looked up")


class ManageProfiles:
    """The use-case behind *Profiles*, and the one list of profiles for all places."""

    def __init__(self, adapters: Mapping[str, VendorAdapter], store: ProfileStore, secrets: SecretStore) -> None:
        self._adapters = adapters
        self._store = store
        self._secrets = secrets
        self._listeners: list[Callable[[], None]] = []
        self._session: set[SecretRef] = set()
        self._left_behind: set[SecretRef] = set()
        """Secrets of former origins: each is kept until the new origin has one of its own."""
        self._never_put: set[str] = set()
        """Ids of profiles made since LeadDesk started of which the keyring cannot hold a secret."""
        self._forms: dict[tuple[str, str], tuple[Destination, FormSchema]] = {}
        """The forms of leads, each with the destination that it was made for."""
        self._saving = asyncio.Lock()
        """One change at a time: each is made to the list as the one before has left it."""
        self.profiles: tuple[ConnectionProfile, ...] = ()
        self._unknown: tuple[ConnectionProfile, ...] = ()
        """Profiles of vendors that this version does not know: not listed, and written back as they are."""
        self.vendors: tuple[VendorInfo, ...] = tuple(adapter.info for adapter in adapters.values())

    def on_change(self, listener: Callable[[], None]) -> None:
        """Calls the listener after every change of the list."""
        self._listeners.append(listener)

    async def load(self) -> None:
        """Reads the profiles from disk. Raises StoreProblem."""
        loaded = await self._store.load()
        self.profiles = tuple(profile for profile in loaded if profile.vendor in self._adapters)
        self._unknown = tuple(profile for profile in loaded if profile.vendor not in self._adapters)
        self._changed()

    def left_out(self) -> tuple[str, ...]:
        """Returns why profiles that are on disk are not listed, a sentence each that names the profile."""
        unknown = (
            tr(
                "profile “{profile}”: This version of LeadDesk knows no vendor {vendor}.",
                profile=profile.name,
                vendor=profile.vendor,
            )
            for profile in self._unknown
        )
        return (*self._store.left_out, *unknown)

    def profile(self, profile_id: str) -> ConnectionProfile | None:
        """Returns the profile with that id, or None."""
        return next((profile for profile in self.profiles if profile.id == profile_id), None)

    def vendor(self, key: str) -> VendorInfo:
        """Returns a vendor as data."""
        return self._adapters[key].info

    def destination_schema(self, vendor: str, dialer: str) -> FormSchema:
        """Returns the vendor's own fields of a destination for that dialer."""
        return self._adapters[vendor].destination_schema(dialer)

    def lead_schema(self, profile: ConnectionProfile, destination: Destination) -> FormSchema:
        """Returns the form of *Enter lead* for a destination; a press asks for it many times."""
        made_for, form = self._forms.get((profile.id, destination.id), (None, None))
        if made_for is not destination or form is None:
            form = self._adapters[profile.vendor].lead_schema(destination)
            self._forms[profile.id, destination.id] = destination, form
        return form

    def sending_hint(self, profile: ConnectionProfile, destination: Destination) -> str:
        """Returns what sending to a destination does, as its settings have it."""
        return self._adapters[profile.vendor].sending_hint(destination)

    def read_profile(
        self, raw: Mapping[str, str], vendor: str, base: ConnectionProfile | None
    ) -> ConnectionProfile | tuple[FieldProblem, ...]:
        """Returns the profile a form describes, under the id of `base` if there is one, or the form's problems."""
        if base is not None and base.environment is Environment.PRACTICE:
            raw = {**raw, "environment": Environment.PRODUCTION}
        options = self.vendor(vendor).options
        raw = {**raw, "base_url": self.vendor(vendor).base_url(raw.get("base_url", ""))}
        kept, problems = check_form(FormSchema((*PROFILE_FIELDS.fields, *options.fields)), raw)
        if any(p.name == kept.get("name") for p in self.profiles if base is None or p.id != base.id):
            problems = (FieldProblem("name", tr("Another profile has this name.")), *problems)
        if problems:
            return problems
        environment = Environment(kept["environment"])
        return ConnectionProfile(
            id=base.id if base else new_id(),
            name=kept["name"],
            vendor=vendor,
            base_url=kept["base_url"],
            environment=base.environment if base and base.environment is Environment.PRACTICE else environment,
            safety=SafetyLevel(kept["safety"] or SafetyLevel.ASK),
            timeout_s=float(kept["timeout_s"] or 60),
            pace_per_s=float(kept["pace_per_s"] or 1),
            options={spec.key: kept[spec.key] for spec in options.fields if kept[spec.key]},
            destinations=base.destinations if base else (),
        )

    def read_destination(
        self,
        raw: Mapping[str, str],
        vendor: str,
        dialer: str,
        mapping: tuple[MappedField, ...],
        base: Destination | None,
    ) -> Destination | tuple[FieldProblem, ...]:
        """Returns the destination a form describes, or its problems (`mapping.FIELD` for a mapping row)."""
        adapter = self._adapters[vendor]
        settings, problems = check_form(adapter.destination_schema(dialer), raw)
        try:
            name = check_field(DESTINATION_NAME, raw.get("name", ""))
        except Refused as refusal:
            return (FieldProblem("name", str(refusal)), *problems)
        destination = Destination(
            id=base.id if base else new_id(),
            name=name,
            dialer=dialer,
            settings={key: text for key, text in settings.items() if text},
            mapping=mapping,
            for_checks=raw.get(FOR_CHECKS.key) == "yes",
        )
        said = {problem.key for problem in problems}
        more = tuple(p for p in adapter.destination_problems(destination) if p.key not in said)
        return (*problems, *more) or destination

    async def save_profile(
        self, profile: ConnectionProfile, typed: Mapping[str, Secret], *, for_session: bool = False
    ) -> tuple[str, ...]:
        """Keeps the profile on disk, then the typed secrets by slot; returns the slots a new origin has no secret for.

        At a new origin no destination stays marked for number checks: what was confirmed was about the former one.
        The secret of the former origin is never sent to the new one, and is forgotten once the new one has its own.
        Raises StoreProblem (nothing was kept) or KeyringProblem (the profile is saved; a secret was not kept, or that
        of the former origin is still there).
        """
        async with self._saving:
            before = self.profile(profile.id)
            if before:  # the form was opened a while ago: destinations are saved by themselves
                profile = replace(profile, destinations=before.destinations)
                if before.origin != profile.origin:
                    profile = unmarked(profile)
            await self._replace(profile)
            if before:
                self._left_behind |= self._refs(before)
            self._left_behind -= self._refs(profile)
        if for_session:
            self.keep_for_session(profile, typed)
            with contextlib.suppress(KeyringProblem):  # why the session was chosen
                await self._forget_left_behind(profile, typed)
        else:
            for slot, secret in typed.items():
                await self._put(profile.secret_ref(slot), secret)
            await self._forget_left_behind(profile, typed)
        self._changed()
        moved = before is not None and before.origin != profile.origin
        return await self._unset(profile, typed) if moved else ()

    async def _unset(self, profile: ConnectionProfile, typed: Mapping[str, Secret]) -> tuple[str, ...]:
        slots = tuple(slot.key for slot in self.vendor(profile.vendor).secret_slots if slot.key not in typed)
        if not slots:
            return ()
        try:
            states = await self.secret_states(profile)
        except KeyringProblem:
            return tuple(slot for slot in slots if profile.secret_ref(slot) not in self._session)
        return tuple(slot for slot in slots if states[slot] is SecretState.MISSING)

    async def _put(self, ref: SecretRef, secret: Secret) -> None:
        try:
            await self._secrets.put(ref, secret)
        except KeyringProblem as problem:
            if not (problem.nothing_kept or problem.trouble is KeyringTrouble.LOCKED):
                self._never_put.discard(ref.profile_id)
            raise
        self._never_put.discard(ref.profile_id)
        self._session.discard(ref)

    def keep_for_session(self, profile: ConnectionProfile, typed: Mapping[str, Secret]) -> None:
        """Keeps secrets in memory until LeadDesk ends."""
        for slot, secret in typed.items():
            ref = profile.secret_ref(slot)
            self._secrets.keep_for_session(ref, secret)
            self._session.add(ref)

    async def delete_profile(self, profile_id: str) -> None:
        """Deletes the profile and its secrets.

        Raises KeyringProblem (nothing was deleted: a secret may not outlive its profile) or StoreProblem.
        """
        profile = self._required(profile_id)
        refs = self._refs(profile) | {ref for ref in self._left_behind if ref.profile_id == profile_id}
        for ref in refs:
            try:
                await self._forget(ref)
            except KeyringProblem:
                if profile_id not in self._never_put:
                    raise
        self._left_behind -= refs
        async with self._saving:
            await self._save(tuple(item for item in self.profiles if item.id != profile_id))

    async def clone_profile(self, profile_id: str) -> ConnectionProfile:
        """Returns a saved copy under new ids and another name, without secrets and unmarked. Raises StoreProblem."""
        async with self._saving:
            original = self._required(profile_id)
            name = free_name(original.name, "copy", {profile.name for profile in self.profiles})
            destinations = tuple(replace(item, id=new_id()) for item in original.destinations)
            copy = unmarked(replace(original, id=new_id(), name=name, destinations=destinations))
            await self._replace(copy)
        return copy

    async def add_profiles(self, profiles: Sequence[ConnectionProfile]) -> None:
        """Keeps profiles that are not there yet, all or none. Raises StoreProblem."""
        async with self._saving:
            await self._save((*self.profiles, *profiles))

    async def save_destination(self, profile_id: str, destination: Destination) -> None:
        """Keeps a destination in its profile. Raises StoreProblem."""
        async with self._saving:
            await self._replace(self._required(profile_id).with_destination(destination))

    async def delete_destination(self, profile_id: str, destination_id: str) -> None:
        """Deletes a destination from its profile. Raises StoreProblem."""
        async with self._saving:
            await self._replace(self._required(profile_id).without_destination(destination_id))

    async def secret_states(self, profile: ConnectionProfile) -> Mapping[str, SecretState]:
        """Returns where each secret of the profile is, by slot. Raises KeyringProblem."""
        states: dict[str, SecretState] = {}
        for slot in self.vendor(profile.vendor).secret_slots:
            ref = profile.secret_ref(slot.key)
            if ref in self._session:
                states[slot.key] = SecretState.FOR_SESSION
            else:
                held = await self._secrets.get(ref)
                states[slot.key] = SecretState.IN_KEYRING if held else SecretState.MISSING
        return states

    async def forget_secret(self, profile: ConnectionProfile, slot: str) -> None:
        """Deletes one secret. Raises KeyringProblem, but not where there is no keyring that could hold it."""
        await self._forget(profile.secret_ref(slot))

    async def _forget(self, ref: SecretRef) -> None:
        self._session.discard(ref)
        try:
            await self._secrets.forget(ref)
        except KeyringProblem as problem:
            if not problem.nothing_kept:
                raise

    async def _forget_left_behind(self, profile: ConnectionProfile, typed: Mapping[str, Secret]) -> None:
        for ref in tuple(self._left_behind):
            if ref.profile_id == profile.id and (ref.slot in typed or profile.secret_ref(ref.slot) in self._session):
                await self._forget(ref)
                self._left_behind.discard(ref)

    def _refs(self, profile: ConnectionProfile) -> set[SecretRef]:
        return {profile.secret_ref(slot.key) for slot in self.vendor(profile.vendor).secret_slots}

    async def _replace(self, profile: ConnectionProfile) -> None:
        known = any(item.id == profile.id for item in self.profiles)
        kept = tuple(profile if item.id == profile.id else item for item in self.profiles)
        await self._save(kept if known else (*kept, profile))
        if not known:
            self._never_put.add(profile.id)

    async def _save(self, profiles: tuple[ConnectionProfile, ...]) -> None:
        await self._store.save((*profiles, *self._unknown))
        self.profiles = profiles
        self._changed()

    def _required(self, profile_id: str) -> ConnectionProfile:
        profile = self.profile(profile_id)
        if profile is None:
            raise LeadDeskError(tr("This profile is no longer there."), tr("It was deleted meanwhile."))
        return profile

    def _changed(self) -> None:
        for listener in self._listeners:
            listener()


_LONGEST_NAME = next(spec.max_length for spec in PROFILE_FIELDS.fields if spec.key == "name")


def free_name(name: str, mark: str, taken: Collection[str]) -> str:
    """Returns the name with the mark in brackets, numbered where that is taken too; never longer than a name may be."""
    endings = (f" ({mark})" if number == 1 else f" ({mark} {number})" for number in count(1))
    candidates = (name[: _LONGEST_NAME - len(ending)].rstrip() + ending for ending in endings)
    return next(candidate for candidate in candidates if candidate not in taken)
