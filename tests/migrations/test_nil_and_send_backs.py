"""Step 0012: what was sent back and what was signed nil before it stays so, and who did it."""

from datetime import date

from sqlalchemy import Engine, text

from actions.verify import verify
from models.database import reading, writing
from models.migrations import migrate
from models.submissions import find_last_sent_back, list_submissions
from tests.models.rows import GOOD, row

BEFORE = (
    "UPDATE submission SET sent_back_at = '2026-12-16 02:00:00', sent_back_reason = 'Thiếu chữ ký'"
    " WHERE id = 1",
    "INSERT INTO submission (id, unit_id, year, document_no, received_on, nil, estimate,"
    " recorded_at) VALUES (2, 1, 2026, '9/BC', '2026-12-12', true, false, '2026-12-12 02:00:00')",
    "UPDATE entry SET verb = 'receive_nil', subject = 'submission 2', actor = 'vanthu2'",
)
DAY = date(2026, 12, 20)


def test_they_are_carried_over_and_back(empty_engine: Engine) -> None:
    migrate(empty_engine)
    with writing(empty_engine) as session:
        for table in GOOD:
            if table.__name__ != "SendBack":
                session.add(row(table))
                session.flush()
    migrate(empty_engine, to="0011")
    with writing(empty_engine) as session:
        for statement in BEFORE:
            session.execute(text(statement))
        if empty_engine.dialect.name == "postgresql":  # rows with numbers of ours move no sequence
            session.execute(text("SELECT setval(pg_get_serial_sequence('batch', 'id'), 100)"))
    migrate(empty_engine)
    with reading(empty_engine) as session:
        known = list_submissions(session, [2026], DAY).set_index("submission_id")
        back = find_last_sent_back(session, 2026, DAY)
        nil = session.execute(text("SELECT * FROM batch WHERE layout = 'nil'")).mappings().one()
    assert known["sent_back"].to_dict() == {1: True, 2: False}
    assert known["nil"].to_dict() == {1: False, 2: True}
    assert known.loc[2, "batch_id"] == nil["id"]
    assert back["reason"].tolist() == ["Thiếu chữ ký"]
    assert (nil["file_name"], nil["document_no"]) == ("khong-phat-sinh-SYT-2026", "9/BC")
    assert (nil["received_by"], nil["size_bytes"]) == ("vanthu2", 0)
    assert nil["id"] not in verify(empty_engine).batches
    migrate(empty_engine, to="0011")
    with reading(empty_engine) as session:
        kept = session.execute(
            text("SELECT id, batch_id, sent_back_reason FROM submission ORDER BY id")
        ).all()
    assert [tuple(one) for one in kept] == [(1, 1, "Thiếu chữ ký"), (2, None, None)]
    migrate(empty_engine)
