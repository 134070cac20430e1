"""The server holds a request to the contract: the key, the body, the fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from leaddesk.practice import PracticeServer

PHONE = {"value": "7205550100", "dialerField": "phone_number", "type": "Phone"}
Body = Callable[..., dict[str, Any]]


@pytest.fixture
def server(shared_server: PracticeServer) -> PracticeServer:
    """One server for the whole module: these answers depend on the request alone."""
    return shared_server


def post(
    server: PracticeServer, *, key: str | bytes | None = None, path: str = "/lead/load", **sent: Any
) -> httpx.Response:
    headers = {"X-API-KEY": server.api_key if key is None else key}
    return httpx.post(
        server.base_url + path,
        headers=headers | sent.pop("headers", {}),
        trust_env=False,
        verify=False,
        **sent,
    )


def test_key_is_demanded_of_every_call(server: PracticeServer, body_of: Body) -> None:
    lead_url, campaigns_url = f"{server.base_url}/lead/load", f"{server.base_url}/engage/campaigns"
    for answer in (
        httpx.post(lead_url, json=body_of("7205550100"), trust_env=False, verify=False),
        post(server, key="practice+/wrong==", json=body_of("7205550100")),
        post(server, key=b"schl\xfcssel", json=body_of("7205550100")),
        httpx.post(
            lead_url,
            json=body_of("7205550100"),
            params={"api-key": server.api_key},
            trust_env=False,
            verify=False,
        ),
        httpx.get(campaigns_url, trust_env=False, verify=False),
        httpx.get(campaigns_url, headers={"X-API-KEY": ""}, trust_env=False, verify=False),
    ):
        assert answer.status_code == 401
        assert answer.json()["statusCode"] == 401
        assert "key" in answer.json()["message"].lower()
    assert [seen.status for seen in server.requests[-6:]] == [401] * 6


def test_key_is_random_awkward_and_nowhere_in_the_server_s_texts(server: PracticeServer) -> None:
    assert server.api_key != PracticeServer().api_key
    assert {"+", "/", "="} <= set(server.api_key)
    post(server, json={})
    assert server.api_key not in f"{server!r} {server!s} {server.requests!r} {server.base_url}"


def test_own_key_may_be_given() -> None:
    assert PracticeServer(api_key="training-1").api_key == "training-1"


@pytest.mark.parametrize(
    "sent",
    [
        {"content": b"{", "headers": {"Content-Type": "application/json"}},
        {"content": b"\xff", "headers": {"Content-Type": "application/json"}},
        {"content": b"", "headers": {"Content-Type": "application/json"}},
        {"content": b"{}", "headers": {"Content-Type": "text/plain"}},
        {"data": {"campaignId": "1"}},
    ],
    ids=["half", "not utf-8", "empty", "text", "form"],
)
def test_body_that_is_no_json_is_refused(sent: dict[str, Any], server: PracticeServer) -> None:
    answer = post(server, **sent)
    assert answer.status_code == 400
    assert "JSON" in answer.json()["message"] or "application/json" in answer.json()["message"]


def test_charset_in_the_content_type_is_no_fault(server: PracticeServer, body_of: Body) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    assert post(server, json=body_of("7205550100"), headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"campaignId": ""}, "campaignId"),
        ({"campaignId": 7}, "campaignId"),
        ({"dialerListId": None}, "dialerListId"),
        ({"listName": 7}, "listName"),
        ({"campaign": "x"}, "campaign is not a known key"),
        ({"dedupe": "REMOVE_ALL"}, "dedupe"),
        ({"callNowMode": ["ANY"]}, "callNowMode"),
        ({"leadKeyFields": "number1"}, "leadKeyFields"),
        ({"leadKeyFields": ["number1"]}, "number1 has no value"),
        ({"dedupe": "RING_RETAIN_ALL"}, "externId"),
        (
            {"dedupe": "RING_RETAIN_ALL", "fields": [PHONE, {"value": "1", "dialerField": "auxData1"}]},
            "auxData1 is reserved",
        ),
        ({"fields": []}, "fields must be"),
        ({"fields": {"phone": "7205550100"}}, "fields must be"),
        ({"fields": ["7205550100"]}, "fields[0] must be an object"),
        ({"fields": [{"value": "a", "dialerField": "b"}]}, "exactly one value of the type Phone"),
        ({"fields": [PHONE, PHONE | {"dialerField": "alt"}]}, "exactly one value of the type Phone"),
        ({"fields": [PHONE | {"type": "phone"}]}, "type must be one of"),
        ({"fields": [PHONE | {"value": 7205550100}]}, "fields[0] value"),
        ({"fields": [PHONE | {"value": "(720) 555-0100"}]}, "Phone must be"),
        ({"fields": [PHONE | {"value": "+7205550100"}]}, "Phone must be"),
        ({"fields": [PHONE, {"value": " ", "dialerField": "city"}]}, "fields[1] value"),
        ({"fields": [PHONE, {"value": "a"}]}, "fields[1] dialerField"),
        ({"fields": [PHONE, {"value": "a", "dialerField": "b", "typ": "Zip"}]}, "fields[1] typ"),
        ({"fields": [PHONE, {"value": "a", "dialerField": "phone_number"}]}, "phone_number is repeated"),
    ],
)
def test_request_that_breaks_the_contract_is_refused(
    change: dict[str, Any], said: str, server: PracticeServer, body_of: Body
) -> None:
    answer = post(server, json=body_of("7205550100") | change)
    assert answer.status_code == 422
    assert said in answer.json()["message"]
    assert answer.json()["error"]


def test_body_must_be_an_object(server: PracticeServer) -> None:
    assert post(server, json=[]).status_code == 422


def test_every_documented_key_is_accepted(server: PracticeServer, body_of: Body) -> None:
    token = {"value": "https://cert.trustedform.com/example", "dialerField": "tf", "type": "TrustedFormCert"}
    verisk = {"value": "EXAMPLE-TOKEN", "dialerField": "lid", "type": "VeriskLeadId"}
    extern = {"value": "7205550100", "dialerField": "externId"}
    body = body_of(
        "7205550100",
        token,
        verisk,
        extern,
        leadKeyFields=["phone_number"],
        crmUpdateMode="DONT_UPDATE",
        crmAddMode="DONT_ADD",
        listAddMode="ADD_ALL",
        callNowMode="NONE",
        dedupe="RING_RETAIN_ALL",
    )
    assert post(server, json=body).json()["status"] == "Accepted"
    del body["listName"]  # whether it may be absent is unknown, so it may
    assert post(server, json=body).json()["status"] == "Accepted"


def test_only_a_lead_with_a_zip_may_name_no_dialer_list(server: PracticeServer, body_of: Body) -> None:
    body = body_of("7205550100")
    del body["dialerListId"]
    answer = post(server, json=body)
    assert answer.status_code == 422
    assert "dialerListId" in answer.json()["message"]
    body["fields"].append({"value": "20001", "dialerField": "zip", "type": "Zip"})
    assert post(server, json=body).json()["status"] == "Accepted"


def test_what_is_not_served_says_so_in_json(server: PracticeServer, body_of: Body) -> None:
    assert post(server, path="/lead/load/", json=body_of("7205550100")).status_code == 404
    headers = {"X-API-KEY": server.api_key}
    answer = httpx.get(f"{server.base_url}/lead/load", headers=headers, trust_env=False, verify=False)
    assert answer.status_code == answer.json()["statusCode"] == 405
