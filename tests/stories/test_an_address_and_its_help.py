"""An address is surveyed, helped, helped by two, and stands on its own feet."""

from datetime import date

from sqlalchemy import Engine

from actions.returns.undo import undo
from tests.actions.returns import CLERK, Sent, at, received, results
from tests.stories.figures import covered

WARD = "01273"
SURVEYED, HELPED, HELPED_AGAIN = date(2026, 3, 2), date(2026, 5, 8), date(2026, 6, 1)
REPORTED = date(2026, 12, 10)
TAKEN_BACK, YEAR_END = date(2026, 6, 20), date(2026, 12, 31)

REGISTER = Sent(
    "Mã địa chỉ;Mã xã;Loại;Số nhân khẩu;Nhu cầu;Ngày khảo sát;Tình trạng\n"
    "TP-001;1273;Hộ gia đình;4;gạo, nhà ở;01/03/2026;Đã khảo sát\n"
    "TP-002;1273;Cá nhân;1;thuốc;01/03/2026;Đã khảo sát\n",
    name="so-dia-chi.csv",
    day=SURVEYED,
)
HEAD = (
    "Mã địa chỉ;Mã đơn vị trợ giúp;Tên tổ chức, nhà hảo tâm;Loại trợ giúp;Hình thức;Trị giá;Ngày\n"
)
REPORT = Sent(results("2026,01273,QT_LUOT,done,20/11/2026,100,250,,"), "phuong.csv", REPORTED)
UNREPORTED = (None, None, None, None, None)  # nobody has told yet whether anybody helped
BY_HEALTH = Sent(f"{HEAD}TP-001;SYT;;Đột xuất;Tiền;2.000.000;08/05/2026\n", "syt.csv", HELPED)
BY_SHOP = Sent(
    f"{HEAD}TP-001;;Hợp tác xã Bình Minh;Thường xuyên;Hiện vật;1.200.000;01/06/2026\n",
    "htx.csv",
    HELPED_AGAIN,
)


def test_from_survey_to_help(each_province: Engine) -> None:
    received(each_province, REGISTER)
    received(each_province, BY_HEALTH)
    received(each_province, BY_SHOP)
    assert covered(each_province, WARD, SURVEYED) == UNREPORTED
    assert covered(each_province, WARD, HELPED) == (1, 2, 0, 1, 2_000_000)
    # helped by two it counts once in coverage, and each visit in the effort
    assert covered(each_province, WARD, HELPED_AGAIN) == (1, 2, 1, 2, 3_200_000)


def test_help_entered_by_mistake_is_taken_back(each_province: Engine) -> None:
    received(each_province, REGISTER)
    mistaken = received(each_province, BY_HEALTH)
    undo(each_province, mistaken.batch_id, actor=CLERK, now=at(TAKEN_BACK))
    assert covered(each_province, WARD, TAKEN_BACK) == UNREPORTED
    received(each_province, REPORT)
    assert covered(each_province, WARD, YEAR_END) == (0, 2, 0, 0, 0)
    assert covered(each_province, WARD, HELPED) == (1, 2, 0, 1, 2_000_000)


def test_an_address_closed_before_the_year_is_no_longer_counted(province: Engine) -> None:
    received(province, REGISTER)
    received(province, REPORT)
    closed = "code,commune_code,status,closed_on,closed_reason\nTP-002,01273,kết thúc,{},vươn lên\n"
    received(province, Sent(closed.format("14/12/2026"), "dong.csv", YEAR_END))
    assert covered(province, WARD, YEAR_END)[:2] == (0, 2)  # in force on the last day
    received(province, Sent(closed.format("14/12/2025"), "sua.csv", YEAR_END))
    assert covered(province, WARD, YEAR_END)[:2] == (0, 1)
