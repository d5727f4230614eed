"""Rows that may be one thing written twice: a household under two codes, a supporter in two
spellings. Both are kept where somebody confirms that they are two; as one they are read under one
code, or one name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import pandas as pd

from intake.cells.rows import FactsOfRow, Rows
from intake.checks.unit_names import build_full_form
from intake.references import References
from intake.text.normalisation import normalise_column

HOUSEHOLD_TWIN, HOUSEHOLD_STORED = "table.address_twin", "register.address_twin"
SUPPORTER_TWIN, SUPPORTER_STORED = "table.supporter_twin", "register.supporter_twin"
TWINS = frozenset({HOUSEHOLD_TWIN, HOUSEHOLD_STORED, SUPPORTER_TWIN, SUPPORTER_STORED})
SAME_OF_A_HOUSEHOLD = ("unit_id", "hamlet", "kind", "household_size", "needs")
SAME_OF_HELP = ("address_id", "kind", "form", "given_on", "value_vnd")
LIKE = 0.85  # of two names' letters
OF_A_FIRM = frozenset(
    ("cong", "ty", "cty", "tnhh", "cp", "co", "phan", "mtv", "mot", "thanh", "vien", "dn", "hoi")
)


@dataclass(frozen=True)
class Other:
    """What a row may be once more: another row, by its number, or a stored one."""

    name: str
    row: int | None = None


def check_twin_addresses(rows: Rows, references: References) -> Rows:
    """A new code with the commune, hamlet, kind, size and needs of another may be one household
    under two codes."""
    codes = rows.get_values("code").astype("str")
    keys = _make_household_keys(rows.frame)
    is_new = codes.notna() & keys.notna() & ~codes.isin(references.addresses["code"].astype("str"))
    if not is_new.any():
        return rows
    stored = references.unsent
    beside: Mapping[str, list[tuple[str, str]]] = {}
    if stored is not None and "hamlet" in stored:
        unsent = stored[~stored["code"].isin(codes)]
        beside = _group(_make_household_keys(unsent), unsent["code"], unsent["categories"])
    doubtful = is_new & (keys.duplicated(keep=False) | keys.isin(list(beside)))
    categories = rows.get_values("categories").astype("str").fillna("")
    above: dict[str, list[tuple[int, str]]] = {}
    others: dict[int, Other] = {}
    known_first = [*codes.index[~is_new & keys.duplicated(keep=False)], *codes.index[doubtful]]
    for row in known_first:
        key, own = str(keys[row]), categories[row]
        if doubtful[row]:
            pair = above.get(key, ()), beside.get(key, ())
            others |= _find_other_household(row, codes, *pair, categories=own)
        above.setdefault(key, []).append((row, own))
    return _ask(rows, others, at="code", codes=(HOUSEHOLD_TWIN, HOUSEHOLD_STORED))


def _find_other_household(
    row: int,
    codes: pd.Series,
    above: Iterable[tuple[int, str]],
    stored: Iterable[tuple[str, str]],
    *,
    categories: str,
) -> dict[int, Other]:
    for other, groups in above:
        if codes[other] != codes[row] and _may_be_same(categories, groups):
            return {row: Other(str(codes[other]), int(other))}
    for code, groups in stored:
        if _may_be_same(categories, groups):
            return {row: Other(code)}
    return {}


def _may_be_same(categories: str, others: str) -> bool:
    """Are the groups of two households the same, as far as both are given?"""
    return not categories or not others or categories == others


def _make_household_keys(frame: pd.DataFrame) -> pd.Series:
    """One key for rows of one commune, hamlet, kind, size and needs; missing where a row does not
    say enough to be told from its neighbours."""
    if not set(SAME_OF_A_HOUSEHOLD) - {"kind"} <= set(frame):
        return pd.Series(None, index=frame.index, dtype="str")
    chosen = frame.reindex(columns=list(SAME_OF_A_HOUSEHOLD))
    enough = chosen.drop(columns="kind").notna().all(axis=1)
    hamlets = normalise_column(chosen["hamlet"].astype("str").fillna(""))
    sizes = chosen["household_size"].astype("Float64").astype("str")
    parts = [chosen["unit_id"].astype("Int64").astype("str"), hamlets]
    parts += [chosen["kind"].astype("str").fillna(""), sizes, chosen["needs"].astype("str")]
    return _join_keys(parts).where(enough)


def _join_keys(parts: Sequence[pd.Series]) -> pd.Series:
    joined = parts[0].fillna("")
    for part in parts[1:]:
        joined = joined + "|" + part.fillna("")
    return joined


def _group(
    keys: pd.Series, names: pd.Series, details: pd.Series
) -> dict[str, list[tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, name, detail in zip(keys, names, details.fillna(""), strict=True):
        if not pd.isna(key):
            groups.setdefault(key, []).append((str(name), str(detail)))
    return groups


def check_twin_supporters(rows: Rows, references: References) -> Rows:
    """Help to one address on one day, of one sum, by two supporters whose names are alike may be
    one gift written twice."""
    frame = rows.frame
    if "value_vnd" not in frame or "supporter_key" not in frame:
        return rows
    keys = _make_help_keys(frame)
    stored = references.stored
    beside = _group(_make_help_keys(stored), stored["supporter_key"], _name_stored(references))
    doubtful = keys.duplicated(keep=False) | keys.isin(list(beside))
    names = _name_supporters(rows, references)
    helpers = dict(zip(names, frame["supporter_key"].astype("str"), strict=True))
    above: dict[str, list[int]] = {}
    others: dict[int, Other] = {}
    for row in keys.index[doubtful & keys.notna()].tolist():
        key, own = str(keys[row]), helpers[row]
        in_register = beside.get(key, [])
        if own in {name for name, _ in in_register}:
            continue  # it is stored so, beside the other
        for other in above.get(key, ()):
            if helpers[other] != own and are_alike(names[row], names[other]):
                others.setdefault(row, Other(names[other], int(other)))
        for _, name in in_register:
            if are_alike(names[row], str(name)):
                others.setdefault(row, Other(str(name)))
        above.setdefault(key, []).append(row)
    at = "supporter_name" if "supporter_name" in rows.headers.columns else "supporter_unit_code"
    return _ask(rows, others, at=at, codes=(SUPPORTER_TWIN, SUPPORTER_STORED))


def _make_help_keys(frame: pd.DataFrame) -> pd.Series:
    """One key for help of one kind, form, day and sum to one address; missing without a sum."""
    if frame.empty:
        return pd.Series(None, index=frame.index, dtype="str")
    chosen = frame[list(SAME_OF_HELP)]
    enough = chosen.notna().all(axis=1) & (chosen["value_vnd"] > 0).fillna(False)
    days = pd.to_datetime(chosen["given_on"]).dt.strftime("%Y-%m-%d")
    parts = [chosen["address_id"].astype("Int64").astype("str"), chosen["kind"].astype("str")]
    parts += [
        chosen["form"].astype("str"),
        days,
        chosen["value_vnd"].astype("Float64").astype("str"),
    ]
    return _join_keys(parts).where(enough)


def _name_supporters(rows: Rows, references: References) -> dict[int, str]:
    """The name of each row's supporter: the unit's own, else as written."""
    units, names = rows.frame["unit_id"], rows.get_values("supporter_name")
    return {
        int(row): str(name) if pd.isna(unit) else references.book.get_name(int(unit))
        for row, unit, name in zip(units.index, units, names, strict=True)
    }


def _name_stored(references: References) -> pd.Series:
    stored = references.stored
    return pd.Series(
        [
            name if pd.isna(unit) else references.book.get_name(int(unit))
            for unit, name in zip(
                stored["supporter_unit_id"], stored["supporter_name"], strict=True
            )
        ],
        index=stored.index,
        dtype="object",
    )


def are_alike(name: str, other: str) -> bool:
    """May two names be one supporter's: nearly the same letters, or the same but for what every
    firm is called?"""
    one, two = build_full_form(name), build_full_form(other)
    if one == two or SequenceMatcher(None, one, two).ratio() >= LIKE:
        return not _differ_in_a_number(one, two)
    words = [frozenset(text.split()) - OF_A_FIRM for text in (one, two)]
    return bool(words[0]) and words[0] == words[1]


def _differ_in_a_number(one: str, two: str) -> bool:
    """ "Chi đoàn 1" and "Chi đoàn 2" are two."""
    return [word for word in one.split() if word.isdecimal()] != [
        word for word in two.split() if word.isdecimal()
    ]


def _make_facts(others: Mapping[int, Other]) -> FactsOfRow:
    return lambda row: (
        {"other": others[row].name}
        | ({} if others[row].row is None else {"other_row": others[row].row})
    )


def _ask(rows: Rows, others: Mapping[int, Other], *, at: str, codes: Sequence[str]) -> Rows:
    for code, in_file in zip(codes, (True, False), strict=True):
        chosen = {row: other for row, other in others.items() if (other.row is not None) == in_file}
        here = pd.Series(rows.frame.index.isin(list(chosen)), index=rows.frame.index)
        rows = rows.add_findings(here, code, at, _make_facts(chosen))
    return rows
