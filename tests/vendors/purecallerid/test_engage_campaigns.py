"""Campaigns are read out of any shape the contract tolerates, and any bytes whatever give a board or a problem."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from leaddesk.domain.campaign import (
    Campaign,
    CampaignBoard,
    CampaignEvent,
    CampaignProblem,
    Disposition,
    Moment,
    SendingWindow,
)
from tests.vendors.purecallerid.engaging import AT, ENGAGE, ID, answer, board_of, campaign_object, campaign_of

WHOLE = campaign_object()


def test_every_documented_property_is_read() -> None:
    found = campaign_of(WHOLE)

    assert (found.id, found.name, found.status, found.sending) == (ID, "Spring & Summer #1", "READY", "IDLE")
    assert found.sending_description == "Outside of the schedule"
    assert found.created == Moment("2026-10-01T12:00:00.000Z", datetime(2026, 10, 1, 12, tzinfo=UTC))
    assert found.updated == Moment("2026-11-21T18:30:00.000Z", datetime(2026, 11, 21, 18, 30, tzinfo=UTC))
    assert found.next_run == Moment("2026-11-23T14:00:00.000Z", datetime(2026, 11, 23, 14, tzinfo=UTC))
    assert (found.sender_type, found.sender_id) == ("SHORT_CODE", "00000000-0000-4000-8000-000000000001")
    assert (found.org_id, found.workspace_id, found.workflow_id, found.ticket) == ("9", "90", "wf-7", "4711")
    assert found.messages == {
        "outgoingMessage": "Hello {{FirstName}}, this is Sample Co. Reply STOP to end.",
        "responseMessage": "Thank you, somebody will call you.",
        "helpMessage": "Sample Co., help@example.com",
        "stopMessage": "",
    }
    assert found.events == (
        CampaignEvent(
            Moment("2026-11-20T15:00:00.250Z", datetime(2026, 11, 20, 15, 0, 0, 250_000, tzinfo=UTC)),
            "INFO",
            "Sending started",
        ),
        CampaignEvent(
            Moment("2026-11-20T21:00:00.000Z", datetime(2026, 11, 20, 21, tzinfo=UTC)), "INFO", "Sending stopped"
        ),
    )
    assert found.dispositions == (
        Disposition("d1", "Sold", success=True, do_not_contact=False),
        Disposition("d2", "Wants no texts", success=False, do_not_contact=True),
    )
    assert found.webhooks == {
        "deliveryResult": "https://hooks.example.com/delivery",
        "conversationStarted": "",
        "incomingMessage": '{"url": "https://hooks.example.com/in", "method": "POST"}',
        "disposition": "",
        "optOut": "",
        "optIn": "",
    }
    assert found.notifications == {
        "sendConversationEmail": "yes",
        "conversationEmail.to": "desk@example.com, lead@example.com",
        "conversationEmail.cc": "",
        "conversationEmail.bcc": "",
        "conversationEmail.from": "",
        "conversationEmail.replyTo": "noreply@example.com",
        "conversationEmail.subject": "A lead wrote",
        "conversationEmail.htmlBody": "",
        "conversationEmail.textBody": "",
    }
    assert found.fields == ("Phone", "Zip", "FirstName")
    assert found.custom_fields == ("Interest", "Region", '{"column": 7}')
    assert found.carrier_limits == ('{"carrier": "Example Wireless", "limit": 2000}',)
    assert (found.others, found.drift) == ({}, ())
    assert json.loads(found.raw) == WHOLE
    assert found.raw.startswith('{\n  "events": [\n    {\n'), "indented"


def test_the_schedule_is_read_without_judging_it() -> None:
    schedule = campaign_of(WHOLE).schedule

    assert schedule is not None
    assert schedule.days["monday"] == (SendingWindow(540, 720), SendingWindow(780, 1020))
    assert schedule.days["friday"] == (SendingWindow(1320, 120),)
    assert schedule.days["saturday"] == ()
    assert "sunday" not in schedule.days
    assert schedule.exceptions == ('{"date": "2026-12-25"}',)
    assert schedule.unreadable == ()


@pytest.mark.parametrize(
    ("sent", "days", "unreadable"),
    [
        ({"monday": [{"start": 9.0, "end": 17}]}, {"monday": (SendingWindow(9, 17),)}, ()),
        ({"monday": [{"start": -5, "end": 9000}]}, {"monday": (SendingWindow(-5, 9000),)}, ()),
        ({"monday": [{"start": 540, "end": "late"}]}, {}, ('monday[0].end: "late"',)),
        ({"monday": [{"start": True, "end": 10**9}]}, {}, ("monday[0].start: true", "monday[0].end: 1000000000")),
        ({"monday": [{"start": 540}]}, {}, ("monday[0].end: not there",)),
        (
            {"monday": [{"start": 1, "end": 2}, None, "x"]},
            {"monday": (SendingWindow(1, 2),)},
            ('monday[2]: "x"', "monday[1]: not there"),
        ),
        ({"monday": "9 to 5"}, {}, ('monday: "9 to 5"',)),
        ({"monday": None}, {}, ()),
        ({}, {}, ()),
        ([], {}, ("the schedule: []",)),
    ],
)
def test_what_of_a_schedule_cannot_be_read_is_told(
    sent: object, days: dict[str, object], unreadable: tuple[str, ...]
) -> None:
    schedule = campaign_of({"id": ID, "schedule": sent}).schedule

    assert schedule is not None
    assert (schedule.days, schedule.unreadable) == (days, unreadable)


@pytest.mark.parametrize("body", [{"id": ID}, {"id": ID, "schedule": None}])
def test_a_schedule_that_did_not_come_is_none(body: dict[str, object]) -> None:
    assert campaign_of(body).schedule is None


@pytest.mark.parametrize("exceptions", [{"on": "2026-12-25"}, "x", 7])
def test_exceptions_of_any_shape_are_shown(exceptions: object) -> None:
    found = campaign_of({"id": ID, "schedule": {"exceptions": exceptions}})

    assert found.schedule is not None
    assert found.schedule.exceptions == (json.dumps(exceptions),)
    assert found.drift == ("schedule.exceptions: expected a list",)


def test_a_campaign_may_come_without_anything() -> None:
    found = campaign_of({"campaignStatus": None})

    assert found == Campaign(id="", raw='{\n  "campaignStatus": null\n}')


def test_words_that_nobody_documented_are_kept() -> None:
    found = campaign_of(campaign_object(campaignStatus="HIBERNATING", senderSourceType="CORE_CAMPAIGN"))

    assert (found.status, found.sender_type, found.drift) == ("HIBERNATING", "CORE_CAMPAIGN", ())


def test_unknown_keys_are_kept_at_any_depth() -> None:
    body = campaign_object(Name="other case", statistics={"sent": [1, None]})
    body["schedule"]["holidays"] = []
    body["events"][1]["by"] = "Ada"
    body["messages"]["extraMessage"] = "é"

    assert campaign_of(body).others == {
        "Name": '"other case"',
        "statistics": '{"sent": [1, null]}',
        "schedule.holidays": "[]",
        "events[1].by": '"Ada"',
        "messages.extraMessage": '"é"',
    }


def test_values_of_another_type_are_left_out_and_told() -> None:
    body = campaign_object(campaignStatus=1, events="none", updated=[], allCampaignFields=["A", {}, 7], messages=[])

    found = campaign_of(body)

    assert (found.status, found.events, found.updated, found.messages) == ("", (), None, {})
    assert found.fields == ("A", "7")
    assert found.drift == (
        "events: expected a list, got text",
        "updated: expected a time, got a list",
        "campaignStatus: expected text, got a number",
        "messages: expected an object, got a list",
        "allCampaignFields[1]: expected text, got an object",
    )
    assert found.name == "Spring & Summer #1"


def test_numbers_for_an_id_or_a_name_are_used_and_told() -> None:
    found = campaign_of({"id": 77, "name": 2026})

    assert (found.id, found.name) == ("77", "2026")
    assert found.drift == ("id: expected text, got a number", "name: expected text, got a number")
    assert campaign_of({"id": True}).id == ""


def test_the_ticket_is_a_text_or_a_number() -> None:
    assert campaign_of({"id": ID, "zendeskApprovalTicketId": "T-5"}).ticket == "T-5"
    assert campaign_of({"id": ID, "zendeskApprovalTicketId": 5}).ticket == "5"
    assert campaign_of({"id": ID, "zendeskApprovalTicketId": None}).ticket == ""


@pytest.mark.parametrize("limits", [{"AT": 5}, "none", 0])
def test_lists_that_are_none_are_shown_all_the_same(limits: object) -> None:
    found = campaign_of({"id": ID, "carrierDailyLimits": limits, "customFields": limits})

    assert found.carrier_limits == (json.dumps(limits),)
    assert len(found.custom_fields) == 1
    assert found.drift == ("carrierDailyLimits: expected a list", "customFields: expected a list")


@pytest.mark.parametrize(
    ("came", "at"),
    [
        ("2026-11-21T18:30:00Z", AT - timedelta(minutes=30)),
        (" 2026-11-21t18:30:00.000z ", AT - timedelta(minutes=30)),
        ("2026-11-21 13:30:00-05:00", AT - timedelta(minutes=30)),
        ("2026-11-21T18:30:00.000+0000", AT - timedelta(minutes=30)),
        ("2026-11-21T18:30:00.123456789Z", AT - timedelta(minutes=30) + timedelta(microseconds=123_456)),
        (1_795_285_800_000, AT - timedelta(minutes=30)),
        (1_795_285_800, AT - timedelta(minutes=30)),
        (1_795_285_800.0, AT - timedelta(minutes=30)),
        ("2026-11-21T18:30:00", None),
        ("2026-11-21", None),
        ("soon", None),
        ("", None),
        (5, None),
        (10**200, None),
        ("0001-01-01T00:00:00+14:00", datetime(2, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59-14:00", datetime(9998, 12, 31, tzinfo=UTC)),
    ],
)
def test_times_are_read_leniently_and_never_without_their_zone(came: object, at: datetime | None) -> None:
    assert campaign_of({"id": ID, "updated": came}).updated == Moment(str(came), at)


# ---------------------------------------------------------------- all campaigns


def test_a_board_holds_all_of_them_in_their_order() -> None:
    board = board_of([campaign_object(id=str(number), name=f"N{number}") for number in range(3)])

    assert board.at == AT
    assert [(campaign.id, campaign.name) for campaign in board.campaigns] == [("0", "N0"), ("1", "N1"), ("2", "N2")]
    assert board.notices == ()


@pytest.mark.parametrize("body", [b"[]", b" [ ] ", b"\xef\xbb\xbf[]\n"])
def test_an_empty_list_is_a_board(body: bytes) -> None:
    assert board_of(body) == CampaignBoard(at=AT, campaigns=())


def test_elements_that_are_no_objects_are_told_and_the_others_kept() -> None:
    board = board_of([5, WHOLE, None, "x", [], True, 1.5])

    assert [campaign.id for campaign in board.campaigns] == [ID]
    assert board.notices == (
        "Not everything in the list is a campaign: number 1 is a number, number 3 is nothing, number 4 is a text, "
        "number 5 is a list, number 6 is yes or no, and 1 more.",
    )


def test_campaigns_that_cannot_be_told_apart_are_pointed_out() -> None:
    board = board_of([{}, {"name": "Lost"}, {"id": "a"}, {"id": "a"}])

    assert [campaign.name for campaign in board.campaigns] == ["", "Lost", "", ""]
    assert board.notices == (
        "Campaigns without an id: 2. They can be looked at, and nothing can be done to them.",
        "More than one campaign came with the id a.",
    )


@pytest.mark.parametrize(
    ("body", "notice"),
    [
        (WHOLE, "One campaign came, and not a list of them."),
        ({"campaigns": [WHOLE]}, "The campaigns stood under campaigns and not in a bare list."),
        ({"page": 1, "content": [WHOLE]}, "The campaigns stood under content and not in a bare list."),
    ],
)
def test_a_list_that_does_not_stand_alone_is_found(body: object, notice: str) -> None:
    board = board_of(body)

    assert [campaign.id for campaign in board.campaigns] == [ID]
    assert board.notices == (notice,)


def test_letters_that_are_lost_are_told() -> None:
    board = board_of(b'[{"id": "a", "name": "Caf\xe9"}]')

    assert board.campaigns[0].name == "Caf\ufffd"
    assert board.notices == ("The answer is not UTF-8: letters that are lost show as \ufffd.",)
    assert board_of('[{"id": "\ufffd"}]'.encode()).notices == ()


def test_emoji_and_half_characters_in_escapes() -> None:
    board = board_of(rb'[{"id": "a", "name": "\ud83d\ude00"}, {"id": "b", "name": "\ud83d|\ude00"}]')

    assert [campaign.name for campaign in board.campaigns] == ["😀", "?|?"]


@pytest.mark.parametrize(
    "body",
    [
        b'[{"id": "a", "name": "two\nlines\x00"}]',
        b'[{"id": "a", "orgId": NaN}]',
        b'[{"id": "a", "webhooks": {"x": -1e999}}]',
    ],
)
def test_what_is_odd_by_the_letter_of_json_is_read_all_the_same(body: bytes) -> None:
    assert board_of(body).campaigns[0].id == "a"


def test_numbers_without_end_are_read() -> None:
    board = board_of(b'[{"id": "a", "shardingHashCode": %b}]' % (b"9" * 5000))

    assert board.campaigns[0].id == "a"


@pytest.mark.parametrize("key", ["x", "webhooks", "carrierDailyLimits", "messages"])
@pytest.mark.parametrize(("opened", "closed"), [(b"[0,", b"]"), (b'{"a":', b"}")])
def test_a_campaign_nested_without_end_hides_nothing_else(key: str, opened: bytes, closed: bytes) -> None:
    nest = b"".join((opened * 600, b"1", closed * 600))
    board = board_of(b'[{"id": "a"}, {"id": "b", "name": [], "%b": {"y": %b}}]' % (key.encode(), nest))

    assert [campaign.id for campaign in board.campaigns] == ["a", "b"]
    assert "nested too deeply to be kept" in board.campaigns[1].raw
    assert campaign_of(b'{"id": "b", "%b": %b}' % (key.encode(), nest)).id == "b"


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b" ", b"null", b"7", b'"x"', b"{}", b'{"message": "no"}', b"[", b"[1,", b"[1 2]", b"[1]]", b"[]x"),
        *(b'[{"id": "a"}', b'[{"id": "a"},]', b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b"<html></html>"),
    ],
)
def test_what_is_no_list_of_campaigns_is_a_problem(body: bytes) -> None:
    found = ENGAGE.decode_board(answer(body), AT)

    assert isinstance(found, CampaignProblem)
    assert found.explanation.title
    assert found.explanation.hint
    assert (found.status, found.unclear) == (200, False)


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'[{"id": "a"}]', b'"x"', b"{}", b'{"message": "no"}', b"{"])
def test_what_is_no_campaign_is_a_problem(body: bytes) -> None:
    found = ENGAGE.decode_campaign(answer(body))

    assert isinstance(found, CampaignProblem)
    assert found.explanation.hint


def test_of_those_nobody_asked_for_only_the_number_is_told() -> None:
    objects = [
        {"id": 7, "campaignStatus": "ACTIVE"},
        {"id": "a", "campaignStatus": "READY"},
        {"id": True, "campaignStatus": 5},
        "no campaign",
    ]
    asked: list[tuple[str, str]] = []

    def wanted(key: str, status: str) -> bool:
        asked.append((key, status))
        return status == "ACTIVE"

    found = ENGAGE.decode_board(answer(objects), AT, wanted)
    whole = ENGAGE.decode_board(answer(objects), AT)
    assert isinstance(found, CampaignBoard)
    assert isinstance(whole, CampaignBoard)
    assert asked == [(one.id, one.status) for one in whole.campaigns]
    assert (found.campaigns, found.others, whole.others) == (whole.campaigns[:1], 2, 0)
