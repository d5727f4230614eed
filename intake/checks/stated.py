"""What a file states about its figures, held against what its rows are of."""

from dataclasses import replace

import pandas as pd

from intake.cells.rows import Rows
from intake.findings import Finding
from intake.references import References
from intake.text.normalisation import normalise_text


def check_measures(rows: Rows, references: References) -> Rows:
    """A heading that names another unit of measure than the tasks of its figures is asked about:
    "Số lượng (đơn vị máu)" of a task that counts people."""
    findings = [
        Finding(
            "column.measure_differs",
            row=rows.headers.row,
            column=name,
            value=rows.headers.headings[name],
            sheet=rows.headers.table.sheet,
            facts={"measures": differing},
        )
        for name, words in rows.headers.measures.items()
        if (differing := _list_other_measures({*words}, _find_tasks(rows, references, name)))
    ]
    return replace(rows, findings=(*rows.findings, *findings)) if findings else rows


def _find_tasks(rows: Rows, references: References, name: str) -> pd.DataFrame:
    """The tasks of the rows that give a value for the field."""
    tasks = rows.frame.loc[rows.has_value(name), "task_id"]
    return references.tasks[references.tasks["task_id"].isin(tasks)]


def _list_other_measures(words: set[str], tasks: pd.DataFrame) -> tuple[str, ...]:
    """The units of measure of the tasks that the words do not name."""
    measures = tasks[["measure_vi", "measure_en"]].dropna().drop_duplicates()
    return tuple(
        vietnamese
        for vietnamese, english in measures.itertuples(index=False)
        if not any(_name_the_same(words, measure) for measure in (vietnamese, english))
    )


def _name_the_same(words: set[str], measure: str) -> bool:
    own = {*normalise_text(measure).split(" ")}
    return words <= own or own <= words
