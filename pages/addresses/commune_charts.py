"""Communes on a map and in a list."""

from functools import partial

import pandas as pd
import streamlit as st

from charts.coverage_areas import add_areas, build_coverage_areas_rows
from charts.coverage_list import build_coverage_list_rows
from charts.coverage_map import build_coverage_map_rows
from charts.shape import build_shape
from locales.words import Words
from pages.addresses.commune import COMMUNE
from pages.addresses.commune_figures import build_origin
from pages.addresses.worst_title import build_worst_title
from pages.components import frames, notes
from pages.components.address_bar import set_choice
from pages.components.areas import load_boundaries
from pages.components.cache import once
from pages.components.certificate import open_certificate
from pages.components.clicks import Codes
from pages.components.headline import show_subtitle
from pages.components.picture import ChartSpec, Pick, draw_chart
from pages.components.privacy import find_threshold, may_see_exact
from pages.components.visit import Visit

MOST_NAMED = 10  # communes named in a line; more are counted only
MOST_DRAWN = 20  # communes drawn in the list; the table holds them all


def open_commune(codes: Codes) -> None:
    """Go to the commune that was picked."""
    set_choice(COMMUNE, codes["code"])


def draw_communes(visit: Visit, communes: pd.DataFrame) -> None:
    """The map and the same in a list; a phone shows the list alone."""
    words = visit.words
    show_subtitle(once(_build_message, visit, communes))
    left, right = st.columns(2, gap="large")
    with left, st.container(key="wide-only"):
        _draw_map(visit, communes)
    with right:
        rows = once(_build_list_rows, visit, communes)
        pick = Pick("commune-list", open_commune, partial(_open_coverage, visit, communes))
        alt = words.say("addresses.list_alt")
        draw_chart(visit, "coverage_list", rows, alt=alt, pick=pick, listed=False)
        notes.show_hint(words.say("pick.commune"), key="communes")
        if (communes["closed_unhelped"] > 0).any():
            notes.show_note(words.say("split.grey"))
    notes.show_source(visit, "register")
    for sentence in once(_describe_left_out, visit, communes):
        notes.show_note(sentence)


def _build_message(visit: Visit, communes: pd.DataFrame) -> str:
    """Where the most are that nobody helps, of the communes whose count is told."""
    hidden = bool((communes["reported"] & communes["nobody"].isna()).any())
    key = "addresses.where"
    return build_worst_title(
        visit.words, key, communes, "nobody", text_column="nobody_text", hidden=hidden
    )


def _open_coverage(visit: Visit, communes: pd.DataFrame, codes: Codes) -> None:
    """The certificate of one commune's coverage, as the visitor may read it."""
    matching = communes[communes["place"] == codes["code"]]
    if len(matching):
        open_certificate(visit, build_origin(visit, matching.iloc[0]))


def _build_list_rows(visit: Visit, communes: pd.DataFrame) -> pd.DataFrame:
    worst = communes[communes["nobody"] > 0].head(MOST_DRAWN)
    return build_coverage_list_rows(worst.assign(code=worst["place"]), visit.words)


def _draw_map(visit: Visit, communes: pd.DataFrame) -> None:
    """Shaded areas where this installation has the boundaries, else circles; the boundaries
    are those of today, and codes were given to other communes in 2025."""
    words = visit.words
    units = frames.load_catalogue(visit).units
    today = communes["commune_id"].isin(units.loc[units["valid_to"].isna(), "unit_id"])
    boundaries = load_boundaries(communes.loc[today, "code"].tolist())
    pick, alt = Pick("commune-map", open_commune), words.say("addresses.map_alt")
    if not boundaries.areas:
        rows = once(_build_map_rows, communes, words)
        draw_chart(visit, "coverage_map", rows, alt=alt, pick=pick)
    else:
        codes = [*boundaries.areas]
        shaded = communes.assign(code=communes["code"].where(today | ~communes["code"].isin(codes)))
        rows = build_coverage_areas_rows(shaded, words, codes=codes)
        spec = add_areas(build_shape("coverage_areas", words.language).spec, rows, boundaries.areas)
        draw_chart(visit, ChartSpec("coverage_areas", spec), rows, alt=alt, pick=pick)
    if boundaries.fault:
        notes.show_note(words.say(f"boundaries.{boundaries.fault}"))
    elif boundaries.lacking:
        notes.show_note(words.say("boundaries.lacking", count=boundaries.lacking))


def _build_map_rows(communes: pd.DataFrame, words: Words) -> pd.DataFrame:
    return build_coverage_map_rows(communes.assign(code=communes["place"]), words)


def _describe_left_out(visit: Visit, communes: pd.DataFrame) -> list[str]:
    """The communes that nothing is told of, and why."""
    words, sentences = visit.words, []
    silent = communes.loc[~communes["registered"], "label"]
    if len(silent) > MOST_NAMED:
        sentences.append(words.say("addresses.no_data_many", count=len(silent)))
    elif len(silent):
        sentences.append(words.say("addresses.no_data", count=len(silent), names=", ".join(silent)))
    if not may_see_exact(visit):
        hidden = int(communes["hidden"].sum())
        sentences.append(words.say("privacy.rounded", least=find_threshold(visit)))
        if hidden:
            sentences.append(
                words.say("privacy.hidden_communes", count=hidden, least=find_threshold(visit))
            )
    return sentences
