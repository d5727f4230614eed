"""The certificate of a figure: its definition and the list it was counted from, down to
file, sheet and row. A household is never listed to anyone but the secretariat: everyone
else sees how many in each commune."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
import streamlit as st

from actions.erasure.read_register import Manner
from documents.printing.listing_books import XLSX, build_listing_book
from documents.printing.listings import About, Fact, Listing
from indicators.definitions import DEFINITIONS
from indicators.disclosure.published import round_province_split
from indicators.disclosure.suppression import round_counts
from indicators.provenance import Provenance
from locales.names import add_units, list_short_names, list_titles
from locales.texts import escape_markdown
from pages.components import frames
from pages.components.callees import describe_report_state
from pages.components.corrections import list_corrections
from pages.components.privacy import (
    count_by_commune,
    find_threshold,
    may_see_exact,
    may_see_files,
    suppress_alone,
)
from pages.components.register_reading import record_reading
from pages.components.reports_apart import OF_TASKS, count_reports_apart
from pages.components.scans import find_submissions, show_scans_of
from pages.components.states import format_address_states, format_result_state
from pages.components.tables import show_table
from pages.components.visit import Visit

NOT_HELPED = "not_helped"
OF_ADDRESSES = frozenset({"coverage", NOT_HELPED})
NOT_LISTED = frozenset(  # by commune (docs/decisions/0010)
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
class FigureSource:
    """Where a figure comes from: the name of its definition, its list when asked for, and
    whose it is (`of`), where that is not the page's own sentence. Of one commune (`commune`,
    its id) the list is the province's: who reads counts only is told those of the commune as
    they are published, rounded beside all the others. What is `stated` stands in place of
    lists that its reader may not see, what is `read` in place of a ratio counted from them."""

    name: str
    provenance: Callable[[], Provenance]
    of: str = ""
    commune: int | None = None
    stated: str = ""
    read: str = ""


def trace_addresses(
    visit: Visit, find: Callable[..., Provenance], *arguments: object, **options: object
) -> Callable[[], Provenance]:
    """`find` (of indicators/provenance.py), asked of the rows of the register of the visit's year
    and the one before only when its list is opened."""
    return partial(_find_in_rows, visit, find, *arguments, **options)


def _find_in_rows(
    visit: Visit, find: Callable[..., Provenance], *arguments: object, **options: object
) -> Provenance:
    register = frames.load_whole_register(visit, (visit.year - 1, visit.year))
    return find(*arguments, register=register, **options)


def open_certificate(visit: Visit, origin: FigureSource) -> None:
    """Open the drawer; where it lists addresses, the journal records the reading."""
    title = visit.words.say(DEFINITIONS[origin.name].key("title"))
    address_count = _count_addresses(origin.provenance()) if may_see_exact(visit) else 0
    if address_count:
        record_reading(visit, Manner.VIEW, address_count, figure=origin.name)
    drawer = st.dialog(title, width="large", position="right")
    drawer(partial(show_certificate, visit, origin))()


def _count_addresses(provenance: Provenance) -> int:
    """How many of its rows name an address."""
    rows = (
        provenance.counted,
        provenance.rest,
        provenance.closed,
        provenance.unreported,
        provenance.left_out,
    )
    return sum(len(frame) for frame in rows if {"address_id", "address_code"} & {*frame.columns})


def show_certificate(visit: Visit, origin: FigureSource) -> None:
    """What the drawer holds."""
    words = visit.words
    definition = DEFINITIONS[origin.name]
    st.caption(escape_markdown(_describe_view(visit)))
    for aspect in ASPECTS:
        text = escape_markdown(words.say(definition.key(aspect)))
        st.markdown(f"**{words.say(f'provenance.{aspect}')}** {text}")
    provenance = origin.provenance()
    for text in (origin.of, _format_figure(visit, origin, provenance)):
        if text:
            st.markdown(f"**{escape_markdown(text)}**")
    if origin.stated:
        st.markdown(escape_markdown(origin.stated))
        st.caption(escape_markdown(words.say("privacy.nowhere")))
    is_listed = False
    for part in _list_parts(origin, provenance):
        rows = _build_list(visit, origin, provenance, part)
        is_listed = is_listed or rows is not None
        stands_open = part == "rest" or rows is None or len(rows) <= SHORT
        text = _describe_list(visit, origin, part, provenance)
        with st.expander(text, key=f"provenance-{part}-open", expanded=stands_open):
            if rows is None:
                st.caption(escape_markdown(words.say("privacy.nowhere")))
            else:
                show_table(visit, rows, key=f"provenance-{part}", tallest=PRINTED)
    apart = _describe_reports_apart(visit, origin, provenance)
    if apart:
        st.caption(escape_markdown(apart))
    if is_listed:
        show_scans_of(
            visit, find_submissions(provenance.counted, provenance.rest), key="provenance"
        )
    _show_download(visit, origin, "provenance.take" if is_listed else "provenance.take_cover")


def _describe_view(visit: Visit) -> str:
    """What the page around it says, for a sheet that is taken from it: the certificate is
    printed alone."""
    words = visit.words
    text = words.say("header.shown", year=visit.year, day=visit.as_of)
    return f"{text} · {words.say('header.sample')}" if visit.sample else text


def _show_download(visit: Visit, origin: FigureSource, key: str) -> None:
    """The way to take the certificate, called `key`; its file is made when asked for."""
    st.download_button(
        visit.words.say(key),
        partial(build_certificate_file, visit, origin),
        f"gs18-{origin.name}-{visit.year}-{visit.as_of:%Y%m%d}.xlsx",
        XLSX,
        key="provenance-take",
        on_click="ignore",
        icon=":material/download:",
    )


def build_certificate_file(visit: Visit, origin: FigureSource) -> bytes:
    """The certificate whole, a sheet for each list, as this reader sees it on the screen; where
    it lists addresses, the journal records the reading first."""
    words, provenance = visit.words, origin.provenance()
    address_count = _count_addresses(provenance) if may_see_exact(visit) else 0
    if address_count:
        record_reading(visit, Manner.DOWNLOAD, address_count, figure=origin.name)
    definition = DEFINITIONS[origin.name]
    facts: list[tuple[str, Fact]] = [
        (words.say("listing.period"), str(visit.year)),
        (words.say("listing.as_of"), visit.as_of),
        *(
            (words.say(f"provenance.{aspect}"), words.say(definition.key(aspect)))
            for aspect in ASPECTS
        ),
    ]
    apart = _describe_reports_apart(visit, origin, provenance)
    sentences = (origin.of, _format_figure(visit, origin, provenance), origin.stated, apart)
    facts += [("", sentence) for sentence in sentences if sentence]
    listings = []
    for part in _list_parts(origin, provenance):
        rows, sentence = (
            _build_list(visit, origin, provenance, part),
            _describe_list(visit, origin, part, provenance),
        )
        if rows is None:
            facts.append(("", sentence))
        else:
            listings.append(Listing(sentence, rows))
    paper = About(words.say(definition.key("title")), facts, visit.sample)
    return build_listing_book(paper, listings, words, cover_first=True)


def _format_figure(visit: Visit, origin: FigureSource, provenance: Provenance) -> str:
    """A ratio once more, with its part and whole; nothing where lists are no plain count of
    its rows. Who reads no exact count of addresses is told the figure as it was read."""
    if origin.name == "link_share":
        linked = provenance.counted["unit_id"].nunique()
        return _format_ratio(visit, linked, linked + len(provenance.rest))
    if origin.name == "grand_total" and len(provenance.counted):
        return visit.words.say(
            "provenance.sum_of_money", value=int(provenance.counted["value_vnd"].sum())
        )
    of_addresses = origin.name in OF_ADDRESSES | NOT_LISTED and not may_see_exact(visit)
    part, whole = len(provenance.counted), provenance.whole
    counts_rows = DEFINITIONS[origin.name].whole is not None and origin.name not in OF_AGENCIES
    if of_addresses:
        return origin.read
    return _format_ratio(visit, part, whole) if counts_rows else ""


def _describe_reports_apart(visit: Visit, origin: FigureSource, provenance: Provenance) -> str:
    """Of a figure of tasks: how many yearly reports are judged elsewhere."""
    if origin.name not in OF_TASKS or origin.stated:
        return ""
    count = count_reports_apart(
        visit, pd.concat([provenance.counted, provenance.rest, provenance.left_out])
    )
    return visit.words.say("provenance.reports_apart", count=count) if count else ""


def _format_ratio(visit: Visit, part: int, whole: int) -> str:
    if not whole:
        return ""
    return visit.words.say("provenance.ratio", share=part / whole, part=part, whole=whole)


def _list_parts(origin: FigureSource, provenance: Provenance) -> dict[str, pd.DataFrame]:
    """The lists of a certificate that have any rows."""
    if origin.stated:
        return {}
    lists = (
        provenance.counted,
        provenance.rest,
        provenance.closed,
        provenance.unreported,
        provenance.left_out,
    )
    names = ("counted", "rest", "closed", "unreported", "left_out")
    parts = dict(zip(names, lists, strict=True))
    return {part: rows for part, rows in parts.items() if len(rows)}


def _round_size(visit: Visit, origin: FigureSource, part: str, provenance: Provenance) -> int:
    """About how many rows a list has; the lists of coverage add up, as elsewhere."""
    size = len(getattr(provenance, part))
    if origin.name not in OF_ADDRESSES or part in ("left_out", "unreported"):
        return int(round_counts(pd.Series([size], dtype="Int64"), find_threshold(visit)).iloc[0])
    nobody = provenance.counted if origin.name == NOT_HELPED else provenance.rest
    whole, bare, closed = (
        pd.Series([size]) for size in (provenance.whole, len(nobody), len(provenance.closed))
    )
    split = round_province_split(whole, bare, closed, find_threshold(visit)).iloc[0]
    names = ("nobody", "part") if origin.name == NOT_HELPED else ("part", "nobody")
    lists = {"counted": names[0], "rest": names[1], "closed": "closed_unhelped"}
    return int(split[lists[part]])


def _describe_list(visit: Visit, origin: FigureSource, part: str, provenance: Provenance) -> str:
    """What a list is and how long; how often somebody helped is told about, in the list."""
    rows: pd.DataFrame = getattr(provenance, part)
    if origin.name == "link_share" and part == "counted":
        return visit.words.say("provenance.counted_bodies", count=rows["unit_id"].nunique())
    hidden = origin.commune is not None or (origin.name in OF_AGENCIES and part != "rest")
    if hidden and not may_see_exact(visit):
        return visit.words.say(f"privacy.{part}")
    if origin.name in OF_ADDRESSES | NOT_LISTED and not may_see_exact(visit):
        return visit.words.say(
            f"privacy.{part}_about", count=_round_size(visit, origin, part, provenance)
        )
    return visit.words.say(f"provenance.{part}", count=len(rows))


def _build_list(
    visit: Visit, origin: FigureSource, provenance: Provenance, part: str
) -> pd.DataFrame | None:
    """A list as this reader may see it; None where nothing but its length is told."""
    rows = _list_parts(origin, provenance)[part]
    if origin.name in OF_ADDRESSES | NOT_LISTED and may_see_exact(visit):
        return _build_address_rows(visit, rows)
    if origin.name in NOT_LISTED:
        return None
    if origin.name in OF_ADDRESSES:
        return count_by_commune(
            visit, *_convert_to_coverage(origin, provenance, part), only=origin.commune
        )
    if origin.name in OF_AGENCIES:
        return (
            _build_unlinked_rows(visit, rows) if part == "rest" else _build_agency_rows(visit, rows)
        )
    return _build_due_rows(visit, origin.name, rows)


def _convert_to_coverage(
    origin: FigureSource, provenance: Provenance, part: str
) -> tuple[Provenance, str]:
    """A certificate as coverage has it, and what the list `part` is called there: whatever is
    asked, each commune reads the same."""
    if origin.name != NOT_HELPED:
        return provenance, part
    swapped = replace(provenance, counted=provenance.rest, rest=provenance.counted)
    return swapped, {"counted": "rest", "rest": "counted"}.get(part, part)


def _build_address_rows(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows themselves; a visit without a dossier belongs to no commune."""
    if "commune_id" not in rows:
        return _count_by_unit(visit, rows, "commune_id")
    dossiers = rows.rename(columns={"code": "address"}).drop(columns="kind", errors="ignore")
    dossiers = add_units(dossiers, "commune_id", frames.load_catalogue(visit).units)
    dossiers = dossiers.assign(commune=list_short_names(dossiers, visit.words))
    if "status" in dossiers:
        dossiers["state"] = format_address_states(visit.words, dossiers)
    if "why" in dossiers:
        dossiers["why"] = [visit.words.say(f"provenance.why.{why}") for why in dossiers["why"]]
    return _add_corrections(visit, dossiers, ["address", "commune", "state", "why", *PLACE])


def _build_agency_rows(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    """Each support with its place for the secretariat, how many each agency gave for others."""
    if not may_see_exact(visit) or "address_code" not in rows:
        return _count_by_unit(visit, rows, "unit_id")
    supports = rows.assign(unit=list_short_names(rows, visit.words), address=rows["address_code"])
    return _add_corrections(visit, supports, ["unit", "address", *PLACE])


def _build_unlinked_rows(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    """The agencies that stand by no address, each by its name and nought."""
    return rows.assign(unit=list_short_names(rows, visit.words), count=0)[["unit", "count"]]


def _count_by_unit(visit: Visit, rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """How many rows each unit of `column` has, the most first as the visitor may read them."""
    if column not in rows:
        count = suppress_alone(visit, pd.Series([len(rows)]))
        why = visit.words.say("provenance.why.no_dossier")
        return count.assign(why=why, count=count["figure_text"])[["why", "count"]]
    sizes = rows.groupby(column).size().rename("count").reset_index()
    units = add_units(sizes, column, frames.load_catalogue(visit).units)
    units = units.assign(unit=list_short_names(units, visit.words))
    counts = suppress_alone(visit, units["count"]).assign(
        unit=units["unit"], position=units["position"]
    )
    # by what is told: the order of exact counts would tell who of two hidden ones has more
    counts = counts.sort_values(["count", "position"], ascending=[False, True])
    return counts.assign(count=counts["figure_text"])[["unit", "count"]]


def _build_due_rows(visit: Visit, name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Due results or due reports, each with its place in the file it came from."""
    words = visit.words
    due_rows = rows.assign(unit=list_short_names(rows, words))
    if name in OF_REPORTS:
        due_rows = due_rows.assign(
            state=[describe_report_state(visit, row) for row in rows.to_dict("records")]
        )
    else:
        due_rows = due_rows.assign(
            task=list_titles(rows, words),
            state=[format_result_state(words, state) for state in rows["state"]],
        )
    if "why" in due_rows:
        due_rows["why"] = [words.say(f"provenance.why.{why}") for why in due_rows["why"]]
    amount = [AMOUNT_OF[name]] if name in AMOUNT_OF else []
    columns = ["unit", "task", "state", *amount, "why", "received_on", "document_no"]
    if may_see_files(visit):
        return _add_corrections(visit, due_rows, [*columns, *PLACE])
    return due_rows[[name for name in columns if name in due_rows]]


def _add_corrections(visit: Visit, rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Those of the columns that there are, and what the office corrected where it did."""
    table_rows = rows[[name for name in columns if name in rows]]
    if "row" not in rows:
        return table_rows
    corrected = list_corrections(visit, rows)
    return table_rows.assign(corrected=corrected) if corrected.notna().any() else table_rows
