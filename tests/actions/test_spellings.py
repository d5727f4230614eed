"""A spelling that the secretariat confirmed is known from then on; the reason is kept too."""

import json

from sqlalchemy import Engine
from sqlmodel import select

from actions.permissions import Actor
from actions.returns.receive import Choices
from models import Batch, UnitAlias
from models.database import reading
from tests.actions.returns import CLERK, OFFICER, Sent, journal, received, results, seen

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
