"""The first step of an office that has received nothing yet: else its first screen is four
figures without data, and says neither why nor what to do."""

from functools import partial

from actions.permissions import Verb, may
from models.batches import batches_known
from models.database import reading
from pages.parts import frames
from pages.parts.empty import empty
from pages.parts.links import link
from pages.parts.next_steps import show_next_steps
from pages.parts.visit import Visit


def first_step(visit: Visit) -> None:
    """What to do first, and the way there; nothing once a file has been received."""
    if not frames.once(visit, "nothing received", partial(_nothing_received, visit)):
        return
    if not may(visit.actor, Verb.RECEIVE):
        empty(visit, "nothing_received")
        return
    if not visit.sample:
        empty(visit, "nothing_received")
        show_next_steps(visit)
        return
    empty(visit, "first_step")
    link(visit, "nhap-bao-cao", visit.words.say("first_step.receive"))
    link(visit, "danh-muc", visit.words.say("first_step.catalogue"))


def _nothing_received(visit: Visit) -> bool:
    with reading(visit.engine) as session:
        return batches_known(session, visit.today, most=1).empty
