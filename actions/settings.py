"""Settle what the facts leave open: one named choice of the installation at a time."""

from datetime import datetime

from sqlalchemy import Engine

from actions.deeds import deed
from actions.permissions import Actor, Verb
from models import Setting


def set_value(engine: Engine, name: str, value: str, *, actor: Actor, now: datetime) -> None:
    """Keep `value` under `name`, in place of what was there. Raises Refused("not_allowed")."""
    with deed(engine, actor, Verb.SET, now=now) as under_way:
        kept = under_way.session.get(Setting, name)
        before = {} if kept is None else {"value": kept.value}
        if kept is None:
            under_way.session.add(Setting(name=name, value=value))
        else:
            kept.value = value
        under_way.tell(f"setting {name}", before=before, after={"value": value})
