"""Publishing: close a period or open it again; which reports are published."""

import argparse

from actions.opening import standing_database
from actions.periods import close_period, reopen_period
from doors.answers import OPERATOR, Verb, answer, asked, moment, words_of
from models.database import database_address, reading
from models.issues import issues_published


def close(chosen: argparse.Namespace) -> int:
    """Close the period: what comes after is received and marked."""
    return _set(chosen, closed=True)


def reopen(chosen: argparse.Namespace) -> int:
    """Open it again."""
    return _set(chosen, closed=False)


def _set(chosen: argparse.Namespace, *, closed: bool) -> int:
    act = close_period if closed else reopen_period
    with standing_database(database_address()) as engine:
        with reading(engine) as session:
            year, _ = asked(session, chosen)
        act(engine, year, actor=OPERATOR, now=moment(engine))
    key = "closing.done.closed" if closed else "closing.done.open"
    answer(chosen, {"year": year, "closed": closed}, [words_of(chosen).say(key, year=year)])
    return 0


def issues(chosen: argparse.Namespace) -> int:
    """Every published report with its digest."""
    with standing_database(database_address()) as engine, reading(engine) as session:
        found = issues_published(session)
    told = [
        {
            "issue": one.code,
            "as_of": one.as_of.isoformat(),
            "document_no": one.document_no,
            "published_at": one.published_at.isoformat(),
            "sha256": one.digest,
        }
        for one in found
    ]
    lines = [f"{one.digest}  {one.code}" for one in found]
    answer(chosen, {"issues": told}, lines)
    return 0


VERBS = {
    "close": Verb("khóa kỳ báo cáo / close a period", ("--year", "--as-of"), close),
    "reopen": Verb("mở lại kỳ báo cáo / reopen a period", ("--year", "--as-of"), reopen),
    "issues": Verb("các báo cáo đã công bố / published reports", (), issues),
}
