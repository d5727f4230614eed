"""The coverage of one commune, with its certificate, and whom to call there."""

from typing import Any

import pandas as pd
import streamlit as st

from indicators.circumstances import Choice
from indicators.disclosure.published import UNPLACED
from indicators.provenance import find_address_provenance
from locales.numbers import is_missing
from locales.texts import escape_markdown
from pages.addresses.worst_title import build_worst_title
from pages.components import frames
from pages.components.callees import show_call_buttons
from pages.components.certificate import FigureSource, trace_addresses
from pages.components.comparisons import Comparison
from pages.components.figures import Figure, show_figures
from pages.components.privacy import format_count, may_see_exact
from pages.components.share_figures import format_ratio
from pages.components.visit import Visit

Commune = Any  # pandas' own row of a frame


def is_a_commune(commune: Commune) -> bool:
    """False of the row of the addresses that could not be placed in any."""
    return not is_missing(commune["commune_id"])


def find_commune_number(commune: Commune) -> int:
    """Its unit id; UNPLACED where it is none."""
    return int(commune["commune_id"]) if is_a_commune(commune) else UNPLACED


def build_origin(visit: Visit, commune: Commune) -> FigureSource:
    """The certificate of its coverage, as the visitor may read it."""
    number = find_commune_number(commune)
    own = {"commune_id": number if is_a_commune(commune) else None}
    selection = {"year": visit.year, **(own if may_see_exact(visit) else {})}
    provenance = trace_addresses(visit, find_address_provenance, "coverage", selection=selection)
    of = visit.words.say("provenance.of", name=commune["label"], year=visit.year)
    part, whole = (format_count(visit, commune[name]) for name in ("part", "whole"))
    read = format_ratio(visit, commune["share"], part, whole)
    return FigureSource("coverage", provenance, of=of, commune=number, read=read)


def show_coverage(visit: Visit, commune: Commune) -> None:
    """Its coverage; nothing where it has no register, or nobody has reported its help."""
    if not commune["registered"]:
        return
    words, hidden = visit.words, is_missing(commune["share"])
    if not commune["reported"]:
        return
    facts = {"nobody": commune["nobody_text"], "whole": commune["whole_text"]}
    figure = Figure(
        words.say("overview.coverage"),
        words.say("privacy.hidden")
        if hidden
        else words.say("figure.share", share=commune["share"]),
        words.say("commune.counted", **facts),
        Comparison(""),
        build_origin(visit, commune),
    )
    show_figures(visit, [figure])


def build_sentence(visit: Visit, commune: Commune, name: str) -> str:
    """How many of its addresses nobody helps, as far as the visitor may read it."""
    words = visit.words
    facts = {"name": name, "nobody": commune["nobody_text"], "whole": commune["whole_text"]}
    known = {part: not is_missing(commune[part]) for part in ("nobody", "whole")}
    if all(known.values()):
        return words.say("commune.sentence", **facts)
    if not commune["registered"]:
        return words.say("commune.silent", name=name)
    if not commune["reported"]:
        return words.say(
            "help.commune_unreported", name=name, count=commune["in_force_text"], year=visit.year
        )
    if known["nobody"]:
        return words.say("commune.no_total", name=name, nobody=facts["nobody"])
    if known["whole"]:
        return words.say("commune.no_gap", name=name, whole=facts["whole"])
    return words.say("commune.hidden", name=name)


def show_commune_contact(visit: Visit, commune: Commune) -> None:
    """Its own office, as on the page of an agency."""
    units: pd.DataFrame = frames.load_catalogue(visit).units
    contact = units.loc[units["unit_id"] == commune["commune_id"], "contact"].iloc[0]
    if not is_missing(contact):
        st.markdown(escape_markdown(visit.words.say("agency.contact", contact=str(contact))))
        show_call_buttons(visit, str(contact))


def build_groups_title(visit: Visit, own: pd.DataFrame, choice: Choice) -> str:
    """Which group has most of its addresses, of those whose count is told."""
    groups = own.assign(label=[visit.words.say(f"choice.{choice}.{code}") for code in own[choice]])
    key, hidden = f"addresses.by.{choice}", bool(own["whole"].isna().any())
    return build_worst_title(
        visit.words, key, groups, "whole", text_column="figure_text", hidden=hidden
    )
