"""Birth certificates: the definition of a figure and the list it was counted from, down to
file, sheet and row. A household is never listed to anyone but the secretariat: everyone
else sees how many in each commune."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
import streamlit as st

from actions.read_register import Manner
from documents.listing_books import XLSX, build_listing_book
from documents.listings import About, Fact, Listing
from indicators.birth import Provenance
from indicators.definitions import DEFINITIONS
from indicators.published import round_province_split
from indicators.suppression import round_counts
from locales.names import short_names, titles, with_units
from locales.texts import escaped
from pages.parts import frames
from pages.parts.callees import absent_said
from pages.parts.corrections import tell_corrections
from pages.parts.looks import look
from pages.parts.privacy import alone, exact, least, names_files, told_by_commune
from pages.parts.reports_apart import OF_TASKS, count_reports_apart
from pages.parts.scans import find_submissions, show_scans_of
from pages.parts.states import address_states, result_state
from pages.parts.tables import table
from pages.parts.visit import Visit

NOT_HELPED = "not_helped"
OF_ADDRESSES = frozenset({"coverage", NOT_HELPED})
UNTOLD = frozenset(  # by commune (docs/decisions/0010)
    {"circumstances", "committed", "confirmed", "risen", "visits"}
)
OF_AGENCIES = frozenset({"link_share", "supported"})
OF_REPORTS = frozenset({"timeliness", "received_share"})
AMOUNT_OF = {"totals": "quantity", "grand_total": "value_vnd"}  # what a sum adds up
ASPECTS = ("numerator", "denominator", "exclusions", "clause")
PLACE = ["file_name", "sheet", "row"]
SHORT = 40  # rows of a list that stands open
PRINTED = 3600  # pixels: about a hundred rows stand whole, on paper too


@dataclass(frozen=True)
class Origin:
    """Where a figure comes from: the name of its definition, its list when asked for, and
    whose it is (`of`), where that is not the page's own sentence. Of one commune (`commune`,
    its id) the list is the province's: who reads counts only is told those of the commune as
    they are published, rounded beside all the others. What is `stated` stands in place of
    lists that its reader may not see, what is `read` in place of a ratio counted from them."""

    name: str
    birth: Callable[[], Provenance]
    of: str = ""
    commune: int | None = None
    stated: str = ""
    read: str = ""


def open_birth(visit: Visit, origin: Origin) -> None:
    """Open the drawer; where it lists addresses, the journal says who looked."""
    title = visit.words.say(DEFINITIONS[origin.name].key("title"))
    shown = _addresses_in(origin.birth()) if exact(visit) else 0
    if shown:
        look(visit, Manner.VIEW, shown, figure=origin.name)
    drawer = st.dialog(title, width="large", position="right")
    drawer(partial(certificate, visit, origin))()


def _addresses_in(born: Provenance) -> int:
    """How many of its rows name an address."""
    rows = (born.counted, born.rest, born.closed, born.unreported, born.left_out)
    return sum(len(one) for one in rows if {"address_id", "address_code"} & {*one.columns})


def certificate(visit: Visit, origin: Origin) -> None:
    """What the drawer holds."""
    words = visit.words
    definition = DEFINITIONS[origin.name]
    st.caption(escaped(_stands_for(visit)))
    for aspect in ASPECTS:
        said = escaped(words.say(definition.key(aspect)))
        st.markdown(f"**{words.say(f'birth.{aspect}')}** {said}")
    born = origin.birth()
    for said in (origin.of, _figure(visit, origin, born)):
        if said:
            st.markdown(f"**{escaped(said)}**")
    if origin.stated:
        st.markdown(escaped(origin.stated))
        st.caption(escaped(words.say("privacy.nowhere")))
    listed = False
    for part in _parts(origin, born):
        told = _told(visit, origin, born, part)
        listed = listed or told is not None
        stands_open = part == "rest" or told is None or len(told) <= SHORT
        said = _counted(visit, origin, part, born)
        with st.expander(said, key=f"birth-{part}-open", expanded=stands_open):
            if told is None:
                st.caption(escaped(words.say("privacy.nowhere")))
            else:
                table(visit, told, key=f"birth-{part}", tallest=PRINTED)
    apart = _reports_apart(visit, origin, born)
    if apart:
        st.caption(escaped(apart))
    if listed:
        show_scans_of(visit, find_submissions(born.counted, born.rest), key="birth")
    _offered(visit, origin, "birth.take" if listed else "birth.take_cover")


def _stands_for(visit: Visit) -> str:
    """What the page around it says, for a sheet that is taken from it: the certificate is
    printed alone."""
    words = visit.words
    said = words.say("header.shown", year=visit.year, day=visit.as_of)
    return f"{said} · {words.say('header.sample')}" if visit.sample else said


def _offered(visit: Visit, origin: Origin, key: str) -> None:
    """The way to take the certificate, called `key`; its file is made when asked for."""
    st.download_button(
        visit.words.say(key),
        partial(certificate_file, visit, origin),
        f"gs18-{origin.name}-{visit.year}-{visit.as_of:%Y%m%d}.xlsx",
        XLSX,
        key="birth-take",
        on_click="ignore",
        icon=":material/download:",
    )


def certificate_file(visit: Visit, origin: Origin) -> bytes:
    """The certificate whole, a sheet for each list, as this reader sees it on the screen; where
    it lists addresses, the journal is told first."""
    words, born = visit.words, origin.birth()
    shown = _addresses_in(born) if exact(visit) else 0
    if shown:
        look(visit, Manner.DOWNLOAD, shown, figure=origin.name)
    definition = DEFINITIONS[origin.name]
    facts: list[tuple[str, Fact]] = [
        (words.say("listing.period"), str(visit.year)),
        (words.say("listing.as_of"), visit.as_of),
        *((words.say(f"birth.{one}"), words.say(definition.key(one))) for one in ASPECTS),
    ]
    apart = _reports_apart(visit, origin, born)
    told_first = (origin.of, _figure(visit, origin, born), origin.stated, apart)
    facts += [("", said) for said in told_first if said]
    listings = []
    for part in _parts(origin, born):
        told, said = _told(visit, origin, born, part), _counted(visit, origin, part, born)
        if told is None:
            facts.append(("", said))
        else:
            listings.append(Listing(said, told))
    paper = About(words.say(definition.key("title")), facts, visit.sample)
    return build_listing_book(paper, listings, words, cover_first=True)


def _figure(visit: Visit, origin: Origin, born: Provenance) -> str:
    """A ratio once more, with its part and whole; nothing where lists are no plain count of
    its rows. Who reads no exact count of addresses is told the figure as it was read."""
    if origin.name == "link_share":
        linked = born.counted["unit_id"].nunique()
        return _ratio(visit, linked, linked + len(born.rest))
    if origin.name == "grand_total" and len(born.counted):
        return visit.words.say("birth.sum_of_money", value=int(born.counted["value_vnd"].sum()))
    of_addresses = origin.name in OF_ADDRESSES | UNTOLD and not exact(visit)
    part, whole = len(born.counted), born.whole
    counts_rows = DEFINITIONS[origin.name].whole is not None and origin.name not in OF_AGENCIES
    if of_addresses:
        return origin.read
    return _ratio(visit, part, whole) if counts_rows else ""


def _reports_apart(visit: Visit, origin: Origin, born: Provenance) -> str:
    """Of a figure of tasks: how many yearly reports are judged elsewhere."""
    if origin.name not in OF_TASKS or origin.stated:
        return ""
    count = count_reports_apart(visit, pd.concat([born.counted, born.rest, born.left_out]))
    return visit.words.say("birth.reports_apart", count=count) if count else ""


def _ratio(visit: Visit, part: int, whole: int) -> str:
    if not whole:
        return ""
    return visit.words.say("birth.ratio", share=part / whole, part=part, whole=whole)


def _parts(origin: Origin, born: Provenance) -> dict[str, pd.DataFrame]:
    """The lists of a certificate that have any rows."""
    if origin.stated:
        return {}
    lists = (born.counted, born.rest, born.closed, born.unreported, born.left_out)
    names = ("counted", "rest", "closed", "unreported", "left_out")
    parts = dict(zip(names, lists, strict=True))
    return {part: rows for part, rows in parts.items() if len(rows)}


def _about(visit: Visit, origin: Origin, part: str, born: Provenance) -> int:
    """About how many rows a list has; the lists of coverage add up, as elsewhere."""
    size = len(getattr(born, part))
    if origin.name not in OF_ADDRESSES or part in ("left_out", "unreported"):
        return int(round_counts(pd.Series([size], dtype="Int64"), least(visit)).iloc[0])
    nobody = born.counted if origin.name == NOT_HELPED else born.rest
    whole, bare, closed = (
        pd.Series([size]) for size in (born.whole, len(nobody), len(born.closed))
    )
    split = round_province_split(whole, bare, closed, least(visit)).iloc[0]
    names = ("nobody", "part") if origin.name == NOT_HELPED else ("part", "nobody")
    lists = {"counted": names[0], "rest": names[1], "closed": "closed_unhelped"}
    return int(split[lists[part]])


def _counted(visit: Visit, origin: Origin, part: str, born: Provenance) -> str:
    """What a list is and how long; how often somebody helped is told about, in the list."""
    rows: pd.DataFrame = getattr(born, part)
    if origin.name == "link_share" and part == "counted":
        return visit.words.say("birth.counted_bodies", count=rows["unit_id"].nunique())
    hidden = origin.commune is not None or (origin.name in OF_AGENCIES and part != "rest")
    if hidden and not exact(visit):
        return visit.words.say(f"privacy.{part}")
    if origin.name in OF_ADDRESSES | UNTOLD and not exact(visit):
        return visit.words.say(f"privacy.{part}_about", count=_about(visit, origin, part, born))
    return visit.words.say(f"birth.{part}", count=len(rows))


def _told(visit: Visit, origin: Origin, born: Provenance, part: str) -> pd.DataFrame | None:
    """A list as this reader may see it; None where nothing but its length is told."""
    rows = _parts(origin, born)[part]
    if origin.name in OF_ADDRESSES | UNTOLD and exact(visit):
        return _addresses(visit, rows)
    if origin.name in UNTOLD:
        return None
    if origin.name in OF_ADDRESSES:
        return told_by_commune(visit, *_as_coverage(origin, born, part), only=origin.commune)
    if origin.name in OF_AGENCIES:
        return _helping_none(visit, rows) if part == "rest" else _agencies(visit, rows)
    return _owed(visit, origin.name, rows)


def _as_coverage(origin: Origin, born: Provenance, part: str) -> tuple[Provenance, str]:
    """A certificate as coverage has it, and what the list `part` is called there: whatever is
    asked, each commune reads the same."""
    if origin.name != NOT_HELPED:
        return born, part
    swapped = replace(born, counted=born.rest, rest=born.counted)
    return swapped, {"counted": "rest", "rest": "counted"}.get(part, part)


def _addresses(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows themselves; a visit without a dossier belongs to no commune."""
    if "commune_id" not in rows:
        return _counted_by(visit, rows, "commune_id")
    known = rows.rename(columns={"code": "address"}).drop(columns="kind", errors="ignore")
    told = with_units(known, "commune_id", frames.catalogue(visit).units)
    told = told.assign(commune=short_names(told, visit.words))
    if "status" in told:
        told["state"] = address_states(visit.words, told)
    if "why" in told:
        told["why"] = [visit.words.say(f"birth.why.{why}") for why in told["why"]]
    return _with_corrections(visit, told, ["address", "commune", "state", "why", *PLACE])


def _agencies(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    """Each support with its place for the secretariat, how many each agency gave for others."""
    if not exact(visit) or "address_code" not in rows:
        return _counted_by(visit, rows, "unit_id")
    told = rows.assign(unit=short_names(rows, visit.words), address=rows["address_code"])
    return _with_corrections(visit, told, ["unit", "address", *PLACE])


def _helping_none(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    """The agencies that stand by no address, each by its name and nought."""
    return rows.assign(unit=short_names(rows, visit.words), count=0)[["unit", "count"]]


def _counted_by(visit: Visit, rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """How many rows each unit of `column` has, the most first as the visitor may read them."""
    if column not in rows:
        told = alone(visit, pd.Series([len(rows)]))
        why = visit.words.say("birth.why.no_dossier")
        return told.assign(why=why, count=told["said"])[["why", "count"]]
    sizes = rows.groupby(column).size().rename("count").reset_index()
    named = with_units(sizes, column, frames.catalogue(visit).units)
    named = named.assign(unit=short_names(named, visit.words))
    shown = alone(visit, named["count"]).assign(unit=named["unit"], position=named["position"])
    # by what is told: the order of exact counts would tell who of two hidden ones has more
    shown = shown.sort_values(["count", "position"], ascending=[False, True])
    return shown.assign(count=shown["said"])[["unit", "count"]]


def _owed(visit: Visit, name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Due results or due reports, each with its place in the file it came from."""
    words = visit.words
    told = rows.assign(unit=short_names(rows, words))
    if name in OF_REPORTS:
        told = told.assign(state=[absent_said(visit, row) for row in rows.to_dict("records")])
    else:
        told = told.assign(
            task=titles(rows, words), state=[result_state(words, state) for state in rows["state"]]
        )
    if "why" in told:
        told["why"] = [words.say(f"birth.why.{why}") for why in told["why"]]
    amount = [AMOUNT_OF[name]] if name in AMOUNT_OF else []
    columns = ["unit", "task", "state", *amount, "why", "received_on", "document_no"]
    if names_files(visit):
        return _with_corrections(visit, told, [*columns, *PLACE])
    return told[[name for name in columns if name in told]]


def _with_corrections(visit: Visit, rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Those of the columns that there are, and what the office corrected where it did."""
    shown = rows[[name for name in columns if name in rows]]
    if "row" not in rows:
        return shown
    corrected = tell_corrections(visit, rows)
    return shown.assign(corrected=corrected) if corrected.notna().any() else shown
