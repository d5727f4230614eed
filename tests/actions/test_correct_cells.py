"""Cells that the office corrects in a preview: examined anew, received so marked, undone as any."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.permissions import Actor
from actions.refusals import Refused
from actions.returns.receive import (
    AlreadyReceived,
    Choices,
    Letter,
    Preview,
    correct_cells,
    plan_again,
    preview_file,
    receive,
)
from actions.returns.undo import undo
from intake.corrections import CellCorrection, find_correctable_cells
from intake.findings import Outcome
from intake.tables import Upload
from models import Batch, Correction, Entry, Result
from models.corrections import find_corrections
from models.database import reading
from tests.province import CLERK, NOW, OFFICER, TODAY

HEAD = "period,unit_code,task_code,status,done_on,percent,quantity,note\n"
FAULTY = HEAD + "2026,SYT,HM_TV,done,01/12/2026,100,1O,gọi 0912345678\n"
TEN = CellCorrection(2, "quantity", "10")
WHY = "Sở Y tế xác nhận qua điện thoại"
LETTER = Letter(TODAY)


def seen(engine: Engine, text: str = FAULTY, *, actor: Actor = CLERK) -> Preview:
    return preview_file(engine, Upload("bao-cao.csv", text.encode()), LETTER, actor=actor)


def accept(engine: Engine, one: Preview, *, why: str | None = WHY) -> int:
    choices = Choices(True, True, correction_reason=why)
    return receive(engine, one, choices, actor=CLERK, now=NOW).batch_id


def test_a_corrected_cell_is_read_and_checked_as_any(province: Engine) -> None:
    before = seen(province)
    assert before.arrival.outcome == Outcome.ROWS
    after = correct_cells(province, before, [TEN], actor=CLERK)
    assert after.arrival.plan is not None and after.arrival.plan.left == 0
    assert after.arrival.plan.writes["quantity"].tolist() == [10]
    worse = correct_cells(province, after, [CellCorrection(2, "quantity", "mười")], actor=CLERK)
    assert worse.arrival.outcome == Outcome.ROWS
    assert correct_cells(province, worse, [], actor=CLERK).token == before.token


def test_it_is_kept_for_ever_and_the_file_stays_as_it_was_sent(province: Engine) -> None:
    number = accept(province, correct_cells(province, seen(province), [TEN], actor=CLERK))
    with reading(province) as session:
        (kept,) = find_corrections(session, TODAY, batch_id=number).to_dict("records")
        content = session.get_one(Batch, number).content.decode("utf-8-sig")
        entry = session.exec(select(Entry).order_by(Entry.id.desc())).first()  # type: ignore[union-attr]  # a column
    assert (kept["row"], kept["field"], kept["sent"], kept["corrected"]) == (
        2,
        "quantity",
        "1O",
        "10",
    )
    assert (kept["reason"], kept["corrected_by"]) == (WHY, CLERK.code)
    assert "1O" in content and "0912345678" not in content
    assert entry is not None and "“1O” → “10”" in entry.after and WHY in entry.after


def test_the_same_bytes_with_other_corrections_are_another_acceptance(province: Engine) -> None:
    ten = correct_cells(province, seen(province), [TEN], actor=CLERK)
    nought = correct_cells(
        province, seen(province), [CellCorrection(2, "quantity", "0")], actor=CLERK
    )
    assert len({ten.token, nought.token, seen(province).token}) == 3
    accept(province, ten)
    with pytest.raises(AlreadyReceived):
        accept(province, ten)
    accept(province, correct_cells(province, seen(province), [nought.corrections[0]], actor=CLERK))


def test_planned_again_it_keeps_its_corrections(province: Engine) -> None:
    ten = correct_cells(province, seen(province), [TEN], actor=CLERK)
    again = plan_again(province, ten, Letter(date(2026, 12, 19)), actor=CLERK)
    assert (again.corrections, again.token) == (ten.corrections, ten.token)


@pytest.mark.parametrize(
    ("corrections", "code"),
    [
        ([CellCorrection(2, "percent", "90")], "cell_not_correctable"),  # nothing is wrong there
        ([CellCorrection(9, "quantity", "90")], "cell_not_correctable"),
        ([CellCorrection(2, "quantity", "1\u200b0")], "text_unseen"),
    ],
)
def test_only_cells_at_fault_are_corrected(
    province: Engine, corrections: list[CellCorrection], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        correct_cells(province, seen(province), corrections, actor=CLERK)
    assert refused.value.code == code


def test_an_officer_sends_a_corrected_file_instead(province: Engine) -> None:
    one = seen(province, actor=OFFICER)
    assert (2, "quantity") in find_correctable_cells(one.arrival)
    with pytest.raises(Refused) as refused:
        correct_cells(province, one, [TEN], actor=OFFICER)
    assert refused.value.code == "not_allowed"


def test_without_a_reason_nothing_is_received(province: Engine) -> None:
    with pytest.raises(Refused) as refused:
        accept(province, correct_cells(province, seen(province), [TEN], actor=CLERK), why=" ")
    assert refused.value.code == "correction_without_reason"


def test_a_personal_number_that_is_typed_in_is_kept_nowhere(province: Engine) -> None:
    note = CellCorrection(2, "note", "gọi 0987654321 nhé")
    one = correct_cells(province, seen(province), [TEN, note], actor=CLERK)
    accept(province, one)
    with reading(province) as session:
        told = [one.corrected + one.sent for one in session.exec(select(Correction))]
        notes = session.exec(select(Result.note)).all()
        entries = [one.after for one in session.exec(select(Entry))]
    assert "gọi … nhé" in notes
    assert not any(
        "0987654321" in str(text) or "0912345678" in str(text) for text in told + entries
    )


def test_undone_it_leaves_nothing_but_its_history(province: Engine) -> None:
    number = accept(province, correct_cells(province, seen(province), [TEN], actor=CLERK))
    undo(province, number, actor=CLERK, now=NOW)
    with reading(province) as session:
        standing = session.exec(select(Result).where(Result.superseded_at == None)).all()  # noqa: E711  # SQL
        assert len(find_corrections(session, TODAY, batch_id=number)) == 1
    assert not standing
