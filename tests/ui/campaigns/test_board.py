"""The board: what was read, what changed since, quiet looks, sorting, filtering, and every way of having nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTableView

from leaddesk.domain.errors import LeadDeskError
from leaddesk.services.campaign_board import BoardLook, Change
from leaddesk.ui.models.campaign_words import Column
from tests.ui.campaigns.desk import Place, button, until
from tests.ui.campaigns.samples import NOW, board, campaign, nine

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


def cells(place: Place, column: Column) -> list[str]:
    model = place.view.board.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def look(*campaigns, **more) -> BoardLook:
    return BoardLook(board=board(*campaigns), **more)


class TestWhatIsThere:
    async def test_fixed_names_are_there(self, place):
        names = {
            kind: {one.accessibleName() for one in place.view.findChildren(kind)}
            for kind in (QComboBox, QLineEdit, QPushButton, QTableView, QLabel)
        }
        assert "Profile" in names[QComboBox]
        assert {"List name", "Filter campaigns"} <= names[QLineEdit]
        assert {"Refresh", "Activate campaign", "Pause campaign", "Pause all active"} <= names[QPushButton]
        assert {"Activate list", "Pause list"} <= names[QPushButton]
        assert {"Campaigns", "Campaign details"} <= names[QTableView]

    async def test_the_profile_has_a_label_of_its_own(self, place):
        labels = [one for one in place.view.findChildren(QLabel) if one.buddy() is place.view.bar.profile]
        assert [one.text() for one in labels] == ["Profile"]

    async def test_raw_names_and_status_words_are_shown(self, place):
        assert cells(place, Column.NAME)[:2] == ["Spring outreach", "Solar follow-up"]
        assert cells(place, Column.STATUS)[:5] == ["ACTIVE", "ACTIVE", "READY", "READY", "PENDING_APPROVAL"]
        assert cells(place, Column.STATUS)[-2:] == ["ARCHIVING", "not returned"]
        assert cells(place, Column.SENDER)[1] == "TOLL_FREE"

    async def test_every_status_has_an_icon_and_a_colour(self, place):
        model = place.view.board.model
        looks = {model.shown(row, Column.STATUS).text: model.shown(row, Column.STATUS) for row in range(9)}
        assert len({(shown.icon, shown.ink) for shown in looks.values()}) == len(looks)

    async def test_times_are_short_and_their_zone_is_in_the_head(self, place):
        model = place.view.board.model
        heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
        assert heads[Column.NEXT_RUN] == "Next run (UTC)"
        assert heads[Column.UPDATED] == "Updated (UTC)"
        assert cells(place, Column.NEXT_RUN)[0] == "7:10 pm"
        assert cells(place, Column.NEXT_RUN)[2] == "none"
        assert cells(place, Column.UPDATED)[2] == "Nov 20"
        tip = model.index(0, Column.NEXT_RUN).data(Qt.ItemDataRole.ToolTipRole)
        assert "2026-11-21 19:10:11 UTC" in tip

    async def test_a_time_that_is_none_is_shown_as_it_came(self, place):
        assert cells(place, Column.UPDATED)[-1] == "last week"

    async def test_a_campaign_without_a_name_is_called_by_its_id(self, place):
        assert cells(place, Column.NAME)[-1] == "(no name) 65f00000000000000000c009"

    async def test_the_count_says_how_many_and_when(self, place):
        assert place.view.board.count.text() == "9 campaigns, read 7:04 pm UTC"

    async def test_the_first_look_claims_nothing_of_one_before(self, place):
        assert place.view.board.news.text() == "What changes from now on is marked."
        place.view.refresh()
        await place.rest()
        assert place.view.board.news.text() == "Nothing changed since the last look."

    async def test_the_first_campaign_is_chosen(self, place):
        assert place.view.chosen.name.text() == "Spring outreach"


class TestSortingAndFiltering:
    async def test_a_head_sorts_and_what_is_not_there_comes_last(self, place):
        place.view.board.model.sort_by(Column.NEXT_RUN, descending=True)
        assert cells(place, Column.NEXT_RUN)[:2] == ["7:10 pm", "7:10 pm"]
        place.view.board.model.sort_by(Column.NEXT_RUN)
        assert cells(place, Column.NEXT_RUN)[-7:] == ["none"] * 7

    async def test_status_words_sort(self, place):
        place.view.board.table.horizontalHeader().setSortIndicator(Column.STATUS, Qt.SortOrder.AscendingOrder)
        assert cells(place, Column.STATUS) == [
            "ACTIVE",
            "ACTIVE",
            "ARCHIVING",
            "DRAFT",
            "PENDING_APPROVAL",
            "READY",
            "READY",
            "READY",
            "not returned",
        ]

    async def test_the_chosen_campaign_stays_chosen(self, place):
        place.choose("Old promo")
        place.view.board.model.sort_by(Column.NAME)
        assert place.view.board.current().name == "Old promo"

    async def test_the_filter_finds_names_and_words(self, place):
        place.view.board.filter.setText("pending")
        assert cells(place, Column.NAME) == ["Winter check-in"]
        assert place.view.board.count.text().startswith("1 of 9 campaigns")
        place.view.board.filter.setText("nothing of that")
        assert place.view.board.is_empty
        assert "No campaign fits" in place.view.board.empty.text()
        place.view.board.filter.clear()
        assert len(cells(place, Column.NAME)) == 9
        assert not place.view.board.is_empty


class TestLooks:
    async def test_a_quiet_look_that_changed_nothing_says_nothing_and_paints_nothing(self, place, qtbot):
        model, table = place.view.board.model, place.view.board.table
        spies = [QSignalSpy(one) for one in (model.dataChanged, model.modelReset, model.layoutChanged)]
        painted = []
        await asyncio.sleep(0.05)
        original = type(table).paintEvent

        def noted(self, event):
            painted.append(event)
            original(self, event)

        type(table).paintEvent = noted
        try:
            place.watch.looks = [look(*nine())]
            place.view.reading.due.emit()
            await place.rest()
            await asyncio.sleep(0.05)
        finally:
            type(table).paintEvent = original
        assert len(place.watch.reads) == 2
        assert [spy.count() for spy in spies] == [0, 0, 0]
        assert painted == []
        assert table.isVisible()

    async def test_only_the_row_that_changed_is_told(self, place):
        campaigns = list(nine())
        campaigns[2] = replace(campaigns[2], status="ACTIVE")
        spy = QSignalSpy(place.view.board.model.dataChanged)
        place.watch.looks = [look(*campaigns)]
        place.view.reading.due.emit()
        await place.rest()
        assert [(spy.at(n)[0].row(), spy.at(n)[1].row()) for n in range(spy.count())] == [(2, 2)]
        assert cells(place, Column.STATUS)[2] == "ACTIVE"

    async def test_what_changed_is_marked_with_its_time(self, place):
        campaigns = list(nine())
        campaigns[2] = replace(campaigns[2], status="ACTIVE")
        change = Change("status", "READY", "ACTIVE", NOW)
        place.watch.looks = [look(*campaigns, changed={campaigns[2].id: (change,)}), look(*campaigns)]
        place.view.reading.due.emit()
        await place.rest()
        model = place.view.board.model
        name, status = model.shown(2, Column.NAME), model.shown(2, Column.STATUS)
        assert (name.icon, name.ink) == ("info", "accent")
        paints = place.view.board._cells
        assert (paints.ink(name), paints.ink(status)) == ("text", status.ink), (
            "the mark has a colour, the name has none"
        )
        said = model.index(2, Column.NAME).data(Qt.ItemDataRole.AccessibleDescriptionRole)
        assert said == "status READY → ACTIVE, seen 7:04 pm UTC"
        assert place.view.board.news.text().startswith("Renewal reminder: status READY → ACTIVE, seen 7:04 pm UTC.")
        place.view.reading.due.emit()
        await place.rest()
        assert model.shown(2, Column.NAME).icon == "info"
        place.view.refresh()
        await place.rest()
        assert model.shown(2, Column.NAME).icon == ""
        assert place.view.board.news.text() == "Nothing changed since the last look."

    async def test_the_status_is_said_before_all_that_changed_with_it(self, place):
        campaigns, key = list(nine()), nine()[2].id
        place.watch.ones[key] = replace(campaigns[2], status="PENDING_APPROVAL")
        place.view.look_again(key)
        await until(lambda: cells(place, Column.STATUS)[2] == "PENDING_APPROVAL", "the campaign alone")
        approved = (Change("ticket", "4711", "4712", NOW), Change("messages", "", "", NOW))
        later = tuple(Change("sending", "IDLE", f"N{number}", NOW) for number in range(5))
        campaigns[2] = replace(campaigns[2], ticket="4712")
        place.watch.looks = [look(*campaigns, changed={key: approved})]
        place.view.reading.due.emit()
        await place.rest()
        news = place.view.board.news
        assert news.text() == "Renewal reminder: status PENDING_APPROVAL → READY and 2 more, seen 7:04 pm UTC."
        campaigns[2] = replace(campaigns[2], sending="N4")
        place.watch.looks = [look(*campaigns, changed={key: later})]
        place.view.reading.due.emit()
        await place.rest()
        assert news.text().startswith("Renewal reminder: status PENDING_APPROVAL → READY and 4 more, seen")
        said = place.view.board.model.index(2, Column.NAME).data(Qt.ItemDataRole.AccessibleDescriptionRole)
        assert said.startswith("status PENDING_APPROVAL → READY, seen")

    async def test_a_campaign_that_vanished_is_said_to_be_gone(self, place):
        campaigns = nine()
        place.watch.looks = [look(*campaigns[1:], gone=campaigns[:1]), look(*campaigns[1:])]
        place.view.reading.due.emit()
        await place.rest()
        assert cells(place, Column.NAME)[-1] == "Spring outreach"
        assert cells(place, Column.STATUS)[-1] == "gone"
        assert "Spring outreach is gone, seen 7:04 pm UTC." in place.view.board.news.text()
        assert place.view.board.count.text().startswith("8 campaigns")
        place.view.refresh()
        await place.rest()
        assert "Spring outreach" not in cells(place, Column.NAME)

    async def test_a_failed_refresh_keeps_the_rows_and_dates_them(self, place):
        place.watch.looks = [LeadDeskError("The vendor did not answer.", "It took 60 s.", "Try again.")]
        place.clock.go_on(120)
        place.view.refresh()
        await place.rest()
        assert len(cells(place, Column.NAME)) == 9
        assert place.view.board.count.text() == "9 campaigns, still those of 7:04 pm UTC"
        assert place.view.board.news.text().startswith("Not read, 7:06 pm UTC: The vendor did not answer.")
        assert place.told[-1][:2] == ("error", "The vendor did not answer.")

    async def test_a_quiet_failure_is_said_below_and_nowhere_else(self, place):
        place.watch.looks = [LeadDeskError("The vendor did not answer.")]
        place.view.reading.due.emit()
        await place.rest()
        assert place.told == []
        assert "The vendor did not answer." in place.view.board.news.text()

    async def test_the_latest_look_wins(self, place):
        place.watch.gate = asyncio.Event()
        place.watch.looks = [look(campaign(40)), look(campaign(41))]
        place.view.refresh()
        place.view.refresh()
        place.watch.gate.set()
        await place.rest()
        await asyncio.sleep(0.02)
        assert len(cells(place, Column.NAME)) == 1

    async def test_a_slow_look_says_its_seconds_and_can_be_cancelled(self, place):
        place.watch.gate = asyncio.Event()
        place.view.refresh()
        place.clock.go_on(3)
        await until(lambda: place.view.board.count.text() == "Reading, 3 s", "the seconds")
        next(one for one in place.jobs.findChildren(QPushButton) if one.text() == "Cancel").click()
        assert not place.view.reading.busy
        assert place.view.board.count.text() == "9 campaigns, read 7:04 pm UTC"


class TestPolling:
    async def test_the_choices_are_off_and_no_faster_than_thirty_seconds(self, place):
        combo = place.view.bar.polling
        assert [combo.itemText(at) for at in range(combo.count())] == ["Off", "30 s", "60 s", "5 min"]
        assert combo.accessibleName() == "Read every"

    async def test_a_quiet_look_falls_due_and_never_while_hidden(self, place):
        timer = place.view.reading._pause
        assert timer.isActive()
        assert timer.interval() == 60_000
        place.view.bar.polling.setCurrentIndex(1)
        assert timer.interval() == 30_000
        place.view.hide()
        assert not timer.isActive()
        reads = len(place.watch.reads)
        place.view.reading.due.emit()
        await asyncio.sleep(0.02)
        assert len(place.watch.reads) == reads
        place.clock.go_on(45)
        place.view.show()
        await until(lambda: len(place.watch.reads) == reads + 1, "the look that fell due meanwhile")
        await place.rest()

    async def test_off_is_off(self, place):
        place.view.bar.polling.setCurrentIndex(0)
        assert not place.view.reading._pause.isActive()

    async def test_a_timer_that_ends_reads_once(self, place):
        reads = len(place.watch.reads)
        place.clock.go_on(59.99)
        place.view.reading.wake()
        await until(lambda: len(place.watch.reads) == reads + 1, "the quiet look")
        await place.rest()


class TestNothing:
    async def test_without_a_profile_it_says_how_to_add_one(self, theme, qtbot):
        place = Place(theme)
        place.show()
        assert "press Add profile and choose Pure CallerID" in place.view.board.empty.text()
        button(place.view, "Open Profiles").click()
        assert place.wishes == ["profiles_wanted"]
        assert not button(place.view, "Pause all active").isEnabled()
        assert not button(place.view, "Pause campaign").isEnabled()
        await place.close()

    async def test_nothing_is_read_before_it_is_seen(self, theme, qtbot):
        place = Place(theme)
        await place.sign_in()
        await asyncio.sleep(0.02)
        assert place.watch.reads == []
        await place.close()

    async def test_an_empty_workspace_says_so(self, theme, qtbot):
        place = Place(theme)
        await place.sign_in()
        place.watch.looks = [look()]
        place.show()
        await place.rest()
        assert "no campaigns" in place.view.board.empty.text()
        await place.close()

    async def test_a_first_look_that_fails_offers_another(self, theme, qtbot):
        place = Place(theme)
        await place.sign_in()
        place.watch.looks = [LeadDeskError("The key was refused (401).", hint="Check it in Profiles."), look(*nine())]
        place.show()
        await place.rest()
        assert place.view.board.empty.text() == "The key was refused (401). Check it in Profiles."
        button(place.view, "Try again").click()
        await until(lambda: len(cells(place, Column.NAME)) == 9, "the second look")
        assert not place.view.board.is_empty
        await place.close()

    async def test_another_profile_shows_its_own_campaigns(self, place):
        await place.sign_in(place.profile(), place.profile("South"))
        place.watch.looks = [look(campaign(50, name="Only one"))]
        place.view.bar.choose_profile("south")
        await until(lambda: cells(place, Column.NAME) == ["Only one"], "the other board")
        assert place.watch.reads[-1] == "South"
        place.view.bar.choose_profile("practice floor")
        await until(lambda: place.watch.reads[-1] == "Practice floor", "the first profile")
        await place.rest()


class TestRoom:
    @pytest.mark.parametrize(("width", "hidden"), [(928, True), (1500, False)])
    async def test_sender_gives_way_where_there_is_little_room(self, place, width, hidden):
        place.view.resize(QSize(width, 580))
        await asyncio.sleep(0.02)
        table = place.view.board.table
        assert table.isColumnHidden(Column.SENDER) is hidden
        assert not table.isColumnHidden(Column.STATUS)
        assert not table.isColumnHidden(Column.NEXT_RUN)
        assert table.horizontalScrollBar().maximum() == 0
        status = place.view.board.model.shown(4, Column.STATUS)
        assert table.columnWidth(Column.STATUS) >= place.view.board._cells.width_of(status)

    async def test_no_sender_is_shown_at_the_cost_of_names(self, place, theme):
        board, seen = place.view.board, set[bool]()
        for width in range(900, 1500, 20):
            place.view.resize(QSize(width, 580))
            await asyncio.sleep(0)
            hidden = board.table.isColumnHidden(Column.SENDER)
            seen.add(hidden)
            assert hidden or board.table.columnWidth(Column.NAME) >= theme.px(200), width
        assert seen == {True, False}

    async def test_two_thousand_campaigns_are_shown_at_once(self, place):
        place.watch.looks = [look(*(campaign(number) for number in range(2000)))]
        place.view.refresh()
        await place.rest()
        assert place.view.board.model.rowCount() == 2000
        assert len(place.view.board.model._cells) < 2000
