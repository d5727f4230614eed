"""The meeting page: one sheet whatever is on it, the same bytes for the same briefing."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from documents.overview.meeting import (
    Briefing,
    HeadlineFigure,
    build_meeting_page,
    collect_content,
    format_unhelped,
)
from locales.catalogues import LANGUAGES
from locales.words import words_in

LONG = "Ủy ban nhân dân xã " + "Nghiêng Ngả " * 15
HOSTILE = 'A & B <x> #read("/etc/passwd") $x$ *b* \\ @y \x0b\x00 ' + "k" * 120


def decisions(lines: int, *, name: str = "Xã Một", contact: str | None = "0206") -> pd.DataFrame:
    """So many units: overdue and silent, with addresses that nobody helps."""
    frame = pd.DataFrame(
        {
            "name_vi": [name] * lines,
            "name_en": [name] * lines,
            "contact": [contact] * lines,
            "state": ["overdue"] * lines,
            "days": [6] * lines,
            "reminded_on": [pd.Timestamp(2026, 12, 16)] * lines,
            "promised_on": [pd.NaT] * lines,
            "answered_on": [pd.NaT] * lines,
            "came_on": [pd.NaT] * lines,
            "no_reply": [True] * lines,
            "nobody": [22] * lines,
            "whole": [114] * lines,
            "marks": [3] * lines,
            "about_report": ["call"] * lines,
        }
    )
    return frame.astype({"days": "Int64", "nobody": "Int64", "whole": "Int64"})


def briefing(listed: pd.DataFrame) -> Briefing:
    """A briefing of 2026 with one figure."""
    number = HeadlineFigure("Báo cáo đã nhận", "41 / 78", "39 đúng hạn", "Cả kỳ 2025: 70 / 74")
    return Briefing("Đã nhận 41.", [number], listed, 2026, date(2026, 12, 20), True)


def pages(paper: bytes) -> int:
    """How many sheets a PDF has."""
    return len(re.findall(rb"/Type ?/Page\b", paper))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "listed",
    [decisions(0), decisions(1), decisions(70), decisions(70, name=LONG, contact=HOSTILE)],
    ids=["nothing", "one", "many", "long and hostile"],
)
def test_it_is_one_sheet(listed: pd.DataFrame, language: str) -> None:
    paper = build_meeting_page(briefing(listed), words_in(language))
    assert paper.startswith(b"%PDF")
    assert pages(paper) == 1


def test_a_sentence_longer_than_the_sheet_makes_no_second_one() -> None:
    endless = replace(briefing(decisions(5)), sentence=LONG * 60)
    assert pages(build_meeting_page(endless, words_in("vi"))) == 1


def test_the_same_briefing_gives_the_same_bytes() -> None:
    first, second = (build_meeting_page(briefing(decisions(9)), words_in("vi")) for _ in range(2))
    assert first == second


def test_each_line_says_what_to_decide_about_whom() -> None:
    told = collect_content(briefing(decisions(1)), words_in("vi"))
    assert told["lines"] == [
        {
            "number": "1",
            "name": "Xã Một",
            "contact": "0206",
            "overdue": "Quá hạn 6 ngày",
            "nobody": "khoảng 22 trong 114",
            "reply": "Đôn đốc ngày 16/12/2026, chưa trả lời",
            "decision": "Gọi người đứng đầu, ấn định ngày gửi báo cáo. "
            "Giao nơi nhận trợ giúp khoảng 22 địa chỉ.",
        }
    ]
    assert (told["sample"], told["more"]) == ("Số liệu minh họa", "và {n} dòng nữa")


def test_what_is_no_question_of_a_unit_is_a_dash() -> None:
    line = decisions(1, contact=None).assign(
        state=None, days=pd.NA, about_report="nothing", no_reply=False
    )
    [told] = collect_content(briefing(line), words_in("en"))["lines"]
    assert (told["overdue"], told["reply"], told["contact"]) == ("–", "–", "")
    assert told["decision"] == "Name supporters for about 22 addresses."


def test_where_the_whole_is_hidden_the_count_stands_alone() -> None:
    line = decisions(1).assign(whole=pd.Series([pd.NA], dtype="Int64"))
    [told] = collect_content(briefing(line), words_in("vi"))["lines"]
    assert told["nobody"] == "khoảng 22"
    said = format_unhelped(line.to_dict("records")[0], words_in("vi"))
    assert said == "Khoảng 22 địa chỉ chưa được trợ giúp (tổng số được ẩn)"


def test_a_real_database_bears_no_label_of_a_sample() -> None:
    real = replace(briefing(decisions(0)), sample=False)
    assert collect_content(real, words_in("vi"))["sample"] == ""


def test_of_a_past_year_the_page_says_so_and_orders_nothing() -> None:
    past = replace(briefing(decisions(0)), year=2019, past=True)
    said = collect_content(past, words_in("vi"))
    assert said["title"] == "Trang họp: kỳ 2019 đã qua"
    assert said["nothing"] == "Không còn việc phải quyết về kỳ này."
