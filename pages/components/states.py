"""States in text: the mark, then the word, so that colour never speaks alone."""

from collections.abc import Hashable, Mapping

import pandas as pd

from charts.palette import MARKS
from indicators.due_reports import AWAITED, OVERDUE
from indicators.obligations import REQUESTED
from locales.numbers import is_missing
from locales.words import Words


def format_result_state(words: Words, state: str) -> str:
    """◐ Đang thực hiện trong hạn."""
    return f"{MARKS[state]} {words.say(f'state.{state}')}"


def format_report_state(words: Words, report: Mapping[Hashable, object]) -> str:
    """The state of a due report with its days, and whether it was nil. Where its days are not
    counted any more a missing one was never sent."""
    state = str(report["state"])
    text = words.say(f"report_state.{state}")
    if state == AWAITED and report["obligation"] == REQUESTED:
        text = words.say("report_state.asked")  # it owes nothing, so nothing is in time or late
    if not is_missing(report["days"]):
        text = words.say(f"report_state.{state}_days", count=int(str(report["days"])))
    elif state == OVERDUE:
        state, text = "missing", words.say("callee.never_sent")
    nil = f" · {words.say('report_state.nil')}" if report["nil"] else ""
    return f"{MARKS[state]} {text}{nil}"


def format_address_states(words: Words, addresses: pd.DataFrame) -> list[str]:
    """How far each address has come: rows of the register with status, closed_on and closed
    (by the last known day of the period). One that was still open then, and was closed since,
    says both."""
    return [_format_address_state(words, row) for row in addresses.to_dict("records")]


def _format_address_state(words: Words, address: Mapping[Hashable, object]) -> str:
    day = address["closed_on"]
    if not is_missing(day):
        key = "closed_on" if address["closed"] else "closed_since"
        return words.say(f"address_state.{key}", day=day)
    status = address["status"]
    return words.say("state.no_data" if is_missing(status) else f"choice.status.{status}")
