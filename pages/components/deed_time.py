"""The moment under which a deed done on a screen is recorded."""

from datetime import datetime

from actions.clock import find_moment_to_record
from models.database import reading
from pages.components.visit import Visit


def read_moment(visit: Visit) -> datetime:
    """The visit's own instant, on the sample's day in a sample database."""
    if visit.now is None:
        raise RuntimeError("a visit without a moment may look, not write")
    with reading(visit.engine) as session:
        return find_moment_to_record(session, visit.now)
