"""An address that was erased on request and is sent again later is held back and asked about;
only the secretariat registers it again, and a later erasure holds also after a restore."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from actions.backups.restore import Restored, restore
from actions.erasure.erase import erase
from actions.erasures import KEY
from actions.paths import get_path_beside
from actions.permissions import Actor
from actions.refusals import Refused
from actions.returns.receive import Choices, Letter, Preview, Receipt, preview_file, receive
from actions.returns.undo import undo
from intake.findings import Outcome, must_confirm
from intake.tables import Upload
from models import Address, Batch, Entry, Erasure, Ground, UserRole
from models.database import reading
from tests.actions.keeping import HELP, REGISTER, backed_up, register, workbook
from tests.conftest import ADMINISTRATOR
from tests.province import CLERK, NOW, TODAY

LATER = NOW + timedelta(days=1)
AGAIN = REGISTER.replace("DC-002,", " dc-002 ,")
OFFICER = Actor("can-bo-xa", UserRole.UNIT_OFFICER, "01290")


@pytest.fixture
def erased(own_province: Engine) -> Engine:
    register(own_province)
    erase(own_province, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW)
    return own_province


def seen(engine: Engine, content: bytes, name: str = "moi.csv", *, actor: Actor = CLERK) -> Preview:
    return preview_file(engine, Upload(name, content), Letter(TODAY), actor=actor)


def taken(engine: Engine, one: Preview, *, again: bool = False, now: datetime = LATER) -> Receipt:
    choices = Choices(True, True, again=again)
    return receive(engine, one, choices, actor=one.actor, now=now)


def codes(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return sorted(session.exec(select(Address.code)))


def bytes_kept(engine: Engine, receipt: Receipt) -> bytes:
    with reading(engine) as session:
        return session.get_one(Batch, receipt.batch_id).content


def restored(engine: Engine, source: str) -> Restored:
    engine.dispose()
    address = engine.url.render_as_string(hide_password=False)
    return restore(address, Path(source), passphrase=None, actor=ADMINISTRATOR, now=LATER)


def last_entry(engine: Engine) -> Entry:
    with reading(engine) as session:
        return session.exec(select(Entry).order_by(col(Entry.id).desc()).limit(1)).one()


def test_it_is_asked_about_at_its_cell_and_held_back(erased: Engine) -> None:
    one = seen(erased, AGAIN.encode())
    (found,) = [it for it in one.arrival.findings if it.code == "register.address_erased"]
    assert (found.row, found.column, found.facts["day"]) == (3, "code", date(2026, 12, 20))
    assert one.arrival.outcome == Outcome.ASK
    assert not must_confirm(one.arrival.findings)  # the others need not wait for an answer
    receipt = taken(erased, one)
    assert (receipt.new, receipt.changed, receipt.unchanged, receipt.left) == (
        0,
        1,
        1,
        1,
    )
    assert codes(erased) == ["DC-001", "DC-0021"]


@pytest.mark.parametrize("name", ["moi.csv", "moi.xlsx"])
def test_the_kept_copy_says_nothing_of_it(erased: Engine, name: str) -> None:
    content = AGAIN.encode() if name.endswith("csv") else workbook(AGAIN)
    one = preview_file(erased, Upload(f"dc-0021 {name}", content), Letter(TODAY), actor=CLERK)
    kept = bytes_kept(erased, taken(erased, one))
    again = preview_file(erased, Upload("again", kept), Letter(TODAY), actor=CLERK)
    assert again.arrival.erased == ()
    assert b"dc-002 " not in kept
    assert json.loads(last_entry(erased).after)["file"] == f"… {name}"


def test_help_to_it_is_unknown_and_not_kept(erased: Engine) -> None:
    one = seen(erased, HELP.replace("DC-001,", "DC-0021,").encode())
    assert {it.code for it in one.arrival.findings if it.row in (3, 4)} == {
        "register.address_unknown"
    }
    assert b"DC-002," not in bytes_kept(erased, taken(erased, one))


def test_the_secretariat_registers_it_again_and_the_journal_tells(erased: Engine) -> None:
    receipt = taken(erased, seen(erased, AGAIN.encode()), again=True)
    assert (receipt.new, receipt.left) == (1, 0)
    assert len(codes(erased)) == 3
    assert json.loads(last_entry(erased).after)["registered_again"] == 1
    assert "dc-002" in bytes_kept(erased, receipt).decode().lower()
    changed = seen(erased, AGAIN.replace("Tổ 2", "Tổ 22").encode())
    assert "register.address_erased" not in {it.code for it in changed.arrival.findings}
    undo(erased, receipt.batch_id, actor=CLERK, now=LATER)
    asked = seen(erased, AGAIN.replace("Tổ 2", "Tổ 22").encode())
    assert "register.address_erased" in {it.code for it in asked.arrival.findings}


def test_an_officer_does_not_decide_it(erased: Engine) -> None:
    own = REGISTER.splitlines()
    one = seen(erased, "\n".join([own[0], own[2]]).encode(), actor=OFFICER)
    assert len(one.arrival.plan.waiting if one.arrival.plan else ()) == 1
    with pytest.raises(Refused, match="not_allowed"):
        taken(erased, one, again=True)
    before = codes(erased)
    assert taken(erased, one).left == 1  # it waits for the secretariat
    assert codes(erased) == before
    assert codes(erased) == ["DC-001", "DC-0021"]


def test_erased_between_looking_and_pressing_it_is_looked_at_again(own_province: Engine) -> None:
    register(own_province)
    one = seen(own_province, REGISTER.replace("Tổ 2", "Tổ 22").encode())
    erase(own_province, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW)
    with pytest.raises(Refused, match="preview_stale"):
        taken(own_province, one)
    assert "DC-002" not in codes(own_province)


def test_without_the_key_no_list_of_addresses_is_taken(erased: Engine) -> None:
    get_path_beside(erased.url, KEY).unlink()
    with pytest.raises(Refused, match="erasure_key_missing"):
        seen(erased, REGISTER.encode())


def test_erased_a_second_time_it_stays_so_after_a_restore(
    own_province: Engine, tmp_path: Path
) -> None:
    register(own_province)
    erase(own_province, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW)
    taken(own_province, seen(own_province, AGAIN.encode()), again=True)
    made = backed_up(own_province, tmp_path / "copies")
    erase(own_province, "DC-002", Ground.WITHDRAWN, actor=CLERK, now=LATER + timedelta(days=1))
    done = restored(own_province, made.place)
    assert done.erased_again == 1
    assert codes(own_province) == ["DC-001", "DC-0021"]
    with reading(own_province) as session:
        assert session.exec(select(Erasure)).one().ground == Ground.WITHDRAWN


def test_registered_again_it_is_not_erased_by_a_restore(
    own_province: Engine, tmp_path: Path
) -> None:
    register(own_province)
    erase(own_province, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW)
    taken(own_province, seen(own_province, AGAIN.encode()), again=True)
    made = backed_up(own_province, tmp_path / "copies")
    done = restored(own_province, made.place)
    assert (done.erased_again, len(codes(own_province))) == (0, 3)
