"""Publishing: a report for good; close a period or open it again; what is published."""

import argparse
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from actions.opening import open_checked_database
from actions.periods import close_period, reopen_period
from actions.yearly_report.publish import publish as publish_report
from cli.base import (
    OPERATOR,
    Command,
    choose_words,
    find_moment,
    find_year_and_day,
    print_answer,
)
from cli.corrections import find_corrections, find_last_issue
from cli.reports import count_report, require_recipient
from documents.yearly_report.checklist import count_communes, describe_draft, find_unready
from documents.yearly_report.contents import build_yearly_report
from documents.yearly_report.errata import HEADINGS, build_errata_rows
from documents.yearly_report.gathering import gather_evidence
from documents.yearly_report.report import YearlyReport
from documents.yearly_report.signing import PAPERS, Signing, build_publication
from indicators.readiness import check_readiness
from locales.arguments import PUBLISHED
from locales.words import words_in
from models.database import get_database_address, reading
from models.issues import Issued, list_issues
from models.journal import find_newest_anchor
from models.report_grounds import read_report_grounds
from models.settings import read_data_version
from models.spans import day_of


def close(options: argparse.Namespace) -> int:
    """Close the period: what comes after is received and marked."""
    return _set_closed(options, closed=True)


def reopen(options: argparse.Namespace) -> int:
    """Open it again."""
    return _set_closed(options, closed=False)


def _set_closed(options: argparse.Namespace, *, closed: bool) -> int:
    act = close_period if closed else reopen_period
    with open_checked_database(get_database_address()) as engine:
        with reading(engine) as session:
            year, _ = find_year_and_day(session, options, ahead=True)
        act(engine, year, actor=OPERATOR, now=find_moment(engine))
    key = "closing.done.closed" if closed else "closing.done.open"
    print_answer(
        options, {"year": year, "closed": closed}, [choose_words(options).say(key, year=year)]
    )
    return 0


def print_issues(options: argparse.Namespace) -> int:
    """Every published report with its digest."""
    with open_checked_database(get_database_address()) as engine, reading(engine) as session:
        published = list_issues(session)
    lines = [f"{issue.digest}  {issue.code}" for issue in published]
    print_answer(options, {"issues": [_describe_issue(issue) for issue in published]}, lines)
    return 0


def publish(options: argparse.Namespace) -> int:
    """Publish the report of a year to a recipient, with its corrections from lần 2 on.

    What the checklist holds back needs a reason each, given by `--waive ITEM=REASON`.

    Raises Refused: recipient_unknown and those of actions/yearly_report/publish.py."""
    with open_checked_database(get_database_address()) as engine:
        now = find_moment(engine)
        with reading(engine) as session:
            version = read_data_version(session)
            drafted, unready = _build_draft(session, options, today=day_of(now))
            last = find_last_issue(session, drafted)
            errata = find_corrections(session, drafted, last) if last else ()
            anchor = find_newest_anchor(session)
        numbered = replace(drafted, issue=last.number + 1 if last else 1)
        signing = replace(_build_signing(options, day_of(now)), anchor=anchor)
        ready = build_publication(numbered, errata, signing, unready=unready, version=version)
        number = publish_report(engine, ready, actor=OPERATOR, now=now)
        with reading(engine) as session:
            issue = next(published for published in list_issues(session) if published.id == number)
    words = choose_words(options)
    rows = [dict(zip(HEADINGS, row, strict=True)) for row in build_errata_rows(errata, words)]
    lines = [f"{issue.digest}  {issue.code}", *("; ".join(row.values()) for row in rows)]
    print_answer(
        options, {**_describe_issue(issue), "closed": options.close, "errata": rows}, lines
    )
    return 0


def _build_signing(options: argparse.Namespace, today: date) -> Signing:
    """What the operator adds to the report; without a day the document bears today's."""
    return Signing(
        options.document_no or "",
        options.dated or today,
        reasons=dict(options.waive or ()),
        cause=options.cause or "",
        closing=options.close,
    )


def _build_draft(
    session: Session, options: argparse.Namespace, *, today: date
) -> tuple[YearlyReport, dict[str, str]]:
    """The report as it would go out, and what its checklist holds back; papers are Vietnamese
    whoever asks."""
    year, as_of = find_year_and_day(session, options)
    grounds, words = read_report_grounds(session, year), words_in(PAPERS)
    recipient = require_recipient(options.recipient, grounds, words)
    counted = count_report(session, year, as_of)
    evidence = gather_evidence(recipient, words, counted=counted, grounds=grounds)
    draft = describe_draft(
        grounds, (recipient,), counted.submissions, as_of=as_of, today=today, words=words
    )
    reports = counted.reports[counted.reports["year"] == year]
    lines = check_readiness(reports, count_communes(counted.register, year, as_of), draft)
    return build_yearly_report(replace(evidence, final=True)), find_unready(lines, words)


def _describe_issue(issue: Issued) -> dict[str, object]:
    return {
        "issue": issue.code,
        "as_of": issue.as_of.isoformat(),
        "document_no": issue.document_no,
        "dated": issue.dated.isoformat() if issue.dated else None,
        "waived": {code: waiver.reason for code, waiver in issue.waived.items()},
        "published_at": issue.published_at.isoformat(),
        "sha256": issue.digest,
    }


VERBS = {
    "publish": Command("công bố báo cáo tổng hợp / publish the yearly report", PUBLISHED, publish),
    "close": Command("khóa kỳ báo cáo / close a period", ("--year", "--as-of"), close),
    "reopen": Command("mở lại kỳ báo cáo / reopen a period", ("--year", "--as-of"), reopen),
    "issues": Command("các báo cáo đã công bố / published reports", (), print_issues),
}
