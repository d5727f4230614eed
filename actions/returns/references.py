"""References: the register as a file is read against it, asked of the database.

The catalogue changes once a year, returns arrive by the hundred: what is asked of it is
kept in memory under the token that every change of the catalogue renews.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from threading import Lock

import pandas as pd
from sqlmodel import Session

from actions.erasures import find_erasure_days
from actions.returns.scope import filter_own_rows
from intake.cells.cells import format_cell
from intake.checks.units import UnitBook
from intake.headers.headings import HeaderMap
from intake.references import Limits, References, build_task_index
from intake.text.cleaning import (
    clean_text,
    convert_code,
    convert_to_latin,
)
from intake.text.normalisation import make_loose_code_keys, normalise_text
from models.addresses import (
    find_addresses,
    find_current_dossiers,
    find_dossiers_of_communes,
    list_standing_codes,
)
from models.batches import find_batches_of_digest
from models.choices import AMOUNT_ASKED, QUANTITY_ASKED, UNLIKE_PEERS, read_choice
from models.periods import list_periods
from models.results import (
    find_current_results,
    find_result_sources,
    find_results_of_tasks,
    find_results_of_units,
)
from models.settings import read_catalogue_token
from models.spellings import list_confirmed_spellings
from models.submissions import find_batches_of_unit
from models.supports import find_current_supports, find_supports_of_helpers
from models.tasks import find_assignments_in_force, list_tasks
from models.units import list_aliases, list_successions, list_units

NO_ADDRESSES = pd.DataFrame(
    {
        "address_id": pd.array([], dtype="Int64"),
        "code": pd.array([], dtype="str"),
        "stands": pd.array([], dtype="bool"),
    }
)
MOST_SOURCES = 5_000  # stored results whose files are named
MOST_UNITS = 300  # whose earlier years are looked at
YEARS_OF_PEERS = 3  # before the file's first
BILLION = 10**9
NO_ASSIGNMENTS = pd.DataFrame(
    columns=["assignment_id", "task_id", "unit_id", "year"], dtype="Int64"
)

PLAIN_CODE = r"[0-9A-Za-z][0-9A-Za-z_./-]*"  # no letter in it can be taken for another


@dataclass(frozen=True)
class CatalogueCache:
    """The catalogue as files are read against it: its frames, and its book of unit names."""

    units: pd.DataFrame
    successions: pd.DataFrame
    aliases: pd.DataFrame
    periods: pd.DataFrame
    tasks: pd.DataFrame
    book: UnitBook
    task_places: dict[str, int]
    spellings: dict[tuple[str, str], str]
    due: dict[int, pd.DataFrame] = field(default_factory=dict)  # assignments, by year as asked

    def assignments(self, session: Session, years: list[int]) -> pd.DataFrame:
        """What falls due in `years`; each year is asked of the database once."""
        last_days = dict(zip(self.periods["year"], self.periods["data_to"], strict=True))
        for year in years:
            if year not in self.due:
                assignments = find_assignments_in_force(session, last_days[year].date())
                self.due[year] = assignments.assign(
                    year=pd.Series(year, assignments.index, dtype="Int64")
                )
        frames = [self.due[year] for year in years]
        return frames[0] if len(frames) == 1 else pd.concat([NO_ASSIGNMENTS, *frames])


@lru_cache(maxsize=1)
def _get_cache() -> dict[str, CatalogueCache]:
    """The catalogue last used, by its token."""
    return {}


CACHE_LOCK = Lock()


def get_catalogue_cache(session: Session) -> CatalogueCache:
    """The catalogue as it stands, from memory where it is there."""
    token = read_catalogue_token(session)
    with CACHE_LOCK:
        known = _get_cache().get(token)
    if known is not None:
        return known
    catalogue = _load_catalogue_cache(session)
    if token:
        with CACHE_LOCK:
            _get_cache().clear()
            _get_cache()[token] = catalogue
    return catalogue


def list_task_codes(session: Session) -> dict[str, str]:
    """The code of each task by every way to write it, folded."""
    catalogue = get_catalogue_cache(session)
    codes = catalogue.tasks["task_code"].tolist()
    return {name: str(codes[place]) for name, place in catalogue.task_places.items()}


def _load_catalogue_cache(session: Session) -> CatalogueCache:
    units, aliases = list_units(session), list_aliases(session)
    successions, periods = list_successions(session), list_periods(session)
    tasks = list_tasks(session)
    return CatalogueCache(
        units=units,
        successions=successions,
        aliases=aliases,
        periods=periods,
        tasks=tasks,
        book=UnitBook(units, aliases, successions),
        task_places=build_task_index(tasks),
        spellings=list_confirmed_spellings(session),
    )


def load_references(
    session: Session, header_map: HeaderMap, *, day: date, own_unit: str | None, digest: str
) -> References:
    """All that a file of this form is compared with, and no more."""
    catalogue = get_catalogue_cache(session)
    codes = _list_codes(header_map)
    addresses = find_addresses(session, codes) if codes else NO_ADDRESSES
    alike = _find_alike_codes(session, codes, addresses, own_unit=own_unit)
    if alike:
        codes += sorted({code for known in alike.values() for code in known} - {*codes})
        addresses = find_addresses(session, codes)
    standing = addresses[addresses["stands"]] if header_map.layout.name == "supports" else addresses
    years = _find_years(header_map, known=[int(year) for year in catalogue.periods["year"]])
    due = catalogue.assignments(session, years)
    units = _find_units(header_map, catalogue, day) if header_map.layout.name == "results" else None
    sheet = header_map.table.sheet if header_map.among > 1 else None
    earlier_batches = set(find_batches_of_digest(session, digest, sheet))
    if own_unit is not None:
        earlier_batches &= {*find_batches_of_unit(session, own_unit)}
    finders = {
        "results": lambda: _find_results(session, due, units=units),
        "addresses": lambda: find_current_dossiers(session, codes),
        "supports": lambda: find_current_supports(session, codes),
    }
    stored = finders[header_map.layout.name]()
    references = References(
        units=catalogue.units,
        successions=catalogue.successions,
        aliases=catalogue.aliases,
        periods=catalogue.periods,
        tasks=catalogue.tasks,
        assignments=due,
        addresses=standing,
        stored=stored,
        day=day,
        own_unit=own_unit,
        digests=frozenset({digest} if earlier_batches else ()),
        known_book=catalogue.book,
        known_tasks=catalogue.task_places,
        spellings=catalogue.spellings,
        alike=alike,
        earlier=_find_earlier_results(session, years, units=units),
        peers=_find_peers(session, header_map, catalogue, years=years, units=units),
        limits=read_limits(session),
        unsent=_find_unsent_rows(session, header_map, catalogue, day=day),
        erased=find_erasure_days(session, _find_unknown_codes(codes, addresses)),
        sources=_find_sources(session, stored, own_unit=own_unit)
        if header_map.layout.name == "results"
        else None,
        dossiers=find_current_dossiers(session, codes)
        if header_map.layout.name == "supports"
        else None,
    )
    return filter_own_rows(session, references, layout=header_map.layout.name, codes=codes)


def _find_sources(
    session: Session, stored: pd.DataFrame, *, own_unit: str | None
) -> pd.DataFrame | None:
    """Which file each stored result came with; not where there are more than an office sends. An
    officer is told the names of the own unit's files alone."""
    if len(stored) > MOST_SOURCES:
        return None
    sources = find_result_sources(session, [int(number) for number in stored["stored_id"]])
    if own_unit is not None:
        own = find_batches_of_unit(session, own_unit)
        sources["file_name"] = sources["file_name"].where(sources["batch_id"].isin(own), "")
    return sources


def _find_earlier_results(
    session: Session, years: list[int], *, units: frozenset[int] | None
) -> pd.DataFrame | None:
    """The earlier figures of the file's units; a file of more units than the province has is
    no agency's return, and its past is not looked at."""
    if not years or not units or len(units) > MOST_UNITS:
        return None
    return find_results_of_units(session, sorted(units), min(years))


def _find_peers(
    session: Session,
    header_map: HeaderMap,
    catalogue: CatalogueCache,
    *,
    years: list[int],
    units: frozenset[int] | None,
) -> pd.DataFrame | None:
    """What units of the same kinds as the file's reported of its tasks in the years just before
    it."""
    if not years or not units or len(units) > MOST_UNITS:
        return None
    kinds = ["level", "kind"]
    known = catalogue.units
    own_kinds = known.loc[known["unit_id"].isin(units), kinds].drop_duplicates()
    peers = known.merge(own_kinds, on=kinds)["unit_id"].tolist()
    places = {
        catalogue.task_places.get(normalise_text(text))
        for text in _list_texts(header_map, "task_code")
    }
    tasks = catalogue.tasks["task_id"].iloc[sorted(place for place in places if place is not None)]
    before = range(min(years) - YEARS_OF_PEERS, min(years))
    return find_results_of_tasks(session, peers, tasks.tolist(), years=before)


def read_limits(session: Session) -> Limits:
    """What the office set to be asked about."""
    return Limits(
        amount=read_choice(session, AMOUNT_ASKED) * BILLION,
        quantity=read_choice(session, QUANTITY_ASKED),
        times=read_choice(session, UNLIKE_PEERS),
    )


def _find_results(
    session: Session, due: pd.DataFrame, *, units: frozenset[int] | None
) -> pd.DataFrame:
    """What is stored of the assignments that fall due, of these units or of all."""
    mine = due if units is None else due[due["unit_id"].isin(units)]
    years = [int(year) for year in due["year"].unique()]
    return find_current_results(session, years, among=mine["assignment_id"].tolist())


def _find_units(
    header_map: HeaderMap, catalogue: CatalogueCache, day: date
) -> frozenset[int] | None:
    """The units that the file may name on any day it can be read by; None for any unit,
    as soon as one cell is not known by itself."""
    unit_ids: set[int] = set()
    for text, meant in _list_meanings(header_map, catalogue, day, name="unit_code"):
        if text and not meant:
            return None
        unit_ids |= meant.keys()
    return frozenset(unit_ids)


def _list_meanings(
    header_map: HeaderMap, catalogue: CatalogueCache, day: date, *, name: str
) -> Iterator[tuple[str, dict[int, str]]]:
    """Each different cell of a column of units: the units that it may mean on any day the
    file can be read by, and their codes."""
    days = {*catalogue.periods["data_to"].dt.date, day}
    for text in map(convert_to_latin, _list_texts(header_map, name)):
        meant = [catalogue.book.find_meaning(text, other_day) for other_day in days]
        yield (
            text,
            {meaning.unit_id: meaning.unit_code or "" for meaning in meant if meaning.unit_id},
        )


def _list_texts(header_map: HeaderMap, name: str) -> list[str]:
    """The different cells below a heading, as texts; none where the file lacks the column."""
    if name not in header_map.columns:
        return [header_map.sender] if header_map.sender and name == header_map.sender_field else []
    below = header_map.table.cells.loc[header_map.row :, header_map.columns[name]].iloc[1:]
    return [format_cell(cell) for cell in below.unique()]


def _find_unsent_rows(
    session: Session, header_map: HeaderMap, catalogue: CatalogueCache, *, day: date
) -> pd.DataFrame | None:
    """What is stored of the communes, or by the supporters, that the file names. A file that
    names more of them than an office would is not asked what it lacks."""
    if header_map.layout.name == "addresses":
        named = {
            unit
            for _, meant in _list_meanings(header_map, catalogue, day, name="commune_code")
            for unit in meant
        }
        return find_dossiers_of_communes(session, named) if len(named) <= MOST_UNITS else None
    if header_map.layout.name == "supports":
        texts = _list_texts(header_map, "supporter_name")
        if len(texts) > MOST_UNITS:
            return None
        helpers = {
            code
            for _, meant in _list_meanings(header_map, catalogue, day, name="supporter_unit_code")
            for code in meant.values()
        }
        helpers |= {normalise_text(clean_text(text))[:200] for text in texts} - {""}
        return (
            find_supports_of_helpers(session, helpers) if len(helpers) <= 2 * MOST_UNITS else None
        )
    return None


def _find_years(header_map: HeaderMap, *, known: list[int]) -> list[int]:
    """The known periods that the file writes about."""
    if header_map.layout.name != "results":
        return []
    written = set(header_map.table.cells[header_map.columns["period"]].astype("str").unique())
    return [year for year in known if any(str(year) in text for text in written)]


def _find_alike_codes(
    session: Session, codes: list[str], addresses: pd.DataFrame, *, own_unit: str | None
) -> dict[str, tuple[str, ...]]:
    """Of each code that is no address's, the codes in the register that may be meant by it; of an
    officer's file none but those of the own unit, for nothing may tell which others there are."""
    unknown = {*codes} - {*addresses["code"][addresses["stands"]]}
    if not unknown:
        return {}
    standing = pd.Series(list_standing_codes(session, own_unit), dtype="str")
    written = pd.Series(sorted(unknown), dtype="str")
    if standing.empty:
        return {}
    keys = make_loose_code_keys(written)
    chosen = make_loose_code_keys(standing)
    chosen = chosen[chosen.isin(keys)]
    known: dict[str, list[str]] = {}
    for key, code in zip(chosen, standing[chosen.index], strict=True):
        known.setdefault(key, []).append(code)
    pairs = zip(written, keys, strict=True)
    return {code: tuple(known[key]) for code, key in pairs if key in known}


def _find_unknown_codes(codes: list[str], addresses: pd.DataFrame) -> set[str]:
    """The codes that are no standing address's, be it in other letters."""
    standing = set(addresses["code"][addresses["stands"]].str.upper())
    return {code for code in codes if code.upper() not in standing}


def _list_codes(header_map: HeaderMap) -> list[str]:
    """The address codes the file writes, as they are read; and in capital letters those that
    are not, for one may be meant by the other."""
    name = "code" if header_map.layout.name == "addresses" else "address_code"
    if name not in header_map.columns:
        return []
    codes = pd.Series(header_map.table.cells[header_map.columns[name]].unique())
    if codes.dtype == "str":  # a long column: only what may be odd is looked at by itself
        codes = codes.str.strip()
        odd = ~codes.str.fullmatch(PLAIN_CODE).astype(bool)
        codes = codes.mask(odd, codes[odd].map(convert_code))
    else:
        codes = pd.Series([convert_code(format_cell(cell)) for cell in codes], dtype="str")
    return pd.concat([codes, codes.str.upper()]).drop_duplicates().tolist()
