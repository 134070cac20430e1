"""Writes a lead as the form that add_lead takes, and reads such a form back (contract sections 1 and 2).

Always POST: a GET would put the password into the logs of every server on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.fields import FieldKind, FieldSpec, FormSchema
from leaddesk.domain.lead import LeadDraft
from leaddesk.domain.profile import ConnectionProfile, Destination, MappedField
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpRequest, RequestRecord
from leaddesk.language import tr
from leaddesk.vendors.adapter import Recalled, Sent, SentValue
from leaddesk.vendors.crocodial.destinations import CAMPAIGN_PARAMETER, PHONE_NUMBER
from leaddesk.vendors.crocodial.duplicates import write_check

FUNCTION = "add_lead"
PATH = "/API/lmapi.php"
"""Where the vendor's script is, for a base URL that names its host alone."""
TOO_SHORT = "1"
"""A number that is refused for its length after login and rights were looked at, and never inserted (section 8)."""
TEST_SOURCE = "LeadDesk"

_ONLY_WITH = {"hopper": "add_to_hopper", "callback": "callback"}
"""The setting without which those that begin so are not sent."""

Form = tuple[tuple[str, str | Secret], ...]


def endpoint(base_url: str) -> str:
    """Returns the address of the script. Raises LeadDeskError for a base URL that names no account yet."""
    parts = urlsplit(base_url)
    if (parts.hostname or "").startswith("your-domain."):
        raise LeadDeskError(
            tr("The Base URL names no domain yet."),
            tr("Nothing was sent."),
            tr("Put your own in the place of your-domain, under Base URL in Profiles."),
        )
    path = parts.path.rstrip("/")
    if path.upper() == "/API":
        return f"{base_url.rstrip('/')}/lmapi.php"
    return base_url if path else base_url.rstrip("/") + PATH


def post(profile: ConnectionProfile, form: Form, *, writes: bool, timeout_s: float) -> HttpRequest:
    """Returns the request that carries a form. Raises LeadDeskError for a profile that names no domain or user."""
    if not profile.options.get("user"):
        raise LeadDeskError(
            tr("{profile} names no user.", profile=profile.name),
            tr("Nothing was sent."),
            tr("Type the User in Profiles."),
        )
    return HttpRequest(
        "POST",
        endpoint(profile.base_url),
        headers=(("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "text/plain, */*")),
        form=form,
        writes=writes,
        safety=profile.safety,
        timeout_s=timeout_s,
    )


def login(profile: ConnectionProfile, secrets: Mapping[str, Secret], function: str = FUNCTION) -> Form:
    """Returns the parameters that begin every call."""
    return (("user", profile.options.get("user", "")), ("pass", secrets["pass"]), ("function", function))


def settings_sent(schema: FormSchema, sends: Mapping[str, str], settings: Mapping[str, str]) -> dict[str, str]:
    """Returns the parameters that a destination's settings fill, those that say nothing left out."""
    sent: dict[str, str] = {}
    campaign = settings.get("campaign_id", "")
    if named := settings.get("campaign", "") or campaign:
        sent[settings.get(CAMPAIGN_PARAMETER, "")] = named
    for spec in schema.fields:
        text = settings.get(spec.key, "")
        needs = _ONLY_WITH.get(spec.key.partition("_")[0], "")
        if not text or spec.key not in sends or (needs and not settings.get(needs)):
            continue
        if spec.key != "campaign_dnc_check" or campaign:
            sent[sends[spec.key]] = _said(spec, text)
    if check := write_check(settings):
        sent["duplicate_check"] = check
    return sent


def _said(spec: FieldSpec, text: str) -> str:
    """Returns a setting as the server knows it: a lower-case flag would be passed over silently."""
    return "Y" if spec.kind is FieldKind.FLAG else text


def lead_sent(draft: LeadDraft, mapping: tuple[MappedField, ...], phone_code: str) -> dict[str, str]:
    """Returns the parameters that a lead fills, the number first."""
    code, number = draft.phone.parts()
    values = draft.filled()
    sent = {"phone_code": phone_code or code or "1", PHONE_NUMBER: number}
    return sent | {row.column.strip(): values[row.field] for row in mapping if values.get(row.field)}


def recall_sent(request: RequestRecord) -> Sent:
    """Returns what a request on record sent, the password left out."""
    values = tuple(SentValue(name, text) for name, text in _parameters(request.body) if name != "pass")
    return Sent(next((value.value for value in values if value.column == PHONE_NUMBER), ""), values)


def recall_fields(body: str, destination: Destination, known: frozenset[str]) -> Recalled | str:
    """Returns the lead in the body of a load, or the sentence that says why it is none.

    `known` are the parameters of settings and credentials: they are the destination's and the profile's to say.
    """
    sent = _parameters(body)
    if PHONE_NUMBER not in dict(sent):
        return tr("Its body is no form of a lead load: it has no {phone_number}.", phone_number=PHONE_NUMBER)
    places = {row.column: row.field for row in destination.mapping}
    fields: dict[str, str] = {}
    unplaced: list[str] = []
    for name, text in sent:
        key = places.get(name)
        if not text.strip() or (key is None and name in known):
            continue
        if key is None or key in fields:
            unplaced.append(name)
        else:
            fields[key] = text.strip()
    code = dict(sent).get("phone_code", "").strip()
    if code not in ("", "1") and "phone" in fields:
        fields["phone"] = f"+{code}{fields['phone']}"
    return Recalled(fields, tuple(unplaced))


def _parameters(body: str) -> list[tuple[str, str]]:
    """Returns a form's names and values; none for a text that is no form."""
    try:
        return parse_qsl(body, keep_blank_values=True, errors="replace", max_num_fields=1000)
    except ValueError:
        return []
