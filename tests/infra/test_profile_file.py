"""Profiles come back as they were saved; a file LeadDesk could not read, or somebody changed, is never written over."""

from __future__ import annotations

import os
import stat
import tempfile
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.profile import ConnectionProfile, Destination, Environment, MappedField, SafetyLevel
from leaddesk.infra.profile_file import MemoryProfiles, ProfileFile

SPRING = Destination(
    id="d1",
    name="Spring list",
    dialer="APN",
    settings={"campaign_id": "c-17", "list name": "Spring “A”"},
    mapping=(MappedField("phone", "Phone Number", "Phone"), MappedField("first_name", "First Name")),
)
SPRING_TWIN = replace(SPRING, id="d1b", name="Spring twin")
MAIN = ConnectionProfile(
    id="p1",
    name="Main account",
    vendor="purecallerid-leads",
    base_url="https://api.example.com",
    options={"phone_format": "E.164"},
    destinations=(SPRING, Destination(id="d2", name="Bare", dialer="Generic")),
)
TEST = ConnectionProfile(
    id="p2",
    name="Trial",
    vendor="purecallerid-leads",
    base_url="http://127.0.0.1:8080",
    environment=Environment.TEST,
    safety=SafetyLevel.READ_ONLY,
    timeout_s=12.5,
    pace_per_s=0,
)
LEAST = """
[[profile]]
id = "p1"
name = "Main account"
vendor = "purecallerid-leads"
base_url = "https://api.example.com/"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "profiles.toml"


@pytest.fixture
def store(path) -> ProfileFile:
    return ProfileFile(path)


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


async def problem_of(path: Path, text: str | bytes) -> StoreProblem:
    write(path, text)
    with pytest.raises(StoreProblem) as caught:
        await ProfileFile(path).load()
    assert str(path) in caught.value.detail
    assert caught.value.hint
    return caught.value


async def left_out_of(path: Path, text: str) -> str:
    """Returns why the one profile of a file that cannot be read is left out."""
    write(path, text)
    store = ProfileFile(path)
    await store.load()
    (said,) = store.left_out
    return said


async def test_without_a_file_there_are_no_profiles(store, path):
    assert await store.load() == ()
    assert not path.exists()


async def test_profiles_come_back_as_they_were_saved(store, path):
    await store.save((MAIN, TEST))
    assert await store.load() == (MAIN, TEST)
    assert await ProfileFile(path).load() == (MAIN, TEST)
    await store.save((TEST,))
    await store.save(())
    assert await ProfileFile(path).load() == ()


async def test_a_mark_for_number_checks_is_kept_and_must_be_a_word_for_yes_or_no(store, path):
    marked = replace(SPRING, for_checks=True)
    await store.save((replace(MAIN, destinations=(marked, SPRING_TWIN)),))
    assert path.read_text(encoding="utf-8").count("for_checks") == 1, "said only where it is so"
    (profile,) = await ProfileFile(path).load()
    assert profile.destinations == (marked, SPRING_TWIN)
    text = path.read_text(encoding="utf-8").replace("for_checks = true", 'for_checks = "yes"')
    assert "“Spring list”, key “for_checks”: It has to be true or false." in await left_out_of(path, text)


async def test_the_file_can_be_read_by_a_person(store, path):
    await store.save((MAIN,))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# LeadDesk")
    for line in (
        "[[profile]]",
        'name = "Main account"',
        "timeout_s = 60.0",
        "[profile.options]",
        "[[profile.destination]]",
        '    { field = "phone", column = "Phone Number", kind = "Phone" },',
        '    { field = "first_name", column = "First Name" },',
        "[profile.destination.settings]",
        'campaign_id = "c-17"',
    ):
        assert line in lines


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
async def test_only_this_account_may_look(store, path):
    await store.save((MAIN,))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_profiles_of_practice_mode_are_never_written(store, path):
    practice = replace(MAIN, id="p9", name="Practice desk", environment=Environment.PRACTICE)
    await store.save((practice, TEST))
    assert "Practice desk" not in path.read_text(encoding="utf-8")
    assert await store.load() == (TEST,)
    assert "Production, Test" in await left_out_of(path, LEAST + 'environment = "Practice"\n')


async def test_no_secret_reaches_the_file(store, path, fake_keyring):
    from leaddesk.domain.secret import Secret
    from leaddesk.infra.keyring_store import KeyringSecrets

    canary = "canary-7f3a-never-on-disk"
    await KeyringSecrets().put(MAIN.secret_ref("api_key"), Secret(canary))
    await store.save((MAIN,))
    assert all(canary.encode() not in item.read_bytes() for item in path.parent.iterdir())
    keys = {key for table in tomllib.loads(path.read_text(encoding="utf-8"))["profile"] for key in table}
    assert keys == {field for field in ConnectionProfile.__slots__ if field != "destinations"} | {"destination"}


async def test_what_may_be_left_out_has_its_default(path):
    write(path, LEAST)
    (profile,) = await ProfileFile(path).load()
    plain = ConnectionProfile(
        id="p1", name="Main account", vendor="purecallerid-leads", base_url="https://api.example.com"
    )
    assert profile == plain
    assert (profile.environment, profile.safety) == (Environment.PRODUCTION, SafetyLevel.ASK)


async def test_an_editors_byte_order_mark_and_line_ends_do_no_harm(path):
    write(path, b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode())
    assert len(await ProfileFile(path).load()) == 1


@pytest.mark.parametrize(
    ("addition", "words"),
    [
        ('environment = "Moon"', ["“Main account”", "“environment”", "Production, Test"]),
        ('safety = "none"', ["“Main account”", "“safety”"]),
        ('timeout_s = "60"', ["“Main account”", "“timeout_s”", "number"]),
        ("timeout_s = true", ["“timeout_s”", "number"]),
        ("timeout_s = nan", ["“timeout_s”", "number"]),
        ("timeout_s = 0", ["“timeout_s”", "from 1 to 600"]),
        ("pace_per_s = -1", ["“pace_per_s”", "from 0 to 100"]),
        ("options = 3", ["“options”", "table"]),
        ("options = { phone_format = 3 }", ["“options.phone_format”", "quotes"]),
        ("destination = 3", ["“destination”", "[[destination]]"]),
        ("destination = [3]", ["“destination”", "[[destination]]"]),
        ('destination = [{ id = "d1", name = "Spring" }]', ["destination “Spring”", "“dialer”", "missing"]),
        ('destination = [{ name = "", id = "d1", dialer = "APN" }]', ["destination 1", "“name”", "empty"]),
        (
            'destination = [{ id = "d", name = "A", dialer = "APN" }, { id = "d", name = "B", dialer = "APN" }]',
            ["“Main account”", "“destination”", "same id"],
        ),
        (
            'destination = [{ id = "d", name = "A", dialer = "APN", mapping = [{ column = "x" }] }]',
            ["destination “A”", "mapping row 1", "“field”", "missing"],
        ),
        (LEAST, ["profile “Main account”", "“id”", "same"]),
    ],
)
async def test_a_broken_profile_is_named_with_its_key(path, addition, words):
    said = await left_out_of(path, LEAST + addition + "\n")
    for word in words:
        assert word in said


@pytest.mark.parametrize("key", ["id", "name", "vendor", "base_url"])
@pytest.mark.parametrize(("value", "word"), [(None, "missing"), ("3", "quotes"), ('""', "empty")])
async def test_what_a_profile_needs_has_to_be_there(path, key, value, word):
    lines = [line for line in LEAST.splitlines() if not line.startswith(f"{key} =")]
    lines += [f"{key} = {value}"] if value else []
    said = await left_out_of(path, "\n".join(lines))
    assert f"“{key}”" in said
    assert word in said


@pytest.mark.parametrize("address", ["http://api.example.com", "ftp://api.example.com", "https://a:b@example.com"])
async def test_an_address_the_editor_would_refuse_is_refused_here_too(path, address):
    assert "“base_url”" in await left_out_of(path, LEAST.replace("https://api.example.com/", address))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[[profile]]\nid = p1\n", "line 2, column 6"),
        ("[[profile]\n", "line 1"),
        (b"[[profile]]\nid = 'p1'\nname = '\xff'\n", "line 3"),
        ("profile = 3\n", "[[profile]]"),
    ],
)
async def test_what_is_no_toml_is_named_with_its_line(path, text, word):
    assert word in (await problem_of(path, text)).detail


async def test_a_profile_that_cannot_be_read_leaves_the_others_and_stays_in_the_file_as_it_is(store, path):
    await store.save((TEST, MAIN))
    good = path.read_text(encoding="utf-8")
    bad = good.replace("timeout_s = 12.5", 'timeout_s = "12"\ncolour = "teal"')
    write(path, bad)
    assert await store.load() == (MAIN,)
    assert store.left_out == ("profile “Trial”, key “timeout_s”: It has to be a number.",)

    await store.save((replace(MAIN, name="Renamed"),))
    first, second = tomllib.loads(path.read_text(encoding="utf-8"))["profile"]
    assert (first["name"], second) == ("Renamed", tomllib.loads(bad)["profile"][0])

    write(path, path.read_text(encoding="utf-8").replace('timeout_s = "12"', "timeout_s = 12.5"))
    assert await store.load() == (replace(MAIN, name="Renamed"), TEST)
    assert store.left_out == ()


async def test_beside_a_profile_that_cannot_be_read_none_is_saved_that_could_not_be_either(store, path):
    await store.save((TEST, MAIN))
    bad = path.read_text(encoding="utf-8").replace("timeout_s = 12.5", "timeout_s = 0")
    write(path, bad)
    await store.load()
    with pytest.raises(StoreProblem, match="not saved"):
        await store.save((replace(MAIN, timeout_s=0.0),))
    assert path.read_text(encoding="utf-8") == bad


async def test_of_two_profiles_of_one_id_the_first_is_used(store, path):
    write(path, LEAST + LEAST.replace("Main account", "Twin"))
    (profile,) = await store.load()
    assert profile.name == "Main account"
    await store.save((profile,))
    assert [table["name"] for table in tomllib.loads(path.read_text("utf-8"))["profile"]] == ["Main account", "Twin"]


async def test_a_file_that_cannot_be_read_is_not_saved_over_until_it_is_mended(store, path):
    await store.save((MAIN,))
    good = path.read_bytes()
    write(path, "[[profile]\n")
    with pytest.raises(StoreProblem, match="cannot be read"):
        await store.load()
    for _ in range(2):
        with pytest.raises(StoreProblem, match="not saved") as caught:
            await store.save((MAIN, TEST))
        assert "line 1" in caught.value.detail
        assert path.read_text() == "[[profile]\n"
    write(path, good)
    assert await store.load() == (MAIN,)
    await store.save((MAIN, TEST))
    assert await store.load() == (MAIN, TEST)


async def test_a_change_by_another_program_is_not_saved_over(store, path):
    await store.save((MAIN,))
    changed = path.read_text(encoding="utf-8").replace("Main account", "By hand")
    write(path, changed)
    with pytest.raises(StoreProblem, match="not saved") as caught:
        await store.save((MAIN, TEST))
    assert "changed on disk by another program" in caught.value.detail
    assert "Load the profiles again" in caught.value.hint
    assert path.read_text(encoding="utf-8") == changed
    (by_hand,) = await store.load()
    assert by_hand.name == "By hand"
    await store.save((by_hand, TEST))
    path.unlink()
    with pytest.raises(StoreProblem, match="not saved"):
        await store.save((MAIN,))


async def test_a_file_that_was_never_read_is_not_saved_over(path):
    await ProfileFile(path).save((MAIN,))
    with pytest.raises(StoreProblem, match="not saved"):
        await ProfileFile(path).save((TEST,))
    assert await ProfileFile(path).load() == (MAIN,)


@pytest.mark.parametrize(
    "changes", [{"name": "\ud800"}, {"name": " "}, {"base_url": "http://example.com"}, {"timeout_s": 0.0}, {"id": ""}]
)
async def test_nothing_is_saved_that_could_not_be_read_again(store, path, changes):
    await store.save((MAIN,))
    with pytest.raises(StoreProblem, match=r"not be saved|not saved") as caught:
        await store.save((MAIN, replace(TEST, **changes)))
    assert caught.value.hint
    assert await store.load() == (MAIN,)


async def test_keys_of_a_later_version_are_kept(store, path):
    await store.save((MAIN, TEST))
    text = path.read_text(encoding="utf-8")
    text = text.replace('id = "p1"', 'id = "p1"\ncolour = "teal"').replace('id = "d1"', 'id = "d1"\ncheck = true')
    write(path, "form = 2\n" + text + "\n[window]\nwidth = 1024\n")
    profiles = await store.load()
    await store.save((replace(profiles[0], name="Renamed"),))
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (document["form"], document["window"]) == (2, {"width": 1024})
    (profile,) = document["profile"]
    assert (profile["name"], profile["colour"]) == ("Renamed", "teal")
    assert profile["destination"][0]["check"] is True


async def test_practice_mode_keeps_its_profiles_in_memory():
    store = MemoryProfiles((MAIN,))
    assert await store.load() == (MAIN,)
    await store.save([TEST])
    assert await store.load() == (TEST,)


_texts = st.text(st.characters(codec="utf-8"), max_size=20)
_some = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
_names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=80).filter(
    lambda text: text == text.strip()
)
_destinations = st.builds(
    Destination,
    id=_some,
    name=_names,
    dialer=_some,
    settings=st.dictionaries(_texts, _texts, max_size=3),
    mapping=st.lists(st.builds(MappedField, _some, _texts, _texts), max_size=3).map(tuple),
)
_profiles = st.builds(
    ConnectionProfile,
    id=_some,
    name=_names,
    vendor=_some,
    base_url=st.sampled_from(["https://api.example.com", "https://example.com:8443/v1", "http://127.0.0.1:9"]),
    environment=st.sampled_from([Environment.PRODUCTION, Environment.TEST]),
    safety=st.sampled_from(SafetyLevel),
    timeout_s=st.floats(1, 600),
    pace_per_s=st.floats(0, 100),
    options=st.dictionaries(_texts, _texts, max_size=3),
    destinations=st.lists(_destinations, max_size=3, unique_by=lambda item: item.id).map(tuple),
)


@settings(max_examples=60)
@given(st.lists(_profiles, max_size=3, unique_by=lambda item: item.id).map(tuple))
async def test_every_profile_comes_back_as_it_was(profiles):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profiles.toml"
        await ProfileFile(path).save(profiles)
        assert await ProfileFile(path).load() == profiles
