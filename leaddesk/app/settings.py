"""What *Settings* is told of this computer: which rules are in use, and how they are copied and read again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from leaddesk.domain.calling import CallingRules
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.key_store_report import Finding, Found, KeyStoreReport
from leaddesk.infra.assessment_rules import LoadedRules, load_rules, write_copy
from leaddesk.infra.build_stamp import version_words
from leaddesk.infra.keyring_store import KeyringSecrets, MemorySecrets
from leaddesk.infra.paths import Paths
from leaddesk.infra.settings_file import Settings
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.services.calling_clock import CallingClockService
from leaddesk.services.ports import Clock
from leaddesk.ui.views.settings.desk import RulesInUse

_SHIPPED = "The rules that came with LeadDesk"
_WHERE = {
    "ask": "Encrypted on this computer, its key in the keyring",
    "encrypted": "Encrypted on this computer, its key in the keyring",
    "memory": "In memory only, until LeadDesk ends",
    "plain": "On this computer, not encrypted",
}


def history_words(settings: Settings, *, practice: bool) -> tuple[tuple[str, str], ...]:
    """Returns how long and where the history is kept, as label and words."""
    years = "1 year" if settings.retention_years == 1 else f"{settings.retention_years} years"
    where = _WHERE["memory" if practice else settings.history_mode]
    return ("Kept", f"{years}, then a person may purge it"), ("Where", where)


def key_store_check(secrets: KeyringSecrets | MemorySecrets) -> Callable[[], Awaitable[KeyStoreReport]]:
    """Returns the check of the key store; practice mode uses none and says so."""

    async def check() -> KeyStoreReport:
        if isinstance(secrets, MemorySecrets):
            says = "Practice mode uses no key store: nothing is kept."
            return KeyStoreReport((Finding("Backend", Found.UNKNOWN, says),), "", f"LeadDesk {version_words()}")
        from leaddesk.infra.keyring_doctor import examine

        return await examine(secrets)

    return check


async def third_party_notices(paths: Paths) -> str:
    """Returns whose work LeadDesk is built with, as it came with LeadDesk. Raises StoreProblem."""
    file = paths.resources / "third-party.txt"
    try:
        return await in_daemon_thread(file.read_text, "utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreProblem("The notices cannot be read.", str(file), "Install LeadDesk again.") from error


@dataclass(frozen=True, slots=True)
class RulesDesk:
    """Both files of rules."""

    paths: Paths
    calling: CallingClockService
    judging: LoadedRules
    """The assessment rules that judge until LeadDesk ends."""
    clock: Clock
    practice: bool = False

    async def in_use(self) -> Sequence[RulesInUse]:
        """Returns what is in use. Raises StoreProblem."""
        loaded = await self.calling.rules()
        return self._windows(loaded.rules, loaded.notice), self._assessment(self.judging)

    async def read_again(self) -> Sequence[RulesInUse]:
        """Reads both files again and returns what they say. Raises StoreProblem."""
        loaded = await self.calling.reload()
        return self._windows(loaded.rules, loaded.notice), self._assessment(
            await in_daemon_thread(load_rules, self.paths)
        )

    async def copy(self) -> str:
        """Writes editable copies where there are none yet and returns their folder. Raises StoreProblem."""
        if self.practice:
            raise StoreProblem("Practice mode keeps nothing.", "", "Start LeadDesk without it to make the copy.")
        await self.calling.write_copy()
        return str((await in_daemon_thread(write_copy, self.paths)).parent)

    def _windows(self, rules: CallingRules, notice: str) -> RulesInUse:
        review = min((rule.review_by for rule in rules.rules), default=date.max)
        late = sum(rule.expired(self.clock.now().date()) for rule in rules.rules)
        old = f"{late} of {len(rules.rules)} should have been looked at again by now." if late else ""
        own = self.paths.config / "rules" / "calling-windows.toml"
        return RulesInUse(
            name="Calling windows",
            used=f"Your own: {own}" if rules.own else _SHIPPED,
            version=rules.version,
            review=f"{review.isoformat()}, the earliest",
            notice=" ".join(part for part in (notice, old) if part),
        )

    def _assessment(self, loaded: LoadedRules) -> RulesInUse:
        shipped = loaded.path.is_relative_to(self.paths.resources)
        later = "Read. They judge from the next start of LeadDesk on." if loaded.rules != self.judging.rules else ""
        return RulesInUse(
            name="Assessment rules",
            used=_SHIPPED if shipped else f"Your own: {loaded.path}",
            version=loaded.rules.version,
            notice=" ".join(part for part in (loaded.notice, later) if part),
        )
