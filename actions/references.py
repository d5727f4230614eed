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

from actions.erasures import erased_among
from actions.scope import own_only
from intake.cells import text_of
from intake.cleaning import cleaned, latin
from intake.folding import folded
from intake.headings import Headed
from intake.references import References, places_of
from intake.units import UnitBook
from models.addresses import find_addresses, find_current_dossiers, find_dossiers_of_communes
from models.batches import find_batches_of_digest
from models.periods import list_periods
from models.results import find_current_results, find_results_of_units
from models.settings import read_catalogue_token
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
MOST_UNITS = 300  # whose earlier years are looked at
NO_ASSIGNMENTS = pd.DataFrame(
    columns=["assignment_id", "task_id", "unit_id", "year"], dtype="Int64"
)

PLAIN_CODE = r"[0-9A-Za-z][0-9A-Za-z_./-]*"  # no letter in it can be taken for another


@dataclass(frozen=True)
class Ledger:
    """The catalogue as files are read against it: its frames, and its book of unit names."""

    units: pd.DataFrame
    successions: pd.DataFrame
    aliases: pd.DataFrame
    periods: pd.DataFrame
    tasks: pd.DataFrame
    book: UnitBook
    task_places: dict[str, int]
    due: dict[int, pd.DataFrame] = field(default_factory=dict)  # assignments, by year as asked

    def assignments(self, session: Session, years: list[int]) -> pd.DataFrame:
        """What falls due in `years`; each year is asked of the database once."""
        last_days = dict(zip(self.periods["year"], self.periods["data_to"], strict=True))
        for year in years:
            if year not in self.due:
                found = find_assignments_in_force(session, last_days[year].date())
                self.due[year] = found.assign(year=pd.Series(year, found.index, dtype="Int64"))
        asked = [self.due[year] for year in years]
        return asked[0] if len(asked) == 1 else pd.concat([NO_ASSIGNMENTS, *asked])


@lru_cache(maxsize=1)
def _shelf() -> dict[str, Ledger]:
    """The ledger last used, by its token."""
    return {}


SHELF_LOCK = Lock()


def ledger_of(session: Session) -> Ledger:
    """The ledger of the catalogue as it stands."""
    token = read_catalogue_token(session)
    with SHELF_LOCK:
        known = _shelf().get(token)
    if known is not None:
        return known
    ledger = _ledger(session)
    if token:
        with SHELF_LOCK:
            _shelf().clear()
            _shelf()[token] = ledger
    return ledger


def _ledger(session: Session) -> Ledger:
    units, aliases = list_units(session), list_aliases(session)
    successions, periods = list_successions(session), list_periods(session)
    tasks = list_tasks(session)
    return Ledger(
        units=units,
        successions=successions,
        aliases=aliases,
        periods=periods,
        tasks=tasks,
        book=UnitBook(units, aliases, successions),
        task_places=places_of(tasks),
    )


def references_for(
    session: Session, found: Headed, *, day: date, own_unit: str | None, digest: str
) -> References:
    """All that a file of this form is compared with, and no more."""
    ledger = ledger_of(session)
    codes = _codes(found)
    addresses = find_addresses(session, codes) if codes else NO_ADDRESSES
    standing = addresses[addresses["stands"]] if found.layout.name == "supports" else addresses
    years = _years(found, known=[int(year) for year in ledger.periods["year"]])
    due = ledger.assignments(session, years)
    units = _units(found, ledger, day) if found.layout.name == "results" else None
    sheet = found.table.sheet if found.among > 1 else None
    earlier_batches = set(find_batches_of_digest(session, digest, sheet))
    if own_unit is not None:
        earlier_batches &= {*find_batches_of_unit(session, own_unit)}
    stored = {
        "results": lambda: _results(session, due, units=units),
        "addresses": lambda: find_current_dossiers(session, codes),
        "supports": lambda: find_current_supports(session, codes),
    }
    references = References(
        units=ledger.units,
        successions=ledger.successions,
        aliases=ledger.aliases,
        periods=ledger.periods,
        tasks=ledger.tasks,
        assignments=due,
        addresses=standing,
        stored=stored[found.layout.name](),
        day=day,
        own_unit=own_unit,
        digests=frozenset({digest} if earlier_batches else ()),
        known_book=ledger.book,
        known_tasks=ledger.task_places,
        earlier=_earlier(session, years, units=units),
        unsent=_unsent(session, found, ledger, day=day),
        erased=erased_among(session, _unknown(codes, addresses)),
    )
    return own_only(session, references, layout=found.layout.name, codes=codes)


def _earlier(
    session: Session, years: list[int], *, units: frozenset[int] | None
) -> pd.DataFrame | None:
    """The earlier figures of the file's units; a file of more units than the province has is
    no agency's return, and its past is not looked at."""
    if not years or not units or len(units) > MOST_UNITS:
        return None
    return find_results_of_units(session, sorted(units), min(years))


def _results(session: Session, due: pd.DataFrame, *, units: frozenset[int] | None) -> pd.DataFrame:
    """What is stored of the assignments that fall due, of these units or of all."""
    mine = due if units is None else due[due["unit_id"].isin(units)]
    years = [int(year) for year in due["year"].unique()]
    return find_current_results(session, years, among=mine["assignment_id"].tolist())


def _units(found: Headed, ledger: Ledger, day: date) -> frozenset[int] | None:
    """The units that the file may name on any day it can be read by; None for any unit,
    as soon as one cell is not known by itself."""
    met: set[int] = set()
    for text, meant in _meanings(found, ledger, day, name="unit_code"):
        if text and not meant:
            return None
        met |= meant.keys()
    return frozenset(met)


def _meanings(
    found: Headed, ledger: Ledger, day: date, *, name: str
) -> Iterator[tuple[str, dict[int, str]]]:
    """Each different cell of a column of units: the units that it may mean on any day the
    file can be read by, and their codes."""
    days = {*ledger.periods["data_to"].dt.date, day}
    for text in map(latin, _texts(found, name)):
        meant = [ledger.book.meaning(text, one) for one in days]
        yield text, {one.unit_id: one.unit_code or "" for one in meant if one.unit_id}


def _texts(found: Headed, name: str) -> list[str]:
    """The different cells below a heading, as texts; none where the file lacks the column."""
    if name not in found.columns:
        return [found.sender] if found.sender and name == found.sender_field else []
    below = found.table.cells.loc[found.row :, found.columns[name]].iloc[1:]
    return [text_of(cell) for cell in below.unique()]


def _unsent(session: Session, found: Headed, ledger: Ledger, *, day: date) -> pd.DataFrame | None:
    """What is stored of the communes, or by the supporters, that the file names. A file that
    names more of them than an office would is not asked what it lacks."""
    if found.layout.name == "addresses":
        named = {unit for _, meant in _meanings(found, ledger, day, name="commune_code")
                 for unit in meant}  # fmt: skip
        return find_dossiers_of_communes(session, named) if len(named) <= MOST_UNITS else None
    if found.layout.name == "supports":
        texts = _texts(found, "supporter_name")
        if len(texts) > MOST_UNITS:
            return None
        helpers = {code for _, meant in _meanings(found, ledger, day, name="supporter_unit_code")
                   for code in meant.values()}  # fmt: skip
        helpers |= {folded(cleaned(text))[:200] for text in texts} - {""}
        return (
            find_supports_of_helpers(session, helpers) if len(helpers) <= 2 * MOST_UNITS else None
        )
    return None


def _years(found: Headed, *, known: list[int]) -> list[int]:
    """The known periods that the file writes about."""
    if found.layout.name != "results":
        return []
    written = set(found.table.cells[found.columns["period"]].astype("str").unique())
    return [year for year in known if any(str(year) in text for text in written)]


def _unknown(codes: list[str], addresses: pd.DataFrame) -> set[str]:
    """The codes that are no standing address's, be it in other letters."""
    standing = set(addresses["code"][addresses["stands"]].str.upper())
    return {code for code in codes if code.upper() not in standing}


def _codes(found: Headed) -> list[str]:
    """The address codes the file writes, as they are read; and in capital letters those that
    are not, for one may be meant by the other."""
    name = "code" if found.layout.name == "addresses" else "address_code"
    if name not in found.columns:
        return []
    codes = pd.Series(found.table.cells[found.columns[name]].unique())
    if codes.dtype == "str":  # a long column: only what may be odd is looked at by itself
        codes = codes.str.strip()
        odd = ~codes.str.fullmatch(PLAIN_CODE).astype(bool)
        codes = codes.mask(odd, codes[odd].map(latin))
    else:
        codes = pd.Series([latin(text_of(cell)) for cell in codes], dtype="str")
    return pd.concat([codes, codes.str.upper()]).drop_duplicates().tolist()
