"""The receipt: one page of a sender's proof, always the same bytes for the same batch."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest
from docx import Document
from docx.shared import Mm
from sqlalchemy import Engine

from actions.returns.receive import Letter, preview_file, receive
from documents.printing.official import Letterhead
from documents.returns.receipt import Office, build_receipt
from intake.tables import Upload
from locales.catalogues import LANGUAGES
from locales.words import words_in
from models import Batch
from models.database import reading
from models.submissions import find_senders
from tests.actions.returns import ALL_GIVEN
from tests.province import BAD, CLERK, NOW, TODAY

NOBODY = pd.DataFrame({"code": [], "name_vi": [], "name_en": [], "year": []})


def paper_of(engine: Engine, number: int, language: str = "vi") -> bytes:
    with reading(engine) as session:
        batch, senders = session.get(Batch, number), find_senders(session, number)
    assert batch is not None
    return build_receipt(batch, senders, words_in(language))


def kept(engine: Engine) -> int:
    """The number of a batch received with a covering letter, one faulty row left out."""
    letter = Letter(TODAY, sent_on=date(2026, 12, 12), document_no="15/BC-SYT")
    seen = preview_file(engine, Upload("syt.csv", BAD), letter, actor=CLERK)
    return receive(engine, seen, ALL_GIVEN, actor=CLERK, now=NOW).batch_id


def batch(**changed: object) -> Batch:
    """A batch as it is kept."""
    facts: dict[str, object] = {
        "id": 7,
        "token": "t",
        "file_name": "so-dia-chi.xlsx",
        "digest": "ab" * 32,
        "content": b"",
        "size_bytes": 0,
        "layout": "addresses",
        "received_on": date(2026, 1, 5),
        "received_by": "van-thu",
        "rows_new": 1200,
        "rows_changed": 0,
        "rows_unchanged": 0,
        "rows_left": 0,
        "recorded_at": datetime(2026, 1, 5, 2, 0, tzinfo=UTC),
    }
    return Batch(**{**facts, **changed})


def words_on(paper: bytes) -> str:
    """Every word of the paper, tables with it."""
    opened = Document(io.BytesIO(paper))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(line.text for line in opened.paragraphs)])


def test_it_states_what_was_received(province: Engine) -> None:
    number = kept(province)
    told = words_on(paper_of(province, number))
    with reading(province) as session:
        digest = session.get_one(Batch, number).digest
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 01/BN-…",
        "Cao Bằng, ngày 20 tháng 12 năm 2026",
        "syt.csv",
        digest,
        "Kết quả thực hiện nhiệm vụ",
        "Sở Y tế",
        "2026",
        "15/BC-SYT",
        "12/12/2026",
        "van-thu",
        "thêm 2, sửa 0, không đổi 0, chưa nhận 1",
        "1 dòng có lỗi chưa được nhận",
    ):
        assert said in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_batch_gives_the_same_bytes(province: Engine, language: str) -> None:
    number = kept(province)
    assert paper_of(province, number, language) == paper_of(province, number, language)


def test_a_register_names_no_unit_and_no_period() -> None:
    told = words_on(build_receipt(batch(), NOBODY, words_in("vi")))
    assert "Sổ địa chỉ nhân đạo" in told and "thêm 1.200" in told
    assert "Cao Bằng, ngày 05 tháng 01 năm 2026" in told
    assert "Kỳ báo cáo" not in told and "phiếu sửa lỗi" not in told


def test_one_that_was_taken_back_says_so() -> None:
    undone = batch(undone_at=datetime(2026, 1, 6, 2, 0, tzinfo=UTC))
    assert "09:00 06/01/2026" in words_on(build_receipt(undone, NOBODY, words_in("vi")))


def test_many_units_stay_on_one_page() -> None:
    many = pd.DataFrame(
        {
            "code": [f"{number}" for number in range(70)],
            "name_vi": [f"Xã số {number}" for number in range(70)],
            "name_en": [f"Commune {number}" for number in range(70)],
            "year": [2026] * 70,
        }
    )
    told = words_on(build_receipt(batch(), many, words_in("en")))
    assert "Commune 11; and 58 other units" in told and "Commune 12" not in told


def test_it_is_set_as_official_papers_are() -> None:
    paper = Document(io.BytesIO(build_receipt(batch(), NOBODY, words_in("vi"))))
    page = paper.sections[0]
    sizes = (page.page_width, page.page_height, page.left_margin)
    assert [round((size or 0) / Mm(1)) for size in sizes] == [210, 297, 30]
    assert paper.styles["Normal"].element.xpath("w:rPr/w:rFonts/@w:ascii") == ["Times New Roman"]


def test_control_signs_in_a_file_name_do_no_harm() -> None:
    named = batch(file_name="a\x0bb <&> {{x}}.csv")
    assert "{{x}}.csv" in words_on(build_receipt(named, NOBODY, words_in("vi")))


OFFICE = Office(
    Letterhead(
        superior="Trung ương Hội Chữ thập đỏ Việt Nam",
        body="Hội Chữ thập đỏ tỉnh Cao Bằng",
        abbreviation="CTĐ",
        place="Cao Bằng",
    ),
    "Nông Thị Lan",
)
OF_SYT = pd.DataFrame(
    {"code": ["SYT"], "name_vi": ["Sở Y tế"], "name_en": ["Health"], "year": [2026]}
)


def owed(obligation: str = "required") -> pd.DataFrame:
    due_on = pd.to_datetime(["2026-12-14"])
    return pd.DataFrame(
        {"code": ["SYT"], "year": [2026], "obligation": [obligation], "due_on": due_on}
    )


def test_it_is_signed_by_name_under_the_offices_own_letterhead() -> None:
    told = words_on(build_receipt(batch(), NOBODY, words_in("vi"), OFFICE))
    assert told.count("Nông Thị Lan") == 2 and "van-thu" not in told
    assert "TRUNG ƯƠNG HỘI CHỮ THẬP ĐỎ VIỆT NAM" in told
    assert "Số: 07/BN-CTĐ" in told


@pytest.mark.parametrize(
    ("sent_on", "obligation", "words"),
    [
        (date(2026, 12, 14), "required", "Trong hạn (ngày cuối cùng: 14/12/2026)"),
        (date(2026, 12, 16), "required", "Quá hạn 2 ngày (ngày cuối cùng: 14/12/2026)"),
        (None, "required", "Quá hạn 6 ngày (ngày cuối cùng: 14/12/2026)"),  # received 20/12
        (date(2026, 12, 16), "requested", ""),
    ],
)
def test_it_says_in_time_or_late(sent_on: date | None, obligation: str, words: str) -> None:
    office = replace(OFFICE, due=owed(obligation))
    results = batch(layout="results", sent_on=sent_on, received_on=date(2026, 12, 20))
    told = words_on(build_receipt(results, OF_SYT, words_in("vi"), office))
    assert words in told
    assert ("Thời hạn" in told) == bool(words)


def test_what_an_officer_sent_was_received_by_the_program_and_nobody_signs() -> None:
    office = replace(OFFICE, receiver="", sender="Nông Văn Xã")
    told = words_on(build_receipt(batch(), NOBODY, words_in("vi"), office))
    assert "Tiếp nhận qua chương trình; người gửi: Nông Văn Xã" in told
    assert told.count("Nông Văn Xã") == 1 and "NGƯỜI NHẬN" not in told


@pytest.mark.parametrize(("number", "said"), [("15/BC", "Văn bản xác nhận"), (None, "Lời khai")])
def test_a_nil_return_without_a_letter_names_none(number: str | None, said: str) -> None:
    nil = batch(layout="nil", document_no=number)
    told = words_on(build_receipt(nil, NOBODY, words_in("vi")))
    assert f"{said} không phát sinh" in told
