"""A title that tells the worst: what it is about, and which of it has most."""

import pandas as pd

from locales.words import Words


def build_worst_title(
    words: Words, key: str, rows: pd.DataFrame, count: str, *, text_column: str, hidden: bool
) -> str:
    """The title `key`, with whichever of `rows` (label) has most of `count`, in the words of the
    column `text_column`; of those only whose count is told, where one is `hidden`."""
    title = words.say(key)
    most = rows[rows[count] > 0].sort_values(count, ascending=False, kind="stable").head(1)
    if most.empty:
        return title
    of = "most" if count == "whole" else "worst"
    worst_key = f"titled.{of}_told" if hidden else f"titled.{of}"
    facts = {"name": most["label"].iloc[0], "count": most[text_column].iloc[0]}
    return words.say("titled", title=title, said=words.say(worst_key, **facts))
