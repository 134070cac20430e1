"""The calling clock in words: one line for beside the phone, and the longer lines for those who want to know why.

Every time is said with its zone. Open is "in the calling window" and no more: it says nothing about other checks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import combinations

from leaddesk import language
from leaddesk.domain.calling import FEDERAL, WEEKDAYS, CallingRule, Candidate, Place, window_minutes
from leaddesk.domain.calling_clock import CallingClock, CallingState, PlaceTime, same_time
from leaddesk.language import tr, tr_now, trn

ADVICE = tr("Calling windows are an aid, not legal advice.")


def headline(clock: CallingClock) -> str:
    """Returns the state with its end and the countdown to it: "In the calling window until 9:00 pm MST, 6 h 46 min"."""
    if (end := ending(clock)) and clock.left is not None:
        return f"{tr_now(clock.state)} {end}, {duration(clock.left)}"
    return tr_now(clock.state)


def ending(clock: CallingClock) -> str:
    """Returns when the state ends, such as "until 9:00 pm MST"; empty when that is not known."""
    if clock.until is None or clock.decided_by is None:
        return ""
    here = same_time(clock.places[0], clock.decided_by, clock.at)
    where = "" if here else tr(" in {decided_by}", decided_by=_where(clock.decided_by))
    then = tr(", then not known") if clock.then is CallingState.UNKNOWN else ""
    return tr("until {moment}{where}{then}", moment=_moment(clock.until, clock.at), where=where, then=then)


def local_times(clock: CallingClock) -> str:
    """Returns the time at the most exact place, such as "2:14 pm MST in Denver, CO"; empty without any zone.

    A state across zones has more than one time; the other sources' times are left to the longer lines.
    """
    known = [item for item in clock.times if item.local is not None]
    if not known:
        return ""
    mine = [item for item in known if item.source is known[0].source]
    shown = dict.fromkeys(clock_time(item.local) for item in mine if item.local is not None)
    return tr("{shown} in {place}", shown=or_words(shown), place=_where(mine[0].place))


def local_time(clock: CallingClock) -> str:
    """Returns the time at the first place alone, such as "now 2:14 pm MST"; empty without any zone."""
    return next((tr("now {local}", local=clock_time(item.local)) for item in clock.times if item.local is not None), "")


def sentence(clock: CallingClock) -> str:
    """Returns one line: local time, state, end, countdown, and why nothing is known where that is so."""
    said, time = headline(clock), local_times(clock)
    if clock.state is CallingState.UNKNOWN:
        said = f"{said}: {_small(_unknown(clock)[0].rstrip('.'))}"
    return f"{time} · {_small(said)}" if time else said


def disagreements(clock: CallingClock) -> tuple[str, ...]:
    """Returns a sentence for each two sources that name no common time or no common state."""
    said: list[str] = []
    for first, other in combinations([item for item in clock.candidates if item.places], 2):
        pairs = [(one, two) for one in first.places for two in other.places if one.zone and two.zone]
        if pairs and not any(same_time(one, two, clock.at) for one, two in pairs):
            said.append(_disagree(first, _zones(first), other, _zones(other)))
        states, others = _state_names(first), _state_names(other)
        if states and others and not set(states) & set(others):
            said.append(_disagree(first, or_words(states), other, or_words(others)))
    return tuple(dict.fromkeys(said))


def cautions(clock: CallingClock) -> tuple[str, ...]:
    """Returns what to know before relying on it: places without a rule, expired and disputed rules, silent sources."""
    said = [*_unknown(clock)]
    said += [candidate.note for candidate in clock.candidates if candidate.note]
    for rule in clock.expired():
        said.append(
            tr(
                "The {scope} rule was to be looked at again by {review_by}: it may be out of date.",
                scope=_scope(rule),
                review_by=day_words(rule.review_by),
            )
        )
    for rule in clock.disputed():
        note = f" {rule.note}" if rule.note else ""
        said.append(tr("The {scope} rule is disputed.{note}", scope=_scope(rule), note=note))
    return tuple(dict.fromkeys(said))


def lines(clock: CallingClock) -> tuple[str, ...]:
    """Returns everything there is to say, a sentence a line: the one line, disagreement, cautions, times, rules."""
    own = (tr("The rules are those of the editable copy on this computer."),) if clock.own_rules and clock.rules else ()
    times = [_time_line(item) for item in clock.times] if len(clock.times) > 1 else []
    return (
        f"{sentence(clock)}.",
        *disagreements(clock),
        *cautions(clock),
        *times,
        *(rule_line(rule) for rule in clock.rules),
        *own,
        ADVICE,
    )


def summary(clock: CallingClock) -> str:
    """Returns whether the sources agree and what the rules say today: "Zip and area code agree. Today: …"."""
    said: list[str] = []
    sources = list(dict.fromkeys(item.source for item in clock.times))
    if len(sources) > 1 and not disagreements(clock):
        said.append(
            tr("{sources} agree.", sources=and_words(tr_now(source).lower() for source in sources)).capitalize()
        )
    elif len(sources) == 1:
        said.append(tr("Known from the {source} alone.", source=tr_now(sources[0]).lower()))
    today = [part for rule in clock.rules if (part := _today(rule, clock))]
    if today:
        said.append(tr("Today: {today}.", today=", ".join(today)))
    if clock.rules:
        said.append(tr("Review by {day}.", day=day_words(min(rule.review_by for rule in clock.rules))))
    return " ".join(said)


def rule_line(rule: CallingRule) -> str:
    """Returns a rule with its window, source and dates, as one sentence."""
    window = (
        tr("{opens} to {closes}", opens=wall(rule.opens), closes=wall(rule.closes))
        if rule.opens < rule.closes
        else tr("no calls")
    )
    days = "" if len(rule.days) == 7 else f", {weekday_words(rule.days)}"
    disputed = tr(" Disputed.") if rule.disputed else ""
    dates = tr(
        "Checked on {checked_on}, review by {review_by}.",
        checked_on=day_words(rule.checked_on),
        review_by=day_words(rule.review_by),
    )
    note = f" {rule.note}" if rule.note else ""
    return tr(
        "{scope} rule: {window}{days}.{disputed} Source: {source}. {dates}{note}",
        scope=_scope(rule, capital=True),
        window=window,
        days=days,
        disputed=disputed,
        source=rule.source.rstrip("."),
        dates=dates,
        note=note,
    )


def wall(minute: int) -> str:
    """Returns minutes after midnight as a time of day: "9 am", "8:30 pm", "midnight"."""
    hour, rest = divmod(minute % 1440, 60)
    if (hour, rest) == (0, 0):
        return tr("midnight")
    return language.clock(hour, rest, brief=True)


def duration(left: timedelta) -> str:
    """Returns a countdown in hours and minutes, begun minutes counted whole; days above two."""
    minutes = max(1, -(-int(left.total_seconds()) // 60))
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return trn("1 day {hours} h", "{count} days {hours} h", hours // 24, hours=hours % 24)
    return tr("{hours} h {rest} min", hours=hours, rest=rest) if hours else tr("{rest} min", rest=rest)


def clock_time(local: datetime) -> str:
    """Returns a local time with its zone's short name, such as "2:14 pm MST"."""
    name = local.tzname() or "UTC"
    zone = f"UTC{name}" if name[0] in "+-" else name
    return f"{language.clock(local.hour, local.minute)} {zone}"


def weekday_words(weekdays: Iterable[int]) -> str:
    """Returns days of the week, three or more in a row as from and to; 0 is Monday."""
    days = sorted(weekdays)
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return tr("{first} to {last}", first=tr_now(WEEKDAYS[days[0]]), last=tr_now(WEEKDAYS[days[-1]]))
    return and_words(tr_now(WEEKDAYS[day]) for day in days)


def and_words(words: Iterable[str]) -> str:
    """Returns words as one list, "and" before the last; there has to be one."""
    kept = list(words)
    return kept[0] if len(kept) == 1 else tr("{others} and {last}", others=", ".join(kept[:-1]), last=kept[-1])


def or_words(words: Iterable[str]) -> str:
    """Returns words as one list, "or" between all of them."""
    return tr(" or ").join(words)


def day_words(day: date) -> str:
    """Returns a day such as "Mar 31, 2027"."""
    return language.day(day.month, day.day, day.year)


def _moment(then: datetime, now: datetime) -> str:
    """Returns a coming time with its zone, its day in front unless it is today there."""
    days = (then.date() - now.astimezone(then.tzinfo).date()).days
    if days == 0:
        return clock_time(then)
    return f"{tr('tomorrow') if days == 1 else tr_now(WEEKDAYS[then.weekday()])}, {clock_time(then)}"


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


def _unknown(clock: CallingClock) -> tuple[str, ...]:
    """Returns why nothing is known, a sentence for each place without a rule or a time."""
    if not clock.times:
        return (tr("No zip, state or area code says where this number is."),)
    said = []
    for item in clock.times:
        if item.state is not CallingState.UNKNOWN:
            continue
        place = item.place
        where = place.state_name or place.name
        if item.local is None:
            said.append(
                tr(
                    "No time zone is known for {where}.",
                    where=where or tr("this {source}", source=tr_now(item.source).lower()),
                )
            )
        elif where:
            said.append(tr("No rule known for {where}.", where=where))
        else:
            said.append(
                tr(
                    "The {source} does not say which state: no rule known for this place.",
                    source=tr_now(item.source).lower(),
                )
            )
    return tuple(dict.fromkeys(said))


def _disagree(first: Candidate, said: str, other: Candidate, also: str) -> str:
    return tr(
        "{source} says {said}, {other} says {also}.",
        source=tr_now(first.source),
        said=said,
        other=tr_now(other.source).lower(),
        also=also,
    )


def _zones(candidate: Candidate) -> str:
    return or_words(dict.fromkeys(zone_city(place.zone) for place in candidate.places if place.zone))


def zone_city(zone: str) -> str:
    """Returns the city a time zone is named after."""
    return zone.rpartition("/")[2].replace("_", " ")


def _state_names(candidate: Candidate) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.state_name for place in candidate.places if place.state_name))


def _where(place: Place) -> str:
    return (
        place.name
        or place.state_name
        or (tr("the zone of {zone}", zone=zone_city(place.zone)) if place.zone else tr("this place"))
    )


def _time_line(item: PlaceTime) -> str:
    place, state = item.place, _small(tr_now(item.state))
    if item.local is None:
        return f"{tr_now(item.source)}: {_where(place)}, {state}."
    time = f"{tr_now(WEEKDAYS[item.local.weekday()])} {clock_time(item.local)}"
    return tr(
        "{source}: {time} in {where} ({zone} time), {state}.",
        source=tr_now(item.source),
        time=time,
        where=_where(place),
        zone=zone_city(place.zone),
        state=state,
    )


def _scope(rule: CallingRule, *, capital: bool = False) -> str:
    return (tr("Federal") if capital else tr("federal")) if rule.scope == FEDERAL else rule.scope


def _today(rule: CallingRule, clock: CallingClock) -> str:
    """Returns a rule's window on the present day at the first place where it holds; empty where it says nothing."""
    local = next((item.local for item in clock.times if item.local and item.place.state in rule.states), None)
    window = window_minutes(rule, local.weekday()) if local else None
    if window is None:
        return ""
    hours = (
        tr("{opens} to {closes}", opens=wall(window[0]), closes=wall(window[1]))
        if window[0] < window[1]
        else tr("no calls")
    )
    return tr("{scope} rule {hours}", scope=_scope(rule), hours=hours)
