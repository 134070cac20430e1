"""What every registered vendor must do, whatever it speaks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.assessment import Grade, assess
from leaddesk.domain.fields import check_base_url
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.vendors.adapter import Sent, VendorAdapter
from leaddesk.vendors.registry import adapters
from tests.vendors.toy.codec import ToyDialer

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
CANARY = "Canary+Key/0123456789=="
LEAD = {
    "phone": "(202) 555-0123",
    "first_name": "Ada",
    "last_name": "Person",
    "email": "ada@example.com",
    "street": "100 Sample Street",
    "city": "Sampleton",
    "state": "DC",
    "zip": "20001",
}


def test_every_vendor_stands_under_its_own_key() -> None:
    assert list(adapters())[:4] == ["purecallerid", "crocodial", "trackdrive", "lupitor"]
    assert all(adapter.info.key == key for key, adapter in adapters().items())
    assert adapters() is adapters(), "read once"


def test_the_registry_does_not_delay_the_first_paint() -> None:
    code = "import sys, leaddesk.vendors.registry as r; r.adapters(); print('pydantic' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=50)

    assert result.stdout.strip() == "False"


def destinations(adapter: VendorAdapter) -> Iterator[Destination]:
    """Yields a sound destination for each dialer, its required fields filled and its preset unchanged."""
    for dialer in adapter.info.dialers:
        fields = adapter.destination_schema(dialer.name).fields
        settings = {
            field.key: field.choices[0] if field.choices else field.placeholder or f"{field.key}-1"
            for field in fields
            if field.required
        }
        yield Destination(id="d", name="Spring", dialer=dialer.name, settings=settings, mapping=dialer.preset)


@pytest.mark.parametrize("adapter", [*adapters().values(), ToyDialer()], ids=lambda adapter: adapter.info.key)
class TestEveryVendor:
    def profile(self, adapter: VendorAdapter) -> ConnectionProfile:
        """Returns a profile with what every profile of that vendor has to name."""
        info = adapter.info
        options = {field.key: field.placeholder for field in info.options.fields if field.required}
        address = info.default_base_url.replace("your-", "north-")
        return ConnectionProfile(id="p", name="North", vendor=info.key, base_url=address, timeout_s=45, options=options)

    def secrets(self, adapter: VendorAdapter) -> dict[str, Secret]:
        return {slot.key: Secret(CANARY) for slot in adapter.info.secret_slots}

    def draft(self, adapter: VendorAdapter, destination: Destination) -> LeadDraft:
        draft = validate_lead(adapter.lead_schema(destination), LEAD)
        assert isinstance(draft, LeadDraft)
        return draft

    def test_its_data_is_fit_for_forms(self, adapter: VendorAdapter) -> None:
        info = adapter.info
        labels = [field.label for field in info.options.fields] + [slot.label for slot in info.secret_slots]

        assert info.name
        assert check_base_url(info.default_base_url) == info.default_base_url
        assert len(set(labels)) == len(labels)
        assert all(dialer.hint for dialer in info.dialers)

    def test_a_filled_preset_is_a_sound_destination(self, adapter: VendorAdapter) -> None:
        for destination in destinations(adapter):
            assert adapter.destination_problems(destination) == ()
            schema = adapter.lead_schema(destination)
            assert set(LEAD) <= set(schema.columns), "every canonical field has a column"
            phone = schema.field("phone")
            assert phone is not None
            assert phone.required

    def test_an_empty_destination_has_problems_and_is_never_encoded(self, adapter: VendorAdapter) -> None:
        for dialer in adapter.info.dialers:
            empty = Destination(id="d", name="Spring", dialer=dialer.name)
            draft = self.draft(adapter, next(destinations(adapter)))

            assert adapter.destination_problems(empty)
            with pytest.raises(ValueError, match=":"):
                adapter.encode_submit(draft, self.profile(adapter), empty, self.secrets(adapter))

    def test_an_unknown_dialer_is_a_problem_and_not_an_error(self, adapter: VendorAdapter) -> None:
        odd = Destination(id="d", name="Spring", dialer="No such dialer")

        assert [problem.key for problem in adapter.destination_problems(odd)] == ["dialer"]
        assert adapter.destination_schema(odd.dialer).fields == ()
        assert adapter.lead_schema(odd).field("phone") is not None
        assert adapter.sending_hint(odd) == ""

    def test_a_send_is_always_explained(self, adapter: VendorAdapter) -> None:
        for destination in destinations(adapter):
            dialer = adapter.info.dialer(destination.dialer)
            assert dialer is not None
            assert adapter.sending_hint(destination).startswith(dialer.hint)

    def test_nobody_starts_on_a_retired_dialer(self, adapter: VendorAdapter) -> None:
        assert not any(dialer.retired for dialer in adapter.info.dialers[:1])

    def test_a_write_keeps_its_secret_out_of_sight(self, adapter: VendorAdapter) -> None:
        for destination in destinations(adapter):
            request = adapter.encode_submit(
                self.draft(adapter, destination), self.profile(adapter), destination, self.secrets(adapter)
            )

            assert request.writes
            assert request.timeout_s == 45
            assert request.url.startswith(self.profile(adapter).base_url)
            assert Secret(CANARY) in request.secrets()
            assert CANARY not in repr(request) + repr(request.redacted())

    def test_what_was_sent_is_recalled_from_the_record(self, adapter: VendorAdapter) -> None:
        for destination in destinations(adapter):
            draft = self.draft(adapter, destination)
            request = adapter.encode_submit(draft, self.profile(adapter), destination, self.secrets(adapter)).redacted()
            sent = adapter.recall_sent(request)

            assert sent.phone.endswith("2025550123")
            assert {"Ada", "Sampleton", "20001"} <= {value.value for value in sent.values}

    @given(body=st.text())
    def test_an_odd_record_recalls_something(self, adapter: VendorAdapter, body: str) -> None:
        assert isinstance(adapter.recall_sent(RequestRecord("POST", "", (), body)), Sent)

    @given(
        status=st.one_of(st.integers(100, 599), st.integers()),
        headers=st.lists(
            st.tuples(st.sampled_from(["Content-Type", "Retry-After", "X-Other"]), st.text(max_size=30)), max_size=3
        ),
        body=st.binary(max_size=200),
        capped=st.booleans(),
    )
    def test_any_answer_gives_a_verdict_that_is_never_good_by_chance(
        self, adapter: VendorAdapter, status: int, headers: list[tuple[str, str]], body: bytes, capped: bool
    ) -> None:
        response = HttpResponse(status, tuple(headers), body, 0.1, capped)
        verdict = adapter.decode_submit(response, Sent("2025550123"), AT)

        assert verdict.outcome in (LoadOutcome.REJECTED, LoadOutcome.UNKNOWN)
        assert verdict.explanation.title
        assert verdict.explanation.hint
        assert (verdict.evidence is not None) == adapter.info.returns_checks
        assert assess(verdict, AT).grade is Grade.REVIEW
