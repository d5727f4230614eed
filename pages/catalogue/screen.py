"""Danh mục: of whom and for what is asked, by when; and what the office may correct of it."""

import pandas as pd

from models.users import UserRole
from pages.catalogue.amend import show_amendment
from pages.catalogue.periods import show_periods
from pages.catalogue.tasks import show_tasks
from pages.catalogue.units import is_in_being, show_units
from pages.components import frames, notes
from pages.components.cache import once
from pages.components.empty import show_empty_state
from pages.components.headline import show_headline
from pages.components.links import show_link
from pages.components.next_steps import show_next_steps
from pages.components.next_year import warn_of_next_year
from pages.components.switch import show_switch
from pages.components.visit import Visit
from pages.components.visit_from import DAY

PART = "phan"
PARTS = {"don-vi": show_units, "nhiem-vu": show_tasks, "ky": show_periods, "sua": show_amendment}


def show(visit: Visit) -> None:
    """The screen."""
    catalogue = frames.load_catalogue(visit)
    show_headline(visit, once(_build_sentence, visit))
    warn_of_next_year(visit)
    if visit.as_of != visit.today and visit.issue is None:
        _show_past_day(visit)
    if visit.actor.role == UserRole.ADMINISTRATOR:  # whose first screen this is
        show_next_steps(visit)
    labels = {name: visit.words.say(f"catalogue.part.{name}") for name in PARTS}
    part = show_switch(visit.words.say("catalogue.part"), PART, labels)
    if catalogue.units.empty:
        show_empty_state(visit, "no_catalogue")
    if catalogue.units.empty and part != "sua":
        return
    PARTS[part](visit)


def _show_past_day(visit: Visit) -> None:
    """That the catalogue of a past day is read here, and the way to where it is changed."""
    words = visit.words
    notes.show_note(words.say("rules.past_day", day=visit.as_of))
    show_link(visit, "danh-muc", words.say("rules.today"), **{DAY: visit.today.isoformat()})


def _build_sentence(visit: Visit) -> str:
    catalogue = frames.load_catalogue(visit)
    current = is_in_being(catalogue.units, pd.Timestamp(visit.as_of))
    return visit.words.say(
        "catalogue.headline",
        in_being=int(current.sum()),
        tasks=len(catalogue.tasks),
        periods=len(catalogue.periods),
    )
