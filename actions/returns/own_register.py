"""Hand out what the register holds of some units, for the blanks they fill in: a unit is asked
to amend its own rows, and needs the codes of its addresses for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.deeds import deed
from actions.permissions import Actor, Verb, check_still
from actions.refusals import Refused
from models import Period, Unit
from models.addresses import find_open_dossiers
from models.database import reading
from models.supports import find_addresses_helped, find_help_given


@dataclass(frozen=True)
class OwnRegister:
    """The rows of some units: the open dossiers of a commune's addresses (code, commune_id and
    what each says), the help that a unit gave in a year (address_code, supporter_unit_id and
    what each says), and the open addresses that a unit ever helped (supporter_unit_id, code,
    commune_id, last_help)."""

    dossiers: pd.DataFrame
    supports: pd.DataFrame
    helped: pd.DataFrame

    def of_unit(self, unit_id: int) -> "OwnRegister":
        """The rows of one of the units."""
        return OwnRegister(
            self.dossiers[self.dossiers["commune_id"] == unit_id],
            self.supports[self.supports["supporter_unit_id"] == unit_id],
            self.helped[self.helped["supporter_unit_id"] == unit_id],
        )

    def __len__(self) -> int:
        return len(self.dossiers) + len(self.supports) + len(self.helped)


def take_own_register(
    engine: Engine, units: Mapping[int, str], year: int, *, actor: Actor, now: datetime
) -> OwnRegister:
    """What is stored of `units` (their ids and codes), for the blanks of `year`; the journal is
    told how many rows were handed out, and to whom. An officer is given the own unit's.

    Raises Refused: not_allowed, period_unknown.
    """
    with reading(engine) as session:
        check_still(session, actor, Verb.TAKE_OWN_REGISTER)
        codes = set(session.exec(select(Unit.code).where(col(Unit.id).in_(units))))
        if actor.unit_code is not None and codes != {actor.unit_code}:
            raise Refused("not_allowed", verb=Verb.TAKE_OWN_REGISTER.value, role=actor.role.value)
        register = _find_rows(session, units, year)
    if len(register):
        whose = {"units": len(units)} if len(units) > 1 else {"unit": next(iter(units.values()))}
        with deed(engine, actor, Verb.TAKE_OWN_REGISTER, now=now) as under_way:
            facts = {"manner": "download", "rows": len(register), "year": year, **whose}
            under_way.tell("register", before={}, after=facts)
    return register


def _find_rows(session: Session, units: Mapping[int, str], year: int) -> OwnRegister:
    period = session.exec(select(Period).where(col(Period.year) == year)).first()
    if period is None:
        raise Refused("period_unknown", year=year)
    chosen = list(units)
    return OwnRegister(
        find_open_dossiers(session, chosen),
        find_help_given(session, chosen, period.data_from, period.data_to),
        find_addresses_helped(session, chosen),
    )
