"""Đính chính chờ: what the draft that is looked at says otherwise than the last issue."""

from dataclasses import replace
from functools import partial

import pandas as pd

from documents.errata import Behind, Erratum, errata
from documents.issues import figures_kept, printed
from documents.yearly import YearlyReport
from indicators.amendments import amendments
from locales.names import short_names
from locales.words import words_in
from models.batches import batches_known
from models.database import reading
from models.erasures import erasures_kept
from models.issues import Issued, issue_kept
from pages.parts import frames
from pages.parts.visit import Visit

PAPERS = "vi"  # papers are Vietnamese whoever reads the screen
MOST = 2000  # batches looked through


def pending(visit: Visit, report: YearlyReport, last: Issued) -> tuple[Erratum, ...]:
    """Đính chính chờ: what this draft says otherwise than the `last` issue of it."""
    with reading(visit.engine) as session:
        before = figures_kept(issue_kept(session, last.id).figures)
    today = printed(report)
    if {key: one.figure.text for key, one in before.items()} == {
        key: one.figure.text for key, one in today.items()
    }:
        return ()
    behind = frames.once(visit, f"behind {last.id}", partial(_behind, visit, last))
    return errata(before, today, behind, year=last.year)


def _behind(visit: Visit, last: Issued) -> Behind:
    then = replace(visit, issue=last, year=last.year, as_of=last.day)
    with reading(visit.engine) as session:
        batches = batches_known(session, visit.today, most=MOST)
        erased = [one for one in erasures_kept(session) if one.erased_at > last.published_at]
    undone = batches.loc[batches["undone_at"] > pd.Timestamp(last.published_at), "file_name"]
    rows = [
        amendments(
            frames.known(replace(then, year=year), last.day),
            frames.known(replace(visit, year=year), visit.as_of),
            undone=list(undone),
        )
        for year in (last.year, last.year - 1)
        if year in visit.years
    ]
    units = frames.catalogue(visit).units
    names = dict(zip(units["code"], short_names(units, words_in(PAPERS)), strict=True))
    received = batches["received_on"].dt.strftime("%Y-%m-%d")
    told = zip(batches["file_name"], batches["batch_id"], received, strict=True)
    files = {str(name): (int(number), str(day)) for name, number, day in reversed(list(told))}
    return Behind(pd.concat(rows, ignore_index=True), names, files, len(erased))
