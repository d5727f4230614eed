"""Mobilised: what the movements brought in money and goods, each đồng counted once."""

import pandas as pd

from indicators.totals import totals
from models.tasks import Money

OF_A_TASK = ["task_code", "title_vi", "title_en", "movement", "money", "task_position"]


def sum_mobilised(due_results: pd.DataFrame) -> pd.DataFrame:
    """One row per year and task that is a movement or whose money counts, in the plan's order.

    Columns: year, OF_A_TASK, value_vnd (đồng as reported; missing where nobody told any) and
    counted (the same where the task's money counts, else missing). The value of a `contained`
    task is already inside a counted one, and an `apart` one has a total of its own: so
    `counted` alone may be added, and adds up to the grand total of the year.
    """
    wanted = due_results["movement"] | (due_results["money"] == Money.COUNTS.value)
    rows = due_results[wanted & (due_results["money"] != Money.NONE.value)]
    values = totals(rows, ("year", "task_code"))[["year", "task_code", "value_vnd"]]
    tasks = rows[OF_A_TASK].drop_duplicates("task_code").merge(values, on="task_code")
    tasks["counted"] = tasks["value_vnd"].where(tasks["money"] == Money.COUNTS.value)
    ordered = tasks.sort_values(["year", "task_position", "task_code"], ignore_index=True)
    return ordered[["year", *OF_A_TASK, "value_vnd", "counted"]]
