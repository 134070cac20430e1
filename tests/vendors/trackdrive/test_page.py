"""A page of leads is read out of any shape the contract tolerates, and any bytes whatever give a page or a problem."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddesk.domain.lead_page import ABSENT, LeadPage, LeadRow, PageProblem, PageRequest
from leaddesk.domain.lead_search import LeadFilter, LeadQuery
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.trackdrive.page import MOST_UNKNOWN
from tests.vendors.trackdrive.asking import AT, COLUMNS, ROW, TRACKDRIVE, page_of, problem_of, read

ALL = LeadQuery(columns=tuple(TRACKDRIVE.form.columns.by_name))


def row_of(page: LeadPage, at: int = 0) -> LeadRow:
    """Returns a row by names."""
    return LeadRow(page.columns, page.rows[at])


# ---------------------------------------------------------------- where the rows are


@pytest.mark.parametrize(
    "body",
    [
        [ROW],
        {"leads": [ROW]},
        {"leads": [ROW], "metadata": {"root": "leads"}, "status": 200, "errors": {}, "checksum": "x"},
        {"calls": [{"id": 1}], "leads": [ROW]},
        {"leads": [{"id": 1}], "rows": [ROW], "metadata": {"root": "rows"}},
        {"leads": [ROW], "metadata": {"root": "gone"}},
        {"leads": [ROW], "metadata": {"root": 7}},
        {"leads": [ROW], "metadata": "none"},
        {"errors": [{"id": 2}], "tags": ["a"], "things": [ROW]},
    ],
)
def test_the_rows_are_found_by_the_readers_rule(body: object) -> None:
    page = page_of(body)
    assert page.columns == ("full_name", "status", "id", "uuid")
    assert page.rows == (("Ada Sample", "scheduled", 7001, ROW["uuid"]),)
    assert page.count == 1


def test_another_root_is_said() -> None:
    assert page_of({"rows": [ROW]}).notices == ("The rows stood under rows and not under leads.",)
    assert page_of({"leads": [ROW]}).notices == ()


@pytest.mark.parametrize("body", [{}, {"leads": {}}, {"tags": ["a"]}, {"leads": None}, 5, "leads", None, {"x": []}])
def test_where_there_is_no_list_of_rows_there_is_no_page(body: object) -> None:
    assert problem_of(body).explanation.title == "The answer holds no list of leads."


def test_an_empty_list_is_a_page() -> None:
    assert page_of([]).count == page_of({"leads": []}).count == 0


def test_after_a_page_an_empty_list_under_any_name_is_the_end() -> None:
    assert page_of({"errors": [], "records": []}, known=page_of([ROW]).columns).count == 0


def test_totals_and_cursors_are_taken_where_they_are_given() -> None:
    page = page_of({"leads": [ROW], "metadata": {"total_entries": 57, "total_pages": "3", "per_page": 25}})
    assert (page.total, page.total_pages, page.size, page.next_cursor) == (57, 3, 25, "")
    assert page_of({"leads": [ROW], "total": "9"}).total == 9
    assert page_of({"leads": [ROW], "metadata": {"total": True, "total_count": -1}}).total is None


@pytest.mark.parametrize(
    ("given", "cursor"), [("MTIz", "MTIz"), (77, "77"), (0, ""), ("0", ""), ("", ""), (None, ""), (True, ""), ([], "")]
)
def test_a_cursor_of_nothing_is_the_end(given: object, cursor: str) -> None:
    assert page_of({"leads": [ROW], "metadata": {"next_cursor": given}}).next_cursor == cursor


# ---------------------------------------------------------------- which columns


def test_what_was_not_asked_for_is_kept_only_where_nobody_documented_it() -> None:
    page = page_of([{"id": 1, "email": "a@example.com", "lead_score": 9, "tier": None}])
    assert page.columns == ("full_name", "status", "id", "uuid", "lead_score", "tier")
    assert page.rows == ((ABSENT, ABSENT, 1, ABSENT, 9, None),)
    assert "Columns came that nobody documented: lead_score, tier." in page.notices
    assert "full_name was asked for and did not come." in page.notices


def test_later_pages_keep_the_columns_before_them_and_add_to_their_end() -> None:
    first = page_of([{"id": 1, "lead_score": 9}])
    second = page_of([{"id": 2, "tier": 1}], known=first.columns)
    assert second.columns == (*first.columns, "tier")
    assert row_of(second).value("lead_score") is ABSENT
    assert "Columns came that nobody documented: tier." in second.notices


def test_a_flood_of_columns_is_kept_within_bounds() -> None:
    page = page_of([{f"x{number}": number for number in range(500)}])
    assert len(page.columns) == 4 + MOST_UNKNOWN
    assert "400 more undocumented columns came; they are not kept." in page.notices


def test_an_unknown_column_in_view_is_no_news() -> None:
    query = LeadQuery(columns=("id", "lead_score"))
    page = page_of([{"id": 1, "uuid": "u", "lead_score": 9}], query)
    assert (page.columns, page.notices) == (("id", "lead_score", "uuid"), ())


def test_a_row_is_read_by_name_and_knows_what_it_does_not_have() -> None:
    page = page_of([ROW, {"status": None}])
    row, bare = row_of(page), row_of(page, 1)
    assert (row["full_name"], row.id, row["uuid"], len(row)) == ("Ada Sample", 7001, ROW["uuid"], 4)
    assert dict(bare) == {"status": None}
    assert bare.id is ABSENT
    assert row.value("lead_score") is ABSENT
    with pytest.raises(KeyError):
        bare["id"]


# ---------------------------------------------------------------- what is odd


def test_what_is_no_row_is_said_with_its_place() -> None:
    page = page_of([ROW, 5, None, "x" * 500, [ROW]])
    assert (len(page.rows), page.count) == (1, 5)
    assert [(item.place, item.reason[-len("this is text.") :]) for item in page.malformed][2][0] == 4
    reasons = [item.reason.rpartition("this is ")[2] for item in page.malformed]
    assert reasons == ["a number.", "nothing.", "text.", "a list."]
    assert page.malformed[2].text.endswith("…")


def test_a_flood_of_what_is_no_row_is_counted() -> None:
    page = page_of([5] * 200)
    assert len(page.malformed) == 51
    assert page.malformed[-1].reason == "150 more rows are no objects."


def test_what_is_no_row_and_has_no_end_has_no_excerpt() -> None:
    deep = b"[" * 900 + b"]" * 900
    assert [item.text for item in page_of(b'[{"id":1},' + deep + b"]").malformed] == [""]


def test_other_types_than_expected_are_said_once_a_column_and_kept_as_they_came() -> None:
    rows: list[dict[str, Any]] = [
        {"full_name": {"a": 1}, "opt_out": [1], "revenue": None, "data": "text", "created_at": 5, "id": 7},
        {"full_name": 4.5, "opt_out": 1, "revenue": True, "data": {}, "status": 3, "id": "7"},
    ]
    page = page_of(rows, ALL)
    retyped = {notice for notice in page.notices if "expected" in notice}
    assert retyped == {
        "full_name: expected text, got a number and an object.",
        "opt_out: expected yes or no, got a list.",
        "revenue: expected a number, got yes or no.",
        "data: expected an object, got text.",
        "created_at: expected text, got a number.",
        "status: expected text, got a number.",
    }
    assert row_of(page)["full_name"] == {"a": 1}


def test_errors_beside_rows_are_told() -> None:
    assert page_of({"leads": [ROW], "errors": {"buyer_id": "is unknown"}}).notices == (
        "Beside the rows: It says: buyer_id: is unknown.",
    )


def test_a_cell_of_a_megabyte_is_kept() -> None:
    page = page_of([{"id": 1, "data": {"note": "x" * 1_000_000}}], ALL)
    assert row_of(page)["data"] == {"note": "x" * 1_000_000}


def test_a_value_that_is_nested_too_deeply_costs_its_cell_alone() -> None:
    deep = '{"a":' * 100 + "1" + "}" * 100
    page = page_of(f'[{{"id":1,"data":{deep}}},{{"id":2,"data":{{"a":[[1]]}}}}]'.encode(), ALL)
    assert row_of(page)["data"] == "(nested too deeply)"
    assert row_of(page, 1)["data"] == {"a": [[1]]}
    assert "A value is nested too deeply to be kept." in page.notices


def test_json_without_a_bottom_is_a_problem() -> None:
    assert "nested too deeply" in problem_of(b"[" * 100_000).explanation.detail


def test_text_of_all_scripts_and_html_comes_through_untouched() -> None:
    name = "<b>\u05d0\u05d1</b> \u202e\U0001f600 \x07"
    assert row_of(page_of([{"id": 1, "full_name": name}]))["full_name"] == name
    raw = json.dumps([{"id": 1, "full_name": name}], ensure_ascii=False).encode()
    assert row_of(page_of(raw.replace(b"\\u0007", b"\x07")))["full_name"] == name


def test_half_a_character_becomes_a_mark_that_can_be_shown() -> None:
    assert row_of(page_of(b'[{"id":1,"full_name":"a\\ud83d"}]'))["full_name"] == "a\ufffd"


def test_numbers_without_end_and_constants_that_json_lacks_do_no_harm() -> None:
    page = page_of(b'[{"id":' + b"9" * 6000 + b',"payout":1e999}]', ALL)
    assert row_of(page)["id"] == "9" * 6000
    assert row_of(page_of(b'[{"id":1,"revenue":-Infinity}]', ALL))["revenue"] == "-Infinity"


@pytest.mark.parametrize(
    ("body", "kind", "name", "said"),
    [
        ('[{"full_name":"Zo\u00eb"}]'.encode("latin-1"), "application/json; charset=latin-1", "Zo\u00eb", "latin-1"),
        ('[{"full_name":"Zo\u00eb"}]'.encode("latin-1"), "application/json", "Zo\ufffd", "not UTF-8"),
        ('[{"full_name":"Zo\u00eb"}]'.encode("latin-1"), "text/json; charset=utf-8", "Zo\ufffd", "not UTF-8"),
        ('[{"full_name":"Zo\u00eb"}]'.encode("latin-1"), "text/json; charset=rot13", "Zo\ufffd", "not UTF-8"),
        ('[{"full_name":"Zo\u00eb"}]'.encode("latin-1"), "text/json; charset=ascii", "Zo\ufffd", "not UTF-8"),
        ('\ufeff[{"full_name":"Zo\u00eb"}]'.encode(), "application/json", "Zo\u00eb", ""),
    ],
)
def test_a_wrong_charset_is_said_and_costs_letters_at_most(body: bytes, kind: str, name: str, said: str) -> None:
    page = read(body, kind=kind)
    assert isinstance(page, LeadPage)
    assert row_of(page)["full_name"] == name
    assert said in " ".join(page.notices)


# ---------------------------------------------------------------- any bytes


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["leads", "metadata", "root", "id", "uuid", "status", "data", "total", "errors", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=30,
)
questions = st.sampled_from(
    [
        LeadQuery(),
        ALL,
        LeadQuery(
            columns=("id", "created_at"),
            created_from=AT,
            created_to=AT,
            filters=tuple(
                LeadFilter(key, "2026-01-01T00:00:00+00:00" if "_at_" in key else "true")
                for key in TRACKDRIVE.form.by_key
            ),
        ),
    ]
)


@settings(max_examples=300)
@given(
    body=st.binary(max_size=300) | json_values.map(lambda value: json.dumps(value).encode()),
    status=st.integers(100, 599) | st.just(200) | st.just(200),
    kind=st.text(max_size=20) | st.sampled_from(["application/json", "text/html", "a/b; charset=utf-16"]),
    query=questions,
    capped=st.booleans(),
)
def test_any_bytes_give_a_page_or_a_problem(
    body: bytes, status: int, kind: str, query: LeadQuery, capped: bool
) -> None:
    response = HttpResponse(status, (("Content-Type", kind), ("Location", kind)), body, capped=capped)
    result = TRACKDRIVE.decode_page(response, query, PageRequest(1), (), AT)
    if isinstance(result, PageProblem):
        assert result.explanation.title
        assert result.explanation.hint
    else:
        assert 200 <= status <= 299
        assert all(len(row) == len(result.columns) for row in result.rows)
        assert result.count >= len(result.rows)
    assert TRACKDRIVE.decode_connection_test(response, AT).explanation.title


def test_a_shorter_row_than_its_columns_is_absent_at_its_end() -> None:
    row = LeadRow((*COLUMNS, "id"), ("Ada",))
    assert (row.value("status"), list(row), row.id) == (ABSENT, ["full_name"], ABSENT)
