"""Addresses counted by each deed: whatever was done, the sums are those of the rows."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event, text
from sqlmodel import col, update

from actions.counting import count_register, find_miscounted, is_counted
from actions.erasure.erase import erase
from actions.returns.undo import undo
from models import Ground, Unit
from models.counted import CountedAddress
from models.database import reading, writing
from models.rule_versions import write_rule_versions
from models.settings import raise_register_version
from tests.actions.returns import CLERK, Sent, at, received, results
from tests.counted import compare_moves, compare_sums

FOUNDED_ON, MARCH, MAY, JUNE = (date(2026, month, 2) for month in (1, 3, 5, 6))
DECEMBER = date(2026, 12, 10)
HEAD = "Mã địa chỉ;Mã đơn vị trợ giúp;Tên tổ chức, nhà hảo tâm;Loại trợ giúp;Hình thức;Trị giá;Ngày"
REGISTER = Sent(
    "Mã địa chỉ;Mã xã;Loại;Nhóm đối tượng;Số nhân khẩu;Nhu cầu;Ngày khảo sát;Tình trạng\n"
    "TP-001;1273;Hộ gia đình;hộ nghèo;4;gạo, nhà ở;01/03/2026;Đã khảo sát\n"
    "TP-002;1273;Cá nhân;người khuyết tật;1;thuốc;01/03/2026;Đã khảo sát\n"
    "TP-003;1288;Cá nhân;;1;;01/03/2026;Đã khảo sát\n",
    name="so-dia-chi.csv",
    day=MARCH,
)
BY_HEALTH = Sent(f"{HEAD}\nTP-001;SYT;;Đột xuất;Tiền;2.000.000;01/05/2026\n", "syt.csv", MAY)
BY_SHOP = Sent(
    f"{HEAD}\nTP-001;;Hợp tác xã Bình Minh;Thường xuyên;Hiện vật;1.200.000;01/06/2026\n",
    "htx.csv",
    JUNE,
)
REPORT = Sent(results("2026,01273,QT_LUOT,done,20/11/2026,100,250,,"), "phuong.csv", DECEMBER)
CLOSED = Sent(
    "code,commune_code,status,closed_on,closed_reason\nTP-002,01273,kết thúc,09/12/2026,vươn lên\n",
    "dong.csv",
    DECEMBER,
)
DAYS = (MAY, DECEMBER + timedelta(days=30))  # one before the last deeds, one after


def compare_all(engine: Engine) -> None:
    assert is_counted(engine)
    with reading(engine) as session:
        assert find_miscounted(session) == []
    for day in DAYS:
        compare_sums(engine, day, structures=(False,), choices=(None, "needs"))


def test_every_deed_counts_what_it_touched(each_province: Engine) -> None:
    assert count_register(each_province, now=at(FOUNDED_ON))
    for sent in (REGISTER, BY_HEALTH, BY_SHOP, REPORT):
        received(each_province, sent)
    closing = received(each_province, CLOSED)
    compare_all(each_province)
    compare_moves(each_province, MAY, DECEMBER, 2026)
    undo(each_province, closing.batch_id, actor=CLERK, now=at(DECEMBER + timedelta(days=1)))
    compare_all(each_province)
    compare_moves(each_province, DECEMBER, DECEMBER + timedelta(days=2), 2026)


def test_a_register_taken_back_is_counted_no_more(each_province: Engine) -> None:
    count_register(each_province, now=at(FOUNDED_ON))
    taken_back = received(each_province, REGISTER)
    undo(each_province, taken_back.batch_id, actor=CLERK, now=at(MAY))
    compare_all(each_province)
    with reading(each_province) as session:
        assert session.execute(text("SELECT count(*) FROM counted_address")).scalar_one() == 0


def test_an_erased_address_is_counted_no_more(own_province: Engine) -> None:
    count_register(own_province, now=at(FOUNDED_ON))
    received(own_province, REGISTER)
    erase(own_province, "TP-001", Ground.REQUESTED, actor=CLERK, now=at(MAY))
    compare_all(own_province)
    with reading(own_province) as session:
        kept = session.execute(text("SELECT count(*) FROM counted_address")).scalar_one()
    assert kept == 2  # of the other two, in the one year they are in force


def test_what_is_written_in_a_count_is_counted_too(province: Engine) -> None:
    """A return that came while the whole register was being counted, of an address counted."""
    received(province, REGISTER)
    count_register(province, now=at(MARCH))
    received(province, BY_HEALTH)
    count_register(province, now=at(MARCH))  # as if it had begun before the help came
    compare_all(province)


def test_a_deed_cut_short_leaves_counts_as_they_were(province: Engine) -> None:
    """Cut between any two statements: nothing of the deed is there, and nothing miscounted."""
    count_register(province, now=at(FOUNDED_ON))
    received(province, REGISTER)
    left, done = [0], False

    def cut(*_told: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise InterruptedError

    event.listen(province, "before_cursor_execute", cut)
    for statements in range(4, 4000, 61):
        left[0] = statements
        try:
            received(province, BY_HEALTH)
        except InterruptedError:
            left[0] = -1
            with reading(province) as session:
                assert find_miscounted(session) == []
        else:
            done = True
            break
    event.remove(province, "before_cursor_execute", cut)
    assert done
    compare_all(province)


def test_another_catalogue_is_counted_anew(province: Engine) -> None:
    received(province, REGISTER)
    count_register(province, now=at(MARCH))
    with writing(province) as session:
        session.execute(
            update(Unit).where(col(Unit.code) == "01288").values(valid_to=date(2026, 4, 1))
        )
        write_rule_versions(session, now=at(MAY))
        raise_register_version(session)
    assert not is_counted(province)
    received(province, BY_HEALTH)  # counts nothing by rules that are gone
    assert not is_counted(province)
    assert count_register(province, now=at(JUNE))
    compare_sums(province, JUNE)


@pytest.mark.parametrize("column", ["helped", "visits", "closed"])
def test_a_wrong_count_is_found(province: Engine, column: str) -> None:
    count_register(province, now=at(FOUNDED_ON))
    received(province, REGISTER)
    with writing(province) as session:
        session.execute(update(CountedAddress).values(**{column: 1}))
    with reading(province) as session:
        assert len(find_miscounted(session)) == 3
