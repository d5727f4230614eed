"""Undo is the inverse: what was is again, later corrections stay, the past stays as it was."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from actions.permissions import Actor
from actions.refusals import Refused
from actions.returns.undo import Undone, undo
from models.addresses import find_current_dossiers
from models.database import reading
from models.results import find_current_results
from models.submissions import list_submissions
from models.supports import find_current_supports
from tests.actions.returns import CLERK, DAY, OFFICER, Sent, at, journal, received, results, told

ADDRESSES = "code,commune_code,household_size,needs,status,closed_on\n"
SUPPORTS = "address_code,supporter_unit_code,kind,form,value_vnd,given_on,until\n"
FORMS = {
    "results": (
        results("2026,SYT,HM_DK,in_progress,,40,12,500000,đợt 1", "2026,SYT,TET_SUAT,-,,,,,"),
        results("2026,SYT,HM_DK,done,,100,xóa,-,xóa", "2026,SYT,QT_LUOT,done,,,9,,"),
    ),
    "addresses": (
        f"{ADDRESSES}A-001,01273,4,gạo,surveyed,\nA-002,01273,2,,,\n",
        f"{ADDRESSES}A-001,01273,5,xóa,closed,01/11/2026\nA-003,01273,1,,,\n",
    ),
    "supports": (
        f"{SUPPORTS}A-001,SYT,regular,money,500000,08/05/2026,\n",
        f"{SUPPORTS}A-001,SYT,regular,money,700000,08/05/2026,30/11/2026\n"
        "A-002,SYT,one_off,goods,,09/05/2026,\n",
    ),
}
WHOLE_YEAR = date(2026, 12, 31)


def standing(engine: Engine, form: str) -> list[str]:
    """All that stands of a form, a line each, without the numbers of its versions."""
    codes = ["A-001", "A-002", "A-003"]
    with reading(engine) as session:
        frames = {
            "results": lambda: find_current_results(session, [2026]),
            "addresses": lambda: find_current_dossiers(session, codes),
            "supports": lambda: find_current_supports(session, codes),
        }
        frame = frames[form]().drop(columns="stored_id")
    return sorted(frame.to_csv(index=False, header=False).splitlines())


def undone(engine: Engine, batch_id: int, *, hour: int = 20) -> Undone:
    return undo(engine, batch_id, actor=CLERK, now=at(DAY, hour))


@pytest.mark.parametrize("form", FORMS)
def test_apply_then_undo_is_before(each_province: Engine, form: str) -> None:
    if form == "supports":
        received(each_province, Sent(FORMS["addresses"][0], name="so.csv"))
    first, second = FORMS[form]
    received(each_province, Sent(first, name="first.csv"))
    before = standing(each_province, form)
    receipt = received(each_province, Sent(second, name="second.csv"))
    assert (receipt.new, receipt.changed) == (1, 1)
    assert standing(each_province, form) != before
    done = undone(each_province, receipt.batch_id)
    assert standing(each_province, form) == before
    assert (done.taken_back, done.restored, done.kept, done.kept_by) == (2, 1, 0, ())


@pytest.mark.parametrize("form", FORMS)
def test_undoing_a_first_return_leaves_nothing(each_province: Engine, form: str) -> None:
    if form == "supports":
        received(each_province, Sent(FORMS["addresses"][0], name="so.csv"))
    receipt = received(each_province, Sent(FORMS[form][0]))
    undone(each_province, receipt.batch_id)
    assert standing(each_province, form) == []


def test_a_later_correction_stays_and_is_named(each_province: Engine) -> None:
    first = received(
        each_province,
        Sent(results("2026,SYT,HM_DK,done,,,1,,", "2026,SYT,TET_SUAT,done,,,2,,"), name="a.csv"),
    )
    received(each_province, Sent(results("2026,SYT,HM_DK,done,,,10,,"), name="b.csv"))
    done = undone(each_province, first.batch_id)
    assert done == Undone(first.batch_id, taken_back=1, restored=0, kept=1, kept_by=("b.csv",))
    assert told(each_province, WHOLE_YEAR, "quantity") == {"SYT/HM_DK": 10}


# A says 1, B corrects it to 2, C to 3. Undone in this order, what is left, what the last undo
# named as a correction that it left.
CHAINS = [
    ("B", 3, ("c.csv",)),
    ("C", 2, ()),
    ("A", 3, ("c.csv",)),
    ("CB", 1, ()),
    ("BC", 1, ()),
    ("AC", 2, ()),
    ("CA", 2, ("b.csv",)),
    ("AB", 3, ("c.csv",)),
    ("BA", 3, ("c.csv",)),
    ("ABC", None, ()),
    ("ACB", None, ()),
    ("BAC", None, ()),
    ("BCA", None, ()),
    ("CAB", None, ()),
    ("CBA", None, ()),
]


@pytest.mark.parametrize(("order", "left", "named"), CHAINS)
def test_a_chain_of_corrections_is_undone_in_any_order(
    province: Engine, order: str, left: float | None, *, named: tuple[str, ...]
) -> None:
    chain = {
        name: received(
            province,
            Sent(results(f"2026,SYT,HM_DK,done,,,{said},,"), name=f"{name.lower()}.csv"),
        ).batch_id
        for said, name in enumerate("ABC", 1)
    }
    done = [undone(province, chain[name], hour=12 + place) for place, name in enumerate(order)]
    expected = {} if left is None else {"SYT/HM_DK": left}
    assert told(province, WHOLE_YEAR, "quantity") == expected
    assert (done[-1].kept, done[-1].kept_by) == (len(named), named)


def test_the_first_two_of_a_chain_leave_nothing(each_province: Engine) -> None:
    first = received(each_province, Sent(results("2026,SYT,HM_DK,done,,,1,,"), name="a.csv"))
    second = received(each_province, Sent(results("2026,SYT,HM_DK,done,,,2,,"), name="b.csv"))
    undone(each_province, first.batch_id, hour=15)
    undone(each_province, second.batch_id, hour=16)
    assert told(each_province, WHOLE_YEAR) == {}


def test_the_past_still_answers_what_it_knew(each_province: Engine) -> None:
    corrected, taken_back = DAY + timedelta(days=2), DAY + timedelta(days=5)
    received(each_province, Sent(results("2026,SYT,HM_DK,done,,,1,,"), name="a.csv"))
    second = received(
        each_province, Sent(results("2026,SYT,HM_DK,done,,,2,,"), name="b.csv", day=corrected)
    )
    undo(each_province, second.batch_id, actor=CLERK, now=at(taken_back))
    days = [DAY - timedelta(days=1), DAY, corrected, taken_back - timedelta(days=1), taken_back]
    known = [told(each_province, day, "quantity").get("SYT/HM_DK") for day in days]
    assert known == [None, 1, 2, 2, 1]


def test_its_submission_goes_with_it(each_province: Engine) -> None:
    first = received(each_province, Sent(results("2026,SYT,HM_DK,done,,,1,,")))
    undo(each_province, first.batch_id, actor=CLERK, now=at(DAY + timedelta(days=3)))
    with reading(each_province) as session:
        then = list_submissions(session, [2026], DAY)
        now = list_submissions(session, [2026], WHOLE_YEAR)
    assert (len(then), len(now)) == (1, 0)


def test_an_address_taken_back_may_come_again_with_its_help(each_province: Engine) -> None:
    register = Sent(FORMS["addresses"][0], name="so.csv")
    first = received(each_province, register)
    received(each_province, Sent(FORMS["supports"][0], name="giup.csv"))
    undone(each_province, first.batch_id)
    assert received(each_province, register).new == 2
    assert len(standing(each_province, "addresses")) == 2
    assert len(standing(each_province, "supports")) == 1


@pytest.mark.parametrize(
    ("twice", "code"), [(True, "batch_undone"), (False, "batch_unknown")], ids=["twice", "unknown"]
)
def test_only_a_standing_batch_is_undone(province: Engine, code: str, *, twice: bool) -> None:
    batch = received(province, Sent(results("2026,SYT,HM_DK,done,,,1,,"))).batch_id
    if twice:
        undone(province, batch)
    entries = len(journal(province, "undo"))
    with pytest.raises(Refused) as refused:
        undone(province, batch if twice else batch + 1000)
    assert (refused.value.code, len(journal(province, "undo"))) == (code, entries)


@pytest.mark.parametrize("actor", [OFFICER], ids=lambda actor: actor.role.value)
def test_an_officer_may_not_undo(province: Engine, actor: Actor) -> None:
    batch = received(province, Sent(results("2026,SYT,HM_DK,done,,,1,,")), actor=actor).batch_id
    with pytest.raises(Refused) as refused:
        undo(province, batch, actor=actor, now=at(DAY, 11))
    assert refused.value.code == "not_allowed"
    assert told(province, DAY, "quantity") == {"SYT/HM_DK": 1}


def test_it_is_told_to_the_journal_once(each_province: Engine) -> None:
    batch = received(each_province, Sent(results("2026,SYT,HM_DK,done,,,1,,"))).batch_id
    undone(each_province, batch)
    (entry,) = journal(each_province, "undo")
    assert (entry.actor, entry.subject) == ("vanthu", f"batch {batch}")
    assert entry.at == at(DAY, 20)
