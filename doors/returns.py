"""Returns: examine files, receive them, take a receipt back."""

import argparse
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy import Engine

from actions.impossible_days import refuse_impossible_days
from actions.opening import Unavailable, file_content, standing_database
from actions.receive import Choices, Letter, Preview, previews, receive
from actions.refusals import Refused
from actions.undo import undo
from documents.examination import build_refusal, describe_examination
from doors.answers import (
    NO,
    OPERATOR,
    UNTRIED,
    Verb,
    actor,
    answer,
    moment,
    show_file,
    unit_asked,
    words_of,
)
from intake.findings import Outcome
from intake.tables import Upload
from locales.arguments import CHECKED, RECEIVED
from locales.refusals import build_refusal_sentence
from models.database import get_database_address, reading
from models.spans import day_of

CODES = {Outcome.ROWS: NO, Outcome.NOTHING: NO, Outcome.REFUSE: UNTRIED}


def check(chosen: argparse.Namespace) -> int:
    """Examine each file as if it came today; nothing is written."""
    with standing_database(get_database_address()) as engine:
        return max(check_one(engine, file, chosen) for file in chosen.files)


def check_one(engine: Engine, file: str, chosen: argparse.Namespace) -> int:
    """Print what one file was found to be; the exit code it deserves."""
    met = [_examined(file, one, chosen) for one in examine(engine, file, chosen)]
    return answer_sheets(chosen, met)


@dataclass(frozen=True)
class Met:
    """What became of a file, or of one sheet of it: for a program, for a person, the code."""

    told: dict[str, object]
    lines: list[str]
    code: int
    columns: int = 0


def _examined(file: str, seen: Preview, chosen: argparse.Namespace) -> Met:
    arrival = seen.arrival
    told, lines = describe_examination(
        show_file(file), arrival, words_of(chosen), values=chosen.values
    )
    columns = len(arrival.rows.headed.columns) if arrival.rows is not None else 0
    return Met(told, lines, CODES.get(arrival.outcome, 0), columns)


def answer_sheets(chosen: argparse.Namespace, met: list[Met]) -> int:
    """One answer a file: that of its fullest sheet, the others of the same shape in it. The exit
    code of the gravest sheet; one that says nothing is no fault beside one that does."""
    if not met:
        return UNTRIED
    first = max(met, key=lambda one: one.columns)
    others = [one.told for one in met if one is not first]
    told = first.told | ({"sheets": others} if others else {})
    answer(chosen, told, [line for one in met for line in one.lines])
    silent = Outcome.NOTHING.value
    heard = [one for one in met if one.told["outcome"] != silent] or met
    return max(one.code for one in heard)


def receive_files(chosen: argparse.Namespace) -> int:
    """Examine and accept each file, one transaction each."""
    with standing_database(get_database_address()) as engine:
        return max(receive_one(engine, file, chosen) for file in chosen.files)


def receive_one(engine: Engine, file: str, chosen: argparse.Namespace) -> int:
    """Accept one file, sheet by sheet, and print its findings and receipts; the exit code."""
    seen = examine(engine, file, chosen)
    met = [_received(engine, file, one.arrival.sheet, chosen=chosen, seen=one) for one in seen]
    return answer_sheets(chosen, met)


def _received(
    engine: Engine, file: str, sheet: str | None, *, chosen: argparse.Namespace, seen: Preview
) -> Met:
    if sheet is not None:  # what was kept of the sheets before it may be what it speaks of
        seen = next(one for one in examine(engine, file, chosen) if one.arrival.sheet == sheet)
    words, met = words_of(chosen), _examined(file, seen, chosen)
    decided = Choices(
        chosen.accept_valid_rows,
        chosen.confirm,
        chosen.withdraw,
        again=chosen.again,
        reason=chosen.reason,
    )
    try:
        _refuse_same_again(seen, chosen)
        kept = receive(engine, seen, decided, actor=actor(chosen), now=moment(engine))
    except Refused as refused:
        message = build_refusal_sentence(refused, words)
        print(message, file=sys.stderr)
        refusal = {"code": refused.code, "message": message}
        told = met.told | {"receipt": None, "refusal": refusal}
        return replace(met, told=told, code=CODES.get(seen.arrival.outcome, NO))
    receipt = asdict(kept)
    line = words.say("terminal.received", count=None, **receipt, batch=receipt["batch_id"])
    told = met.told | {"receipt": receipt}
    return replace(met, told=told, lines=[*met.lines, line], code=0)


def _refuse_same_again(seen: Preview, chosen: argparse.Namespace) -> None:
    """Two who receive one file at the same moment make one batch of it: nobody reads the note here
    before it is kept. Raises Refused: same_again, where the very same file stands already, nothing
    in it is new and `--confirm` does not ask for it."""
    plan, codes = seen.arrival.plan, {one.code for one in seen.arrival.findings}
    if "file.same_again" in codes and plan is not None and plan.writes.empty and not chosen.confirm:
        raise Refused("same_again", file=seen.arrival.upload.name)


def examine(engine: Engine, file: str, chosen: argparse.Namespace) -> list[Preview]:
    """Read and examine one file, each sheet that has rows; where it is not there to be read,
    say so and give none."""
    received_on = chosen.received_on or day_of(moment(engine))
    with reading(engine) as session:
        unit_asked(session, chosen.unit, received_on)
    said = {name: getattr(chosen, name, None) for name in ("sent_on", "document_no")}
    letter = Letter(received_on, **said)
    refuse_impossible_days(letter, today=day_of(moment(engine)))
    try:
        upload = Upload(Path(file).name, file_content(file))
    except Unavailable as refused:
        decline(chosen, file, refused)
        return []
    return previews(engine, upload, letter, actor=actor(chosen))


def decline(chosen: argparse.Namespace, file: str, refused: Refused) -> None:
    """Say of one file why it could not even be examined."""
    message = build_refusal_sentence(refused, words_of(chosen))
    if chosen.json:
        answer(chosen, build_refusal(show_file(file), refused.code, message), [])
    else:
        print(message, file=sys.stderr)


def undo_batch(chosen: argparse.Namespace) -> int:
    """Take back all that a receipt wrote, and name what later files keep."""
    with standing_database(get_database_address()) as engine:
        done = undo(engine, chosen.batch, actor=OPERATOR, now=moment(engine))
    words, told = words_of(chosen), asdict(done)
    lines = [words.say("terminal.undone", count=None, **told, batch=done.batch_id)]
    if done.kept_by:
        lines.append(words.say("terminal.kept_by", files=", ".join(done.kept_by)))
    answer(chosen, told, lines)
    return 0


VERBS = {
    "check": Verb("kiểm tra tệp, không ghi / examine files", CHECKED, check),
    "receive": Verb("nhận tệp / receive files", (*CHECKED, *RECEIVED), receive_files),
    "undo": Verb("hoàn tác một lần nhận / take a receipt back", ("batch",), undo_batch),
}
