"""What *Settings* is told of this computer: which rules are in use, and how they are copied and read again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from leaddesk.domain.calling import CallingRule, CallingRules
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.key_store_report import Finding, Found, KeyStoreReport
from leaddesk.domain.message_rules import MessageRule
from leaddesk.infra.assessment_rules import LoadedRules, load_rules, write_rules_copy
from leaddesk.infra.build_stamp import version_words
from leaddesk.infra.keyring_store import KeyringSecrets, MemorySecrets
from leaddesk.infra.message_rules import LoadedMessageRules, load_message_rules, write_message_rules_copy
from leaddesk.infra.paths import Paths
from leaddesk.infra.settings_file import Settings
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import day, tr, trn
from leaddesk.services.calling_clock import CallingClockService
from leaddesk.services.ports import Clock
from leaddesk.ui.views.settings.desk import RulesInUse

_SHIPPED = tr("The rules that came with LeadDesk")
_WHERE = {
    "ask": tr("Encrypted on this computer, its key in the keyring"),
    "encrypted": tr("Encrypted on this computer, its key in the keyring"),
    "memory": tr("In memory only, until LeadDesk ends"),
    "plain": tr("On this computer, not encrypted"),
}


def history_words(settings: Settings, *, practice: bool) -> tuple[tuple[str, str], ...]:
    """Returns how long and where the history is kept, as label and words."""
    years = trn("1 year", "{count} years", settings.retention_years)
    where = _WHERE["memory" if practice else settings.history_mode]
    return (tr("Kept"), tr("{years}, then a person may purge it", years=years)), (tr("Where"), where)


def key_store_check(secrets: KeyringSecrets | MemorySecrets) -> Callable[[], Awaitable[KeyStoreReport]]:
    """Returns the check of the key store; practice mode uses none and says so."""

    async def check() -> KeyStoreReport:
        if isinstance(secrets, MemorySecrets):
            says = tr("Practice mode uses no key store: nothing is kept.")
            return KeyStoreReport(
                (Finding(tr("Backend"), Found.UNKNOWN, says),),
                "",
                f"LeadDesk {version_words()}",
            )
        from leaddesk.infra.keyring_doctor import examine

        return await examine(secrets)

    return check


async def third_party_notices(paths: Paths) -> str:
    """Returns whose work LeadDesk is built with, as it came with LeadDesk. Raises StoreProblem."""
    file = paths.resources / "third-party.txt"
    try:
        return await in_daemon_thread(file.read_text, "utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreProblem(tr("The notices cannot be read."), str(file), tr("Install LeadDesk again.")) from error


@dataclass(frozen=True, slots=True)
class RulesDesk:
    """The three files of rules."""

    paths: Paths
    calling: CallingClockService
    judging: LoadedRules
    """The assessment rules that judge until LeadDesk ends."""
    clock: Clock
    practice: bool = False

    async def in_use(self) -> Sequence[RulesInUse]:
        """Returns what is in use. Raises StoreProblem."""
        loaded = await self.calling.rules()
        texts = await in_daemon_thread(load_message_rules, self.paths)
        return self._windows(loaded.rules, loaded.notice), self._assessment(self.judging), self._texts(texts)

    async def read_again(self) -> Sequence[RulesInUse]:
        """Reads the files again and returns what they say. Raises StoreProblem."""
        loaded = await self.calling.reload()
        judging = await in_daemon_thread(load_rules, self.paths)
        texts = await in_daemon_thread(load_message_rules, self.paths)
        return self._windows(loaded.rules, loaded.notice), self._assessment(judging), self._texts(texts)

    async def copy(self) -> str:
        """Writes editable copies where there are none yet and returns their folder. Raises StoreProblem."""
        if self.practice:
            raise StoreProblem(
                tr("Practice mode keeps nothing."), "", tr("Start LeadDesk without it to make the copy.")
            )
        await self.calling.write_copy()
        await in_daemon_thread(write_message_rules_copy, self.paths)
        return str((await in_daemon_thread(write_rules_copy, self.paths)).parent)

    def _windows(self, rules: CallingRules, notice: str) -> RulesInUse:
        review, old = self._ages(rules.rules)
        own = self.paths.config / "rules" / "calling-windows.toml"
        return RulesInUse(
            name=tr("Calling windows"),
            used=tr("Your own: {own}", own=own) if rules.own else _SHIPPED,
            version=rules.version,
            review=review,
            notice=" ".join(part for part in (notice, old) if part),
        )

    def _texts(self, loaded: LoadedMessageRules) -> RulesInUse:
        review, old = self._ages(loaded.rules.rules)
        return RulesInUse(
            name=tr("Rules for texts"),
            used=_SHIPPED
            if loaded.path.is_relative_to(self.paths.resources)
            else tr("Your own: {path}", path=loaded.path),
            version=loaded.rules.version,
            review=review,
            notice=" ".join(part for part in (loaded.notice, old) if part),
        )

    def _ages(self, rules: Sequence[CallingRule | MessageRule]) -> tuple[str, str]:
        """Returns the day that a rule should be looked at again, and what to say where that is over."""
        review = min((rule.review_by for rule in rules), default=None)
        late = sum(rule.expired(self.clock.now().date()) for rule in rules)
        old = (
            tr("{late} of {rules} should have been looked at again by now.", late=late, rules=len(rules))
            if late
            else ""
        )
        return tr("{review}, the earliest", review=day(review.month, review.day, review.year)) if review else "", old

    def _assessment(self, loaded: LoadedRules) -> RulesInUse:
        shipped = loaded.path.is_relative_to(self.paths.resources)
        later = tr("Read. They judge from the next start of LeadDesk on.") if loaded.rules != self.judging.rules else ""
        return RulesInUse(
            name=tr("Assessment rules"),
            used=_SHIPPED if shipped else tr("Your own: {path}", path=loaded.path),
            version=loaded.rules.version,
            notice=" ".join(part for part in (loaded.notice, later) if part),
        )
