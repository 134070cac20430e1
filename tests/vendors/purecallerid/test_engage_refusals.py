"""Each answer that is no campaign has its sentence, and a refused act says whether it may have been done."""

from __future__ import annotations

import pytest

from leaddesk.domain.act import Act
from leaddesk.domain.campaign import CampaignProblem
from leaddesk.domain.wire import HttpResponse
from tests.vendors.purecallerid.engaging import AT, ENGAGE, SIGN_IN, act_problem, answer, order, problem_of


@pytest.mark.parametrize(
    ("status", "title", "repeatable"),
    [
        (199, "Pure CallerID answered with a code that no rule knows (199).", False),
        (302, "The address points elsewhere (302); LeadDesk does not follow.", False),
        (400, "Pure CallerID refused the question (400).", False),
        (401, "Pure CallerID does not accept the API key (401).", False),
        (403, "This API key may not read campaigns (403).", False),
        (404, "There are no campaigns at this address (404).", False),
        (407, "A proxy on the way asks for a sign-in (407).", False),
        (408, "Pure CallerID gave up waiting for the question (408).", True),
        (409, "Pure CallerID refused the question (409).", False),
        (429, "Pure CallerID takes no more questions for now (429).", True),
        (500, "Pure CallerID has a failure of its own (500).", True),
        (503, "Pure CallerID has a failure of its own (503).", True),
        (600, "Pure CallerID answered with a code that no rule knows (600).", False),
    ],
)
def test_each_code_of_a_read_has_its_sentence(status: int, title: str, repeatable: bool) -> None:
    problem = problem_of(b"", status=status)

    assert problem.explanation.title == title
    assert problem.explanation.hint
    assert (problem.status, problem.repeatable, problem.unclear) == (status, repeatable, False)
    assert problem.retry_after_s is None


def test_a_campaign_that_is_gone_is_another_thing_than_a_wrong_address() -> None:
    found = ENGAGE.decode_campaign(answer(b"", status=404))

    assert isinstance(found, CampaignProblem)
    assert found.explanation.title == "Pure CallerID knows no such campaign (404)."
    assert "removed" in found.explanation.hint


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (400, "Pure CallerID refused the request (400)."),
        (401, "Pure CallerID does not accept the API key (401)."),
        (403, "This API key may not do this (403)."),
        (404, "Pure CallerID knows no such campaign (404)."),
        (407, "A proxy on the way asks for a sign-in (407)."),
        (409, "Pure CallerID refuses this while the campaign is as it is (409)."),
        (422, "Pure CallerID refused the request (422)."),
        (429, "Pure CallerID takes no more requests for now (429)."),
    ],
)
def test_a_clear_refusal_of_an_act_changed_nothing(status: int, title: str) -> None:
    problem = act_problem(b'{"message": "not now"}', Act.ACTIVATE, status=status)

    assert problem.explanation.title == title
    assert problem.explanation.detail == "It says: not now. Nothing was changed."
    assert problem.explanation.hint
    assert (problem.status, problem.unclear, problem.repeatable) == (status, False, False)


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (100, "Pure CallerID's answer was never finished (100)."),
        (307, "The address points elsewhere (307); LeadDesk does not follow."),
        (408, "Pure CallerID gave up waiting for the request (408)."),
        (500, "Pure CallerID had a failure of its own (500)."),
        (504, "Pure CallerID had a failure of its own (504)."),
        (700, "Pure CallerID answered with a code that no rule knows (700)."),
    ],
)
def test_an_act_may_have_been_done_where_the_answer_proves_nothing(status: int, title: str) -> None:
    problem = act_problem(b"", Act.ACTIVATE, status=status)

    assert problem.explanation.title == title
    assert problem.explanation.detail == "The campaign may be active, or not."
    assert problem.explanation.hint == "Look at the campaign's state, read again, before you try again."
    assert (problem.unclear, problem.repeatable) == (True, False)


@pytest.mark.parametrize(
    ("act", "detail"),
    [
        (Act.PAUSE, "The campaign may be paused, or not."),
        (Act.ACTIVATE_LIST, "The list may be active, or not."),
        (Act.PAUSE_LIST, "The list may be paused, or not."),
        (Act.EDIT_MESSAGES, "The texts may be changed, or not."),
    ],
)
def test_what_is_unclear_is_named(act: Act, detail: str) -> None:
    assert act_problem(b"", act, status=502).explanation.detail == detail


@pytest.mark.parametrize("act", list(Act))
def test_only_a_pause_may_be_repeated(act: Act) -> None:
    harmless = act in (Act.PAUSE, Act.PAUSE_LIST)

    assert act_problem(b"", act, status=503).repeatable is harmless
    assert act_problem(b"", act, status=429).repeatable is harmless
    assert not act_problem(b"", act, status=409).repeatable


def test_a_list_has_sentences_of_its_own() -> None:
    missing = act_problem(b"", Act.PAUSE_LIST, status=404).explanation
    assert missing.title == "Pure CallerID knows no such campaign or list (404)."
    assert "letter by letter" in missing.hint
    assert "the list is as it is" in act_problem(b"", Act.PAUSE_LIST, status=409).explanation.title
    assert "cannot be read again" in act_problem(b"", Act.PAUSE_LIST, status=500).explanation.hint


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"message": "no such key"}, "It says: no such key."),
        ({"timestamp": 5, "error": "Bad Request"}, "It says: Bad Request."),
        ({"detail": ["a"]}, 'It says: {"detail": ["a"]}.'),
        (b"Denied!", "It says: Denied!"),
        (SIGN_IN, "A web page came with it: perhaps a proxy or a firewall answered."),
        (b"", ""),
    ],
)
def test_the_vendors_own_words_are_told(body: object, said: str) -> None:
    assert problem_of(body, status=401).explanation.detail == said


def test_how_long_to_wait_is_read() -> None:
    later = "Sat, 21 Nov 2026 19:00:30 GMT"
    assert problem_of(b"", status=429, Retry_After="17").retry_after_s == 17
    assert problem_of(b"", status=429, Retry_After="17").explanation.hint == "Try again after 17 s."
    assert problem_of(b"", status=503, Retry_After=later).retry_after_s == 30
    assert problem_of(b"", status=401, Retry_After="17").retry_after_s is None
    assert act_problem(b"", status=429, Retry_After="17").retry_after_s == 17
    dated = act_problem(b"", status=429, Retry_After=later, Date="Sat, 21 Nov 2026 19:00:00 GMT")
    assert dated.retry_after_s == 30
    assert act_problem(b"", status=429, Retry_After=later, Date="soon").retry_after_s is None
    assert act_problem(b"", status=429, Retry_After=later, Date="Sat, 21 Nov 2026 19:00:10").retry_after_s == 20
    assert act_problem(b"", status=429, Retry_After="soon").explanation.hint == "Wait a little, then try again."


def test_a_redirect_names_the_host_alone() -> None:
    title = problem_of(b"", status=302, Location="https://sign-in.example.com/?next=secret").explanation.title
    assert title == "The address points to sign-in.example.com (302); LeadDesk does not follow."
    assert "elsewhere" in act_problem(b"", status=302, Location="https://[x").explanation.title


@pytest.mark.parametrize(("body", "kind"), [(SIGN_IN, "application/json"), (b"Sign in", "text/html; charset=utf-8")])
def test_a_sign_in_page_is_recognised(body: bytes, kind: str) -> None:
    problem = problem_of(body, kind=kind)

    assert problem.explanation.title == "A web page came back: this is not Pure CallerID's API."
    assert "Base URL" in problem.explanation.hint
    assert problem.raw == body.decode()


def test_a_success_without_campaigns_tells_what_it_says() -> None:
    said = problem_of({"status": "FAILED", "message": "Engage is being moved"}).explanation
    assert (said.title, said.detail) == (
        "Pure CallerID answered with a text instead of a list of campaigns.",
        "It says: Engage is being moved.",
    )
    assert problem_of(b"").explanation.detail == "The answer is empty."
    assert problem_of({"a": [1]}).explanation.title == "The answer holds no list of campaigns."
    assert problem_of(b"[1] 2").explanation.detail == "The answer is not JSON: more stands behind its end."
    one = ENGAGE.decode_campaign(answer([1]))
    assert isinstance(one, CampaignProblem)
    assert one.explanation.title == "The answer holds no campaign."


def test_a_list_that_was_cut_shows_none_of_its_campaigns() -> None:
    cut = ENGAGE.decode_board(HttpResponse(200, (), b'[{"id":"a"},{"id":"b', capped=True), AT)

    assert isinstance(cut, CampaignProblem)
    assert cut.explanation.title == "The list of campaigns is longer than LeadDesk reads."


def test_the_body_is_kept_for_a_look_at_it() -> None:
    assert problem_of({"message": "no"}, status=500).raw == '{\n  "message": "no"\n}'
    assert problem_of(b"x" * 50_000, status=500).raw == "x" * 20_000


def test_a_web_page_for_an_answer_to_an_act_proves_nothing() -> None:
    found = ENGAGE.decode_act(answer(SIGN_IN), order(Act.PAUSE))

    assert isinstance(found, CampaignProblem)
    assert found.explanation.title == "A web page came back: this may not have been Pure CallerID."
    assert found.explanation.detail == "It may be the sign-in page of your network. The campaign may be paused, or not."
    assert found.unclear
