"""The chain's end as text and back, and what makes a report an intact one."""

from __future__ import annotations

import pytest

from leaddesk.domain.chain import Anchor, ChainFault, ChainProblem, ChainReport

SEAL = "0123456789abcdef" * 4


@pytest.mark.parametrize("anchor", [Anchor(0, b""), Anchor(1, bytes(32)), Anchor(10**18 - 1, bytes.fromhex(SEAL))])
def test_an_anchor_comes_back_from_its_text(anchor):
    assert Anchor.read(anchor.text()) == anchor


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "3:",
        f"0:{SEAL}",
        f"03:{SEAL}",
        f"-3:{SEAL}",
        f"3:{SEAL.upper()}",
        f"3:{SEAL[:-2]}",
        f"3:{SEAL}\n",
        f" 3:{SEAL}",
        f"{10**18}:{SEAL}",
        f"٣:{SEAL}",
    ],
)
def test_any_other_text_is_no_anchor(text):
    with pytest.raises(ValueError, match="no anchor"):
        Anchor.read(text)


@pytest.mark.parametrize("faults", [(), (ChainFault.EDITED,), (ChainFault.DERIVED,)])
def test_a_chain_is_intact_when_nothing_was_found(faults):
    problems = tuple(ChainProblem(fault=fault, seq=2, exchange_id=1, sentence="Changed.") for fault in faults)
    report = ChainReport(
        entries=3,
        exchanges=1,
        notes=0,
        since=None,
        taken_over=0,
        purged=0,
        sealed=True,
        head=Anchor(3, bytes(32)),
        anchor=None,
        problems=problems,
    )
    assert report.intact is not bool(faults)
