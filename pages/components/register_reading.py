"""Reading the register: a list of addresses is written into the journal before it is shown."""

from actions.clock import find_moment_to_record
from actions.erasure.read_register import Manner, RegisterLook, read_register
from models.database import reading
from pages.components.visit import Visit


def record_reading(visit: Visit, manner: Manner, rows: int, **scope: object) -> None:
    """Write into the journal that the visitor reads `rows` rows of the register.

    Raises Refused("not_allowed") for anybody but the secretariat.
    """
    if visit.now is None:
        raise RuntimeError("a visit without a moment may not open the register")
    with reading(visit.engine) as session:
        now = find_moment_to_record(session, visit.now)
    register_reading = RegisterLook(
        manner, rows, {"year": visit.year, "as_of": visit.as_of, **scope}
    )
    read_register(visit.engine, register_reading, actor=visit.actor, now=now)
