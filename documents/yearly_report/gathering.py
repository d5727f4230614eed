"""Gathering: the evidence of a yearly report put together, the same way for whoever asks."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from documents.yearly_report.evidence import Evidence
from documents.yearly_report.recipients import Recipient
from indicators.estimates import find_estimates
from indicators.unasked import find_unasked
from locales.words import Words
from models.report_grounds import ReportGrounds
from models.report_texts import select_texts_for
from models.snapshots import Register


@dataclass(frozen=True)
class CountedData:
    """What the figures are told from: due results and due reports of `list_years` of the report,
    each under the unit of its day; the register of its year and the one before; and the
    returns known, of those years or more."""

    results: pd.DataFrame
    reports: pd.DataFrame
    register: Register
    submissions: pd.DataFrame


def list_years(year: int, known: Iterable[int]) -> list[int]:
    """The years that the report of `year` looks back on, of the periods that are known."""
    return [past_year for past_year in sorted({*known, year}) if past_year <= year]


def gather_evidence(
    recipient: Recipient, words: Words, *, counted: CountedData, grounds: ReportGrounds
) -> Evidence:
    return Evidence(
        year=grounds.year,
        recipient=recipient,
        words=words,
        results=counted.results,
        reports=counted.reports,
        register=counted.register,
        estimates=find_estimates(counted.submissions, grounds.year),
        unasked=find_unasked(counted.submissions, counted.reports, grounds.year),
        texts=select_texts_for(recipient.code, grounds.written),
        settings=grounds.settings,
        least=grounds.least,
        sample=grounds.sample,
    )
