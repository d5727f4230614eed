"""Letters to those whose report is still missing, one each or one for all, as công văn.

A body that was asked and owes nothing is asked again with thanks: its letter never says that
anything is late.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from documents.chasing_cases import Case
from documents.letterheads import letterhead, setting_of, settings_of
from documents.official import (
    OPEN,
    Annex,
    Block,
    Grid,
    Letterhead,
    Official,
    Paragraph,
    numbered,
    printable,
)
from indicators.chasing import Lack
from locales.words import Words


@dataclass(frozen=True)
class Desk:
    """From whom letters come: the settings of papers, the words, the day they are dated
    (None: the signer writes it) and whether the year's blank goes with them."""

    settings: Mapping[str, str]
    words: Words
    dated: date | None = None
    enclosed: bool = False
    head: Letterhead = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "head", letterhead(self.settings, self.words))

    def setting(self, name: str) -> str:
        """What is set for a part of the letter."""
        return printable(setting_of(self.settings, name, self.words))


def letter_number(number: str, symbol: str) -> str:
    """A letter's number with its symbol, as the ledger keeps it; the number alone while a part
    of the symbol is not set."""
    if OPEN in symbol:
        return numbered(number)
    return f"{numbered(number)}/{symbol}"


def letter(case: Case, desk: Desk, *, number: str = "") -> Official:
    """The letter to one unit."""
    said = [*_ground(case, desk), *_missing(case, desk), *_asked(case, desk), *_way_on(desk)]
    said.append(desk.words.say(f"letter.end.{_manner(case)}", body=desk.setting("body")))
    return _letter(case, desk, said, number=number)


def letter_to_all(cases: Sequence[Case], desk: Desk, *, number: str = "") -> Official:
    """One letter to all the units of `cases`, which are all required or all requested, with
    what each owes in a list. ValueError for no case."""
    if not cases:
        raise ValueError("a letter to nobody")
    first, words = cases[0], desk.words
    manner = _manner(first)
    facts = {"year": first.year, "as_of": first.as_of, "body": desk.setting("body")}
    said = [*_ground(first, desk), words.say(f"letter.all.{manner}", count=len(cases), **facts)]
    said += _way_on(desk)
    said.append(words.say(f"letter.end.{manner}", body=desk.setting("body")))
    made = _letter(first, desk, said, number=number)
    listed = Annex("", words.say(f"letter.list.{manner}"), (_list(cases, words),))
    return replace(made, addressees=(words.say("letter.all.to"),), annexes=(listed,))


def _letter(case: Case, desk: Desk, said: Sequence[str], *, number: str) -> Official:
    blocks: tuple[Block, ...] = tuple(Paragraph(text) for text in said)
    return Official(
        head=desk.head,
        symbol=desk.head.letter_symbol,
        year=case.as_of.year,
        about=desk.words.say(f"letter.about.{_manner(case)}", year=case.year),
        addressees=(case.name,),
        body=blocks,
        copies=settings_of(desk.settings, "letter_copies", desk.words),
        number=number,
        dated=desk.dated,
    )


def _manner(case: Case) -> str:
    return "requested" if case.requested else "required"


def _ground(case: Case, desk: Desk) -> list[str]:
    key = f"letter.ground.{_manner(case)}"
    return [desk.words.say(key, plan=desk.setting("plan"), body=desk.setting("body"))]


def _missing(case: Case, desk: Desk) -> list[str]:
    """What is not there, exactly."""
    words = desk.words
    facts = {
        "unit": case.name,
        "year": case.year,
        "as_of": case.as_of,
        "due_on": case.due_on,
        "days": case.overdue_days,
        "body": desk.setting("body"),
        "returned_on": case.returned_on,
        "reason": case.reason or "…",
    }
    kind = case.lack.value
    if case.lack == Lack.REPORT and case.overdue_days and not case.requested:
        kind = "overdue_extended" if case.extended else "overdue"
    elif case.lack == Lack.REPORT and case.extended:
        kind = "extended"
    key = f"letter.missing.{kind}.{_manner(case)}"
    said = [words.say(key, count=len(case.tasks) or None, **facts)]
    last = len(case.tasks) - 1
    listed = [
        f"- {printable(title)}{'.' if at == last else ';'}" for at, title in enumerate(case.tasks)
    ]
    return said + listed


def _asked(case: Case, desk: Desk) -> list[str]:
    """Until when it is asked for, and on what form."""
    keys = {Lack.AGAIN: "again", Lack.TASKS: "task" if len(case.tasks) == 1 else "tasks"}
    key = keys.get(case.lack, "report")
    facts = {"unit": case.name, "year": case.year, "until": case.until}
    facts["body"] = desk.setting("body")
    said = [desk.words.say(f"letter.asked.{key}.{_manner(case)}", **facts)]
    if desk.enclosed:
        said.append(desk.words.say("letter.enclosed", year=case.year))
    return said


def _way_on(desk: Desk) -> list[str]:
    contact = desk.setting("contact")
    return [desk.words.say("letter.contact", contact=contact)] if contact else []


def _list(cases: Sequence[Case], words: Words) -> Grid:
    """Unit by unit: what is missing, until when."""
    names = ("number", "unit", "missing", "until")
    headings = tuple(words.say(f"letter.column.{name}") for name in names)
    rows = tuple(
        (str(number), case.name, _lacking(case, words), words.say("letter.day", day=case.until))
        for number, case in enumerate(cases, 1)
    )
    return Grid(headings, rows, (12, 55, 65, 28))


def _lacking(case: Case, words: Words) -> str:
    facts = {"year": case.year, "due_on": case.due_on, "reason": case.reason or "…"}
    kind = case.lack.value
    if case.overdue_days and not case.requested:
        kind = "overdue"
    elif len(case.tasks) == 1:
        kind = "task"
    tasks = "; ".join(printable(title) for title in case.tasks)
    return words.say(
        f"letter.lacking.{kind}", count=None, days=case.overdue_days, tasks=tasks, **facts
    )
