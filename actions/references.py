"""References: the register as a file is read against it, asked of the database."""

from datetime import date

from sqlmodel import Session

from intake.headings import Headed
from intake.references import References
from models.addresses import addresses_registered, dossiers_standing
from models.batches import batches_of_digest
from models.periods import periods_known
from models.results import results_standing
from models.supports import supports_standing
from models.tasks import assignments_due, tasks_known
from models.units import aliases_known, successions_known, units_known


def references_for(
    session: Session, found: Headed, *, day: date, own_unit: str | None, digest: str
) -> References:
    """All that a file of this form is compared with, and no more."""
    periods = periods_known(session)
    codes = _codes(found)
    addresses = addresses_registered(session, codes)
    standing = addresses[addresses["stands"]] if found.layout.name == "supports" else addresses
    years = _years(found, known=[int(year) for year in periods["year"]])
    stored = {
        "results": lambda: results_standing(session, years),
        "addresses": lambda: dossiers_standing(session, codes),
        "supports": lambda: supports_standing(session, codes),
    }
    return References(
        units=units_known(session),
        successions=successions_known(session),
        aliases=aliases_known(session),
        periods=periods,
        tasks=tasks_known(session),
        assignments=assignments_due(session, years),
        addresses=standing,
        stored=stored[found.layout.name](),
        day=day,
        own_unit=own_unit,
        digests=frozenset({digest} if batches_of_digest(session, digest) else ()),
    )


def _years(found: Headed, *, known: list[int]) -> list[int]:
    """The known periods that the file writes about."""
    if found.layout.name != "results":
        return []
    written = set(found.table.cells[found.columns["period"]].astype("str").unique())
    return [year for year in known if any(str(year) in text for text in written)]


def _codes(found: Headed) -> list[str]:
    """The address codes the file writes, as it writes them."""
    name = "code" if found.layout.name == "addresses" else "address_code"
    if name not in found.columns:
        return []
    cells = found.table.cells[found.columns[name]]
    return cells.astype("str").str.strip().drop_duplicates().tolist()
