"""Provenance: the rows behind a figure, in its numerator, beside it, and left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from indicators import completion, timeliness
from indicators.circumstances import Choice, split_by_code
from indicators.coverage import OF_AN_ADDRESS, find_reported, mark_addresses
from indicators.definitions import DEFINITIONS
from indicators.due_results import DONE, NIL, NOT_REPORTED
from indicators.funnel import mark_stages
from indicators.link_share import sum_effort
from indicators.naming import name_first_match
from models.counted import NO_REASON
from models.snapshots import Register
from models.tasks import AddsUp, Money

PLACE = ["file_name", "sheet", "row"]
Selection = Mapping[str, object]
Marks = Callable[[pd.DataFrame], pd.DataFrame]


@dataclass(frozen=True)
class Provenance:
    """The list behind one figure: frames whose rows each have file_name, sheet and row.

    `counted` is the numerator, `rest` and `closed` the denominator without it, `left_out`
    neither, with `why`: requested, nil, not_due, not_reported, no_quantity, no_value,
    contained, apart, none, no_dossier. `closed` are addresses that were closed without having
    been helped, with `why`: a reason of coverage.REASONS. `unreported` are those of communes
    whose help nobody has reported for the period: in force, and on neither side of the ratio.
    """

    counted: pd.DataFrame
    rest: pd.DataFrame
    left_out: pd.DataFrame
    closed: pd.DataFrame = field(default_factory=pd.DataFrame)
    unreported: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def whole(self) -> int:
        """How many rows the denominator has."""
        return len(self.counted) + len(self.rest) + len(self.closed)


def find_result_provenance(
    name: str, due_results: pd.DataFrame, selection: Selection
) -> Provenance:
    """completion, progress, done_in_time, totals or grand_total of the rows `selection` names.

    Give the frame that the figure was counted from and, as selection, the keys of its group
    (column → value, missing for missing). Raises KeyError for any other name.
    """
    if name == "totals":
        return _find_amount_provenance(due_results, selection, "quantity")
    if name == "grand_total":
        return _find_amount_provenance(due_results, selection, "value_vnd")
    return _find_ratio_provenance(name, due_results, selection, marks=completion.mark_results)


def find_report_provenance(
    name: str, due_reports: pd.DataFrame, selection: Selection
) -> Provenance:
    """timeliness or received_share of the reports `selection` names; a report has no cell."""
    placed = due_reports.assign(
        sheet=pd.Series(None, due_reports.index, "str"),
        row=pd.Series(None, due_reports.index, "Int64"),
    )
    return _find_ratio_provenance(name, placed, selection, marks=timeliness.mark_reports)


def find_address_provenance(name: str, register: Register, selection: Selection) -> Provenance:
    """coverage, not_helped, committed or visits of the dossiers `selection` names.

    The numerator and the rest are dossiers, for `visits` the single visits (no rest). Left
    out are visits to addresses without a dossier in force; they belong to no commune, so
    only a selection by nothing but the year has them.
    """
    dossiers = _select(mark_addresses(register), selection)
    visits = register.supports[register.supports["in_period"]]
    placeless = visits if set(selection) <= {"year"} else visits.iloc[:0]
    left_out = _find_without_dossier(_select_year(placeless, selection), register)
    if name == "visits":
        given = visits.merge(dossiers[OF_AN_ADDRESS], on=OF_AN_ADDRESS)
        return Provenance(given, given.iloc[:0], left_out)
    if name in ("coverage", "not_helped"):
        split = _split_by_help(dossiers, left_out)
        helped, nobody = split.counted, split.rest
        return split if name == "coverage" else replace(split, counted=nobody, rest=helped)
    part = dossiers[DEFINITIONS[name].part]
    return _split_by_part(dossiers, part, left_out)


def find_circumstance_provenance(
    choice: Choice, register: Register, selection: Selection
) -> Provenance:
    """The dossiers of a code of `choice` (a key of `selection`): helped, and not."""
    rows = _select(split_by_code(mark_addresses(register), choice), selection)
    return _split_by_help(rows, _add_why(rows.iloc[:0]))


def find_stage_provenance(stage: str, register: Register, selection: Selection) -> Provenance:
    """The dossiers that reached a stage of the funnel, of all that are surveyed; those helped
    or taken on, of all whose help is reported."""
    rows = _select(mark_stages(register), selection)
    out = _add_why(rows.iloc[:0])
    if stage == "helped":
        return _split_by_help(rows, out)
    if stage == "committed":
        return _split_by_part(rows, rows[stage], out)
    return Provenance(rows[rows[stage]], rows[~rows[stage]], out)


def find_agency_provenance(
    register: Register, selection: Selection, *, agencies: pd.DataFrame
) -> Provenance:
    """link_share: the agencies that support an address, with each support, and those with none.

    `counted` and `unreported` have one row per support, `rest` one per agency, without a place:
    there is none. An agency all of whose help is unreported is on neither side.
    """
    agency_rows = _select(sum_effort(register, agencies), selection)
    supports = _select_year(register.supports, selection)
    given = supports.merge(find_reported(register), on=OF_AN_ADDRESS)
    given = given.rename(columns={"supporter_unit_id": "unit_id", "code": "address_code"})
    linked = agency_rows.drop(columns=["addresses", "visits", "value_vnd", "unreported"])
    helps = linked.merge(given, on=["year", "unit_id"], suffixes=("", "_of_support"))
    reported = helps.pop("reported").astype("bool")
    without = (agency_rows["addresses"] == 0).fillna(value=False).astype("bool")
    rest = agency_rows[without].reindex(columns=[*agency_rows.columns, *PLACE])
    whose = supports[supports["supporter_unit_id"].isin(agency_rows["unit_id"])]
    left_out = _find_without_dossier(whose, register)
    return Provenance(helps[reported], rest, left_out, unreported=helps[~reported])


def _split_by_help(dossiers: pd.DataFrame, left_out: pd.DataFrame) -> Provenance:
    """Marked dossiers as helped, not helped, and closed without help with the reason."""
    closed = dossiers[dossiers["closed_unhelped"]]
    closed = closed.assign(why=closed["closed_reason"].fillna(NO_REASON))
    helped, bare = dossiers[dossiers["part"]], dossiers[dossiers["nobody"]]
    return Provenance(helped, bare, left_out, closed, dossiers[dossiers["unreported"]])


def _split_by_part(dossiers: pd.DataFrame, part: pd.Series, left_out: pd.DataFrame) -> Provenance:
    """Marked dossiers as those of `part` and the others whose help is reported."""
    rest = dossiers["whole"] & ~part
    silent = dossiers[dossiers["unreported"]]
    return Provenance(dossiers[part], dossiers[rest], left_out, unreported=silent)


def _add_why(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(why=pd.Series(dtype="str"))


def _find_ratio_provenance(
    name: str, frame: pd.DataFrame, selection: Selection, *, marks: Marks
) -> Provenance:
    # Marked before selecting: whether requested bodies count depends on the whole frame.
    marked = marks(frame)
    definition = DEFINITIONS[name]
    rows = _select(frame, selection)
    part = marked.loc[rows.index, definition.part]
    whole = marked.loc[rows.index, definition.whole]
    out = rows[~whole]
    requested = marked.loc[out.index, "left_out_requested"]
    cases = {"requested": requested, "nil": out["state"] == NIL}
    why = name_first_match(cases, "not_due", out.index)
    return Provenance(rows[part], rows[whole & ~part], out.assign(why=why))


def _find_amount_provenance(
    due_results: pd.DataFrame, selection: Selection, amount: str
) -> Provenance:
    """Rows with an amount (or done, where units are counted), no rest, and why others have none."""
    rows = _select(due_results, selection)
    money = amount == "value_vnd"
    barred = (rows["money"] != Money.COUNTS.value) & money
    by_units = (rows["adds_up"] == AddsUp.UNITS.value) & (not money)
    has_amount = rows[amount].notna().mask(by_units, rows["state"].isin(DONE))
    counted = has_amount & ~barred
    out = rows[~counted]
    silent = {name: out["state"] == name for name in (NIL, NOT_REPORTED)}
    why = name_first_match(silent, "no_value" if money else "no_quantity", out.index)
    why = why.mask(barred[~counted], out["money"])
    return Provenance(rows[counted], rows.iloc[:0], out.assign(why=why))


def _select(frame: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The rows whose columns equal the values of `selection`; missing equals missing."""
    chosen = pd.Series(True, frame.index, "bool")
    for column, value in selection.items():
        equal = frame[column].isna() if value is None else frame[column] == value
        chosen &= equal.astype("boolean").fillna(value=False).astype("bool")
    return frame[chosen]


def _select_year(supports: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    return supports[supports["year"] == selection["year"]] if "year" in selection else supports


def _find_without_dossier(supports: pd.DataFrame, register: Register) -> pd.DataFrame:
    in_force = register.dossiers[OF_AN_ADDRESS].drop_duplicates().assign(in_force=True)
    known = supports.merge(in_force, how="left", on=OF_AN_ADDRESS)
    out = known[known["in_force"].isna()].drop(columns="in_force")
    return out.assign(why=pd.Series("no_dossier", out.index, "str"))
