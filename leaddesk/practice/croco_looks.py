"""The dialer's functions that look at leads, lists and campaigns, or put a number on the do-not-call list.

Most of them answer with rows alone, without the word SUCCESS. Whether Croco-Dial's script passes them on is unknown: in
the documented mode it does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from leaddesk.practice import croco_zones
from leaddesk.practice.croco_account import NO_RIGHT, CrocoAccount
from leaddesk.practice.croco_book import CAMPAIGNS, LISTS, Row

COLUMNS = (
    "status",
    "user",
    "vendor_lead_code",
    "source_id",
    "list_id",
    "gmt_offset_now",
    "phone_code",
    "phone_number",
    "title",
    "first_name",
    "middle_initial",
    "last_name",
    "address1",
    "address2",
    "address3",
    "city",
    "state",
    "province",
    "postal_code",
    "country_code",
    "gender",
    "date_of_birth",
    "alt_phone",
    "email",
    "security_phrase",
    "comments",
    "called_count",
    "last_local_call_time",
    "rank",
    "owner",
    "entry_list_id",
    "lead_id",
)
"""The columns of a lead in the order of lead_all_info."""
_LIST_COLUMNS = "list_id|list_name|campaign_id|active|list_changedate|list_lastcalldate"
_CALL_TIMES = {"24hours": True, "NEVER": False}

Form = Mapping[str, str]
Look = Callable[[Form, CrocoAccount], str]


def version(account: CrocoAccount) -> str:
    """Returns the line of the function that asks for no login."""
    epoch = int(account.clock().timestamp())
    zone = "DST: 0|TZ: -5.00|TZNOW: -5.00|"
    return f"VERSION: 2.14-202|BUILD: 250720-1841|DATE: {account.local_time():%Y-%m-%d %H:%M:%S}|EPOCH: {epoch}|{zone}"


def _lead_search(form: Form, account: CrocoAccount) -> str:
    if form["user"] == NO_RIGHT:
        return _refused("lead_search", f"USER DOES NOT HAVE PERMISSION TO SEARCH FOR LEADS: |{NO_RIGHT}|0|")
    asked = re.sub(r"[^,0-9]", "", form.get("phone_number", ""))
    if len(asked) < 6:
        return _refused("lead_search", f"NO VALID SEARCH METHOD - {form['user']}|PHONE_NUMBER|(0)|(0)|(0)")
    rows = [
        f"{number}|{len(found)}|{'-'.join(row['lead_id'] for row in found)}"
        for number in asked.split(",")
        if (found := account.book.of_number(number))
    ]
    if not rows:
        return _refused("lead_search", f"NO MATCHES FOUND IN THE SYSTEM: |{form['user']}|||{asked}")
    # The header lacks its separators on a stock server too.
    return _table("search_keyrecords_foundlead_ids", rows, form)


def _lead_all_info(form: Form, account: CrocoAccount) -> str:
    found = _found(form, account)
    if found is None:
        asked = f"{form.get('lead_id', '')}|{form.get('phone_number', '')}"
        return _refused("lead_all_info", f"NO MATCHES FOUND IN THE SYSTEM: |{form['user']}|{asked}")
    custom = account.book.custom.get(found["lead_id"], {}) if form.get("custom_fields") == "Y" else {}
    head = "|".join((*COLUMNS, *custom))
    return _table(head, ["|".join((*(found.get(name, "") for name in COLUMNS), *custom.values()))], form)


def _lead_field_info(form: Form, account: CrocoAccount) -> str:
    found, name = _found(form, account), form.get("field_name", "")
    if found is None or name not in COLUMNS:
        return _refused("lead_field_info", f"NO MATCHES FOUND IN THE SYSTEM: |{form['user']}|{form.get('lead_id', '')}")
    return found.get(name, "")  # without the end of a line


def _lead_callback_info(form: Form, account: CrocoAccount) -> str:
    rows = ["|".join(one) for one in account.book.callbacks if one[0] == form.get("lead_id")]
    if not rows:
        return _refused("lead_callback_info", f"NO CALLBACKS FOUND: |{form['user']}|{form.get('lead_id', '')}")
    return _table("lead_id|campaign_id|callback_time|recipient|user|lead_status", rows, form)


def _list_info(form: Form, account: CrocoAccount) -> str:
    one = LISTS.get(form.get("list_id", ""))
    if one is None:
        return _refused("list_info", f"LIST DOES NOT EXIST: |{form['user']}|{form.get('list_id', '')}")
    row = f"{one.id}|{one.name}|{one.campaign}|{'Y' if one.active else 'N'}|||2099-12-31|0|"
    head = f"{_LIST_COLUMNS}|expiration_date|resets_today"
    if form.get("leads_counts") == "Y":
        head, row = f"{head}|all_leads_count", f"{row}{sum(lead['list_id'] == one.id for lead in account.book.rows)}|"
    return _table(head, [row], form)


def _list_custom_fields(form: Form, _account: CrocoAccount) -> str:
    wanted = form.get("list_id", "")
    rows = [
        f"{one.id}|{one.name}|{one.campaign}|{'Y' if one.active else 'N'}|||{' '.join(one.custom or ())}"
        for one in LISTS.values()
        if wanted in (one.id, "---ALL---")
    ]
    if not rows:
        return _refused("list_custom_fields", f"LIST DOES NOT EXIST: |{form['user']}|{wanted}")
    return _table(f"{_LIST_COLUMNS}|custom_fields_list_space_delimited", rows, form)


def _campaigns_list(form: Form, _account: CrocoAccount) -> str:
    return _table("campaign_id|campaign_name|active", [f"{key}|{name}|Y" for key, name in CAMPAIGNS.items()], form)


def _check_phone_number(form: Form, account: CrocoAccount) -> str:
    number = re.sub(r"[^0-9]", "", form.get("phone_number", ""))
    if account.book.is_forbidden(number, form.get("dnc_check", "")):
        return f"ERROR: check_phone_number PHONE NUMBER IN DNC - {number}|{form['user']}\n"
    hours = form.get("local_call_time", "")
    if hours not in _CALL_TIMES:
        return _refused("check_phone_number", f"THIS IS NOT A VALID CALL TIME: |{form['user']}|{hours}|")
    code = form.get("phone_code", "") or "1"
    gmt = croco_zones.offset(code, number, "", "", "")
    return f"AREACODE: {int(_CALL_TIMES[hours])}|{gmt}#PHONE: {number}|{code}||||\n"


def _add_dnc_phone(form: Form, account: CrocoAccount) -> str:
    number = re.sub(r"[^0-9]", "", form.get("phone_number", ""))
    campaign = form.get("campaign_id", "")
    tail = f"{form['user']}|{number}|{campaign}"
    if account.book.forbid(number, "" if campaign == "SYSTEM_INTERNAL" else campaign):
        return f"SUCCESS: add_dnc_phone DNC NUMBER HAS BEEN ADDED - {tail}\n"
    return _refused("add_dnc_phone", f"DNC NUMBER ALREADY EXISTS: |{tail}")


LOOKS: dict[str, Look] = {
    "lead_search": _lead_search,
    "lead_all_info": _lead_all_info,
    "lead_field_info": _lead_field_info,
    "lead_callback_info": _lead_callback_info,
    "list_info": _list_info,
    "list_custom_fields": _list_custom_fields,
    "campaigns_list": _campaigns_list,
    "check_phone_number": _check_phone_number,
    "add_dnc_phone": _add_dnc_phone,
}
"""By the names of the functions; each makes the whole text of an answer."""


def _found(form: Form, account: CrocoAccount) -> Row | None:
    if lead_id := form.get("lead_id", ""):
        return account.book.by_id(lead_id)
    return next(iter(account.book.of_number(re.sub(r"[^0-9]", "", form.get("phone_number", "")))), None)


def _table(head: str, rows: list[str], form: Form) -> str:
    return "".join(f"{row}\n" for row in ([head] if form.get("header") == "YES" else []) + rows)


def _refused(function: str, words: str) -> str:
    return f"ERROR: {function} {words}\n"
