"""Exported profiles on a real disk: readable, without secrets, and equal when they come back, apart from their ids."""

from __future__ import annotations

import os
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.profile import ConnectionProfile, Destination, Environment, MappedField, SafetyLevel
from leaddesk.infra.profile_file import EXPORT_CAP, CarriedFiles, MemoryProfiles, ProfileFile
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.ports import AlreadyThere
from leaddesk.services.transfer_profiles import TransferProfiles
from leaddesk.vendors.registry import adapters
from tests.services.desk import PROFILE
from tests.services.fakes import FakeSecrets

LEAST = """
[[profile]]
id = "p1"
name = "Main account"
vendor = "purecallerid"
base_url = "https://api.example.com/"
"""


def carrier(*profiles: ConnectionProfile) -> tuple[TransferProfiles, ManageProfiles]:
    managed = ManageProfiles(adapters(), MemoryProfiles(profiles), FakeSecrets())
    managed.profiles = profiles
    return TransferProfiles(adapters(), managed, CarriedFiles()), managed


def without_ids(profile: ConnectionProfile) -> ConnectionProfile:
    return replace(profile, id="", destinations=tuple(replace(item, id="") for item in profile.destinations))


def write(path: Path, content: str | bytes) -> None:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


async def problem_of(path: Path, content: str | bytes) -> StoreProblem:
    write(path, content)
    with pytest.raises(StoreProblem) as caught:
        await carrier()[0].plan_import(str(path))
    assert str(path) in caught.value.detail
    assert caught.value.hint
    return caught.value


async def test_a_person_can_read_what_is_exported(tmp_path):
    path = tmp_path / "profiles.toml"
    assert await carrier(PROFILE)[0].export(str(path), {PROFILE.id}) == 1
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# LeadDesk's profiles, exported without keys and passwords")
    for line in ("[[profile]]", 'name = "Northside"', "[[profile.destination]]", "[profile.destination.settings]"):
        assert line in text.splitlines()
    assert [profile["name"] for profile in tomllib.loads(text)["profile"]] == ["Northside"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o644


async def test_a_file_is_replaced_only_when_somebody_agreed(tmp_path):
    path = tmp_path / "profiles.toml"
    path.write_text("dear diary")
    service, _ = carrier(PROFILE)
    with pytest.raises(AlreadyThere):
        await service.export(str(path), {PROFILE.id})
    assert path.read_text() == "dear diary"
    await service.export(str(path), {PROFILE.id}, replacing=True)
    assert "Northside" in path.read_text(encoding="utf-8")


async def test_what_cannot_be_written_is_said_with_its_place(tmp_path):
    service, _ = carrier(PROFILE)
    with pytest.raises(StoreProblem) as caught:
        await service.export(str(tmp_path / "gone" / "profiles.toml"), {PROFILE.id})
    assert str(tmp_path / "gone") in caught.value.detail


async def test_no_secret_and_no_stray_key_is_taken_and_each_is_named(tmp_path):
    path = tmp_path / "profiles.toml"
    path.write_text(
        'colour = "canary"\n'
        + LEAST
        + 'api_key = "canary"\n[profile.options]\npassword = "canary"\n[[profile.destination]]\nid = "d"\n'
        + 'name = "Spring"\ndialer = "APN"\ntoken = "canary"\nsettings = { campaign_id = "c", secret = "canary" }\n'
    )
    service, managed = carrier()
    plan = await service.plan_import(str(path))
    assert plan.left_out == (
        "key “colour”",
        "profile “Main account”, key “api_key”",
        "profile “Main account”, destination “Spring”, key “token”",
        "profile “Main account”, key “options.password”",
        "profile “Main account”, destination “Spring”, key “settings.secret”",
    )
    await service.add(plan)
    assert "canary" not in repr(managed.profiles) + repr(plan)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (LEAST.replace("https:", "http:"), "profile “Main account”, key “base_url”: Plain http"),
        (LEAST.replace("//api", "//ada:pass@api"), "no user name or password"),
        (LEAST + 'environment = "Practice"\n', "key “environment”: Choose one of: Production, Test."),
        (LEAST + "timeout_s = 0\n", "key “timeout_s”"),
        (LEAST.replace('"Main account"', '"bad\\u0007bell"'), "control character"),
        (LEAST + LEAST, "Another profile has the same one."),
        ("[[profile]\n", "(at line 1, column 10)"),
        (b"name = '\xff'", "line 1: this is not UTF-8 text."),
        ("a = " + "[" * 5000, "nested too deeply"),
        ("", "holds none"),
        ('[project]\nname = "x"\n', "holds none"),
        (b"# " + b"x" * EXPORT_CAP, "larger than 2 MB"),
    ],
)
async def test_every_error_names_the_file_and_the_place(tmp_path, content, words):
    problem = await problem_of(tmp_path / "carried.toml", content)
    assert words in problem.detail


async def test_plain_http_is_taken_for_this_computer_only(tmp_path):
    path = tmp_path / "profiles.toml"
    path.write_text(LEAST.replace("https://api.example.com", "http://127.0.0.1:8080"))
    (profile,) = (await carrier()[0].plan_import(str(path))).profiles
    assert profile.base_url == "http://127.0.0.1:8080"


async def test_what_is_no_file_or_not_there_is_said(tmp_path):
    with pytest.raises(StoreProblem, match="cannot be read") as folder:
        await carrier()[0].plan_import(str(tmp_path))
    assert "is no file" in folder.value.detail
    with pytest.raises(StoreProblem, match="cannot be read"):
        await carrier()[0].plan_import(str(tmp_path / "gone.toml"))
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(StoreProblem, match="cannot be read"):
            await carrier()[0].plan_import(str(tmp_path / "pipe"))


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=30)
plain = texts.map(str.strip).filter(bool)
mapped = st.builds(
    MappedField, field=plain, column=st.text(max_size=20).map(str.strip), kind=st.sampled_from(["", "Phone", "Zip"])
)
INFO = adapters()["purecallerid"].info


@st.composite
def destinations(draw: st.DrawFn) -> Destination:
    dialer = draw(st.sampled_from(INFO.dialers)).name
    fields = adapters()["purecallerid"].destination_schema(dialer).fields
    free = [spec.key for spec in fields if not spec.choices and spec.kind == "text"]
    return Destination(
        id=draw(st.uuids()).hex,
        name=draw(plain),
        dialer=dialer,
        settings={key: draw(plain) for key in free if draw(st.booleans())},
        mapping=tuple(draw(st.lists(mapped, max_size=3))),
    )


profiles = st.builds(
    ConnectionProfile,
    id=st.uuids().map(lambda number: number.hex),
    name=plain,
    vendor=st.just("purecallerid"),
    base_url=st.sampled_from(["https://api.example.com/public", "http://127.0.0.1:8000", "https://example.com:8443"]),
    environment=st.sampled_from([Environment.PRODUCTION, Environment.TEST]),
    safety=st.sampled_from(SafetyLevel),
    timeout_s=st.floats(1, 600),
    pace_per_s=st.floats(0, 100),
    options=st.sampled_from([{}, {"phone_format": "E.164"}]),
    destinations=st.lists(destinations(), max_size=3).map(tuple),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(exported=st.lists(profiles, min_size=1, max_size=3, unique_by=(lambda p: p.name, lambda p: p.id)))
async def test_what_was_exported_comes_back_equal_apart_from_its_ids(tmp_path, exported):
    path = str(tmp_path / "profiles.toml")
    there, _ = carrier(*exported)
    await there.export(path, {profile.id for profile in exported}, replacing=True)
    here, managed = carrier()
    plan = await here.plan_import(path)
    assert (plan.renamed, plan.left_out) == ({}, ())
    await here.add(plan)
    assert [without_ids(profile) for profile in managed.profiles] == [without_ids(profile) for profile in exported]
    kept = ProfileFile(tmp_path / "own" / "profiles.toml")
    await kept.save(managed.profiles)
    assert await kept.load() == managed.profiles, "and it can be kept and read again"
    kept._path.unlink()
