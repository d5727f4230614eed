"""Publishing: a report for good; close a period or open it again; what is published."""

import argparse
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from actions.opening import standing_database
from actions.periods import close_period, reopen_period
from actions.publish import publish as publish_report
from documents.errata import HEADINGS, build_errata_rows
from documents.signing import PAPERS, Signing, build_publication
from documents.yearly import YearlyReport
from documents.yearly_checklist import count_communes, describe_draft, find_unready
from documents.yearly_contents import build_yearly_report
from documents.yearly_gathering import gather_evidence
from doors.answers import OPERATOR, Verb, answer, asked, moment, words_of
from doors.corrections import corrections, last_issue
from doors.reports import counted_of, recipient_of
from indicators.readiness import check_readiness
from locales.arguments import PUBLISHED
from locales.words import words_in
from models.database import get_database_address, reading
from models.issues import Issued, list_issues
from models.journal import find_newest_anchor
from models.report_grounds import read_report_grounds
from models.settings import read_data_version
from models.spans import day_of


def close(chosen: argparse.Namespace) -> int:
    """Close the period: what comes after is received and marked."""
    return _set(chosen, closed=True)


def reopen(chosen: argparse.Namespace) -> int:
    """Open it again."""
    return _set(chosen, closed=False)


def _set(chosen: argparse.Namespace, *, closed: bool) -> int:
    act = close_period if closed else reopen_period
    with standing_database(get_database_address()) as engine:
        with reading(engine) as session:
            year, _ = asked(session, chosen, ahead=True)
        act(engine, year, actor=OPERATOR, now=moment(engine))
    key = "closing.done.closed" if closed else "closing.done.open"
    answer(chosen, {"year": year, "closed": closed}, [words_of(chosen).say(key, year=year)])
    return 0


def issues(chosen: argparse.Namespace) -> int:
    """Every published report with its digest."""
    with standing_database(get_database_address()) as engine, reading(engine) as session:
        found = list_issues(session)
    lines = [f"{one.digest}  {one.code}" for one in found]
    answer(chosen, {"issues": [_told(one) for one in found]}, lines)
    return 0


def publish(chosen: argparse.Namespace) -> int:
    """Publish the report of a year to a recipient, with its corrections from lần 2 on.

    What the checklist holds back needs a reason each, given by `--waive ITEM=REASON`.

    Raises Refused: recipient_unknown and those of actions/publish.py."""
    with standing_database(get_database_address()) as engine:
        now = moment(engine)
        with reading(engine) as session:
            version = read_data_version(session)
            drafted, unready = _drafted(session, chosen, today=day_of(now))
            last = last_issue(session, drafted)
            told = corrections(session, drafted, last) if last else ()
            anchor = find_newest_anchor(session)
        numbered = replace(drafted, issue=last.number + 1 if last else 1)
        signing = replace(_signing_of(chosen, day_of(now)), anchor=anchor)
        ready = build_publication(numbered, told, signing, unready=unready, version=version)
        kept = publish_report(engine, ready, actor=OPERATOR, now=now)
        with reading(engine) as session:
            issue = next(one for one in list_issues(session) if one.id == kept)
    words = words_of(chosen)
    rows = [dict(zip(HEADINGS, row, strict=True)) for row in build_errata_rows(told, words)]
    lines = [f"{issue.digest}  {issue.code}", *("; ".join(row.values()) for row in rows)]
    answer(chosen, {**_told(issue), "closed": chosen.close, "errata": rows}, lines)
    return 0


def _signing_of(chosen: argparse.Namespace, today: date) -> Signing:
    """What the operator adds to the report; without a day the document bears today's."""
    return Signing(
        chosen.document_no or "",
        chosen.dated or today,
        reasons=dict(chosen.waive or ()),
        cause=chosen.cause or "",
        closing=chosen.close,
    )


def _drafted(
    session: Session, chosen: argparse.Namespace, *, today: date
) -> tuple[YearlyReport, dict[str, str]]:
    """The report as it would go out, and what its checklist holds back; papers are Vietnamese
    whoever asks."""
    year, as_of = asked(session, chosen)
    grounds, words = read_report_grounds(session, year), words_in(PAPERS)
    recipient = recipient_of(chosen.recipient, grounds, words)
    counted = counted_of(session, year, as_of)
    evidence = gather_evidence(recipient, words, counted=counted, grounds=grounds)
    draft = describe_draft(
        grounds, (recipient,), counted.submissions, as_of=as_of, today=today, words=words
    )
    reports = counted.reports[counted.reports["year"] == year]
    lines = check_readiness(reports, count_communes(counted.register, year, as_of), draft)
    return build_yearly_report(replace(evidence, final=True)), find_unready(lines, words)


def _told(one: Issued) -> dict[str, object]:
    return {
        "issue": one.code,
        "as_of": one.as_of.isoformat(),
        "document_no": one.document_no,
        "dated": one.dated.isoformat() if one.dated else None,
        "waived": {code: waiver.reason for code, waiver in one.waived.items()},
        "published_at": one.published_at.isoformat(),
        "sha256": one.digest,
    }


VERBS = {
    "publish": Verb("công bố báo cáo tổng hợp / publish the yearly report", PUBLISHED, publish),
    "close": Verb("khóa kỳ báo cáo / close a period", ("--year", "--as-of"), close),
    "reopen": Verb("mở lại kỳ báo cáo / reopen a period", ("--year", "--as-of"), reopen),
    "issues": Verb("các báo cáo đã công bố / published reports", (), issues),
}
