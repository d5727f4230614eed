"""A birth certificate taken away whole: what its reader sees on the screen and nothing more."""

import io
from datetime import UTC, datetime
from functools import partial

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, text

from actions.permissions import Actor
from indicators.birth import birth_of_addresses, birth_of_reports
from locales.words import words_in
from models.database import reading
from models.settings import data_version
from models.users import UserRole
from pages.parts import frames
from pages.parts.birth import Origin, certificate_file
from pages.parts.visit import Structure, Visit
from tests.pages.watching import TODAY, fill

OTHERS = [UserRole.LEADER, UserRole.SUPERVISOR]


def visit(engine: Engine, role: UserRole) -> Visit:
    with reading(engine) as session:
        version = data_version(session)
    return Visit(
        engine=engine,
        actor=Actor("x", role),
        words=words_in("vi"),
        today=TODAY,
        year=2026,
        as_of=TODAY,
        structure=Structure.THEN,
        version=version,
        sample=False,
        years=(2025, 2026),
        now=datetime(2026, 12, 20, 3, 0, tzinfo=UTC),
    )


def taken(seen: Visit, name: str) -> list[object]:
    """Every cell of the certificate of `name` in 2026."""
    year = {"year": 2026}
    if name == "coverage":
        register = frames.register(seen, (2026,))
        origin = Origin(name, partial(birth_of_addresses, name, register, year))
    else:
        reports = frames.reports(seen, (2026,))
        origin = Origin(name, partial(birth_of_reports, name, reports, year))
    book = load_workbook(io.BytesIO(certificate_file(seen, origin)))
    return [cell for sheet in book for row in sheet.values for cell in row]


def looks(engine: Engine) -> int:
    with engine.connect() as connection:
        asked = text("SELECT count(*) FROM entry WHERE verb = 'read_register'")
        return int(connection.execute(asked).scalar_one())


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_but_the_secretariat_takes_an_address(engine: Engine, role: UserRole) -> None:
    fill(engine)
    told = taken(visit(engine, role), "coverage")
    assert not [cell for cell in told if "BIMAT" in str(cell)]
    assert "X. Một" in told or "Xã Một" in told
    assert looks(engine) == 0


def test_the_secretariat_takes_each_address_and_the_journal_says_so(engine: Engine) -> None:
    fill(engine)
    told = taken(visit(engine, UserRole.SECRETARIAT), "coverage")
    assert {f"BIMAT-{place}" for place in range(1, 5)} <= {*told}
    assert looks(engine) == 1


def test_a_certificate_of_reports_has_its_definition_and_every_row(engine: Engine) -> None:
    fill(engine)
    told = taken(visit(engine, UserRole.LEADER), "timeliness")
    assert {"Sở Y tế", "Sở Tài chính", "Sở Xây dựng", "Tử số.", datetime(2026, 12, 20)} <= {*told}
