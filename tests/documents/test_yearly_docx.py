"""The yearly report as DOCX: the decree's form, and everything there that was put in."""

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as Line

from documents.printing.chart_pictures import UndrawableChart
from documents.printing.decree30 import find_lost_texts, read_text
from documents.printing.official import clean_text
from documents.yearly_report.docx import build_yearly_docx, build_yearly_paper
from documents.yearly_report.report import ClerkText, YearlyReport, list_blocks
from locales.words import words_in
from tests.documents.reports import HOSTILE, VI, bare, chart, hostile, rich, units

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def opened(report: YearlyReport, language: str = "vi") -> Paper:
    """The report, opened again by a reader that is not ours."""
    return Document(io.BytesIO(build_yearly_docx(report, words_in(language))))


def said_in(report: YearlyReport, language: str = "vi") -> list[str]:
    """What it says, a paragraph a line, without the tabs."""
    told = read_text(build_yearly_docx(report, words_in(language)))
    return [" ".join(one.split()) for one in told.splitlines()]


def line(paper: Paper, text: str) -> Line:
    return next(one for one in paper.paragraphs if text in one.text)


def test_it_is_a_report_with_number_day_and_recipients_by_the_decree() -> None:
    signed = replace(rich(1), document_no="7", dated=date(2027, 1, 5))
    told = said_in(signed)
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 07/BC-CTĐ",
        "Cao Bằng, ngày 05 tháng 01 năm 2027",
        "BÁO CÁO",
        "- Trung ương Hội Chữ thập đỏ Việt Nam;",
        "- Ủy ban nhân dân tỉnh Cao Bằng.",
        "- Như trên;",
        "- Lưu: VT, VP.",
        "(Kèm theo Báo cáo số 07/BC-CTĐ ngày 05 tháng 01 năm 2027)",
        "Phụ lục I",
        "KẾT QUẢ THEO CƠ QUAN, ĐƠN VỊ",
        "- Bổ sung kinh phí./.",
    ):
        assert text in told


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Sở Y tế",), ["Kính gửi: Sở Y tế"]),
        (("A", "B", "C", "D", "E"), ["Kính gửi:", "- A;", "- B;", "- C;", "- D;", "- E."]),
    ],
)
def test_one_recipient_or_five(names: tuple[str, ...], shown: list[str]) -> None:
    told = said_in(replace(bare(), addressees=names))
    first = told.index(shown[0])
    assert told[first : first + len(shown)] == shown


def test_headings_are_headings_and_stay_with_what_follows() -> None:
    paper = opened(rich(1))
    first, second = line(paper, "I. CÔNG TÁC CHỈ ĐẠO"), line(paper, "1. Kết quả")
    assert [first.style.name, second.style.name] == ["Heading 1", "Heading 2"]
    for one in (first, second):
        assert one.style.paragraph_format.keep_with_next
        assert one.style.font.color.rgb is not None
        assert str(one.style.font.color.rgb) == "000000"
        assert one.style.element.rPr.rFonts.get(qn("w:ascii")) == "Times New Roman"
        assert one.style.element.rPr.rFonts.get(qn("w:asciiTheme")) is None
    assert line(paper, "Phụ lục II")._p.find(f".//{qn('w:outlineLvl')}") is not None


def test_tables_repeat_heads_part_no_row_and_end_with_a_bold_total() -> None:
    paper = opened(replace(bare(), blocks=(units(40),)))
    rows = paper.tables[1].rows
    assert rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    total = rows[len(rows) - 1].cells
    assert [cell.text for cell in total] == ["Tổng cộng", "275", "156", "56,7 %", "945.000.000"]
    assert all(run.bold for cell in total for run in cell.paragraphs[0].runs)
    assert rows[len(rows) - 2].cells[0].paragraphs[0].paragraph_format.keep_with_next
    widths = [column.width for column in paper.tables[1].columns]
    assert abs(sum(widths) - Mm(160)) < Mm(0.2)


def test_tables_and_charts_are_counted_through_the_report_by_fields() -> None:
    paper = opened(rich(2))
    captions = [one.text for one in paper.paragraphs if one.style.name == "Caption"]
    numbers = [text.partition(".")[0] for text in captions if text]
    assert all(numbers)
    told = read_text(build_yearly_docx(rich(2), VI))
    for named in ("Bảng 1.", "Biểu đồ 1.", "Bảng 2.", "Biểu đồ 2.", "Bảng 4.", "Biểu đồ 3."):
        assert named in told
    fields = [one.get(qn("w:instr")) for one in paper.element.body.iter(qn("w:fldSimple"))]
    assert set(fields) == {" SEQ Bảng \\* ARABIC ", " SEQ Biểu_đồ \\* ARABIC "}


def test_what_the_clerk_has_still_to_write_is_highlighted() -> None:
    paper = opened(rich(1))
    empty = line(paper, "Nêu việc nổi bật")
    assert empty.text == "… [Nêu việc nổi bật trong năm và nguyên nhân]"
    assert empty.runs[0].font.highlight_color is not None
    assert line(paper, "Đề nghị quan tâm.").runs[0].font.highlight_color is None


def test_charts_have_their_words_and_fit_the_page() -> None:
    high = chart("high", 70)
    paper = opened(replace(bare(), blocks=(high, chart("low", 3))))
    for shape in paper.inline_shapes:
        assert shape.width.mm <= 160
        assert shape.height.mm <= 200.5
        assert shape._inline.docPr.get("descr").startswith("Biểu đồ thanh của")


def test_a_sample_is_marked_on_every_page_and_a_real_report_on_none() -> None:
    for section in opened(rich(1)).sections:
        for foot in (section.first_page_footer, section.footer):
            assert "".join(one.text for one in foot.paragraphs) == "SỐ LIỆU MINH HỌA"
    section = opened(replace(rich(1), sample=False)).sections[0]
    assert "".join(one.text for one in section.footer.paragraphs) == ""


def test_a_second_issue_says_so() -> None:
    assert "năm 2026 (lần 2)" in read_text(build_yearly_docx(replace(rich(1), issue=2), VI))
    assert "(lần" not in read_text(build_yearly_docx(rich(1), VI))


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_there_wherever_it_is_put(said: str) -> None:
    report = hostile(said)
    content = build_yearly_docx(report, VI)
    assert find_lost_texts(build_yearly_paper(report, VI), content) == []
    assert read_text(content).upper().count(clean_text(said).upper()) >= 40
    assert b"<w:instrText" not in content


ORDER = {  # of the parts that we write, as the schema of WordprocessingML has them
    "pPr": "pStyle keepNext keepLines pBdr tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs highlight bdr",
    "tblPr": "tblStyle tblW jc tblLayout tblCellMar tblLook",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}


def test_parts_stand_in_the_order_that_word_wants() -> None:
    paper = opened(replace(rich(1), issue=2))
    for name, order in ORDER.items():
        places = {f"{{{WORDS}}}{part}": place for place, part in enumerate(order.split())}
        for one in paper.element.body.iter(f"{{{WORDS}}}{name}"):
            found = [places[part.tag] for part in one]
            assert found == sorted(found), (name, [part.tag.partition("}")[2] for part in one])


def test_nothing_and_a_thousand_rows_open() -> None:
    assert opened(bare()).tables
    long = opened(replace(bare(), blocks=(units(1000),)))
    assert len(long.tables[1].rows) == 1002


def test_every_own_paragraph_is_kept() -> None:
    report = rich(3)
    told = read_text(build_yearly_docx(report, VI))
    for own in (block for block in list_blocks(report) if isinstance(block, ClerkText)):
        assert (own.prompt in told) is not bool(own.text)


def test_a_chart_that_is_none_is_told_in_words() -> None:
    broken = replace(chart("c", 2), spec={"mark": "bar", "data": {"url": "http://a.invalid/b"}})
    with pytest.raises(UndrawableChart):
        build_yearly_docx(replace(bare(), blocks=(broken,)), VI)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_same_report_gives_the_same_bytes(language: str) -> None:
    made = [build_yearly_docx(rich(1), words_in(language)) for _ in range(2)]
    assert made[0] == made[1]


def test_a_table_without_rows_says_so_and_no_other_does() -> None:
    full = units(2)
    counts = [
        said_in(replace(bare(), blocks=(table,))).count("Không có dòng nào.")
        for table in (full, replace(full, rows=(), total=()))
    ]
    assert counts == [0, 1]
