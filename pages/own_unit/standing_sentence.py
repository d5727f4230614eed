"""The sentence that answers the officer's question: what is owed, by when, in what state."""

from datetime import date

from indicators.due_reports import AWAITED, IN_TIME, LATE, NO_DATA, OVERDUE, RECEIVED
from indicators.obligations import REQUESTED
from locales.numbers import is_missing
from locales.words import Words
from pages.own_unit.own_report import OwnUnit, Row

STANDING = {
    IN_TIME: "own.in_time",
    LATE: "own.late",
    RECEIVED: "own.received",
    NO_DATA: "own.no_data",
}


def build_sentence(words: Words, own: OwnUnit, *, year: int, as_of: date) -> str:
    """Where the unit's report of `year` stands at the end of `as_of`. A requested body is
    never told that anything is late."""
    name = own.unit["name_vi" if words.language == "vi" else "name_en"]
    report = own.report
    if report is None:
        return words.say("own.not_owed", name=name, year=year)
    due_on = report["due_on"].date()
    left = (due_on - as_of).days
    count = abs(left) if is_missing(report["days"]) else int(report["days"])
    facts = {"name": name, "year": year, "due_on": due_on, "day": report["received_on"]}
    return words.say(_choose_key(report, left), count=count, **facts)


def _choose_key(report: Row, left: int) -> str:
    """Which sentence; `left` counts the days to the last day in time, negative after it."""
    state, requested = report["state"], report["obligation"] == REQUESTED
    if state in STANDING:
        return STANDING[state]
    if state == OVERDUE and is_missing(report["days"]):
        return "own.never_sent"
    start = "own.waiting" if state in (AWAITED, OVERDUE) else "own.sent_back"
    when = "open" if left > 0 else "today" if left == 0 else "passed"
    return f"{start}.{'requested' if requested else 'required'}.{when}"


def build_notes(words: Words, own: OwnUnit) -> list[str]:
    """That nothing arose was signed; that the last day was put off."""
    report = own.report
    if report is None:
        return []
    notes = []
    if report["nil"]:
        notes.append(words.say("own.nil_noted"))
    if report["extended"] and not own.is_received:
        notes.append(words.say("own.extended", day=report["due_on"]))
    return notes
