"""One contract for every secret store, and every trouble a keyring can be in."""

import asyncio
import time

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import PasswordDeleteError, PasswordSetError

from leaddesk.domain.errors import KeyringProblem, KeyringTrouble
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.infra.keyring_store import MAX_LENGTH, KeyringSecrets, MemorySecrets
from leaddesk.services.ports import SecretStore
from tests.helpers.fake_keyring import FakeKeyring, Mode

REF = SecretRef("p1", "https://core.example.com:443", "api_key")
KEY = Secret("canary-4711-secret")


@pytest.fixture(params=[MemorySecrets, KeyringSecrets])
def store(request, fake_keyring) -> SecretStore:
    made: SecretStore = request.param()
    return made


class TestContract:
    """What every secret store promises."""

    async def test_what_was_never_kept_is_none(self, store):
        assert await store.get(REF) is None

    async def test_what_was_put_comes_back_until_it_is_forgotten(self, store):
        await store.put(REF, KEY)
        assert await store.get(REF) == KEY
        await store.put(REF, Secret("another"))
        assert await store.get(REF) == Secret("another")
        await store.forget(REF)
        assert await store.get(REF) is None

    @pytest.mark.parametrize(
        "other",
        [
            SecretRef("p2", REF.origin, REF.slot),
            SecretRef(REF.profile_id, "https://other.example.com:443", REF.slot),
            SecretRef(REF.profile_id, REF.origin, "password"),
        ],
    )
    async def test_a_secret_belongs_to_one_slot_of_one_profile_at_one_origin(self, store, other):
        await store.put(REF, KEY)
        assert await store.get(other) is None
        await store.forget(other)
        assert await store.get(REF) == KEY

    async def test_the_session_stands_over_what_is_kept_until_it_is_replaced(self, store):
        await store.put(REF, KEY)
        store.keep_for_session(REF, Secret("for today"))
        assert await store.get(REF) == Secret("for today")
        await store.put(REF, Secret("for good"))
        assert await store.get(REF) == Secret("for good")

    async def test_forgetting_deletes_from_session_and_keyring_and_twice_is_fine(self, store):
        await store.put(REF, KEY)
        store.keep_for_session(REF, KEY)
        await store.forget(REF)
        await store.forget(REF)
        assert await store.get(REF) is None

    @pytest.mark.parametrize("text", ["x" * (MAX_LENGTH + 1), "🔑" * (MAX_LENGTH // 2 + 1)])
    async def test_a_secret_too_long_for_some_system_is_refused_on_all(self, store, text):
        with pytest.raises(KeyringProblem, match="too long") as caught:
            await store.put(REF, Secret(text))
        assert text not in caught.value.sentence()
        assert await store.get(REF) is None
        assert await store.state() is None, "the keyring itself is well"

    async def test_the_longest_secret_and_odd_letters_survive(self, store):
        for text in ("x" * MAX_LENGTH, "pä ss\twörd 🔑"):
            await store.put(REF, Secret(text))
            assert await store.get(REF) == Secret(text)

    async def test_nothing_is_wrong_at_first(self, store):
        assert await store.state() is None


def use(backend: KeyringBackend) -> KeyringSecrets:
    keyring.set_keyring(backend)
    return KeyringSecrets()


async def troubles_of(store: KeyringSecrets) -> list[KeyringProblem]:
    problems = []
    for act in (store.get(REF), store.put(REF, KEY), store.forget(REF)):
        with pytest.raises(KeyringProblem) as caught:
            await act
        problems.append(caught.value)
    return problems


async def test_the_entry_is_named_for_a_person_who_looks_into_the_keyring(fake_keyring):
    await KeyringSecrets().put(REF, KEY)
    assert fake_keyring.entries == {
        ("LeadDesk p1", "api_key at https://core.example.com:443"): "canary-4711-secret",
    }


async def test_what_is_kept_for_the_session_never_reaches_the_keyring(fake_keyring):
    store = KeyringSecrets()
    store.keep_for_session(REF, KEY)
    assert await store.get(REF) == KEY
    assert fake_keyring.calls == []


@pytest.mark.parametrize(
    ("mode", "trouble", "title", "can_retry"),
    [
        (Mode.LOCKED, KeyringTrouble.LOCKED, "The system keyring is locked.", True),
        (Mode.NO_COLLECTION, KeyringTrouble.ABSENT, "No system keyring was found.", False),
        (Mode.FAILING, KeyringTrouble.FAILING, "The system keyring does not work.", True),
    ],
)
async def test_a_keyring_in_trouble_says_which_and_recovers(fake_keyring, mode, trouble, title, can_retry):
    store = KeyringSecrets()
    fake_keyring.mode = mode
    for problem in await troubles_of(store):
        assert (problem.trouble, problem.title, problem.can_retry) == (trouble, title, can_retry)
        assert problem.detail
        assert type(problem.__cause__).__name__ not in problem.sentence()
        assert problem.nothing_kept is (trouble is KeyringTrouble.ABSENT)
        assert "keep the secret for this session" in problem.hint
        assert problem.__cause__ is not None
        assert KEY.reveal() not in problem.sentence()
    calls = len(fake_keyring.calls)
    assert await store.state() is trouble
    assert len(fake_keyring.calls) == calls, "asking for the state must not prompt"
    fake_keyring.mode = Mode.WORKING
    await store.put(REF, KEY)
    assert await store.state() is None


async def test_a_keyring_that_swallows_is_found_out(fake_keyring):
    fake_keyring.mode = Mode.NULL
    store = KeyringSecrets()
    with pytest.raises(KeyringProblem, match="did not keep") as caught:
        await store.put(REF, KEY)
    assert caught.value.trouble is KeyringTrouble.NULL
    assert caught.value.nothing_kept
    assert await store.state() is KeyringTrouble.NULL


class PlaintextKeyring(FakeKeyring):
    """Named as the plain-text backends are."""


class AltKeyring(FakeKeyring):
    """Comes from the package of backends nobody recommends."""

    __module__ = "keyrings.alt.file"


class WeakKeyring(FakeKeyring):
    """A backend that knows it is no good."""

    priority = 0


class UnfitKeyring(FakeKeyring):
    """A backend that cannot work here."""

    @property
    def priority(self):  # type: ignore[override]
        raise RuntimeError("not on this system")


class Chain(chainer.ChainerBackend):
    """Chains what the test gives it."""

    priority = 10
    backends: tuple[KeyringBackend, ...] = ()


@pytest.mark.parametrize(
    ("make", "trouble"),
    [
        (fail.Keyring, KeyringTrouble.ABSENT),
        (null.Keyring, KeyringTrouble.NULL),
        (PlaintextKeyring, KeyringTrouble.ABSENT),
        (AltKeyring, KeyringTrouble.ABSENT),
        (WeakKeyring, KeyringTrouble.ABSENT),
        (UnfitKeyring, KeyringTrouble.ABSENT),
        (Chain, KeyringTrouble.ABSENT),
    ],
)
async def test_a_backend_that_keeps_nothing_well_is_refused_before_it_is_used(make, trouble):
    backend = make()
    store = use(backend)
    for problem in await troubles_of(store):
        assert problem.trouble is trouble
        assert not problem.can_retry
        assert problem.nothing_kept
    assert await store.state() is trouble
    assert getattr(backend, "calls", []) == []
    store.keep_for_session(REF, KEY)
    assert await store.get(REF) == KEY, "the offer holds"


async def test_of_a_chain_the_first_good_keyring_is_used_and_no_other():
    chain, plain, good, second = Chain(), PlaintextKeyring(), FakeKeyring(), FakeKeyring()
    chain.backends = (null.Keyring(), plain, good, second)
    store = use(chain)
    await store.put(REF, KEY)
    assert await store.get(REF) == KEY
    assert len(good.entries) == 1
    assert plain.calls == second.calls == []


async def test_a_backend_that_cannot_be_loaded_is_absent(monkeypatch):
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.module.Keyring")
    store = KeyringSecrets()
    assert await store.state() is KeyringTrouble.ABSENT
    with pytest.raises(KeyringProblem, match="No system keyring"):
        await store.get(REF)


class Grudging(FakeKeyring):
    """Lets nothing be written or deleted."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("Can't store password on keychain")

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError("Can't delete password in keychain")


async def test_a_refused_deletion_of_a_secret_that_is_there_is_not_taken_for_success():
    backend = Grudging()
    store = use(backend)
    await store.forget(REF)
    backend.entries["LeadDesk p1", "api_key at https://core.example.com:443"] = "kept"
    for act in (store.forget(REF), store.put(REF, KEY)):
        with pytest.raises(KeyringProblem) as caught:
            await act
        assert caught.value.trouble is KeyringTrouble.FAILING


class PromptDismissedException(Exception):
    """Named as secretstorage names it; keyring lets it through."""


async def test_a_prompt_dismissed_while_writing_is_locked(fake_keyring, monkeypatch):
    def dismiss(*_names: str) -> None:
        raise PromptDismissedException("Prompt dismissed.")

    monkeypatch.setattr(fake_keyring, "set_password", dismiss)
    with pytest.raises(KeyringProblem) as caught:
        await KeyringSecrets().put(REF, KEY)
    assert caught.value.trouble is KeyringTrouble.LOCKED


async def test_an_open_prompt_can_be_walked_away_from(fake_keyring):
    fake_keyring.mode = Mode.SLOW
    store = KeyringSecrets()
    waiting = asyncio.ensure_future(store.get(REF))
    assert await asyncio.to_thread(fake_keyring.waiting.wait, 5)
    started = time.monotonic()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert time.monotonic() - started < 0.2


async def test_two_questions_open_one_prompt_at_a_time(fake_keyring):
    fake_keyring.mode = Mode.SLOW
    store = KeyringSecrets()
    tasks = [asyncio.ensure_future(store.get(REF)) for _ in range(3)]
    assert await asyncio.to_thread(fake_keyring.waiting.wait, 5)
    await asyncio.sleep(0.05)
    assert len(fake_keyring.calls) == 1
    fake_keyring.release.set()
    assert await asyncio.gather(*tasks) == [None] * 3


@pytest.mark.parametrize(
    ("platform", "desktop", "word"),
    [
        ("win32", "", "Windows"),
        ("darwin", "", "Keychain Access"),
        ("linux", "KDE", "wallet"),
        ("linux", "ubuntu:GNOME", "Passwords and Keys"),
        ("linux", "", "Passwords and Keys"),
    ],
)
async def test_the_hint_fits_the_desktop(fake_keyring, monkeypatch, platform, desktop, word):
    monkeypatch.setattr("leaddesk.infra.keyring_words.sys.platform", platform)
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)
    fake_keyring.mode = Mode.LOCKED
    with pytest.raises(KeyringProblem) as caught:
        await KeyringSecrets().get(REF)
    assert word in caught.value.hint
