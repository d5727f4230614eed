"""Humanitarian addresses (both sides of the campaign), organisation, and money."""

from collections.abc import Iterator

import pandas as pd

from charts.amounts import build_amounts_rows
from charts.coverage_list import build_coverage_list_rows
from charts.lengths import build_lengths_rows
from documents.yearly_report.charts import REGISTER, ROUNDED, build_chart, name_rules
from documents.yearly_report.evidence import Evidence, select_year
from documents.yearly_report.figures import Dimension, PrintedCell, join_paragraphs
from documents.yearly_report.report import Block, ReportFigure, ReportParagraph
from documents.yearly_report.results import build_quantity, list_task_totals
from indicators.funnel import STAGES
from locales.names import add_units, list_short_names
from locales.numbers import is_missing
from models.tasks import AddsUp

MOST_NAMED = 10  # communes named in a sentence; more are counted, and stand in the addendum
MOST_COMMUNES = 15  # of those with most addresses that nobody helps; the addendum has all


def describe_addresses(evidence: Evidence) -> Iterator[Block]:
    """Coverage, commitment, the way of an address, and the agencies that stand by one."""
    now = select_year(evidence.coverage, evidence.year)
    if is_missing(now["unreported"]):
        yield evidence.build_paragraph("report.addresses.none")
        return
    if is_missing(now["whole"]):
        unreported = evidence.build_figure("addresses_unreported", now["unreported"])
        yield join_paragraphs(
            evidence.build_paragraph("report.addresses.no_help", whole=unreported),
            *_explain_rounding(evidence),
        )
        return
    yield join_paragraphs(*_describe_help(evidence, now), *_explain_rounding(evidence))
    yield from _describe_stages(evidence)
    yield from _draw_gaps(evidence)
    yield from _describe_links(evidence)


def _describe_help(evidence: Evidence, now: "pd.Series") -> Iterator[ReportParagraph]:
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
    facts = {name: evidence.build_figure(measure, now[name]) for name, measure in counts}
    key = "report.addresses.reported" if now["unreported"] else "report.addresses"
    yield evidence.build_paragraph(key, **facts, **_build_shares(evidence, now, evidence.year))
    yield from _describe_unreported(evidence, now)
    last = evidence.year - 1
    before = select_year(evidence.coverage, last)
    if not is_missing(before["share"]):
        yield evidence.build_paragraph(
            "report.addresses.before", year=last, **_build_shares(evidence, before, last)
        )


def _describe_unreported(evidence: Evidence, now: "pd.Series") -> Iterator[ReportParagraph]:
    """How many addresses are left out of all these, and whose help nobody has reported."""
    communes = evidence.silent_communes
    if not now["unreported"] or communes.empty:
        return
    names = list(list_short_names(communes, evidence.words))
    yield evidence.build_paragraph(
        "report.addresses.left_out" + ("" if len(names) <= MOST_NAMED else "_many"),
        addresses=evidence.build_figure("addresses_unreported", now["unreported"]),
        count=len(names),
        names=", ".join(names),
    )


def _build_shares(evidence: Evidence, row: "pd.Series", year: int) -> dict[str, ReportFigure]:
    """Coverage and committed share of a year, side by side: each is told beside its like."""
    committed = evidence.build_figure("committed_share", row["committed_share"], year=year)
    share = evidence.build_figure("coverage", row["share"], year=year)
    return {"share": share, "committed_share": committed}


def _explain_rounding(evidence: Evidence) -> Iterator[ReportParagraph]:
    """Whose figures these are, where the register's are rounded."""
    if evidence.rough:
        yield evidence.build_paragraph("report.addresses.rough", least=evidence.least)


def _describe_stages(evidence: Evidence) -> Iterator[Block]:
    now = select_year(evidence.funnel, evidence.year)
    facts = {stage: evidence.build_figure(f"stage_{stage}", now[stage]) for stage in STAGES}
    yield evidence.build_paragraph("report.way", day=evidence.last_day_of_help, **facts)
    labels = [evidence.say(f"funnel.{stage}") for stage in STAGES]
    figures = {
        "value": now[[*STAGES]].tolist(),
        "figure_text": [facts[stage].text for stage in STAGES],
    }
    lines = pd.DataFrame({"label": labels, **figures, "kind": "added"})
    chart_rows = build_lengths_rows(lines, evidence.words)
    yield build_chart("lengths", chart_rows, evidence, about="way", source=REGISTER)


def _draw_gaps(evidence: Evidence) -> Iterator[Block]:
    communes = evidence.communes.dropna(subset=["nobody"])
    worst = communes.sort_values("nobody", ascending=False, kind="stable").head(MOST_COMMUNES)
    if worst.empty:
        return
    worst_named = add_units(worst, "commune_id", evidence.register.catalogue.units)
    rows = worst_named.assign(label=list_short_names(worst_named, evidence.words))
    chart_rows = build_coverage_list_rows(rows, evidence.words)
    yield build_chart("coverage_list", chart_rows, evidence, source=ROUNDED)


def _describe_links(evidence: Evidence) -> Iterator[Block]:
    now = select_year(evidence.link_shares, evidence.year)
    if is_missing(now["whole"]) or not now["whole"]:
        return
    yield evidence.build_paragraph(
        "report.linked",
        part=evidence.build_figure("agencies_linked", now["part"]),
        whole=evidence.build_figure("agencies_asked", now["whole"]),
        share=evidence.build_figure("link_share", now["share"]),
    )
    if now["left_out"]:
        count = evidence.build_figure("agencies_left_out", now["left_out"])
        yield evidence.build_paragraph("report.linked_left_out", count=count)


def describe_organisation(evidence: Evidence) -> Iterator[Block]:
    """Members, volunteers, chapters: as they stood at the end, never added over years."""
    stocks = evidence.now[evidence.now["adds_up"] == AddsUp.STOCK.value]
    lines: list[list[PrintedCell]] = []
    for task in list_task_totals(evidence, stocks):
        of = Dimension("task", task["task_code"], str(task["title"]))
        quantity = build_quantity(evidence, task, of)
        if quantity.value is not None:
            totals = evidence.totals[evidence.totals["task_code"] == task["task_code"]]
            totals_before = select_year(totals, evidence.year - 1)
            last = evidence.year - 1
            before = evidence.build_figure("quantity", totals_before["quantity"], of, year=last)
            reports = evidence.build_figure("told_by", totals_before["reported"], of, year=last)
            so_far = evidence.build_figure("told_by", task["reported"], of)
            lines.append([of.name, str(task["measure"]), before, reports, quantity, so_far])
    if not lines:
        yield evidence.build_paragraph("report.organisation.none")
        return
    yield evidence.build_paragraph("report.organisation")
    columns = {"task": 4.8, "measure": 2.4, "last_year": 1.7, "told_by_last_year": 1.4}
    columns |= {"this_year": 1.7, "told_by_this_year": 1.4}
    yield evidence.build_table("organisation", columns, lines)


def describe_money(evidence: Evidence) -> Iterator[Block]:
    """All money and goods of the year, no movement counted twice, and of the years before."""
    now, before = (
        select_year(evidence.grand_total, year) for year in (evidence.year, evidence.year - 1)
    )
    if is_missing(now["value_vnd"]):
        yield evidence.build_paragraph("report.money.none")
        return
    value = evidence.build_figure("grand_total", now["value_vnd"])
    paragraphs = [evidence.build_paragraph("report.money.all", value=value)]
    if not is_missing(before["value_vnd"]):
        last = evidence.year - 1
        value = evidence.build_figure("grand_total", before["value_vnd"], year=last)
        paragraphs.append(evidence.build_paragraph("report.money.before", year=last, value=value))
    yield join_paragraphs(*paragraphs, evidence.build_paragraph("report.money.rounded"))
    sums = evidence.grand_total[evidence.grand_total["year"].isin(evidence.years)]
    millions = sums["value_vnd"].astype("float64") / 1e6
    state = millions.isna().map({True: "not_reported", False: None})
    chart_rows = build_amounts_rows(
        pd.DataFrame({"year": sums["year"], "value": millions.round(), "state": state}),
        evidence.words,
        reorganised=name_rules(evidence),
    )
    yield build_chart("amounts", chart_rows, evidence)
