"""Letters to those whose report is still missing, one each or one for all, as công văn.

A body that was asked and owes nothing is asked again with thanks: its letter never says that
anything is late.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from documents.printing.letterheads import build_letterhead, find_setting, find_setting_lines
from documents.printing.official import (
    OPEN,
    Annex,
    Letterhead,
    Official,
    Paragraph,
    TextTable,
    clean_text,
    pad_number,
)
from documents.reminders.cases import ReminderCase
from indicators.chasing import Lack
from locales.words import Words


@dataclass(frozen=True)
class LetterContext:
    """From whom letters come: the settings of papers, the words, the day they are dated
    (None: the signer writes it) and whether the year's blank goes with them."""

    settings: Mapping[str, str]
    words: Words
    dated: date | None = None
    enclosed: bool = False
    head: Letterhead = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "head", build_letterhead(self.settings, self.words))

    def find_setting(self, name: str) -> str:
        return clean_text(find_setting(self.settings, name, self.words))


def format_letter_number(number: str, symbol: str) -> str:
    """A letter's number with its symbol, as it is recorded; the number alone while a part of
    the symbol is not set."""
    if OPEN in symbol:
        return pad_number(number)
    return f"{pad_number(number)}/{symbol}"


def build_letter(case: ReminderCase, context: LetterContext, *, number: str = "") -> Official:
    sentences = [*_describe_missing(case, context), *_build_request(case, context)]
    return _build_official(case, context, sentences, number=number)


def build_letter_to_all(
    cases: Sequence[ReminderCase], context: LetterContext, *, number: str = ""
) -> Official:
    """One letter to all the units of `cases`, which are all required or all requested, with
    what each owes in a list. ValueError for no case."""
    if not cases:
        raise ValueError("a letter to nobody")
    first, words = cases[0], context.words
    manner = first.manner
    facts = {"year": first.year, "as_of": first.as_of, "body": context.find_setting("body")}
    sentence = words.say(f"letter.all.{manner}", count=len(cases), **facts)
    letter = _build_official(first, context, [sentence], number=number)
    annex = Annex("", words.say(f"letter.list.{manner}"), (_build_table(cases, words),))
    return replace(letter, addressees=(words.say("letter.all.to"),), annexes=(annex,))


def _build_official(
    case: ReminderCase, context: LetterContext, sentences: Sequence[str], *, number: str
) -> Official:
    letter = build_unit_letter(context, sentences, unit=case.name, manner=case.manner)
    about = context.words.say(f"letter.about.{case.manner}", year=case.year)
    return replace(letter, about=about, year=case.as_of.year, number=number, dated=context.dated)


def build_unit_letter(
    context: LetterContext, sentences: Sequence[str], *, unit: str, manner: str
) -> Official:
    """A công văn to `unit` with these sentences between what all our letters begin and end with;
    what it is about, its number and its day are still to be set."""
    body, contact = context.find_setting("body"), context.find_setting("contact")
    ground = context.words.say(
        f"letter.ground.{manner}", plan=context.find_setting("plan"), body=body
    )
    contacts = [context.words.say("letter.contact", contact=contact)] if contact else []
    end = context.words.say(f"letter.end.{manner}", body=body)
    return Official(
        head=context.head,
        symbol=context.head.letter_symbol,
        year=0,
        about="",
        addressees=(unit,),
        body=tuple(Paragraph(text) for text in (ground, *sentences, *contacts, end)),
        copies=find_setting_lines(context.settings, "letter_copies", context.words),
    )


def _describe_missing(case: ReminderCase, context: LetterContext) -> list[str]:
    """What is not there, exactly."""
    words = context.words
    facts = {
        "unit": case.name,
        "year": case.year,
        "as_of": case.as_of,
        "due_on": case.due_on,
        "days": case.overdue_days,
        "body": context.find_setting("body"),
        "returned_on": case.returned_on,
        "reason": case.reason or "…",
    }
    kind = case.lack.value
    if case.lack == Lack.REPORT and case.overdue_days and not case.requested:
        kind = "overdue_extended" if case.extended else "overdue"
    elif case.lack == Lack.REPORT and case.extended:
        kind = "extended"
    key = f"letter.missing.{kind}.{case.manner}"
    sentences = [words.say(key, count=len(case.tasks) or None, **facts)]
    last = len(case.tasks) - 1
    titles = [
        f"- {clean_text(title)}{'.' if at == last else ';'}" for at, title in enumerate(case.tasks)
    ]
    return sentences + titles


def _build_request(case: ReminderCase, context: LetterContext) -> list[str]:
    """Until when it is asked for, and on what form."""
    keys = {Lack.AGAIN: "again", Lack.TASKS: "task" if len(case.tasks) == 1 else "tasks"}
    key = keys.get(case.lack, "report")
    facts = {"unit": case.name, "year": case.year, "until": case.until}
    facts["body"] = context.find_setting("body")
    sentences = [context.words.say(f"letter.asked.{key}.{case.manner}", **facts)]
    if context.enclosed:
        sentences.append(context.words.say("letter.enclosed", year=case.year))
    return sentences


def _build_table(cases: Sequence[ReminderCase], words: Words) -> TextTable:
    names = ("number", "unit", "missing", "until")
    headings = tuple(words.say(f"letter.column.{name}") for name in names)
    days = [words.say("letter.day", day=case.until) for case in cases]
    rows = tuple(
        (str(number), case.name, _format_missing(case, words), day)
        for number, (case, day) in enumerate(zip(cases, days, strict=True), 1)
    )
    return TextTable(headings, rows, (12, 55, 65, 28))


def _format_missing(case: ReminderCase, words: Words) -> str:
    facts = {"year": case.year, "due_on": case.due_on, "reason": case.reason or "…"}
    kind = case.lack.value
    if case.overdue_days and not case.requested:
        kind = "overdue"
    elif len(case.tasks) == 1:
        kind = "task"
    tasks = "; ".join(clean_text(title) for title in case.tasks)
    return words.say(
        f"letter.lacking.{kind}", count=None, days=case.overdue_days, tasks=tasks, **facts
    )
