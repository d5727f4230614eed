"""A province small enough to count by hand, and a way to open a leader's screen on it.

As of 20/12/2026, of six reports owed: SYT and X1 in time, STC late by 2 days, SXD overdue
by 6 days, X2 sent back, X3 overdue but put off to 18/12 (2 days). The Front (MTTQ) was
asked, owes nothing, and sent nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from sqlalchemy import Engine, event
from streamlit.testing.v1 import AppTest

from actions.permissions import Actor
from models import (
    Address,
    Assignment,
    Batch,
    Dossier,
    Extension,
    Period,
    Record,
    Reminder,
    Result,
    SendBack,
    Submission,
    Support,
    Task,
    Unit,
    UserRole,
)
from models.database import open_database, writing
from models.rule_versions import BEGINNING, write_rule_versions
from tests.models.rows import row

TODAY = date(2026, 12, 20)
AT = datetime(2026, 12, 5, 3, 0, tzinfo=UTC)

UNITS = """
| 1 | SYT  | Sở Y tế                | province | department |
| 2 | STC  | Sở Tài chính           | province | department |
| 3 | SXD  | Sở Xây dựng            | province | department |
| 4 | MTTQ | Ủy ban Mặt trận tỉnh   | province | front      |
| 5 | X1   | Xã Một                 | commune  | committee  |
| 6 | X2   | Xã Hai                 | commune  | committee  |
| 7 | X3   | Xã *Ba*                | commune  | committee  |
"""
# unit, received on, sent back
SUBMISSIONS = ((1, date(2026, 12, 5), False), (2, date(2026, 12, 16), False),
               (5, date(2026, 12, 5), False), (6, date(2026, 12, 5), True))  # fmt: skip
# address, commune, helped by
ADDRESSES = ((1, 5, (1,)), (2, 5, (1, 2)), (3, 5, ()), (4, 6, ()))


def fill(engine: Engine) -> None:
    """Write the province: Xã Ba has no register, and its name tries to be Markdown."""
    with writing(engine) as session:
        for rows in (_units(), _duties(), _returns(), _addresses()):
            for each in rows:
                session.add(each)
            session.flush()
        write_rule_versions(session, now=BEGINNING)


@contextmanager
def open_to_look(file: str | Path, fill: Callable[[Engine], None]) -> Iterator[Engine]:
    """The database of `file`, which `fill` fills; whoever writes to it afterwards fails."""
    filled = open_database(f"sqlite:///{file}")
    fill(filled)
    filled.dispose()
    opened = open_database(f"sqlite:///{file}")
    event.listen(opened, "connect", _forbid_writing)
    yield opened
    opened.dispose()


def _forbid_writing(connection: Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")


def answered_last_year(engine: Engine) -> None:
    """Sở Y tế did one of its two tasks in 2025, when everybody had them already."""
    sent = date(2025, 12, 5)
    told = {"year": 2025, "recorded_at": AT}
    with writing(engine) as session:
        session.connection().exec_driver_sql("UPDATE assignment SET valid_from = '2018-07-09'")
        write_rule_versions(session, now=BEGINNING)
        session.add(row(Submission, id=90, unit_id=1, sent_on=sent, received_on=sent, **told))
        session.flush()
        done = row(Result, id=90, assignment_id=11, submission_id=90, status="done", **told)
        session.add(done)


def _units() -> Iterator[Record]:
    for told in UNITS.strip().splitlines():
        place, code, name, level, kind = (cell.strip() for cell in told.strip("|").split("|"))
        number = int(place)
        yield row(
            Unit, id=number, code=code, name_vi=name, short_vi=name, name_en=name, level=level,
            kind=kind, position=number, lat=22.0 + number / 10, lon=106.0,
            contact=f"Văn phòng {code}",
        )  # fmt: skip
    for number, reporting in ((1, False), (2, False), (3, True)):
        yield row(Task, id=number, code=f"T{number}", reporting=reporting, position=number)
    for year in (2025, 2026):
        last = date(year, 12, 14)
        first = date(year - 1, 12, 15)
        yield row(Period, year=year, data_from=first, data_to=last, last_day=last)
    yield row(Batch, recorded_at=AT)


def _duties() -> Iterator[Record]:
    for unit in range(1, 8):
        for task in (1, 2, 3):
            role = "requested" if unit == 4 else "coordinate"
            since = date(2025, 12, 20)
            number = unit * 10 + task
            yield row(
                Assignment, id=number, task_id=task, unit_id=unit, role=role, valid_from=since
            )
    yield row(Extension, unit_id=7, last_day=date(2026, 12, 18), recorded_at=AT)
    promised = date(2026, 12, 22)
    sent = date(2026, 12, 16)
    yield row(Reminder, unit_id=3, sent_on=sent, promised_on=promised, recorded_at=AT)
    for unit, day, _ in SUBMISSIONS:
        yield row(
            Submission, id=unit, unit_id=unit, sent_on=day, received_on=day, recorded_at=AT
        )  # fmt: skip


def _returns() -> Iterator[Record]:
    for unit, _, back in SUBMISSIONS:
        if back:
            yield row(SendBack, submission_id=unit, recorded_at=AT)
    for unit, status in ((1, "done"), (2, "in_progress"), (5, "done")):
        yield row(
            Result, id=unit, assignment_id=unit * 10 + 1, submission_id=unit, status=status,
            recorded_at=AT,
        )  # fmt: skip
    for address, _, _ in ADDRESSES:
        yield row(Address, id=address, code=f"BIMAT-{address}", recorded_at=AT)


def _addresses() -> Iterator[Record]:
    for address, commune, helpers in ADDRESSES:
        yield row(Dossier, id=address, address_id=address, commune_id=commune, recorded_at=AT)
        for helper in helpers:
            yield row(
                Support, id=address * 10 + helper, address_id=address, supporter_unit_id=helper,
                supporter_key=str(helper), given_on=date(2026, 5, 1), recorded_at=AT,
            )  # fmt: skip


def script(  # AppTest passes by position
    engine: "Engine", name: str, actor: "Actor", language: str, as_of: str, code: str
) -> None:
    """What a test runs: the strip and the screen `name`, for a made-up visit."""
    from datetime import UTC, date, datetime

    import streamlit as st

    from locales.words import words_in
    from models.database import reading
    from models.settings import read_data_version
    from pages.app.header import show_header
    from pages.app.screens import SCREENS, show_screen
    from pages.components import frames
    from pages.components.visit import Structure, Visit

    with reading(engine) as session:
        version = read_data_version(session)
    issues = frames.load_issues(engine, version)
    issue = next((one for one in issues if one.code == code), None)
    visit = Visit(
        engine=engine,
        actor=actor,
        words=words_in(language),
        today=date(2026, 12, 20),
        year=int(st.query_params.get("nam", "2026")),
        as_of=issue.day if issue else date.fromisoformat(as_of),
        structure=Structure.THEN,
        version=version,
        sample=True,
        years=(2025, 2026),
        now=datetime(2026, 12, 20, 3, 0, tzinfo=UTC),
        issue=issue,
    )
    show_header(visit)
    show_screen(next(screen for screen in SCREENS if screen.name == name), visit)


def opened(
    engine: Engine,
    name: str,
    *,
    role: UserRole = UserRole.LEADER,
    language: str = "vi",
    as_of: date = TODAY,
    asked: dict[str, str] | None = None,
) -> AppTest:
    """The screen `name`, opened at the address that `asked` makes."""
    issue = (asked or {}).get("cong-bo", "")
    args = (engine, name, Actor("x", role), language, as_of.isoformat(), issue)
    app = AppTest.from_function(script, args=args, default_timeout=120)
    for choice, value in (asked or {}).items():
        app.query_params[choice] = value
    app.run()
    assert not app.exception
    return app


def written(app: AppTest) -> str:
    """All that can be read on the screen but in its tables, without the signs that escape
    Markdown."""
    kinds = ("title", "subheader", "markdown", "caption", "metric")
    texts = [
        " ".join(str(getattr(each, part, "") or "") for part in ("label", "value", "delta"))
        for kind in kinds
        for each in app.get(kind)
        if not _is_listed(each)
    ]
    return "\n".join(texts).replace("\\", "")


def tables(app: AppTest) -> str:
    """All that stands in the tables of the screen, and in the lists a phone gets for them."""
    listed = [each.value.replace("\\", "") for each in app.markdown if _is_listed(each)]
    return "\n".join([*(frame.value.to_string() for frame in app.dataframe), *listed])


def _is_listed(element: Any) -> bool:  # Any: an element of AppTest
    return str(getattr(element, "value", "")).startswith("- **")
