"""The figures of one agency."""

from functools import partial

import pandas as pd

from indicators.completion import completion
from indicators.disclosure.published import suppress_effort
from indicators.link_share import sum_effort
from indicators.provenance import find_agency_provenance, find_result_provenance
from indicators.totals import grand_total
from locales.numbers import is_missing
from models.snapshots import Register
from pages.components import comparisons, frames
from pages.components.certificate import FigureSource, trace_addresses
from pages.components.figures import Figure
from pages.components.privacy import find_threshold, format_counts, format_worth, may_see_exact
from pages.components.share_figures import build_overview_keys, build_share_figure
from pages.components.visit import Visit

COUNTED = ("addresses", "visits")


def build_agency_figures(visit: Visit, own: pd.DataFrame, unit_id: int) -> list[Figure]:
    """Completion, value of its work, addresses it helps; `own` are its due results."""
    words = visit.words
    years = (visit.year, visit.year - 1)
    money, money_before = (
        comparisons.find_year(grand_total(own, by=("year",)), year) for year in years
    )
    return [
        build_share_figure(
            visit,
            completion(own, by=("year",)),
            "completion",
            keys=build_overview_keys("completion"),
            provenance=partial(find_result_provenance, "completion", own, _select_year(visit)),
        ),
        Figure(
            words.say("agency.money"),
            words.say("figure.money", value=money["value_vnd"]),
            words.say("agency.money_counted"),
            comparisons.compare_money(visit, money["value_vnd"], money_before["value_vnd"]),
            FigureSource(
                "grand_total",
                partial(find_result_provenance, "grand_total", own, _select_year(visit)),
            ),
        ),
        _build_support_figure(visit, unit_id),
    ]


def _build_support_figure(visit: Visit, unit_id: int) -> Figure:
    """How many addresses it helps: a count only, and about how many for most."""
    words = visit.words
    units = frames.load_catalogue(visit).units
    register = frames.load_register(visit, (visit.year - 1, visit.year))
    own = units[units["unit_id"] == unit_id]
    efforts = _count_efforts(visit, register, own)
    now, before = (comparisons.find_year(efforts, year) for year in (visit.year, visit.year - 1))
    addresses, visits = (format_counts(visit, now[[name]], now[["hidden"]])[0] for name in COUNTED)
    is_unknown = is_missing(now["addresses"]) and (is_missing(now["hidden"]) or not now["hidden"])
    facts = {"visits": visits, "value": format_worth(visit, now["value_vnd"])}
    read = format_counts(visit, before[["addresses"]], before[["hidden"]])[0]
    return Figure(
        words.say("agency.addresses"),
        words.say("figure.share", share=None) if is_unknown else addresses,
        _describe_help(visit, now, facts),
        comparisons.compare_counts(visit, now["addresses"], before["addresses"], read=read),
        FigureSource(
            "supported",
            trace_addresses(
                visit, find_agency_provenance, selection=_select_year(visit), agencies=own
            ),
        ),
    )


def _describe_help(visit: Visit, now: "pd.Series", facts: dict[str, str]) -> str:
    """What the addresses are that it helps, and that there are others, which do not count yet;
    nothing where there is no register, or nobody's help is reported."""
    if is_missing(now["unreported"]):
        return ""
    is_hidden, silent = bool(now["hidden"]), visit.words.say("agency.unreported")
    if is_missing(now["addresses"]) and not is_hidden:
        return silent if now["unreported"] else ""
    description = visit.words.say("agency.helped", **facts)
    return f"{description}; {silent}" if now["unreported"] else description


def _count_efforts(visit: Visit, register: Register, own: pd.DataFrame) -> pd.DataFrame:
    """What it gave in each year, as the visitor may read it."""
    efforts = sum_effort(register, own).assign(hidden=False)
    return (
        efforts if may_see_exact(visit) else suppress_effort(efforts, least=find_threshold(visit))
    )


def _select_year(visit: Visit) -> dict[str, object]:
    return {"year": visit.year}
