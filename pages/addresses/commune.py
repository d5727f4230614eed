"""One commune: how many of its addresses nobody helps, and of whom and with what need."""

from functools import partial

import pandas as pd
import streamlit as st

from actions.erasure.read_register import Manner
from indicators.circumstances import UNSAID, Choice, count_circumstances
from indicators.coverage import ACROSS, mark_addresses
from indicators.disclosure.published import UNPLACED, suppress_commune
from intake.headers.layouts import CATEGORIES, NEEDS
from locales.names import list_full_names
from locales.numbers import is_missing
from models.snapshots import Register
from pages.addresses.commune_figures import (
    Commune,
    build_groups_title,
    build_sentence,
    find_commune_number,
    is_a_commune,
    show_commune_contact,
    show_coverage,
)
from pages.addresses.split import describe_split
from pages.addresses.way import show_commune_funnel
from pages.components import frames, notes
from pages.components.address_bar import set_choice
from pages.components.cache import once
from pages.components.headline import show_headline, show_subtitle
from pages.components.links import show_link
from pages.components.privacy import find_threshold, format_counts, may_see_exact
from pages.components.register_reading import record_reading
from pages.components.states import format_address_states
from pages.components.tables import show_table
from pages.components.visit import Visit

COMMUNE = "xa"
NONE = ""
UNPLACED_PLACE = "chua-xep"  # what the address bar calls the addresses without a commune
CHOICES: tuple[Choice, ...] = ("categories", "needs")
PLACES = {  # in the order of the form; where none is said, last
    "categories": {code: place for place, code in enumerate([*CATEGORIES, UNSAID])},
    "needs": {code: place for place, code in enumerate([*NEEDS, UNSAID])},
}
COLUMNS = ["address", "state", "category", "need", "last_review", "file_name", "sheet", "row"]


def show_commune(visit: Visit, commune: Commune) -> None:
    """The commune `commune` (a row of the communes as the visitor may read them)."""
    words = visit.words
    name = list_full_names(pd.DataFrame([commune]), words).iloc[0]
    st.button(
        words.say("commune.back"), type="tertiary", on_click=lambda: set_choice(COMMUNE, NONE)
    )
    show_headline(visit, build_sentence(visit, commune, name))
    number, is_placed = find_commune_number(commune), is_a_commune(commune)
    if is_placed:
        show_commune_contact(visit, commune)
    else:
        notes.show_note(words.say("unit.unplaced_why"))
    show_coverage(visit, commune)
    if may_see_exact(visit):
        notes.show_note(describe_split(visit, commune))
    if is_placed:
        show_link(visit, "co-quan", words.say("callee.open"), don_vi=str(commune["code"]))
    for choice, side in zip(CHOICES, st.columns(2, gap="large"), strict=True):
        with side:
            _show_circumstances(visit, number, choice=choice)
    notes.show_source(visit, "register")
    show_commune_funnel(visit, number)
    if may_see_exact(visit):
        if is_placed:
            show_link(
                visit, "vi-sao", words.say("why.link"), ve="dia-chi", cua=str(commune["code"])
            )
        _show_unhelped(visit, commune)
    else:
        notes.show_note(words.say("privacy.rounded", least=find_threshold(visit)))


def _show_circumstances(visit: Visit, number: int, *, choice: Choice) -> None:
    own, rows = once(_count_circumstances, visit, number, choice=choice)
    show_subtitle(build_groups_title(visit, own, choice))
    show_table(visit, rows, key=f"commune-{choice}")


def _count_circumstances(
    visit: Visit, number: int, *, choice: Choice
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The commune's addresses by their categories or needs, as the visitor may read them, and
    the same as a table."""
    words, exactly = visit.words, may_see_exact(visit)
    register = frames.load_register(visit, (visit.year - 1, visit.year), split=choice)
    groups = once(_count_everywhere, register, choice, exactly=exactly)
    groups = groups[groups["year"] == visit.year]
    if exactly:
        own = groups[groups["commune_id"].fillna(UNPLACED) == number]
        own = own.assign(figure_text=format_counts(visit, own["whole"], own["whole"].isna()))
        rows = own.rename(columns={"whole": "addresses"})[[choice, "addresses", "nobody", "share"]]
    else:
        own = suppress_commune(groups, choice, commune_id=number, least=find_threshold(visit))
        own = own.assign(figure_text=format_counts(visit, own["whole"], own["hidden"]))
        rows = own.rename(columns={"figure_text": "addresses_about"})[[choice, "addresses_about"]]
    rows = rows.sort_values(choice, key=lambda codes: codes.map(PLACES[choice]))
    labels = [words.say(f"choice.{choice}.{code}") for code in rows[choice]]
    return own, rows.assign(**{choice: labels})


def _count_everywhere(register: Register, choice: Choice, *, exactly: bool) -> pd.DataFrame:
    return count_circumstances(register, choice, by=["commune_id"] if exactly else ACROSS)


def _show_unhelped(visit: Visit, commune: Commune) -> None:
    """The addresses nobody helps, for the secretariat, who says first that it looks."""
    words = visit.words
    number = find_commune_number(commune)
    marked = once(mark_addresses, _load_rows(visit, number))
    is_own = (marked["commune_id"].fillna(UNPLACED) == number) & marked["address_id"].notna()
    rows = marked[is_own & (marked["year"] == visit.year) & (marked["nobody"] == 1)]
    if rows.empty:
        return
    show_subtitle(words.say("commune.nobody", count=len(rows)))
    notes.show_note(words.say("commune.journalled"))
    if st.button(words.say("commune.open", count=len(rows)), key="commune-open"):
        scope = {"list": "nobody", "commune": str(commune["place"])}
        record_reading(visit, Manner.VIEW, len(rows), **scope)
        table_rows = _build_rows(visit, rows)
        show_table(visit, table_rows, key="commune-nobody")
        st.download_button(
            words.say("commune.download", count=len(rows)),
            table_rows.to_csv(index=False).encode("utf-8-sig"),
            file_name=f"dia-chi-{commune['place']}-{visit.year}.csv",
            on_click=partial(record_reading, visit, Manner.DOWNLOAD, len(rows), **scope),
            key="commune-download",
        )


def _load_rows(visit: Visit, number: int) -> Register:
    """The register with the rows of the commune of this number."""
    years = (visit.year - 1, visit.year)
    if number == UNPLACED:
        return frames.load_whole_register(visit, years)
    return frames.load_register(visit, years, commune_id=number)


def _build_rows(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    table_rows = rows.rename(columns={"code": "address", "reviewed_on": "last_review"})
    table_rows["state"] = format_address_states(visit.words, rows)
    for name, choice in (("category", "categories"), ("need", "needs")):
        table_rows[name] = [_format_choice(visit, choice, codes) for codes in rows[choice]]
    return table_rows[COLUMNS]


def _format_choice(visit: Visit, choice: str, codes: object) -> str:
    chosen_codes = [] if is_missing(codes) else str(codes).split(";")
    return ", ".join(visit.words.say(f"choice.{choice}.{code}") for code in chosen_codes)
