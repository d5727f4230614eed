"""Deliveries: a file on the day it came, with the letter that came with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from actions.receive import Letter
from intake.layouts import Layout
from sample_data.province import Body, drawn
from sample_data.returns import OFFICE, STYLES, WORKBOOK, Row, Style, file_of

WRITERS_OF_WORKBOOKS = 0.32


@dataclass(frozen=True)
class Delivery:
    """One file as it was sent, and its letter."""

    name: str
    content: bytes
    letter: Letter

    @property
    def year(self) -> int:
        """The year it came: its folder."""
        return self.letter.received_on.year


def delivery(
    layout: Layout, rows: Sequence[Row], name: str, *, style: Style, letter: Letter
) -> Delivery:
    """The file of `rows`, called `name`, as an office of this style writes it."""
    content = file_of(layout, rows, style, title=f"{layout.vi}: {name}")
    return Delivery(f"{name}.{style.ending}", content, letter)


def letter_of(
    name: str, received_on: date, *, suffix: str = "BC", sent_on: date | None = None
) -> Letter:
    """A letter with a number of its own, dated the day it was sent."""
    number = drawn("letter", name, received_on).randint(12, 480)
    written = sent_on or received_on
    return Letter(received_on, sent_on, f"{number}/{suffix}", written)


def style_of(body: Body) -> Style:
    """How a body's office writes, the same in every year."""
    generator = drawn("style", body.code)
    workbook = generator.random() < WRITERS_OF_WORKBOOKS
    return WORKBOOK if workbook else generator.choice(STYLES)


def consolidated(name: str) -> Style:
    """How the secretariat writes what it put together itself."""
    return drawn("consolidated", name).choice((OFFICE, STYLES[4], STYLES[3]))
