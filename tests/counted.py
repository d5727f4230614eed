"""What is counted of a register by its sums, held against the same counted from its rows."""

from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd
from sqlalchemy import Engine
from sqlmodel import Session

from actions.counting import Summing, find_counted, read_summed_registers
from indicators.change.moved import split_change_by_cause
from indicators.change.steps import DaySnapshot, build_steps
from indicators.circumstances import Choice, count_circumstances, count_supporters
from indicators.coverage import ACROSS, coverage
from indicators.funnel import count_stages
from indicators.link_share import link_share, sum_effort
from indicators.structure import find_homes, place_register
from models.database import reading
from models.snapshots import (
    Catalogue,
    Records,
    Register,
    read_catalogue,
    read_duties,
    read_records,
    select_register,
)

Answer = Callable[[Register], pd.DataFrame]


def build_answers(catalogue: Catalogue, structure_day: date | None) -> Mapping[str, Answer]:
    """Every question that is answered by sums."""
    units = catalogue.units
    return {
        "coverage": lambda register: coverage(register, by=()),
        "communes": lambda register: coverage(register, structure_day=structure_day),
        "across": lambda register: coverage(register, ACROSS),
        "stages": count_stages,
        "stages of communes": lambda register: count_stages(register, ("commune_id",)),
        "effort": lambda register: sum_effort(register, units),
        "links": lambda register: link_share(register, units),
    }


def build_answers_by(choice: Choice) -> Mapping[str, Answer]:
    """The same by `choice`."""
    return {
        "circumstances": lambda register: count_circumstances(register, choice),
        "across": lambda register: count_circumstances(register, choice, by=ACROSS),
        "supporters": lambda register: count_supporters(register, choice),
    }


def compare_sums(
    engine: Engine,
    day: date,
    *,
    structures: tuple[bool, ...] = (False, True),
    choices: tuple[Choice | None, ...] = (None, "categories", "needs"),
) -> int:
    """Ask everything of the register on `day`, by sums and by rows, and compare; how many
    addresses were read by rows for the sums."""
    with reading(engine) as session:
        catalogue = read_catalogue(session, day)
        records = read_records(session)
        rows = 0
        for now in structures:
            structure_day = day if now else None
            whole = _read_whole(session, records, catalogue, day, structure_day)
            for choice in choices:
                summed = _read_summed(session, catalogue, day, Summing(now, choice))
                rows = summed.dossiers["address_id"].nunique()
                answers = (
                    build_answers(catalogue, structure_day)
                    if choice is None
                    else build_answers_by(choice)
                )
                for name, answer in answers.items():
                    _assert_same(answer(summed), answer(whole), f"{name} {choice} {now} {day}")
        return rows


def compare_moves(engine: Engine, since: date, until: date, year: int) -> None:
    """What moved between two days, by sums and by rows."""
    with reading(engine) as session:
        catalogue, records = read_catalogue(session, until), read_records(session)
        counted = find_counted(session, read_catalogue(session, None))
        assert counted is not None
        registers = read_summed_registers(
            session, [year], [since, until], catalogue=catalogue, counted=counted, summing=Summing()
        )
        assert registers is not None
        duties = [read_duties(session, [year], day) for day in (since, until)]
        whole = [
            _read_whole(session, records, read_catalogue(session, day), day, None, [year])
            for day in (since, until)
        ]
    by_sums, by_rows = (
        split_change_by_cause(build_steps(*map(DaySnapshot, duties, both)))
        for both in (registers, whole)
    )
    _assert_same(by_sums, by_rows, f"moves {since} {until}")


def _read_summed(session: Session, catalogue: Catalogue, day: date, summing: Summing) -> Register:
    years = [int(year) for year in catalogue.periods["year"]]
    counted = find_counted(session, read_catalogue(session, None))
    assert counted is not None
    registers = read_summed_registers(
        session, years, [day], catalogue=catalogue, counted=counted, summing=summing
    )
    assert registers is not None
    return registers[0]


def _read_whole(
    session: Session,
    records: Records,
    catalogue: Catalogue,
    day: date,
    structure_day: date | None,
    years: list[int] | None = None,
) -> Register:
    every_year = [int(year) for year in catalogue.periods["year"]]
    register = select_register(records, years or every_year, day, catalogue=catalogue)
    homes = find_homes(records.dossiers, read_catalogue(session, None))
    return place_register(register, homes, on_day=structure_day)


def _assert_same(summed: pd.DataFrame, whole: pd.DataFrame, what: str) -> None:
    pd.testing.assert_frame_equal(summed, whole, check_dtype=False, obj=what)
