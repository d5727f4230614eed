"""A spelling that the secretariat confirmed is known from then on; the reason is kept too."""

import json

from sqlalchemy import Engine
from sqlmodel import select

from actions.permissions import Actor
from actions.returns.receive import Choices, Receipt, correct_cells, receive
from actions.returns.undo import undo
from intake.corrections import CellCorrection, list_name_questions
from models import Batch, UnitAlias
from models.database import reading
from tests.actions.returns import (
    CLERK,
    OFFICER,
    Sent,
    at,
    journal,
    received,
    results,
    seen,
    told,
)

SHORT = Sent(results("2026,SYT tỉnh,HM_DK,done,,100,5,,"))
LATER = Sent(results("2026,SYT Tỉnh,TET_SUAT,done,,100,5,,"), name="later.csv")
CONFIRMED = Choices(confirm=True)


def spellings(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return list(session.exec(select(UnitAlias.spelling).order_by(UnitAlias.spelling)))


def codes(engine: Engine, sent: Sent, actor: Actor = CLERK) -> set[str]:
    found = seen(engine, sent, actor).arrival.findings
    return {one.code for one in found if one.code.startswith("register.")}


def test_once_confirmed_it_is_only_remarked(each_province: Engine) -> None:
    assert codes(each_province, SHORT) == {"register.unit_read_as"}
    received(each_province, SHORT, CONFIRMED)
    assert spellings(each_province) == ["syt tinh"]
    assert codes(each_province, LATER) == {"register.unit_by_name"}
    (entry,) = journal(each_province, "receive")
    assert json.loads(entry.after)["spellings"] == {"syt tinh": "Sở Y tế"}


def test_an_officer_confirms_for_one_file_only(province: Engine) -> None:
    received(province, SHORT, CONFIRMED, actor=OFFICER)
    assert spellings(province) == []
    assert codes(province, LATER) == {"register.unit_read_as"}


def test_the_reason_for_a_warning_is_kept_with_the_batch(each_province: Engine) -> None:
    odd = Sent(results("2026,SYT,HM_DK,done,,40,5,,"))
    receipt = received(each_province, odd, Choices(reason="  đã gọi điện hỏi lại  "))
    with reading(each_province) as session:
        assert session.get_one(Batch, receipt.batch_id).reason == "đã gọi điện hỏi lại"
    (entry,) = journal(each_province, "receive")
    assert json.loads(entry.after)["reason"] == "đã gọi điện hỏi lại"


ODD = Sent(results("2026,TT y tế CB,Hiến máu,xong xuôi,,100,5,,"))
ODD_AGAIN = Sent(results("2026,TT y tế CB,Hiến máu,Xong xuôi,,100,7,,"), name="again.csv")
UNKNOWN = {"register.unit_unknown", "register.task_unknown", "value.not_a_choice"}
KNOWN = {"register.unit_by_name", "register.task_by_spelling", "value.choice_by_spelling"}


def all_codes(engine: Engine, sent: Sent) -> set[str]:
    return {one.code for one in seen(engine, sent).arrival.findings} & (UNKNOWN | KNOWN)


def choose(engine: Engine, sent: Sent, **texts: str) -> Receipt:
    """The file received with a name chosen for these fields of its first row."""
    cells = [CellCorrection(2, name, text, is_spelling=True) for name, text in texts.items()]
    preview = correct_cells(engine, seen(engine, sent), cells, actor=CLERK)
    choices = Choices(confirm=True, correction_reason="tên trong danh mục")
    return receive(engine, preview, choices, actor=CLERK, now=at(sent.day))


def test_chosen_names_are_known_until_their_batch_is_undone(each_province: Engine) -> None:
    assert all_codes(each_province, ODD) == UNKNOWN
    receipt = choose(each_province, ODD, unit_code="SYT", task_code="HM_DK", status="Hoàn thành")
    assert all_codes(each_province, ODD_AGAIN) == KNOWN
    (entry,) = journal(each_province, "receive")
    assert json.loads(entry.after)["spellings"] == {
        "tt y te cb": "Sở Y tế",
        "hien mau": "HM_DK",
        "xong xuoi": "done",
    }
    received(each_province, ODD_AGAIN)
    assert told(each_province, ODD.day, "quantity") == {"SYT/HM_DK": 7}
    undo(each_province, receipt.batch_id, actor=CLERK, now=at(ODD.day))
    assert all_codes(each_province, ODD) == UNKNOWN
    (entry,) = journal(each_province, "undo")
    assert json.loads(entry.after)["spellings_forgotten"] == 3


def test_a_cell_that_was_only_corrected_is_no_spelling(province: Engine) -> None:
    cells = [
        CellCorrection(2, "unit_code", "SYT"),
        CellCorrection(2, "task_code", "HM_DK"),
        CellCorrection(2, "status", "done"),
    ]
    preview = correct_cells(province, seen(province, ODD), cells, actor=CLERK)
    choices = Choices(confirm=True, correction_reason="đã gọi điện")
    receive(province, preview, choices, actor=CLERK, now=at(ODD.day))
    assert all_codes(province, ODD_AGAIN) == UNKNOWN


def test_what_is_nearest_is_offered_the_likeliest_first(province: Engine) -> None:
    questions = list_name_questions(seen(province, ODD).arrival)
    first = {question.text: question.offers[0][0] for question in questions}
    assert first == {"TT y tế CB": "SYT", "Hiến máu": "HM_DK", "xong xuôi": "done"}
