"""Each kind of field keeps what fits and says why it refuses the rest."""

from __future__ import annotations

import pytest

from leaddesk.domain.fields import (
    CHECKS,
    FieldKind,
    FieldNote,
    FieldProblem,
    FieldSpec,
    FormSchema,
    Refused,
    check_base_url,
    check_field,
    check_form,
    is_loopback,
    split_names,
)


def spec(kind: FieldKind, **more: object) -> FieldSpec:
    return FieldSpec(key="field", label="Field", kind=kind, **more)  # type: ignore[arg-type]


def test_every_kind_has_a_check() -> None:
    assert set(CHECKS) == set(FieldKind)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (FieldKind.TEXT, "  Ada  ", "Ada"),
        (FieldKind.TEXT, "   ", ""),
        (FieldKind.EMAIL, "ada@example.com", "ada@example.com"),
        (FieldKind.ZIP, "20001", "20001"),
        (FieldKind.ZIP, "200011234", "200011234"),
        (FieldKind.ZIP, "20001-1234", "20001-1234"),
        (FieldKind.STATE, "dc", "DC"),
        (FieldKind.URL, "https://example.com/api/", "https://example.com/api"),
        (FieldKind.NUMBER, "1.50", "1.5"),
        (FieldKind.NUMBER, "0", "0"),
        (FieldKind.FLAG, "yes", "yes"),
        (FieldKind.FLAG, "no", ""),
        (FieldKind.NAMES, " a, ,b ,", "a, b"),
        (FieldKind.NAMES, "b, a, b", "b, a"),
        (FieldKind.SECRET, "k+/=", "k+/="),
        (FieldKind.LEADID, " 01234567-89AB-cdef-0123-456789ABCDEF ", "01234567-89AB-cdef-0123-456789ABCDEF"),
        (FieldKind.TRUSTEDFORM, "https://cert.trustedform.com/0a1B", "https://cert.trustedform.com/0a1B"),
        (FieldKind.TRUSTEDFORM, "HTTPS://Cert.TrustedForm.com/a/b-_", "HTTPS://Cert.TrustedForm.com/a/b-_"),
        (FieldKind.PHONE, "(202) 555-0123", "(202) 555-0123"),
        (FieldKind.MOMENT, "2026-02-03T15:00:00Z", "2026-02-03T15:00:00+00:00"),
        (FieldKind.MOMENT, "2026-02-03 10:00 -05:00", "2026-02-03T10:00:00-05:00"),
        (FieldKind.MOMENT, "2026-02-03t10:00:30+0530", "2026-02-03T10:00:30+05:30"),
    ],
)
def test_what_fits_is_kept(kind: FieldKind, typed: str, kept: str) -> None:
    assert check_field(spec(kind), typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (FieldKind.MOMENT, "2026-02-03 10:00", "day, time and offset"),
        (FieldKind.MOMENT, "tomorrow", "day, time and offset"),
        (FieldKind.MOMENT, "2026-02-30 10:00Z", "no such day"),
        (FieldKind.MOMENT, "2026-02-03 24:01Z", "no such day"),
        (FieldKind.MOMENT, "2026-02-03 10:00 +25:00", "no such day"),
        (FieldKind.EMAIL, "ada@example", "name@example.com"),
        (FieldKind.EMAIL, "a b@example.com", "name@example.com"),
        (FieldKind.ZIP, "2000", "five digits"),
        (FieldKind.ZIP, "٢٠٠٠١", "five digits"),
        (FieldKind.STATE, "Ohio", "two letters"),
        (FieldKind.NUMBER, "many", "Type a number."),
        (FieldKind.NUMBER, "nan", "from 0 to"),
        (FieldKind.NUMBER, "-1", "from 0 to"),
        (FieldKind.TEXT, "a\x00b", "control character"),
        (FieldKind.LEADID, "0123456789ABCDEF0123456789ABCDEF", "LeadiD looks like"),
        (FieldKind.LEADID, "01234567-89AB-CDEF-0123-456789ABCDEG", "LeadiD looks like"),
        (FieldKind.LEADID, "01234567-89AB-CDEF-0123-456789ABCDEF0", "LeadiD looks like"),
        (FieldKind.TRUSTEDFORM, "http://cert.trustedform.com/0a1b", "begins with https://cert"),
        (FieldKind.TRUSTEDFORM, "cert.trustedform.com/0a1b", "begins with https://cert"),
        (FieldKind.TRUSTEDFORM, "https://cert.trustedform.com.example.com/0a1b", "begins with https://cert"),
        (FieldKind.TRUSTEDFORM, "https://example.com@cert.trustedform.com/0a1b", "begins with https://cert"),
        (FieldKind.TRUSTEDFORM, "https://cert.trustedform.com", "ends in its token"),
        (FieldKind.TRUSTEDFORM, "https://cert.trustedform.com/", "ends in its token"),
        (FieldKind.TRUSTEDFORM, "https://cert.trustedform.com/0a1b/", "ends in its token"),
        (FieldKind.TRUSTEDFORM, "https://cert.trustedform.com/0a1b?x=1", "ends in its token"),
        (FieldKind.TRUSTEDFORM, "https://cert.trustedform.com/\u0661", "ends in its token"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(kind: FieldKind, typed: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        check_field(spec(kind), typed)


def test_a_choice_is_one_of_its_words() -> None:
    choice = spec(FieldKind.CHOICE, choices=("one", "two"))

    assert check_field(choice, "two") == "two"
    with pytest.raises(Refused, match="Choose one of: one, two"):
        check_field(choice, "three")


def test_the_vendor_s_own_default_is_kept_as_nothing() -> None:
    choice = spec(FieldKind.CHOICE, choices=("ANY", "NONE"), vendor_default="ANY")

    assert check_field(choice, "ANY") == ""
    assert check_field(choice, "NONE") == "NONE"
    assert check_field(choice, "") == ""


def test_notes_speak_of_what_a_field_holds() -> None:
    empty, any_, both = (FieldNote(when=words, says="x") for words in (("",), ("ANY",), ("ANY", "NONE")))
    plain = spec(FieldKind.TEXT, notes=(empty,))
    choice = spec(FieldKind.CHOICE, choices=("ANY", "NONE"), vendor_default="ANY", notes=(any_, both))

    assert (plain.notes_on("  "), plain.notes_on("a")) == ((empty,), ())
    assert (choice.notes_on(""), choice.notes_on("ANY"), choice.notes_on(" NONE ")) == (
        (any_, both),
        (any_, both),
        (both,),
    )


def test_a_number_keeps_within_its_limits() -> None:
    with pytest.raises(Refused, match="from 1 to 600"):
        check_field(spec(FieldKind.NUMBER, least=1, most=600), "601")


def test_required_and_too_long() -> None:
    with pytest.raises(Refused, match="Field is needed"):
        check_field(spec(FieldKind.TEXT, required=True), " ")
    with pytest.raises(Refused, match="at most 3 characters; this has 4"):
        check_field(spec(FieldKind.TEXT, max_length=3), "four")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com",
        "https://example.com:8443/a/b",
        "http://127.0.0.1:8000",
        "http://localhost",
        "http://[::1]:1",
    ],
)
def test_https_anywhere_and_http_on_this_computer(url: str) -> None:
    assert check_base_url(f" {url}/ ") == url


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://example.com", "Plain http"),
        ("http://127.0.0.1.example.com", "Plain http"),
        ("http://localhost.example.com", "Plain http"),
        ("ftp://example.com", "begins with https"),
        ("example.com", "begins with https"),
        ("https://", "begins with https"),
        ("https://exa mple.com", "begins with https"),
        ("https://example.com\\@x", "begins with https"),
        ("https://user:pass@example.com", "no user name"),
        ("https://@example.com", "no user name"),
        ("https://example.com/?key=1", "from \\? or #"),
        ("https://example.com/api?", "from \\? or #"),
        ("https://example.com/#", "from \\? or #"),
        ("https://example.com:port", "not a web address"),
        ("https://[::1", "not a web address"),
    ],
)
def test_other_addresses_are_refused(url: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        check_base_url(url)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.8.0.1", True), ("localhost", True), ("::1", True), ("128.0.0.1", False), ("127.0.0.1.com", False)],
)
def test_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_a_form_says_all_its_problems_and_keeps_the_rest() -> None:
    schema = FormSchema(
        (
            FieldSpec(key="name", label="Name", required=True),
            FieldSpec(key="zip", label="Zip", kind=FieldKind.ZIP),
            FieldSpec(key="city", label="City"),
        )
    )

    kept, problems = check_form(schema, {"zip": "1", "city": "Sampleton", "other": "x"})

    assert kept == {"city": "Sampleton"}
    assert problems == (
        FieldProblem("name", "Name is needed."),
        FieldProblem("zip", "A zip has five digits, or nine."),
    )
    assert schema.field("zip") is schema.fields[1]
    assert schema.field("nothing") is None


def test_names_are_split_at_commas() -> None:
    assert split_names("a, b c,,  d ") == ("a", "b c", "d")
