"""Personal numbers that people write into free text are taken out of its rows, and told; a code
of an address that looks like one is asked about."""

from dataclasses import replace

import pandas as pd

from intake.layouts import Kind
from intake.personal_numbers import CODE_ALIKE, LONG_NUMBER, without_personal_numbers
from intake.rows import Rows


def depersonalised(rows: Rows) -> Rows:
    """The rows with such numbers taken out of free text; each cell that had one is told, and
    each code that could be one is asked about."""
    for field in rows.headed.layout.fields:
        if field.kind == Kind.CODE and field.name in rows.frame:
            alike = rows.given(field.name).astype("str").str.fullmatch(CODE_ALIKE)
            rows = rows.finding(alike, "value.code_personal", field.name)
        if field.kind == Kind.TEXT and field.name in rows.frame:
            rows = _without(rows, field.name)
    return rows


def _without(rows: Rows, name: str) -> Rows:
    texts = rows.frame[name]
    doubtful = texts[texts.str.contains(LONG_NUMBER, na=False)]
    cleared = doubtful.map(without_personal_numbers)
    told = cleared[cleared != doubtful].index
    if told.empty:
        return rows
    kept = texts.copy()
    kept[told] = cleared[told]
    had = pd.Series(rows.frame.index.isin(told), index=rows.frame.index)
    return replace(rows, frame=rows.frame.assign(**{name: kept})).finding(
        had, "value.personal_number", name
    )
