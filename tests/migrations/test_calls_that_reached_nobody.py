"""Step 0016: a call that reached nobody was kept as the unit's answer before, and is none."""

from datetime import date

from sqlalchemy import Engine
from sqlmodel import select

from models import Reminder
from models.database import reading, writing
from models.migrations import migrate
from models.reminders import find_last_reminders
from tests.models.rows import AT, GOOD, row

DAY = date(2026, 12, 16)
CALL = {"channel": "telephone", "sent_on": DAY, "rung_days": None, "rung_on": None}
KEPT = {  # number: (answer, who of the unit wrote it, note) -> (answer, note)
    2: (("Đã gọi, không gặp", None, None), (None, "Đã gọi, không gặp")),
    3: (("Called, nobody there", None, "số cũ"), (None, "số cũ")),
    4: (("Đang tổng hợp", None, None), ("Đang tổng hợp", None)),
    5: (("Đã gọi, không gặp", "can.bo", None), ("Đã gọi, không gặp", None)),
}


def test_nobody_reached_is_a_note(empty_engine: Engine) -> None:
    migrate(empty_engine)
    with writing(empty_engine) as session:
        for table in GOOD:
            session.add(row(table))
            session.flush()
    migrate(empty_engine, to="0015")
    with writing(empty_engine) as session:
        for number, ((answer, author, note), _) in KEPT.items():
            told = {"answer": answer, "answered_by": author, "note": note, "answered_on": DAY}
            session.add(row(Reminder, id=number, recorded_at=AT, **CALL, **told))
    migrate(empty_engine)
    with reading(empty_engine) as session:
        rows = session.exec(select(Reminder).where(Reminder.id > 1)).all()
        kept = {one.id: (one.answer, one.note) for one in rows}
        days = {one.id for one in rows if one.answered_on is not None}
        assert len(find_last_reminders(session, [2026], date(2026, 12, 20))) == 1
    assert kept == {number: after for number, (_, after) in KEPT.items()}
    assert days == {4, 5}
    migrate(empty_engine, to="0015")
    migrate(empty_engine)
