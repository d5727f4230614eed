"""Official papers: the measures of Decree 30/2020, and every text there as it was put in."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGNED
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Line
from PIL import Image

from documents.printing.decree30 import build_official_docx, find_lost_texts, read_text
from documents.printing.letter_widths import measure_width
from documents.printing.official import (
    Annex,
    Letterhead,
    Official,
    PaperHeading,
    Paragraph,
    Picture,
    TextTable,
    clean_text,
    list_unprintable_texts,
)
from locales.words import words_in
from tests.documents.papers import LETTER, printed, varied

HOSTILE = [
    "A & B <x>",
    "Sở \"Y tế\" 'tỉnh'",
    "]]> &amp; &#60; <w:t>",
    "=1+1",
    "Cơ quan " + "rất dài " * 24,
    "D" * 200,
    "Số\u202eliệu",
]
REPORT = varied(kind="BÁO CÁO", about="Kết quả thực hiện Chỉ thị số 18/CT-TTg năm 2026")
PIXEL = io.BytesIO()
Image.new("RGB", (40, 20), "teal").save(PIXEL, "PNG")


def lines(paper: Official) -> dict[str, Line]:
    """Every paragraph of the printed paper, those of its tables too, by what it says."""
    opened = printed(paper)
    cells = [cell for table in opened.tables for row in table.rows for cell in row.cells]
    told = [*opened.paragraphs, *(line for cell in cells for line in cell.paragraphs)]
    return {line.text: line for line in told}


def how(line: Line) -> tuple[float, bool, bool]:
    """Size in points, bold, italic."""
    (run,) = line.runs
    size = run.font.size
    assert size is not None
    return size.pt, bool(run.bold), bool(run.italic)


def rules(paper: Official) -> list[float]:
    """The lengths in mm of the drawn lines, in their order, told from their indents."""
    opened = printed(paper)
    (issuer, country) = opened.tables[0].rows[0].cells
    room = [(line, 64.0) for line in issuer.paragraphs]
    room += [(line, 96.0) for line in country.paragraphs]
    room += [(line, 160.0) for line in opened.paragraphs]
    drawn = [(one, mm) for one, mm in room if one._p.find(f".//{qn('w:pBdr')}") is not None]
    return [mm - 2 * one.paragraph_format.left_indent.mm for one, mm in drawn]


def test_the_page_is_a4_with_the_decrees_margins() -> None:
    (page,) = printed(LETTER).sections
    measures = {
        "width": page.page_width,
        "height": page.page_height,
        "top": page.top_margin,
        "bottom": page.bottom_margin,
        "left": page.left_margin,
        "right": page.right_margin,
    }
    wanted = {"width": 210, "height": 297, "top": 20, "bottom": 20, "left": 30, "right": 20}
    assert {name: round(one.mm) for name, one in measures.items()} == wanted
    assert all(abs(one.mm - wanted[name]) < 0.05 for name, one in measures.items())


def test_every_script_is_times_new_roman_and_black() -> None:
    opened = printed(LETTER)
    parts = zipfile.ZipFile(io.BytesIO(build_official_docx(LETTER, words_in("vi"))))
    styles = parts.read("word/styles.xml").decode()
    normal = opened.styles["Normal"]
    fonts = normal.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{one}")) for one in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Times New Roman"
    }
    assert str(normal.font.color.rgb) == "000000"
    assert "Theme" not in styles.split("</w:docDefaults>")[0]


def test_pages_are_numbered_in_the_top_margin_from_the_second_on() -> None:
    (page,) = printed(LETTER).sections
    (number,) = page.header.paragraphs
    assert page.different_first_page_header_footer
    assert "".join(line.text for line in page.first_page_header.paragraphs) == ""
    assert number.alignment == ALIGNED.CENTER
    assert "PAGE" in number._p.xml
    assert number.runs[0].font.size == Pt(13)
    assert page.header_distance < page.top_margin


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HỘI CHỮ THẬP ĐỎ VIỆT NAM", (12, False, False)),
        ("HỘI CHỮ THẬP ĐỎ TỈNH CAO BẰNG", (12, True, False)),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, True, False)),
        ("Độc lập - Tự do - Hạnh phúc", (13, True, False)),
        ("Số: …/CTĐ-VP", (13, False, False)),
        ("Cao Bằng, ngày … tháng … năm 2026", (13, False, True)),
        ("V/v gửi báo cáo năm 2026", (12, False, False)),
        ("Kính gửi: Sở Y tế", (14, False, False)),
        ("Đề nghị quý cơ quan gửi báo cáo./.", (14, False, False)),
        ("Nơi nhận:", (12, True, True)),
        ("-\tNhư trên;", (11, False, False)),
        ("-\tLưu: VT, VP.", (11, False, False)),
        ("KT. CHỦ TỊCH", (14, True, False)),
        ("Nông Thị A", (14, True, False)),
    ],
)
def test_each_part_of_a_letter_is_set_as_the_decree_has_it(
    text: str, expected: tuple[float, bool, bool]
) -> None:
    assert how(lines(LETTER)[text]) == expected


def test_a_report_has_its_kind_and_summary_and_no_subject() -> None:
    told = lines(REPORT)
    assert how(told["BÁO CÁO"]) == how(told[REPORT.about]) == (14, True, False)
    assert told["BÁO CÁO"].alignment == ALIGNED.CENTER
    assert not any(text.startswith("V/v") for text in told)


def test_rules_are_drawn_beneath_the_motto_the_body_and_the_summary() -> None:
    body, motto, summary = rules(REPORT)
    assert motto == pytest.approx(
        measure_width("Độc lập - Tự do - Hạnh phúc", 13, bold=True), abs=0.1
    )
    longest = measure_width("HỘI CHỮ THẬP ĐỎ TỈNH", 12, bold=True)
    assert longest / 4 < body < longest / 2
    assert measure_width(REPORT.about, 14, bold=True) / 3 / 2 < summary < 80
    assert len(rules(LETTER)) == 2


def test_the_body_is_justified_with_its_first_line_and_gaps() -> None:
    line = lines(LETTER)["Đề nghị quý cơ quan gửi báo cáo./."].paragraph_format
    assert line.alignment == ALIGNED.JUSTIFY
    assert line.first_line_indent == Mm(12.7)
    assert line.space_after >= Pt(6)
    assert line.line_spacing in (None, 1.0)


@pytest.mark.parametrize(
    ("number", "day", "shown"),
    [
        ("5", date(2027, 1, 5), ("Số: 05/CTĐ-VP", "Cao Bằng, ngày 05 tháng 01 năm 2027")),
        ("12", date(2026, 12, 14), ("Số: 12/CTĐ-VP", "Cao Bằng, ngày 14 tháng 12 năm 2026")),
        ("", date(2026, 6, 5), ("Số: …/CTĐ-VP", "Cao Bằng, ngày 05 tháng 6 năm 2026")),
    ],
)
def test_number_and_day_are_written_by_the_rule_of_noughts(
    number: str, day: date, shown: tuple[str, str]
) -> None:
    told = lines(varied(number=number, dated=day))
    assert set(shown) <= set(told)


def test_several_addressees_stand_with_their_dashes_under_the_colon() -> None:
    told = lines(varied(addressees=("Sở Y tế", "Sở Tư pháp", "UBND xã Hòa An")))
    assert "-\tSở Y tế;" in told
    assert "-\tUBND xã Hòa An." in told
    (colon,) = told["\tKính gửi:"].paragraph_format.tab_stops
    for name in ("-\tSở Y tế;", "-\tSở Tư pháp;", "-\tUBND xã Hòa An."):
        about = told[name].paragraph_format
        dash = about.left_indent.mm + about.first_line_indent.mm
        assert colon.position.mm - measure_width(":", 14) == pytest.approx(dash, abs=0.1)


def test_the_copies_stand_level_with_the_signer() -> None:
    foot = printed(LETTER).tables[-1]
    copies, signer = foot.rows[0].cells
    assert copies.paragraphs[0].text == "Nơi nhận:"
    assert copies.paragraphs[0].alignment == ALIGNED.LEFT
    assert [line.text for line in signer.paragraphs] == [
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nông Thị A",
    ]
    room = signer.paragraphs[-1].paragraph_format.space_before
    assert room.mm >= 20


def test_what_nobody_set_is_left_open() -> None:
    told = lines(varied(head=Letterhead(), symbol=Letterhead().letter_symbol))
    assert "Số: …/…-…" in told
    assert "-\tLưu: VT, …." in told
    assert list(told).count("…") == 1  # superior, body, offices and name all say the same


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_there_wherever_it_is_put(text: str) -> None:
    head = replace(LETTER.head, body=text, superior=text, signer_name=text)
    body = (
        PaperHeading(1, text),
        Paragraph(text),
        TextTable((text,), ((text,),), (160,)),
    )
    paper = varied(head=head, about=text, addressees=(text, text), body=body, copies=(text,))
    content = build_official_docx(paper, words_in("vi"))
    assert find_lost_texts(paper, content) == []
    assert read_text(content).upper().count(clean_text(text).upper()) == 11


def test_signs_a_paper_cannot_hold_are_left_out_and_told() -> None:
    paper = varied(addressees=("Sở\x00 Y\x1b tế\ud800",))
    assert list_unprintable_texts(paper) == ["Sở Y tế"]
    assert "Kính gửi: Sở Y tế" in lines(paper)
    assert list_unprintable_texts(LETTER) == []


def test_a_text_that_is_missing_from_the_file_is_noticed() -> None:
    content = build_official_docx(LETTER, words_in("vi"))
    assert find_lost_texts(varied(addressees=("Sở Nội vụ",)), content) == ["Sở Nội vụ"]


def test_the_same_paper_always_gives_the_same_bytes() -> None:
    made = [build_official_docx(REPORT, words_in("vi")) for _ in range(2)]
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = parts.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", properties)) == {"2018-07-09T"}


def test_a_table_repeats_its_headings_and_sets_numbers_to_the_right() -> None:
    grid = TextTable(("TT", "Số"), (("1", "1.200"),) * 3, (20, 140), frozenset({1}))
    table = printed(varied(body=(grid,))).tables[1]
    assert [column.width.mm for column in table.columns] == pytest.approx([20, 140], abs=0.1)
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert table.rows[1].cells[1].paragraphs[0].alignment == ALIGNED.RIGHT


def test_a_picture_has_its_words() -> None:
    paper = printed(varied(body=(Picture(PIXEL.getvalue(), "Biểu đồ “A & B”", 100),)))
    (shape,) = paper.inline_shapes
    assert round(shape.width.mm) == 100
    assert shape._inline.docPr.get("descr") == "Biểu đồ “A & B”"


def test_an_annex_is_numbered_on_its_own() -> None:
    annex = Annex("I", "Bảng tổng hợp", (Paragraph("Nội dung"),))
    paper = varied(kind="BÁO CÁO", annexes=(annex, replace(annex, number="II")))
    sections = printed(paper).sections
    starts = [one._sectPr.find(qn("w:pgNumType")) for one in sections]
    assert [None if one is None else one.get(qn("w:start")) for one in starts] == [None, "1", "1"]
    told = lines(paper)
    assert {"Phụ lục I", "Phụ lục II", "BẢNG TỔNG HỢP"} <= set(told)
    assert how(told["(Kèm theo Báo cáo số …/CTĐ-VP ngày … tháng … năm 2026)"]) == (14, False, True)


@pytest.mark.parametrize("body", [(), (Paragraph(""),), (PaperHeading(1, "I. A"),)])
def test_a_paper_with_nothing_to_say_still_opens(
    body: tuple[Paragraph | PaperHeading, ...],
) -> None:
    assert "Nơi nhận:" in read_text(build_official_docx(varied(body=body), words_in("vi")))
    assert printed(varied(body=body, addressees=(), copies=())).tables


def test_the_text_ends_once() -> None:
    for text in ("Trân trọng./.", "Trân trọng.", "Trân trọng"):
        assert "Trân trọng./." in lines(varied(body=(Paragraph(text),)))


def test_a_numbered_letter_without_its_symbol_prints_the_number_alone() -> None:
    letter = replace(LETTER, head=Letterhead(), symbol="…-…", number="301")
    told = read_text(build_official_docx(letter, words_in("vi")))
    assert "Số: 301" in told
    assert "301/" not in told and "…-…" not in told
