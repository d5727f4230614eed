"""The checklist of a yearly report: what is not ready yet, counted once and said in words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import pandas as pd

from documents.printing.letterheads import find_setting
from documents.yearly_report.recipients import Recipient
from documents.yearly_report.sentences import SLOTS
from indicators.coverage import coverage
from indicators.due_reports import OVERDUE
from indicators.estimates import find_estimates
from indicators.readiness import DraftFacts, Readiness, ReadinessLine
from locales.words import Words
from models.report_grounds import ReportGrounds
from models.report_texts import select_texts_for
from models.snapshots import Register
from models.spans import day_of

HEAD = ("superior", "body", "abbreviation", "drafter", "place", "signer_offices", "signer_name")
UNWRITTEN = "slots"


def count_communes(register: Register, year: int, as_of: date) -> pd.DataFrame | None:
    """Coverage by commune in `year`, of the communes that somebody can still be called in; None
    where there were lists, and all their communes have ended."""
    answer = coverage(register)
    units = register.catalogue.units
    ended = units.loc[units["valid_to"] <= pd.Timestamp(as_of), "unit_id"]
    communes = answer[(answer["year"] == year) & answer["commune_id"].notna()]
    left = communes[~communes["commune_id"].isin(ended)]
    return None if left.empty and len(communes) else left


def describe_draft(
    grounds: ReportGrounds,
    recipients: Iterable[Recipient],
    submissions: pd.DataFrame,
    *,
    as_of: date,
    today: date,
    words: Words,
) -> DraftFacts:
    """The paper itself, as it stands `today`. A section counts as unwritten that stands empty
    in the report to any of `recipients`."""
    texts = [select_texts_for(recipient.code, grounds.written) for recipient in recipients]
    backed_up_at = grounds.backed_up_at
    return DraftFacts(
        as_of=as_of,
        estimates=find_estimates(submissions, grounds.year),
        slots=tuple(slot for slot in SLOTS if not all(of_slot.get(slot) for of_slot in texts)),
        head=tuple(name for name in HEAD if not find_setting(grounds.settings, name, words)),
        backup_age=None if backed_up_at is None else max((today - day_of(backed_up_at)).days, 0),
        backup_allowed=grounds.backup_days,
    )


def list_items(lines: Iterable[ReadinessLine]) -> Iterator[ReadinessLine]:
    """The lines as items that are waived one by one: each unwritten section is its own item,
    under the code of the section."""
    for line in lines:
        if line.code == UNWRITTEN and line.names:
            yield from (replace(line, code=slot, count=1, names=()) for slot in line.names)
        else:
            yield line


def find_unready(lines: Iterable[ReadinessLine], words: Words) -> dict[str, str]:
    """The items that hold publication back: code → what the checklist says of it."""
    return {
        line.code: format_line(line, words)
        for line in list_items(lines)
        if line.state == Readiness.TO_MEND
    }


def format_line(line: ReadinessLine, words: Words) -> str:
    if line.code in SLOTS:
        return words.say("readiness.slot", name=words.say(f"journal.value.{line.code}"))
    past = line.code == OVERDUE and all(days is None for _, days in line.units)
    if past:  # the next period is over too: what never came is overdue no more
        return words.say("readiness.not_sent", count=line.count)
    done = f"readiness.{line.code}.done"
    key = done if line.state == Readiness.READY and words.knows(done) else f"readiness.{line.code}"
    return words.say(key, count=line.count, whole=line.whole)
