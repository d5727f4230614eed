"""People for the tests of accounts and sign-in."""

from datetime import datetime

from sqlalchemy import Engine

from actions.accounts.accounts import Account, add_user
from actions.accounts.sign_ins import set_password
from actions.permissions import Actor
from models import UserRole
from tests.conftest import NOW

PASSWORD = "con đường 18 bậc"
OFFICE = Actor("terminal", UserRole.ADMINISTRATOR)
LAN = Account("lan", "Nông Thị Lan", UserRole.SECRETARIAT, email="lan@example.vn")
MINH = Account("minh", "Hoàng Minh", UserRole.ADMINISTRATOR)
HOA = Account("hoa", "Lý Thị Hoa", UserRole.LEADER)
TUAN = Account("tuan", "Bế Tuấn", UserRole.SUPERVISOR)
DUNG = Account("dung", "Đàm Dung", UserRole.UNIT_OFFICER, "SYT")
PEOPLE = (LAN, MINH, HOA, TUAN, DUNG)


def signed_up(
    engine: Engine, account: Account, *, password: str = PASSWORD, now: datetime = NOW
) -> str:
    """Add a user who has set a password, and is in: the token."""
    code = add_user(engine, account, actor=OFFICE, now=now)
    return set_password(engine, account.code, code, password, now=now)
