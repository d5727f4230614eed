"""Humanitarian addresses (both sides of the campaign), organisation, and money."""

from collections.abc import Iterator

import pandas as pd

from charts.amounts import amounts_rows
from charts.coverage_list import coverage_list_rows
from charts.lengths import lengths_rows
from documents.yearly import Block, Cell, Paragraph
from documents.yearly_charts import chart, rules
from documents.yearly_evidence import Evidence, one_of
from documents.yearly_figures import Column, Of, Teller, joined, shown
from documents.yearly_results import quantity_of, tasks_of
from indicators.funnel import STAGES
from locales.names import short_names, with_units
from locales.numbers import missing
from models.tasks import AddsUp

MOST_COMMUNES = 15  # of those with most addresses that nobody helps; the addendum has all


def addresses(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Coverage, commitment, the way of an address, and the agencies that stand by one."""
    now, before = (one_of(evidence.coverage, year) for year in (teller.year, teller.year - 1))
    if missing(now["whole"]) or not now["whole"]:
        yield teller.told("report.addresses.none", year=teller.year)
    else:
        yield from _helped(teller, now, before)
        yield from _way(evidence, teller)
        yield from _gaps(evidence)
    yield from _linked(evidence, teller)


def _helped(teller: Teller, now: "pd.Series", before: "pd.Series") -> Iterator[Block]:
    facts = {
        name: teller.figure(measure, now[name])
        for name, measure in (
            ("whole", "addresses"),
            ("part", "addresses_helped"),
            ("nobody", "addresses_nobody"),
            ("several", "addresses_several"),
            ("visits", "visits"),
            ("committed", "addresses_committed"),
        )
    }
    share = teller.figure("coverage", now["share"])
    committed = teller.figure("committed_share", now["committed_share"])
    told = [teller.told("report.addresses", share=share, committed_share=committed, **facts)]
    if not missing(before["share"]):
        last = teller.year - 1
        share = teller.figure("coverage", before["share"], year=last)
        told.append(teller.told("report.addresses.before", year=last, share=share))
    yield joined(*told)


def _way(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    now = one_of(evidence.funnel, teller.year)
    facts = {stage: teller.figure(f"stage_{stage}", now[stage]) for stage in STAGES}
    yield teller.told("report.way", **facts)
    say = evidence.words.say
    lines = [
        {
            "label": say(f"funnel.{stage}"),
            "value": now[stage],
            "said": say("number.count", value=now[stage]),
            "kind": "added",
        }
        for stage in STAGES
    ]
    drawn = lengths_rows(pd.DataFrame(lines), evidence.words)
    yield chart("lengths", drawn, evidence, about="way")


def _gaps(evidence: Evidence) -> Iterator[Block]:
    communes = evidence.communes.dropna(subset=["nobody"])
    worst = communes.sort_values("nobody", ascending=False, kind="stable").head(MOST_COMMUNES)
    if worst.empty:
        return
    named = with_units(worst, "commune_id", evidence.register.catalogue.units)
    rows = named.assign(label=short_names(named, evidence.words))
    yield chart("coverage_list", coverage_list_rows(rows, evidence.words), evidence)


def _linked(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    now = one_of(evidence.linked, teller.year)
    if missing(now["whole"]) or not now["whole"]:
        return
    yield teller.told(
        "report.linked",
        part=teller.figure("agencies_linked", now["part"]),
        whole=teller.figure("agencies_asked", now["whole"]),
        share=teller.figure("link_share", now["share"]),
    )


def organisation(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Members, volunteers, chapters: as they stood at the end, never added over years."""
    stocks = evidence.now[evidence.now["adds_up"] == AddsUp.STOCK.value]
    lines = []
    for task in tasks_of(evidence, stocks):
        of = Of("task", task["task_code"], str(task["title"]))
        quantity = quantity_of(teller, task, of)
        if quantity.value is not None:
            told = _before(evidence, task["task_code"])
            before = teller.figure("quantity", told, of, year=teller.year - 1)
            name, measure = Cell(of.name), Cell(str(task["measure"]))
            lines.append([name, measure, shown(before), shown(quantity)])
    if not lines:
        yield teller.told("report.organisation.none", year=teller.year)
        return
    yield teller.told("report.organisation")
    columns = (
        Column("task", 6.0),
        Column("measure", 2.0),
        Column("last_year", 2.0, numeric=True),
        Column("this_year", 2.0, numeric=True),
    )
    yield teller.table("organisation", columns, lines)


def _before(evidence: Evidence, code: object) -> object:
    found = one_of(evidence.totals[evidence.totals["task_code"] == code], evidence.year - 1)
    return found["quantity"]


def money(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """All money and goods of the year, no movement counted twice, and of the years before."""
    now, before = (one_of(evidence.grand_total, year) for year in (teller.year, teller.year - 1))
    if missing(now["value_vnd"]):
        yield teller.told("report.money.none", year=teller.year)
        return
    told = [teller.told("report.money.all", value=teller.figure("grand_total", now["value_vnd"]))]
    if not missing(before["value_vnd"]):
        told.append(_last_year(teller, before["value_vnd"]))
    yield joined(*told)
    sums = evidence.grand_total[evidence.grand_total["year"].isin(evidence.years)]
    millions = sums["value_vnd"].astype("float64") / 1e6
    state = millions.isna().map({True: "not_reported", False: None})
    drawn = amounts_rows(
        pd.DataFrame({"year": sums["year"], "value": millions.round(), "state": state}),
        evidence.words,
        reorganised=rules(evidence),
    )
    yield chart("amounts", drawn, evidence)


def _last_year(teller: Teller, value: object) -> Paragraph:
    last = teller.year - 1
    return teller.told(
        "report.money.before", year=last, value=teller.figure("grand_total", value, year=last)
    )
