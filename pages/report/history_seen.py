"""The batches that are kept, thought through once: as a table, and as they are offered."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from actions.kept import kept_batches
from intake.layouts import LAYOUTS
from locales.findings import title
from locales.numbers import missing
from locales.words import Words
from models.batches import batches_known
from models.database import reading
from models.issues import batches_after
from pages.parts.visit import Visit

MOST = 2000  # batches looked through
Known = dict[Hashable, Any]  # Any: a row, as pandas gives it
COUNTS = ("new", "changed", "unchanged", "left")


def batches_seen(visit: Visit) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The batches this visitor may see, and the same as a table."""
    with reading(visit.engine) as session:
        every = batches_known(session, visit.today, most=MOST)
        batches = kept_batches(session, visit.actor, every)
        after = batches_after(session)
    batches = batches.assign(after=batches["batch_id"].isin(after))
    return batches, _shown(batches, visit.words)


def _shown(batches: pd.DataFrame, words: Words) -> pd.DataFrame:
    forms = {layout.name: title(layout, words) for layout in LAYOUTS}
    states = [
        words.say(_state(at, after=after))
        for at, after in zip(batches["undone_at"], batches["after"], strict=True)
    ]
    told = {
        "batch": batches["batch_id"],
        "state": states,
        "file": batches["file_name"],
        "form": batches["layout"].map(forms),
        "at": [words.say("history.moment", at=at) for at in batches["recorded_at"]],
        "by": batches["received_by"],
        **{name: batches[f"rows_{name}"] for name in COUNTS},
    }
    return pd.DataFrame({words.say(f"history.{name}"): column for name, column in told.items()})


def _state(undone_at: object, *, after: bool) -> str:
    if not missing(undone_at):
        return "history.undone"
    return "history.after_publishing" if after else "history.standing"


def batches_offered(
    batches: pd.DataFrame, words: Words
) -> dict[int, tuple[str, dict[Hashable, Any]]]:
    """Each batch by its number: how it is offered, and what is known of it."""
    return {
        int(batch["batch_id"]): (
            words.say(
                "history.choice",
                batch=batch["batch_id"],
                file=batch["file_name"],
                at=batch["recorded_at"],
            ),
            batch,
        )
        for batch in batches.to_dict("records")
    }
