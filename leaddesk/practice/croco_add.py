"""add_lead in the order that a stock VICIdial goes: checks, insert, further phones, custom fields, hopper, callback.

The lines come one by one, and each step is done when its line is asked for: who stops after the first has the lead and
nothing of what should have followed, as when the server's script dies there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

from leaddesk.practice import croco_keeps, croco_zones
from leaddesk.practice.croco_account import NO_RIGHT, ONE_LIST, CrocoAccount
from leaddesk.practice.croco_book import (
    CALLBACK_USERS,
    CAMPAIGNS,
    DEFAULT_LIST,
    LISTS,
    OTHER_LIST,
    Row,
    UndefinedListError,
)

_FIRST_HOUR, _LAST_HOUR = 9, 21
_ERROR_TEXT = "You have an error in your SQL syntax near 'Ada Sample'"


class ScriptDiedError(Exception):
    """A statement of the script's own broke before it had said a word: nothing is stored, and nothing is told."""


class AddLead:
    """One call of add_lead by a user who is logged in."""

    def __init__(self, form: Mapping[str, str], account: CrocoAccount, fault: str = "") -> None:
        """`fault` is the name of what goes wrong in a step, see `croco_table`; another name does nothing."""
        self._form, self._account, self._book, self._fault = form, account, account.book, fault
        self._user = form["user"]
        self.number = re.sub(r"[^,0-9]", "", form.get("phone_number", ""))
        self._list = re.sub(r"[^0-9]", "", form.get("list_id", ""))
        self._check = re.sub(r"[^-_0-9a-zA-Z]", "", form.get("duplicate_check", ""))
        campaign = re.sub(r"[^-_0-9a-zA-Z]", "", form.get("campaign_id", ""))
        self._campaign = campaign
        self._id = ""

    def lines(self) -> Iterator[str]:
        """Yields the lines of the answer, the step behind each done; raises ScriptDiedError."""
        if refusal := self._no_right():
            yield refusal
            return
        if self._says("nanpa_ac_prefix_check") and self._account.is_observed:
            yield self._line("NOTICE", "NANPA options disabled, NANPA prefix data not loaded", "0", self._user)
        if refusal := self._bad_number() or self._forbidden() or self._duplicate():
            yield refusal
            return
        yield self._insert()
        for step in (self._phones, self._custom, self._hopper, self._callback):
            if line := step():
                yield line

    # ---------------------------------------------------------------- what is refused

    def _no_right(self) -> str:
        if self._user == NO_RIGHT:
            return f"ERROR: add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM: |{self._user}|0|"
        if self._fault == "list_not_allowed" or (self._user == ONE_LIST and self._list != OTHER_LIST):
            return self._line("ERROR", "NOT AN ALLOWED LIST ID", self.number, self._list)
        if self._says("list_exists_check") and self._list not in LISTS:
            return self._line("ERROR", "NOT A DEFINED LIST ID, LIST EXISTS CHECK ENABLED", self.number, self._list)
        return ""

    def _bad_number(self) -> str:
        digits, message = self.number, ""
        if not 6 <= len(digits) <= 16:
            message = "INVALID PHONE NUMBER LENGTH"
        elif self._says("usacan_prefix_check") and digits[3] in "01":
            message = "INVALID PHONE NUMBER PREFIX"
        elif self._says("usacan_areacode_check") and not self._is_area(digits):
            message = "INVALID PHONE NUMBER AREACODE"
        elif self._fault == "no_such_prefix" or (
            self._says("nanpa_ac_prefix_check")
            and not self._account.is_observed
            and not croco_zones.is_area(digits[:3])
        ):
            message = "INVALID PHONE NUMBER NANPA AREACODE PREFIX"
        elif not re.search(r"55501[0-9]{2}$", digits.replace(",", "")):
            message = "PRACTICE KNOWS 555-01xx ONLY"
        # The manual's samples of these lines end with a space.
        end = "" if self._account.is_observed else " "
        return self._line("ERROR", message, digits, self._user) + end if message else ""

    def _is_area(self, digits: str) -> bool:
        lengths = (10, 11) if self._account.is_observed else (10,)
        return len(digits) in lengths and croco_zones.is_area(digits[:3])

    def _forbidden(self) -> str:
        if self._book.is_forbidden(self.number, self._form.get("dnc_check", "")):
            return self._line("ERROR", "PHONE NUMBER IN DNC", self.number, self._user)
        check = self._form.get("campaign_dnc_check", "")
        if self._book.is_forbidden_in(self._campaign, self.number, check):
            return self._line("ERROR", "PHONE NUMBER IN CAMPAIGN DNC", self.number, self._campaign, self._user)
        return ""

    def _duplicate(self) -> str:
        if self._fault == "duplicate":
            there = self._book.rows[0]
            fields = (self.number, self._list, there["lead_id"], there["list_id"])
            return self._line("ERROR", "DUPLICATE PHONE NUMBER IN SYSTEM", *fields)
        observed = self._account.is_observed
        texts = (
            croco_keeps.filtered(self._form, accents_kept=self._account.accents_kept)
            if observed
            else croco_keeps.kept_as_sent(self._form)
        )
        row = {**texts, "phone_number": self.number, "list_id": self._list}
        if observed and "DUPNAMEPHONE" in self._check and any("'" in row[name] for name in ("first_name", "last_name")):
            raise ScriptDiedError("an apostrophe in a name")
        try:
            found = self._book.duplicate(self._check, row, tells_list=not observed)
        except UndefinedListError as exc:
            if observed:
                raise ScriptDiedError("a list without a campaign") from exc
            return ""
        return self._line("ERROR", found.message, *found.fields) if found else ""

    # ---------------------------------------------------------------- what is done

    def _insert(self) -> str:
        observed, form = self._account.is_observed, self._form
        if observed and any(form.get(name, "").endswith("\\") for name in ("comments", "vendor_lead_code")):
            raise ScriptDiedError("a backslash at a value's end")
        if self._fault == "not_added":
            sql = _statement({**form, "phone_number": self.number, "list_id": self._list})
            return self._line("ERROR", "LEAD HAS NOT BEEN ADDED", self.number, self._list, sql, self._user)
        kept = (
            croco_keeps.kept(form, accents_kept=self._account.accents_kept)
            if observed
            else croco_keeps.kept_as_sent(form)
        )
        gmt = self._offset(kept)
        if self._says("lookup_state") and not kept["state"]:
            kept["state"] = croco_zones.state(self.number)
        in_list = self._list if len(self._list) >= 3 and self._fault != "other_list" else DEFAULT_LIST
        self._list = in_list
        held = self._says("callback") or self._fault == "held"
        self._id = self._book.add(
            {
                **kept,
                "status": "CBHOLD" if held else "NEW",
                "user": self._user,
                "list_id": in_list,
                "gmt_offset_now": f"{float(gmt or 0):.2f}",
                "phone_code": self._phone_code,
                "phone_number": self.number,
                "called_count": "0",
                "last_local_call_time": f"{self._account.local_time():%Y-%m-%d %H:%M:%S}",
            }
        )
        number = f"{self.number[:-4]}0199" if self._fault == "another_number" else self.number
        if self._fault == "unreadable":
            return self._line("SUCCESS", "LEAD HAS BEEN ADDED", "", "?", "x", "", "")
        return self._line(
            "SUCCESS",
            "LEAD HAS BEEN ADDED",
            *self._order((number, self._user, in_list, self._id, gmt), (number, in_list, self._id, gmt, self._user)),
        )

    def _phones(self) -> str:
        # A stock server lets these marks through and prints the parts it got before the line about them.
        text = re.sub(r"[^- +!:_0-9a-zA-Z]", "", self._form.get("multi_alt_phones", "")).replace("+", " ")
        if len(text) < 5:
            return ""
        records = [(*record.split("_"), "", "")[:3] for record in text.split("!")]
        if self._fault == "phones_missing":
            records = records[:-1]
        self._book.alt_phones[self._id] = tuple((number, code or "1", note) for number, code, note in records)
        count = str(len(records))
        fields = self._order((count, self._user, self._id), (count, self._id, self._user))
        printed = "".join("|".join(record) for record in records) if self._account.is_observed else ""
        return printed + self._line("NOTICE", "MULTI-ALT-PHONE NUMBERS LOADED", *fields)

    def _custom(self) -> str:
        if not self._says("custom_fields"):
            return ""
        fields = (self.number, self._id, self._list)
        if self._fault == "custom_disabled":
            told = self._order((self.number, "Y", "0"), (self.number, self._id, "Y", "0"))
            return self._line("NOTICE", "CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED", *told)
        labels = LISTS[self._list].custom if self._list in LISTS else None
        refused = "CUSTOM FIELDS NOT ADDED, "
        if labels is None:
            return self._line("NOTICE", f"{refused}NO CUSTOM FIELDS DEFINED FOR THIS LIST", *fields)
        if not labels:
            return self._line("NOTICE", f"{refused}NO FIELDS DEFINED", *fields)
        values = {label: self._form[label] for label in labels if self._form.get(label)}
        if not values and not self._account.is_observed:
            return self._line("NOTICE", f"{refused}NO FIELDS TO UPDATE DEFINED", *fields)
        self._book.custom[self._id] = values
        more = ("1",) if self._account.is_observed else ()
        return self._line("NOTICE", "CUSTOM FIELDS VALUES ADDED", *fields, *more)

    def _hopper(self) -> str:
        if not self._says("add_to_hopper"):
            return ""
        if self._fault == "not_queued":
            return self._line("NOTICE", "NOT ADDED TO HOPPER", self.number, self._id, _ERROR_TEXT, self._user)
        row = self._book.by_id(self._id) or {}
        gmt = f"{float(row['gmt_offset_now']):g}"
        if self._fault == "outside_hours" or (self._says("hopper_local_call_time_check") and self._is_night(gmt)):
            told = self._order(
                (self.number, self._user, self._id, gmt, "0"), (self.number, self._id, gmt, "0", self._user)
            )
            return self._line("NOTICE", "NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME", *told)
        place = str(self._book.queue(self._id))
        told = self._order((self.number, self._user, self._id, place), (self.number, self._id, place, self._user))
        return self._line("NOTICE", "ADDED TO HOPPER", *told)

    def _callback(self) -> str:
        if self._fault == "held":
            return self._line(
                "NOTICE", "SCHEDULED CALLBACK NOT ADDED, USER NOT VALID", self._id, self._campaign, "1099", "USERONLY"
            )
        if not self._says("callback"):
            return ""
        refused = "SCHEDULED CALLBACK NOT ADDED, "
        if self._campaign not in CAMPAIGNS or self._fault == "callback_refused":
            return self._line("NOTICE", f"{refused}CAMPAIGN NOT VALID", self._id, self._campaign)
        kind = "USERONLY" if self._form.get("callback_type") == "USERONLY" else "ANYONE"
        user = self._form.get("callback_user", "") if kind == "USERONLY" else ""
        if kind == "USERONLY" and user not in CALLBACK_USERS:
            return self._line("NOTICE", f"{refused}USER NOT VALID", self._id, self._campaign, user, kind)
        when = self._callback_time()
        status = self._form.get("callback_status") or "CALLBK"
        self._book.callbacks.append((self._id, self._campaign, when, kind, user, status))
        head, tail = (self._id, self._campaign), (kind, user, status)
        told = self._order((self._id, when, self._campaign, user, kind, status), (*head, when, *tail))
        return self._line("NOTICE", "SCHEDULED CALLBACK ADDED", *told)

    # ---------------------------------------------------------------- helpers

    @property
    def _phone_code(self) -> str:
        return re.sub(r"[^0-9]", "", self._form.get("phone_code", "")) or "1"

    def _says(self, flag: str) -> bool:
        """Tells whether a flag is set: a small letter is passed over without a word."""
        return self._form.get(flag) == "Y"

    def _line(self, kind: str, message: str, *fields: str) -> str:
        return f"{kind}: add_lead {message} - {'|'.join(fields)}"

    def _order(self, documented: tuple[str, ...], observed: tuple[str, ...]) -> tuple[str, ...]:
        return observed if self._account.is_observed else documented

    def _offset(self, kept: Row) -> str:
        return croco_zones.offset(
            self._phone_code, self.number, self._form.get("tz_method", ""), kept["postal_code"], kept["owner"]
        )

    def _is_night(self, gmt: str) -> bool:
        if self._list not in LISTS:
            return True
        there = self._account.clock().replace(tzinfo=None) + timedelta(hours=float(gmt))
        return not _FIRST_HOUR <= there.hour < _LAST_HOUR

    def _callback_time(self) -> str:
        """Returns the time of a callback; what the server cannot read it repeats, and stores as no time."""
        text = self._form.get("callback_datetime", "").replace("+", " ")
        now = self._account.local_time()
        days = re.fullmatch(r"([0-9]{1,4})DAYS", text)
        if text == "NOW" or days:
            return f"{now + timedelta(days=int(days[1]) if days else 0):%Y-%m-%d %H:%M:%S}"
        return text


def _statement(form: Mapping[str, str]) -> str:
    names = ("phone_code", "phone_number", "list_id", "vendor_lead_code", *croco_keeps.FIELDS[3:], "comments")
    values = ",".join(f'{name}="{form.get(name, "")}"' for name in names)
    return f'INSERT INTO vicidial_list SET {values},entry_date="20260105090000";'
