"""Whose the addresses are, and who helps whom: over the province, small counts hidden."""

from functools import partial

import pandas as pd
import streamlit as st

from charts.coverage_list import build_coverage_list_rows
from indicators.circumstances import Choice, count_circumstances, count_supporters
from indicators.disclosure.published import suppress_circumstances, suppress_supporters
from indicators.provenance import find_circumstance_provenance
from models.counted import GROUPS
from models.snapshots import Register
from pages.addresses.commune import CHOICES, PLACES
from pages.addresses.worst_title import build_worst_title
from pages.components import frames, notes
from pages.components.cache import once
from pages.components.certificate import FigureSource, open_certificate, trace_addresses
from pages.components.clicks import Codes
from pages.components.headline import show_subtitle
from pages.components.picture import Pick, draw_chart
from pages.components.privacy import find_threshold, format_counts, may_see_exact
from pages.components.tables import show_written_table
from pages.components.visit import Visit

COUNTS = ("part", "whole", "nobody")


def show_helped_groups(visit: Visit) -> None:
    """Coverage by category and by need."""
    for choice, side in zip(CHOICES, st.columns(2, gap="large"), strict=True):
        with side:
            groups = once(_count_groups, visit, choice)
            message = _build_message(visit, groups, choice)
            show_subtitle(message)
            rows = once(build_coverage_list_rows, groups, visit.words)
            pick = Pick(f"helped-{choice}", opens=partial(_open_group, visit, choice))
            draw_chart(visit, "coverage_list", rows, alt=message, pick=pick)
    notes.show_hint(visit.words.say("pick.origin"), key="helped")
    notes.show_note(visit.words.say("addresses.overlap"))
    notes.show_source(visit, "register")


def _build_message(visit: Visit, groups: pd.DataFrame, choice: Choice) -> str:
    """Which group nobody helps most, of those whose count is told."""
    key, hidden = f"addresses.by.{choice}", bool(groups["nobody"].isna().any())
    return build_worst_title(
        visit.words, key, groups, "nobody", text_column="nobody_text", hidden=hidden
    )


def _open_group(visit: Visit, choice: Choice, codes: Codes) -> None:
    """The certificate of one category or need. Its addresses in a commune are too few to be
    listed for who may not know single ones: they are told what the picture tells."""
    groups = once(_count_groups, visit, choice)
    matching = groups[groups["code"] == codes["code"]]
    if matching.empty:
        return
    row = matching.iloc[0]
    of = visit.words.say("provenance.of", name=row["label"], year=visit.year)
    selection: dict[str, object] = {"year": visit.year, choice: codes["code"]}
    provenance = trace_addresses(visit, find_circumstance_provenance, choice, selection=selection)
    parts = {name: row[f"{name}_text"] for name in COUNTS}
    stated = "" if may_see_exact(visit) else visit.words.say("addresses.stated", **parts)
    open_certificate(visit, FigureSource("circumstances", provenance, of=of, stated=stated))


def _count_groups(visit: Visit, choice: Choice) -> pd.DataFrame:
    """Coverage of each category or need with its name and counts in words, as the visitor may
    read them."""
    answer = count_circumstances(_load_register(visit, choice), choice)
    groups = answer[answer["year"] == visit.year].assign(hidden=False)
    if not may_see_exact(visit):
        groups = suppress_circumstances(groups, least=find_threshold(visit))
    labels = [visit.words.say(f"choice.{choice}.{code}") for code in groups[choice]]
    texts = {
        f"{name}_text": format_counts(visit, groups[name], groups["hidden"]) for name in COUNTS
    }
    return groups.assign(label=labels, code=groups[choice], **texts)


def show_supporters(visit: Visit) -> None:
    """Who helps whom."""
    words = visit.words
    show_subtitle(words.say("supporters.message"))
    rows = once(_build_supporters_table, visit)
    wide = {words.say("supporters.category"): st.column_config.TextColumn(width="large")}
    options = {"placeholder": "–", "column_config": wide}
    show_written_table(words, rows, key="supporters", options=options)
    notes.show_note(words.say("supporters.overlap"))
    notes.show_source(visit, "register")


def _build_supporters_table(visit: Visit) -> pd.DataFrame:
    """A row per category, a column per group of supporters, different addresses in each."""
    answer = count_supporters(_load_register(visit, "categories"), "categories")
    counts = answer[answer["year"] == visit.year].assign(hidden=False)
    if not may_see_exact(visit):
        counts = suppress_supporters(counts, least=find_threshold(visit))
    counts = counts.assign(figure_text=format_counts(visit, counts["addresses"], counts["hidden"]))
    rows = counts.pivot_table("figure_text", "categories", "group", aggfunc="first")
    rows = rows.reindex([code for code in PLACES["categories"] if code in rows.index])
    rows = rows[[group for group in GROUPS if group in rows.columns]]
    names = [visit.words.say(f"choice.categories.{code}") for code in rows.index]
    headings = {group: visit.words.say(f"supporters.{group}") for group in rows.columns}
    rows = rows.rename(columns=headings)
    rows.insert(0, visit.words.say("supporters.category"), names)
    return rows


def _load_register(visit: Visit, choice: Choice) -> Register:
    return frames.load_register(visit, (visit.year - 1, visit.year), split=choice)
