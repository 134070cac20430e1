"""Opens the command palette and does what is chosen there, by the controls that a hand on the mouse would press.

It asks no vendor: campaigns are those of the last look, recent numbers come from the history.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QDialog, QPushButton, QWidget
from shiboken6 import isValid

from leaddesk.app.palette_finds import PaletteFinds
from leaddesk.domain.act import Act
from leaddesk.domain.exchange import ExchangeRow
from leaddesk.language import tr, tr_now
from leaddesk.services.recent_numbers import RecentNumbers
from leaddesk.ui.actions import (
    ACTIONS,
    EVERYWHERE,
    FIRST_STEPS,
    GUIDE,
    PALETTE,
    PAUSE_ALL,
    PUBLIC_KEY,
    SETTINGS,
    SHORTCUTS,
    WELCOME,
    Action,
)
from leaddesk.ui.found_by import other_words
from leaddesk.ui.masking import Reveal
from leaddesk.ui.models.campaign_words import GONE
from leaddesk.ui.views.palette.dialog import PaletteDialog
from leaddesk.ui.views.palette.entries import Entry, Group, Verb
from leaddesk.ui.widgets.places_rail import PLACES
from leaddesk.ui.widgets.plaintext import marked

if TYPE_CHECKING:
    from leaddesk.app.acts import Acts
    from leaddesk.app.places import Common, Places
    from leaddesk.domain.errors import LeadDeskError
    from leaddesk.services.ports import Journal
    from leaddesk.ui.views.enter_lead.view import EnterLead

Control: TypeAlias = QAbstractButton | QAction
_CAMPAIGNS = "Campaigns"
_ACTS = (Verb(tr("Pause"), "pause", tr("Asks once, Enter is enough")), Verb(tr("Activate"), "play", tr("Asks once")))
"""What can be done to a campaign by its name; each only opens the question."""
_NOT_NOW = tr("Not possible now.")
_OF_TABS = ("Scroll Left", "Scroll Right")
"""Buttons of Qt's, which scroll with the tab that is chosen."""
_LONGEST = 200
"""Letters of a vendor's name that are listed."""


class CommandsPalette:
    """Knows where each action's control is; whether it can be used, the control says."""

    def __init__(self, common: Common, places: Places, acts: Acts, enter: EnterLead, journal: Journal) -> None:
        self._common, self._places, self._enter = common, places, enter
        self._window = common.window
        self._numbers = RecentNumbers(journal)
        self._finds = PaletteFinds(common, places)
        self._open: PaletteDialog | None = None
        self._everywhere: dict[str, Callable[[], None]] = {
            PAUSE_ALL: self._window.pause_all_wanted.emit,
            SETTINGS: self._window.settings_wanted.emit,
            WELCOME: places.show_welcome,
            SHORTCUTS: self._window.show_shortcuts,
            GUIDE: self._window.guide_wanted.emit,
            FIRST_STEPS: self._window.first_steps_wanted.emit,
            PUBLIC_KEY: acts.export_key,
        }

    def open(self) -> None:
        """Opens the palette, once; recent numbers come when the history has told them."""
        if self._open is not None:
            return
        palette = self._open = PaletteDialog(
            self._common.theme,
            self._window,
            {
                Group.ACTIONS: list(self._actions()),
                Group.CAMPAIGNS: list(self._campaigns()),
                Group.DESTINATIONS: list(self._destinations()),
                Group.GUIDE: list(self._finds.guide()),
            },
            self._finds.offer,
        )
        palette.chosen.connect(lambda entry: entry.run())
        palette.show_up()
        reading = self._common.scope.run(
            self._numbers.newest(),
            lambda rows: self._bring(palette, [self._number(row) for row in rows]),
            lambda problem: self._bring(palette, [_no_numbers(problem)]),
        )
        palette.finished.connect(lambda _result: self._closed(reading))

    def open_over(self, dialog: QDialog) -> None:
        """Opens the palette over a dialog, with all that can be pressed there."""
        if self._open is not None:
            return
        palette = self._open = PaletteDialog(
            self._common.theme, dialog, {Group.ACTIONS: list(_buttons_of(dialog))}, of_dialog=True
        )
        palette.chosen.connect(lambda entry: entry.run())
        palette.finished.connect(lambda _result: self._let_go())
        palette.destroyed.connect(self._let_go)  # by whatever closed the dialog under it
        palette.show_up()

    def _bring(self, palette: PaletteDialog, numbers: Sequence[Entry]) -> None:
        """Hands the numbers on, unless the palette was closed a moment after they were read."""
        if self._open is palette:
            palette.bring(Group.NUMBERS, numbers)

    def _closed(self, reading: asyncio.Task[object]) -> None:
        self._let_go()
        reading.cancel()

    def _let_go(self) -> None:
        self._open = None

    # ------------------------------------------------------------ what there is

    def _actions(self) -> Iterator[Entry]:
        """Returns what can be done here, then from anywhere, then elsewhere."""
        here = self._window.place
        yield from self._entries(here)
        yield from self._others(here)
        yield from self._finds.sorts()
        yield from self._entries(EVERYWHERE)
        for number, place in enumerate(PLACES, start=1):
            yield Entry(
                group=Group.ACTIONS,
                title=tr("Go to {place}", place=tr_now(place.name)),
                keys=f"Ctrl+{number}",
                icon=place.icon,
                off=tr("You are there.") if place.name == here else "",
                also=other_words(place.name),
                run=partial(self._window.go_to, place.name),
            )
        yield from self._finds.settings()
        for place in PLACES:
            if place.name != here:
                yield from self._entries(place.name)
                yield from self._others(place.name)

    def _entries(self, place: str) -> Iterator[Entry]:
        controls = self._controls(place)
        for action in ACTIONS[place]:
            yield Entry(
                group=Group.ACTIONS,
                title=tr_now(action.words),
                detail=tr_now(action.does)
                if place == EVERYWHERE
                else ". ".join(filter(None, (tr_now(place), tr_now(action.does)))),
                keys=action.keys,
                icon=action.icon,
                off=self._why_off(place, action, _named(controls, action)),
                also=other_words(action.words),
                run=partial(self._do, place, action),
            )

    def _others(self, place: str) -> Iterator[Entry]:
        """Returns every other button in view, so that nothing that a mouse can press is out of reach.

        Of a built place that is not in view, those that would be: what one does is not known, so it is only gone to.
        """
        here = place == self._window.place
        if not here and not self._window.built(place):
            return
        listed = {name for where in (place, EVERYWHERE) for action in ACTIONS[where] for name in _names(action)}
        listed |= {tr_now(PALETTE), *(QCoreApplication.translate("QTabBar", name) for name in _OF_TABS)}
        seen: set[tuple[str, str]] = set()
        shown = self._window if here else self._window.page(place)
        for button in shown.findChildren(QAbstractButton):
            name, said = button.accessibleName(), button.accessibleDescription()
            if not name or not listed.isdisjoint(_callings(name)) or not button.isVisibleTo(shown):
                continue
            if (name, said) not in seen:
                seen.add((name, said))
                yield Entry(
                    group=Group.ACTIONS,
                    title=name,
                    detail=said if said and here else tr_now(place),
                    off="" if button.isEnabled() else said or _NOT_NOW,
                    run=button.click if here else partial(self._go_to_button, place, button),
                )

    def _campaigns(self) -> Iterator[Entry]:
        if (view := self._places.campaigns_seen) is None:
            return
        several = view.bar.profile.count() > 1
        for profile, campaign_id, name, how in view.known():
            yield Entry(
                group=Group.CAMPAIGNS,
                title=marked(name[:_LONGEST]),
                detail=marked(f"{how}, {profile.name}" if several else how),
                icon="messages-square",
                run=partial(self._show_campaign, profile.id, campaign_id),
                verbs=_ACTS if campaign_id and how != GONE else (),
                do=partial(self._ask_about, profile.id, campaign_id),
            )

    def _destinations(self) -> Iterator[Entry]:
        for target in self._enter.destination.targets:
            title = tr("Route {route}", route=target.route.name) if target.route else target.destination.name
            beside = target.shown.removeprefix(title).lstrip(",: ")
            yield Entry(
                group=Group.DESTINATIONS,
                title=marked(title),
                detail=marked(beside),
                icon="arrow-right" if target.route else "send",
                run=partial(self._choose_destination, target.key),
            )

    def _number(self, row: ExchangeRow) -> Entry:
        masking = self._common.masking
        beside = (masking.name(row.name), tr_now(row.assessment or row.word))
        return Entry(
            group=Group.NUMBERS,
            title=marked(masking.number(row.number)),
            detail=marked(", ".join(filter(None, beside))),
            icon="phone",
            run=partial(self._check, row.number),
        )

    # ------------------------------------------------------------ doing it

    def _do(self, place: str, action: Action) -> None:
        if place == EVERYWHERE:
            self._everywhere[action.words]()
        elif place == self._window.place and self._window.built(place):
            self._use(place, action)
        else:
            self._common.scope.run(self._go_and_use(place, action))

    async def _go_and_use(self, place: str, action: Action) -> None:
        """Goes to the place first; what sends without a question is not pressed before a person has seen what goes."""
        self._window.go_to(place)
        if not self._window.built(place):
            await self._places.bring(place)
        await asyncio.sleep(0)
        control = _named(self._controls(place), action)
        if not action.at_once or self._why_off(place, action, control):
            self._use(place, action)
            return
        if isinstance(control, QAbstractButton):
            control.setFocus()
        self._common.tell(
            "info",
            tr("{action} is ready.", action=tr_now(action.words)),
            "",
            tr("Look at what goes out, then press {keys}.", keys=action.keys),
        )

    def _use(self, place: str, action: Action) -> None:
        control = _named(self._controls(place), action)
        if why := self._why_off(place, action, control):
            self._common.tell("warn", tr("{action} is not possible now.", action=tr_now(action.words)), "", why)
        elif isinstance(control, QAbstractButton):
            control.click()
        elif control is not None:
            control.trigger()

    def _go_to_button(self, place: str, button: QAbstractButton) -> None:
        self._window.go_to(place)
        if isValid(button):
            button.setFocus()

    def _show_campaign(self, profile_id: str, campaign_id: str) -> None:
        self._window.go_to(_CAMPAIGNS)
        self._places.campaigns.choose(profile_id, campaign_id)

    def _ask_about(self, profile_id: str, campaign_id: str, verb: str) -> None:
        """Opens the question before an act, as the button of the campaign does; it is never done at once."""
        self._show_campaign(profile_id, campaign_id)
        view = self._places.campaigns
        chosen = view.board.current()
        if chosen and chosen.id == campaign_id and view.profile and view.profile.id == profile_id:
            view.act(Act.PAUSE if verb == _ACTS[0].word else Act.ACTIVATE)
        else:
            self._common.tell("warn", tr("This campaign is not there any more."), "", tr("Press F5 to read all anew."))

    def _choose_destination(self, key: str) -> None:
        self._window.go_to("Enter lead")
        self._enter.destination.choose(key)

    def _check(self, number: str) -> None:
        reveal = Reveal(what="Check number", number=number)
        self._common.masking.hand_on(reveal, lambda: self._places.check(number))

    # ------------------------------------------------------------ the controls

    def _why_off(self, place: str, action: Action, control: Control | None) -> str:
        """Returns why an action cannot be done now; of a place that is not built yet, what would have to be chosen."""
        where = _CAMPAIGNS if action.words == PAUSE_ALL else place
        if not self._window.built(where):
            return tr_now(action.off)
        match control:
            case QAbstractButton() as button:
                if button.isEnabled() and button.isVisibleTo(self._window.page(where)):
                    return ""
                own = button.accessibleDescription() if action.says or not action.off else ""
                return own or tr_now(action.off) or _NOT_NOW
            case QAction() as line if line.isEnabled():
                return ""
        return tr_now(action.off) or _NOT_NOW

    def _controls(self, place: str) -> dict[str, Control]:
        """Returns the controls of a place by their words: a button in view, or a line of a menu, or another button."""
        where = _CAMPAIGNS if place == EVERYWHERE else place
        if not self._window.built(where):
            return {}
        page: QWidget = self._window.page(where)
        found: dict[str, Control] = {}
        buttons = page.findChildren(QAbstractButton)
        for button in buttons:
            if button.isVisibleTo(page):
                for name in _callings(button.accessibleName()):
                    found.setdefault(name, button)
        for line in page.findChildren(QAction):
            found.setdefault(line.text().rstrip("…"), line)
        for button in buttons:
            for name in _callings(button.accessibleName()):
                found.setdefault(name, button)
        return found


def _names(action: Action) -> tuple[str, str]:
    """Returns what the control of an action is called: its words, or what opens a dialog without its dots."""
    return tr_now(action.words), tr_now(f"{action.words}…").rstrip("…")


def _buttons_of(dialog: QDialog) -> Iterator[Entry]:
    """Returns every button of a dialog that is in view there."""
    for button in dialog.findChildren(QAbstractButton):
        name, said = button.accessibleName(), button.accessibleDescription()
        if name and button.window() is dialog and button.isVisibleTo(dialog):
            keys = "Enter" if isinstance(button, QPushButton) and button.isDefault() else ""
            off = "" if button.isEnabled() else said or _NOT_NOW
            yield Entry(group=Group.ACTIONS, title=name, detail=said, keys=keys, off=off, run=button.click)


def _callings(name: str) -> tuple[str, ...]:
    """Returns a button's name, and without what it says of itself, as "Layout" for "Layout: Standard"."""
    return name, name.partition(":")[0]


def _named(controls: Mapping[str, Control], action: Action) -> Control | None:
    return next((controls[name] for name in _names(action) if name in controls), None)


def _no_numbers(problem: LeadDeskError) -> Entry:
    return Entry(group=Group.NUMBERS, title=tr("No recent numbers"), off=marked(problem.title), icon="phone")
