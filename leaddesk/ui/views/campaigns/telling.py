"""Says where the board stands: how many campaigns and when they were read, what changed, why there are none."""

from __future__ import annotations

from leaddesk.language import tr
from leaddesk.ui.models.campaign_words import CampaignWords
from leaddesk.ui.views.campaigns import words as say
from leaddesk.ui.views.campaigns.board import Board
from leaddesk.ui.views.campaigns.reading import BoardReading
from leaddesk.ui.views.campaigns.seen import SeenBoard


class BoardTelling:
    """Reads board, reading and clock; changes nothing but words."""

    def __init__(self, board: Board, reading: BoardReading, words: CampaignWords) -> None:
        self._board, self._reading, self._words = board, reading, words

    def say_no_profile(self) -> None:
        """Says that there is nothing to look at."""
        self._board.say_state(say.NO_PROFILE, tr("Open Profiles"))
        self._board.say_count("")
        self._board.say_news("", "")

    def say(self, seen: SeenBoard) -> None:
        """Says everything about a board anew."""
        self.say_count(seen)
        self._say_news(seen)

    def say_count(self, seen: SeenBoard) -> None:
        """Says how many there are, or why there are none; for each moment that a read takes longer too."""
        self._board.say_state(*self._empty_words(seen))
        self._board.say_count(self._count_words(seen))

    def _empty_words(self, seen: SeenBoard) -> tuple[str, str]:
        if seen.rows:
            return (say.NOTHING_FITS, "") if not self._board.model.rowCount() else ("", "")
        if self._reading.busy and seen.at is None:
            return say.READING, ""
        if seen.problem:
            return seen.problem.sentence(), tr("Try again")
        return (say.NO_CAMPAIGNS, "") if seen.at else (say.READING, "")

    def _count_words(self, seen: SeenBoard) -> str:
        if self._reading.busy and self._reading.seconds() >= 1:
            return tr("Reading, {seconds} s", seconds=f"{self._reading.seconds():.0f}")
        if seen.at is None:
            return ""
        said = say.count(seen.rows, self._board.model.rowCount())
        when = self._words.moment(seen.at)
        return (
            tr("{said}, still those of {when}", said=said, when=when)
            if seen.problem
            else tr("{said}, read {when}", said=said, when=when)
        )

    def _say_news(self, seen: SeenBoard) -> None:
        if seen.problem and seen.at and seen.problem_at:
            when = self._words.moment(seen.problem_at)
            self._board.say_news(
                tr("Not read, {when}: {problem}", when=when, problem=seen.problem.sentence()), "danger"
            )
        elif seen.at:
            quiet = say.FIRST_LOOK if seen.is_first else say.NOTHING_NEW
            said = say.news(seen.rows, self._words) or quiet
            self._board.say_news(" ".join((said, *seen.notices)), "")
        else:
            self._board.say_news("", "")
