"""What a route does after an answer, whatever its settings, and the one form for all its destinations."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.assessment import Grade
from leaddesk.domain.fields import FieldKind, FieldSpec, FormSchema
from leaddesk.domain.route import OnBlock, OnReview, Route, Turn, decide, route_problems, union_form
from leaddesk.domain.verdict import LoadOutcome

ROUTE = Route(id="r1", name="Pure first", destination_ids=("d1", "d2", "d3"))
ROUTES = st.builds(replace, st.just(ROUTE), on_block=st.sampled_from(OnBlock), on_review=st.sampled_from(OnReview))


@given(ROUTES, st.sampled_from(LoadOutcome), st.sampled_from(Grade))
def test_no_setting_passes_do_not_contact_or_a_lead_that_did_not_arrive_by_itself(route, outcome, grade):
    decision = decide(route, outcome, grade)
    arrived = outcome in (LoadOutcome.LOADED, LoadOutcome.DUPLICATE)
    if grade is Grade.DO_NOT_CONTACT or not arrived:
        assert decision.turn is not Turn.GO_ON
    if not arrived:
        assert decision.turn is Turn.STOP
    assert bool(decision.why) is (decision.turn is not Turn.GO_ON)


@pytest.mark.parametrize(
    ("grade", "changes", "turn"),
    [
        (Grade.NO_BLOCK, {}, Turn.GO_ON),
        (Grade.REVIEW, {}, Turn.ASK),
        (Grade.REVIEW, {"on_review": OnReview.STOP}, Turn.STOP),
        (Grade.REVIEW, {"on_review": OnReview.GO_ON}, Turn.GO_ON),
        (Grade.DO_NOT_CONTACT, {}, Turn.STOP),
        (Grade.DO_NOT_CONTACT, {"on_block": OnBlock.ASK}, Turn.ASK),
        (Grade.NO_BLOCK, {"on_review": OnReview.STOP, "on_block": OnBlock.STOP}, Turn.GO_ON),
    ],
)
def test_after_a_lead_that_arrived_the_assessment_decides(grade, changes, turn):
    assert decide(replace(ROUTE, **changes), LoadOutcome.LOADED, grade).turn is turn


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, "Do not contact stops, Review asks, a lead that is not loaded stops."),
        ({"on_block": OnBlock.ASK}, "Do not contact asks, Review asks, a lead that is not loaded stops."),
        ({"on_review": OnReview.STOP}, "Do not contact stops, Review stops, a lead that is not loaded stops."),
        ({"on_review": OnReview.GO_ON}, "Do not contact stops, Review goes on, a lead that is not loaded stops."),
    ],
)
def test_a_route_says_what_it_does(changes, rule):
    assert replace(ROUTE, **changes).rule() == f"One after the other: {rule}"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"name": " "}, "name"),
        ({"name": "taken"}, "name"),
        ({"destination_ids": ("d1",)}, "destinations"),
        ({"destination_ids": ()}, "destinations"),
        ({"destination_ids": ("d1", "d2", "d1")}, "destinations"),
        ({"destination_ids": ("d1", "gone")}, "destinations"),
    ],
)
def test_a_route_that_cannot_be_meant_is_refused_beside_its_field(changes, key):
    problems = route_problems(replace(ROUTE, **changes), ("d1", "d2", "d3"), (replace(ROUTE, id="r2", name="Taken"),))
    assert [problem.key for problem in problems] == [key]


def test_a_route_may_keep_its_own_name():
    assert route_problems(ROUTE, ("d1", "d2", "d3"), (ROUTE,)) == ()


def test_one_form_needs_what_any_destination_needs_and_asks_for_each_field_once():
    phone, plan = FieldSpec(key="phone", label="Phone", kind=FieldKind.PHONE), FieldSpec(key="plan", label="Plan")
    one = FormSchema((phone, replace(plan, max_length=50)), {"phone": "phone_number"})
    token = FieldSpec(key="token", label="Token")
    other = FormSchema(
        (phone, token, replace(plan, kind=FieldKind.NUMBER, required=True)), {"phone": "phone_number", "plan": "PLAN"}
    )
    joined = union_form((one, other), ("Spring", "Summer"))
    assert [spec.key for spec in joined.fields] == ["phone", "plan", "token"]
    found = joined.field("plan")
    assert found is not None
    assert (found.kind, found.required, found.max_length) == (FieldKind.NUMBER, True, 50)
    assert joined.columns == {"phone": "phone_number", "plan": "PLAN"}
    third = FormSchema((phone,), {"phone": "Number1"})
    assert union_form((one, third), ("Spring", "Summer")).columns["phone"] == "phone_number, Number1"


def test_what_one_destination_alone_asks_for_stands_under_its_name_and_after_all_else():
    phone, name = FieldSpec(key="phone", label="Phone"), FieldSpec(key="first_name", label="First name")
    plan, token, colour, size = (FieldSpec(key=key, label=key) for key in ("plan", "token", "colour", "size"))
    forms = [FormSchema((phone, colour, plan)), FormSchema((phone, name, token, plan)), FormSchema((phone, size))]
    joined = union_form(forms, ("Spring", "Summer", "Autumn"))
    assert [(spec.key, spec.section) for spec in joined.fields] == [
        ("phone", ""),
        ("plan", ""),
        ("first_name", ""),
        ("colour", "Spring"),
        ("token", "Summer"),
        ("size", "Autumn"),
    ]
