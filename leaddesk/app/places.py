"""The places that are built when somebody goes there, and what leads from one to another."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from leaddesk.app.acts import Acts
from leaddesk.app.help import Help
from leaddesk.app.use_cases import UseCases
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.phone import Phone, PhoneFormat
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.ui.masking import Masking
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import LINK, Tell
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.enter_lead.view import EnterLead
from leaddesk.ui.views.main_window import MainWindow
from leaddesk.ui.widgets.jobs_area import JobsArea

if TYPE_CHECKING:  # loaded when somebody goes there
    from leaddesk.app.commands_palette import CommandsPalette
    from leaddesk.infra.history_db import HistoryStore
    from leaddesk.infra.paths import Paths
    from leaddesk.services.clock_doubt import ClockDoubt
    from leaddesk.ui.views.campaigns import CampaignsView
    from leaddesk.ui.views.campaigns.seen import CampaignNews
    from leaddesk.ui.views.check_number.view import CheckNumberView
    from leaddesk.ui.views.history import HistoryView
    from leaddesk.ui.views.profiles import ProfilesView
    from leaddesk.ui.views.search import SearchView

_CODE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Check number": ("check_number", ("leaddesk.ui.calling_watch", "leaddesk.ui.views.check_number.view")),
    "Search leads": (
        "search_leads",
        (
            *("leaddesk.services.search_leads", "leaddesk.ui.models.lead_words", "leaddesk.ui.views.export_dialog"),
            *("leaddesk.ui.views.search", "leaddesk.app.search_place"),
        ),
    ),
    "Campaigns": (
        "campaigns",
        (
            *("leaddesk.services.pause_all", "leaddesk.ui.models.campaign_words", "leaddesk.domain.message_linter"),
            *("leaddesk.ui.views.campaigns", "leaddesk.app.campaigns_place"),
        ),
    ),
    "History": ("history", ("leaddesk.ui.views.shift_report_dialog", "leaddesk.app.history_place")),
    "Profiles": ("profiles", ("leaddesk.ui.views.profiles",)),
}
"""What a place is called here, and where its code is, in pieces short enough to look at the keyboard in between."""

_HAS_PALETTE = "commands"
"""Set on a dialog over which the command palette opens."""


@dataclass(frozen=True)
class Common:
    """What every place is given."""

    window: MainWindow
    theme: Theme
    times: LocalTimes
    scope: TaskScope
    tell: Tell
    quiet: Callable[[], None]
    over: Callable[[str], None]
    """Takes back what was said about a cause that has gone."""
    operator: Callable[[], str]
    confirm_operator: Callable[[ConnectionProfile, Callable[[], None]], None]
    keep_key: Callable[[ConnectionProfile], None]
    warm_up: Callable[[], None]
    """Begins to load what sending takes."""
    log_reveal: Callable[[int, Callable[[], None]], None]
    open_keeping: Callable[[], None]
    """Opens *Keep the history*."""
    masking: Masking
    jobs: JobsArea
    store: Callable[[], HistoryStore | None]
    """Returns the history once it is open."""
    practice: bool
    paths: Paths
    polling_s: Callable[[], int]
    """Returns how many seconds lie between two quiet looks at the campaigns; 0 for none."""
    keep_polling: Callable[[int], None]
    events_to: Callable[[str | None], None]
    """Lets the practice server, where there is one, post its events to an address, or to none."""


class Places:
    """Builds each place once, in the window, and carries what happens in one to the others."""

    def __init__(self, common: Common, use: UseCases, acts: Acts, enter: EnterLead) -> None:
        self._common, self._use, self._acts, self._enter = common, use, acts, enter
        self.on_campaign_news: Callable[[ConnectionProfile, Sequence[CampaignNews]], None] | None = None
        """Is told what changed of campaigns by itself."""
        window = common.window
        self.help = Help(common, use)
        window.place_wanted.connect(self._want)
        window.pause_all_wanted.connect(self.pause_all)
        window.commands_wanted.connect(self.open_palette)
        self.help.dialogs.met.connect(self._bind_palette)
        enter.sending.history_grew.connect(self.refresh)
        enter.known.judged.connect(lambda clock: self.help.number_typed() if clock else None)
        enter.sending.answered.connect(self.help.lead_answered)
        use.clocks.on_doubt = self._say_clocks
        acts.done.connect(self.refresh)
        if window.awaited_place:
            self._want(window.awaited_place)

    def _say_clocks(self, doubt: ClockDoubt) -> None:
        from leaddesk.app.clock_doubt import say_doubt

        say_doubt(doubt, self._common.times, self._common.tell)

    def refresh(self) -> None:
        """Lets the places that stand read the history anew; one that nobody has gone to yet reads when it is built."""
        self._enter.sending.look.forget()
        if "history" in self.__dict__:
            self.history.refresh()
        if "check_number" in self.__dict__:
            self.check_number.refresh()

    @property
    def checking(self) -> bool:
        """Whether a number check is on its way and its first answer is not there."""
        return "check_number" in self.__dict__ and self.check_number.in_flight

    def check(self, number: str) -> None:
        """Goes to *Check number* with a number filled in; sends nothing."""
        self._common.over(LINK)
        self._common.window.go_to("Check number")
        self.check_number.open_with(number)

    def pause_all(self) -> None:
        """Goes to *Campaigns* and asks before *Pause all active*: Enter is enough then, and Esc leads back."""
        window = self._common.window
        place, focused = window.place, window.focusWidget()
        window.go_to("Campaigns")
        question = self.campaigns.pause_all()
        if question and place != "Campaigns":
            question.rejected.connect(partial(self._go_back, place, focused))

    def _go_back(self, place: str, focused: QWidget | None) -> None:
        """Goes back to where somebody was, and to what had the focus there while it is still there."""
        self._common.window.go_to(place)
        if focused is not None and isValid(focused) and focused.isVisible():
            focused.setFocus()

    def add_profile(self) -> None:
        """Goes to *Profiles* and opens an empty editor."""
        self._common.window.go_to("Profiles")
        self._common.scope.run(self.bring("Profiles"), lambda _brought: self.profiles.add_profile())

    def show_welcome(self) -> None:
        """Opens the welcome."""
        from leaddesk.app.first_run import FirstRun

        FirstRun(self._common, self._use, self).open()

    def open_palette(self) -> None:
        """Opens the command palette over whatever is in view."""
        self.palette.open()

    def _bind_palette(self, dialog: QDialog) -> None:
        """Opens the command palette over a dialog by its key, with what can be pressed there."""
        if not dialog.property(_HAS_PALETTE):
            dialog.setProperty(_HAS_PALETTE, True)
            commands = QShortcut(QKeySequence("Ctrl+K"), dialog)
            commands.setAutoRepeat(False)
            commands.activated.connect(lambda: self.palette.open_over(dialog))

    def enter_lead(self, number: str) -> None:
        """Goes to *Enter lead* with a number filled in."""
        self._common.window.go_to("Enter lead")
        self._enter.fill_number(number)

    def search_for(self, number: str) -> None:
        """Goes to *Search leads* with a number as the words to look for; Enter asks the vendor."""
        self._common.window.go_to("Search leads")
        field = self.search_leads.panel.text
        field.setText(Phone(number, number).formatted(PhoneFormat.TEN_DIGITS))
        field.setFocus()

    def look_up(self, number: str) -> None:
        """Goes to *History* and looks for a number there."""
        self._common.window.go_to("History")
        self.history.go_back()
        self.history.list.filters.look_for(number)

    def enter_again(self, typed: Mapping[str, str], destination_id: str) -> None:
        """Goes to *Enter lead* with a form as it was typed, for that destination where it is still there."""
        self._common.window.go_to("Enter lead")
        if not self._enter.in_flight:
            self._enter.destination.choose(destination_id)
            self._enter.form.load(typed)
            self._enter.form.first_field().setFocus()

    def _want(self, name: str) -> None:
        self._common.scope.run(self.bring(name))

    @property
    def campaigns_seen(self) -> CampaignsView | None:
        """*Campaigns* where somebody has been there; it is not built for a question."""
        return self.campaigns if "campaigns" in self.__dict__ else None

    async def bring(self, name: str) -> None:
        """Loads and builds a place that somebody has gone to, with a look at the keyboard in between."""
        place, pieces = _CODE[name]
        for piece in pieces:
            importlib.import_module(piece)
            await asyncio.sleep(0)
        view = getattr(self, place)
        if name == "Profiles":  # to be laid out it takes as long as to be built: a look at the keyboard in between
            await asyncio.sleep(0)
            if self._common.window.page(name) is not view:
                self._common.window.add_place(name, view)

    @cached_property
    def palette(self) -> CommandsPalette:
        """The command palette."""
        from leaddesk.app.commands_palette import CommandsPalette

        return CommandsPalette(self._common, self, self._acts, self._enter, self._use.deferred)

    @cached_property
    def check_number(self) -> CheckNumberView:
        """*Check number*."""
        from leaddesk.ui.views.check_number.check_desk import CheckDesk
        from leaddesk.ui.views.check_number.view import CheckNumberView

        common, use = self._common, self._use
        desk = CheckDesk(
            check=use.check,
            submit=use.submit,
            profiles=use.profiles,
            calling=use.calling,
            clock=use.clock,
            times=common.times,
            scope=common.scope,
            tell=common.tell,
            quiet=common.quiet,
            operator=common.operator,
            confirm_operator=common.confirm_operator,
            keep_key=common.keep_key,
            masking=common.masking,
            search=use.search,
        )
        view = CheckNumberView(common.theme, desk)
        view.mark_one_requested.connect(lambda: common.window.go_to("Profiles"))
        view.enter_lead_wanted.connect(self.enter_lead)
        view.proof_wanted.connect(self._acts.save_proof)
        view.asked_pressed.connect(self._acts.asked_not_to_be_called)
        view.bar.field.changed.connect(common.warm_up)
        view.history_grew.connect(self.refresh)
        view.revealed.connect(common.log_reveal)
        view.profile_in_use.connect(lambda profile: common.window.show_profile(profile, "Check number"))
        common.window.show_profile(view.target.profile if view.target else None, "Check number")
        common.window.add_place("Check number", view)
        return view

    @cached_property
    def search_leads(self) -> SearchView:
        """*Search leads*."""
        from leaddesk.app.search_place import build_search

        common = self._common
        view = build_search(common, self._use)
        view.check_wanted.connect(self.check)
        view.lead_wanted.connect(lambda typed: self.enter_again(typed, ""))
        view.profiles_wanted.connect(lambda: common.window.go_to("Profiles"))
        view.profile_in_use.connect(lambda profile: common.window.show_profile(profile, "Search leads"))
        common.window.show_profile(view.panel.chosen_profile, "Search leads")
        common.window.add_place("Search leads", view)
        return view

    @cached_property
    def campaigns(self) -> CampaignsView:
        """*Campaigns*."""
        from leaddesk.app.campaigns_place import build_campaigns

        common = self._common
        view = build_campaigns(common, self._use, common.paths)
        view.profiles_wanted.connect(lambda: common.window.go_to("Profiles"))
        view.history_grew.connect(self.refresh)
        view.news.connect(self._hand_on_news)
        view.bar.profile_chosen.connect(lambda profile: common.window.show_profile(profile, "Campaigns"))
        common.window.show_profile(view.profile, "Campaigns")
        common.window.add_place("Campaigns", view)
        return view

    def _hand_on_news(self, profile: ConnectionProfile, news: Sequence[CampaignNews]) -> None:
        if self.on_campaign_news:
            self.on_campaign_news(profile, news)

    @cached_property
    def history(self) -> HistoryView:
        """*History*."""
        from leaddesk.app.history_place import build_history

        common = self._common
        view = build_history(common, self._use)
        view.proof_wanted.connect(self._acts.save_proof)
        view.settle_wanted.connect(self._acts.settle)
        view.asked_pressed.connect(self._acts.asked_not_to_be_called)
        view.marks_changed.connect(self.refresh)
        view.check_wanted.connect(self.check)
        view.draft_wanted.connect(self.enter_again)
        view.place_wanted.connect(lambda: common.window.go_to("History"))
        view.keeping_wanted.connect(common.open_keeping)
        view.revealed.connect(common.log_reveal)
        view.refresh()
        common.window.add_place("History", view)
        return view

    @cached_property
    def profiles(self) -> ProfilesView:
        """*Profiles*."""
        from leaddesk.ui.views.profiles import ProfilesView

        common, use = self._common, self._use

        async def record_mark(text: str) -> int:
            note = Note(at=use.clock.now(), operator=common.operator(), kind=NoteKind.CHECK_DESTINATION, text=text)
            return await use.deferred.write_note(note)

        return ProfilesView(
            common.theme,
            use.profiles,
            common.scope,
            common.tell,
            connection=use.connection,
            transfer=use.transfer,
            times=common.times,
            clock=use.clock,
            record_mark=record_mark,
        )
