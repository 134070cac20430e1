"""A campaign's leads are asked for page by page, and any answer is a page or a problem."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.lead_cells import read_time
from leaddesk.domain.lead_page import ABSENT, LeadPage, MalformedRow, Misfit, PageProblem, PageRequest
from leaddesk.domain.lead_paging import LeadPaging, PagingEnd
from leaddesk.domain.lead_search import LeadFilter, LeadQuery
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.adapter import LeadSource, VendorAdapter
from tests.vendors.lupitor.asking import (
    AT,
    COLUMNS,
    FIRST,
    LUPITOR,
    PLAIN,
    PROFILE,
    ROW,
    SECRETS,
    STANDARD,
    answer,
    asked,
    envelope,
    filtered,
    listed,
    page_of,
    parameters,
    problem_of,
    read,
    rows_of,
)

SOURCE: LeadSource = LUPITOR
ADAPTER: VendorAdapter = LUPITOR


def problems(query: LeadQuery) -> dict[str, str]:
    return {problem.key: problem.text for problem in SOURCE.query_problems(query)}


# ---------------------------------------------------------------- the question


def test_a_page_is_one_read_with_the_key_in_its_header() -> None:
    request = asked()
    assert (request.method, request.writes, request.timeout_s) == ("GET", False, 45)
    assert request.url == "https://leads.example.com/api/v1/leads?campaignId=camp_example_01&limit=1000"
    assert request.secrets() == (SECRETS["api_key"],)
    assert asked(profile=replace(PROFILE, options={"path": "/records"})).url.split("?")[0].endswith("/records")


def test_filters_and_cursor_go_out_quoted() -> None:
    query = filtered(campaignId="camp/ö 2", status="raw", limit="8000")
    request = asked(query, PageRequest(2, "ab+/c=="))
    assert request.url.endswith("?campaignId=camp%2F%C3%B6%202&status=raw&limit=8000&cursor=ab%2B%2Fc%3D%3D"), (
        request.url
    )


@pytest.mark.parametrize(("limit", "cap"), [("10", 2 * 1024 * 1024), ("8000", 8000 * 1024)])
def test_a_long_page_is_read_whole(limit, cap) -> None:
    assert asked(filtered(limit=limit)).body_cap == cap


def test_what_the_list_does_not_take_is_not_sent() -> None:
    query = replace(
        filtered(phoneNumber="5550123", externalId="CRM"), text="Ada", created_from=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert parameters(query) == {"campaignId": "camp_example_01", "limit": "1000"}


def test_the_campaign_is_the_filter_s_or_the_one_that_all_destinations_share() -> None:
    other = replace(STANDARD, id="d3", settings={**STANDARD.settings, "campaign_id": "camp_example_02"})
    two = replace(PROFILE, destinations=(*PROFILE.destinations, other))
    assert "campaignId=camp_example_02&" in asked(filtered(campaignId="camp_example_02"), profile=two).url
    with pytest.raises(LeadDeskError, match="say which one") as two_known:
        asked(profile=two)
    assert "camp_example_01, camp_example_02" in two_known.value.detail
    with pytest.raises(LeadDeskError, match="say which one") as none_known:
        asked(profile=replace(PROFILE, destinations=()))
    assert (none_known.value.detail, "Campaign ID" in none_known.value.hint) == ("", True)


@pytest.mark.parametrize(
    ("filters", "key"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "8001"}, "limit"),
        ({"limit": "1e3"}, "limit"),
        ({"status": "raw, attempting"}, "status"),
        ({"status": ","}, "status"),
        ({"phoneNumber": "12"}, "phoneNumber"),
        ({"per_page": "5"}, "per_page"),
    ],
)
def test_what_cannot_be_asked_is_said(filters, key) -> None:
    assert list(problems(filtered(**filters))) == [key]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"columns": ()}, "columns"),
        ({"columns": ("nobody_s",)}, "columns"),
        ({"zone": "Nowhere/At_all"}, "zone"),
        ({"created_label": "Today"}, "created"),
        ({"created_label": "Custom range"}, "created_from"),
        ({"created_from": datetime(2026, 1, 1)}, "created_from"),  # noqa: DTZ001
        ({"created_to": datetime(2026, 1, 1)}, "created_to"),  # noqa: DTZ001
        (
            {"created_from": datetime(2026, 1, 2, tzinfo=UTC), "created_to": datetime(2026, 1, 1, tzinfo=UTC)},
            "created_to",
        ),
    ],
)
def test_a_question_that_makes_no_sense_is_said(change, key) -> None:
    assert list(problems(replace(PLAIN, **change))) == [key]


def test_a_status_that_nobody_documented_may_be_asked_for() -> None:
    assert problems(filtered(status="paused", limit="8000")) == {}
    assert parameters(filtered(status="paused"))["status"] == "paused"


def test_a_range_in_a_zone_that_this_computer_knows_is_sound() -> None:
    assert problems(replace(PLAIN, created_from=datetime(2026, 1, 1, tzinfo=UTC), zone="America/Denver")) == {}


def test_a_filter_that_is_switched_off_is_not_asked() -> None:
    query = LeadQuery(columns=COLUMNS, filters=(LeadFilter("status", "raw", on=False),))
    assert "status" not in parameters(query)


# ---------------------------------------------------------------- the page


def test_a_row_comes_as_it_is_and_its_creation_as_a_time() -> None:
    page = page_of(listed(ROW), replace(PLAIN, columns=tuple(SOURCE.form.columns.by_name)))
    (row,) = rows_of(page)
    assert (page.count, page.notices, page.malformed, page.misfits) == (1, (), (), ())
    assert row.id == ROW["_id"]
    assert row.value("uuid") is ABSENT
    assert row["metadata"] == {"first_name": "Ada", "company": "Sample Co"}
    assert row["_creationTime"] == "2026-02-03T15:00:00.000+00:00"
    assert read_time(row["_creationTime"]) == datetime(2026, 2, 3, 15, tzinfo=UTC)
    assert row.value("scheduledFor") is ABSENT
    assert {key: row[key] for key in ROW if key not in ("_creationTime", "metadata")} == {
        key: value for key, value in ROW.items() if key not in ("_creationTime", "metadata")
    }


def test_only_the_columns_in_view_are_kept_and_unknown_ones_come_after() -> None:
    page = page_of(listed({**ROW, "lastCallAt": "x"}))
    assert page.columns == (*COLUMNS, "id", "uuid", "lastCallAt")
    assert page.notices == ("Columns came that nobody documented: lastCallAt.",)
    again = page_of(listed({**ROW, "lastCallAt": "x", "owner": 1}), known=page.columns)
    assert again.columns == (*page.columns, "owner")
    assert again.notices == ("Columns came that nobody documented: owner.",)


@pytest.mark.parametrize(
    ("beside", "has_more", "cursor"),
    [
        ({"hasMore": True, "cursor": "ab+/c=="}, True, "ab+/c=="),
        ({"hasMore": False, "cursor": "ab"}, False, "ab"),
        ({"hasMore": None, "cursor": "ab"}, False, "ab"),
        ({"hasMore": True, "cursor": 12}, True, "12"),
    ],
)
def test_the_vendor_says_whether_more_follow(beside, has_more, cursor) -> None:
    page = page_of(listed(ROW, **beside))
    assert (page.has_more, page.next_cursor) == (has_more, cursor)


def test_a_host_that_says_nothing_of_more_has_no_more_and_a_full_page_says_so() -> None:
    old = envelope({"leads": [ROW], "count": 1})
    assert (page_of(old).has_more, page_of(old).notices) == (False, ())
    full = page_of(old, filtered(limit="1"))
    assert full.has_more is False
    assert "there may be more" in full.notices[0]


def test_odd_words_about_the_end_are_said() -> None:
    assert "hasMore: expected yes or no" in page_of(listed(ROW, hasMore="yes")).notices[0]
    assert "no cursor to read them by" in page_of(listed(ROW, hasMore=True)).notices[0]


def test_reading_goes_by_the_cursor_until_the_vendor_says_no() -> None:
    paging, got = LeadPaging(PLAIN), []
    answers = {"": ("a", ["1", "2"], True), "a": ("b", [], True), "b": ("", ["3"], False)}
    for _ in range(5):
        assert asked(PLAIN, paging.next).url.endswith(f"&cursor={paging.next.cursor}" if paging.next.cursor else "1000")
        cursor, ids, more = answers[paging.next.cursor]
        body = listed(*({**ROW, "_id": one} for one in ids), hasMore=more, cursor=cursor)
        page = page_of(body, known=paging.columns)
        got += [row.id for row in rows_of(paging.take(page))]
        if paging.end:
            break
    assert (got, paging.end) == (["1", "2", "3"], PagingEnd.NO_CURSOR)


def test_rows_that_do_not_fit_what_was_asked_are_noticed() -> None:
    page = page_of(listed(ROW, {**ROW, "status": "exhausted"}), filtered(status="raw", campaignId="camp_other"))
    assert page.misfits == (Misfit("campaignId", 2, "camp_example_01"), Misfit("status", 1, "exhausted"))
    assert len(page.rows) == 2, "they are shown all the same"


def test_what_is_no_row_is_left_out_and_counted() -> None:
    page = page_of(listed(ROW, None, ["x"], 7))
    assert (len(page.rows), page.count) == (1, 4)
    assert page.malformed[0] == MalformedRow(2, "A row is expected to be an object.", "null")
    many = page_of(listed(*range(60)))
    assert (len(many.malformed), many.malformed[-1].reason) == (51, "10 more rows are no objects.")


def test_other_types_and_missing_columns_are_said() -> None:
    odd = {**ROW, "phoneNumber": 12025550123, "attempts": "two", "metadata": [], "_creationTime": "x", "priority": True}
    del odd["status"]
    page = page_of(listed(odd))
    assert page.notices == (
        "status did not come.",
        "phoneNumber: expected text, got 12025550123.",
        "metadata: expected an object, got [].",
        'attempts: expected a number, got "two".',
        "priority: expected a number, got true.",
        '_creationTime: expected a number, got "x".',
    )
    assert rows_of(page)[0]["_creationTime"] == "x"


@pytest.mark.parametrize("created", [0, -1, True, 1e300, 10**40, None, [], "1770130800000"])
def test_a_time_of_creation_that_makes_no_sense_stays_as_it_came(created) -> None:
    (row,) = rows_of(page_of(listed({**ROW, "_creationTime": created})))
    assert row["_creationTime"] == created


# ---------------------------------------------------------------- what is looked for here

OTHER = {**ROW, "_id": "k2", "phoneNumber": "+13035550144", "externalId": "crm-0002", "metadata": {"name": "Bo Other"}}
BARE = {"_id": "k3", "campaignId": "camp_example_01", "externalId": "X-3", "status": "raw", "_creationTime": 1}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (PLAIN, [ROW["_id"], "k2", "k3"]),
        (replace(PLAIN, text="ada sample"), [ROW["_id"]]),
        (replace(PLAIN, text="(202) 555-0123"), [ROW["_id"]]),
        (replace(PLAIN, text="CRM-"), [ROW["_id"], "k2"]),
        (replace(PLAIN, text="k3"), ["k3"]),
        (replace(PLAIN, text="nobody"), []),
        (filtered(phoneNumber="303-555-0144"), ["k2"]),
        (filtered(phoneNumber="+1 303 555 0144"), ["k2"]),
        (filtered(phoneNumber="5550"), [ROW["_id"], "k2"]),
        (filtered(externalId="Crm-0002"), ["k2"]),
        (replace(PLAIN, created_from=datetime(2026, 2, 3, 15, tzinfo=UTC)), [ROW["_id"], "k2"]),
        (replace(PLAIN, created_to=datetime(2026, 2, 3, 14, tzinfo=UTC)), ["k3"]),
    ],
)
def test_what_the_list_does_not_take_is_looked_for_among_the_rows(query, ids) -> None:
    page = page_of(listed(ROW, OTHER, BARE), query)
    assert [row.id for row in rows_of(page)] == ids
    assert page.count == 3, "a page without a fitting row is no end"
    assert any("looked for here" in notice for notice in page.notices) == (query != PLAIN)


def test_a_row_without_a_readable_time_stays_in_a_range() -> None:
    row = {**ROW, "_creationTime": "soon"}
    assert len(page_of(listed(row), replace(PLAIN, created_from=AT)).rows) == 1


# ---------------------------------------------------------------- no page


@pytest.mark.parametrize(
    ("status", "body", "title", "repeatable"),
    [
        (400, envelope(error="campaignId query parameter is required"), "was told no campaign", False),
        (200, envelope(error="campaignId query parameter is required"), "was told no campaign", False),
        (400, envelope(error="limit is odd"), "refuses a value", False),
        (401, envelope(error="Invalid or inactive API key"), "does not accept the API key", False),
        (401, b"", "does not accept the API key", False),
        (403, envelope(error="Insufficient permissions"), "may not do that", False),
        (404, envelope(error="Campaign not found or access denied"), "no such campaign", False),
        (404, b"<html>", "no such address or campaign", False),
        (407, b"", "proxy", False),
        (408, b"", "gave up waiting", True),
        (418, b"", "refused the question", False),
        (500, b"", "failure of its own", True),
        (200, envelope(error="no"), "refused the question", False),
        (302, b"", "points elsewhere", False),
        (200, b"", "no list of leads", False),
        (200, {"success": True, "data": {}}, "no list of leads", False),
        (200, [ROW], "no list of leads", False),
        (200, b'{"success": true, "data"', "no list of leads", False),
        (200, b"<html>Sign in</html>", "web page", False),
    ],
)
def test_an_answer_that_is_no_page_is_explained(status, body, title, repeatable) -> None:
    problem = problem_of(body, status=status)
    assert title in problem.explanation.title
    assert (problem.explanation.hint != "", problem.repeatable, problem.status) == (True, repeatable, status)


def test_the_vendors_own_words_are_a_sentence() -> None:
    body = json.dumps({"success": False, "data": None, "error": "Invalid or inactive API key"}).encode()
    problem = problem_of(body, status=401)
    assert "It says: Invalid or inactive API key. Type" in problem.explanation.sentence()


def test_a_redirect_names_the_host_and_nothing_more() -> None:
    problem = problem_of(b"", status=302, Location="https://login.example.com/?next=secret")
    assert "points to login.example.com (302)" in problem.explanation.title
    assert "secret" not in problem.explanation.sentence()
    assert "points elsewhere (302)" in problem_of(b"", status=302, Location="https://[login").explanation.title


def test_a_429_counts_down_and_is_tried_again() -> None:
    problem = problem_of(b"", status=429, X_RateLimit_Reset=str(int(AT.timestamp()) + 30))
    assert (problem.repeatable, problem.retry_after_s) == (True, 30)
    assert problem_of(b"", status=429).retry_after_s == 5


def test_a_page_that_is_too_long_says_what_to_do() -> None:
    response = HttpResponse(200, (), b'{"success": true, "data": {"leads": [', capped=True)
    problem = LUPITOR.decode_page(response, PLAIN, FIRST, (), AT)
    assert isinstance(problem, PageProblem)
    assert "Rows a page" in problem.explanation.hint


@pytest.mark.parametrize("body", [{"leads": [ROW]}, envelope({"records": [ROW]}), {"success": True, "leads": [ROW]}])
def test_a_list_without_its_envelope_or_under_its_other_name_is_read(body) -> None:
    assert [row.id for row in rows_of(page_of(body))] == [ROW["_id"]]


def test_there_is_no_web_page_of_a_lead() -> None:
    assert SOURCE.record_address(PROFILE, rows_of(page_of(listed(ROW)))[0]) == ""


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["success", "data", "leads", "hasMore", "cursor", "error", "_id", "id", "metadata", "status"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)


@given(data=_JSON, status=st.sampled_from([200, 201, 204, 302, 400, 429, 500]))
def test_any_json_gives_a_page_or_a_problem(data: object, status: int) -> None:
    query = replace(filtered(status="raw", phoneNumber="555"), text="x")
    came = LUPITOR.decode_page(answer(json.dumps(data).encode(), status), query, FIRST, (), AT)
    if isinstance(came, LeadPage):
        LeadPaging(query).take(came)
        assert all(len(row) == len(came.columns) for row in came.rows)
    else:
        assert came.explanation.title


@given(body=st.binary(max_size=200), kind=st.text(max_size=20))
def test_any_bytes_give_a_page_or_a_problem(body: bytes, kind: str) -> None:
    assert isinstance(read(body, kind=kind), LeadPage | PageProblem)
