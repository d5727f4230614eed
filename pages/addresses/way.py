"""The way of the addresses, from the survey to standing on their own feet: over the province,
and of one commune for who may know single addresses."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from charts.lengths import build_lengths_rows
from indicators.disclosure.published import UNPLACED
from indicators.funnel import STAGES, count_stages
from indicators.provenance import find_stage_provenance
from locales.numbers import is_missing
from locales.texts import capitalise
from models.snapshots import Register
from pages.components import comparisons, frames, notes
from pages.components.cache import once
from pages.components.certificate import FigureSource, open_certificate, trace_addresses
from pages.components.clicks import Codes
from pages.components.headline import show_subtitle
from pages.components.picture import Pick, draw_chart
from pages.components.privacy import format_count, may_see_exact, suppress_totals
from pages.components.share_figures import format_ratio
from pages.components.visit import Visit

OF_HELP = ("helped", "committed")
DEFINITION_OF = {  # stage → the definition that signs it
    "surveyed": "confirmed",
    "confirmed": "confirmed",
    "committed": "committed",
    "helped": "coverage",
    "risen": "risen",
}


def show_province_funnel(visit: Visit) -> None:
    """The funnel over the province; it tells of no commune."""
    now, bars = once(_count_province, visit)
    _show_funnel(visit, {"year": visit.year}, now=now, bars=bars)


def _count_province(visit: Visit) -> "tuple[pd.Series, pd.DataFrame]":
    """The stages of the visit's year, and the bars that show them."""
    stages = suppress_totals(visit, count_stages(_load_register(visit)))
    now = comparisons.find_year(stages, visit.year)
    return now, _build_rows(visit, now)


def show_commune_funnel(visit: Visit, commune_id: int) -> None:
    """The funnel of one commune. Its stages overlap and the province's are told exactly: what
    each commune has in them cannot be rounded so that nothing is deduced, so it is told to
    nobody else (docs/decisions/0010)."""
    if not may_see_exact(visit):
        notes.show_note(visit.words.say("funnel.untold"))
        return
    counted = once(_count_commune, visit, commune_id)
    if counted is not None:
        now, bars = counted
        commune = None if commune_id == UNPLACED else commune_id
        where = {"year": visit.year, "commune_id": commune}
        _show_funnel(visit, where, now=now, bars=bars)


def _count_commune(visit: Visit, commune_id: int) -> "tuple[pd.Series, pd.DataFrame] | None":
    """The same of one commune; None where it had no address in the year."""
    stages = once(count_stages, _load_register(visit), ("commune_id",))
    is_own = stages["commune_id"].fillna(UNPLACED) == commune_id
    rows = stages[is_own & (stages["year"] == visit.year)]
    return (rows.iloc[0], _build_rows(visit, rows.iloc[0])) if len(rows) else None


def _show_funnel(
    visit: Visit,
    where: Mapping[str, object],
    *,
    now: "pd.Series",
    bars: pd.DataFrame,
) -> None:
    """The stages of a row of `count_stages`, which is counted of `where`, as `bars`."""
    words, place = visit.words, "-".join(str(part) for part in where.values())
    message = words.say(
        "funnel.message",
        confirmed=format_count(visit, now["confirmed"]),
        whole=format_count(visit, now["surveyed"]),
        risen=format_count(visit, now["risen"]),
    )
    show_subtitle(capitalise(message))
    pick = Pick(f"way-{place}", opens=partial(_open_stage, visit, where, now=now))
    draw_chart(visit, "lengths", bars, alt=message, pick=pick)
    notes.show_hint(words.say("pick.origin"), key="way")
    closed, risen = (format_count(visit, now[name]) for name in ("closed", "risen"))
    notes.show_note(capitalise(words.say("funnel.closed", closed=closed, risen=risen)))
    notes.show_source(visit, "register")


def _open_stage(
    visit: Visit, where: Mapping[str, object], codes: Codes, *, now: "pd.Series"
) -> None:
    """The certificate of one stage of `now`."""
    stage = codes["code"]
    if stage in DEFINITION_OF:
        provenance = trace_addresses(visit, find_stage_provenance, stage, selection=where)
        of, whole = visit.words.say(f"funnel.{stage}"), _count_whole(now, stage)
        share = float(now[stage]) / whole if whole and not is_missing(now[stage]) else None
        read = format_ratio(
            visit, share, format_count(visit, now[stage]), format_count(visit, whole)
        )
        open_certificate(visit, FigureSource(DEFINITION_OF[stage], provenance, of=of, read=read))


def _build_rows(visit: Visit, now: "pd.Series") -> pd.DataFrame:
    words = visit.words
    lines = [
        {
            "label": words.say(f"funnel.{stage}"),
            "code": stage,
            "value": now[stage],
            "figure_text": words.say(
                "funnel.said",
                count=format_count(visit, now[stage]),
                share=float(now[stage]) / _count_whole(now, stage),
            ),
            "kind": "added",
        }
        for stage in STAGES
        if not is_missing(now[stage])  # nobody has reported any help
    ]
    return build_lengths_rows(pd.DataFrame(lines), words)


def _count_whole(now: "pd.Series", stage: str) -> int:
    """What a stage is a share of: help, of the addresses whose help is reported."""
    silent = now["unreported"] if stage in OF_HELP else 0
    return int(now["surveyed"]) - int(silent)


def _load_register(visit: Visit) -> Register:
    return frames.load_register(visit, (visit.year - 1, visit.year))
