"""Địa chỉ nhân đạo: who is nobody helping, and where? Counts by commune; no household."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from indicators.coverage import ACROSS, coverage
from indicators.link_share import agencies_without
from indicators.published import coverage_published
from locales.names import full_names, short_names, with_units
from locales.numbers import missing
from locales.texts import begun
from models.snapshots import Register
from pages.parts import comparisons, frames, notes
from pages.parts.address_bar import chosen
from pages.parts.empty import empty_screen
from pages.parts.figures import Figure, figures
from pages.parts.headline import headline, subtitle
from pages.parts.privacy import counted, exact, least, of_province, told
from pages.parts.visit import Visit
from pages.watch.address_figures import agencies_asked, linked, of_addresses
from pages.watch.address_split import (
    count_in_force,
    describe_split,
    describe_unreported,
    tell_help,
)
from pages.watch.address_views import views
from pages.watch.address_way import province_way
from pages.watch.commune import COMMUNE, NONE, show_commune
from pages.watch.commune_charts import where
from pages.watch.commune_gaps import gaps, labels, places

FIRST = "truoc"  # the part that stands first where a question leads here
WORST = 3  # communes named in the sentence


@dataclass(frozen=True)
class AddressesSeen:
    """The sentence, the figures, and how the whole is split, thought through once."""

    sentence: str
    figures: list[Figure]
    split: list[str]


def show(visit: Visit) -> None:
    """The screen: one commune where the address names one, else the province."""
    register = frames.register(visit, (visit.year - 1, visit.year))
    communes = frames.once(visit, "communes", partial(_communes, visit, register))
    if not frames.once(visit, "registered", partial(_is_any, communes, "registered")):
        empty_screen(visit, "no_register", year=visit.year)
        return
    asked = chosen(COMMUNE, [NONE, *communes["place"]], NONE)
    if asked:
        show_commune(visit, register, communes[communes["place"] == asked].iloc[0])
        return
    seen = frames.once(visit, "addresses", partial(_seen, visit, register, communes))
    headline(visit, seen.sentence)
    if not frames.once(visit, "reported", partial(_is_any, communes, "reported")):
        _show_unreported(visit, register, communes)
        return
    later = {
        "chua-gan": partial(_without, visit, register),
        "xem-them": partial(views, visit, register),
    }
    first = chosen(FIRST, [NONE, *later], NONE)
    if first:
        later.pop(first)()  # what somebody came to ask
    figures(visit, seen.figures)
    for said in seen.split:
        notes.note(said)
    where(visit, register, communes)
    gaps(visit, communes)
    for part in later.values():
        part()


def _is_any(communes: pd.DataFrame, mark: str) -> bool:
    return bool(communes[mark].any())


def _show_unreported(visit: Visit, register: Register, communes: pd.DataFrame) -> None:
    """What is known before anybody has reported any help of the period: the register, and that
    nothing can be said of the help yet."""
    notes.note(visit.words.say("help.why_unreported", year=visit.year))
    province_way(visit, register)
    gaps(visit, communes)


def _seen(visit: Visit, register: Register, communes: pd.DataFrame) -> AddressesSeen:
    whole = of_province(visit, coverage(register, by=()))
    shown = [*of_addresses(visit, register, whole), linked(visit, register)]
    now = comparisons.of_year(whole, visit.year)
    parts = (describe_split(visit, now), describe_unreported(visit, now, communes))
    split = [said for said in parts if said]
    return AddressesSeen(_sentence(visit, whole, communes), shown, split)


def _communes(visit: Visit, register: Register) -> pd.DataFrame:
    """Coverage of each commune in the visit's year, the most neglected first, by name; as
    the visitor may read it, with its counts in words."""
    answer = coverage(register, structure_day=frames.structure_day(visit))
    counted = answer[answer["year"] == visit.year].assign(hidden=False)
    reported = counted["whole"].notna()
    registered = reported | (counted["unreported"] > 0).fillna(value=False)
    counted = counted.assign(registered=registered.astype("bool"), reported=reported)
    counted = counted.assign(silent=counted["registered"] & ~reported, unreported_hidden=False)
    if not exact(visit):
        crossed = coverage(register.of_year(visit.year), ACROSS)
        counted = coverage_published(counted, crossed, least=least(visit))
    named = with_units(counted, "commune_id", frames.catalogue(visit).units)
    named = named.assign(label=labels(visit, named), place=places(visit, named))
    named = named.assign(in_force=count_in_force(named))
    for count in ("whole", "nobody", "several"):
        named[f"{count}_said"] = tell_help(visit, named, count)
    for count, hidden in (("in_force", "registered"), ("unreported", "unreported_hidden")):
        named[f"{count}_said"] = told(visit, named[count], named[hidden])
    return named.sort_values(
        ["nobody", "position"], ascending=[False, True], na_position="last", ignore_index=True
    )


def _sentence(visit: Visit, whole: pd.DataFrame, communes: pd.DataFrame) -> str:
    words = visit.words
    now = comparisons.of_year(whole, visit.year)
    if missing(now["whole"]):
        silent = counted(visit, now["unreported"])
        return begun(words.say("help.sentence_unreported", count=silent, year=visit.year))
    if not now["nobody"] and not now["closed_unhelped"]:
        return words.say("addresses.all_helped", whole=counted(visit, now["whole"]))
    if not now["nobody"]:
        return words.say("addresses.none_open")
    worst = communes[(communes["nobody"] > 0) & communes["commune_id"].notna()].head(WORST)
    facts = {name: counted(visit, now[name]) for name in ("nobody", "whole")}
    if worst.empty:
        return begun(words.say("addresses.nowhere_told", **facts))
    places = "; ".join(
        words.say("addresses.place", name=name, count=count)
        for name, count in zip(full_names(worst, words), worst["nobody_said"], strict=True)
    )
    some_hidden = (communes["reported"] & communes["nobody"].isna()).any()
    key = "addresses.sentence_told" if some_hidden else "addresses.sentence"
    return begun(words.say(key, **facts, places=places))


def _without(visit: Visit, register: Register) -> None:
    """The other side of the campaign: the agencies that stand by no address."""
    words = visit.words
    names = frames.once(visit, "without", partial(_names_without, visit, register))
    if not names:
        return
    subtitle(words.say("addresses.without", count=len(names)))
    notes.note(words.say("addresses.without_names", names="; ".join(names)))


def _names_without(visit: Visit, register: Register) -> list[str]:
    without = agencies_without(register, agencies_asked(visit))
    return list(short_names(without[without["year"] == visit.year], visit.words))
