"""Measures that a cell states ("350 đơn vị máu"), held against what its task counts."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from intake.cells.numbers import INTERPRETED, Number, parse_numbers
from intake.cells.rows import Rows
from intake.cells.vocabulary import DIVISIBLE, list_words
from intake.findings import Finding
from intake.headers.spellings import is_measure_heading
from intake.references import References

COLUMN = "quantity"
WORDED = r"[^\W\d_]"
Measures = Mapping[int, tuple[str, str]]  # row → what its task counts, in both languages


def compare_measures(rows: Rows, references: References) -> Rows:
    """The rows of results, asked about where a quantity names another measure than its task's, or
    is a fraction of what the task counts in wholes. Its own measure is only told of."""
    if COLUMN not in rows.frame or "task_id" not in rows.frame:
        return rows
    quantities = rows.get_numbers(COLUMN).dropna().astype("float64")
    told = {one.row for one in rows.findings if one.code == INTERPRETED and one.column == COLUMN}
    broken = set(quantities.index[quantities % 1 > 0].tolist()) - told
    stated = _find_stated_measures(rows)
    measures = _find_measures(rows, references, [*{*stated, *broken}])
    own = {row for row, named in measures.items() if row in stated and _is_same(stated[row], named)}
    asked = {
        row: _build_question(rows, row, code, measures[row])
        for row, code in _find_differences(measures, stated, own=own, broken=broken)
        if row in quantities.index
    }
    findings = [
        replace(finding, code="value.words_left_out")
        if finding.code == "value.letters_in_number" and _is_at(finding, own)
        else finding
        for finding in rows.findings
        if not (finding.code == "value.words_left_out" and _is_at(finding, asked))
    ]
    beside = _compare_measure_columns(rows, references, told={*stated, *asked})
    return replace(rows, findings=(*findings, *asked.values(), *beside))


def _compare_measure_columns(
    rows: Rows, references: References, told: Container[int]
) -> Iterator[Finding]:
    """A question for each quantity beside which a column of measures names another than its
    task's."""
    cells = rows.headers.table.cells
    lines = cells.loc[rows.headers.first : rows.headers.row]
    columns = [
        column for column in rows.headers.asides if lines[column].map(is_measure_heading).any()
    ]
    counted = rows.get_numbers(COLUMN).dropna().index.tolist() if columns else []
    measures = _find_measures(rows, references, counted)
    for column in columns:
        for row, named in measures.items():
            text = str(cells.at[row, column]).strip()
            if row not in told and not _is_same_measure(text, named):
                question = _build_question(rows, row, "value.measure_differs", named)
                yield replace(question, value=f"{question.value} {text}"[:200])


def _is_same_measure(text: str, named: tuple[str, str]) -> bool:
    words = list_words(text)
    known = [list_words(measure) for measure in named]
    return any(words <= measure or measure <= words for measure in known)


def _is_at(finding: Finding, rows: Container[int]) -> bool:
    return finding.column == COLUMN and finding.row in rows


def _find_measures(rows: Rows, references: References, concerned: list[int]) -> Measures:
    """What the tasks of these rows count, where they count anything."""
    columns = {"task_id", "measure_vi", "measure_en"}
    if not concerned or not columns <= set(references.tasks.columns):
        return {}
    named = references.tasks[["task_id", "measure_vi", "measure_en"]].dropna().set_index("task_id")
    tasks = rows.frame.loc[concerned, "task_id"].dropna()
    tasks = tasks[tasks.isin(named.index)].astype("int64")
    pairs = named.loc[tasks].itertuples(index=False, name=None)
    return dict(zip(tasks.index.tolist(), pairs, strict=True))


def _find_differences(
    measures: Measures, stated: Mapping[int, Number], *, own: Container[int], broken: Container[int]
) -> Iterator[tuple[int, str]]:
    for row in sorted(measures):
        if row in stated and row not in own:
            if not stated[row].has_letters:
                yield row, "value.measure_differs"
        elif row in broken and not list_words(" ".join(measures[row])) & DIVISIBLE:
            yield row, "value.fraction_of_whole"


def _build_question(rows: Rows, row: int, code: str, measure: tuple[str, str]) -> Finding:
    headers = rows.headers
    return Finding(
        code,
        row=row,
        column=COLUMN,
        value=str(headers.table.cells.at[row, headers.columns[COLUMN]])[:200],
        heading=headers.headings.get(COLUMN),
        sheet=headers.table.sheet,
        facts={"read_as": rows.get_numbers(COLUMN)[row], "measure": measure},
    )


def _find_stated_measures(rows: Rows) -> Mapping[int, Number]:
    """The numbers whose cells name a measure, by row; something is said of every such cell."""
    if all(finding.column != COLUMN for finding in rows.findings):
        return {}
    cells = rows.headers.table.cells.loc[rows.frame.index, rows.headers.columns[COLUMN]]
    if cells.dtype != "str":
        cells = cells[cells.map(lambda cell: isinstance(cell, str))].astype("str")
    worded = cells[cells.str.contains(WORDED, regex=True)]
    texts = worded.unique().tolist()
    named = {
        text: number
        for text, number in zip(texts, parse_numbers(texts), strict=True)
        if number is not None and number.measure
    }
    pairs = zip(worded.index.tolist(), worded.tolist(), strict=True)
    return {row: named[text] for row, text in pairs if text in named}


def _is_same(stated: Number, named: tuple[str, str]) -> bool:
    """Does the cell name the task's measure, be it shortened: "người" for "lượt người hiến"?"""
    words = list_words(stated.measure)
    return any(words <= list_words(measure) for measure in named)
