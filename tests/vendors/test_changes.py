"""Where each vendor's answers are not as documented, as changes that hold no value of the answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaddesk.domain.campaign import CampaignBoard
from leaddesk.domain.drift import DriftKind, FieldChange
from leaddesk.domain.lead_page import LeadPage
from tests.vendors.crocodial import samples as croco
from tests.vendors.lupitor import asking as lupitor
from tests.vendors.purecallerid import answers as pure
from tests.vendors.purecallerid import engaging as engage
from tests.vendors.trackdrive import asking as trackdrive

NEW, MISSING, RETYPED = DriftKind.NEW, DriftKind.MISSING, DriftKind.RETYPED
ADDED = "SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550123|2001|700001|-5|apiuser\n"
OTHER_FUNCTIONS = ("o-lead-search", "o-check", "o-update", "o-add-dnc")
"""Recordings of calls that LeadDesk does not make."""


class TestPureCallerID:
    def test_an_answer_as_documented_has_none(self) -> None:
        assert pure.decode(pure.clean()).changes == ()

    def test_new_and_retyped_fields(self) -> None:
        data = pure.clean() | {"consent": True}
        data["lead"] |= {"zip": 80202, "rndStatus": "NOT_REASSIGNED"}
        assert pure.decode(data).changes == (
            FieldChange(RETYPED, "lead.zip", "text", "a number"),
            FieldChange(NEW, "lead.rndStatus", "", "text", "NOT_REASSIGNED"),
            FieldChange(NEW, "consent", "", "yes or no", "yes"),
        )

    def test_a_success_without_its_lead_or_an_answer_without_its_status(self) -> None:
        assert pure.decode({"status": "Accepted"}).changes == (FieldChange(MISSING, "lead", "an object"),)
        assert pure.decode({"lead": None}).changes == (FieldChange(MISSING, "status", "text"),)

    @pytest.mark.parametrize(
        ("data", "status"), [({"status": "Rejected"}, 200), ({"error": "no"}, 500), ({}, 200), ([1], 200)]
    )
    def test_a_refusal_or_no_answer_of_the_vendors_misses_nothing(self, data: object, status: int) -> None:
        assert [one for one in pure.decode(data, status).changes if one.kind is MISSING] == []

    def test_so_many_are_told_at_most(self) -> None:
        data = pure.clean() | {f"n{at}": at for at in range(90)}
        data["lead"]["fields"] = list(range(90))
        changes = pure.decode(data).changes
        assert sum(one.kind is NEW for one in changes) == 50
        assert sum(one.kind is RETYPED for one in changes) == 50


class TestEngage:
    def test_a_campaign_as_documented_has_none(self) -> None:
        assert engage.campaign_of(engage.campaign_object()).changes == ()

    def test_every_way_to_differ(self) -> None:
        odd = engage.campaign_object(
            id=...,
            name=7,
            orgId=True,
            customFields={"a": 1},
            schedule={"exceptions": {"on": "x"}},
            owner={"name": "Ada Example"},
        )
        assert set(engage.campaign_of(odd).changes) == {
            FieldChange(MISSING, "id", "text"),
            FieldChange(RETYPED, "name", "text", "a number"),
            FieldChange(RETYPED, "orgId", "text", "yes or no"),
            FieldChange(RETYPED, "customFields", "a list", "an object"),
            FieldChange(RETYPED, "schedule.exceptions", "a list", "an object"),
            FieldChange(NEW, "owner", "", "an object"),
        }

    def test_changes_make_no_other_campaign(self) -> None:
        campaign = engage.campaign_of(engage.campaign_object())
        assert replace(campaign, changes=(FieldChange(NEW, "x"),)) == campaign

    def test_a_board_has_those_of_its_campaigns(self) -> None:
        body = [engage.campaign_object(), engage.campaign_object(campaignStatus=...)]
        board = engage.ENGAGE.decode_board(engage.answer(body), engage.AT)
        assert isinstance(board, CampaignBoard)
        assert [one.changes for one in board.campaigns] == [(), (FieldChange(MISSING, "campaignStatus", "text"),)]


class TestLupitor:
    def test_a_create_as_documented_has_none(self) -> None:
        assert lupitor.verdict(lupitor.envelope({"leadId": "k57"})).changes == ()

    def test_a_create_that_differs(self) -> None:
        odd = {"success": True, "data": {"leadid": "k57"}, "error": None}
        assert set(lupitor.verdict(odd).changes) == {
            FieldChange(NEW, "data.leadid", "", "text"),
            FieldChange(MISSING, "data.leadId", "text"),
        }
        assert lupitor.verdict({"data": {"leadId": 7}}).changes == (
            FieldChange(RETYPED, "data.leadId", "text", "a number"),
            FieldChange(MISSING, "success", "yes or no"),
        )

    @pytest.mark.parametrize(("body", "status"), [({"error": "no"}, 400), (b"", 201), ({"success": False}, 200)])
    def test_a_refusal_misses_nothing(self, body: object, status: int) -> None:
        assert lupitor.verdict(body, status).changes == ()

    def test_a_page_as_documented_has_none(self) -> None:
        assert lupitor.page_of(lupitor.listed(lupitor.ROW)).changes == ()

    def test_a_page_that_differs(self) -> None:
        row = {key: value for key, value in lupitor.ROW.items() if key != "status"}
        page = lupitor.page_of(lupitor.listed(row | {"attempts": "two", "owner": "Ada Example"}))
        assert page.changes == (
            FieldChange(NEW, "owner", "", "text"),
            FieldChange(MISSING, "status"),
            FieldChange(RETYPED, "attempts", "a number", "text"),
        )


class TestTrackDrive:
    def page(self, row: dict[str, object], *columns: str) -> LeadPage:
        query = replace(trackdrive.PLAIN, columns=columns or trackdrive.COLUMNS)
        answer = trackdrive.answer({"leads": [row]})
        page = trackdrive.TRACKDRIVE.decode_page(answer, query, trackdrive.FIRST, (), trackdrive.AT)
        assert isinstance(page, LeadPage)
        return page

    def test_a_page_as_documented_has_none(self) -> None:
        assert self.page(trackdrive.ROW).changes == ()

    def test_a_page_that_differs(self) -> None:
        page = self.page({"id": 1, "uuid": "u", "status": 4, "owner": "Ada Example"})
        assert page.changes == (
            FieldChange(NEW, "owner", "", "text"),
            FieldChange(MISSING, "full_name"),
            FieldChange(RETYPED, "status", "text", "a number"),
        )

    def test_a_column_that_nobody_documented_is_not_missed(self) -> None:
        assert self.page({"id": 1, "uuid": "u"}, "tier").changes == ()


class TestCrocoDial:
    def test_known_lines_have_none(self) -> None:
        assert croco.decoded(ADDED).changes == ()

    @pytest.mark.parametrize("case", [name for name in croco.observed() if not name.startswith(OTHER_FUNCTIONS)])
    def test_what_a_stock_server_was_seen_to_answer_has_none(self, case: str) -> None:
        assert croco.verdict_of(croco.observed()[case]).changes == ()

    @pytest.mark.parametrize(
        ("line", "path"),
        [
            ("NOTICE: add_lead CONSENT RECORDED - 2025550123|Ada Example", "NOTICE_CONSENT_RECORDED"),
            ("NOTICE: add_lead LEAD ON HOLD, SEE ADMIN - x", "NOTICE_LEAD_ON_HOLD_SEE_ADMIN"),
            ("NOTICE: add_lead A B C D E F G H - x", "NOTICE_A_B_C_D_E_F"),
            ("NOTICE: add_lead for Ada Example", "NOTICE"),
            ("NOTICE: add_lead 2025550123 IS NEW", "NOTICE"),
        ],
    )
    def test_an_unknown_line_is_told_by_its_first_capitals(self, line: str, path: str) -> None:
        assert croco.decoded(f"{ADDED}{line}\n{line}\n").changes == (FieldChange(NEW, path, "", "a line"),)
