"""The register has a version of its own: it rises with what touches addresses and help, and with
nothing else, so that what is kept of it outlives the returns of a busy day."""

from sqlalchemy import Engine

from actions.erasure.erase import erase
from actions.returns.undo import undo
from models.database import reading
from models.erasures import Ground
from models.settings import read_versions
from tests.province import CLERK, GOOD, NOW, received

ADDRESSES = b"code,commune_code,surveyed_on\nDC-1,01273,01/03/2026\n"
HELP = (
    b"address_code,supporter_unit_code,kind,form,value_vnd,given_on\n"
    b"DC-1,SYT,one_off,money,500000,01/05/2026\n"
)


def find_versions(engine: Engine) -> tuple[int, int]:
    with reading(engine) as session:
        return read_versions(session)


def test_it_rises_with_the_register_alone(each_province: Engine) -> None:
    all_before, register_before = find_versions(each_province)
    results = received(each_province, GOOD)
    all_then, register_then = find_versions(each_province)
    assert (all_then > all_before, register_then) == (True, register_before)
    for content, name in ((ADDRESSES, "dia-chi.csv"), (HELP, "tro-giup.csv")):
        received(each_province, content, name=name)
        number, register_number = find_versions(each_province)
        assert register_number == number
    undo(each_province, results.batch_id, actor=CLERK, now=NOW)  # a batch may be of anything
    number, register_number = find_versions(each_province)
    assert register_number == number
    received(each_province, GOOD, name="again.csv")
    assert find_versions(each_province) == (number + 1, register_number)
    erase(each_province, "DC-1", Ground.REQUESTED, actor=CLERK, now=NOW)
    number, register_number = find_versions(each_province)
    assert register_number == number
