"""Tổng quan: where do we stand, and what needs a decision today?"""

from functools import partial

import streamlit as st

from charts.completion import completion_rows
from indicators.birth import birth_of_addresses, birth_of_reports, birth_of_results
from indicators.completion import completion
from indicators.coverage import coverage
from indicators.timeliness import timeliness
from pages.parts import comparisons, frames, notes
from pages.parts.birth import Origin
from pages.parts.callees import callees
from pages.parts.empty import empty
from pages.parts.figures import Figure, figures
from pages.parts.headline import headline, subtitle
from pages.parts.links import link
from pages.parts.picture import draw
from pages.parts.visit import Visit
from pages.watch.groups import by_group, slowest
from pages.watch.standing import Standing, standing

SHOWN = 6  # cards; the rest is one click away


def show(visit: Visit) -> None:
    """The screen."""
    now = standing(visit, (visit.year - 1, visit.year))
    if not now.owed:
        empty(visit, "no_reports", year=visit.year)
        return
    headline(now.said(visit))
    figures(visit, [_received(visit, now), _completion(visit), *_addresses(visit)])
    _groups(visit)
    _to_do(visit, now)


def _received(visit: Visit, now: Standing) -> Figure:
    words = visit.words
    told = frames.once(visit, "timeliness", partial(timeliness, now.all_years))
    before = comparisons.of_year(told, visit.year - 1)
    return Figure(
        words.say("overview.received"),
        words.say("figure.of", part=now.received, whole=now.owed),
        words.say("overview.received_counted", in_time=now.in_time, late=now.late),
        comparisons.of_parts(visit, before["received"], before["due"]),
        Origin("received_share", partial(birth_of_reports, "received_share", now.of_year, {})),
    )


def _completion(visit: Visit) -> Figure:
    words = visit.words
    rows = frames.results(visit, (visit.year - 1, visit.year))
    told = frames.once(visit, "completion", partial(completion, rows, by=("year",)))
    now, before = (comparisons.of_year(told, year) for year in (visit.year, visit.year - 1))
    return Figure(
        words.say("overview.completion"),
        words.say("figure.share", share=now["share"]),
        words.say("overview.completion_counted", part=now["part"], whole=now["whole"]),
        comparisons.shares(visit, now["share"], before["share"]),
        Origin("completion", partial(birth_of_results, "completion", rows, {"year": visit.year})),
    )


def _addresses(visit: Visit) -> list[Figure]:
    words = visit.words
    register = frames.register(visit, (visit.year - 1, visit.year))
    told = frames.once(visit, "coverage", partial(coverage, register, by=()))
    now, before = (comparisons.of_year(told, year) for year in (visit.year, visit.year - 1))
    counted = words.say("overview.coverage_counted", part=now["part"], whole=now["whole"])
    several = words.say("overview.nobody_counted", several=now["several"])
    birth = partial(birth_of_addresses, "coverage", register, {"year": visit.year})
    return [
        Figure(
            words.say("overview.coverage"),
            words.say("figure.share", share=now["share"]),
            counted,
            comparisons.shares(visit, now["share"], before["share"]),
            Origin("coverage", birth),
        ),
        Figure(
            words.say("overview.nobody"),
            words.say("figure.addresses", value=now["nobody"]),
            several,
            comparisons.counts(visit, now["nobody"], before["nobody"]),
            Origin("coverage", birth),
        ),
    ]


def _groups(visit: Visit) -> None:
    results = frames.results(visit, (visit.year - 1, visit.year))
    groups = frames.once(visit, "groups", partial(by_group, visit, results))
    rows = frames.once(visit, "groups drawn", partial(completion_rows, groups, visit.words))
    message = slowest(visit, groups)
    subtitle(message)
    draw(visit, "completion", rows, alt=message)
    notes.source(visit, "returns")


def _to_do(visit: Visit, now: Standing) -> None:
    words = visit.words
    if now.absent.empty:
        empty(visit, "nothing_to_do")
        return
    subtitle(words.say("overview.to_do", count=len(now.absent)))
    callees(visit, now.absent.head(SHOWN))
    with st.container(horizontal=True):
        link(visit, "qua-han", words.say("overview.all_overdue"))
        link(visit, "dia-chi", words.say("overview.all_addresses"))
