"""Papers that a unit is handed: the forms to fill in, and the slip of what to correct."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

from actions.opening import open_checked_database, write_file
from actions.returns.own_register import take_own_register
from cli.base import (
    NO,
    OPERATOR,
    UNTRIED,
    Command,
    choose_words,
    find_moment,
    find_unit_id,
    find_year_and_day,
    print_answer,
    show_file,
)
from cli.returns import examine_file
from documents.printing.sheet_names import UNFIT
from documents.returns.blank import build_blank_form, build_register_form
from documents.returns.blank_batch import (
    BlankFile,
    build_blank_archive,
    build_blank_files,
    build_blank_name,
    collect_stored_rows,
    find_units_on,
    select_units,
)
from documents.returns.slip import build_slip, list_slip_rows
from documents.returns.slip_lists import SlipLists, list_years
from intake.headers.layouts import LAYOUTS, RESULTS
from intake.pipeline import Arrival
from locales.arguments import BLANK, SLIP
from locales.findings import build_finding_sentence
from locales.names import fit_file_name, list_short_names
from models.database import get_database_address, reading
from models.snapshots import Duties, read_catalogue, read_duties
from models.tasks import find_assignments_due

FORMS = {layout.name: layout for layout in LAYOUTS}


def write_blank(options: argparse.Namespace) -> int:
    """Write the form that a unit fills in for a year, or with --all those of every unit that
    owes something, as one ZIP."""
    with open_checked_database(get_database_address()) as engine:
        with reading(engine) as session:
            year, as_of = find_year_and_day(session, options, ahead=True)
            unit = (find_unit_id(session, options.unit, as_of) or 0, options.unit or "")
            duties = read_duties(session, [year - 1, year], as_of)
        if options.all:
            return _write_all(engine, options, duties, year=year)
        content = _make_form(engine, options, duties, unit=unit, year=year)
    words, kind = choose_words(options), "csv" if options.csv else "xlsx"
    name = _find_unit_name(duties, unit, options)
    form = FORMS[options.layout or RESULTS.name]
    usual = build_blank_name(form, unit[1], name, year=year, kind=kind, words=words)
    file = write_file(options.out or usual, content, over=options.replace)
    print_answer(options, {"file": file}, [words.say("terminal.blank", file=file)])
    return 0


def _make_form(
    engine: Engine, options: argparse.Namespace, duties: Duties, *, unit: tuple[int, str], year: int
) -> bytes:
    words, kind = choose_words(options), "csv" if options.csv else "xlsx"
    form = FORMS[options.layout or RESULTS.name]
    if form.name == RESULTS.name:
        return build_blank_form(form, duties, words, unit=unit, year=year, kind=kind)
    if not unit[0]:
        return build_register_form(form, words, None, kind=kind)
    units = {unit[0]: unit[1]}
    register = take_own_register(engine, units, year, actor=OPERATOR, now=find_moment(engine))
    prefilled = collect_stored_rows(form, register, duties, unit=unit, year=year)
    return build_register_form(form, words, prefilled, kind=kind)


def _find_unit_name(duties: Duties, unit: tuple[int, str], options: argparse.Namespace) -> str:
    units = find_units_on(duties.catalogue.units, duties.as_of)
    names = list_short_names(units, choose_words(options))[units["unit_id"] == unit[0]]
    return str(names.iloc[0]) if len(names) else ""


def _write_all(engine: Engine, options: argparse.Namespace, duties: Duties, *, year: int) -> int:
    assignments = duties.assignments
    owing = set(assignments.loc[assignments["year"] == year, "unit_id"])
    words, units = choose_words(options), select_units(duties.catalogue.units, owing)
    if options.unit is not None:
        units = units[units["code"] == options.unit]
    codes = dict(zip(units["unit_id"].astype(int), units["code"], strict=True))
    register = None
    if options.register:
        register = take_own_register(engine, codes, year, actor=OPERATOR, now=find_moment(engine))
    files = list(build_blank_files(duties, year, words, units=units, register=register))
    usual = f"{words.say('blank.file.zip', year=year)}.zip"
    archive = build_blank_archive(files, year, words)
    file = write_file(options.out or usual, archive, over=options.replace)
    record = {"file": file, "forms": [_describe_form(blank_file) for blank_file in files]}
    print_answer(options, record, [words.say("terminal.blanks", count=len(files), file=file)])
    return 0


def _describe_form(file: BlankFile) -> dict[str, object]:
    return {"unit": file.code, "form": file.layout.name, "rows": file.rows, "file": file.name}


def write_slip(options: argparse.Namespace) -> int:
    """Write the correction slip of a file: its faulty rows, to be corrected and sent again; one
    for each sheet that has any. Exit code 1 where no row is at fault, 2 for an unread file."""
    words = choose_words(options)
    with open_checked_database(get_database_address()) as engine:
        arrivals = [
            slip_record.arrival for slip_record in examine_file(engine, options.file, options)
        ]
        lists = [find_lists(engine, slip_record) for slip_record in arrivals]
    faulty = [pair for pair in zip(arrivals, lists, strict=True) if list_slip_rows(pair[0])]
    if not faulty:
        return _decline_slip(options, arrivals)
    slips: list[dict[str, object]] = []
    for arrival, listed in faulty:
        name = _name_slip_file(options, arrival.sheet if len(faulty) > 1 else None)
        content = build_slip(arrival, words, listed)
        file = write_file(name, content, over=options.replace)
        slips.append({"file": show_file(file), "rows": len(list_slip_rows(arrival))})
    lines = [
        words.say("terminal.slip", count=slip_record["rows"], file=slip_record["file"])
        for slip_record in slips
    ]
    print_answer(options, {"file": show_file(options.file), "slips": slips}, lines)
    return 0


def find_lists(engine: Engine, arrival: Arrival) -> SlipLists | None:
    """The codes that the slip of an arrival may list; none where nothing was read."""
    if arrival.rows is None:
        return None
    with reading(engine) as session:
        assignments = find_assignments_due(session, list_years(arrival))
        return SlipLists(read_catalogue(session, None), assignments)


def _name_slip_file(options: argparse.Namespace, sheet: str | None) -> str:
    stem = Path(show_file(options.file)).stem
    usual = choose_words(options).say("handing.slip_file", file=stem)
    place = Path(options.out or usual)
    part = UNFIT.sub("-", fit_file_name(sheet)) if sheet else ""
    return str(place.with_stem(f"{place.stem}-{part}") if part else place)


def _decline_slip(options: argparse.Namespace, arrivals: Sequence[Arrival]) -> int:
    """Say why there is no slip: nothing is at fault, or nothing could be read."""
    words, unread = choose_words(options), [finding for finding in arrivals if finding.rows is None]
    lines = [
        build_finding_sentence(finding, words) for arrival in unread for finding in arrival.findings
    ]
    read = len(arrivals) > len(unread)
    if read:
        lines.append(words.say("terminal.slip.none", file=show_file(options.file)))
    print_answer(options, {"file": show_file(options.file), "slips": []}, lines)
    return NO if read else UNTRIED


VERBS = {
    "blank": Command("biểu mẫu để ghi / a form to fill in", BLANK, write_blank),
    "slip": Command("phiếu sửa lỗi của một tệp / what to correct in a file", SLIP, write_slip),
}
