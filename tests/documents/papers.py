"""Official papers for the tests: one that stands, to be varied in what a test is about."""

import io
from dataclasses import replace
from typing import Any

from docx import Document
from docx.document import Document as Paper

from documents.printing.decree30 import build_official_docx
from documents.printing.official import Letterhead, Official, Paragraph
from locales.words import words_in

HEAD = Letterhead(
    superior="Hội Chữ thập đỏ Việt Nam",
    body="Hội Chữ thập đỏ tỉnh Cao Bằng",
    abbreviation="CTĐ",
    drafter="VP",
    place="Cao Bằng",
    signer_offices=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer_name="Nông Thị A",
)
LETTER = Official(
    head=HEAD,
    symbol=HEAD.letter_symbol,
    year=2026,
    about="gửi báo cáo năm 2026",
    addressees=("Sở Y tế",),
    body=(Paragraph("Đề nghị quý cơ quan gửi báo cáo."),),
    copies=("Như trên",),
)


def varied(**changed: Any) -> Official:  # fields of Official, of every type
    return replace(LETTER, **changed)


def printed(paper: Official, language: str = "vi") -> Paper:
    """The paper, opened again by a reader that is not ours."""
    return Document(io.BytesIO(build_official_docx(paper, words_in(language))))
