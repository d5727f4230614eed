"""Settle what the facts leave open: one named choice of the installation at a time."""

import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from actions.deeds import deed
from actions.identities import refuse_identity
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from models import Setting
from models.choices import Choice


def set_value(engine: Engine, name: str, value: str, *, actor: Actor, now: datetime) -> None:
    """Keep `value` under `name`, in place of what was there. Raises Refused: not_allowed,
    text_personal for somebody's identity number."""
    refuse_identity(value)
    with deed(engine, actor, Verb.SET, now=now) as under_way:
        setting = under_way.session.get(Setting, name)
        before = {} if setting is None else {"value": setting.value}
        if setting is None:
            under_way.session.add(Setting(name=name, value=value))
        else:
            setting.value = value
        under_way.tell(f"setting {name}", before=before, after={"value": value})


def set_number(engine: Engine, choice: Choice, number: int, *, actor: Actor, now: datetime) -> None:
    """Keep a number of the installation. Raises Refused: choice_out_of_bounds, not_allowed."""
    if not choice.least <= number <= choice.most:
        raise Refused("choice_out_of_bounds", least=choice.least, most=choice.most)
    set_value(engine, choice.name, str(number), actor=actor, now=now)


def set_folder(engine: Engine, name: str, folder: str, *, actor: Actor, now: datetime) -> None:
    """Keep a folder of the server's, or "" for the usual one. Raises Refused:
    folder_unwritable (it must be there, as a whole path), not_allowed."""
    place = Path(folder)
    if folder and not (place.is_absolute() and place.is_dir() and os.access(place, os.W_OK)):
        raise Refused("folder_unwritable", file=folder)
    set_value(engine, name, folder, actor=actor, now=now)
