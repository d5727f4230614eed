"""Papers that a unit is handed: the forms to fill in, and the slip of what to correct."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

from actions.opening import file_written, standing_database
from actions.own_register import take_own_register
from documents.blank import build_blank_form, build_register_form
from documents.blank_batch import (
    BlankFile,
    build_blank_archive,
    build_blank_files,
    build_blank_name,
    collect_stored_rows,
    find_units_on,
    select_units,
)
from documents.sheet_names import UNFIT
from documents.slip import build_slip, list_slip_rows
from documents.slip_lists import SlipLists, list_years
from doors.answers import (
    NO,
    OPERATOR,
    UNTRIED,
    Verb,
    answer,
    asked,
    moment,
    show_file,
    unit_asked,
    words_of,
)
from doors.returns import examine
from intake.arrivals import Arrival
from intake.layouts import LAYOUTS, RESULTS
from locales.arguments import BLANK, SLIP
from locales.findings import build_finding_sentence
from locales.names import fit_file_name, list_short_names
from models.database import get_database_address, reading
from models.snapshots import Duties, read_catalogue, read_duties
from models.tasks import find_assignments_due

FORMS = {layout.name: layout for layout in LAYOUTS}


def blank(chosen: argparse.Namespace) -> int:
    """Write the form that a unit fills in for a year, or with --all those of every unit that
    owes something, as one ZIP."""
    with standing_database(get_database_address()) as engine:
        with reading(engine) as session:
            year, as_of = asked(session, chosen, ahead=True)
            unit = (unit_asked(session, chosen.unit, as_of) or 0, chosen.unit or "")
            duties = read_duties(session, [year - 1, year], as_of)
        if chosen.all:
            return _write_all(engine, chosen, duties, year=year)
        made = _make_form(engine, chosen, duties, unit=unit, year=year)
    words, kind = words_of(chosen), "csv" if chosen.csv else "xlsx"
    name = _name_of(duties, unit, chosen)
    form = FORMS[chosen.layout or RESULTS.name]
    usual = build_blank_name(form, unit[1], name, year=year, kind=kind, words=words)
    file = file_written(chosen.out or usual, made, over=chosen.replace)
    answer(chosen, {"file": file}, [words.say("terminal.blank", file=file)])
    return 0


def _make_form(
    engine: Engine, chosen: argparse.Namespace, duties: Duties, *, unit: tuple[int, str], year: int
) -> bytes:
    words, kind = words_of(chosen), "csv" if chosen.csv else "xlsx"
    form = FORMS[chosen.layout or RESULTS.name]
    if form.name == RESULTS.name:
        return build_blank_form(form, duties, words, unit=unit, year=year, kind=kind)
    if not unit[0]:
        return build_register_form(form, words, None, kind=kind)
    held = {unit[0]: unit[1]}
    register = take_own_register(engine, held, year, actor=OPERATOR, now=moment(engine))
    prefilled = collect_stored_rows(form, register, duties, unit=unit, year=year)
    return build_register_form(form, words, prefilled, kind=kind)


def _name_of(duties: Duties, unit: tuple[int, str], chosen: argparse.Namespace) -> str:
    known = find_units_on(duties.catalogue.units, duties.as_of)
    names = list_short_names(known, words_of(chosen))[known["unit_id"] == unit[0]]
    return str(names.iloc[0]) if len(names) else ""


def _write_all(engine: Engine, chosen: argparse.Namespace, duties: Duties, *, year: int) -> int:
    owed = duties.assignments
    owing = set(owed.loc[owed["year"] == year, "unit_id"])
    words, units = words_of(chosen), select_units(duties.catalogue.units, owing)
    if chosen.unit is not None:
        units = units[units["code"] == chosen.unit]
    held = dict(zip(units["unit_id"].astype(int), units["code"], strict=True))
    register = None
    if chosen.register:
        register = take_own_register(engine, held, year, actor=OPERATOR, now=moment(engine))
    files = list(build_blank_files(duties, year, words, units=units, register=register))
    usual = f"{words.say('blank.file.zip', year=year)}.zip"
    made = build_blank_archive(files, year, words)
    file = file_written(chosen.out or usual, made, over=chosen.replace)
    told = {"file": file, "forms": [_told(one) for one in files]}
    answer(chosen, told, [words.say("terminal.blanks", count=len(files), file=file)])
    return 0


def _told(file: BlankFile) -> dict[str, object]:
    return {"unit": file.code, "form": file.layout.name, "rows": file.rows, "file": file.name}


def slip(chosen: argparse.Namespace) -> int:
    """Write the correction slip of a file: its faulty rows, to be corrected and sent again; one
    for each sheet that has any. Exit code 1 where no row is at fault, 2 for an unread file."""
    words = words_of(chosen)
    with standing_database(get_database_address()) as engine:
        arrivals = [one.arrival for one in examine(engine, chosen.file, chosen)]
        lists = [find_lists(engine, one) for one in arrivals]
    faulty = [pair for pair in zip(arrivals, lists, strict=True) if list_slip_rows(pair[0])]
    if not faulty:
        return _decline_slip(chosen, arrivals)
    slips: list[dict[str, object]] = []
    for arrival, listed in faulty:
        name = _slip_file(chosen, arrival.sheet if len(faulty) > 1 else None)
        content = build_slip(arrival, words, listed)
        file = file_written(name, content, over=chosen.replace)
        slips.append({"file": file, "rows": len(list_slip_rows(arrival))})
    lines = [words.say("terminal.slip", count=one["rows"], file=one["file"]) for one in slips]
    answer(chosen, {"file": show_file(chosen.file), "slips": slips}, lines)
    return 0


def find_lists(engine: Engine, arrival: Arrival) -> SlipLists | None:
    """The codes that the slip of an arrival may list; none where nothing was read."""
    if arrival.rows is None:
        return None
    with reading(engine) as session:
        owed = find_assignments_due(session, list_years(arrival))
        return SlipLists(read_catalogue(session, None), owed)


def _slip_file(chosen: argparse.Namespace, sheet: str | None) -> str:
    stem = Path(show_file(chosen.file)).stem
    usual = words_of(chosen).say("handing.slip_file", file=stem)
    place = Path(chosen.out or usual)
    part = UNFIT.sub("-", fit_file_name(sheet)) if sheet else ""
    return str(place.with_stem(f"{place.stem}-{part}") if part else place)


def _decline_slip(chosen: argparse.Namespace, arrivals: Sequence[Arrival]) -> int:
    """Say why there is no slip: nothing is at fault, or nothing could be read."""
    words, unread = words_of(chosen), [one for one in arrivals if one.rows is None]
    lines = [build_finding_sentence(one, words) for arrival in unread for one in arrival.findings]
    read = len(arrivals) > len(unread)
    if read:
        lines.append(words.say("terminal.slip.none", file=show_file(chosen.file)))
    answer(chosen, {"file": show_file(chosen.file), "slips": []}, lines)
    return NO if read else UNTRIED


VERBS = {
    "blank": Verb("biểu mẫu để ghi / a form to fill in", BLANK, blank),
    "slip": Verb("phiếu sửa lỗi của một tệp / what to correct in a file", SLIP, slip),
}
