"""The place *Enter lead* as a person sees it: the form at the left, the verdict at the right, a splitter between.

Where there is no room for both beside each other, the verdict stands below the form and the place scrolls to it.

It stands before anything else is loaded, so that **Phone** takes keys at once; what its buttons do comes after
(`view.py`), the verdict too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from leaddesk.ui.forms.lead_form import LeadForm
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.enter_lead.destinations import DestinationCombo
from leaddesk.ui.views.enter_lead.footer import SendFooter
from leaddesk.ui.views.enter_lead.known_line import KnownLine
from leaddesk.ui.widgets.room import bring_into_view
from leaddesk.ui.widgets.tab_order import order_tabs

if TYPE_CHECKING:  # the form does not wait for what it does not show
    from leaddesk.ui.views.verdict import VerdictView
    from leaddesk.ui.widgets.calling_line import CallingLine

_CALLING_HEIGHT = 68
"""The height that the calling line will have."""
_FORM_WIDTH, _VERDICT_WIDTH, _LEAST_VERDICT = 440, 540, 480
_NARROWEST_VERDICT = 400
"""Below so many pixels at 100 % the verdict's words are cut: it stands under the form then."""
_LEAST_HEIGHTS = (260, 288)
"""Of the form, with **Phone** in view, and of the verdict under it, whose pages scroll by themselves."""


class EnterLeadPlace(QSplitter):
    """Holds the widgets and their order; does nothing by itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.destination = DestinationCombo(theme)
        self.form = LeadForm(theme)
        self._calling: CallingLine | None = None
        self.known = KnownLine(theme)
        self.footer = SendFooter(theme)
        self._verdict: VerdictView | None = None
        self._sized_by_hand = False
        self._left = QWidget()
        self._right = QWidget()
        self._lay_out()
        self._share()
        self.order_tabs()
        theme.changed.connect(self._fit)

    @property
    def verdict(self) -> VerdictView:
        """The verdict at the right; only after `add_verdict`."""
        if self._verdict is None:
            raise RuntimeError("there is no verdict yet")
        return self._verdict

    @property
    def calling(self) -> CallingLine:
        """The calling line under **Phone**; only after `add_calling`."""
        if self._calling is None:
            raise RuntimeError("there is no calling line yet")
        return self._calling

    def add_calling(self, calling: CallingLine) -> None:
        """Brings the calling line to its seat, which was kept for it."""
        self._calling = calling
        hints = self.form.hint_area.layout()
        if isinstance(hints, QVBoxLayout):
            hints.takeAt(0)
            hints.insertWidget(0, calling)
            calling.show()

    def add_verdict(self, verdict: VerdictView) -> None:
        """Brings the verdict to its seat."""
        self._verdict = verdict
        self._fit()
        seat, to_come = _scrolling(verdict), self._right
        seat.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # its pages scroll by themselves
        self._right, sizes = seat, self.sizes()
        self.replaceWidget(1, seat)
        to_come.deleteLater()
        self._share()
        seat.show()
        self.setSizes(sizes)
        seat.raise_()  # a screen reader reads children in their order: the form first
        self.order_tabs()

    def cover_verdict(self, cover: QWidget) -> None:
        """Lets something else stand in the verdict's seat until `uncover_verdict`; only after `add_verdict`."""
        if isinstance(self._right, QScrollArea) and self._verdict:
            self._right.takeWidget()
            self._verdict.hide()
            self._verdict.setParent(self._right)  # out of reach, and still gone with its seat
            self._right.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self._right.setWidget(cover)
            self.show_verdict()

    def uncover_verdict(self) -> None:
        """Brings the verdict back to its seat; what covered it is gone."""
        if isinstance(self._right, QScrollArea) and self._verdict and self._right.widget() is not self._verdict:
            self._right.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._right.setWidget(self._verdict)
            self._verdict.setAutoFillBackground(False)
            self._verdict.show()
            self.order_tabs()

    def show_verdict(self) -> None:
        """Brings the verdict into view where it stands under the form."""
        if self._is_stacked:
            bring_into_view(self._right)

    def order_tabs(self) -> None:
        """Lets Tab go from the last field to *Send lead*, and only then to the destination and the pins."""
        fields = self.form.stops()
        order_tabs([*self.destination.stops()[:1], *fields])  # a field of another destination stands at the very end
        stops = [*fields, *self.footer.stops(), *self.destination.stops(), *self.form.pins()]
        if self._verdict:
            stops.append(self._verdict.tabs)
        order_tabs(stops)
        if self._verdict:
            self._verdict.order_tabs()

    def _lay_out(self) -> None:
        px = self._theme.px
        hints = self.form.hint_area.layout()
        if isinstance(hints, QVBoxLayout):
            hints.setContentsMargins(0, 0, 0, self._theme.px(6))
            hints.setSpacing(self._theme.px(4))
            hints.addSpacing(self._theme.px(_CALLING_HEIGHT))
            hints.addWidget(self.known)
        inner = QWidget()
        inner.setProperty("surface", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(20), px(12), px(20), px(16))
        column.setSpacing(px(12))
        column.addWidget(self.destination)
        column.addWidget(self.form)
        column.addStretch(1)
        stack = QVBoxLayout(self._left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(_scrolling(inner), 1)
        stack.addWidget(self.footer)
        self.addWidget(self._left)
        self.addWidget(self._right)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._keep_sizes)

    def _keep_sizes(self) -> None:
        self._sized_by_hand = True

    @property
    def _is_stacked(self) -> bool:
        return self.orientation() == Qt.Orientation.Vertical

    def _room(self) -> int:
        """Returns the pixels that the buttons leave for the verdict beside them."""
        return self.width() - self.handleWidth() - self._left.minimumSizeHint().width()

    def _narrow_form(self) -> int:
        """Returns the width at which the buttons stand in one row, or as much of it as the verdict leaves."""
        least = self._left.minimumSizeHint().width()
        return max(least, min(self.footer.sizeHint().width(), least + self._room() - self._theme.px(_LEAST_VERDICT)))

    def _share(self) -> None:
        """Leaves the form its buttons whole and the verdict its least width, or stacks them where there is none."""
        px = self._theme.px
        stacks = self._room() < px(_NARROWEST_VERDICT)
        if stacks != self._is_stacked:
            self._sized_by_hand = False  # what was a width is no height
            self.setOrientation(Qt.Orientation.Vertical if stacks else Qt.Orientation.Horizontal)
        for pane, least in zip((self._left, self._right), _LEAST_HEIGHTS, strict=True):
            pane.setMinimumHeight(px(least) if stacks else 0)
        self._right.setMinimumWidth(1 if stacks else max(1, min(px(_LEAST_VERDICT), self._room())))

    def _fit(self) -> None:
        """Gives both their room at the zoom in force."""
        self._share()
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share()
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Gives form and verdict their usual shares, unless a person has given them others."""
        if self._sized_by_hand:
            return
        if self._is_stacked:
            self.setSizes([1, 1])
            return
        wide = self.width() > self._theme.px(_FORM_WIDTH + _VERDICT_WIDTH)
        form = self._theme.px(_FORM_WIDTH) if wide else self._narrow_form()
        self.setSizes([form, self.width() - self.handleWidth() - form])

    def start(self) -> QWidget:
        """Returns the first field."""
        return self.form.first_field()


def _scrolling(page: QWidget) -> QScrollArea:
    """Returns a frameless area for a page; it scrolls sideways too where a large zoom leaves no room."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    page.setAutoFillBackground(False)
    return area
