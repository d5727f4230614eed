"""States in text: the mark, then the word, so that colour never speaks alone."""

from collections.abc import Hashable, Mapping

from charts.palette import MARKS
from indicators.due_reports import AWAITED, LATE, OVERDUE, SENT_BACK
from indicators.obligations import REQUESTED
from locales.numbers import missing
from locales.words import Words


def result_state(words: Words, state: str) -> str:
    """◐ Đang thực hiện trong hạn."""
    return f"{MARKS[state]} {words.say(f'state.{state}')}"


def told_state(words: Words, report: Mapping[Hashable, object]) -> str:
    """The state of a due report with its days, and whether it was nil."""
    state = str(report["state"])
    said = words.say(f"report_state.{state}")
    if state == AWAITED and report["obligation"] == REQUESTED:
        said = words.say("report_state.asked")  # it owes nothing, so nothing is in time or late
    if state in (OVERDUE, LATE) or (state == SENT_BACK and not missing(report["days"])):
        said = words.say(f"report_state.{state}_days", count=int(str(report["days"])))
    nil = f" · {words.say('report_state.nil')}" if report["nil"] else ""
    return f"{MARKS[state]} {said}{nil}"
