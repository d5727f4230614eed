"""The rows of one agency: its tasks of the year, its reports of every year."""

import pandas as pd

from locales.names import titles
from pages.parts import frames
from pages.parts.after_publishing import marks
from pages.parts.callees import absent_said
from pages.parts.privacy import names_files
from pages.parts.states import result_state
from pages.parts.visit import Visit


def tasks_of(visit: Visit, now: pd.DataFrame) -> pd.DataFrame:
    """The tasks in the plan's order; the supervisor sees no files."""
    words = visit.words
    measures = now["measure_vi"] if words.language == "vi" else now["measure_en"]
    told = now.assign(
        task=titles(now, words),
        state=[result_state(words, state) for state in now["state"]],
        role=[words.say(f"role.{role}") for role in now["role"]],
        measure=measures,
    )
    columns = ["clause", "task", "state", "role", "quantity", "measure", "value_vnd", "note"]
    if names_files(visit):
        columns += ["file_name", "sheet", "row"]
    return told[columns]


def reports_of(visit: Visit, unit_id: int) -> pd.DataFrame:
    """Its yearly reports, the latest first."""
    reports = frames.reports(visit, visit.years)
    own = reports[reports["unit_id"] == unit_id].sort_values("year", ascending=False)
    told = own.assign(
        state=[absent_said(visit, row) for row in own.to_dict("records")],
        after=marks(visit, own),
    )
    shown = ["year", "state", "received_on", "document_no"]
    return told[[*shown, "after"] if told["after"].any() else shown]
