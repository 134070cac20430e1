"""Each call of Engage goes out exactly as its document has it, and a name stays what it was typed as."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.act import Act
from leaddesk.domain.campaign import MESSAGE_KEYS, ActOrder
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.wire import HttpRequest
from tests.vendors.purecallerid.engaging import CAMPAIGNS, ENGAGE, ID, PROFILE, SECRETS, order

NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


def sent(act: Act, **more: Any) -> HttpRequest:
    return ENGAGE.encode_act(order(act, **more), PROFILE, SECRETS)


def test_reads_carry_the_key_and_no_body() -> None:
    request = ENGAGE.encode_board(PROFILE, SECRETS)

    assert (request.method, request.url, request.body, request.writes) == ("GET", CAMPAIGNS, b"", False)
    assert request.headers == (("X-API-KEY", SECRETS["api_key"]), ("Accept", "application/json"))
    assert request.timeout_s == 45
    one = ENGAGE.encode_campaign(ID, PROFILE, SECRETS)
    assert one == replace(request, url=f"{CAMPAIGNS}/{ID}")


def test_a_slash_at_the_end_of_the_base_url_is_not_doubled() -> None:
    profile = replace(PROFILE, base_url="https://core.example.com/api/public/")
    assert ENGAGE.encode_board(profile, SECRETS).url == CAMPAIGNS


@pytest.mark.parametrize(
    ("act", "path"),
    [
        (Act.ACTIVATE, "activate"),
        (Act.PAUSE, "pause"),
        (Act.ACTIVATE_LIST, "lists/activate?listName=Spring"),
        (Act.PAUSE_LIST, "lists/pause?listName=Spring"),
    ],
)
def test_acts_are_posts_without_a_body(act: Act, path: str) -> None:
    request = sent(act, list_name="Spring")

    assert (request.method, request.url, request.body) == ("POST", f"{CAMPAIGNS}/{ID}/{path}", b"")
    assert request.writes, "so that it is sent once and no redirect is followed"
    assert request.headers == (("X-API-KEY", SECRETS["api_key"]), ("Accept", "application/json"))


@pytest.mark.parametrize("act", [Act.ACTIVATE, Act.PAUSE, Act.ACTIVATE_LIST, Act.PAUSE_LIST])
def test_an_empty_object_goes_out_where_the_profile_says_so(act: Act) -> None:
    profile = replace(PROFILE, options={"bodyless": "Empty object"})
    request = ENGAGE.encode_act(order(act, list_name="A"), profile, SECRETS)

    assert request.body == b"{}"
    assert dict(request.headers)["Content-Type"] == "application/json"
    assert ENGAGE.encode_board(profile, SECRETS).body == b""


def test_the_options_words_are_those_of_the_form() -> None:
    field = next(field for field in ENGAGE.info.options.fields if field.key == "bodyless")
    assert (field.label, field.choices, field.default) == (
        "Calls without a body",
        ("Nothing", "Empty object"),
        "Nothing",
    )


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Spring & Summer #1", "Spring%20%26%20Summer%20%231"),
        (" a+b/c%20=?;,~ ", "%20a%2Bb%2Fc%2520%3D%3F%3B%2C~%20"),
        ("Größe 😀", "Gr%C3%B6%C3%9Fe%20%F0%9F%98%80"),
        ("Cafe\u0301", "Cafe%CC%81"),
        ("Caf\u00e9", "Caf%C3%A9"),
        ("tab\tline\n", "tab%09line%0A"),
    ],
)
def test_the_name_of_a_list_is_escaped_and_not_touched(name: str, query: str) -> None:
    assert sent(Act.PAUSE_LIST, list_name=name).url == f"{CAMPAIGNS}/{ID}/lists/pause?listName={query}"


@given(NAMES)
def test_any_name_arrives_as_it_was_typed(name: str) -> None:
    url = httpx.URL(sent(Act.ACTIVATE_LIST, list_name=name).url)

    arrived = parse_qs(url.query.decode("ascii"), strict_parsing=True, keep_blank_values=True)
    assert arrived == {"listName": [name]}
    assert url.path.endswith("/lists/activate")


@given(NAMES.filter(lambda text: text.strip() not in ("", ".", "..")))
def test_any_id_is_one_part_of_the_address(campaign_id: str) -> None:
    request = ENGAGE.encode_act(ActOrder(act=Act.PAUSE, campaign_id=campaign_id, campaign_name=""), PROFILE, SECRETS)

    raw = httpx.URL(request.url).raw_path.decode("ascii")
    assert raw == urlsplit(request.url).path, "the client sends the address as it was written"
    parts = raw.split("/")
    assert parts[-3:-1] == ["campaigns", parts[-2]]
    assert unquote(parts[-2]) == campaign_id
    assert ENGAGE.encode_campaign(campaign_id, PROFILE, SECRETS).url == request.url.removesuffix("/pause")


@pytest.mark.parametrize("campaign_id", ["", " ", ".", "..", " .. "])
def test_an_id_that_would_lead_elsewhere_is_refused(campaign_id: str) -> None:
    for act in Act:
        wanted = ActOrder(
            act=act, campaign_id=campaign_id, campaign_name="", list_name="A", messages={"helpMessage": "B"}
        )
        with pytest.raises(LeadDeskError, match="has no id"):
            ENGAGE.encode_act(wanted, PROFILE, SECRETS)
    with pytest.raises(LeadDeskError, match="has no id"):
        ENGAGE.encode_campaign(campaign_id, PROFILE, SECRETS)


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(LeadDeskError, match=r"The list has no name\."):
        sent(Act.PAUSE_LIST)
    with pytest.raises(LeadDeskError, match=r"The name of the list holds half a character\."):
        sent(Act.PAUSE_LIST, list_name="\ud800")
    with pytest.raises(LeadDeskError, match=r"The id of the campaign holds half a character\."):
        ENGAGE.encode_campaign("\ud800", PROFILE, SECRETS)


def test_only_changed_texts_are_sent_and_null_for_the_rest() -> None:
    request = sent(Act.EDIT_MESSAGES, messages={"helpMessage": "Grüße 😀 {{FirstName}}\n", "stopMessage": " "})

    assert (request.method, request.url) == ("POST", f"{CAMPAIGNS}/{ID}/messages")
    assert json.loads(request.body) == {
        "outgoingMessage": None,
        "responseMessage": None,
        "helpMessage": "Grüße 😀 {{FirstName}}\n",
        "stopMessage": None,
        "startMessage": None,
    }
    assert tuple(json.loads(request.body)) == MESSAGE_KEYS
    assert dict(request.headers)["Content-Type"] == "application/json"
    assert request.writes


@pytest.mark.parametrize("texts", [{}, {"helpMessage": ""}, {"helpMessage": " \n"}, {"unknown": "text"}])
def test_an_edit_of_nothing_is_refused(texts: dict[str, str]) -> None:
    with pytest.raises(LeadDeskError, match=r"No text was changed\."):
        sent(Act.EDIT_MESSAGES, messages=texts)


@given(st.dictionaries(st.sampled_from(MESSAGE_KEYS), st.text(min_size=1).filter(str.strip), min_size=1))
def test_any_text_is_sent_whole(texts: dict[str, str]) -> None:
    body = json.loads(sent(Act.EDIT_MESSAGES, messages=texts).body)

    assert set(body) == set(MESSAGE_KEYS)
    assert {key: text for key, text in body.items() if text is not None} == {
        key: text.encode("utf-8", "replace").decode() for key, text in texts.items()
    }


def test_the_key_is_in_no_record_of_a_call() -> None:
    for request in (ENGAGE.encode_board(PROFILE, SECRETS), sent(Act.PAUSE), sent(Act.PAUSE_LIST, list_name="A")):
        assert "key-canary" not in f"{request}{request.redacted()}"
        assert request.secrets() == (SECRETS["api_key"],)
