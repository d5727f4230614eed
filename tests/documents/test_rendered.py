"""The papers as LibreOffice shows them: pages, places on the page, sums reckoned again."""

import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from documents.printing.letter_widths import measure_width
from documents.yearly_report.docx import build_yearly_docx
from documents.yearly_report.pdf import build_yearly_pdf
from documents.yearly_report.xlsx import build_yearly_xlsx
from tests.documents.reports import HOSTILE, VI, hostile, rich

PATIENCE_SECONDS = 180
POINT = 25.4 / 72  # mm
LEFT, RIGHT, TOP, BOTTOM = 30.0, 190.0, 20.0, 277.0  # mm, of the text
TOUCHING, LEVEL = 0.4, 3.0  # mm: less than a space, less than a line
PROGRAMS = ("soffice", "pdftotext")


@dataclass(frozen=True)
class Word:
    """A word on a page, its corners in mm from the upper left."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


@pytest.fixture(scope="module", autouse=True)
def programs() -> None:
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"These tests need {', '.join(missing)}; .ci/run installs them.")
    if missing:
        pytest.skip(f"no {', '.join(missing)} here: pages are not looked at")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rendered")


def converted(folder: Path, file: str, kind: str) -> Path:
    """The file as LibreOffice writes it in another form."""
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder / kind),
            str(folder / file),
        ],
        check=True,
        capture_output=True,
        timeout=PATIENCE_SECONDS,
    )
    return folder / kind / Path(file).with_suffix(f".{kind}").name


def words_on(pages: Path) -> list[Word]:
    """Every word of a PDF with its place."""
    told = subprocess.run(
        ["pdftotext", "-bbox", str(pages), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    tree = ElementTree.fromstring(re.sub("[\x00-\x08\x0b-\x1f]", "", told))
    found = [part for part in tree.iter() if part.tag.endswith("}page")]
    return [word for number, page in enumerate(found, 1) for word in _words(number, page)]


def _words(number: int, page: ElementTree.Element) -> list[Word]:
    """Its words; letters that came from another face belong to the word they touch."""
    words: list[Word] = []
    for part in page:
        sides = [float(part.attrib[side]) * POINT for side in ("xMin", "yMin", "xMax", "yMax")]
        word = Word(number, part.text or "", *sides)
        last = words[-1] if words else None
        level = last is not None and abs(last.bottom - word.bottom) < LEVEL
        if last and level and abs(word.left - last.right) < TOUCHING:
            word = replace(word, text=last.text + word.text, left=last.left, top=last.top)
            words.pop()
        words.append(word)
    return words


@pytest.fixture(scope="module")
def report(folder: Path) -> list[Word]:
    """The words of the report, as printed from its DOCX."""
    (folder / "report.docx").write_bytes(build_yearly_docx(rich(), VI))
    return words_on(converted(folder, "report.docx", "pdf"))


def line(words: list[Word], *texts: str, page: int = 1) -> list[Word]:
    """The words that stand one after the other as told, on one page."""
    there = [word for word in words if word.page == page]
    for start in range(len(there)):
        run = there[start : start + len(texts)]
        if [word.text for word in run] == list(texts):
            return run
    raise AssertionError(f"no {texts} on page {page}")


def test_the_text_keeps_to_the_decrees_margins(report: list[Word]) -> None:
    inside = [word for word in report if TOP - 0.5 <= word.top <= BOTTOM]
    assert min(word.left for word in inside) == pytest.approx(LEFT, abs=0.6)
    assert max(word.right for word in inside) <= RIGHT + 0.6


def test_pages_are_numbered_in_the_top_margin_but_the_first_of_each_part(
    report: list[Word],
) -> None:
    last = max(word.page for word in report)
    shown = {
        page: [word for word in report if word.page == page and word.bottom < TOP]
        for page in range(1, last + 1)
    }
    numbers = ["".join(word.text for word in shown[page]) for page in shown]
    body = next(page for page in shown if _begins_annex(report, page)) - 1
    assert numbers[:body] == ["", *(str(number) for number in range(2, body + 1))]
    assert numbers[body : body + 2] == ["", "2"]  # the first annex counts on its own
    assert numbers[-1] == ""
    for words in shown.values():
        for word in words:
            assert (word.left + word.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.6)


def _begins_annex(words: list[Word], page: int) -> bool:
    return [word.text for word in words if word.page == page][:2] == ["Phụ", "lục"]


def test_dashes_of_the_recipients_stand_under_the_colon(report: list[Word]) -> None:
    (_, colon) = line(report, "Kính", "gửi:")
    dashes = [
        line(report, "-", "Trung", "ương", "Hội")[0],
        line(report, "-", "Ủy", "ban", "nhân")[0],
    ]
    for dash in dashes:
        assert dash.left == pytest.approx(colon.right - measure_width(":", 14), abs=0.5)
        assert dash.top > colon.top


def test_number_and_day_are_level_and_so_are_copies_and_signer(report: list[Word]) -> None:
    number, day = line(report, "Số:"), line(report, "Cao", "Bằng,", "ngày")
    assert number[0].bottom == pytest.approx(day[0].bottom, abs=0.5)
    page = next(word.page for word in report if word.text == "nhận:")
    copies = line(report, "Nơi", "nhận:", page=page)
    signer = line(report, "KT.", "CHỦ", "TỊCH", page=page)
    assert copies[0].left == pytest.approx(LEFT, abs=0.5)
    assert copies[0].bottom == pytest.approx(signer[0].bottom, abs=1.5)
    middle = (signer[0].left + signer[-1].right) / 2
    assert middle == pytest.approx(RIGHT - 96 / 2, abs=1)


def test_a_long_table_has_its_heads_on_every_page(report: list[Word]) -> None:
    heads = [word.page for word in report if word.text == "phí" and _in_annex(report, word.page)]
    assert len(set(heads)) >= 2


def _in_annex(words: list[Word], page: int) -> bool:
    return any(_begins_annex(words, before) for before in range(1, page + 1))


def test_the_mark_of_a_sample_is_on_every_page(report: list[Word]) -> None:
    marked = {word.page for word in report if word.text == "MINH" and word.top > BOTTOM - 10}
    assert marked == {word.page for word in report}


def test_a_program_that_reckons_again_finds_the_values_that_were_told(folder: Path) -> None:
    content = build_yearly_xlsx(rich(), VI)
    (folder / "report.xlsx").write_bytes(content)
    converted(folder, "report.xlsx", "ods")
    (folder / "again.ods").write_bytes((folder / "ods" / "report.ods").read_bytes())
    reckoned = load_workbook(converted(folder, "again.ods", "xlsx"), data_only=True)
    told = load_workbook(io.BytesIO(content), data_only=True)
    live = load_workbook(io.BytesIO(content))
    formulas = 0
    for sheet in live:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            value = told[sheet.title][cell.coordinate].value
            assert value is not None
            assert reckoned[sheet.title][cell.coordinate].value == pytest.approx(value)
            formulas += 1
    assert formulas > 90


@pytest.mark.parametrize("said", [HOSTILE[0], HOSTILE[6], HOSTILE[7], HOSTILE[10]])
def test_the_pdf_says_hostile_text_as_it_was_put_in(folder: Path, said: str) -> None:
    (folder / "hostile.pdf").write_bytes(build_yearly_pdf(hostile(said), VI))
    told = "".join(word.text for word in words_on(folder / "hostile.pdf"))
    told = told.replace("\u200b", "")
    assert told.count("".join(said.split())) >= 15


def test_the_pdf_has_the_head_and_the_foot_of_the_decree(folder: Path) -> None:
    pages = folder / "official.pdf"
    pages.write_bytes(build_yearly_pdf(rich(1), VI))
    words = words_on(pages)
    country = line(words, *["CỘNG", "HÒA", "XÃ", "HỘI", "CHỦ", "NGHĨA", "VIỆT", "NAM"])
    motto = line(words, *["Độc", "lập", "-", "Tự", "do", "-", "Hạnh", "phúc"])
    kind, to = line(words, "BÁO", "CÁO"), line(words, "Kính", "gửi:")
    assert country[0].top < motto[0].top < kind[0].top < to[0].top
    signed = next(word.page for word in words if word.text == "nhận:")
    assert line(words, "Nơi", "nhận:", page=signed)
    assert line(words, "Lưu:", page=signed)


def test_the_signer_stands_under_the_office_in_the_pdf(folder: Path) -> None:
    paper = rich(1)
    head = replace(
        paper.head, signer_offices=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), signer_name="Nông Thị Hà"
    )
    (folder / "signed.pdf").write_bytes(build_yearly_pdf(replace(paper, head=head), VI))
    words = words_on(folder / "signed.pdf")
    (page,) = {word.page for word in words if word.text == "Nông"}
    chairman = line(words, "KT.", "CHỦ", "TỊCH", page=page)
    deputy = line(words, "PHÓ", "CHỦ", "TỊCH", page=page)
    name = line(words, "Nông", "Thị", "Hà", page=page)
    assert chairman[0].top < deputy[0].top < name[0].top - 12  # room for the signature
