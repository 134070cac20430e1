"""Every documented parameter of the lead list, over real HTTP, against a second reading of all its rows."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.practice.leads import NOW, Leads, lead_server

Row = dict[str, Any]


@pytest.fixture(name="leads", scope="module")
def leads_fixture() -> Iterator[Leads]:
    """One server of 1,500 leads for the whole module: these answers depend on the request alone."""
    with lead_server(1500) as leads:
        yield leads


@pytest.fixture(name="everything", scope="module")
def everything_fixture(leads: Leads) -> list[Row]:
    return leads.every()


def test_all_leads_come_with_all_columns_newest_first(everything: list[Row]) -> None:
    assert [row["id"] for row in everything] == list(range(8500, 7000, -1))
    assert {len(row) for row in everything} == {56}
    created = [datetime.fromisoformat(row["created_at"]) for row in everything]
    assert created == sorted(created, reverse=True)
    assert NOW - timedelta(minutes=1) < created[0] <= NOW


WORDS = [("true", True), ("1", True), ("yes", True), ("on", True), ("false", False), ("0", False), ("no", False)]


@pytest.mark.parametrize(("word", "wanted"), [*WORDS, ("off", False)])
@pytest.mark.parametrize("name", ["has_next_action", "buyer_converted", "offer_converted", "opt_out"])
def test_boolean_filters(name: str, word: str, wanted: bool, leads: Leads, everything: list[Row]) -> None:
    fitting = [row["id"] for row in everything if row[name] is wanted]
    assert 0 < len(fitting) < 1500
    assert leads.ids(**{name: word}) == fitting


def test_either_converted_is_the_one_or_the_other(leads: Leads, everything: list[Row]) -> None:
    converted = [row["id"] for row in everything if row["offer_converted"] or row["buyer_converted"]]
    assert leads.ids(either_converted="true") == converted
    assert len(leads.ids(either_converted="false")) == 1500 - len(converted)


@pytest.mark.parametrize("name", ["offer_id", "schedule_id", "traffic_source_id", "buyer_id", "status", "email"])
def test_filters_by_a_value(name: str, leads: Leads, everything: list[Row]) -> None:
    value = next(row[name] for row in everything if row[name] is not None)
    assert leads.ids(**{name: value}) == [row["id"] for row in everything if row[name] == value]
    assert leads.ids(**{name: "none-such"}) == []


@pytest.mark.parametrize("name", ["offer_id", "traffic_source_id", "status"])
def test_several_values_mean_any_of_them(name: str, leads: Leads, everything: list[Row]) -> None:
    values = {everything[0][name], everything[1][name], everything[5][name]}
    assert len(values) > 1
    fitting = [row["id"] for row in everything if row[name] in values]
    assert leads.ids(**{name: ",".join(map(str, values))}) == fitting


def test_several_contacts_may_be_named_by_id_or_phone(leads: Leads, everything: list[Row]) -> None:
    phones = {everything[7]["caller_id"], everything[9]["caller_id"]}
    fitting = [row["id"] for row in everything if row["caller_id"] in phones]
    assert leads.ids(contact_id=",".join(phone[1:] for phone in phones)) == fitting


def test_email_is_found_in_any_case(leads: Leads, everything: list[Row]) -> None:
    row = next(row for row in everything if row["email"])
    assert leads.ids(email=row["email"].upper()) == [row["id"]]


def test_status_wait_is_about_waiting_leads(leads: Leads, everything: list[Row]) -> None:
    waiting = leads.every(status_wait="waiting_call_disposition", columns="id,status")
    assert waiting
    assert {row["status"] for row in waiting} == {"waiting"}
    assert len(waiting) < len([row for row in everything if row["status"] == "waiting"])


@pytest.mark.parametrize("form", [str, lambda phone: phone[1:], lambda phone: phone[2:]], ids=["E.164", "11", "10"])
def test_number_is_the_phone_in_any_of_its_forms(
    form: Callable[[str], str], leads: Leads, everything: list[Row]
) -> None:
    phone = everything[7]["caller_id"]
    assert leads.ids(number=form(phone)) == [row["id"] for row in everything if row["caller_id"] == phone]


def test_contact_is_every_lead_of_a_phone(leads: Leads, everything: list[Row]) -> None:
    phone = everything[7]["caller_id"]
    same = [row["id"] for row in everything if row["caller_id"] == phone]
    assert leads.ids(contact_id=phone[1:]) == same
    by_id = {contact: leads.ids(contact_id=contact) for contact in (50001, 50123, 52399)}
    for found in by_id.values():
        assert len({row["caller_id"] for row in everything if row["id"] in found}) <= 1
    assert any(by_id.values())


def test_text_must_be_found_word_by_word(leads: Leads, everything: list[Row]) -> None:
    found = leads.every(fulltext="SOLAR ada", columns="id,full_name,email,data")
    assert found
    for row in found:
        assert "ada" in f"{row['full_name']} {row['email']}".lower()
        assert row["data"] is None or row["data"] == {} or row["data"]["interest"] == "solar"
    with_id = leads.ids(fulltext=str(everything[3]["id"]))
    assert everything[3]["id"] in with_id
    assert leads.ids(fulltext="no such word") == []


def test_dates_are_read_with_their_offset_and_both_ends_count(leads: Leads, everything: list[Row]) -> None:
    first, last = "2026-05-01 07:00:00 -0500", "2026-05-10 23:30:15 +0200"
    low, high = (datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z") for text in (first, last))
    fitting = [row["id"] for row in everything if low <= datetime.fromisoformat(row["created_at"]) <= high]
    assert len(fitting) > 20
    assert leads.ids(created_at_from=first, created_at_to=last) == fitting
    assert leads.ids(created_at_from=first, created_at_to=last, created_at_label="Custom Range") == fitting
    newer = leads.ids(created_at_from=first)
    assert newer[-len(fitting) :] == fitting
    assert leads.ids(created_at_from=last, created_at_to=first) == []


@pytest.mark.parametrize("zone", ["America/New_York", "EDT", "EST"])
def test_dates_without_offset_are_read_in_the_time_zone(zone: str, leads: Leads) -> None:
    named = leads.ids(created_at_from="2026-05-01 00:00:00 -0400")
    assert leads.ids(created_at_from="2026-05-01 00:00:00", time_zone=zone) == named
    assert len(leads.ids(created_at_from="2026-05-01 00:00:00", time_zone="UTC")) >= len(named)


def test_a_bare_plus_in_a_date_is_noticed(leads: Leads) -> None:
    url = "leads?created_at_from=2026-05-01%2007:00:00%20+0200"
    answer = leads.client.get(httpx.URL(f"{leads.server.leads_base_url}/{url}"))
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["created_at_from"]


def test_next_action_dates(leads: Leads, everything: list[Row]) -> None:
    first, last = "2026-05-15 00:00:00 +0000", "2026-05-18 00:00:00 +0000"
    low, high = (datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z") for text in (first, last))
    due = {row["id"]: datetime.fromisoformat(row["next_action_at"]) for row in everything if row["next_action_at"]}
    fitting = [id_ for id_, at in due.items() if low <= at <= high]
    assert fitting
    assert leads.ids(next_action_at_from=first, next_action_at_to=last) == fitting
    assert leads.ids(next_action_at_to=first) == [id_ for id_, at in due.items() if at <= low]


def test_label_keeps_to_the_calendar_of_the_zone(leads: Leads, everything: list[Row]) -> None:
    for zone, offset in (("UTC", "+00:00"), ("America/Los_Angeles", "-07:00"), ("Pacific/Honolulu", "-10:00")):
        midnight = datetime.fromisoformat(f"2026-05-14T00:00:00{offset}")
        today = [row["id"] for row in everything if datetime.fromisoformat(row["created_at"]) >= midnight]
        assert leads.ids(created_at_label="Today", time_zone=zone) == today
    assert leads.ids(created_at_label="Today") == leads.ids(created_at_label="Today", time_zone="UTC")
    assert leads.ids(created_at_label="") == leads.ids(created_at_label="Lifetime") == leads.ids()


def test_filters_add_up(leads: Leads, everything: list[Row]) -> None:
    wanted = [
        row["id"]
        for row in everything
        if row["status"] == "opt_out" and row["offer_id"] == 412 and row["created_at"] > "2026-01-01"
    ]
    found = leads.ids(status="opt_out", offer_id=412, opt_out="on", created_at_label="This Year", time_zone="EST")
    assert wanted
    assert found == wanted


def test_only_chosen_columns_come_in_the_order_asked(leads: Leads, everything: list[Row]) -> None:
    rows = leads.rows(columns="status,id,data", per_page=3)
    assert [list(row) for row in rows] == [["status", "id", "data"]] * 3
    assert rows == [{name: row[name] for name in ("status", "id", "data")} for row in everything[:3]]
    # The manual's own example names `number`, which is no column.
    refused = leads.ask(columns="id,number")
    assert (refused.status_code, refused.json()["errors"]) == (422, {"columns": ["number is not a column"]})


def test_serializers(leads: Leads) -> None:
    lead, grid, external = (
        leads.rows(serializer=name, per_page=2)[0] for name in ("lead", "lead_grid", "lead_external")
    )
    assert leads.rows(serializer="", per_page=2)[0] == lead
    assert set(grid) - set(lead) == {"offer_uuid", "buyer_uuid"}
    assert set(external) == {"uuid", "caller_id", "email", "full_name", "status", "sub_id", "created_at", "data"}
    assert list(leads.rows(serializer="lead_external", columns="id", per_page=1)[0]) == ["id"]
    assert list(leads.rows(serializer="lead_grid", columns="id", per_page=1)[0]) == ["id", "offer_uuid", "buyer_uuid"]


def test_order_of_other_pages_of_the_manual(leads: Leads) -> None:
    assert leads.ids(order="created_at", order_dir="asc") == leads.ids()[::-1]
    assert leads.ids(order="id", order_dir="desc", status="dnc") == leads.ids(status="dnc")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("status_is", "dnc"),
        ("auth_token", "a-token"),
        ("ids", "1,2"),
        ("page", "0"),
        ("page", "1.5"),
        ("page", "٣"),
        ("per_page", "-1"),
        ("per_page", "many"),
        ("serializer", "lead_list"),
        ("created_at_label", "last 5 min"),
        ("created_at_from", "2026-05-01"),
        ("created_at_from", "2026-05-01 00:00:00"),
        ("created_at_from", "2026-02-30 00:00:00 -0500"),
        ("created_at_to", "2026-05-01T00:00:00-05:00"),
        ("next_action_at_to", "tomorrow"),
        ("time_zone", "Atlantis/Capital"),
        ("time_zone", "../../etc/hostname"),
        ("columns", ""),
        ("columns", "id, uuid"),
        ("columns", "id,id"),
        ("opt_out", "maybe"),
        ("opt_out", "TRUE"),
        ("root", "none"),
        ("number", "(202) 555-0123"),
        ("number", "5550123"),
        ("status", " "),
        ("status", "dnc,,queue"),
        ("offer_id", ","),
        ("fulltext", ""),
        ("fulltext", "practice:nonsense"),
        ("order", "status"),
        ("order_dir", "up"),
        ("cursor", "-1"),
    ],
)
def test_careless_parameter_is_refused_and_named(name: str, text: str, leads: Leads) -> None:
    answer = leads.ask(**{name: text})
    assert answer.status_code == answer.json()["status"] == 422
    ((refused, (problem,)),) = answer.json()["errors"].items()
    assert refused == name
    assert problem


def test_label_beside_dates_and_repeated_parameters_are_refused(leads: Leads) -> None:
    dates = {"created_at_from": "2026-05-01 00:00:00 -0500"}
    assert leads.ask(created_at_label="Today", **dates).json()["errors"].keys() == {"created_at_label"}
    repeated = leads.client.get("leads", params=[("status", "dnc"), ("status", "queue")])
    assert repeated.json()["errors"] == {"status": ["is repeated"]}


def basic(text: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(text.encode()).decode()}"}


def test_both_keys_are_demanded(leads: Leads) -> None:
    server = leads.server
    public, private = server.public_key, server.private_key
    headers = [
        {},
        {"Authorization": "Basic"},
        {"Authorization": "Basic %%%"},
        {"Authorization": f"Bearer {private}"},
        basic(f"{public}:"),
        basic(f"{public}:wrong"),
        basic(f"{private}:{public}"),
        basic(server.api_key),
        basic("schlüssel:geheim"),
    ]
    for header in headers:
        answer = httpx.get(f"{server.leads_base_url}/leads", headers=header, trust_env=False, verify=False)
        assert answer.status_code == answer.json()["status"] == 401
        assert "key" in answer.json()["errors"]["base"][0]
        assert answer.headers["WWW-Authenticate"].startswith("Basic")
    right = httpx.get(
        f"{server.leads_base_url}/leads", headers=basic(f"{public}:{private}"), trust_env=False, verify=False
    )
    assert right.status_code == 200


def test_keys_are_nowhere_in_the_server_s_texts(leads: Leads) -> None:
    leads.ask(columns="id", per_page=1)
    texts = f"{leads.server!r} {leads.server._account!r} {leads.server.requests!r} {leads.server.leads_base_url}"
    assert leads.server.public_key not in texts
    assert leads.server.private_key not in texts
    assert len({leads.server.public_key, leads.server.private_key, leads.server.api_key}) == 3


def test_what_was_asked_is_noted_but_nothing_undocumented(leads: Leads) -> None:
    leads.ask(columns="id,full_name", per_page=50, status="dnc")
    noted = leads.server.requests[-1]
    assert (noted.method, noted.path, noted.status, noted.number) == ("GET", "/api/v1/leads", 200, "")
    assert dict(noted.asked) == {"columns": "id,full_name", "per_page": "50", "status": "dnc"}
    leads.ask(auth_token="a-token", page=2)
    assert leads.server.requests[-1].asked == (("page", "2"),)
    assert "a-token" not in repr(leads.server.requests)


def test_links_of_a_row_lead_to_a_page_of_the_same_host(leads: Leads) -> None:
    row = leads.rows(columns="routes_show_path,routes_edit_path", per_page=1)[0]
    for path in row.values():
        page = httpx.get(httpx.URL(leads.server.leads_base_url).join(path), trust_env=False, verify=False)
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
