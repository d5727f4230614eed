"""Origins: the certificates that a click on a picture opens. What names nothing that was drawn
opens nothing."""

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd

from indicators.provenance import Provenance, find_report_provenance, find_result_provenance
from locales.names import list_short_names
from pages.components.certificate import FigureSource, open_certificate
from pages.components.clicks import Codes
from pages.components.visit import Visit

Selection = Mapping[str, object]  # column → value
ProvenanceBuilder = Callable[[str, pd.DataFrame, Selection], Provenance]


def open_results(
    visit: Visit, rows: pd.DataFrame, chosen: Selection, *, of: str = "", name: str = ""
) -> None:
    """The figure `name` of the `chosen` rows, of the visit's year unless they name another;
    without a name completion, and before anything has fallen due, progress. `of` names them,
    unless they are all."""
    selection = {"year": visit.year, **chosen}
    selected = _select_rows(rows, selection)
    if selected.empty:
        return
    ratio = "completion" if selected["fallen_due"].any() else "progress"
    _open_drawer(
        visit, find_result_provenance, name or ratio, rows=rows, selection=selection, of=of
    )


def open_reports(visit: Visit, reports: pd.DataFrame, codes: Codes) -> None:
    """How many of a year's reports came in time."""
    selection = {"year": _parse_year(codes["year"])}
    if not _select_rows(reports, selection).empty:
        _open_drawer(visit, find_report_provenance, "timeliness", rows=reports, selection=selection)


def open_total(visit: Visit, own: pd.DataFrame, codes: Codes) -> None:
    """The total of a task (all of `own`) in the year that was clicked."""
    open_results(visit, own, {"year": _parse_year(codes["year"])}, name="totals")


def open_body(visit: Visit, own: pd.DataFrame, codes: Codes, *, name: str) -> None:
    """What the body that was clicked did of a task (all of `own`) in the year beside it."""
    code, year = codes.values()
    now = own[(own["year"] == visit.year) & (own["code"] == code)].head(1)
    if len(now):
        chosen = {"year": _parse_year(year), "unit_id": int(now["unit_id"].iloc[0])}
        open_results(visit, own, chosen, of=list_short_names(now, visit.words).iloc[0], name=name)


def _parse_year(text: str) -> int:
    """The year that is said; 0 where none is."""
    return int(text) if text.isascii() and text.isdigit() else 0


def _open_drawer(
    visit: Visit,
    build_provenance: ProvenanceBuilder,
    name: str,
    *,
    rows: pd.DataFrame,
    selection: Selection,
    of: str = "",
) -> None:
    """The drawer, which says whose the figure is."""
    words = visit.words
    whose = words.say(
        "provenance.of", name=of or words.say("provenance.of_all"), year=selection["year"]
    )
    open_certificate(
        visit, FigureSource(name, partial(build_provenance, name, rows, selection), of=whose)
    )


def _select_rows(rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    for column, value in selection.items():
        rows = rows[rows[column] == value]
    return rows
