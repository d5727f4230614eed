"""The figures of Tổng quan: reports, completion, coverage, addresses that nobody helps."""

from functools import partial

from indicators.birth import birth_of_addresses, birth_of_reports, birth_of_results
from indicators.completion import completion
from indicators.coverage import coverage
from indicators.timeliness import timeliness
from locales.numbers import missing
from pages.parts import comparisons, frames
from pages.parts.birth import Origin
from pages.parts.figures import Figure
from pages.parts.privacy import counted, of_province
from pages.parts.visit import Visit
from pages.watch.share_figures import of_share, overview_words
from pages.watch.standing import Standing


def of_overview(visit: Visit, now: Standing) -> list[Figure]:
    """The four, each beside last year and with its birth certificate."""
    return [received(visit, now), completed(visit), *of_addresses(visit)]


def received(visit: Visit, now: Standing) -> Figure:
    """How many reports came, of those owed."""
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


def completed(visit: Visit) -> Figure:
    """How much of the plan is done, of what has fallen due; before that, of all assigned."""
    rows = frames.results(visit, (visit.year - 1, visit.year))
    told = frames.once(visit, "completion", partial(completion, rows, by=("year",)))
    now = comparisons.of_year(told, visit.year)
    kind = "progress" if missing(now["share"]) else "completion"
    birth = partial(birth_of_results, kind, rows, {"year": visit.year})
    return of_share(visit, told, kind, said=overview_words(kind), birth=birth)


def of_addresses(visit: Visit) -> list[Figure]:
    """Coverage, and how many addresses have nobody."""
    words = visit.words
    register = frames.register(visit, (visit.year - 1, visit.year))
    told = frames.once(visit, "coverage", lambda: of_province(visit, coverage(register, by=())))
    now, before = (comparisons.of_year(told, year) for year in (visit.year, visit.year - 1))
    birth = partial(birth_of_addresses, "coverage", register, {"year": visit.year})
    return [
        of_share(visit, told, "coverage", said=overview_words("coverage"), birth=birth),
        Figure(
            words.say("overview.nobody"),
            counted(visit, now["nobody"]),
            "" if missing(now["several"]) else _several(visit, now["several"]),
            comparisons.counts(
                visit, now["nobody"], before["nobody"], read=counted(visit, before["nobody"])
            ),
            Origin("coverage", birth),
        ),
    ]


def _several(visit: Visit, count: object) -> str:
    return visit.words.say("overview.nobody_counted", several=counted(visit, count))
