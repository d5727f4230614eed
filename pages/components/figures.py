"""Figures: at most four, each a big number with what it is part of, what it was last year,
and a button that opens its certificate."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from locales.numbers import is_missing
from locales.texts import escape_markdown
from locales.words import Words
from pages.components.certificate import FigureSource, open_certificate
from pages.components.comparisons import Comparison
from pages.components.visit import Visit

NARROWEST = 230  # pixels; a phone shows one figure beside none


@dataclass(frozen=True)
class Figure:
    """A number as it is read: label, value with its unit, what it counts, last year."""

    label: str
    value: str
    counted: str
    compared: Comparison
    origin: FigureSource | None = None


def describe_counts(words: Words, key: str, **counts: object) -> str:
    """What a figure counts; nothing where one of `counts` is not known: the figure says so."""
    return "" if any(map(is_missing, counts.values())) else words.say(key, **counts)


def show_figures(visit: Visit, figures: Sequence[Figure]) -> None:
    """The figures side by side, under one another where there is no room."""
    grid = st.grid(len(figures), min_column_width=NARROWEST, border=True)
    for place, figure in enumerate(figures):
        with grid.cell(), st.container(gap="xsmall"):
            _show_figure(visit, figure, place)


def _show_figure(visit: Visit, figure: Figure, place: int) -> None:
    st.metric(
        escape_markdown(figure.label),
        figure.value,
        delta=escape_markdown(figure.compared.text) or None,
        delta_color="off",
        delta_arrow=figure.compared.arrow,
    )
    if figure.counted:
        st.caption(escape_markdown(figure.counted))
    origin = figure.origin
    if origin is not None and st.button(
        visit.words.say("figure.origin"), type="tertiary", key=f"origin-{place}"
    ):
        open_certificate(visit, origin)
