"""Returns: examine files, receive them, take a receipt back."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy import Engine

from actions.impossible_days import refuse_impossible_days
from actions.opening import Unavailable, load_file, open_checked_database
from actions.refusals import Refused
from actions.returns.receive import Choices, Letter, Preview, preview_sheets, receive
from actions.returns.undo import undo
from cli.base import (
    NO,
    OPERATOR,
    UNTRIED,
    Command,
    choose_words,
    find_actor,
    find_moment,
    find_unit_id,
    print_answer,
    show_file,
)
from documents.returns.examination import build_refusal, describe_examination
from intake.findings import Outcome
from intake.pipeline import Arrival
from intake.tables import Upload
from locales.arguments import CHECKED, RECEIVED
from locales.refusals import build_refusal_sentence
from models.database import get_database_address, reading
from models.spans import day_of

CODES = {Outcome.ROWS: NO, Outcome.NOTHING: NO, Outcome.REFUSE: UNTRIED}


def check_files(options: argparse.Namespace) -> int:
    """Examine each file as if it came today; nothing is written."""
    with open_checked_database(get_database_address()) as engine:
        return max(_check_file(engine, file, options, before) for file, before in _list(options))


def _list(options: argparse.Namespace) -> list[tuple[str, list[Arrival]]]:
    """Each file, with one list for what was found of those before it."""
    before: list[Arrival] = []
    return [(file, before) for file in options.files]


def _check_file(
    engine: Engine, file: str, options: argparse.Namespace, before: list[Arrival]
) -> int:
    """Print what one file was found to be; the exit code it deserves."""
    previews = examine_file(engine, file, options, before)
    before += [preview.arrival for preview in previews]
    return print_sheets(options, [describe_preview(file, preview, options) for preview in previews])


@dataclass(frozen=True)
class FileAnswer:
    """What became of a file, or of one sheet of it: for a program, for a person, the code."""

    told: dict[str, object]
    lines: list[str]
    code: int
    columns: int = 0


def describe_preview(file: str, preview: Preview, options: argparse.Namespace) -> FileAnswer:
    arrival = preview.arrival
    record, lines = describe_examination(
        show_file(file), arrival, choose_words(options), values=options.values
    )
    columns = len(arrival.rows.headers.columns) if arrival.rows is not None else 0
    return FileAnswer(record, lines, CODES.get(arrival.outcome, 0), columns)


def print_sheets(options: argparse.Namespace, answers: list[FileAnswer]) -> int:
    """One answer a file: that of its fullest sheet, the others of the same shape in it. The exit
    code of the gravest sheet; one that says nothing is no fault beside one that does."""
    if not answers:
        return UNTRIED
    first = max(answers, key=lambda sheet: sheet.columns)
    others = [sheet.told for sheet in answers if sheet is not first]
    record = first.told | ({"sheets": others} if others else {})
    print_answer(options, record, [line for sheet in answers for line in sheet.lines])
    silent = Outcome.NOTHING.value
    spoken = [sheet for sheet in answers if sheet.told["outcome"] != silent] or answers
    return max(sheet.code for sheet in spoken)


def receive_files(options: argparse.Namespace) -> int:
    """Examine and accept each file, one transaction each."""
    with open_checked_database(get_database_address()) as engine:
        return max(_receive_file(engine, file, options, before) for file, before in _list(options))


def _receive_file(
    engine: Engine, file: str, options: argparse.Namespace, before: list[Arrival]
) -> int:
    """Accept one file, sheet by sheet, and print its findings and receipts; the exit code."""
    sheets = examine_file(engine, file, options, before)
    answers = [
        _receive_sheet(engine, file, preview, options=options, before=before) for preview in sheets
    ]
    before += [preview.arrival for preview in sheets]
    return print_sheets(options, answers)


def _receive_sheet(
    engine: Engine,
    file: str,
    preview: Preview,
    *,
    options: argparse.Namespace,
    before: Sequence[Arrival],
) -> FileAnswer:
    sheet = preview.arrival.sheet
    if sheet is not None:  # what was kept of the sheets before it may be what it speaks of
        preview = next(
            sheet_preview
            for sheet_preview in examine_file(engine, file, options, before)
            if sheet_preview.arrival.sheet == sheet
        )
    words, file_answer = choose_words(options), describe_preview(file, preview, options)
    choices = Choices(
        options.accept_valid_rows,
        options.confirm,
        options.withdraw,
        again=options.again,
        reason=options.reason,
    )
    try:
        _refuse_same_again(preview, options)
        receipt_kept = receive(
            engine, preview, choices, actor=find_actor(options), now=find_moment(engine)
        )
    except Refused as refused:
        message = build_refusal_sentence(refused, words)
        print(message, file=sys.stderr)
        refusal = {"code": refused.code, "message": message}
        record = file_answer.told | {"receipt": None, "refusal": refusal}
        return replace(file_answer, told=record, code=CODES.get(preview.arrival.outcome, NO))
    receipt = asdict(receipt_kept)
    line = words.say("terminal.received", count=None, **receipt, batch=receipt["batch_id"])
    record = file_answer.told | {"receipt": receipt}
    return replace(file_answer, told=record, lines=[*file_answer.lines, line], code=0)


def _refuse_same_again(preview: Preview, options: argparse.Namespace) -> None:
    """Two who receive one file at the same moment make one batch of it: nobody reads the note here
    before it is kept. Raises Refused: same_again, where the very same file stands already, nothing
    in it is new and `--confirm` does not ask for it."""
    plan, codes = preview.arrival.plan, {finding.code for finding in preview.arrival.findings}
    if (
        "file.same_again" in codes
        and plan is not None
        and plan.writes.empty
        and not options.confirm
    ):
        raise Refused("same_again", file=preview.arrival.upload.name)


def examine_file(
    engine: Engine, file: str, options: argparse.Namespace, before: Sequence[Arrival] = ()
) -> list[Preview]:
    """Read and examine one file, each sheet that has rows, beside those `before` it; where it is
    not there to be read, say so and give none."""
    received_on = options.received_on or day_of(find_moment(engine))
    with reading(engine) as session:
        find_unit_id(session, options.unit, received_on)
    facts = {name: getattr(options, name, None) for name in ("sent_on", "document_no")}
    letter = Letter(received_on, **facts)
    refuse_impossible_days(letter, today=day_of(find_moment(engine)))
    try:
        upload = Upload(Path(file).name, load_file(file))
    except Unavailable as refused:
        print_refusal(options, file, refused)
        return []
    overlap = getattr(options, "overlap", None)
    return preview_sheets(
        engine, upload, letter, actor=find_actor(options), before=before, overlap=overlap
    )


def print_refusal(options: argparse.Namespace, file: str, refused: Refused) -> None:
    """Say of one file why it could not even be examined."""
    shown = Unavailable(refused.code, **(refused.facts | {"file": show_file(file)}))
    message = build_refusal_sentence(shown, choose_words(options))
    if options.json:
        print_answer(options, build_refusal(show_file(file), refused.code, message), [])
    else:
        print(message, file=sys.stderr)


def undo_batch(options: argparse.Namespace) -> int:
    """Take back all that a receipt wrote, and name what later files keep."""
    with open_checked_database(get_database_address()) as engine:
        undone = undo(engine, options.batch, actor=OPERATOR, now=find_moment(engine))
    words, record = choose_words(options), asdict(undone)
    lines = [words.say("terminal.undone", count=None, **record, batch=undone.batch_id)]
    if undone.kept_by:
        lines.append(words.say("terminal.kept_by", files=", ".join(undone.kept_by)))
    print_answer(options, record, lines)
    return 0


VERBS = {
    "check": Command("kiểm tra tệp, không ghi / examine files", CHECKED, check_files),
    "receive": Command("nhận tệp / receive files", (*CHECKED, *RECEIVED), receive_files),
    "undo": Command("hoàn tác một lần nhận / take a receipt back", ("batch",), undo_batch),
}
