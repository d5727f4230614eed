"""Rows against the register: which period, unit, task, assignment, address each row means."""

import re
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from intake.cells.marks import Mark
from intake.cells.rows import Rows
from intake.checks.spellings import make_spelling_field
from intake.checks.titles import find_task
from intake.references import References
from intake.text.cleaning import make_code_key
from intake.text.normalisation import normalise_column, normalise_text


def resolve_references(rows: Rows, references: References) -> Rows:
    """The rows with the ids they mean, and a finding where a cell means nothing we know."""
    return CHECKS[rows.headers.layout.name](rows, references)


def _resolve_results(rows: Rows, references: References) -> Rows:
    periods = references.periods.set_index("year")
    years = rows.get_values("period").astype("Int64")
    unknown = years.notna() & ~years.isin(periods.index)
    rows = _tell_unknown_periods(rows, unknown, [int(year) for year in periods.index])
    rows = _check_period_starts(rows, references, years.map(periods["data_from"]))
    closed = years.isin(periods.index[periods["closed_at"].notna()]) & ~years.duplicated()
    rows = rows.add_findings(closed, "register.period_closed", "period")
    days = years.map(periods["data_to"]).fillna(pd.Timestamp(references.day))
    rows = _resolve_units(rows, references, name="unit_code", days=days)
    rows = _refuse_rows_of_others(rows, references, name="unit_code")
    rows = _resolve_tasks(rows, references)
    return _resolve_assignments(rows.with_columns(year=years.mask(unknown)), references)


def _tell_unknown_periods(rows: Rows, unknown: pd.Series, known: list[int]) -> Rows:
    """A finding for each row of a year that is no period: which there are, and the one that is
    written with the same digits."""
    years = rows.get_values("period")

    def find_facts(row: int) -> dict[str, object]:
        digits = sorted(str(years[row]))
        near = tuple(year for year in known if sorted(str(year)) == digits)[:1]
        spans = {"first": min(known), "last": max(known)} if known else {}
        return {**spans, **({"near": near} if near else {})}

    return rows.add_findings(unknown, "register.period_unknown", "period", find_facts)


def _check_period_starts(rows: Rows, references: References, begins: pd.Series) -> Rows:
    """A finding for each row whose period begins after the day the file was received."""
    unbegun = begins > pd.Timestamp(references.day)
    for begin in begins[unbegun].unique():
        facts = {"begins": pd.Timestamp(begin).date(), "received": references.day}
        rows = rows.add_findings(begins == begin, "register.period_not_begun", "period", facts)
    return rows


def _resolve_addresses(rows: Rows, references: References) -> Rows:
    today = pd.Series(pd.Timestamp(references.day), index=rows.frame.index)
    rows = _resolve_units(rows, references, name="commune_code", days=today)
    rows = _ask_about_reused_codes(rows, references)
    rows = _refuse_rows_of_others(rows, references, name="commune_code")
    known = references.addresses.set_index("code")["address_id"]
    codes = rows.get_values("code")
    rows = rows.with_columns(address_id=codes.map(known).astype("Int64"))
    if references.own_unit is None:
        return _ask_about_erasures(rows, references)
    free = _has_unit_code(codes, references.own_unit) & ~codes.isin(references.others)
    free &= find_erasure_days(codes, references).isna()
    return _mark_to_confirm(rows, ~codes.isin(references.own_addresses) & ~free, name="code")


def _has_unit_code(codes: pd.Series, unit: str) -> pd.Series:
    """Is the unit's own code a part of the address's, as in DC-01654-0007? Such codes are the
    unit's to give."""
    part = rf"(?<![0-9A-Za-z]){re.escape(unit)}(?![0-9A-Za-z])"
    return codes.astype("str").str.contains(part, regex=True, na=False).astype(bool)


def _mark_to_confirm(rows: Rows, strange: pd.Series, *, name: str) -> Rows:
    """An officer's rows of addresses that the unit neither keeps nor has helped wait for the
    secretariat: one finding, whether the code is known, unknown, another's or erased."""
    strange = (strange & rows.get_values(name).notna()).fillna(False).astype(bool)
    rows = rows.with_columns(to_confirm=strange)
    return rows.add_findings(strange, "register.address_to_confirm", name)


def _ask_about_erasures(rows: Rows, references: References) -> Rows:
    """Ask about an address that was erased on request: it is not registered again unseen."""
    days = find_erasure_days(rows.get_values("code"), references)
    for day in sorted(days.dropna().unique()):
        rows = rows.add_findings(days == day, "register.address_erased", "code", {"day": day})
    return rows


def find_erasure_days(codes: pd.Series, references: References) -> pd.Series:
    """The day on which the address of each code was erased; missing where it was not."""
    if not references.erased:
        return pd.Series(None, index=codes.index, dtype="object")
    days = codes.map(
        lambda code: None if pd.isna(code) else references.erased.get(make_code_key(str(code)))
    )
    return days.astype("object")


def _resolve_supports(rows: Rows, references: References) -> Rows:
    known = references.addresses.set_index("code")["address_id"]
    rows = _read_alike_codes(rows, references)
    codes = rows.get_values("address_code")
    rows = rows.with_columns(address_id=codes.map(known).astype("Int64"))
    unknown = codes.notna() & rows.frame["address_id"].isna()
    if references.own_unit is None:
        rows = rows.add_findings(unknown, "register.address_unknown", "address_code")
    else:
        rows = _mark_to_confirm(rows, unknown, name="address_code")
    days = rows.get_days("given_on").fillna(pd.Timestamp(references.day))
    rows = _resolve_units(rows, references, name="supporter_unit_code", days=days)
    rows = _refuse_help_of_others(rows, references)
    names = rows.get_values("supporter_name").astype("str")
    key = rows.frame["supporter_unit_code_means"].fillna(normalise_column(names.fillna("")))
    rows = rows.with_columns(supporter_key=key.str.slice(0, 200))
    nobody = ~rows.has_value("supporter_unit_code") & ~rows.has_value("supporter_name")
    unread = rows.marks.reindex(columns=["supporter_unit_code", "supporter_name"]) == Mark.FAULT
    return rows.add_findings(
        nobody & ~unread.any(axis=1), "row.supporter_missing", "supporter_name"
    )


def _read_alike_codes(rows: Rows, references: References) -> Rows:
    """The rows with the codes in the register that are surely meant by those that differ in
    zeros, blanks, dashes or small letters; each is asked about."""
    codes = rows.get_values("address_code")
    for code in codes.dropna().unique():
        meant = references.alike.get(str(code), ())
        if len(meant) == 1:
            written = codes == code
            facts = {"read_as": meant[0]}
            rows = rows.add_findings(written, "register.address_read_as", "address_code", facts)
            read = rows.frame["address_code"].mask(written.fillna(False).astype(bool), meant[0])
            rows = rows.with_columns(address_code=read)
    return rows


DAYS_OF_A_DOSSIER = ("surveyed_on", "confirmed_on", "reviewed_on")
CHECKS: dict[str, Callable[[Rows, References], Rows]] = {
    "results": _resolve_results,
    "addresses": _resolve_addresses,
    "supports": _resolve_supports,
}


def _resolve_units(rows: Rows, references: References, *, name: str, days: pd.Series) -> Rows:
    """Adds `unit_id` and `<name>_means` (the unit's own code) for the units named by `name`."""
    book = references.book
    texts = rows.get_values(name).astype("str")
    is_given = texts.notna() & days.notna()
    places, pairs = _list_pairs(texts[is_given], days[is_given])
    meanings = [book.find_meaning(text, day) for text, day in pairs]
    everywhere = np.full(len(texts), -1)
    everywhere[is_given.to_numpy(dtype=bool)] = places

    def expand(values: list[int | None] | list[str | None], dtype: str) -> pd.Series:
        known = pd.Series([*values, None], dtype=dtype)  # place -1, nothing given, is the last
        return known.take(everywhere).set_axis(texts.index)

    ids = expand([meaning.unit_id for meaning in meanings], "Int64")
    means = expand([meaning.unit_code for meaning in meanings], "str")
    named = rows.with_columns(**{"unit_id": ids, f"{name}_means": means})
    if not any(meaning.code for meaning in meanings):
        return named
    codes, units = [meaning.code for meaning in meanings], [meaning.name for meaning in meanings]
    others = [meaning.other for meaning in meanings]
    own = [meaning.unit_code for meaning in meanings]
    remarked = {"code": codes, "unit": units, "other": others, "unit_code": own}
    remarks = {column: expand(values, "str") for column, values in remarked.items()}
    return _add_remarks(named, pd.DataFrame(remarks), name)


def _list_pairs(texts: pd.Series, days: pd.Series) -> tuple[np.ndarray, list[tuple[str, date]]]:
    """The different pairs of a text and a day, and which of them each row has."""
    text_of, different = pd.factorize(texts)
    day_of, on = pd.factorize(days)
    places, pairs = pd.factorize(text_of * len(on) + day_of)
    named, dated = different.tolist(), [day.date() for day in on]
    return places, [(named[pair // len(on)], dated[pair % len(on)]) for pair in pairs.tolist()]


def _add_remarks(rows: Rows, remarks: pd.DataFrame, name: str) -> Rows:
    """One finding for each row whose unit was not simply known, with the name it stands for, and
    of whom it was the name before."""
    distinct = remarks.dropna(subset=["code"]).drop_duplicates()
    for remark in distinct.to_dict("records"):
        same = pd.Series(True, remarks.index)
        for column, value in remark.items():
            of_column = remarks[column]
            same &= of_column.isna() if pd.isna(value) else of_column.eq(value).fillna(False)
        facts = {
            column: remark[column]
            for column in ("unit", "other", "unit_code")
            if not pd.isna(remark[column])
        }
        rows = rows.add_findings(same, str(remark["code"]), name, facts)
    return rows


def _ask_about_reused_codes(rows: Rows, references: References) -> Rows:
    """Ask about a commune's code that another commune bore before, unless the row itself shows
    which is meant: it was surveyed, confirmed or reviewed since, or is so stored."""
    book = references.book
    units = rows.frame["unit_id"]
    others = {int(unit): book.find_previous_bearer(int(unit)) for unit in units.dropna().unique()}
    since = pd.to_datetime(units.map({unit: book.get_start(unit) for unit in others}))
    days = [rows.get_days(name) for name in DAYS_OF_A_DOSSIER]
    is_recent = pd.concat(days, axis=1).max(axis=1) >= since
    stored = references.stored.set_index("code")["commune_id"]
    same = (rows.get_values("code").map(stored).astype("Int64") == units).fillna(False)
    by_code = rows.get_values("commune_code").astype("str").str.isdecimal().fillna(False)
    doubtful = by_code.astype(bool) & ~is_recent & ~same
    for unit in units[doubtful].dropna().unique():
        if (other := others[int(unit)]) is not None:
            named = rows.frame.loc[units == unit, "commune_code_means"].iloc[0]
            facts = {"unit": book.get_name(int(unit)), "other": other, "unit_code": named}
            wrong = doubtful & (units == unit)
            rows = rows.add_findings(wrong, "register.unit_meant_another", "commune_code", facts)
    return rows


def _refuse_rows_of_others(rows: Rows, references: References, *, name: str) -> Rows:
    if references.own_unit is None:
        return rows
    means = rows.frame[f"{name}_means"]
    others = means.notna() & (means != references.own_unit)
    return rows.add_findings(others, "register.unit_of_another", name, _name_own_unit(references))


def _name_own_unit(references: References) -> dict[str, object]:
    """The facts that tell an officer whose return it is."""
    own = str(references.own_unit)
    return {"own": f"{own} – {references.book.find_meaning(own, references.day).name or own}"}


def _refuse_help_of_others(rows: Rows, references: References) -> Rows:
    """An officer may report the own unit's help, and anybody's to the own commune's addresses."""
    if references.own_unit is None:
        return rows
    own = (rows.frame["supporter_unit_code_means"] == references.own_unit).fillna(False)
    codes = rows.get_values("address_code")
    theirs = codes.notna() & ~codes.isin(references.own_addresses)
    foreign = theirs & ~own.astype(bool)
    facts = _name_own_unit(references)
    return rows.add_findings(foreign, "register.unit_of_another", "address_code", facts)


def _resolve_tasks(rows: Rows, references: References) -> Rows:
    tasks, known = references.tasks, references.task_places
    texts = rows.get_values("task_code").astype("str")
    codes, different = pd.factorize(texts)
    places = [known.get(normalise_text(text), -1) for text in different]
    doubtful: dict[str, int] = {}
    confirmed = {
        str(text): place
        for number, text in enumerate(different)
        if places[number] < 0 and (place := _find_confirmed_task(str(text), references)) >= 0
    }
    for number, text in enumerate(different):
        places[number] = confirmed.get(str(text), places[number])
        if places[number] < 0 and (joined := find_task(str(text), known)) is not None:
            places[number], sure = joined
            doubtful |= {} if sure else {str(text): places[number]}
    meant = np.array([*places, -1])[codes]  # -1: none
    ids = tasks["task_id"].array.take(meant, allow_fill=True)
    means = tasks["task_code"].array.take(meant, allow_fill=True)
    index = texts.index
    rows = rows.with_columns(
        task_id=pd.Series(ids, index=index), task_code_means=pd.Series(means, index=index)
    )
    named = {"register.task_read_as": doubtful, "register.task_by_spelling": confirmed}
    for code, meant_places in named.items():
        for text, place in meant_places.items():
            facts = {"task": str(tasks["title_vi"].iloc[place])}
            rows = rows.add_findings(texts == text, code, "task_code", facts)
    unknown = texts.notna() & (meant < 0)
    return rows.add_findings(unknown, "register.task_unknown", "task_code")


def _find_confirmed_task(text: str, references: References) -> int:
    """The place of the task that somebody confirmed to be meant by the text; -1 for none."""
    place = make_spelling_field("results", "task_code"), normalise_text(text)[:200]
    code = references.spellings.get(place)
    return -1 if code is None else references.task_places.get(normalise_text(code), -1)


def _resolve_assignments(rows: Rows, references: References) -> Rows:
    wanted = rows.frame[["year", "unit_id", "task_id"]].astype("Int64")
    known = references.assignments
    places = pd.Index(_encode_keys(known)).get_indexer(pd.Index(_encode_keys(wanted)))
    known_ids = known["assignment_id"].reset_index(drop=True)
    ids = known_ids.reindex(places).set_axis(wanted.index)  # -1, not assigned, is no place
    rows = rows.with_columns(assignment_id=ids)
    complete = wanted.notna().all(axis=1) & ids.isna()
    if references.own_unit is not None:  # another unit's row is one fault, not two
        complete &= rows.frame["unit_code_means"] == references.own_unit
    titles = references.tasks.set_index("task_id")["title_vi"]

    def find_facts(row: int) -> dict[str, object]:
        year, unit, task = (int(wanted[name][row]) for name in ("year", "unit_id", "task_id"))
        return {"unit": references.book.get_name(unit), "task": titles[task], "year": year}

    return rows.add_findings(complete, "register.not_assigned", "task_code", find_facts)


def _encode_keys(frame: pd.DataFrame) -> np.ndarray:
    """Year, unit and task as one number; -1 where one of them is missing."""
    year, unit, task = (
        frame[name].to_numpy(dtype="int64", na_value=-1) for name in ("year", "unit_id", "task_id")
    )
    packed: np.ndarray = (year * 10**7 + unit) * 10**5 + task
    return np.where((year < 0) | (unit < 0) | (task < 0), -1, packed)
