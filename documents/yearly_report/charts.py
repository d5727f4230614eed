"""Charts of the yearly report: the screens' own, drawn for paper, with their sentence."""

from collections.abc import Mapping

import pandas as pd

from charts.paper import build_paper_spec
from charts.readings import describe_chart
from charts.reorganisations import name_reorganisations
from documents.yearly_report.evidence import Evidence
from documents.yearly_report.report import Chart

RETURNS, REGISTER, ROUNDED = "report.source", "report.source_register", "report.source_rounded"


def build_chart(
    name: str, rows: pd.DataFrame, evidence: Evidence, *, about: str = "", source: str = RETURNS
) -> Chart:
    """The chart `name` of `rows` under the title `report.chart.<about or name>`, and beneath
    it what its figures were taken from and whether they are rounded: the sentence `source`."""
    title = evidence.say(f"report.chart.{about or name}")
    return Chart(
        name=about or name,
        title=title,
        alt=f"{title}: {describe_chart(name, rows, evidence.words).sentence}.",
        spec=build_paper_spec(name, rows, evidence.words.language),
        note=evidence.say(source, least=evidence.least),
    )


def name_rules(evidence: Evidence) -> Mapping[int, str]:
    """The reorganisations within the years that are drawn."""
    names = name_reorganisations(evidence.register.catalogue, evidence.words)
    drawn_years = evidence.years[1:]
    return {year: name for year, name in names.items() if year in drawn_years}
