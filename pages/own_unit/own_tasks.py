"""The unit's tasks of the year, each with its state."""

import pandas as pd

from indicators.due_results import NOT_REPORTED
from locales.names import list_titles
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.states import format_result_state
from pages.components.tables import show_table
from pages.components.visit import Visit
from pages.own_unit.own_report import OwnUnit

COLUMNS = ("clause", "task", "role", "state", "quantity", "measure", "value_vnd", "note")


def show_tasks(visit: Visit, own: OwnUnit) -> None:
    """How many were reported, then the table in the plan's order."""
    words, results = visit.words, own.results
    if results.empty:
        return
    reported = int((results["state"] != NOT_REPORTED).sum())
    show_subtitle(words.say("own.tasks", reported=reported, count=len(results)))
    rows = once(_build_rows, visit, results)
    show_table(visit, rows, key="own-tasks")


def _build_rows(visit: Visit, results: pd.DataFrame) -> pd.DataFrame:
    words = visit.words
    rows = results.assign(
        task=list_titles(results, words),
        state=[format_result_state(words, state) for state in results["state"]],
        role=[words.say(f"role.{role}") for role in results["role"]],
        measure=results["measure_vi" if words.language == "vi" else "measure_en"],
    )
    rows["measure"] = rows["measure"].where(rows["quantity"].notna())
    filled = [name for name in COLUMNS if name in COLUMNS[:4] or rows[name].notna().any()]
    return rows[filled]
