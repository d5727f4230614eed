"""The back door: the same verbs from a terminal. `python run.py WORD …` comes here.

Exit codes: 0 done, 1 the answer is no (a file with errors, a refusal), 2 could not be tried.
"""

import argparse
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session

from actions.catalogue import load_catalogue
from actions.moments import moment_recorded
from actions.opening import (
    Unavailable,
    file_content,
    file_written,
    fresh_file,
    is_empty,
    new_database,
    standing_database,
)
from actions.permissions import Actor
from actions.places import returns_folder
from actions.receive import Choices, Letter, Preview, preview, receive
from actions.refusals import Refused
from actions.undo import undo
from documents.blank import blank_form
from documents.examination import examined_lines, unexamined
from documents.standing import due_lines, due_records, standing, standing_lines
from intake.findings import Outcome
from intake.layouts import LAYOUTS
from intake.tables import Upload
from locales.arguments import ALWAYS, ARGUMENTS, ASKED, BLANK, CHECKED, RECEIVED, SERVED
from locales.refusals import refusal_sentence
from locales.words import Words, words_in
from models import UserRole
from models.database import database_address, reading
from models.migrations import migrate
from models.periods import periods_known
from models.snapshots import duties_of, register_of
from models.spans import day_of
from models.units import unit_on

CATALOGUE = Path(__file__).resolve().parent / "catalogue"
OPERATOR = Actor("terminal", UserRole.SECRETARIAT)
NO, UNTRIED = 1, 2
CODES = {Outcome.ROWS: NO, Outcome.REFUSE: UNTRIED}


class Verb(NamedTuple):
    """One word of the command line: what it says of itself, takes, and does."""

    help: str
    takes: tuple[str, ...]
    does: Callable[[argparse.Namespace], int]


def serve(chosen: argparse.Namespace) -> int:
    """Prepare the database where it is missing or empty, then open the dashboard."""
    from gate import serving

    with fresh_file(database_address()) as address, new_database(address) as engine:
        migrate(engine)
        if is_empty(engine):
            furnish(engine, words_of(chosen), sample=True)
    return serving.serve(chosen.address, chosen.port, open_browser=not chosen.no_browser)


def init(chosen: argparse.Namespace) -> int:
    """Make or migrate the database, load the catalogue, fill it with sample data if asked."""
    words = words_of(chosen)
    with fresh_file(database_address()) as address, new_database(address) as engine:
        migrate(engine)
        if chosen.sample and not is_empty(engine):
            raise Refused("database_filled")
        counts = furnish(engine, words, sample=chosen.sample)
    answer(chosen, counts, [words.say("terminal.catalogue", count=None, **counts)])
    return 0


def furnish(engine: Engine, words: Words, *, sample: bool) -> dict[str, int]:
    """Load the catalogue and, for a trial, the sample data; what the catalogue holds."""
    counts = asdict(load_catalogue(engine, OPERATOR, CATALOGUE, now=moment(engine)))
    if sample:
        from sample_data.fill import fill
        from sample_data.progress import progress

        fill(engine, returns_folder(engine), say=progress(words))
    return counts


def check(chosen: argparse.Namespace) -> int:
    """Examine each file as if it came today; nothing is written."""
    with standing_database(database_address()) as engine:
        return max(check_one(engine, file, chosen) for file in chosen.files)


def check_one(engine: Engine, file: str, chosen: argparse.Namespace) -> int:
    """Print what one file was found to be; the exit code it deserves."""
    seen = examine(engine, file, chosen)
    if seen is None:
        return UNTRIED
    answer(chosen, *examined_lines(file, seen.arrival, words_of(chosen), values=chosen.values))
    return CODES.get(seen.arrival.outcome, 0)


def receive_files(chosen: argparse.Namespace) -> int:
    """Examine and accept each file, one transaction each."""
    with standing_database(database_address()) as engine:
        return max(receive_one(engine, file, chosen) for file in chosen.files)


def receive_one(engine: Engine, file: str, chosen: argparse.Namespace) -> int:
    """Accept one file and print its findings and its receipt; the exit code."""
    seen = examine(engine, file, chosen)
    if seen is None:
        return UNTRIED
    words = words_of(chosen)
    told, lines = examined_lines(file, seen.arrival, words, values=chosen.values)
    decided = Choices(chosen.accept_valid_rows, chosen.confirm, chosen.withdraw, chosen.reason)
    now = moment(engine)
    try:
        receipt = asdict(receive(engine, seen, decided, actor=actor(chosen), now=now))
    except Refused as refused:
        message = refusal_sentence(refused, words)
        refusal = {"code": refused.code, "message": message}
        answer(chosen, told | {"receipt": None, "refusal": refusal}, lines)
        print(message, file=sys.stderr)
        return CODES.get(seen.arrival.outcome, NO)
    line = words.say("terminal.received", count=None, **receipt, batch=receipt["batch_id"])
    answer(chosen, told | {"receipt": receipt}, [*lines, line])
    return 0


def examine(engine: Engine, file: str, chosen: argparse.Namespace) -> Preview | None:
    """Read and examine one file; where it is not there to be read, say so and give None."""
    received_on = chosen.received_on or day_of(moment(engine))
    with reading(engine) as session:
        unit_asked(session, chosen.unit, received_on)
    said = {name: getattr(chosen, name, None) for name in ("sent_on", "document_no")}
    try:
        upload = Upload(Path(file).name, file_content(file))
    except Unavailable as refused:
        decline(chosen, file, refused)
        return None
    return preview(engine, upload, Letter(received_on, **said), actor=actor(chosen))


def decline(chosen: argparse.Namespace, file: str, refused: Refused) -> None:
    """Say of one file why it could not even be examined."""
    message = refusal_sentence(refused, words_of(chosen))
    if chosen.json:
        answer(chosen, unexamined(file, refused.code, message), [])
    else:
        print(message, file=sys.stderr)


def undo_batch(chosen: argparse.Namespace) -> int:
    """Take back all that a receipt wrote, and name what later files keep."""
    with standing_database(database_address()) as engine:
        done = undo(engine, chosen.batch, actor=OPERATOR, now=moment(engine))
    words, told = words_of(chosen), asdict(done)
    lines = [words.say("terminal.undone", count=None, **told, batch=done.batch_id)]
    if done.kept_by:
        lines.append(words.say("terminal.kept_by", files=", ".join(done.kept_by)))
    answer(chosen, told, lines)
    return 0


def due(chosen: argparse.Namespace) -> int:
    """List every report owed in a year, with its state on a day."""
    with standing_database(database_address()) as engine, reading(engine) as session:
        year, as_of = asked(session, chosen)
        duties = duties_of(session, [year], as_of)
    told = {"year": year, "as_of": as_of.isoformat(), "reports": due_records(duties)}
    answer(chosen, told, due_lines(duties, words_of(chosen)))
    return 0


def figures(chosen: argparse.Namespace) -> int:
    """Completion, coverage and timeliness of a year on a day: part, whole, share."""
    with standing_database(database_address()) as engine, reading(engine) as session:
        year, as_of = asked(session, chosen)
        unit = unit_asked(session, chosen.unit, as_of)
        duties = duties_of(session, [year], as_of)
        register = register_of(session, [year], as_of)
    stands = standing(duties, register, unit_id=unit)
    told = {"year": year, "as_of": as_of.isoformat(), "unit": chosen.unit, **asdict(stands)}
    heading = words_of(chosen).say("terminal.figures", year=year, as_of=as_of)
    answer(chosen, told, [heading, *standing_lines(stands, words_of(chosen))])
    return 0


def blank(chosen: argparse.Namespace) -> int:
    """Write the form that a unit fills in for a year."""
    form = {layout.name: layout for layout in LAYOUTS}[chosen.layout]
    kind = "csv" if chosen.csv else "xlsx"
    with standing_database(database_address()) as engine, reading(engine) as session:
        year, as_of = asked(session, chosen)
        unit = (unit_asked(session, chosen.unit, as_of) or 0, chosen.unit or "")
        duties = duties_of(session, [year - 1, year], as_of)
    made = blank_form(form, duties, words_of(chosen), unit=unit, year=year, kind=kind)
    name = "-".join(filter(None, (form.name, chosen.unit, str(year))))
    file = file_written(chosen.out or f"{name}.{kind}", made)
    answer(chosen, {"file": file}, [words_of(chosen).say("terminal.blank", file=file)])
    return 0


def unit_asked(session: Session, code: str | None, day: date) -> int | None:
    """The id of the unit asked for, or None where none was. Raises Unavailable."""
    unit = unit_on(session, code, day) if code else None
    if code and unit is None:
        raise Unavailable("unit_unknown", unit=code)
    return unit.id if unit else None


def asked(session: Session, chosen: argparse.Namespace) -> tuple[int, date]:
    """The year and the day asked for; by default today and its year, as far as periods go."""
    known = [int(year) for year in periods_known(session)["year"]]
    as_of = chosen.as_of or day_of(moment_recorded(session, datetime.now(UTC)))
    year = chosen.year or min(as_of.year, max(known, default=as_of.year))
    if year not in known:
        raise Refused("period_unknown", year=year)
    return year, as_of


VERBS: dict[str, Verb] = {
    "serve": Verb("mở bảng điều khiển / open the dashboard", SERVED, serve),
    "init": Verb("lập cơ sở dữ liệu / make the database", ("--sample",), init),
    "check": Verb("kiểm tra tệp, không ghi / examine files", CHECKED, check),
    "receive": Verb("nhận tệp / receive files", (*CHECKED, *RECEIVED), receive_files),
    "undo": Verb("hoàn tác một lần nhận / take a receipt back", ("batch",), undo_batch),
    "figures": Verb("các tỷ lệ của kỳ / the year's figures", (*ASKED, "--unit"), figures),
    "due": Verb("báo cáo phải gửi / reports that are due", ASKED, due),
    "blank": Verb("biểu mẫu để ghi / a form to fill in", BLANK, blank),
}


def moment(engine: Engine) -> datetime:
    """The instant under which a deed of now is recorded."""
    with reading(engine) as session:
        return moment_recorded(session, datetime.now(UTC))


def actor(chosen: argparse.Namespace) -> Actor:
    """The operator, or an officer of the sending unit, who may send that unit's rows only."""
    if chosen.unit is None:
        return OPERATOR
    return Actor(OPERATOR.code, UserRole.UNIT_OFFICER, chosen.unit)


def words_of(chosen: argparse.Namespace) -> Words:
    """The language asked for."""
    return words_in(chosen.lang)


def answer(chosen: argparse.Namespace, told: Mapping[str, object], lines: Sequence[str]) -> None:
    """Print one JSON object on one line, or the sentences."""
    print(json.dumps(told, ensure_ascii=False) if chosen.json else "\n".join(lines), flush=True)


def command_line() -> argparse.ArgumentParser:
    """Every verb with its arguments, explained in Vietnamese and English."""
    parser = argparse.ArgumentParser(
        prog="oversight.py",
        description="Giám sát 18: theo dõi Chỉ thị 18/CT-TTg / oversight of Directive 18/CT-TTg",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VIỆC", required=True, title="việc / verbs")
    for word, verb in VERBS.items():
        own = verbs.add_parser(word, help=verb.help, description=verb.help)
        for name in (*verb.takes, *ALWAYS):
            own.add_argument(name, **ARGUMENTS[name])
    return parser


def main(arguments: Sequence[str]) -> int:
    """Do what the words say; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console may lack our letters
            stream.reconfigure(errors="replace")
    chosen = command_line().parse_args(arguments)
    try:
        return VERBS[chosen.verb].does(chosen)
    except Refused as refused:
        print(refusal_sentence(refused, words_of(chosen)), file=sys.stderr)
        return UNTRIED if isinstance(refused, Unavailable) else NO


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
