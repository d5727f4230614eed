"""Write down who looked at rows of the register: the law asks who saw what of whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine

from actions.deeds import deed
from actions.permissions import Actor, Verb


class Manner(StrEnum):
    """How rows of the register were handed over."""

    VIEW = "view"
    DOWNLOAD = "download"


@dataclass(frozen=True)
class RegisterLook:
    """What was looked at: how many rows, which figure or list, and of which year, commune …
    A scope holds codes, never what a row says."""

    manner: Manner
    rows: int
    scope: Mapping[str, object] = field(default_factory=dict)


def read_register(engine: Engine, reading: RegisterLook, *, actor: Actor, now: datetime) -> None:
    """Put the look into the journal before the rows are shown. Raises Refused("not_allowed")."""
    with deed(engine, actor, Verb.READ_REGISTER, now=now) as under_way:
        facts = {"manner": reading.manner.value, "rows": reading.rows, **reading.scope}
        under_way.tell("register", before={}, after=facts)
