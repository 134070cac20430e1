"""Builds everything once and hands it on; what is slow starts after the first paint."""

from __future__ import annotations

import asyncio
import getpass
import importlib
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from leaddesk.app import loop
from leaddesk.app.acts import Acts
from leaddesk.app.bugs import Bugs
from leaddesk.app.instance import Instance
from leaddesk.app.libraries import load_libraries
from leaddesk.app.notice_switch import NoticeSwitch
from leaddesk.app.options import Options
from leaddesk.app.places import Common, Places
from leaddesk.app.preferences import Preferences
from leaddesk.app.questions import Questions
from leaddesk.app.records import Records
from leaddesk.app.reveal_log import RevealLog
from leaddesk.app.shell import Shell
from leaddesk.app.use_cases import UseCases
from leaddesk.app.vendor_changes import VendorChanges
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.phone import load_library
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.infra.paths import Paths
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.infra.zip_codes import look_up_zip
from leaddesk.language import tr
from leaddesk.ui.masking import Masking
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import LINK, Tell
from leaddesk.ui.views.enter_lead.drafts import DRAFT, KEPT
from leaddesk.ui.views.enter_lead.lead_desk import LeadDesk
from leaddesk.ui.views.enter_lead.view import EnterLead
from leaddesk.ui.views.verdict import VerdictView

if TYPE_CHECKING:  # loaded where they are first needed, so that Enter lead is there before them
    from leaddesk.practice import PracticeServer
    from leaddesk.services.calling_clock import LoadedRules


class Desk:
    """Everything that lives as long as the window."""

    def __init__(
        self,
        app: QApplication,
        options: Options,
        paths: Paths,
        shell: Shell | None = None,
        instance: Instance | None = None,
    ) -> None:
        """Builds everything; into a shell that is on the screen already, `bring_places` does it piece by piece.

        `instance` is the name under which later starts and links find this window; None in a window of its own.
        """
        self.options = options
        self._paths = paths
        self._shell = shell or Shell(app, options, paths)
        self.window, self.theme, self.times = self._shell.window, self._shell.theme, self._shell.times
        self._instance = instance
        self._quit = asyncio.Event()
        self._status = 0
        self.warming: asyncio.Task[None] | None = None
        """Loads what the first lead needs; None until somebody types, for until then it is only memory."""
        self._server: PracticeServer | None = None
        self.use = UseCases(options, paths)
        self._pieces = self._build_window()
        if shell is None:
            for _ in self._pieces:
                pass

    # ------------------------------------------------------------ building

    def _build_window(self) -> Iterator[None]:
        """Brings the places into the window; between two pieces a look at keyboard and mouse is due."""
        theme, window = self.theme, self.window
        self.tell: Tell = self._shell.messages.show_message
        self.bugs = Bugs(window, theme, self.tell, practice=self.options.practice)
        self.scope = TaskScope(self.bugs.say)
        self.preferences = Preferences(self._shell, self.options, self._paths, self.use, self.scope, self._say)
        window.operator.setText(self.preferences.now.operator or getpass.getuser())
        window.operator_changed.connect(self.preferences.keep_operator)
        window.settings_wanted.connect(self._open_settings)
        self.questions = Questions(theme, window, self._shell.messages)
        self.reveals = RevealLog(self.use, self.scope, self._operator, self._say)
        self.masking = Masking(self.reveals.whole, on=self.preferences.now.mask)
        self.acts = Acts(window, theme, self.times, self.use, self.scope, self.tell, self._operator, self.masking)
        verdict = VerdictView(theme, self.times, self.use.terms, self.masking)
        yield
        self.enter = EnterLead(theme, self._shell.lead_place, verdict, self._lead_desk())
        self.enter.form.changed.connect(self.warm_up)
        self.bugs.save_draft = self.enter.drafts.save
        self.acts.settled.connect(self.enter.sending.show_settled)
        verdict.revealed.connect(self.reveals.last_four)
        verdict.proof_wanted.connect(self.acts.save_proof)
        window.may_close = self._may_close
        self.enter.profile_in_use.connect(window.show_profile)
        target = self.enter.destination.target
        window.show_profile(target.profile if target else None)
        yield
        self.places = Places(self._common(), self.use, self.acts, self.enter)
        self.records = Records(
            self._shell,
            self.options,
            self._paths,
            self.use,
            self.scope,
            self.tell,
            self.questions,
            self.preferences,
            self._history_opened,
        )
        self.enter.sending.history_grew.connect(self.records.look_again)
        self.notices = NoticeSwitch(self._common(), self.use, self.places, self.preferences)
        self.vendor_changes = VendorChanges(self.use, self._common)
        importlib.import_module("leaddesk.app.history")
        if self.options.practice:
            yield
            self._build_practice()

    def _common(self) -> Common:
        return Common(
            window=self.window,
            theme=self.theme,
            times=self.times,
            scope=self.scope,
            tell=self.tell,
            quiet=self._shell.messages.quiet,
            over=self._shell.messages.over,
            operator=self._operator,
            confirm_operator=self._confirm_operator,
            keep_key=self._keep_key,
            warm_up=self.warm_up,
            log_reveal=self.reveals.last_four,
            open_keeping=self._open_keeping,
            masking=self.masking,
            jobs=self._shell.jobs,
            store=lambda: self.records.store,
            practice=self.options.practice,
            paths=self._paths,
            polling_s=lambda: self.preferences.now.polling_s,
            keep_polling=lambda seconds: self.preferences.keep(polling_s=seconds),
            events_to=lambda address: self._server.send_events_to(address) if self._server else None,
        )

    def _build_practice(self) -> None:
        from leaddesk.app import practice
        from leaddesk.practice import PracticeServer
        from leaddesk.ui.views.practice_panel import PracticePanel

        self._server = PracticeServer()
        panel = PracticePanel(self.theme, practice.hints())
        panel.number_chosen.connect(self._practise)
        practice.work(panel, self._server, self.use, self.scope, self.tell, self.places.refresh)
        self.window.add_practice_panel(panel)

    def _lead_desk(self) -> LeadDesk:
        return LeadDesk(
            submit=self.use.submit,
            before=self.use.before,
            calling=self.use.calling,
            preview=self.use.preview,
            profiles=self.use.profiles,
            routes=self.use.routes,
            routes_begun=self.use.routes_begun,
            drafts=self.use.deferred,
            clock=self.use.clock,
            times=self.times,
            scope=self.scope,
            tell=self.tell,
            quiet=self._shell.messages.quiet,
            over=self._shell.messages.over,
            operator=self._operator,
            confirm_operator=partial(self._confirm_operator, verb=tr("Send")),
            keep_key=self._keep_key,
            look_up_zip=look_up_zip,
            settle=self.acts.settle,
            open_again=self.use.browse.open,
            masking=self.masking,
        )

    def _operator(self) -> str:
        return self.window.operator.text().strip() or getpass.getuser()

    # ------------------------------------------------------------ the life of the window

    async def bring_places(self) -> None:
        """Builds what is left into a window that is on the screen already, with a look at the keyboard in between."""
        for _ in self._pieces:
            await asyncio.sleep(0)

    async def main(self) -> int:
        """Runs until the window is closed or the process is told to end, then shuts down in order."""
        self.window.closing.connect(self._quit.set)
        if self._shell.closed:
            self._quit.set()
        with loop.on_termination(self._quit.set):
            self.scope.run(self._start(), on_problem=self._say)
            await self._quit.wait()
            await self._shut_down()
        return self._status

    async def _start(self) -> None:
        """Everything that may be slow, once the window has been painted."""
        await self.window.first_paint()
        self.scope.run(self._load_phones())
        self._shell.wear_icon()
        self._answer_calls()
        for notice in (self._shell.settings_notice, self.use.judging.notice):
            if notice:
                self.tell("warn", notice)
        self.scope.run(self.use.calling.rules(), self._say_calling_rules, self._say)
        if any(self.enter.form.to_raw().values()):  # typed while this was loaded
            self.warm_up()
        if self._server:
            await self._start_practice(self._server)
        else:
            await self._start_work()
        if self.options.tour:
            await self._tour(self.options.tour)

    def _answer_calls(self) -> None:
        """Lets later starts and links find this window, and follows the one that started it."""
        if self._instance and not self.options.tour:
            from leaddesk.app.listener import Calls, LinkEvents, bring_forward

            calls = Calls(self.places.check, self._refuse_link, lambda: bring_forward(self.window))
            self._instance.listen(calls)
            if (app := QApplication.instance()) and (links := app.findChild(LinkEvents)):
                links.listen(calls)
        if self.options.check:
            self.places.check(self.options.check)
        if self.options.refusal:
            self._refuse_link(self.options.refusal)

    def _refuse_link(self, why: str) -> None:
        self.tell("warn", why, "", tr("Type the number at Check number instead."), about=LINK)

    def _say_calling_rules(self, loaded: LoadedRules) -> None:
        if loaded.notice:
            self.tell("warn", loaded.notice)

    async def _load_phones(self) -> None:
        await self.use.background.do(load_library)
        self.enter.form.set_waiting(False)

    def warm_up(self) -> None:
        """Begins to load what sending a lead takes, once: the person types, and will send in a moment."""
        if self.warming is None:
            self.warming = self.scope.run(self._warm_up())

    async def _warm_up(self) -> None:
        await self.use.background.do(load_libraries)
        await self.use.transport.warm_up()

    async def _start_practice(self, server: PracticeServer) -> None:
        from leaddesk.app import practice
        from leaddesk.practice import PracticeError

        self.window.show_status(tr("Practice server on this computer. Nothing leaves it, nothing is kept."))
        await self.records.open_for_practice()
        try:
            await practice.set_up(server, self.use.profiles, self.use.routes)
        except PracticeError as error:
            self.tell("error", str(error), "", tr("Close LeadDesk and start practice mode again."))

    async def _start_work(self) -> None:
        try:
            await self.use.profiles.load()
            await self.use.routes.load()
        except LeadDeskError as problem:
            self._say(problem)
        else:
            self._welcome()
        if self.use.profiles.left_out() or self.use.routes.left_out():
            from leaddesk.app.left_out import say_left_out

            say_left_out(self.use, self._paths.config, self.tell)
        self.window.show_status(tr("Waiting for the keyring"))
        await self.records.open_for_work()
        trouble = await self.use.secrets.state()
        self.window.show_status(tr("Keyring {trouble}", trouble=trouble) if trouble else tr("Keyring unlocked"))

    def _welcome(self) -> None:
        if not (self.use.profiles.profiles or self.use.profiles.left_out()):
            from leaddesk.app.first_run import FirstRun

            FirstRun(self._common(), self.use, self.places).cover(self.enter.place)

    async def _history_opened(self) -> None:
        self.places.refresh()
        self.notices.begin()
        if self.records.store and self.records.is_ours:  # a second copy leaves the first one's draft alone
            kept = self.use.deferred
            self.enter.drafts.restore(await kept.load_draft(DRAFT), await kept.load_draft(KEPT))
            self.scope.run(self._settle_what_was_left(), on_problem=self._say)

    async def _settle_what_was_left(self) -> None:
        from leaddesk.app.open_acts import say_what_was_cut, settle_open_acts

        await say_what_was_cut(self.use, self.tell, self.masking.number)
        if await settle_open_acts(self.use, self.tell):
            self.places.refresh()

    async def _shut_down(self) -> None:
        if self._instance:
            self._instance.close()
        self.notices.end()
        self.enter.drafts.save_now()
        self._shell.keep_geometry()
        self.window.close()
        await self.use.submit.finish(0.2)
        await self.scope.finish(0.3)
        await self.use.close()
        await self.records.close()
        if self._server:
            await in_daemon_thread(self._server.stop)
        from leaddesk.infra.logs import stop_logging

        stop_logging()

    async def _tour(self, folder: Path) -> None:
        self._status = 1
        try:
            from leaddesk.ui.tour import Tour

            await Tour(self.window, self.enter, self.theme, folder).run()
            self._status = 0
        except LeadDeskError as stuck:
            print(f"leaddesk: {stuck.sentence()}", file=sys.stderr)
        finally:
            self._quit.set()

    # ------------------------------------------------------------ asking and saying

    def _say(self, problem: LeadDeskError) -> None:
        self.tell("error", problem.title, problem.detail, problem.hint)

    def _confirm_operator(self, profile: ConnectionProfile, go: Callable[[], None], verb: str = tr("Go on")) -> None:
        self.questions.operator(profile, self.window.operator.text().strip(), self._take_operator, go, verb)

    def _take_operator(self, name: str) -> None:
        self.window.operator.setText(name)
        self.preferences.keep_operator(name)

    def _keep_key(self, profile: ConnectionProfile) -> None:
        def keep(typed: dict[str, Secret]) -> None:
            self.use.profiles.keep_for_session(profile, typed)
            self.tell(
                "result",
                tr("The key of {profile} is kept until LeadDesk ends.", profile=profile.name),
                "",
                tr("Send the lead now."),
            )

        self.questions.key_for_session(profile, self.use.profiles.vendor(profile.vendor), keep)

    def _may_close(self) -> bool:
        if not (self.enter.in_flight or self.places.checking) or self._quit.is_set():
            return True
        self.questions.close_in_flight(self._quit.set)
        return False

    def _practise(self, number: str) -> None:
        self.window.go_to("Enter lead")
        self.enter.fill_number(number)

    def _open_settings(self) -> None:
        self.preferences.open(self._common(), self.use, self.places, self.vendor_changes.open)

    def _open_keeping(self) -> None:
        from leaddesk.app.keeping import open_keeping

        open_keeping(
            self._common(),
            self.use,
            self._paths,
            self.records.keeper,
            lambda: self.preferences.now.retention_years,
            lambda years: self.preferences.keep(retention_years=years),
        )
