"""A body that was only requested ("đề nghị phối hợp") owes nothing: wherever it is told of, on a
screen, in a chart, at the terminal, in a register, a letter or a report, nothing of it is late,
overdue or counted in days, whenever its report came, and though it says so itself."""

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfile
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from charts.palette import MARKS
from locales.words import words_in
from models import Result, SendBack, Setting, Submission
from models.database import ADDRESS_VARIABLE, open_database, writing
from models.settings import SAMPLE_DAY
from oversight import main
from tests.models.rows import row
from tests.pages.watching import answered_last_year, fill

FRONT = "MTTQ"
LATE = re.compile(
    r"quá hạn|trễ|chậm|muộn|trong hạn|đúng hạn|hết hạn"
    r"|\blate\b|overdue|in time|past the deadline|behind",
    re.IGNORECASE,
)
MARKED = re.compile("|".join(re.escape(MARKS[state]) for state in ("overdue", "late")))
OWN_STATES = re.compile(
    "Hoàn thành đúng hạn|Đang thực hiện trong hạn|Done in time|In progress, in time"
)
HELP = {  # of the screen, not of the body
    words_in(language).say(f"help.{name}.purpose")
    for language in ("vi", "en")
    for name in ("agencies", "own_unit")
}
BEFORE, AFTER, NEVER, BACK = "before", "after", "never", "sent back"
CAME = {BEFORE: date(2026, 12, 10), AFTER: date(2026, 12, 18), BACK: date(2026, 12, 18)}
CASES = ((BEFORE, "vi"), (AFTER, "vi"), (AFTER, "en"), (NEVER, "en"), (BACK, "vi"))


def say_late(line: str) -> bool:
    """Does a line call somebody late? The states of a task that was done are no such word."""
    rest = "" if line.strip() in HELP else OWN_STATES.sub("", line)
    return bool(LATE.search(rest) or MARKED.search(rest))


def receive_from_front(engine: Engine, case: str) -> None:
    """What the Front sent, or not, in 2026: one task done after the day and called late by its
    sender, one still going on."""
    fill(engine)
    answered_last_year(engine)
    with writing(engine) as session:
        session.add(Setting(name=SAMPLE_DAY, value="2026-12-20"))
    if case == NEVER:
        return
    with writing(engine) as session:
        told = {"year": 2026, "recorded_at": datetime(2026, 12, 18, 3, 0, tzinfo=UTC)}
        session.add(
            row(Submission, id=40, unit_id=4, sent_on=CAME[case], received_on=CAME[case], **told)
        )
        session.flush()
        for number, status, done_on in (
            (41, "done_late", date(2026, 12, 17)),
            (42, "in_progress", None),
        ):
            session.add(
                row(
                    Result, id=number, assignment_id=number, submission_id=40, status=status,
                    done_on=done_on, **told,
                )
            )  # fmt: skip
        if case == BACK:
            session.add(row(SendBack, id=40, submission_id=40, recorded_at=told["recorded_at"]))


@pytest.fixture
def office(engine: Engine, case: str) -> Engine:
    """The small province, with what the Front sent in one case."""
    receive_from_front(engine, case)
    return engine


def script(engine: "Engine", name: str, role: str, unit: str, day: str) -> None:
    """What a test runs: the screen `name` as the address bar asks for it."""
    from datetime import UTC, date, datetime

    from actions.permissions import Actor
    from models import UserRole
    from models.database import reading
    from models.settings import read_data_version
    from pages.app.header import show_header
    from pages.app.screens import SCREENS, show_screen
    from pages.components.visit_from import Holdings, build_visit
    from server.auth.modes import SignInMode

    with reading(engine) as session:
        held = Holdings(date.fromisoformat(day), read_data_version(session))
    now = datetime(2026, 12, 20, 3, 0, tzinfo=UTC)
    actor = Actor("x", UserRole(role), unit_code=unit or None)
    visit = build_visit(engine, held, actor=actor, way=SignInMode.ACCOUNTS, now=now)
    show_header(visit)
    show_screen(next(screen for screen in SCREENS if screen.name == name), visit)


def open_screen(
    engine: Engine, name: str, role: str = "secretariat", unit: str = "", **asked: str
) -> AppTest:
    """The screen `name` on 20/12/2026, at the address that `asked` makes."""
    args = (engine, name, role, unit, "2026-12-20")
    app = AppTest.from_function(script, args=args, default_timeout=60)
    for choice, value in asked.items():
        app.query_params[choice.replace("_", "-")] = value
    app.run()
    assert not app.exception
    return app


def find_lines(app: AppTest) -> Iterator[str]:
    """Every line that can be read on the screen: texts, figures, rows of tables, a chart's
    alternative text."""
    for kind in ("title", "subheader", "markdown", "caption", "metric", "expander", "button"):
        for element in app.get(kind):
            parts = (str(getattr(element, part, "") or "") for part in ("label", "value", "delta"))
            yield from " ".join(parts).replace("\\", "").splitlines()
    for frame in app.dataframe:
        for cells in frame.value.to_numpy().tolist():
            yield " | ".join(map(str, cells))
    for chart in app.get("vega_lite_chart"):
        yield from re.split(r"(?<=[.;])\s", str(getattr(chart.proto, "alt", "")))


def find_lines_of(app: AppTest, names: tuple[str, ...]) -> list[str]:
    """The lines that call somebody late and name one of `names`."""
    return [line for line in find_lines(app) if say_late(line) and any(n in line for n in names)]


NAMES = ("Ủy ban Mặt trận tỉnh", FRONT)
WHERE = (
    ("overview", {}),
    ("overview", {"tu_ngay": "2026-12-12"}),
    ("agencies", {}),
    ("tasks", {}),
    ("tasks", {"nhiem_vu": "T1"}),
    ("overdue", {}),
    ("chasing", {}),
    ("why", {"ve": "bao-cao"}),
    ("yearly", {}),
    ("receive", {}),
)


@pytest.mark.parametrize(("case", "language"), CASES)
def test_no_screen_calls_it_late(office: Engine, language: str) -> None:
    wrong = {
        f"{name} {asked}": lines
        for name, asked in WHERE
        if (lines := find_lines_of(open_screen(office, name, lang=language, **asked), NAMES))
    }
    assert wrong == {}


@pytest.mark.parametrize(("case", "language"), CASES)
def test_its_own_pages_call_nothing_late(office: Engine, language: str) -> None:
    pages = {
        "agency": open_screen(office, "agencies", don_vi=FRONT, lang=language),
        "leader": open_screen(office, "agencies", "leader", don_vi=FRONT, lang=language),
        "own": open_screen(office, "own_unit", "unit_officer", FRONT, lang=language),
    }
    wrong = {
        name: lines
        for name, app in pages.items()
        if (lines := [*filter(say_late, find_lines(app))])
    }
    assert wrong == {}


def answer(engine: Engine, *words: str) -> str:
    """What the terminal prints over the database."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as out:
        patch.setenv(ADDRESS_VARIABLE, engine.url.render_as_string(hide_password=False))
        assert main([*words]) == 0
    return out.getvalue()


def find_rows_of(engine: Engine, year: int) -> list[dict[str, object]]:
    """What `due --json` says of requested bodies."""
    rows = json.loads(answer(engine, "due", "--year", str(year), "--json"))["reports"]
    return [one for one in rows if one["obligation"] == "requested"]


@pytest.mark.parametrize(("case", "language"), CASES)
def test_the_terminal_counts_no_days_of_it(office: Engine, language: str) -> None:
    (front,) = find_rows_of(office, 2026)
    assert front["state"] in ("awaited", "received", "sent_back")
    assert front["days"] is None
    lines = answer(office, "due", "--year", "2026", "--lang", language).splitlines()
    (line,) = [line for line in lines if FRONT in line]
    assert not say_late(line)


@pytest.mark.parametrize("case", [BEFORE, AFTER, NEVER])
def test_figures_of_it_alone_are_of_what_it_sent(office: Engine) -> None:
    figures = json.loads(answer(office, "figures", "--year", "2026", "--unit", FRONT, "--json"))
    timely = figures["timeliness"]
    assert (timely["late"], timely["missing"]) == (0, 0)
    assert timely["share"] is timely["in_time_share"] is timely["median_days_late"] is None
    assert figures["completion"]["done_late"] == figures["completion"]["running_late"] == 0


def read_workbook(content: bytes) -> list[str]:
    """The rows of every sheet, a line each."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    return [
        " | ".join(str(cell) for cell in cells if cell is not None)
        for sheet in book
        for cells in sheet.iter_rows(values_only=True)
    ]


def read_document(content: bytes) -> list[str]:
    """The sentences and the rows of tables, a line each."""
    document = Document(io.BytesIO(content))
    rows = [row for table in document.tables for row in table.rows]
    sentences = [
        sentence
        for paragraph in document.paragraphs
        for sentence in re.split(r"(?<=[.!?])\s", paragraph.text)
    ]
    return sentences + [" | ".join(cell.text for cell in row.cells) for row in rows]


def read_lines(file: Path) -> list[str]:
    """Every line of a paper, whatever it is."""
    content, kind = file.read_bytes(), file.suffix
    if kind == ".xlsx":
        return read_workbook(content)
    if kind == ".docx":
        return read_document(content)
    if kind == ".zip":
        with ZipFile(file) as packed:
            names = [name for name in packed.namelist() if name.endswith(".csv")]
            texts = [packed.read(name).decode("utf-8-sig") for name in names]
        return [" | ".join(cells) for text in texts for cells in csv.reader(io.StringIO(text))]
    return content.decode("utf-8", "replace").splitlines()


@pytest.mark.parametrize(("case", "language"), CASES)
def test_no_paper_calls_it_late(office: Engine, language: str, tmp_path: Path) -> None:
    asked = ["--year", "2026", "--lang", language]
    answer(office, "registers", *asked, "--out", str(tmp_path / "registers"))
    answer(office, "report", *asked, "--to", "1", "--out", str(tmp_path / "report"))
    papers = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {file.suffix for file in papers} >= {".xlsx", ".zip", ".docx"}
    wrong = {
        file.name: lines
        for file in papers
        if (
            lines := [
                line
                for line in read_lines(file)
                if say_late(line) and any(name in line for name in NAMES)
            ]
        )
    }
    assert wrong == {}


@pytest.mark.parametrize(("case", "language"), CASES)
def test_no_letter_to_it_calls_it_late(office: Engine, language: str, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    answer(office, "letters", "--year", "2026", "--lang", language, "--to", str(folder))
    for file in folder.rglob("*"):
        if FRONT in file.name:
            assert [line for line in read_lines(file) if say_late(line)] == []


@pytest.fixture(scope="module")
def sample(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The sample, of one's own."""
    file = copyfile(sample_file, tmp_path_factory.mktemp("requested") / "oversight.db")
    opened = open_database(f"sqlite:///{file}")
    yield opened
    opened.dispose()


def test_no_year_of_the_sample_counts_days_of_a_requested_body(sample: Engine) -> None:
    for year in range(2019, 2027):
        rows = find_rows_of(sample, year)
        assert rows
        assert {one["state"] for one in rows} <= {"awaited", "received", "sent_back"}, year
        assert {one["days"] for one in rows} == {None}, year


@pytest.mark.parametrize(("year", "code"), [(2020, "TDTN"), (2021, "MTTQ"), (2023, "BCB")])
def test_no_page_of_the_sample_calls_it_late(sample: Engine, year: int, code: str) -> None:
    language = "en" if year == 2021 else "vi"
    asked = {"lang": language, "nam": str(year)}
    page = open_screen(sample, "agencies", "leader", don_vi=code, **asked)
    ordered = "Phối hợp"  # the role of a task that the body owes, unlike the report
    assert [line for line in find_lines(page) if say_late(line) and ordered not in line] == []
    for name in ("agencies", "overdue", "overview"):
        app = open_screen(sample, name, "leader", **asked)
        names = ("Báo Cao Bằng", "Tỉnh Đoàn", "Đoàn Thanh niên", "Mặt trận", "Fatherland", "Youth")
        assert find_lines_of(app, names) == [], name
