"""The figures of the addresses: both sides of the campaign."""

from functools import partial

import pandas as pd

from indicators.link_share import link_share
from indicators.provenance import find_address_provenance, find_agency_provenance
from locales.numbers import is_missing
from models.snapshots import Register
from models.units import Level
from pages.components import comparisons, frames
from pages.components.certificate import FigureSource, trace_addresses
from pages.components.figures import Figure
from pages.components.privacy import format_count, format_worth
from pages.components.share_figures import FigureKeys, build_overview_keys, build_share_figure
from pages.components.visit import Visit


def build_address_figures(visit: Visit, coverage_by_year: pd.DataFrame) -> list[Figure]:
    """Coverage, regular help and visits."""
    words = visit.words
    now, before = (
        comparisons.find_year(coverage_by_year, year) for year in (visit.year, visit.year - 1)
    )
    selection = {"year": visit.year}
    provenance = partial(trace_addresses, visit, find_address_provenance, selection=selection)
    return [
        build_share_figure(
            visit,
            coverage_by_year,
            "coverage",
            keys=build_overview_keys("coverage"),
            provenance=provenance("coverage"),
        ),
        build_share_figure(
            visit,
            coverage_by_year,
            "committed",
            keys=FigureKeys("addresses.committed", "addresses.committed_counted"),
            provenance=provenance("committed"),
        ),
        Figure(
            words.say("addresses.visits"),
            format_count(visit, now["visits"]),
            "" if is_missing(now["value_vnd"]) else _format_worth(visit, now["value_vnd"]),
            comparisons.compare_counts(
                visit, now["visits"], before["visits"], read=format_count(visit, before["visits"])
            ),
            FigureSource("visits", provenance("visits"), read=_format_visits(visit, now)),
        ),
    ]


def _format_visits(visit: Visit, now: "pd.Series") -> str:
    """Visits and what they were worth, as they are read, for their certificate."""
    if is_missing(now["visits"]):
        return ""
    text = visit.words.say("addresses.visits_read", visits=format_count(visit, now["visits"]))
    return (
        text
        if is_missing(now["value_vnd"])
        else f"{text}, {_format_worth(visit, now['value_vnd'])}"
    )


def _format_worth(visit: Visit, vnd: object) -> str:
    return visit.words.say("addresses.visits_counted", value=format_worth(visit, vnd))


def find_asked_agencies(visit: Visit) -> pd.DataFrame:
    """The province's bodies: each is asked to stand by one address."""
    units = frames.load_catalogue(visit).units
    return units[units["level"] == Level.PROVINCE.value]


def build_linked_figure(visit: Visit, register: Register) -> Figure:
    """How many of the province's bodies stand by an address."""
    words = visit.words
    agencies = find_asked_agencies(visit)
    link_shares = link_share(register, agencies)
    now, before = (
        comparisons.find_year(link_shares, year) for year in (visit.year, visit.year - 1)
    )
    return Figure(
        words.say("addresses.linked"),
        words.say("figure.of", part=now["part"], whole=now["whole"]),
        _describe_linked(visit, now),
        comparisons.compare_counts(visit, now["part"], before["part"]),
        FigureSource(
            "link_share",
            trace_addresses(
                visit,
                find_agency_provenance,
                selection={"year": visit.year},
                agencies=agencies,
            ),
        ),
    )


def _describe_linked(visit: Visit, now: "pd.Series") -> str:
    """What is counted, and that agencies are left out all of whose help is not reported."""
    description = visit.words.say("addresses.linked_counted")
    if is_missing(now["left_out"]) or not now["left_out"]:
        return description
    return f"{description}; {visit.words.say('addresses.linked_left_out', count=now['left_out'])}"
