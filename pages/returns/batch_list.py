"""The batches that a visitor may see, as a table and as options to choose from."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from actions.permissions import Actor
from actions.returns.batch_access import filter_own_batches
from intake.headers.layouts import LAYOUTS
from locales.actors import name_actor
from locales.findings import name_layout
from locales.names import list_full_names
from locales.numbers import is_missing
from locales.words import Words
from models.batch_units import find_units_of_batches
from models.batches import NIL, list_batches
from models.database import reading
from models.issues import find_late_batches
from models.submissions import find_sent_back
from pages.components.actors import find_people
from pages.components.visit import Visit

MOST = 2000  # batches read
COUNTS = ("new", "changed", "unchanged", "left")


def load_batches(visit: Visit, actor: Actor) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The batches that `actor` may see, and the same as a table."""
    with reading(visit.engine) as session:
        all_batches = list_batches(session, visit.today, most=MOST)
        batches = filter_own_batches(session, actor, all_batches)
        after = find_late_batches(session)
        since = 0 if batches.empty else int(batches["batch_id"].min())
        units = find_units_of_batches(session, since)
        sent_back = find_sent_back(session, since)
    unit_names = _name_units(units, visit.words)
    batches = batches.assign(
        after=batches["batch_id"].isin(after),
        sent_back=[sent_back.get(int(batch), "") for batch in batches["batch_id"]],
        units=[unit_names.get(int(batch), "") for batch in batches["batch_id"]],
        file=_name_files(batches, visit.words),
        by=[name_actor(code, find_people(visit), visit.words) for code in batches["received_by"]],
    )
    return batches, _build_table(batches, visit.words)


def _name_units(units: pd.DataFrame, words: Words) -> dict[int, str]:
    """Of each batch its unit by name, and how many others it speaks for."""
    names = units["batch_id"].map(units.groupby("batch_id").size())
    first = units.assign(name=list_full_names(units, words), others=names - 1)
    first = first.drop_duplicates("batch_id")
    return {
        int(batch): words.say("history.units_more", unit=name, count=int(others))
        if others
        else str(name)
        for batch, name, others in zip(
            first["batch_id"], first["name"], first["others"], strict=True
        )
    }


def _name_files(batches: pd.DataFrame, words: Words) -> pd.Series:
    """What each batch came as: its file's name, or that there is none."""
    return batches["file_name"].mask(batches["layout"] == NIL, words.say("nil.history_file"))


def _build_table(batches: pd.DataFrame, words: Words) -> pd.DataFrame:
    forms = {layout.name: name_layout(layout, words) for layout in LAYOUTS}
    forms[NIL] = words.say("nil.form")
    states = [
        words.say(_choose_state(at, after=after, sent_back=sent_back))
        for at, after, sent_back in zip(
            batches["undone_at"], batches["after"], batches["sent_back"], strict=True
        )
    ]
    columns = {
        "batch": batches["batch_id"],
        "state": states,
        "file": batches["file"],
        "units": batches["units"],
        "form": batches["layout"].map(forms),
        "at": [words.say("history.moment", at=at) for at in batches["recorded_at"]],
        "by": batches["by"],
        **{name: batches[f"rows_{name}"] for name in COUNTS},
    }
    return pd.DataFrame({words.say(f"history.{name}"): column for name, column in columns.items()})


def _choose_state(undone_at: object, *, after: bool, sent_back: str) -> str:
    if not is_missing(undone_at):
        return "history.undone"
    if sent_back:
        return f"history.sent_back.{sent_back}"
    return "history.after_publishing" if after else "history.standing"


def build_batch_options(
    batches: pd.DataFrame, words: Words
) -> dict[int, tuple[str, dict[Hashable, Any]]]:
    """Each batch by its number: how it is offered, and what is known of it."""
    return {
        int(batch["batch_id"]): (
            words.say(
                "history.choice",
                batch=batch["batch_id"],
                file=" · ".join(filter(None, (batch["file"], batch["units"]))),
                at=batch["recorded_at"],
            ),
            batch,
        )
        for batch in batches.to_dict("records")
    }
