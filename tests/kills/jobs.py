"""What a person does in a life of LeadDesk until it is killed, and what is on the screen before."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtWidgets import QApplication

from leaddesk.app.desk import Desk
from leaddesk.app.practice import practice_profile
from leaddesk.domain.act import ActOutcome
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.profile import ConnectionProfile, Environment
from leaddesk.domain.route import OnReview, Route
from leaddesk.domain.secret import Secret
from leaddesk.infra import assessment_rules, message_rules
from leaddesk.infra.history_keeping import HistoryFileKeeping
from leaddesk.infra.paths import Paths
from leaddesk.infra.retention_rule import load_retention_rule
from leaddesk.services.campaign_deed import ActResult
from leaddesk.services.export_history import HistoryExport
from leaddesk.services.export_table import TableFormat
from leaddesk.services.keep_history import CONFIRMATION, KeepHistory
from leaddesk.services.settle_unknown import Finding
from leaddesk.services.submit_lead import LeadOrder
from leaddesk.ui.views.before_sending_dialog import BeforeSendingDialog
from leaddesk.ui.views.history import HistoryView
from leaddesk.ui.widgets.act_dialog import ActDialog
from tests.kills.life import say

OPERATOR = "M. Reyes"
ASKED_STOPS = ("Practice APN", "Practice Five9", "Practice NICE CXone")
_STEP_S = 0.001
_MOST_LOOKS = 15_000


async def until(true: Callable[[], object]) -> None:
    """Waits until something holds, for so many looks and not for a time: a machine that stood still is no failure."""
    for _ in range(_MOST_LOOKS):
        if true():
            return
        await asyncio.sleep(_STEP_S)
    raise TimeoutError


async def look(desk: Desk, heard: list[str]) -> None:
    """Tells what the start shows, once it has tidied up."""
    unfinished = Paths.find(os.environ).data / "unfinished"
    await until(lambda: not list(unfinished.glob("*")))
    rows, before = [], None
    while True:
        page = await desk.use.browse.find(before=before)
        rows += [
            {"id": row.id, "number": row.number[-10:], "word": row.word, "to": row.destination_name}
            for row in page.rows
        ]
        if not page.more:
            break
        before = page.rows[-1].id
    form = {key: text for key, text in desk.enter.form.to_raw().items() if text}
    queue = [row.id for row in await desk.use.settling.queue()]
    say("found", rows=rows, heard=heard, form=form, queue=queue)


async def nothing(desk: Desk) -> None:
    """Only looks."""


async def prepare(desk: Desk, vendors: dict[str, tuple[str, dict[str, str], dict[str, str]]]) -> None:
    """Makes a profile of each vendor, a route with a stop at each, and one that asks on its way."""
    profiles = desk.use.profiles
    for key, (base_url, secrets, options) in vendors.items():
        profile = practice_profile(base_url, profiles.vendor(key), partial(profiles.destination_schema, key))
        profile = replace(profile, id=key, name=f"Northside {key}", environment=Environment.TEST, options=options)
        profile = replace(profile, destinations=profile.destinations[:3])
        await profiles.save_profile(profile, {slot: Secret(text) for slot, text in secrets.items()})
    stops = tuple(profile.destinations[0].id for profile in profiles.profiles)
    asks = tuple(one.id for one in _floor(desk).destinations)
    for route in (
        Route(id="r1", name="All floors", destination_ids=stops, on_review=OnReview.GO_ON),
        Route(id="r2", name="All floors, asked", destination_ids=asks),
    ):
        assert await desk.use.routes.save(route) == ()


# ---------------------------------------------------------------- leads


def _fill(desk: Desk, number: str) -> None:
    desk.enter.new_lead()
    required = [spec.key for spec in desk.enter.form.schema.fields if spec.required]
    needed = {key: "20001" if key == "zip" else "Testa" for key in required}
    desk.enter.form.load(needed | {"phone": number, "first_name": "Testa", "last_name": f"L{number}"})


async def _press(desk: Desk, number: str) -> None:
    _fill(desk, number)
    await asyncio.sleep(0)
    say("pressed", number=number)
    desk.enter.footer.send.click()
    await until(lambda: desk.enter.in_flight)


def _outcomes(desk: Desk) -> list[str]:
    return [leg.lead.verdict.outcome if leg.lead else "" for leg in desk.enter.sending._legs]


async def send(desk: Desk, numbers: list[str]) -> None:
    """Sends one lead after the other from the form."""
    for number in numbers:
        await _press(desk, number)
        await until(lambda: not desk.enter.in_flight)
        say("told", number=number, outcomes=_outcomes(desk))


async def send_and_wait(desk: Desk, number: str, passed: int) -> None:
    """Sends a lead along the route that asks, passes so many questions, and leaves the next one open."""
    desk.enter.destination.choose("route r2")
    await _press(desk, number)
    for at in range(passed + 1):
        await until(lambda at=at: _asked_to_go_on(at))  # type: ignore[misc]
        if at < passed:
            cast("ActDialog", QApplication.activeModalWidget()).accept()
    say("asked")
    await asyncio.sleep(60)


def _asked_to_go_on(at: int) -> bool:
    asked = QApplication.activeModalWidget()
    return isinstance(asked, ActDialog) and asked.windowTitle() == f"Go on to {ASKED_STOPS[at + 1]}"


async def send_along(desk: Desk, numbers: list[str]) -> None:
    """Sends one lead after the other along the route."""
    desk.enter.destination.choose("route r1")
    for number in numbers:
        await _press(desk, number)
        await until(lambda: not desk.enter.in_flight)
        say("told", number=number, outcomes=_outcomes(desk))


async def again(desk: Desk, numbers: list[str]) -> None:
    """Presses Send lead for leads of before, and asks the service below the window too."""
    for number in numbers:
        _fill(desk, number)
        desk.enter.footer.send.click()
        await until(lambda: isinstance(QApplication.activeModalWidget(), BeforeSendingDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BeforeSendingDialog)
        dialog.reject()
        order = _order(desk, number)
        submission = desk.use.submit.start(order, lambda _: None, lambda _: None)
        lead = await submission.answer()
        say("again", number=number, outcome=lead.verdict.outcome, why=str(submission.problem))


def _order(desk: Desk, number: str) -> LeadOrder:
    target = desk.enter.destination.target
    assert target
    typed = {"phone": number}
    draft = validate_lead(desk.use.profiles.lead_schema(target.profile, target.destination), typed)
    assert isinstance(draft, LeadDraft)
    return LeadOrder(
        profile=target.profile, destination=target.destination, draft=draft, typed=typed, operator=OPERATOR
    )


async def settle(desk: Desk, ids: list[int]) -> None:
    """Says what became of one open unknown after the other."""
    say("ready")
    for number in ids:
        finding = Finding(exchange_id=number, loaded=number % 2 == 0, reason="Seen there")
        await desk.use.settling.settle(finding, OPERATOR)
        say("told", id=number)


async def type_on(desk: Desk, number: str) -> None:
    """Types into the form without end, and says what the drafts are known to hold."""
    desk.enter.form.load({"phone": number})
    step = 0
    while True:
        step += 1
        desk.enter.form.load({"phone": number, "last_name": f"Exampleton {step}"})
        desk.enter.drafts.save()
        kept = await desk.use.deferred.load_draft("enter-lead")
        if text := kept.get("last_name"):
            say("kept", text=text)


# ---------------------------------------------------------------- files


async def export(desk: Desk, place: str, format: str, replace: bool) -> None:
    """Exports the history into a file that the person has named."""
    view = desk.places.history
    assert isinstance(view, HistoryView)
    order = HistoryExport(
        place=place,
        format=TableFormat(format),
        columns=("UTC", "Who", "Name", "Number", "Outcome", "Entry"),
        operator=OPERATOR,
        replace=replace,
    )
    say("begun")
    done = await view._desk.exporting.export(order)
    say("told", rows=done.rows)


async def purge(desk: Desk) -> None:
    """Purges what has had its time."""
    store = desk.records.store
    assert store
    keeping = HistoryFileKeeping(store, store.path, desk.use.secrets, desk.records.keeper, desk.use.unfinished)
    rule, _ = load_retention_rule(Paths.find(os.environ))
    keep = KeepHistory(keeping, desk.use.deferred, desk.use.clock, rule, lambda: 5, lambda _years: None)
    report = await keep.report()
    say("begun", ids=len(report.ids))
    gone = await keep.purge(report, CONFIRMATION, "Past its time", OPERATOR)
    say("told", gone=gone)


async def back_up(desk: Desk, place: str, replace: bool) -> None:
    """Makes a backup where the person has named a file."""
    store = desk.records.store
    assert store
    keeping = HistoryFileKeeping(store, store.path, desk.use.secrets, desk.records.keeper, desk.use.unfinished)
    say("begun")
    await keeping.back_up(place, replace=replace)
    say("told")


async def prove(desk: Desk, place: str, replace: bool) -> None:
    """Saves the proof of the newest exchange."""
    rows = (await desk.use.browse.find()).rows
    say("begun")
    await desk.use.proofs.save(rows[0].id, place, OPERATOR, replacing=replace)
    say("told")


async def rewrite(desk: Desk) -> None:
    """Renames a profile, changes settings and routes, and makes editable copies of the rules, again and again."""
    paths, profile = Paths.find(os.environ), desk.use.profiles.profile("purecallerid")
    assert profile
    step = 0
    while True:
        step += 1
        await desk.use.profiles.save_profile(replace(profile, name=f"Northside {step}"), {})
        say("kept", what="profile", step=step)
        desk.preferences.keep(operator=f"M. Reyes {step}")
        await desk.use.routes.save(replace(desk.use.routes.routes[0], name=f"All floors {step}"))
        say("kept", what="route", step=step)
        for write in (assessment_rules.write_rules_copy, message_rules.write_message_rules_copy):
            place = write(paths)
            say("kept", what=place.name, step=step)
            place.unlink()


def _floor(desk: Desk) -> ConnectionProfile:
    (profile,) = (one for one in desk.use.profiles.profiles if one.id == "purecallerid")
    return profile


async def pause_all(desk: Desk) -> None:
    """Pauses every active campaign."""
    pausing = desk.use.campaigns.pause_all
    say("begun")

    def told(result: ActResult) -> None:
        if result.outcome is ActOutcome.DONE:
            say("paused", id=result.request.order.campaign_id)

    await pausing.run(_floor(desk), OPERATOR, told)
    say("told")


async def what_to_restore(desk: Desk) -> None:
    """Tells what Restore would offer."""
    found = await desk.use.campaigns.pause_all.restorable(_floor(desk))
    offered = [one.campaign.id for one in found.campaigns] if found else []
    say("restore", offered=offered, left_out=[one.campaign_id for one in found.left_out] if found else [])


JOBS: dict[str, Callable[..., Awaitable[None]]] = {
    "nothing": nothing,
    "prepare": prepare,
    "send": send,
    "send_along": send_along,
    "send_and_wait": send_and_wait,
    "again": again,
    "settle": settle,
    "type_on": type_on,
    "pause_all": pause_all,
    "what_to_restore": what_to_restore,
    "export": export,
    "purge": purge,
    "back_up": back_up,
    "prove": prove,
    "rewrite": rewrite,
}
"""By the name that a nursery is given."""
