"""The register of statuses for supervision: reports and results that are due, as a workbook."""

from collections.abc import Sequence

import pandas as pd

from charts.palette import MARKS
from documents.open_data.registers import NOT_ASKED, NOT_REQUIRED, YearData
from documents.printing.listing_books import build_listing_book
from documents.printing.listings import About, Fact, Listing
from indicators.due_reports import AWAITED, IN_TIME, LATE, NO_DATA, OVERDUE, RECEIVED, SENT_BACK
from indicators.due_results import STATES
from indicators.obligations import REQUESTED
from locales.names import list_full_names, list_short_names, list_titles
from locales.words import Words

REPORT_STATES = (
    IN_TIME, LATE, OVERDUE, AWAITED, SENT_BACK, NO_DATA, NOT_REQUIRED, REQUESTED, RECEIVED,
)  # fmt: skip
OURS = frozenset({REQUESTED, RECEIVED})
OF_REPORTS = [
    "unit_code", "unit", "level", "obligation", "due_on", "extended", "state", "days", "nil_signed",
    "received_on", "document_no",
]  # fmt: skip
OF_RESULTS = [
    "unit_code", "unit", "clause", "task_code", "task", "role", "obligation", "due_on", "state",
    "done_on",
]  # fmt: skip


def build_supervision_book(year_data: YearData, words: Words) -> bytes:
    """The workbook: what it means, due reports, due results, agencies by tasks. The same data
    give the same bytes."""
    about = About(
        words.say("supervision.title", year=year_data.year),
        _list_facts(year_data, words),
        year_data.sample,
    )
    listings = [
        _list_reports(year_data, words),
        _list_results(year_data, words),
        _build_matrix(year_data, words),
    ]
    return build_listing_book(about, listings, words, cover_first=True)


def format_report_state(state: str, words: Words) -> str:
    """A due report's state in words; a requested body's has words of its own."""
    return words.say(f"open.state.{state}" if state in OURS else f"report_state.{state}")


def _list_reports(year_data: YearData, words: Words) -> Listing:
    left = year_data.list_unasked_units(year_data.reports).assign(
        state=NOT_REQUIRED, obligation=NOT_ASKED, nil=False
    )
    rows = pd.concat([year_data.reports, left], ignore_index=True)
    rows = rows.sort_values(["position", "code"], ignore_index=True)
    nil, put_off = words.say("report_state.nil"), words.say("supervision.extended")
    rows_in_words = _name_units(rows, words).assign(
        state=[format_report_state(state, words) for state in rows["state"]],
        extended=[put_off if mark is True else "" for mark in rows["extended"].tolist()],
        nil_signed=[nil if mark else "" for mark in rows["nil"].tolist()],
    )
    return Listing(words.say("supervision.reports"), rows_in_words[OF_REPORTS])


def _list_results(year_data: YearData, words: Words) -> Listing:
    rows = year_data.results
    rows_in_words = _name_units(rows, words).assign(
        task=list_titles(rows, words),
        role=[words.say(f"role.{role}") for role in rows["role"]],
        state=[words.say(f"state.{state}") for state in rows["state"]],
    )
    return Listing(words.say("supervision.results"), rows_in_words[OF_RESULTS])


def _name_units(rows: pd.DataFrame, words: Words) -> pd.DataFrame:
    """With the unit and its obligation in words."""
    labels = {NOT_ASKED: words.say("state.not_asked")}
    known = set(rows["obligation"]) - {NOT_ASKED}
    labels |= {obligation: words.say(f"obligation.{obligation}") for obligation in known}
    return rows.assign(
        unit_code=rows["code"],
        unit=list_full_names(rows, words),
        level=[words.say(f"level.{level}") for level in rows["level"]],
        obligation=rows["obligation"].map(labels),
    )


def _build_matrix(year_data: YearData, words: Words) -> Listing:
    """A row per agency, a column per task: the mark of its state, or that it was not asked."""
    results = year_data.results
    units = results.drop_duplicates("unit_id").sort_values(["position", "code"])
    tasks = results.sort_values(["task_position", "task_code"])["task_code"].unique()
    marks = results.drop_duplicates(["unit_id", "task_code"], keep="last").pivot(
        index="unit_id", columns="task_code", values="state"
    )
    marks = marks.reindex(index=units["unit_id"], columns=tasks).fillna(NOT_ASKED)
    cells = marks.map(lambda state: MARKS[state]).reset_index(drop=True)
    cells.insert(0, "unit", list_short_names(units, words).to_numpy())
    return Listing(words.say("supervision.matrix"), cells, marks=True)


def _list_facts(year_data: YearData, words: Words) -> Sequence[tuple[str, Fact]]:
    """What the cover says: of when it is, then each state with its mark and its meaning."""
    begins, ends = year_data.period
    facts: list[tuple[str, Fact]] = [
        (words.say("listing.period"), words.say("listing.from_to", begins=begins, ends=ends)),
        (words.say("listing.as_of"), year_data.as_of),
        (words.say("listing.structure"), words.say("supervision.structure")),
        (words.say("listing.source"), words.say("notes.returns")),
        (words.say("supervision.reports"), words.say("supervision.reports_about")),
        (words.say("supervision.results"), words.say("supervision.results_about")),
        (words.say("supervision.matrix"), words.say("supervision.matrix_about")),
    ]
    for state in (*STATES, NOT_ASKED):
        marked_state = f"{MARKS[state]} {words.say(f'state.{state}')}"
        facts.append((marked_state, words.say(f"supervision.means.{state}")))
    for state in REPORT_STATES:
        meaning = words.say(f"supervision.report_means.{state}")
        facts.append((format_report_state(state, words), meaning))
    facts.append((words.say("obligation.requested"), words.say("supervision.requested")))
    return facts
