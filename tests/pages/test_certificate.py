"""The list behind a figure, taken away: what its reader sees on screen and no more."""

import io
from datetime import UTC, date, datetime
from functools import partial

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, text
from streamlit.testing.v1 import AppTest

from actions.permissions import Actor
from indicators.provenance import (
    find_address_provenance,
    find_agency_provenance,
    find_report_provenance,
    find_result_provenance,
)
from locales.words import words_in
from models import Address, Dossier, Support
from models.database import reading, writing
from models.settings import read_data_version
from models.tasks import Money
from models.users import UserRole
from pages.components import frames
from pages.components.certificate import FigureSource, build_certificate_file
from pages.components.visit import Structure, Visit
from tests.models.rows import row
from tests.pages.watching import TODAY, fill

OTHERS = [UserRole.LEADER, UserRole.SUPERVISOR]


def visit(engine: Engine, role: UserRole) -> Visit:
    with reading(engine) as session:
        version = read_data_version(session)
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
        register = frames.load_whole_register(seen, (2026,))
        origin = FigureSource(name, partial(find_address_provenance, name, register, year))
    else:
        reports = frames.load_reports(seen, (2026,))
        origin = FigureSource(name, partial(find_report_provenance, name, reports, year))
    book = load_workbook(io.BytesIO(build_certificate_file(seen, origin)))
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


@pytest.mark.parametrize("role", [*OTHERS, UserRole.SECRETARIAT])
def test_the_rows_behind_a_sum_of_money_add_up_to_it(engine: Engine, role: UserRole) -> None:
    fill(engine)
    with writing(engine) as session:
        session.connection().exec_driver_sql("UPDATE result SET value_vnd = id * 1000000")
    seen, year = visit(engine, role), {"year": 2026}
    results = frames.load_results(seen, (2026,)).assign(money=Money.COUNTS.value)
    origin = FigureSource(
        "grand_total", partial(find_result_provenance, "grand_total", results, year)
    )
    book = load_workbook(io.BytesIO(build_certificate_file(seen, origin)))
    assert "8.000.000 đồng" in [cell for row in book.worksheets[0].values for cell in row]
    heading, *rows = list(book.worksheets[1].values)[-4:]
    place = heading.index("Trị giá (đồng)")
    assert sum(int(str(row[place])) for row in rows) == results["value_vnd"].sum() == 8_000_000


@pytest.mark.parametrize("role", [*OTHERS, UserRole.SECRETARIAT])
def test_the_order_of_hidden_counts_tells_nothing(engine: Engine, role: UserRole) -> None:
    """Sở Tài chính stands by four addresses, Sở Y tế by two; both counts are hidden, and Sở Y
    tế is first in the plan."""
    fill(engine)
    with writing(engine) as session:
        for address in (1, 3, 4):
            session.add(row(Support, id=address * 10 + 2, address_id=address, supporter_unit_id=2,
                            supporter_key="2", given_on=date(2026, 5, 1)))  # fmt: skip
    seen = visit(engine, role)
    year, units = {"year": 2026}, frames.load_catalogue(seen).units
    born = partial(
        find_agency_provenance, frames.load_whole_register(seen, (2026,)), year, agencies=units
    )
    book = load_workbook(io.BytesIO(build_certificate_file(seen, FigureSource("link_share", born))))
    cells = [str(cell) for sheet in book for line in sheet.values for cell in line if cell]
    told = [one for one in cells if one in {"Sở Y tế", "Sở Tài chính"}]
    assert told[0] == "Sở Y tế"


@pytest.mark.parametrize("counted", [38, 42])
def test_a_list_stands_open_by_what_its_reader_sees(engine: Engine, counted: int) -> None:
    """“About 40” looks the same whether it is 38 or 42."""
    fill(engine)
    with writing(engine) as session:
        for number in range(100, 98 + counted):
            session.add(row(Address, id=number, code=f"M-{number}"))
            session.flush()
            session.add(row(Dossier, id=number, address_id=number, commune_id=5))
            session.flush()
            session.add(row(Support, id=number, address_id=number, supporter_unit_id=1,
                            supporter_key="1", given_on=date(2026, 5, 1)))  # fmt: skip
    for role, stands_open in ((UserRole.LEADER, True), (UserRole.SECRETARIAT, counted < 41)):
        app = AppTest.from_function(drawn, args=(engine, role), default_timeout=120).run()
        assert not app.exception
        assert app.expander[0].proto.expanded is stands_open


def list_communes(seen: Visit, name: str, sheet: int) -> list[tuple[object, ...]]:
    """The rows of a sheet of the certificate of `name` that are a commune's."""
    register = frames.load_whole_register(seen, (2026,))
    origin = FigureSource(name, partial(find_address_provenance, name, register, {"year": 2026}))
    book = load_workbook(io.BytesIO(build_certificate_file(seen, origin)))
    rows = list(book.worksheets[sheet].values)
    return [line for line in rows if {"Xã Một", "Xã Hai"} & {*line}]


def test_each_commune_reads_the_same_whether_helped_or_not_helped_is_asked_for(
    engine: Engine,
) -> None:
    fill(engine)
    with writing(engine) as session:
        for number in range(100, 150):
            session.add(row(Address, id=number, code=f"M-{number}"))
            session.flush()
            commune = 5 if number < 130 else 6
            session.add(row(Dossier, id=number, address_id=number, commune_id=commune))
            session.flush()
            if number < 120 or number > 138:
                session.add(row(Support, id=number, address_id=number, supporter_unit_id=1,
                                supporter_key="1", given_on=date(2026, 5, 1)))  # fmt: skip
    seen = visit(engine, UserRole.LEADER)
    not_helped = [("Xã Một", "khoảng 10"), ("Xã Hai", "khoảng 10")]  # 11 and 10
    helped = [("Xã Một", "khoảng 25"), ("Xã Hai", "khoảng 10")]  # what is left of about 35 and 20
    assert [list_communes(seen, "coverage", sheet) for sheet in (1, 2)] == [helped, not_helped]
    assert [list_communes(seen, "not_helped", sheet) for sheet in (1, 2)] == [not_helped, helped]


def drawn(engine: "Engine", role: "UserRole") -> None:
    from functools import partial

    from indicators.provenance import find_address_provenance
    from pages.components import frames
    from pages.components.certificate import FigureSource, show_certificate
    from tests.pages.test_certificate import visit

    seen = visit(engine, role)
    register = frames.load_whole_register(seen, (2026,))
    born = partial(find_address_provenance, "coverage", register, {"year": 2026})
    show_certificate(seen, FigureSource("coverage", born))
