"""The unit that an officer acts for: what an officer changes is the own unit's and no other's."""

from datetime import date

from sqlmodel import Session

from actions.permissions import Actor
from actions.refusals import Refused
from models import Unit
from models.units import find_unit


def find_own_unit(session: Session, actor: Actor, day: date) -> Unit:
    """The unit in being on `day` that bears the officer's code. Raises Refused:
    own_unit_missing."""
    unit = find_unit(session, actor.unit_code, day) if actor.unit_code else None
    if unit is None:
        raise Refused("own_unit_missing")
    return unit
