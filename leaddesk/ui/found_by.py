"""Words by which people look for what the screen calls otherwise: the command palette and *Settings* find by them.

They are small letters with blanks between, and need no order. What is on the screen in these words needs none here.
"""

from __future__ import annotations

from collections.abc import Mapping

from leaddesk.language import tr_later, tr_now

_ACTIONS: Mapping[str, str] = {
    "Pause all active": tr_later("stop emergency halt panic kill everything campaigns calls texts off"),
    "Settings": tr_later("preferences options configuration setup"),
    "Show the welcome": tr_later("start begin introduction onboarding practice demo trial sample help"),
    "Shortcuts": tr_later("keyboard keys hotkeys help cheat sheet"),
    "Guide": tr_later("help manual documentation docs handbook how explain support question"),
    "First steps": tr_later("tour tutorial training learn introduction help beginner"),
    "Send lead": tr_later("submit post load add upload call dial"),
    "Preview": tr_later("dry run request json payload test curl"),
    "New lead": tr_later("clear reset empty next form another"),
    "Cancel sending": tr_later("stop abort"),
    "Copy summary": tr_later("clipboard paste result answer verdict"),
    "Save proof": tr_later("pdf evidence certificate audit print report document lawyer export download"),
    "Routes": tr_later("fallback order ping post several destinations waterfall"),
    "Check now": tr_later("scrub lookup verify dnc litigator ask"),
    "Cancel checking": tr_later("stop abort"),
    "Enter as new lead": tr_later("send load copy resend again"),
    "Copy number": tr_later("clipboard phone"),
    "Asked not to be called": tr_later("dnc opt out stop suppress suppression blacklist block unsubscribe remove mark"),
    "All asked not to be called": tr_later("dnc opt out suppression blacklist list unsubscribe internal"),
    "Refresh": tr_later("reload again update read"),
    "Add filter": tr_later("narrow where condition restrict"),
    "Saved searches": tr_later("favourite favorite bookmark preset query"),
    "Columns": tr_later("fields choose show hide order"),
    "Layout": tr_later("columns widths order pinned view"),
    "Export": tr_later("csv excel xlsx spreadsheet download save report"),
    "Next page": tr_later("more load"),
    "Copy as cURL": tr_later("command line api request terminal"),
    "Check this number": tr_later("scrub lookup verify dnc litigator"),
    "Copy phone": tr_later("clipboard number"),
    "Open record": tr_later("link browser website vendor dialer"),
    "Pause campaign": tr_later("stop halt"),
    "Activate campaign": tr_later("start resume unpause run"),
    "Edit messages": tr_later("text sms template change reply"),
    "All findings": tr_later("warnings problems lint check schedule message"),
    "Pause list": tr_later("stop halt"),
    "Activate list": tr_later("start resume unpause run"),
    "Restore": tr_later("undo resume unpause again start paused"),
    "Paste event": tr_later("webhook callback json"),
    "Settle": tr_later("outcome unknown unsettled resend retry reconcile resolve open stuck timeout pending"),
    "Enter as new draft": tr_later("resend send again retry repeat redo copy"),
    "Copy row": tr_later("clipboard"),
    "Copy row as JSON": tr_later("clipboard"),
    "Shift report": tr_later("daily summary totals numbers statistics stats print csv today agents"),
    "Verify history": tr_later("chain tamper integrity audit check hash"),
    "Keep the history": tr_later("retention purge delete legal hold backup restore recovery key archive database"),
    "Add profile": tr_later("new account connection vendor api key credentials login"),
    "Save profile": tr_later("keep api key credentials replace"),
    "Test connection": tr_later("ping check try works network"),
    "Duplicate profile": tr_later("copy clone"),
    "Delete profile": tr_later("remove forget account"),
    "Import": tr_later("load open profiles file"),
    "Add destination": tr_later("new campaign list dialer"),
    "Save destination": tr_later("keep"),
    "Duplicate destination": tr_later("copy clone"),
    "Delete destination": tr_later("remove"),
    "Preset": tr_later("mapping columns usual default"),
    "Add row": tr_later("mapping column custom field"),
    "Remove row": tr_later("mapping column delete"),
    "Check number": tr_later("phone lookup scrub dnc litigator verify find call"),
    "Enter lead": tr_later("new send submit form add contact person customer"),
    "Search leads": tr_later("find lookup list records contacts customers people"),
    "Campaigns": tr_later("sms texting messages lists paused active status"),
    "History": tr_later("log logs audit past sent record journal unknown outcome resend exchanges yesterday"),
    "Profiles": tr_later("account api key password secret credentials replace forget vendor connection login"),
}
"""By an action's words, or a place's."""

SETTINGS: Mapping[str, str] = {
    "Operator": tr_later("name person desk user agent me"),
    "Theme": tr_later("appearance colour color mode black white dark light night contrast look skin"),
    "Zoom": tr_later("size font letters bigger smaller larger scale percent display"),
    "Language": tr_later("language locale translation english spanish"),
    "Mask numbers and names": tr_later("hide phone personal data privacy pii screen share"),
    "History": tr_later("retention years purge encrypted encryption"),
    "Rules": tr_later("calling hours windows assessment law quiet time zone timezone state texts"),
    "Network": tr_later("internet connection certificate tls ssl ca firewall proxy vpn offline"),
    "Key store": tr_later("keyring password secret doctor credential wallet unlock"),
    "Campaigns": tr_later("polling refresh seconds"),
    "Notices": tr_later("tray notification popup message alert sound bell"),
    "Vendors": tr_later("drift api changes answers documented"),
    "Export and import": tr_later("save load backup move roll out deploy other computer profiles toml transfer"),
    "About": tr_later("licence license open source version update notices credits qt"),
}
"""The rows of *Settings* that are settings, else its sections."""

GUIDE: Mapping[str, str] = {
    "SAN": tr_later("subscription account number federal registry ftc"),
    "ttl": tr_later("fresh stale expire age valid until"),
    "Litigator": tr_later("lawsuit sue tcpa court attorney case plaintiff"),
    "Destination": tr_later("where dialer list campaign"),
    "DNC": tr_later("do not call registry federal state"),
    "Route": tr_later("order fallback"),
    "Outcome unknown": tr_later("timeout resend retry duplicate lost unsettled"),
    "Duplicate": tr_later("already double twice"),
    "Rejected": tr_later("refused error failed not loaded"),
    "Do not contact": tr_later("blocked red"),
    "Review": tr_later("yellow warning"),
    "No block returned": tr_later("green nothing found"),
    "Fresh until": tr_later("stale expire ttl"),
    "Proof": tr_later("pdf evidence signature verify"),
    "Keyring": tr_later("password secret key store wallet"),
    "Recovery key": tr_later("lost backup restore"),
    "Segment": tr_later("sms length characters emoji"),
    "Practice mode": tr_later("demo sandbox test trial"),
}
"""Words that the guide explains."""


def other_words(name: str) -> str:
    """Returns the words by which people also look for an action or a place, in the language of the screen."""
    return tr_now(_ACTIONS.get(name, ""))
