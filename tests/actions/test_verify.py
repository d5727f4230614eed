"""A check of everything finds what was changed behind the program's back, and nothing else."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from actions.undo import undo
from actions.verify import verify
from models.database import writing
from models.journal import Anchor
from tests.actions.keeping import backed_up, register
from tests.province import CLERK, NOW


def test_an_honest_database_is_sound(province: Engine, tmp_path: Path) -> None:
    register(province)
    undo(province, 4, actor=CLERK, now=NOW)
    backed_up(province, tmp_path / "copies")
    found = verify(province)
    assert found.sound
    assert found.anchors == 1
    assert found.rows["batch"] == 4


@pytest.mark.parametrize(
    ("tampering", "where", "told"),
    [
        ("UPDATE entry SET actor = 'x' WHERE id = 2", "faults", 1),
        ("DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)", "faults", 1),
        ("UPDATE batch SET digest = 'other' WHERE id = 2", "batches", 1),
        ("DELETE FROM batch WHERE id = 2", "batches", 1),
        ("UPDATE batch SET content = x'00' WHERE id = 1", "sizes", 1),
        ("DELETE FROM address WHERE code = 'DC-001'", "orphans", 2),
    ],
)
def test_tampering_is_found(province: Engine, *, tampering: str, where: str, told: int) -> None:
    register(province)
    with province.connect() as connection:
        raw = connection.connection.cursor()
        raw.execute("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(tampering)
        connection.commit()
    found = verify(province)
    assert not found.sound
    assert len(getattr(found, where)) == told


def test_a_head_from_elsewhere_is_held_against_the_journal(province: Engine) -> None:
    register(province)
    head = verify(province).head
    assert verify(province, [head]).sound
    assert not verify(province, [Anchor(head.entries, "0" * 64)]).sound
    assert not verify(province, [Anchor(head.entries + 1, head.digest)]).sound
    with writing(province) as session:
        session.execute(text("DELETE FROM journal_head"))
    assert not verify(province).sound
