"""What a person prefers: kept at once in the settings file, and changed in *Settings*."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from leaddesk.app import network
from leaddesk.app.options import Options
from leaddesk.app.shell import Shell
from leaddesk.app.use_cases import UseCases
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.secret import Secret
from leaddesk.infra.paths import Paths
from leaddesk.infra.settings_file import Settings
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import available
from leaddesk.ui.notices.choice import NoticeChoice
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.views.settings.network_choice import NetworkChoice, NetworkDesk, NetworkTested

if TYPE_CHECKING:  # they are built with the preferences in hand
    from leaddesk.app.places import Common, Places


class Preferences:
    """The settings of this run; in practice mode nothing is kept."""

    def __init__(
        self,
        shell: Shell,
        options: Options,
        paths: Paths,
        use: UseCases,
        scope: TaskScope,
        say: Callable[[LeadDeskError], None],
    ) -> None:
        self._shell, self._options, self._paths, self._scope, self._say = shell, options, paths, scope, say
        self._use = use
        self.changed: Callable[[], None] = lambda: None
        """Is called after each change."""
        network.reach_by(use, self.now)

    @property
    def now(self) -> Settings:
        """The settings as they are."""
        return self._shell.settings

    def keep(
        self,
        *,
        operator: str | None = None,
        theme: str | None = None,
        zoom: int | None = None,
        mask: bool | None = None,
        language: str | None = None,
        history_mode: str | None = None,
        retention_years: int | None = None,
        polling_s: int | None = None,
    ) -> None:
        """Changes what is named and leaves the rest; a problem with the file is said in the window."""
        named = {
            "operator": operator,
            "theme": theme,
            "zoom": zoom,
            "mask": mask,
            "language": language,
            "history_mode": history_mode,
            "retention_years": retention_years,
            "polling_s": polling_s,
        }
        given: Any = {key: value for key, value in named.items() if value is not None}
        changed = self.now._replace(**given)
        if operator is not None and self._shell.window.operator.text() != operator:
            self._shell.window.operator.setText(operator)
        if changed == self.now:
            return
        self._write(changed)

    @property
    def notices(self) -> NoticeChoice:
        """Which notices are shown in the tray."""
        now = self.now
        return NoticeChoice(
            on=now.tray,
            campaigns=now.tray_campaigns,
            unknowns=now.tray_unknowns,
            stale=now.tray_stale,
            minutes=now.tray_minutes,
        )

    def keep_notices(self, choice: NoticeChoice) -> None:
        """Keeps which notices are shown in the tray."""
        changed = self.now._replace(
            tray=choice.on,
            tray_campaigns=choice.campaigns,
            tray_unknowns=choice.unknowns,
            tray_stale=choice.stale,
            tray_minutes=choice.minutes,
        )
        if changed != self.now:
            self._write(changed)

    def _write(self, changed: Settings) -> None:
        self._shell.settings = changed
        self.changed()
        if file := self._shell.settings_file:
            self._scope.run(in_daemon_thread(file.save, changed), on_problem=self._say)

    async def save(self, changed: Settings) -> None:
        """Writes settings and waits for the disk; what is in use stays until `wear`. Raises StoreProblem."""
        if file := self._shell.settings_file:
            await in_daemon_thread(file.save, changed)

    def wear(self, saved: Settings) -> None:
        """Uses settings that were saved: look, mask and network follow at once."""
        self._shell.settings = saved
        self._shell.theme.set_choice(saved.theme)
        self._shell.theme.set_zoom(saved.zoom / 100)
        network.reach_by(self._use, saved)
        self.changed()

    async def keep_network(self, choice: NetworkChoice, password: Secret | None) -> str:
        """Keeps another network setting and returns what to say of it. Raises StoreProblem."""
        return await network.keep(self._use, choice, password, self._take_network)

    async def _forget_password(self, choice: NetworkChoice) -> str:
        return await network.forget_password(self._use, choice, self.now)

    def _network_desk(self) -> NetworkDesk:
        from leaddesk.app.try_network import try_network

        use, profiles = self._use, self._use.profiles.profiles

        async def test(
            choice: NetworkChoice, password: Secret | None, profile_id: str, on_step: Callable[[str], None]
        ) -> NetworkTested:
            asked = [profile for profile in profiles if profile_id in ("", profile.id)]
            return await try_network(use, choice, password, asked, on_step, practice=self._options.practice)

        return NetworkDesk(
            now=network.choice_of(self.now),
            keep=self.keep_network,
            forget=self._forget_password,
            profiles=[(profile.id, profile.name) for profile in profiles],
            test=test,
        )

    def _take_network(self, changed: Settings) -> Settings:
        self._write(network.taken_over(self.now, changed))
        return self.now

    def keep_operator(self, name: str) -> None:
        """Keeps the name of the person at the desk; an empty one is none."""
        if name:
            self.keep(operator=name)

    def open(self, common: Common, use: UseCases, places: Places, vendor_changes: Callable[[], None]) -> None:
        """Opens *Settings*."""
        from leaddesk.app.first_run import FirstRun
        from leaddesk.app.settings import RulesDesk, history_words, key_store_check, third_party_notices
        from leaddesk.app.setup import Setup
        from leaddesk.infra.build_stamp import version_words
        from leaddesk.ui.notices.tray import tray_is_there
        from leaddesk.ui.views.settings.desk import SettingsDesk
        from leaddesk.ui.views.settings.setup_desk import SetupDesk
        from leaddesk.ui.views.settings.tray import TrayDesk
        from leaddesk.ui.views.settings_dialog import SettingsDialog

        practice = self._options.practice
        setup = Setup(self, use, common.masking.set_on, practice=practice)
        rules = RulesDesk(self._paths, use.calling, use.judging, use.clock, practice)
        desk = SettingsDesk(
            operator=common.operator(),
            account=getpass.getuser(),
            masking=common.masking,
            keep=self.keep,
            languages=sorted(available(self._paths.resources / "translations")),
            language=self.now.language,
            history=history_words(self.now, practice=practice),
            keep_history=common.open_keeping,
            rules=rules.in_use,
            copy_rules=rules.copy,
            read_rules=rules.read_again,
            vendor_changes=vendor_changes,
            tray=TrayDesk(now=self.notices, keep=self.keep_notices, there=tray_is_there),
            campaigns=lambda: common.window.go_to("Campaigns"),
            welcome=FirstRun(common, use, places).open,
            network=self._network_desk(),
            check_keys=key_store_check(use.secrets),
            setup=SetupDesk(export=setup.export, plan=setup.plan, imported=lambda said: common.tell("result", said)),
            version=version_words(),
            notices=partial(third_party_notices, self._paths),
        )
        dialog = SettingsDialog(common.theme, common.window, desk)
        places.help.watch(dialog, "Settings")
        dialog.open()
