"""A check of everything finds what was changed behind the program's back, and nothing else."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from actions.catalogue.next_year import cancel_year, open_year
from actions.journal.anchors import parse_anchor, write_anchor
from actions.periods import roll_weekend
from actions.returns.undo import undo
from actions.verify import verify
from documents.journal.verified import list_lines
from locales.words import words_in
from models.database import reading, writing
from models.journal import Anchor, read_journal_head
from tests.actions.keeping import backed_up, forge_journal, register
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


RULE = "SELECT min(version_id) FROM {0}_version"
COPY = """INSERT INTO period_version (year, data_from, data_to, last_day, weekend_rolls,
                                     recorded_at, superseded_at)
          SELECT year, data_from, data_to, last_day, weekend_rolls, '2024-01-01 00:00:00.000000',
                 '2024-02-01 00:00:00.000000' FROM period_version WHERE year = 2024"""
TWO_EXTENSIONS = """INSERT INTO extension (unit_id, year, last_day, reason, recorded_at,
                                           superseded_at)
                    SELECT (SELECT min(id) FROM unit), 2024, '2024-12-20', 'x',
                           '2024-12-0' || day || ' 00:00:00.000000', ended
                    FROM (SELECT 1 AS day, '2024-12-05 00:00:00.000000' AS ended
                          UNION SELECT 3, NULL)"""


@pytest.mark.parametrize(
    ("tampering", "fault", "sentence"),
    [
        (
            f"DELETE FROM unit_version WHERE version_id = ({RULE.format('unit')})",
            ("missing", "unit", 1),
            "Bảng unit: 1 dòng không có phiên bản nào đang có hiệu lực",
        ),
        (
            "UPDATE period SET last_day = '2024-12-16' WHERE year = 2024",
            ("different", "period", 1),
            "Bảng period: 1 dòng khác với phiên bản mới nhất",
        ),
        (
            "UPDATE unit SET contact = 'x' WHERE code = 'SYT'",
            ("different", "unit", 1),
            "Bảng unit: 1 dòng khác với phiên bản mới nhất",
        ),
        (
            "UPDATE task_version SET title_vi = 'x' WHERE code = 'HM_DK'",
            ("different", "task", 1),
            "Bảng task: 1 dòng khác với phiên bản mới nhất",
        ),
        (
            "DELETE FROM assignment WHERE id = (SELECT max(id) FROM assignment)",
            ("left", "assignment", 1),
            "Bảng assignment: 1 phiên bản còn hiệu lực của dòng không còn trong bảng",
        ),
        (
            COPY,
            ("overlapping", "period", 1),
            "Bảng period: 1 cặp phiên bản của cùng một dòng có hiệu lực vào cùng một lúc",
        ),
        (
            TWO_EXTENSIONS,
            ("overlapping", "extension", 1),
            "Bảng extension: 1 cặp phiên bản của cùng một dòng",
        ),
        (
            COPY.replace("'2024-02-01 00", "'1969-02-01 00").replace("'2024-01", "'1969-12"),
            ("backwards", "period", 1),
            "Bảng period: 1 phiên bản hết hiệu lực trước khi được ghi nhận",
        ),
    ],
)
def test_rules_are_held_against_their_versions(
    province: Engine, *, tampering: str, fault: tuple[str, str, int], sentence: str
) -> None:
    assert verify(province).sound
    with province.begin() as connection:
        connection.exec_driver_sql(tampering)
    found = verify(province)
    assert (found.sound, found.versions) == (False, (fault,))
    assert sentence in "\n".join(list_lines(found, words_in("vi")))


def test_rules_changed_by_their_actions_are_sound(province: Engine) -> None:
    roll_weekend(province, 2024, rolls=True, actor=CLERK, now=NOW)
    open_year(province, 2027, {}, actor=CLERK, now=NOW)
    cancel_year(province, 2027, actor=CLERK, now=NOW)
    roll_weekend(province, 2024, rolls=False, actor=CLERK, now=NOW)
    assert verify(province).versions == ()


def test_a_head_from_elsewhere_is_held_against_the_journal(province: Engine) -> None:
    register(province)
    head = verify(province).head
    assert verify(province, [head]).sound
    assert not verify(province, [Anchor(head.entries, "0" * 64)]).sound
    assert not verify(province, [Anchor(head.entries + 1, head.digest)]).sound
    with writing(province) as session:
        session.execute(text("DELETE FROM journal_head"))
    assert not verify(province).sound


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("812:3f2a-91bc-0d44-e1a7-55c0", Anchor(812, "3f2a91bc0d44e1a755c0")),
        (" 812 : 3F2A 91BC\u200b0D44 E1A7\u00ad55C0 ", Anchor(812, "3f2a91bc0d44e1a755c0")),
        ("812:3f2a–91bc—0d44‑e1a7−55c0", Anchor(812, "3f2a91bc0d44e1a755c0")),
        (f"1:{'ab' * 32}", Anchor(1, "ab" * 32)),
    ],
)
def test_an_anchor_is_read_as_it_stands_on_paper(typed: str, read: Anchor) -> None:
    assert parse_anchor(typed) == read
    assert parse_anchor(write_anchor(read)).entries == read.entries


@pytest.mark.parametrize(
    "typed",
    [
        *("", "812", "812:", "812:3f2a", "812:3f2a91bc0d44e1a755cx", ":ab" * 9),
        *("0:3f2a91bc0d44e1a755c0", f"²:{'ab' * 10}", f"1:{'ab' * 33}"),
    ],
)
def test_what_is_no_anchor_is_not_read_as_one(typed: str) -> None:
    with pytest.raises(ValueError):
        parse_anchor(typed)


def test_each_anchor_from_paper_is_told_by_itself(province: Engine) -> None:
    register(province)
    with reading(province) as session:
        head = read_journal_head(session)
    paper = Anchor(head.entries, head.digest[:20])
    longer = Anchor(head.entries + 1, head.digest[:20])
    other = Anchor(head.entries, "0" * 20)
    found = verify(province, papers=[paper, longer, other])
    assert found.papers == {paper: True, longer: False, other: False}
    lines = list_lines(found, words_in("vi"))
    assert f"Mốc {write_anchor(paper)} ghi trên giấy: nhật ký vẫn giữ đúng." in lines


def test_a_slip_of_the_pen_is_told_from_a_journal_written_anew(province: Engine) -> None:
    register(province)
    with reading(province) as session:
        head = read_journal_head(session)
    beginning = head.digest[:20]
    at = next(at for at in range(19) if beginning[at] != beginning[at + 1])
    swapped = beginning[:at] + beginning[at + 1] + beginning[at] + beginning[at + 2 :]
    slips = [
        Anchor(head.entries, beginning[:7] + ("0" if beginning[7] != "0" else "1") + beginning[8:]),
        Anchor(head.entries, swapped),
        Anchor(head.entries + 10, beginning),
        Anchor(1, beginning),
    ]
    for slip in slips:
        found = verify(province, papers=[slip])
        assert found.sound and found.papers == {slip: False}, slip
        (line,) = [line for line in list_lines(found, words_in("vi")) if write_anchor(slip) in line]
        assert "chép nhầm" in line
    forge_journal(province)
    paper = Anchor(head.entries, beginning)
    found = verify(province, papers=[paper])
    assert not found.sound
    assert any("không còn giữ" in line for line in list_lines(found, words_in("vi")))
