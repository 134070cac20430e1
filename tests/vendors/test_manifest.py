"""A vendor.toml with a mistake in it is refused when it is read, by file and place."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaddesk.domain.fields import FieldKind, FieldNote, FieldSpec, FormSchema
from leaddesk.domain.profile import MappedField
from leaddesk.domain.vendor import SecretSlot
from leaddesk.vendors.manifest import Fill, ManifestError, read_manifest

HEAD = 'key = "sample"\nname = "Sample"\ndefault_base_url = "https://example.com"\n'
CHOICE = HEAD + '[[destination]]\nkey = "a"\nlabel = "A"\nkind = "choice"\nchoices = ["x", "y"]\n'
WHOLE = (
    HEAD
    + """
kinds = ["Phone", "Cert"]
[field_kinds]
Cert = "trustedform"
[[secret]]
key = "api_key"
label = "API key"
[[option]]
key = "mode"
label = "Mode"
kind = "choice"
choices = ["a", "b"]
default = "a"
[[destination]]
key = "campaign"
label = "Campaign"
required = true
sends = "campaignId"
[[destination]]
key = "list"
label = "List"
[[dialer]]
name = "Full"
preset = [{ field = "phone", column = "number1", kind = "Phone" }, { field = "zip", column = "zip" }]
[[dialer]]
name = "Own"
hint = "Dials at once."
required = ["phone", "zip"]
reserved = ["callerId"]
check_settings = { dedupe = "DROP" }
may_call_on_check = false
without = ["list"]
[[dialer.destination]]
key = "dedupe"
label = "Duplicates"
sends = "dedupe"
kind = "choice"
choices = ["KEEP", "DROP"]
vendor_default = "KEEP"
notes = [{ when = ["DROP"], says = "Drops it.", on_send = true }]
[[dialer.destination]]
key = "own"
label = "Own columns"
reserves = true
must_fill = true
[[dialer.destination]]
key = "id"
label = "Id"
kind = "choice"
required = true
choices = ["Phone"]
fills = { column = "externId", sources = { Phone = "phone" } }
[[dialer]]
name = "Old"
retired = "Gone."
"""
)


def write(folder: Path, text: str) -> Path:
    path = folder / "vendor.toml"
    path.write_text(text, "utf-8")
    return path


def test_everything_is_read(tmp_path: Path) -> None:
    manifest = read_manifest(write(tmp_path, WHOLE))
    info = manifest.info

    assert (info.key, info.name, info.default_base_url) == ("sample", "Sample", "https://example.com")
    assert info.secret_slots == (SecretSlot("api_key", "API key"),)
    assert info.options.fields == (
        FieldSpec(key="mode", label="Mode", kind=FieldKind.CHOICE, choices=("a", "b"), default="a"),
    )
    full, own, old = info.dialers
    assert (own.check_settings, own.may_call_on_check) == ({"dedupe": "DROP"}, False)
    assert (full.check_settings, full.may_call_on_check) == ({}, True)
    assert (own.retired, old.retired) == ("", "Gone.")
    assert full.required == ("phone",)
    assert full.preset == (MappedField("phone", "number1", "Phone"), MappedField("zip", "zip"))
    assert (own.hint, own.required, own.reserved) == ("Dials at once.", ("phone", "zip"), ("callerId",))
    assert [field.key for field in manifest.destination_schema("Full").fields] == ["campaign", "list"]
    assert [field.key for field in manifest.destination_schema("Own").fields] == [
        "campaign",
        "dedupe",
        "own",
        "id",
    ]
    dedupe = manifest.destination_schema("Own").field("dedupe")
    assert dedupe is not None
    assert dedupe.notes == (FieldNote(when=("DROP",), says="Drops it.", on_send=True),)
    assert manifest.field_kinds == {"Cert": FieldKind.TRUSTEDFORM}
    assert manifest.destination_schema("Nobody's") == FormSchema(())
    assert manifest.roles.sends == {"campaign": "campaignId", "dedupe": "dedupe"}
    assert (manifest.roles.reserves, manifest.roles.must_fill) == ({"own"}, {"own"})
    assert manifest.roles.fills == {"id": Fill("externId", {"Phone": "phone"})}
    assert not info.returns_checks
    assert info.base_url("acme") == "acme", "this vendor offers no address for a name alone"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("key = ", "Invalid value"),
        ('key = "sample"', "name is missing"),
        (HEAD + "colour = 1", "unknown keys: colour"),
        (HEAD + '[[option]]\nkey = "a"\nlabel = "A"\nkind = "colour"', "the field a is of an unknown kind: colour"),
        (HEAD + '[[option]]\nkey = "a"\nlabel = "A"\nkind = ["text"]', "unhashable"),
        (HEAD + '[[option]]\nkey = "a"\nlabel = "A"\nhlep = "x"', "the field a: .*hlep"),
        (HEAD + '[[option]]\nkey = "a"', "the field a: .*label"),
        (
            HEAD + '[[option]]\nkey = "a"\nlabel = "A"\nkind = "choice"\nchoices = ["x"]\ndefault = "y"',
            "the default of a is refused: Choose one of: x",
        ),
        (
            CHOICE + 'vendor_default = "z"',
            "the field a speaks of a word that is no choice: z",
        ),
        (
            CHOICE + 'notes = [{ when = ["", "x", "z"], says = "y" }]',
            "the field a speaks of a word that is no choice: z",
        ),
        (CHOICE + 'notes = [{ when = ["x"] }]', "a note of the field a: .*says"),
        (CHOICE + 'vendor_default = "x"\nrequired = true', "the field a is required and has a word for nothing"),
        (CHOICE + 'fills = { column = "c", sources = { x = "phone" } }', "the field a fills a column: it must be req"),
        (
            CHOICE + 'required = true\nfills = { column = "c", sources = { x = "phone" } }',
            "the field a fills a column: .*a source for each",
        ),
        (CHOICE + 'fills = { column = "c" }', "what a fills: .*sources"),
        (HEAD + '[field_kinds]\nCert = "text"', "field_kinds names an unknown kind: Cert"),
        (HEAD + 'kinds = ["Cert"]\n[field_kinds]\nCert = "colour"', "Cert is of an unknown kind: colour"),
        (HEAD + '[[dialer]]\nname = "D"\nretired = "Gone."', "D is retired and stands first"),
        (HEAD + 'name_alone = "http://{name}.example.com"', "Plain http is for this computer only"),
        (HEAD + 'name_alone = "https://{name}.example.com/"', "name_alone is no base URL"),
        (HEAD + 'name_alone = "https://example.com"', "name_alone has no one place"),
        (HEAD + '[[secret]]\nkey = "a"', "secret: .*label"),
        (HEAD + '[[dialer]]\nhint = "x"', "a dialer: .*name"),
        (HEAD + '[[dialer]]\nname = "D"\nwithout = ["list"]', "D does without an unknown field: list"),
        (
            HEAD + '[[dialer]]\nname = "D"\npreset = [{ field = "zip", column = "zip", kind = "Zip" }]',
            "a preset row is of an unknown kind: Zip",
        ),
        (HEAD + '[[dialer]]\nname = "D"\npreset = [{ field = "zip" }]', "a preset row: .*column"),
        (HEAD + '[[dialer]]\nname = "D"\nmay_call_on_check = "no"', "D says neither true nor false"),
        (HEAD + '[[dialer]]\nname = "D"\ncheck_settings = "x"', "the check_settings of D are no table"),
        (CHOICE + '[[dialer]]\nname = "D"\ncheck_settings = { b = "x" }', "D forces an unknown field for a check: b"),
        (CHOICE + '[[dialer]]\nname = "D"\ncheck_settings = { a = "z" }', "what D forces for a check is refused: Ch"),
        (CHOICE + '[[dialer]]\nname = "D"\ncheck_settings = { a = 1 }', "D forces nothing for a check: a has to be"),
        (CHOICE + '[[dialer]]\nname = "D"\ncheck_settings = { a = "" }', "D forces nothing for a check: a has to be"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ManifestError, match=f"vendor.toml cannot be used: .*{said}"):
        read_manifest(write(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=r"vendor\.toml cannot be used"):
        read_manifest(tmp_path / "vendor.toml")
