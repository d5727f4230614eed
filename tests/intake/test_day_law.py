"""The law of a day's cell: what was understood, written back, is the cell again, with every number
of it; what was not understood to its last sign is no day."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from intake.cells.cells import parse_cells
from intake.cells.dates import parse_days
from intake.cells.day_grammar import DayShape, DayStatement, WrittenDay, parse_day_statement
from intake.findings import CODES, Severity
from intake.headers.layouts import RESULTS

LAW = settings(
    max_examples=600,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much],
)
DONE_ON = RESULTS.find_field("done_on")
DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))
WRITINGS = (
    *("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d / %m / %Y", "%Y-%m-%d", "%Y%m%d", "%d-%b-%Y"),
    *("%d tháng %m năm %Y", "ngày %d tháng %m, %Y", "%b %d, %Y", "%d thg %m %Y"),
)
# What stands around a day: whether its day may be read without a question, with one, or never.
PLAIN, ASKED, REFUSED = "plain", "asked", "refused"
AROUND = (
    *(("{}", PLAIN), ("ngày {}", PLAIN), ("{}.", PLAIN), ("10:30 {}", PLAIN), ("{} 10:30", PLAIN)),
    *(("{} (đã xong)", PLAIN), ("{}*", ASKED), ("{} (1)", ASKED), ("{}²", ASKED)),
    *(("khoảng {}", ASKED), ("~~1/1/2020~~ {}", ASKED), ("1/1/2020 nay là {}", ASKED)),
    *(("{} (dự kiến)", REFUSED), ("trước {}", REFUSED), ("từ {}", REFUSED), ("{} ?", REFUSED)),
    *(("{} - 1/1/2020", REFUSED), ("{}; 1/1/2020", REFUSED), ("{}\n1/1/2020", REFUSED)),
    *(("{} hoặc", REFUSED), ("{} không", REFUSED), ("{} (", REFUSED), ("1/1/2020 và {}", REFUSED)),
)
PIECES = (
    *(
        "14/12/2026",
        "7/2026",
        "14",
        "2026",
        "12",
        "5/12",
        "14-15/7/2026",
        "20261214",
        "/",
        "-",
        ".",
    ),
    *(
        "ngày",
        "tháng",
        "năm",
        "quý II",
        "thứ ba",
        "cn",
        "10:30",
        "8h",
        "khoảng",
        "dự kiến",
        "trước",
    ),
    *(
        "đến",
        "và",
        ",",
        ";",
        "(",
        ")",
        "*",
        "²",
        "[1]",
        "~~1/1/2020~~",
        "sửa là",
        "xong",
        "\n",
        "x",
    ),
)
ANY_TEXT = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " "])), min_size=1, max_size=7
).map(lambda pieces: "".join(piece + blank for piece, blank in pieces))
NUMBERS = re.compile(r"[0-9]+")
JOINED = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])")
SAID = (
    ("approximate", " khoảng"),
    ("planned", " dự kiến"),
    ("bound", " trước"),
)
WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")


def write_day(day: WrittenDay) -> str:
    """One day, as the writer of this test writes it."""
    if day.year is None:
        return f"{day.day}/{day.month}"
    if day.exchangeable:
        return f"{day.day}/{day.month}/{day.year:02}"
    return f"{day.day} thg {day.month} {day.year:02}"


def write_statement(statement: DayStatement) -> str:
    """What was understood of one day, as a cell."""
    (day,) = statement.days
    behind = "".join(words for said, words in SAID if said in statement.said)
    weekday = "" if statement.weekday is None else f"{WEEKDAYS[statement.weekday]} "
    before = [sign for sign in statement.aside if sign.startswith("~")]
    after = [sign for sign in statement.aside if sign not in before]
    return " ".join([*before, weekday + write_day(day), *after]) + behind


@LAW
@given(DAYS, st.sampled_from(WRITINGS), st.sampled_from(AROUND))
@example(date(2026, 12, 14), "%d/%m/%Y", ("{}(1)", ASKED))
def test_a_made_up_day_is_what_its_maker_knows_or_asked_with_that_or_refused(
    day: date, writing: str, around: tuple[str, str]
) -> None:
    text, heard = around
    (cell,) = parse_cells([text.format(day.strftime(writing))], DONE_ON)
    gravity = None if cell.fault is None else CODES[cell.fault]
    if heard == REFUSED:
        assert (cell.value, gravity) == (None, Severity.ERROR)
    elif gravity != Severity.ERROR:
        assert cell.value == day
        assert heard == PLAIN or gravity == Severity.ASK
    else:
        assert heard == ASKED  # what is to be asked about may be refused, what is plain never


@LAW
@given(ANY_TEXT)
@example("14/12/2026 (thứ hai)")
@example("ngày 14/12/2026*")
def test_what_was_understood_written_back_is_the_cell_again(text: str) -> None:
    statement = parse_day_statement(text)
    if statement is None or statement.shape != DayShape.ONE or "several" in statement.said:
        return  # refused
    if "corrected" in statement.said:
        return  # the wrong day is gone
    written = write_statement(statement)
    assert parse_day_statement(written) == statement
    parted = JOINED.sub(r"\1/\2/\3", text)
    assert sorted(map(int, NUMBERS.findall(written))) == sorted(map(int, NUMBERS.findall(parted)))


@pytest.mark.parametrize("writing", ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%Y-%m-%dT10:30:00"])
def test_the_quick_way_of_digits_alone_reads_what_the_grammar_reads(writing: str) -> None:
    text = date(2026, 12, 14).strftime(writing)
    (quick,), (slow,) = parse_days([text]), parse_days([f"ngày {text}"])
    assert quick is not None
    assert quick == slow
