"""Orders: the plan's order of bodies, or the furthest behind first."""

from pages.parts.switch import switch
from pages.parts.visit import Visit

ORDER = "xep"
PLAN, SLOWEST = "ke-hoach", "cham"


def chosen_order(visit: Visit) -> str:
    """The order of the address bar, and the switch that changes it."""
    said = {name: visit.words.say(f"agencies.order.{name}") for name in (PLAN, SLOWEST)}
    return switch(visit.words.say("agencies.order"), ORDER, said)
