"""Địa chỉ nhân đạo: who is nobody helping, and where? Counts by commune; no household."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from indicators.coverage import ACROSS, coverage
from indicators.disclosure.published import suppress_coverage
from indicators.link_share import find_agencies_without_address
from locales.names import add_units, list_full_names, list_short_names
from locales.numbers import is_missing
from locales.texts import capitalise
from models.snapshots import Register
from pages.addresses.commune import COMMUNE, NONE, show_commune
from pages.addresses.commune_charts import draw_communes
from pages.addresses.commune_gaps import build_labels, build_places, show_communes_table
from pages.addresses.figures import (
    build_address_figures,
    build_linked_figure,
    find_asked_agencies,
)
from pages.addresses.split import (
    count_in_force,
    describe_split,
    describe_unreported,
    format_help_counts,
)
from pages.addresses.views import show_views
from pages.addresses.way import show_province_funnel
from pages.components import comparisons, frames, notes
from pages.components.address_bar import sync_choice
from pages.components.cache import once
from pages.components.empty import show_empty_screen
from pages.components.figures import Figure, show_figures
from pages.components.headline import show_headline, show_subtitle
from pages.components.privacy import (
    find_threshold,
    format_count,
    format_counts,
    may_see_exact,
    suppress_totals,
)
from pages.components.visit import Visit

FIRST = "truoc"  # the part that stands first where a question leads here
WORST = 3  # communes named in the sentence


@dataclass(frozen=True)
class AddressesView:
    """The sentence, the figures, and the sentences of how the whole is split."""

    sentence: str
    figures: list[Figure]
    split: list[str]


def show(visit: Visit) -> None:
    """The screen: one commune where the address names one, else the province."""
    register = frames.load_register(visit, (visit.year - 1, visit.year))
    communes = once(_count_communes, visit, register)
    if not once(_is_any, communes, "registered"):
        show_empty_screen(visit, "no_register", year=visit.year)
        return
    place = sync_choice(COMMUNE, [NONE, *communes["place"]], NONE)
    if place:
        show_commune(visit, communes[communes["place"] == place].iloc[0])
        return
    view = once(_build_view, visit, register, communes)
    show_headline(visit, view.sentence)
    if not once(_is_any, communes, "reported"):
        _show_unreported(visit, communes)
        return
    later_parts = {
        "chua-gan": partial(_show_agencies_without, visit, register),
        "xem-them": partial(show_views, visit),
    }
    first = sync_choice(FIRST, [NONE, *later_parts], NONE)
    if first:
        later_parts.pop(first)()  # what somebody came to ask
    show_figures(visit, view.figures)
    for sentence in view.split:
        notes.show_note(sentence)
    draw_communes(visit, communes)
    show_communes_table(visit, communes)
    for part in later_parts.values():
        part()


def _is_any(communes: pd.DataFrame, mark: str) -> bool:
    return bool(communes[mark].any())


def _show_unreported(visit: Visit, communes: pd.DataFrame) -> None:
    """What is known before anybody has reported any help of the period: the register, and that
    nothing can be said of the help yet."""
    notes.show_note(visit.words.say("help.why_unreported", year=visit.year))
    show_province_funnel(visit)
    show_communes_table(visit, communes)


def _build_view(visit: Visit, register: Register, communes: pd.DataFrame) -> AddressesView:
    whole = suppress_totals(visit, coverage(register, by=()))
    address_figures = [
        *build_address_figures(visit, whole),
        build_linked_figure(visit, register),
    ]
    now = comparisons.find_year(whole, visit.year)
    sentences = (describe_split(visit, now), describe_unreported(visit, now, communes))
    split = [sentence for sentence in sentences if sentence]
    return AddressesView(_build_sentence(visit, whole, communes), address_figures, split)


def _count_communes(visit: Visit, register: Register) -> pd.DataFrame:
    """Coverage of each commune in the visit's year, the most neglected first, by name; as
    the visitor may read it, with its counts in words."""
    by_year = coverage(register, structure_day=frames.find_structure_day(visit))
    communes = by_year[by_year["year"] == visit.year].assign(hidden=False)
    reported = communes["whole"].notna()
    registered = reported | (communes["unreported"] > 0).fillna(value=False)
    communes = communes.assign(registered=registered.astype("bool"), reported=reported)
    communes = communes.assign(silent=communes["registered"] & ~reported, unreported_hidden=False)
    if not may_see_exact(visit):
        crossed = coverage(register.of_year(visit.year), ACROSS)
        communes = suppress_coverage(communes, crossed, least=find_threshold(visit))
    communes = add_units(communes, "commune_id", frames.load_catalogue(visit).units)
    communes = communes.assign(
        label=build_labels(visit, communes), place=build_places(visit, communes)
    )
    communes = communes.assign(in_force=count_in_force(communes))
    for count in ("whole", "nobody", "several"):
        communes[f"{count}_text"] = format_help_counts(visit, communes, count)
    for count, hidden in (("in_force", "registered"), ("unreported", "unreported_hidden")):
        communes[f"{count}_text"] = format_counts(visit, communes[count], communes[hidden])
    return communes.sort_values(
        ["nobody", "position"], ascending=[False, True], na_position="last", ignore_index=True
    )


def _build_sentence(visit: Visit, whole: pd.DataFrame, communes: pd.DataFrame) -> str:
    words = visit.words
    now = comparisons.find_year(whole, visit.year)
    if is_missing(now["whole"]):
        silent = format_count(visit, now["unreported"])
        return capitalise(words.say("help.sentence_unreported", count=silent, year=visit.year))
    if not now["nobody"] and not now["closed_unhelped"]:
        return words.say("addresses.all_helped", whole=format_count(visit, now["whole"]))
    if not now["nobody"]:
        return words.say("addresses.none_open")
    worst = communes[(communes["nobody"] > 0) & communes["commune_id"].notna()].head(WORST)
    facts = {name: format_count(visit, now[name]) for name in ("nobody", "whole")}
    if worst.empty:
        return capitalise(words.say("addresses.nowhere_told", **facts))
    places = "; ".join(
        words.say("addresses.place", name=name, count=count)
        for name, count in zip(list_full_names(worst, words), worst["nobody_text"], strict=True)
    )
    some_hidden = (communes["reported"] & communes["nobody"].isna()).any()
    key = "addresses.sentence_told" if some_hidden else "addresses.sentence"
    return capitalise(words.say(key, **facts, places=places))


def _show_agencies_without(visit: Visit, register: Register) -> None:
    """The other side of the campaign: the agencies that stand by no address."""
    words = visit.words
    names = once(_list_agencies_without, visit, register)
    if not names:
        return
    show_subtitle(words.say("addresses.without", count=len(names)))
    notes.show_note(words.say("addresses.without_names", names="; ".join(names)))


def _list_agencies_without(visit: Visit, register: Register) -> list[str]:
    without = find_agencies_without_address(register, find_asked_agencies(visit))
    return list(list_short_names(without[without["year"] == visit.year], visit.words))
