"""The people that screens name as having done something."""

from models.database import reading
from models.users import find_user_names
from pages.components.cache import once
from pages.components.visit import Visit


def find_people(visit: Visit) -> dict[str, str]:
    """The full name of every user by the name of sign-in, asked once a state of the data."""
    return once(_load_names, visit)


def _load_names(visit: Visit) -> dict[str, str]:
    with reading(visit.engine) as session:
        return find_user_names(session)
