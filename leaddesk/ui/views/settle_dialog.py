"""*Settle*: takes what a person found in the dialer, and the three steps that lead there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from leaddesk.domain.exchange import Exchange
from leaddesk.language import tr, tr_now
from leaddesk.services.ports import Clock
from leaddesk.services.settle_unknown import Finding, OpenUnknown
from leaddesk.ui.masking import Masking
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.reason_field import ReasonField

REASONS = (tr("Found in the dialer"), tr("Not found in the dialer"), tr("The vendor told us"))
REASONS_OF_ACTS = (tr("The list shows it"), tr("The list does not show it"), tr("The vendor told us"))
TWICE = tr("Sending again may call this person twice. A reason is asked and logged.")
AGAIN = tr("If it is there, it comes back as Duplicate. A reason is asked and logged.")
_WIDTH = 560
_WORDS = 180
"""Of a step, in logical pixels."""


class SettleDialog(ActDialog):
    """Opened, never executed; nothing is chosen to begin with."""

    found = Signal(object)
    """A `Finding`; whoever gets it asks the service."""
    look_wanted = Signal()
    """The vendor's own list is to be read; hand what it shows to `show_landing`."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        unknown: OpenUnknown,
        times: LocalTimes,
        clock: Clock,
        *,
        loaded: bool | None = None,
        masking: Masking | None = None,
        look_in: str = "",
    ) -> None:
        """Builds the dialog; ``loaded`` chooses an answer beforehand, ``masking`` is that of the view it comes from.

        ``look_in`` names the vendor whose list can be read for the lead.
        """
        masking = masking or Masking()
        super().__init__(
            theme,
            parent,
            tr("Settle"),
            _about(unknown, masking, look_in),
            _facts(unknown.exchange, times, clock, masking),
            verb=tr("Settle"),
            focus_way_out=False,
        )
        self.take_width(_WIDTH)
        self._exchange_id = unknown.exchange.id
        self._ask(unknown.exchange.is_act)
        self.look = Button(theme, tr("Look in {vendor}", vendor=look_in), icon="search")
        self.look.clicked.connect(self._look)
        self.landing = plain_label(use="name")
        self.landing.setAccessibleName(tr("What the list shows"))
        self.landing.setWordWrap(True)
        if look_in:
            self.add(self.look, self.landing)
        self.add(self.was_loaded, self.was_not_loaded, self.reason)
        if loaded is not None:
            (self.was_loaded if loaded else self.was_not_loaded).setChecked(True)
        (self.reason if loaded is not None else self.was_loaded).setFocus()
        self.accepted.connect(self._tell)
        self._fit_verb()

    def _ask(self, is_act: bool) -> None:
        """Makes the two answers and the field for a reason."""
        self.was_loaded = _radio(tr("It was done") if is_act else tr("It was loaded"))
        self.was_not_loaded = _radio(tr("It was not done") if is_act else tr("It was not loaded"))
        self._answers = QButtonGroup(self)
        for radio in (self.was_loaded, self.was_not_loaded):
            self._answers.addButton(radio)
            radio.toggled.connect(self._fit_verb)
        self.reason = ReasonField(self._theme, REASONS_OF_ACTS if is_act else REASONS)
        self.reason.entered.connect(self._to_verb)

    def show_landing(self, text: str) -> None:
        """Shows what the vendor's list shows; the answer stays the person's."""
        self.look.setEnabled(True)
        self.landing.setText(marked(text))

    def _look(self) -> None:
        self.look.setEnabled(False)
        self.landing.setText(tr("Reading the list"))
        self.look_wanted.emit()

    def _fit_verb(self) -> None:
        if self.verb:
            self.verb.setEnabled(self._answers.checkedButton() is not None)

    def _to_verb(self) -> None:
        if self.verb and self.verb.isEnabled():
            self.verb.setFocus()

    def _tell(self) -> None:
        loaded = self.was_loaded.isChecked()
        self.found.emit(Finding(exchange_id=self._exchange_id, loaded=loaded, reason=self.reason.reason()))


def _about(unknown: OpenUnknown, masking: Masking, look_in: str) -> str:
    """Returns where to look, and what becomes of the answer."""
    if look_in:
        where = tr("{vendor} can be asked for its own list of leads; that read changes nothing.", vendor=look_in)
    else:
        where = masking.text(unknown.look_up, numbers=(unknown.exchange.opening.number,))
    return marked(f"{where} {tr('Your answer and your name go into the history. Nothing is sent.')}")


class UnknownSteps(QFrame):
    """*Settle this outcome*: look, say what you found, or send anyway; stands below the verdict."""

    settle_requested = Signal(bool)
    """Whether it is there, as the person says; ask the rest in a `SettleDialog`."""
    send_anyway_requested = Signal()

    def __init__(self, theme: Theme, masking: Masking | None = None) -> None:
        """Builds the steps; ``masking`` is that of the verdict they stand below."""
        super().__init__()
        self._theme = theme
        self._exchange: Exchange | None = None
        self._masking = masking or Masking()
        self._masking.changed.connect(self._say_number)
        self._number = ""
        self.setProperty("surface", "card")
        self.setAccessibleName(tr("Settle this outcome"))
        self.copy = Button(theme, tr("Copy number"), icon="copy")
        self.is_there = Button(theme, tr("It is there"), icon="check")
        self.is_not_there = Button(theme, tr("It is not there"), icon="x")
        self.send_anyway = Button(theme, tr("Send anyway…"), icon="send", role="danger")
        self.try_again = Button(theme, tr("Try again…"), icon="send")
        self._look_title = ElidedLabel(use="name", lines=2)  # names of people's own, of any length
        self._look = ElidedLabel(use="hint", ink="text2", lines=3)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._number))
        self.is_there.clicked.connect(lambda: self.settle_requested.emit(True))
        self.is_not_there.clicked.connect(lambda: self.settle_requested.emit(False))
        for button in (self.send_anyway, self.try_again):
            button.clicked.connect(self.send_anyway_requested)
        self._column = QVBoxLayout(self)
        self._column.addWidget(plain_label(tr("Settle this outcome"), use="heading"))
        self._steps = QGridLayout()
        self._steps.setColumnStretch(1, 1)
        self._parts: list[tuple[QWidget, QWidget, QWidget]] = []
        """Number, words and buttons of each step."""
        self._stacked: bool | None = None
        self._column.addLayout(self._steps)
        say = tr("Your answer and name go into the history. Nothing is sent.")
        self._add_step(self._look_title, self._look, self.copy)
        self._add_step(_title(tr("Say what you found")), _hint(say), self.is_there, self.is_not_there)
        self._twice = ElidedLabel(use="hint", ink="text2", lines=3)
        self._add_step(_title(tr("Still cannot tell")), self._twice, self.send_anyway, self.try_again)
        theme.changed.connect(self._fit)
        self._fit()

    def show_exchange(self, exchange: Exchange, *, may_send: bool = True, refused_again: bool = False) -> None:
        """Shows the steps for an open unknown; without ``may_send`` (in *History*) the third way is not there.

        ``refused_again`` says that the vendor refuses the lead where it has landed: the third way is then *Try again*.
        """
        self._exchange = exchange
        opening = exchange.opening
        self._look_title.set_text(
            tr("Look in {dialer}, {destination}", dialer=opening.dialer, destination=opening.destination_name)
        )
        self._say_number()
        self._twice.set_text(AGAIN if refused_again else TWICE)
        self.try_again.setVisible(refused_again)
        self.send_anyway.setVisible(not refused_again)
        for part in self._parts[-1]:
            part.setVisible(may_send)

    def _say_number(self) -> None:
        if self._exchange:
            self._number = self._masking.number(self._exchange.opening.number)
            self._look.set_text(tr("Search {number}. Loaded there means Loaded here.", number=self._number))

    def _add_step(self, title: QWidget, hint: QWidget, *buttons: Button) -> None:
        number = plain_label(str(len(self._parts) + 1), use="name", ink="unknown")
        words, acts = QWidget(), QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addWidget(hint)
        line = QHBoxLayout(acts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.px(8))
        line.addStretch()
        for button in buttons:
            line.addWidget(button)
        self._parts.append((number, words, acts))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_of(0, self._acts_width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _acts_width(self) -> int:
        return max(acts.minimumSizeHint().width() for _number, _words, acts in self._parts)

    def _width_of(self, *columns: int) -> int:
        """Returns the pixels that columns beside the numbers need, with margins and gaps."""
        margins, gap = self._column.contentsMargins(), self._steps.horizontalSpacing()
        number = max(number.sizeHint().width() for number, _words, _acts in self._parts)
        return margins.left() + margins.right() + number + gap * len(columns) + sum(columns)

    def _arrange(self) -> None:
        """Puts the buttons beside the words, or below them where words of a readable width leave no room."""
        stacked = self.width() < self._width_of(self._theme.px(_WORDS), self._acts_width())
        if stacked == self._stacked:
            return
        self._stacked = stacked
        for step, (number, words, acts) in enumerate(self._parts):
            self._steps.addWidget(number, 2 * step, 0)
            self._steps.addWidget(words, 2 * step, 1)
            self._steps.addWidget(acts, *((2 * step + 1, 1) if stacked else (2 * step, 2)))

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(16), px(12), px(16), px(12))
        self._column.setSpacing(px(8))
        self._steps.setHorizontalSpacing(px(12))
        self._steps.setVerticalSpacing(px(10))
        self._arrange()


def _facts(exchange: Exchange, times: LocalTimes, clock: Clock, masking: Masking) -> tuple[Fact, ...]:
    opening = exchange.opening
    happened = exchange.settled.explanation.sentence() if exchange.settled else tr("No answer was written down.")
    if exchange.is_act:
        return (
            Fact(tr("When"), times.moment(opening.at, clock.now())),
            Fact(tr("Act"), tr_now(opening.act)),
            Fact(tr("Campaign"), f"{opening.destination_name}, {opening.profile_name}"),
            Fact(tr("Operator"), opening.operator or tr("not named")),
            Fact(tr("What happened"), happened),
        )
    return (
        Fact(tr("When"), times.moment(opening.at, clock.now())),
        Fact(tr("Number"), masking.number(opening.number)),
        Fact(tr("Destination"), f"{opening.destination_name}, {opening.profile_name}"),
        Fact(tr("Operator"), opening.operator or tr("not named")),
        Fact(tr("What happened"), masking.text(happened, numbers=(opening.number,))),
    )


def _radio(text: str) -> QRadioButton:
    radio = QRadioButton(text)
    radio.setAccessibleName(text)
    return radio


def _title(text: str) -> QWidget:
    return plain_label(text, use="name")


def _hint(text: str) -> QWidget:
    return ElidedLabel(text, use="hint", ink="text2", lines=3)
