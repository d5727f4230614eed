"""Humanitarian addresses (both sides of the campaign), organisation, and money."""

from collections.abc import Iterator

import pandas as pd

from charts.amounts import build_amounts_rows
from charts.coverage_list import build_coverage_list_rows
from charts.lengths import build_lengths_rows
from documents.yearly import Block, Cell, Figure, Paragraph
from documents.yearly_charts import REGISTER, ROUNDED, chart, rules
from documents.yearly_evidence import Evidence, one_of
from documents.yearly_figures import Column, Of, Teller, joined, shown
from documents.yearly_results import quantity_of, tasks_of
from indicators.funnel import STAGES
from locales.names import short_names, with_units
from locales.numbers import missing
from models.tasks import AddsUp

MOST_NAMED = 10  # communes named in a sentence; more are counted, and stand in the addendum
MOST_COMMUNES = 15  # of those with most addresses that nobody helps; the addendum has all


def addresses(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Coverage, commitment, the way of an address, and the agencies that stand by one."""
    now = one_of(evidence.coverage, teller.year)
    if missing(now["unreported"]):
        yield teller.told("report.addresses.none", year=teller.year)
        return
    if missing(now["whole"]):
        silent = teller.figure("addresses_unreported", now["unreported"])
        yield joined(
            teller.told("report.addresses.no_help", whole=silent), *_rough(evidence, teller)
        )
        return
    yield joined(*_helped(evidence, teller, now), *_rough(evidence, teller))
    yield from _way(evidence, teller)
    yield from _gaps(evidence)
    yield from _linked(evidence, teller)


def _helped(evidence: Evidence, teller: Teller, now: "pd.Series") -> Iterator[Paragraph]:
    """The addresses of the year and their help; then the same two shares of the year before."""
    counts = (
        ("whole", "addresses"),
        ("part", "addresses_helped"),
        ("nobody", "addresses_nobody"),
        ("closed_unhelped", "addresses_closed"),
        ("several", "addresses_several"),
        ("visits", "visits"),
        ("committed", "addresses_committed"),
    )
    facts = {name: teller.figure(measure, now[name]) for name, measure in counts}
    key = "report.addresses.reported" if now["unreported"] else "report.addresses"
    yield teller.told(key, **facts, **_shares(teller, now, teller.year))
    yield from _unreported(evidence, teller, now)
    last = teller.year - 1
    before = one_of(evidence.coverage, last)
    if not missing(before["share"]):
        yield teller.told("report.addresses.before", year=last, **_shares(teller, before, last))


def _unreported(evidence: Evidence, teller: Teller, now: "pd.Series") -> Iterator[Paragraph]:
    """How many addresses are left out of all these, and whose help nobody has reported."""
    silent = evidence.silent_communes
    if not now["unreported"] or silent.empty:
        return
    names = list(short_names(silent, evidence.words))
    key = (
        "report.addresses.left_out"
        if len(names) <= MOST_NAMED
        else ("report.addresses.left_out_many")
    )
    yield teller.told(
        key,
        addresses=teller.figure("addresses_unreported", now["unreported"]),
        count=len(names),
        names=", ".join(names),
    )


def _shares(teller: Teller, row: "pd.Series", year: int) -> dict[str, Figure]:
    """Coverage and committed share of a year, side by side: each is told beside its like."""
    return {
        "share": teller.figure("coverage", row["share"], year=year),
        "committed_share": teller.figure("committed_share", row["committed_share"], year=year),
    }


def _rough(evidence: Evidence, teller: Teller) -> Iterator[Paragraph]:
    """Whose figures these are, where the register's are rounded."""
    if evidence.rough:
        yield teller.told("report.addresses.rough", least=evidence.least)


def _way(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    now = one_of(evidence.funnel, teller.year)
    facts = {stage: teller.figure(f"stage_{stage}", now[stage]) for stage in STAGES}
    yield teller.told("report.way", day=evidence.last_day_of_help, **facts)
    say = evidence.words.say
    lines = [
        {
            "label": say(f"funnel.{stage}"),
            "value": now[stage],
            "said": facts[stage].text,
            "kind": "added",
        }
        for stage in STAGES
    ]
    drawn = build_lengths_rows(pd.DataFrame(lines), evidence.words)
    yield chart("lengths", drawn, evidence, about="way", source=REGISTER)


def _gaps(evidence: Evidence) -> Iterator[Block]:
    communes = evidence.communes.dropna(subset=["nobody"])
    worst = communes.sort_values("nobody", ascending=False, kind="stable").head(MOST_COMMUNES)
    if worst.empty:
        return
    named = with_units(worst, "commune_id", evidence.register.catalogue.units)
    rows = named.assign(label=short_names(named, evidence.words))
    drawn = build_coverage_list_rows(rows, evidence.words)
    yield chart("coverage_list", drawn, evidence, source=ROUNDED)


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
    if now["left_out"]:
        count = teller.figure("agencies_left_out", now["left_out"])
        yield teller.told("report.linked_left_out", count=count)


def organisation(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """Members, volunteers, chapters: as they stood at the end, never added over years."""
    stocks = evidence.now[evidence.now["adds_up"] == AddsUp.STOCK.value]
    lines = []
    for task in tasks_of(evidence, stocks):
        of = Of("task", task["task_code"], str(task["title"]))
        quantity = quantity_of(teller, task, of)
        if quantity.value is not None:
            told = _before(evidence, task["task_code"])
            last = teller.year - 1
            before = teller.figure("quantity", told["quantity"], of, year=last)
            reports = teller.figure("told_by", told["reported"], of, year=last)
            name, measure = Cell(of.name), Cell(str(task["measure"]))
            so_far = teller.figure("told_by", task["reported"], of)
            lines.append(
                [name, measure, *map(shown, (before, reports)), *map(shown, (quantity, so_far))]
            )
    if not lines:
        yield teller.told("report.organisation.none", year=teller.year)
        return
    yield teller.told("report.organisation")
    columns = (
        Column("task", 4.8),
        Column("measure", 2.4),
        Column("last_year", 1.7, numeric=True),
        Column("told_by_last_year", 1.4, numeric=True),
        Column("this_year", 1.7, numeric=True),
        Column("told_by_this_year", 1.4, numeric=True),
    )
    yield teller.table("organisation", columns, lines)


def _before(evidence: Evidence, code: object) -> "pd.Series":
    return one_of(evidence.totals[evidence.totals["task_code"] == code], evidence.year - 1)


def money(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """All money and goods of the year, no movement counted twice, and of the years before."""
    now, before = (one_of(evidence.grand_total, year) for year in (teller.year, teller.year - 1))
    if missing(now["value_vnd"]):
        yield teller.told("report.money.none", year=teller.year)
        return
    told = [teller.told("report.money.all", value=teller.figure("grand_total", now["value_vnd"]))]
    if not missing(before["value_vnd"]):
        told.append(_last_year(teller, before["value_vnd"]))
    yield joined(*told, teller.told("report.money.rounded"))
    sums = evidence.grand_total[evidence.grand_total["year"].isin(evidence.years)]
    millions = sums["value_vnd"].astype("float64") / 1e6
    state = millions.isna().map({True: "not_reported", False: None})
    drawn = build_amounts_rows(
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
