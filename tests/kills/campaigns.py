"""Kills while *Pause all active* runs, and what the next start knows of it."""

from __future__ import annotations

import json
import urllib.request

from leaddesk.domain.act import ActOutcome
from tests.kills.ground import Ground, peek


class Pausing:
    """A kill while all active campaigns are paused."""

    def __init__(self) -> None:
        self._active: set[str] = set()

    def one(self, ground: Ground) -> None:
        """Kills once, and looks that each pause was sent once and is told truly, and what Restore would offer."""
        vendor = ground.vendor
        active = self._activate(ground)
        home = ground.home("leads", lambda _home: None)
        before = vendor.acts()
        life = ground.nursery.begin(home, "pause_all")
        life.until("begun")
        life.kill(ground.instant("pause all", 0.25))
        ground.learn("pause all", over=bool(life.said("told")))
        held, sent = peek(home), vendor.acts() - before
        found, after = ground.next_start(home, "what_to_restore")
        assert vendor.acts() - before == sent, "the next start sends nothing"
        assert all(times == 1 for times in sent.values()), sent
        begun = {one.opening.destination_id for one in held.exchanges}
        assert {path.split("/")[-2] for path in sent} <= begun <= active
        now = self._statuses(ground)
        words = {row["id"]: row["word"] for row in found["rows"]}
        told = {word["id"] for word in life.said("paused")}
        for exchange in held.exchanges:
            campaign, word = exchange.opening.destination_id, words[exchange.id]
            if word == ActOutcome.DONE:
                assert now[campaign] != "ACTIVE"
            else:
                assert word in (ActOutcome.DID_NOT_CHANGE, ActOutcome.UNKNOWN), word
                assert campaign not in told
        (restore,) = after.said("restore")
        offered = set(restore["offered"])
        assert offered <= {one for one in active if now[one] != "ACTIVE"}
        assert offered <= begun
        assert offered | set(restore["left_out"]) <= active
        said = [text for text in found["heard"] if "during Pause all active" in text]
        missed = active - told
        if life.said("told"):
            assert said == []
        elif begun and missed and (said or not found["repeated"]):
            assert len(said) == 1, found["heard"]
            assert int(said[0].split()[0]) <= len(missed)
        open_ones = [one for one in held.exchanges if not one.settled]
        ground.met[f"pause all: {'none' if not begun else 'all told' if life.said('told') else 'in the middle'}"] += 1
        ground.met["pause all: open acts"] += len(open_ones)
        ground.gone(home)

    def _activate(self, ground: Ground) -> set[str]:
        """Makes active again what was so at first, and returns the ids."""
        active = {one for one, status in self._statuses(ground).items() if status == "ACTIVE"}
        self._active = self._active or active
        for one in self._active - active:
            _ask(ground, f"/{one}/activate", b"{}")
        assert self._active == {one for one, status in self._statuses(ground).items() if status == "ACTIVE"}
        return self._active

    @staticmethod
    def _statuses(ground: Ground) -> dict[str, str]:
        return {one["id"]: one["campaignStatus"] for one in _ask(ground)}


def _ask(ground: Ground, path: str = "", body: bytes | None = None) -> list[dict[str, str]]:
    server = ground.vendor.server
    request = urllib.request.Request(
        f"{server.base_url}/engage/campaigns{path}",
        data=body,
        headers={"X-API-KEY": server.api_key, "Content-Type": "application/json"},
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
        found: list[dict[str, str]] = json.loads(answer.read())
        return found
