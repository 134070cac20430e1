"""What is asked of TrackDrive: only what the contract documents, times with their zone, keys out of the address."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.lead_page import LeadRow, PageRequest
from leaddesk.domain.lead_search import LeadFilter, LeadQuery
from leaddesk.domain.secret import Secret
from tests.vendors.trackdrive.asking import COLUMNS, PROFILE, SECRETS, TRACKDRIVE, asked, filtered, parameters

NEW_YORK = ZoneInfo("America/New_York")


def test_a_plain_question_asks_for_its_columns_and_the_two_that_tell_rows_apart() -> None:
    request = asked(LeadQuery(columns=COLUMNS), PageRequest(3))
    assert request.url == (
        "https://leads.example.com/api/v1/leads?columns=full_name,status,id,uuid&per_page=100&page=3"
    )
    assert (request.method, request.body, request.writes, request.timeout_s) == ("GET", b"", False, 45)


def test_columns_that_nobody_documented_are_shown_and_never_asked_for() -> None:
    url = asked(LeadQuery(columns=("lead_score", "number", "id"))).url
    assert "columns=id,uuid&" in url


def test_the_keys_go_out_as_basic_credentials_in_a_header_alone() -> None:
    request = asked(LeadQuery(columns=COLUMNS))
    name, value = request.headers[0]
    assert isinstance(value, Secret)
    assert (name, value.reveal()) == (
        "Authorization",
        "Basic " + base64.b64encode(b"pub-canary:priv-canary").decode(),
    )
    assert "canary" not in repr(request) + request.url + repr(request.redacted())


@pytest.mark.parametrize(
    ("base_url", "address"),
    [
        ("https://leads.example.com", "https://leads.example.com/api/v1/leads"),
        ("https://leads.example.com/", "https://leads.example.com/api/v1/leads"),
        ("https://leads.example.com/api/v2", "https://leads.example.com/api/v2/leads"),
        ("http://127.0.0.1:8123/trackdrive/api/v1", "http://127.0.0.1:8123/trackdrive/api/v1/leads"),
    ],
)
def test_a_base_url_that_is_a_host_alone_gets_the_documented_path(base_url: str, address: str) -> None:
    profile = replace(PROFILE, base_url=base_url)
    assert asked(LeadQuery(columns=COLUMNS), profile=profile).url.split("?")[0] == address


def test_the_account_that_nobody_has_named_is_never_asked() -> None:
    profile = replace(PROFILE, base_url=TRACKDRIVE.info.default_base_url)
    with pytest.raises(LeadDeskError, match="still says your-subdomain"):
        asked(LeadQuery(columns=COLUMNS), profile=profile)
    with pytest.raises(LeadDeskError):
        TRACKDRIVE.encode_connection_test(profile, SECRETS)


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (datetime(2026, 1, 1, 12, 25, 15, tzinfo=NEW_YORK), "2026-01-01%2012%3A25%3A15%20-0500"),
        (datetime(2026, 7, 1, 12, 25, 15, tzinfo=NEW_YORK), "2026-07-01%2012%3A25%3A15%20-0400"),
        (datetime(2026, 1, 1, 0, 0, tzinfo=UTC), "2026-01-01%2000%3A00%3A00%20%2B0000"),
        (datetime(2026, 1, 1, 0, 0, tzinfo=timezone(timedelta(hours=5, minutes=30))), "%20%2B0530"),
        (datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=NEW_YORK), "2026-11-01%2001%3A30%3A00%20-0500"),
    ],
)
def test_a_range_goes_out_with_its_offset_so_encoded_that_no_plus_becomes_a_blank(moment: datetime, sent: str) -> None:
    url = asked(LeadQuery(columns=COLUMNS, created_from=moment)).url
    (raw,) = [pair for pair in url.split("?")[1].split("&") if pair.startswith("created_at_from=")]
    assert raw.endswith(sent)
    assert "+" not in url
    assert dict(parse_qsl(urlsplit(url).query))["created_at_from"] == f"{moment:%Y-%m-%d %H:%M:%S %z}"


def test_a_label_goes_out_alone_with_the_vendors_name_of_the_zone() -> None:
    query = LeadQuery(columns=COLUMNS, created_label="This Week", zone="America/New_York")
    assert parameters(query) == {"created_at_label": "This Week", "time_zone": "EST"}
    assert "created_at_label=This%20Week&" in asked(query).url
    assert parameters(replace(query, zone="America/Phoenix")) == {"created_at_label": "This Week"}
    assert parameters(query.with_filter(LeadFilter("time_zone", "PST"))) == {
        "created_at_label": "This Week",
        "time_zone": "PST",
    }


def test_a_range_stands_over_a_label_and_needs_no_zone_beside_it() -> None:
    query = LeadQuery(
        columns=COLUMNS,
        created_label="Custom Range",
        created_from=datetime(2026, 1, 1, tzinfo=UTC),
        created_to=datetime(2026, 1, 2, tzinfo=UTC),
        zone="America/New_York",
    )
    assert parameters(query) == {
        "created_at_from": "2026-01-01 00:00:00 +0000",
        "created_at_to": "2026-01-02 00:00:00 +0000",
    }


def test_every_filter_goes_out_under_its_own_name() -> None:
    values = {
        "TEXT": "x y&z",
        "YES_NO": "false",
        "IDS": "12, 13",
        "SUGGESTIONS": "scheduled, dnc ",
        "TIME": "2026-01-01T09:00:00-05:00",
    }
    special = {"serializer": "lead_grid", "number": "(202) 555-0123"}
    form = TRACKDRIVE.form
    filters = {
        key: special.get(key) or values[spec.kind.name]
        for key, spec in form.by_key.items()
        if key not in ("page", "per_page")
    }
    query = replace(filtered(**filters), text=" solar ")
    assert TRACKDRIVE.query_problems(query) == ()
    sent = parameters(query)
    assert set(sent) == {*filters, "fulltext"}
    assert (sent["fulltext"], sent["offer_id"], sent["status"]) == ("solar", "12,13", "scheduled,dnc")
    assert (sent["number"], sent["opt_out"], sent["email"]) == ("+12025550123", "false", "x y&z")
    assert sent["next_action_at_to"] == "2026-01-01 09:00:00 -0500"


def test_a_filter_that_is_off_or_empty_or_unknown_sends_nothing() -> None:
    filters = (LeadFilter("status", "dnc", on=False), LeadFilter("email", " "), LeadFilter("colour", "red"))
    assert parameters(LeadQuery(columns=COLUMNS, filters=filters)) == {}


def test_what_is_no_number_goes_out_as_typed() -> None:
    assert parameters(filtered(number=" 555 "))["number"] == "555"


def test_rows_a_page_and_first_page_steer_the_paging() -> None:
    query = filtered(per_page="250", page="4")
    assert (query.page_size, query.first_page) == (250, 4)
    assert asked(query, PageRequest(query.first_page)).url.endswith("&per_page=250&page=4")
    assert asked(query, PageRequest(5, cursor="MTIz+/=")).url.endswith("&per_page=250&cursor=MTIz%2B%2F%3D")


@given(st.text(max_size=40))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    sent = parameters(LeadQuery(columns=COLUMNS, text=text))
    expected = text.strip().encode("utf-8", "replace").decode()
    assert sent.get("fulltext", "") == expected


@pytest.mark.parametrize(
    ("query", "key", "said"),
    [
        (LeadQuery(), "columns", "at least one column"),
        (LeadQuery(columns=("lead_score",)), "columns", "at least one column"),
        (LeadQuery(columns=COLUMNS, created_label="Soon"), "created", "no label Soon"),
        (LeadQuery(columns=COLUMNS, created_label="Custom Range"), "created_from", "needs a time"),
        (LeadQuery(columns=COLUMNS, created_from=datetime(2026, 1, 1)), "created_from", "no zone"),  # noqa: DTZ001
        (LeadQuery(columns=COLUMNS, created_to=datetime(2026, 1, 1)), "created_to", "no zone"),  # noqa: DTZ001
        (LeadQuery(columns=COLUMNS, zone="Mars/North"), "zone", "no zone Mars/North"),
        (LeadQuery(columns=COLUMNS, zone="../etc"), "zone", "no zone"),
        (
            LeadQuery(
                columns=COLUMNS,
                created_from=datetime(2026, 1, 2, tzinfo=UTC),
                created_to=datetime(2026, 1, 1, tzinfo=UTC),
            ),
            "created_to",
            "ends before it begins",
        ),
        (filtered(colour="red"), "colour", "no filter colour"),
        (filtered(opt_out="maybe"), "opt_out", "true or false"),
        (filtered(number="call me"), "number", "made of digits"),
        (filtered(number="( ) -"), "number", "made of digits"),
        (filtered(serializer="lead_list"), "serializer", "Choose one of: lead, lead_grid, lead_external"),
        (filtered(offer_id="12; 13"), "offer_id", "whole number or a UUID"),
        (filtered(offer_id=","), "offer_id", "whole number or a UUID"),
        (filtered(status=","), "status", "Type a word"),
        (filtered(per_page="0"), "per_page", "from 1 on"),
        (filtered(next_action_at_from="2026-01-01T09:00"), "next_action_at_from", "needs its zone"),
        (filtered(next_action_at_from="soon"), "next_action_at_from", "needs its zone"),
    ],
)
def test_what_cannot_be_asked_is_said_beforehand(query: LeadQuery, key: str, said: str) -> None:
    (problem,) = TRACKDRIVE.query_problems(query)
    assert (problem.key, said in problem.text) == (key, True), problem


def test_ids_may_be_uuids_and_an_open_range_is_sound() -> None:
    query = replace(filtered(buyer_id="7, 00000000-0000-4000-8000-000000000001"), zone="UTC")
    assert TRACKDRIVE.query_problems(query) == ()
    assert TRACKDRIVE.query_problems(replace(query, created_to=datetime(2026, 1, 1, tzinfo=UTC))) == ()


class TestOpenRecord:
    def address(self, path: object, base_url: str = "https://leads.example.com/api/v1") -> str:
        row = LeadRow(("id", "routes_show_path"), (7001, path))
        return TRACKDRIVE.record_address(replace(PROFILE, base_url=base_url), row)

    def test_a_path_leads_to_the_profiles_own_host(self) -> None:
        assert self.address("/leads/7001") == "https://leads.example.com/leads/7001"
        assert self.address("https://leads.example.com/leads/1") == "https://leads.example.com/leads/1"
        assert self.address("/leads/1", "http://127.0.0.1:8123/api/v1") == "http://127.0.0.1:8123/leads/1"

    @pytest.mark.parametrize(
        "path",
        [
            "https://other.example.com/leads/1",
            "//other.example.com/leads/1",
            "/\\other.example.com",
            "javascript:alert(1)",
            "file:///etc/hosts",
            "http://leads.example.com/leads/1",
            "https://user@leads.example.com/",
            "https://[broken",
            "https://leads.example.com:x/",
            "/leads/\n1",
            " ",
            "/" + "x" * 3000,
            None,
            7001,
        ],
    )
    def test_everything_else_leads_nowhere(self, path: object) -> None:
        assert self.address(path) == ""

    def test_a_row_without_the_column_leads_nowhere(self) -> None:
        assert TRACKDRIVE.record_address(PROFILE, LeadRow(("id",), (1,))) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("acme", "https://acme.trackdrive.com/api/v1"),
        (" Acme-2 ", "https://acme-2.trackdrive.com/api/v1"),
        ("https://acme.example.com/api/v1", "https://acme.example.com/api/v1"),
    ],
)
def test_an_account_s_name_alone_is_its_address(typed: str, meant: str) -> None:
    assert TRACKDRIVE.info.base_url(typed) == meant
