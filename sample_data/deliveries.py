"""Deliveries: a file on the day it came, with the letter that came with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from actions.returns.receive import Letter
from intake.headers.layouts import Layout
from sample_data.province import Body, make_generator
from sample_data.returns import OFFICE, STYLES, WORKBOOK, Row, Style, build_file

WRITERS_OF_WORKBOOKS = 0.32


@dataclass(frozen=True)
class SentReturn:
    """One file as it was sent, and its letter."""

    name: str
    content: bytes
    letter: Letter

    @property
    def year(self) -> int:
        """The year it came: its folder."""
        return self.letter.received_on.year


def build_delivery(
    layout: Layout, rows: Sequence[Row], name: str, *, style: Style, letter: Letter
) -> SentReturn:
    """The file of `rows`, called `name`, as an office of this style writes it."""
    content = build_file(layout, rows, style, title=f"{layout.vi}: {name}")
    return SentReturn(f"{name}.{style.ending}", content, letter)


def build_letter(
    name: str, received_on: date, *, suffix: str = "BC", sent_on: date | None = None
) -> Letter:
    """A letter with a number of its own, dated the day it was sent."""
    number = make_generator("letter", name, received_on).randint(12, 480)
    written = sent_on or received_on
    return Letter(received_on, sent_on, f"{number}/{suffix}", written)


def choose_style(body: Body) -> Style:
    """How a body's office writes, the same in every year."""
    generator = make_generator("style", body.code)
    workbook = generator.random() < WRITERS_OF_WORKBOOKS
    return WORKBOOK if workbook else generator.choice(STYLES)


def choose_secretariat_style(name: str) -> Style:
    """How the secretariat writes what it put together itself."""
    return make_generator("consolidated", name).choice((OFFICE, STYLES[4], STYLES[3]))
