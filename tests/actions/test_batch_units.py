"""The units that a batch speaks for, whatever its form."""

from datetime import timedelta

from sqlalchemy import Engine

from actions.returns.undo import undo
from models.batch_units import find_units_of_batches
from models.database import reading
from tests.actions.keeping import register, take
from tests.province import CLERK, NOW

PEOPLES_HELP = """address_code,supporter_name,supporter_kind,kind,form,value_vnd,given_on,note
DC-001,Công ty A,enterprise,one_off,cash,500000,05/12/2026,
"""


def units(engine: Engine) -> list[tuple[int, str]]:
    with reading(engine) as session:
        rows = find_units_of_batches(session, 1)
    return [
        (int(batch), str(code)) for batch, code in zip(rows["batch_id"], rows["code"], strict=True)
    ]


def test_lists_accounts_of_help_and_returns_name_their_units(each_province: Engine) -> None:
    register(each_province)  # two lists of a commune, help by a department, its return
    take(each_province, "ho-tro.csv", PEOPLES_HELP.encode())
    expected = [(1, "01290"), (2, "01290"), (3, "SYT"), (4, "SYT"), (5, "01290")]
    assert units(each_province) == expected
    undo(each_province, 5, actor=CLERK, now=NOW + timedelta(hours=1))
    assert units(each_province) == expected  # what was taken back came from somebody too
