"""A workbook of the catalogue looked at: what it would change, or all that is to be corrected."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from actions.amend_catalogue import NEW, Amendment
from actions.catalogue_faults import CatalogueFaulty
from locales.catalogue_faults import FaultSaid, fault_said
from locales.texts import escaped
from locales.words import Words, as_written
from pages.parts import frames, notes
from pages.parts.headline import subtitle
from pages.parts.tables import written_table
from pages.parts.visit import Visit

COLUMNS = ("file", "row", "column", "before", "after")
MOST_SHOWN = 500


def changes_seen(visit: Visit, name: str, digest: str, *, found: list[Amendment]) -> None:
    """What the file called `name` would change, cell by cell."""
    words = visit.words
    subtitle(words.say("catalogue.amend.seen", file=name, count=len(found)))
    shown = frames.once(visit, f"amend shown {digest}", partial(_changes, words, found))
    written_table(words, shown, key="amendments")
    _first(words, len(found))


def faults_seen(visit: Visit, name: str, refused: CatalogueFaulty) -> None:
    """All that is to be corrected in it, each by its place."""
    words, count = visit.words, len(refused.found)
    st.warning(escaped(words.say("catalogue.amend.faulty", file=name, count=count)))
    told = pd.DataFrame([fault_said(one, words) for one in refused.found[:MOST_SHOWN]])
    told = told.assign(file=_sheets(told))
    written_table(words, told.rename(columns=_headings(words, FaultSaid._fields)), key="faults")
    _first(words, count)


def _changes(words: Words, found: list[Amendment]) -> pd.DataFrame:
    told = pd.DataFrame(found[:MOST_SHOWN], columns=list(COLUMNS))
    told = told.assign(
        file=_sheets(told),
        before=[_said(one, words) for one in told["before"]],
        after=[_said(one, words) for one in told["after"]],
    )
    return told.rename(columns=_headings(words, COLUMNS))


def _sheets(told: pd.DataFrame) -> pd.Series:
    return told["file"].str.removesuffix(".csv")


def _headings(words: Words, names: Sequence[str]) -> dict[str, str]:
    return {one: words.say(f"catalogue.column.{one}") for one in names}


def _said(value: object, words: Words) -> str:
    if value is None:
        return ""
    if value == NEW:
        return words.say("catalogue.amend.new")
    return as_written(value, words.language) if isinstance(value, date) else str(value)


def _first(words: Words, count: int) -> None:
    if count > MOST_SHOWN:
        notes.note(words.say("receive.changes_first", count=MOST_SHOWN))
