"""*Remembered end*: what the keyring knows of the history's end, and the way on where the two do not fit."""

from __future__ import annotations

from leaddesk.language import grouped, tr, tr_later
from leaddesk.services.keep_history import RememberedEnd
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.keeping.section import Caution, Facts, KeepingDesk, Section
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.reason_field import ReasonField

REASONS = (tr("A backup was put back by hand"), tr("The file was moved from another computer"))


class EndSection(Section):
    """Read each time a person comes to it."""

    name = tr_later("Remembered end")
    icon = "link"

    def __init__(self, theme: Theme, desk: KeepingDesk) -> None:
        super().__init__(
            theme,
            desk,
            tr(
                "Every few minutes and at close the keyring remembers where the history ends. Verify history compares "
                "the two: so it finds a file that lost its last entries, or an earlier copy in its place."
            ),
        )
        self._end: RememberedEnd | None = None
        self.facts = Facts(theme, tr("Remembered end"))
        self._warning = Caution(theme)
        self.reason = ReasonField(theme, REASONS, required=True)
        self.accept = self._act(
            Button(theme, tr("Accept this history"), role="danger"), self._accept, lambda: bool(self.reason.reason())
        )
        for part in (self.facts, self._warning, self.reason):
            self._column.addWidget(part)
        self._row(self.accept)
        self._column.addStretch()
        self.reason.changed.connect(self.fit)
        self._show(None)

    def refresh(self) -> None:
        """Reads what is remembered."""
        self._desk.start(tr("Asking the keyring"), lambda _progress: self._desk.keep.end(), self._show)

    def _show(self, end: RememberedEnd | None) -> str | None:
        self._end = end
        torn = end is not None and not end.goes_on
        self.reason.setVisible(torn)
        self.accept.setVisible(torn)
        self.facts.show_facts(self._facts(end) if end else ())
        self._warning.set_text(_warn(end) if end else "")
        self.fit()
        return None

    def _facts(self, end: RememberedEnd) -> tuple[Fact, ...]:
        at = self._desk.times.moment(end.at, self._desk.clock.now()) if end.at else tr("not in this session")
        kept = tr("entry {number}", number=grouped(end.count)) if end.count is not None else tr("nothing")
        return (
            Fact(tr("Remembered"), kept, "" if end.goes_on else "warn"),
            Fact(tr("Last time"), at),
            Fact(tr("History ends"), tr("entry {number}", number=grouped(end.ends_at))),
        )

    def _accept(self) -> None:
        reason, operator = self.reason.reason(), self._desk.operator()

        def done(end: RememberedEnd) -> str:
            self._show(end)
            return tr("This history is the right one from now on. Your reason is on record.")

        self._desk.start(
            tr("Accepting this history"), lambda _p: self._desk.keep.accept_end(reason, operator), done, can_stop=False
        )


def _warn(end: RememberedEnd) -> str:
    if not end.goes_on:
        return tr(
            "The history does not go on from what is remembered: its end was removed, or an earlier copy of the file "
            "was put in its place. Verify the history. Accept it only if you know why."
        )
    return (
        tr("{trouble} Nothing watches the end of the history now.", trouble=marked(end.trouble)) if end.trouble else ""
    )
