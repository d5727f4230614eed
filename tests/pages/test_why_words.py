"""Why it rose or fell, as one would say it; and whether it is real."""

from itertools import accumulate

import pandas as pd
import pytest

from indicators.change.causes import CAUSES
from locales.words import words_in
from pages.explain_change.sentences import build_verdict, describe_why

START = 0.713


def told(**points: float) -> pd.DataFrame:
    """An answer of `split_by_cause` in which each cause moved the share by so many points."""
    steps = [points.get(cause, 0) / 100 for cause in CAUSES]
    reached = [round(each, 6) for each in accumulate([START, *steps])]
    frame = {"cause": CAUSES, "share_before": reached[:-1], "share_after": reached[1:]}
    return pd.DataFrame(frame)


CASES = [
    (
        told(structure=-3.1, results=-1.1),
        "Tỷ lệ hoàn thành giảm 4,2 điểm so với kỳ 2025: trong đó 3,1 điểm do sắp xếp bộ máy,"
        " 1,1 điểm do kết quả.",
        "Chỉ 1,1 trong 4,2 điểm là giảm thật.",
    ),
    (
        told(structure=-3.1, results=0.6),
        "Tỷ lệ hoàn thành giảm 2,5 điểm so với kỳ 2025: giảm 3,1 điểm do sắp xếp bộ máy;"
        " bù lại tăng 0,6 điểm do kết quả.",
        "Không phải giảm thật: kết quả ở những nơi so được không giảm.",
    ),
    (
        told(results=-1.1),
        "Tỷ lệ hoàn thành giảm 1,1 điểm so với kỳ 2025: tất cả do kết quả.",
        "Giảm thật: kết quả ở những nơi so được giảm 1,1 điểm.",
    ),
    (
        told(rules=2, reporting=0.5, results=3),
        "Tỷ lệ hoàn thành tăng 5,5 điểm so với kỳ 2025: trong đó 3 điểm do kết quả,"
        " 2 điểm do quy định, phân công, gia hạn, 0,5 điểm do việc báo cáo.",
        "Chỉ 3 trong 5,5 điểm là tăng thật.",
    ),
    (
        told(structure=1, results=-1),
        "Tỷ lệ hoàn thành không đổi so với kỳ 2025: tăng 1 điểm do sắp xếp bộ máy;"
        " giảm 1 điểm do kết quả.",
        "Không tăng, không giảm.",
    ),
    (told(), "Tỷ lệ hoàn thành không đổi so với kỳ 2025.", "Không tăng, không giảm."),
]


@pytest.mark.parametrize(("causes", "sentence", "judged"), CASES)
def test_a_person_would_say_it_so(causes: pd.DataFrame, sentence: str, judged: str) -> None:
    words = words_in("vi")
    assert describe_why(causes, words, figure="completion", year=2025) == sentence
    assert build_verdict(causes, words) == judged


def test_what_is_read_adds_up_where_each_part_is_rounded() -> None:
    causes = told(structure=-0.25, rules=-0.25, results=-0.25)
    said = describe_why(causes, words_in("en"), figure="coverage", year=2025)
    assert said.startswith("Coverage of addresses fell by 0.7 points against 2025")
    parts = [float(word) for word in said.split(": ")[1].split() if word[0].isdigit()]
    assert sum(parts) == pytest.approx(0.7)
