"""A form's password leaves percent-encoded in the body, and nowhere else."""

from __future__ import annotations

from urllib.parse import parse_qsl

from leaddesk.domain.profile import SafetyLevel
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpRequest
from leaddesk.infra.http import HttpxTransport
from tests.helpers.fault_server import Answer, FaultServer, http_answer

PASSWORD = "p&ss=w+rd %é"


async def test_a_form_arrives_with_its_password_and_special_letters() -> None:
    transport = HttpxTransport()
    form = (("user", "apiuser"), ("pass", Secret(PASSWORD)), ("first_name", "Zoë & Co"), ("email", "a+b@example.com"))
    with FaultServer(Answer(http_answer(b"SUCCESS"))) as server:
        request = HttpRequest("POST", f"{server.url}/API/lmapi.php", form=form, safety=SafetyLevel.ASK, timeout_s=5.0)
        response = await transport.send(request)
        await transport.aclose()
    assert response.body == b"SUCCESS"
    [seen] = server.requests
    head, _, body = seen.partition(b"\r\n\r\n")
    assert dict(parse_qsl(body.decode("ascii"))) == {
        "user": "apiuser",
        "pass": PASSWORD,
        "first_name": "Zoë & Co",
        "email": "a+b@example.com",
    }
    assert f"Content-Length: {len(body)}".lower() in head.decode().lower()
    assert b"pass" not in head


def test_a_form_in_a_log_or_on_record_shows_no_password() -> None:
    request = HttpRequest("POST", "https://north.example.com/", form=(("pass", Secret(PASSWORD)), ("a", "1 2")))
    assert request.redacted().body == "pass=••••&a=1+2"
    assert PASSWORD not in repr(request) + repr(request.redacted())
    assert request.secrets() == (Secret(PASSWORD),)
