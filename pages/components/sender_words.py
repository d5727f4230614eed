"""Words of a screen that the secretariat and the units' officers share: who sends is told of
sending, where the secretariat is told of receiving."""

from models.users import UserRole
from pages.components.visit import Visit


def say_to_role(visit: Visit, key: str, **facts: object) -> str:
    """The sentence of `key`; to a unit's officer the one written for senders, where there is."""
    own = f"{key}.sender"
    is_sender = visit.actor.role == UserRole.UNIT_OFFICER and visit.words.knows(own)
    return visit.words.say(own if is_sender else key, **facts)
