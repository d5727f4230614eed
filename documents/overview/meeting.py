"""The meeting page: what can be decided, on one sheet, each line with who answers for it."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from documents.printing.typst_pages import render_pdf
from indicators.decisions import NOTHING
from indicators.due_reports import OVERDUE
from locales.numbers import is_missing
from locales.words import Words

MOST_LINES = 60  # never so many fit; the rest need not be typeset to be counted
NOTHING_MARK = "–"


@dataclass(frozen=True)
class HeadlineFigure:
    """A figure as it is read on the screen: label, value, what it counts, last year."""

    label: str
    value: str
    counted: str
    compared: str


@dataclass(frozen=True)
class Briefing:
    """What the page says: where we stand, the figures, what is to be decided (an answer of
    `decisions`), of which year as of which day, whether the data are a sample, and whether the
    year is past: nothing is decided about it any more."""

    sentence: str
    numbers: Sequence[HeadlineFigure]
    decisions: pd.DataFrame
    year: int
    as_of: date
    sample: bool
    past: bool = False


def build_meeting_page(briefing: Briefing, words: Words) -> bytes:
    """One A4 sheet as PDF. The same briefing gives the same bytes."""
    return render_pdf("meeting", collect_content(briefing, words))


def collect_content(briefing: Briefing, words: Words) -> dict[str, object]:
    """All that the template shows, as JSON can hold it."""
    say = words.say
    decisions = briefing.decisions
    suffix = ".past" if briefing.past else ""
    heads = ("number", "unit", "overdue", "nobody", "reply", "decision")
    return {
        "language": words.language,
        "place": say("meeting.place"),
        "sample": say("header.sample") if briefing.sample else "",
        "title": say(f"meeting.title{suffix}", year=briefing.year),
        "as-of": say("meeting.as_of", year=briefing.year, day=briefing.as_of),
        "sentence": briefing.sentence,
        "figures": [vars(number) for number in briefing.numbers],
        "list-title": say(
            f"decisions.title_on{suffix}",
            count=len(decisions),
            day=briefing.as_of,
            year=briefing.year,
        ),
        "headings": [say(f"meeting.column.{name}") for name in heads],
        "lines": _build_lines(decisions.head(MOST_LINES), words),
        "total": len(decisions),
        "nothing": say(f"decisions.none{suffix}"),
        "one-more": say("meeting.more", count=1),
        "more": say("meeting.more", count="{n}"),  # only the template knows the number
        "source": say("meeting.source", day=briefing.as_of),
    }


def format_decision(line: Mapping[Hashable, object], words: Words, *, exactly: bool = False) -> str:
    """What is to be decided about a unit, as an order one can give; `exactly`: its count of
    addresses is not rounded."""
    sentences = []
    if line["about_report"] != NOTHING:
        sentences.append(words.say(f"decisions.do.{line['about_report']}"))
    if not is_missing(line["nobody"]):
        key = "decisions.do.help_exact" if exactly else "decisions.do.help"
        sentences.append(words.say(key, count=line["nobody"]))
    return " ".join(sentences)


def format_reply(line: Mapping[Hashable, object], words: Words) -> str:
    """When it was reminded, and what came of that; empty where nothing is owed."""
    if is_missing(line["state"]):
        return ""
    if is_missing(line["reminded_on"]):
        return words.say("decisions.never_reminded")
    days = {
        "reminded": line["reminded_on"],
        "promised": line["promised_on"],
        "answered": line["answered_on"],
    }
    if not is_missing(line["came_on"]):
        return words.say("decisions.return_came", **days, came=line["came_on"])
    if not line["no_reply"]:
        answered = not is_missing(line["answered_on"])
        return words.say("decisions.answered" if answered else "decisions.promised", **days)
    broken = not is_missing(line["promised_on"])
    return words.say("decisions.promise_broken" if broken else "decisions.no_reply", **days)


def format_overdue(line: Mapping[Hashable, object], words: Words) -> str:
    """“Quá hạn 6 ngày”, that it was sent back (and for how long it is owed), or empty."""
    if is_missing(line["state"]):
        return ""
    if line["state"] == OVERDUE:
        return words.say("report_state.overdue_days", count=line["days"])
    if not is_missing(line["days"]):
        return words.say("report_state.sent_back_days", count=line["days"])
    return words.say("report_state.sent_back")


def format_unhelped(line: Mapping[Hashable, object], words: Words, *, exactly: bool = False) -> str:
    """“46 trong 112 địa chỉ”, or empty; without the whole where that is hidden. `exactly`: the
    counts are not rounded."""
    if is_missing(line["nobody"]):
        return ""
    if is_missing(line["whole"]):
        return words.say("decisions.nobody_of_hidden", count=line["nobody"])
    key = "decisions.nobody_exact" if exactly else "decisions.nobody"
    return words.say(key, count=line["whole"], nobody=line["nobody"])


def _build_lines(decisions: pd.DataFrame, words: Words) -> list[dict[str, str]]:
    name = "name_vi" if words.language == "vi" else "name_en"
    return [
        {
            "number": str(place),
            "name": str(line[name]),
            "contact": "" if is_missing(line["contact"]) else str(line["contact"]),
            "overdue": format_overdue(line, words) or NOTHING_MARK,
            "nobody": _format_unhelped_briefly(line, words),
            "reply": format_reply(line, words) or NOTHING_MARK,
            "decision": format_decision(line, words),
        }
        for place, line in enumerate(decisions.to_dict("records"), start=1)
    ]


def _format_unhelped_briefly(line: Mapping[Hashable, object], words: Words) -> str:
    if is_missing(line["nobody"]):
        return NOTHING_MARK
    if is_missing(line["whole"]):
        return words.say("privacy.about", value=line["nobody"])
    return words.say("meeting.nobody", nobody=line["nobody"], whole=line["whole"])
