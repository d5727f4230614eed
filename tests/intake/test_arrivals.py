"""Any file an agency sends: the same values whatever wrote it, and never a crash."""

import io
import string
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.headers.layouts import RESULTS
from intake.pipeline import Arrival, build_refusal, detect_layout, validate_upload
from intake.tables import MOST_BYTES, Unreadable, Upload
from tests.indicators.tables import shown
from tests.intake.files import text_file, workbook
from tests.intake.register import arrival, arrived, references, said

FEW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TASKS = [("SYT", "HM_DK"), ("SYT", "TET_SUAT"), ("STC", "HM_DK"), ("01273", "KH_DP")]
KEPT = ["assignment_id", "status", "done_on", "percent", "quantity", "value_vnd", "note"]
ASSIGNED = {("SYT", "HM_DK"): 101, ("SYT", "TET_SUAT"): 102, ("STC", "HM_DK"): 201,
            ("01273", "KH_DP"): 303}  # fmt: skip
WORDS = st.sampled_from(["góp", "quỹ", "gạo, muối", "đợt 2", 'xã "Hòa An"', "áo; chăn", "từ 1/7"])
NOTES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)

Result = tuple[str, date | None, int, int, int, str]
RESULT = st.tuples(
    st.sampled_from(["done", "in_progress", "not_started"]),
    st.none() | st.dates(date(2025, 12, 15), date(2026, 12, 10)),
    st.integers(0, 100),
    st.integers(0, 999),
    st.integers(0, 999),
    NOTES,
)


def examined_safely(content: bytes) -> Arrival:
    upload = Upload("a.csv", content)
    try:
        return validate_upload(upload, detect_layout(upload), references())
    except Unreadable as fault:
        return build_refusal(upload, fault)


@FEW
@given(
    results=st.lists(RESULT, min_size=4, max_size=4),
    delimiter=st.sampled_from([",", ";", "\t"]),
    language=st.sampled_from(["name", "vi", "en"]),
    mark=st.booleans(),
)
def test_what_was_written_comes_back_from_every_dialect(
    results: list[Result], delimiter: str, *, language: str, mark: bool
) -> None:
    heading = [str(getattr(field, language)) for field in RESULTS.fields]
    rows = [
        ["2026", *task, status, f"{day:%d/%m/%Y}" if day else "", *figures]
        for task, (status, day, *figures) in zip(TASKS, results, strict=True)
    ]
    came = arrival(text_file([heading, *rows], delimiter=delimiter, mark=mark))
    assert came.plan is not None
    assert shown(came.plan.writes, KEPT) == [
        (ASSIGNED[task], *result) for task, result in zip(TASKS, results, strict=True)
    ]


@FEW
@given(st.permutations(range(4)), st.lists(RESULT, min_size=4, max_size=4))
def test_the_order_of_rows_does_not_matter(order: list[int], results: list[Result]) -> None:
    heading = [field.name for field in RESULTS.fields]
    rows = [
        ["2026", *task, status, f"{day:%d/%m/%Y}" if day else "", *figures]
        for task, (status, day, *figures) in zip(TASKS, results, strict=True)
    ]
    first = arrival(text_file([heading, *rows]))
    second = arrival(text_file([heading, *(rows[place] for place in order)]))
    assert first.plan is not None
    assert second.plan is not None
    assert sorted(shown(first.plan.writes, KEPT)) == sorted(shown(second.plan.writes, KEPT))
    assert sorted(code for code, _, _ in said(first)) == sorted(code for code, _, _ in said(second))


@FEW
@given(st.binary(max_size=300))
def test_random_bytes_are_read_or_refused(content: bytes) -> None:
    came = examined_safely(content)
    assert came.plan is not None or came.outcome in ("refuse", "nothing")


CELLS = st.sampled_from(
    ["", " ", "-", "0", "2026", "SYT", "HM_DK", "done", "xóa", "1.234", "1,2 tỷ", "nan", "=1+1"]
) | st.text(alphabet=string.printable + "ăđơưạ\u200b\ufeff", max_size=8)


@FEW
@given(
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=9), min_size=1, max_size=6),
    headers=st.booleans(),
)
def test_random_cells_under_known_headings_are_read_or_told(
    rows: list[list[str]], *, headers: bool
) -> None:
    above = [[field.name for field in RESULTS.fields]] if headers else []
    came = examined_safely(text_file([*above, *rows]))
    assert came.plan is not None or came.outcome in ("refuse", "nothing")
    assert all(row is None or row >= 1 for _, row, _ in said(came))


NUMBERS = st.integers(-(10**16), 10**16) | st.floats() | st.booleans() | st.dates()


@FEW
@given(st.lists(st.lists(NUMBERS, min_size=6, max_size=6), min_size=1, max_size=4))
def test_random_numbers_and_days_in_a_workbook_are_read_or_told(rows: list[list[object]]) -> None:
    fields = ["status", "done_on", "percent", "quantity", "value_vnd", "note"]
    named = [["2026", *TASKS[place], *row] for place, row in enumerate(rows)]
    content = workbook({"KQ": [["period", "unit_code", "task_code", *fields], *named]})
    came = examined_safely(content)
    assert came.plan is not None or came.outcome in ("refuse", "nothing")


def test_the_same_rows_as_text_and_as_workbook_are_the_same_changes() -> None:
    head = ["period", "unit_code", "task_code", "status", "done_on", "quantity"]
    as_text = arrival(text_file([head, ["2026", "SYT", "HM_DK", "done", "01/12/2026", "12,5"]]))
    typed = [2026, "SYT", "HM_DK", "done", date(2026, 12, 1), 12.5]
    as_book = arrival(workbook({"KQ": [head, typed]}))
    assert as_text.plan is not None
    assert as_book.plan is not None
    assert shown(as_text.plan.writes, KEPT) == shown(as_book.plan.writes, KEPT)


def test_a_total_row_at_the_foot_is_passed_over() -> None:
    came = arrived("period,unit_code,task_code,status\n2026,SYT,HM_DK,done\nTổng cộng,,,5\n")
    assert said(came) == [("row.passed_over", 3, None)]
    assert came.plan is not None
    assert (came.plan.new, came.plan.left) == (1, 0)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("(1),(2),(3),(4)", [("row.passed_over", 2, None)]),
        (",,(3),(4)", []),  # two cells may be what somebody wrote: it is a row, with its faults
    ],
)
def test_a_line_that_numbers_the_columns_is_passed_over_and_no_shorter_one(
    numbers: str, expected: list[tuple[str, int, None]]
) -> None:
    came = arrived(f"period,unit_code,task_code,status\n{numbers}\n2026,SYT,HM_DK,done\n")
    assert [one for one in said(came) if one[0] == "row.passed_over"] == expected
    assert came.plan is not None
    assert (came.plan.new, came.plan.left) == (1, 0 if expected else 1)


def test_headings_without_rows_are_refused() -> None:
    assert [code for code, _, _ in said(arrived("period,unit_code,task_code\n"))] == [
        "file.no_rows"
    ]


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(Unreadable) as refusal:
        detect_layout(Upload("a.csv", io.BytesIO(b"x" * (MOST_BYTES + 1)).getvalue()))
    assert refusal.value.finding.code == "file.too_large"
