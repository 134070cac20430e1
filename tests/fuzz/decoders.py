"""Every decoder of every vendor, with recorded answers to begin from and what must hold of whatever it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from leaddesk.domain.act import Act
from leaddesk.domain.assessment import Grade, assess
from leaddesk.domain.campaign import ActAnswer, Campaign, CampaignBoard, CampaignProblem, WebhookEvent
from leaddesk.domain.connection import ConnectionFinding
from leaddesk.domain.lead_page import LeadPage, PageProblem
from leaddesk.domain.verdict import Explanation, LoadOutcome, Verdict
from leaddesk.domain.wire import HttpResponse
from leaddesk.services.explain import explain
from leaddesk.vendors.adapter import NumberFound, Sent, VendorAdapter
from leaddesk.vendors.registry import adapters, landing_sources
from tests.fuzz import mutate
from tests.fuzz.oracle import may_be_no_block, says_accepted
from tests.vendors.crocodial import samples as crocodial
from tests.vendors.lupitor import asking as lupitor
from tests.vendors.purecallerid import answers as purecallerid
from tests.vendors.purecallerid import engaging
from tests.vendors.trackdrive import asking as trackdrive


@dataclass(frozen=True)
class Decoder:
    """One decoder: `check` decodes an answer and raises on whatever must not be."""

    name: str
    samples: tuple[bytes, ...]
    check: Callable[[HttpResponse], None]

    def case(self, seed: int, number: int) -> HttpResponse:
        """Returns the odd answer of that number."""
        dice = Random(f"{seed} {self.name} {number}")
        return HttpResponse(
            mutate.status(dice), mutate.headers(dice), mutate.body(dice, self.samples), capped=dice.random() < 0.05
        )


def _verdict(adapter: VendorAdapter, sent: Sent, answer: HttpResponse) -> None:
    at = purecallerid.AT
    clean = adapter.scrub_answer(answer)
    verdict = adapter.decode_submit(clean, sent, at)
    assert isinstance(verdict, Verdict)
    assert verdict.explanation.title
    grade = assess(verdict, at).grade
    if not adapter.info.returns_checks:
        assert grade is not Grade.NO_BLOCK, "a vendor without checks"
    elif grade is Grade.NO_BLOCK:
        assert may_be_no_block(answer.body, at), "a wrong No block returned"
    if adapter.info.key == "purecallerid" and verdict.outcome is LoadOutcome.LOADED:
        assert 200 <= answer.status <= 299, "loaded, said a failure"
        assert says_accepted(answer.body), "loaded, and nobody accepted it"


def _gives(kinds: tuple[type, ...], decode: Callable[[HttpResponse], object], answer: HttpResponse) -> None:
    found = decode(answer)
    assert isinstance(found, kinds), type(found)


def _explained(vendor: str, sent: Mapping[str, str], answer: HttpResponse) -> None:
    kind = answer.header("Content-Type")
    told = explain(vendor, answer.body, status=answer.status, content_type=kind, sent=sent, at=purecallerid.AT)
    assert json.dumps(told)
    if told.get("assessment") == Grade.NO_BLOCK:
        assert may_be_no_block(answer.body, purecallerid.AT), "a wrong No block returned"


def _event(answer: HttpResponse) -> None:
    text = answer.body.decode("utf-8", "replace")
    for event_type in ("", "MessagingCampaignStatus", "MessagingListStatus", answer.header("Content-Type")):
        assert isinstance(engaging.ENGAGE.read_event(text, event_type), WebhookEvent)


def _json(*values: Any) -> tuple[bytes, ...]:
    return tuple(json.dumps(value).encode() for value in values)


_RECORDED = Path(__file__).parents[1] / "vendors" / "purecallerid"
_LOADS = (
    *_json(purecallerid.clean()),
    *(path.read_bytes() for path in sorted(_RECORDED.glob("*/body")) if path.stat().st_size),
)
_CAMPAIGN = engaging.campaign_object()
_ENGAGE = (
    *_json(_CAMPAIGN, [_CAMPAIGN]),
    *(path.read_bytes() for path in sorted(_RECORDED.glob("engage/*/body")) if path.stat().st_size),
)
_LIST = {"id": "65f00000000000000000b002", "messagingCampaignId": engaging.ID, "name": "Spring", "status": "READY"}
_EVENTS = _json(_CAMPAIGN, _LIST, *({"eventType": name, "data": _LIST} for name in ("MessagingListStatus", "OptOut")))
_LINES = tuple((case["response"]["body"] or " ").encode() for case in crocodial.observed().values())
_LUPITOR_PAGES = _json(lupitor.listed(lupitor.ROW, lupitor.ROW))
_LUPITOR_LOADS = _json(
    lupitor.envelope({"leadId": lupitor.ROW["_id"]}), lupitor.envelope(error="Campaign not found"), {"success": False}
)
_TRACKDRIVE = _json({"leads": [trackdrive.ROW, trackdrive.ROW], "metadata": {"page": 1, "total_pages": 1}})
_ANY = (*_LOADS, *_LUPITOR_LOADS)
"""For a vendor that has no recorded answers here."""


def _decoders() -> tuple[Decoder, ...]:
    known = adapters()
    engage, landing = engaging.ENGAGE, landing_sources()["crocodial"]
    own: dict[str, tuple[bytes, ...]] = {"purecallerid": _LOADS, "crocodial": _LINES, "lupitor": _LUPITOR_LOADS}
    loads = {key: own.get(key, _ANY) for key, one in known.items() if one.info.dialers}
    sents = {"purecallerid": purecallerid.SENT, "crocodial": crocodial.SENT, "lupitor": lupitor.SENT}
    tests = dict.fromkeys(known, _ANY) | loads
    tests |= {"purecallerid": _ENGAGE, "lupitor": _LUPITOR_PAGES, "trackdrive": _TRACKDRIVE}
    explained = {
        "purecallerid-leads": _LOADS, "purecallerid-engage": (*_ENGAGE, *_EVENTS), "crocodial": _LINES,
        "lupitor": (*_LUPITOR_LOADS, *_LUPITOR_PAGES), "trackdrive": _TRACKDRIVE,
    }  # fmt: skip
    acts = tuple(engaging.order(act) for act in Act)
    pages = (LeadPage, PageProblem)

    def tested(adapter: VendorAdapter, answer: HttpResponse) -> ConnectionFinding:
        return adapter.decode_connection_test(adapter.scrub_answer(answer), purecallerid.AT)

    def acted(answer: HttpResponse) -> object:
        return engage.decode_act(answer, acts[len(answer.body) % len(acts)])

    def looked(answer: HttpResponse) -> object:
        return landing.decode_landing(landing.scrub_answer(answer), "2025550123")

    def trackdrive_page(answer: HttpResponse) -> object:
        return trackdrive.TRACKDRIVE.decode_page(answer, trackdrive.PLAIN, trackdrive.FIRST, (), trackdrive.AT)

    def lupitor_page(answer: HttpResponse) -> object:
        return lupitor.LUPITOR.decode_page(answer, lupitor.PLAIN, lupitor.FIRST, (), lupitor.AT)

    return (
        *(Decoder(f"{key}: load", loads[key], partial(_verdict, known[key], sents.get(key, Sent()))) for key in loads),
        *(
            Decoder(f"{key}: test connection", tests[key], partial(_gives, (ConnectionFinding,), partial(tested, one)))
            for key, one in known.items()
        ),
        Decoder("crocodial: landing", _LINES, partial(_gives, (NumberFound, Explanation), looked)),
        Decoder("trackdrive: page", _TRACKDRIVE, partial(_gives, pages, trackdrive_page)),
        Decoder("lupitor: page", _LUPITOR_PAGES, partial(_gives, pages, lupitor_page)),
        Decoder(
            "purecallerid: board",
            _ENGAGE,
            partial(_gives, (CampaignBoard, CampaignProblem), lambda answer: engage.decode_board(answer, engaging.AT)),
        ),
        Decoder(
            "purecallerid: campaign", _ENGAGE, partial(_gives, (Campaign, CampaignProblem), engage.decode_campaign)
        ),
        Decoder("purecallerid: act", (*_ENGAGE, *_json(_LIST)), partial(_gives, (ActAnswer, CampaignProblem), acted)),
        Decoder("purecallerid: event", _EVENTS, _event),
        *(Decoder(f"explain {key}", bodies, partial(_explained, key, {})) for key, bodies in explained.items()),
    )


DECODERS = _decoders()
