"""The place *Campaigns*: the board, the chosen campaign, what can be done to it, and the lists by name.

What it shows as a campaign's state was read; neither an act's answer nor an event is believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from leaddesk.domain.act import Act
from leaddesk.domain.campaign import Campaign, EventKind, WebhookEvent
from leaddesk.domain.campaign_acts import reasons_against
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr, tr_later
from leaddesk.services.campaign_board import BoardLook
from leaddesk.services.campaign_events import claim
from leaddesk.services.change_campaign import ActResult
from leaddesk.ui.models.campaign_words import NOT_RETURNED, CampaignWords, Mark, name_of
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns import words as say
from leaddesk.ui.views.campaigns.act_dialog import LOOKS
from leaddesk.ui.views.campaigns.acting import CampaignActs
from leaddesk.ui.views.campaigns.arrangement import Arrangement
from leaddesk.ui.views.campaigns.bar import CampaignsBar
from leaddesk.ui.views.campaigns.board import Board
from leaddesk.ui.views.campaigns.chosen import PAUSE_KEYS, ChosenCampaign
from leaddesk.ui.views.campaigns.desk import AdviceRules, CampaignDesk
from leaddesk.ui.views.campaigns.details_page import DetailsPage
from leaddesk.ui.views.campaigns.editing import MessageEditing
from leaddesk.ui.views.campaigns.event_taking import EventTaking
from leaddesk.ui.views.campaigns.events_page import EventsPage
from leaddesk.ui.views.campaigns.list_offers import ListOffers
from leaddesk.ui.views.campaigns.lists import ListsCard
from leaddesk.ui.views.campaigns.overview_page import OverviewPage
from leaddesk.ui.views.campaigns.pages import CampaignPages
from leaddesk.ui.views.campaigns.paste_dialog import dropped_text
from leaddesk.ui.views.campaigns.pausing import PausingAll
from leaddesk.ui.views.campaigns.raw_page import RawPage
from leaddesk.ui.views.campaigns.reading import BoardReading
from leaddesk.ui.views.campaigns.report_panel import ReportPanel
from leaddesk.ui.views.campaigns.seen import SeenBoard
from leaddesk.ui.views.campaigns.telling import BoardTelling

_ANY = Campaign(id="any")
"""Stands for whichever campaign is active when it is read."""


class CampaignsView(QWidget):
    """Watch, choose, pause, activate."""

    profiles_wanted = Signal()
    """*Profiles* is to be opened, where a profile can be added."""
    history_grew = Signal()
    """An act, or an event, was written down."""
    news = Signal(object, object)
    """That profile's campaigns changed, and nobody here has done or asked it: a tuple of `CampaignNews`."""

    def __init__(self, theme: Theme, desk: CampaignDesk) -> None:
        """Builds the place; nothing is read before it is seen."""
        super().__init__()
        self._theme, self._desk = theme, desk
        self._seen: dict[str, SeenBoard] = {}
        """What was read, by profile."""
        self._words = CampaignWords(desk.times, desk.clock.now)
        self.bar = CampaignsBar(theme)
        self.board = Board(theme, self._words)
        self.acts = CampaignActs(theme, self, desk, self._words)
        self.pages = CampaignPages(
            theme,
            {
                tr_later("Overview"): self._make_overview,
                tr_later("Details"): lambda: DetailsPage(theme, self._words),
                tr_later("Events"): lambda: EventsPage(theme, self._words),
                tr_later("Raw"): lambda: RawPage(theme),
            },
            always=("Details",),
        )
        self.editing = MessageEditing(theme, self, desk, self._words, self.acts)
        self.report = ReportPanel(theme)
        self.pausing = PausingAll(theme, self, desk, self._words, self.report)
        self.events = EventTaking(theme, self, desk)
        self.chosen = ChosenCampaign(theme, self.acts, self._words, self.pages)
        self.lists = ListsCard(theme)
        self.reading = BoardReading(self, desk.watch, desk.clock, desk.scope, desk.jobs)
        self._telling = BoardTelling(self.board, self.reading, self._words)
        self._shows_soon = QTimer(self, interval=0, singleShot=True)
        self._offers = ListOffers(desk, self.lists)
        parts = (self.bar, self.report, self.board, self.lists, self.chosen, self.pages)
        self._arrangement = Arrangement(theme, self, *parts)
        self.start = self.board.start
        self.setAcceptDrops(True)
        self.bar.choose_polling(desk.polling_s)
        self._bind()
        self.reading.poll_every(self.bar.seconds)
        self._offer_profiles()
        self._show()

    # ------------------------------------------------------------ what others call

    @property
    def profile(self) -> ConnectionProfile | None:
        """The profile whose campaigns are in view."""
        return self.bar.chosen

    def known(self) -> Iterator[tuple[ConnectionProfile, str, str, str]]:
        """Returns the campaigns of the last looks, each with profile, id, name and status; nothing is read for it."""
        for profile in self.bar.offered():
            seen = self._seen.get(profile.id)
            for row in seen.rows if seen else ():
                campaign = row.campaign
                how = tr("gone") if row.gone_at else campaign.status or NOT_RETURNED
                yield profile, campaign.id, name_of(campaign), how

    def choose(self, profile_id: str, campaign_id: str) -> None:
        """Chooses a campaign of a profile, where it is known; a filter that hides it is taken away."""
        self.bar.choose_profile(profile_id)
        if not self.board.choose(campaign_id):
            self.board.filter.clear()
            self.board.choose(campaign_id)

    def refresh(self) -> None:
        """Reads all campaigns now; the marks of what changed before are let go."""
        if self.profile:
            self.reading.start(self.profile, asked=True)

    def act(self, act: Act, list_name: str = "") -> None:
        """Asks about an act on the chosen campaign, or on a list of it."""
        campaign, profile = self.board.current(), self.profile
        if campaign and profile:
            self.acts.ask(act, campaign, profile, list_name)

    def take_event(self, profile: ConnectionProfile, event: WebhookEvent) -> None:
        """Says what an event claims; marks the campaign it is about and reads it again, for it proves nothing."""
        self._desk.tell("info", tr("As reported: {claim}", claim=claim(event)))
        if event.kind is not EventKind.CAMPAIGN_STATUS or not event.campaign_id:
            return
        seen = self._seen.get(profile.id)
        if seen is None or seen.campaign(event.campaign_id) is None:
            self._read_after(profile)
            return
        claimed = tr("an event reports {status}", status=event.status) if event.status else tr("an event came")
        seen.mark(event.campaign_id, Mark(claimed, self._desk.clock.now()))
        self._show()
        self._look(profile, event.campaign_id, reported=True)

    def edit_messages(self) -> None:
        """Opens the editor of the chosen campaign's texts."""
        if (campaign := self.board.current()) and self.profile:
            self.editing.open(campaign, self.profile)

    def pause_all(self) -> QDialog | None:
        """Opens and returns the question before *Pause all active*; its default is *Pause all*: Enter is enough.

        It may be called from any place and before anything was read: whoever is active is read anew anyway.
        """
        if self.profile is None:
            self._desk.tell("warn", say.NO_PROFILE)
        elif why := reasons_against(Act.PAUSE, _ANY, self.profile):
            self._desk.tell("warn", why)
        elif not self.pausing.busy:
            return self.pausing.ask_to_pause(self.profile, self._seen[self.profile.id])
        return None

    def restore(self) -> None:
        """Reads what was paused all at once, and asks whether to activate it again."""
        if self.profile and not self.pausing.busy:
            self.pausing.ask_to_restore(self.profile)

    def paste_event(self, text: str = "") -> None:
        """Opens the dialog that takes a captured event."""
        if self.profile:
            self.events.open(self.profile, text)

    def look_again(self, campaign_id: str) -> None:
        """Reads one campaign again."""
        if profile := self.profile:
            self._look(profile, campaign_id)

    def settle(self, campaign_id: str) -> None:
        """Reads one campaign again, and settles by a read which acts on its profile's campaigns are open."""
        self.look_again(campaign_id)
        if profile := self.profile:
            self._desk.scope.run(self._desk.change.settle_open((profile,)), self._take_settled, self._tell)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reading.wake()
        seen = self._seen_now()
        if seen is not None and seen.at is None and not self.reading.busy:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.reading.sleep()

    # ------------------------------------------------------------ profiles and looks

    def _offer_profiles(self) -> None:
        """Offers the profiles that have campaigns, as they are now."""
        self.bar.offer_profiles(self._desk.watch.sources_of(self._desk.profiles.profiles))
        self._show()

    def _take_profile(self, profile: ConnectionProfile | None) -> None:
        self.reading.cancel()
        if profile:
            self.bar.wear(LOOKS[profile.environment])
            self._seen.setdefault(profile.id, SeenBoard())
            self.pausing.look(profile)
        self._show()
        if profile and self.isVisible():
            self.refresh()

    def _seen_now(self) -> SeenBoard | None:
        return self._seen.get(self.profile.id) if self.profile else None

    def _take_look(self, look: BoardLook, asked: bool) -> None:
        if seen := self._seen_now():
            news = seen.take(look, asked=asked)
            self._show()
            if news and not asked:
                self.news.emit(self.profile, news)

    def _take_problem(self, problem: LeadDeskError, asked: bool) -> None:
        seen = self._seen_now()
        if seen is None:
            return
        seen.take_problem(problem, self._desk.clock.now())
        if asked and seen.at is not None:
            self._tell(problem)
        self._show()

    def _read_after(self, profile: ConnectionProfile) -> None:
        if profile == self.profile:
            self.reading.start(profile, asked=False)

    def _offer_restore(self, profile: ConnectionProfile, there: bool) -> None:
        if profile == self.profile:
            self.bar.restore_button.setVisible(there)

    def _read_quietly(self) -> None:
        if self.profile and self.isVisible() and not self.window().isMinimized():
            self.reading.start(self.profile, asked=False)

    def _look(self, profile: ConnectionProfile, campaign_id: str, *, reported: bool = False) -> None:
        one = self._desk.watch.read_one(profile, campaign_id)
        self._desk.scope.run(one, partial(self._take_one, profile, reported), self._tell)

    def _take_one(self, profile: ConnectionProfile, reported: bool, campaign: Campaign) -> None:
        news = self._seen.setdefault(profile.id, SeenBoard()).put(campaign)
        if news and reported:
            self.news.emit(profile, news)
        if profile == self.profile:
            self.chosen.outcome.forget(campaign.id)
            self._show()

    def _tell(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)

    # ------------------------------------------------------------ rules, events

    def _make_overview(self) -> OverviewPage:
        page = OverviewPage(self._theme, self._words)
        page.messages.edit_wanted.connect(self.edit_messages)
        self._desk.scope.run(self._desk.rules(), partial(self._take_rules, page), self._tell)
        return page

    def _take_rules(self, page: OverviewPage, rules: AdviceRules) -> None:
        self.editing.rules = rules
        page.set_rules(rules)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.profile and (event.mimeData().hasUrls() or event.mimeData().hasText()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if text := dropped_text(event.mimeData()):
            event.acceptProposedAction()
            self.paste_event(text)
        else:
            self._desk.tell(
                "warn", tr("What was dropped holds no text that can be read."), "", tr("Drop a file, or paste it.")
            )

    # ------------------------------------------------------------ acts

    def _take_result(self, result: ActResult) -> None:
        """Says before and after, and shows what the campaign turned out to be when it was read again."""
        self._offers.used(result)
        if not self.pausing.busy:
            self.report.hide()
        self.acts.tell(result)
        self._absorb(result)
        self._show()

    def _take_settled(self, results: Sequence[ActResult]) -> None:
        """Says what became of acts that were open, as a read has shown it."""
        for result in results:
            self._desk.tell("result", *say.settled(result))
            self.history_grew.emit()

    def _step_back(self) -> None:
        """Stops the waiting for an act; with none on its way, puts the results of the last pause of all away."""
        if self.acts.running:
            self.acts.cancel()
        else:
            self.report.hide()

    def _take_one_of_many(self, result: ActResult) -> None:
        """Shows what a campaign turned out to be together with those that come at the same time."""
        self._absorb(result)
        self._shows_soon.start()

    def _absorb(self, result: ActResult) -> None:
        """Takes what was read again after an act, and keeps what is not simply done in view."""
        if result.campaign:
            self._seen.setdefault(result.request.profile.id, SeenBoard()).put(result.campaign)
        self.chosen.outcome.take(result)
        if result.exchange_id is not None:
            self.history_grew.emit()

    # ------------------------------------------------------------ showing

    def _show(self) -> None:
        """Says where the board stands."""
        seen, board = self._seen_now(), self.board
        if seen is None:
            board.show_rows([])
            self._telling.say_no_profile()
            self.bar.hold_back(tr("Add a profile with text campaigns first."))
            self._show_chosen()
            return
        board.show_rows(seen.rows)
        self._telling.say(seen)
        self.bar.hold_back(reasons_against(Act.PAUSE, _ANY, self.profile) if self.profile else "")
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.board.current_row()
        self.chosen.show_row(row, self.profile)
        self.lists.show_campaign(row.campaign if row else None, self.profile)
        self._offers.follow(row.campaign if row else None, self.profile)

    def _act_on_state(self) -> None:
        if self.profile:
            self.refresh()
        else:
            self.profiles_wanted.emit()

    def _say_count(self) -> None:
        if seen := self._seen_now():
            self._telling.say_count(seen)

    # ------------------------------------------------------------ putting it together

    def _bind(self) -> None:
        bar, board, reading = self.bar, self.board, self.reading
        bar.profile_chosen.connect(self._take_profile)
        bar.refresh_button.clicked.connect(self.refresh)
        bar.polling_changed.connect(reading.poll_every)
        bar.polling_changed.connect(self._desk.keep_polling)
        self._shows_soon.timeout.connect(self._show)
        reading.looked.connect(self._take_look)
        reading.failed.connect(self._take_problem)
        reading.changed.connect(self._say_count)
        reading.due.connect(self._read_quietly)
        board.current_changed.connect(self._show_chosen)
        board.acted.connect(self._act_on_state)
        board.filter.textChanged.connect(self._say_count)
        self.chosen.wanted.connect(self.act)
        self.chosen.outcome.look_wanted.connect(self.settle)
        self.lists.wanted.connect(self.act)
        self.acts.ended.connect(self._take_result)
        bar.pause_all_button.clicked.connect(self.pause_all)
        bar.paste_button.clicked.connect(lambda _on: self.paste_event())
        self.events.taken.connect(self.take_event)
        self.events.taken.connect(lambda _profile, _event: self.history_grew.emit())
        bar.restore_button.clicked.connect(self.restore)
        self.report.restore_wanted.connect(self.restore)
        self.pausing.result_came.connect(self._take_one_of_many)
        self.pausing.ended.connect(self._read_after)
        self.pausing.restorable_changed.connect(self._offer_restore)
        self._desk.profiles.on_change(self._offer_profiles)
        pause = partial(self.act, Act.PAUSE)
        for keys, act in (("Esc", self._step_back), ("F5", self.refresh), (PAUSE_KEYS, pause)):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrangement.share_width()
        self._arrangement.share_height()
