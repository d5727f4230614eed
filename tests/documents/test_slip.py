"""The correction slip: the faulty rows alone, each fault at its cell; filled right and sent
back in, it mends just those rows."""

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine

from actions.returns.receive import Choices, receive
from documents.returns.slip import build_slip, list_slip_rows
from documents.returns.slip_lists import SlipLists
from intake.pipeline import Arrival
from locales.catalogues import LANGUAGES
from locales.words import words_in
from models.database import reading
from models.results import list_results
from models.snapshots import read_catalogue
from models.tasks import find_assignments_due
from tests.intake.builders import HEADINGS
from tests.province import BAD, CLERK, GOOD, NOW, TODAY, looked_at, received

FAULT = "F8B26A"


def slip(arrival: Arrival, language: str = "vi") -> Worksheet:
    """The sheet of the slip that is to be filled in."""
    return load_workbook(io.BytesIO(build_slip(arrival, words_in(language)))).worksheets[0]


def sent(form: Worksheet) -> bytes:
    """The slip as the sender saves it."""
    assert isinstance(form.parent, Workbook)
    kept = io.BytesIO()
    form.parent.save(kept)
    return kept.getvalue()


def place(form: Worksheet, heading: str) -> int:
    """The number of the column with this heading."""
    return [cell.value for cell in form[1]].index(heading) + 1


def lines(form: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in form.iter_rows()]


FAULTY = (
    "Dòng 4, cột Tỷ lệ (%): “140” không nằm trong 0–100. Hãy ghi tỷ lệ từ 0 đến 100; làm vượt kế "
    "hoạch thì ghi 100 và nói thêm ở Ghi chú."
)


def test_it_holds_the_faulty_rows_alone_as_they_were_sent(province: Engine) -> None:
    form = slip(looked_at(province, BAD).arrival)
    assert lines(form) == [
        ["Dòng trong tệp", *HEADINGS[:3], "Điều cần sửa", *HEADINGS[3:]],
        [4, "2026", "SYT", "KCB_LN", FAULTY, "in_progress", None, "140", "5", None, None],
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("vi", "không nằm trong 0–100"), ("en", "is not within 0–100")],
)
def test_the_faulty_cell_is_marked_and_says_what_is_wrong(
    province: Engine, language: str, sentence: str
) -> None:
    form = slip(looked_at(province, BAD).arrival, language)
    marked = [cell for cell in form[2] if str(cell.fill.fgColor.rgb).endswith(FAULT)]
    assert [cell.column for cell in marked] == [8]
    assert marked[0].comment is not None and sentence in marked[0].comment.text


def test_keys_are_locked_and_the_rest_may_be_typed_over(province: Engine) -> None:
    form = slip(looked_at(province, BAD).arrival)
    assert form.protection.sheet and not form.protection.password
    assert [cell.column for cell in form[2] if cell.protection.locked] == [1, 2, 3, 4, 5]


def test_a_row_whose_key_is_at_fault_can_be_mended(province: Engine) -> None:
    form = slip(looked_at(province, GOOD.replace(b"KCB_LN", b"KHONG_CO")).arrival)
    assert [cell.column for cell in form[2] if cell.protection.locked] == [1, 5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_right_and_sent_back_it_mends_just_those_rows(
    province: Engine, language: str
) -> None:
    received(province, BAD)
    form = slip(looked_at(province, BAD).arrival, language)
    form.cell(2, 8).value = 40
    seen = looked_at(province, sent(form), name="phieu-sua-loi.xlsx")
    assert seen.arrival.findings == ()
    assert seen.arrival.plan is not None
    assert (seen.arrival.plan.new, seen.arrival.plan.changed) == (1, 0)
    receive(province, seen, Choices(), actor=CLERK, now=NOW)
    with reading(province) as session:
        assert sorted(list_results(session, [2026], TODAY)["percent"]) == [40, 100, 100]


def test_sent_back_as_it_is_it_says_the_same_again(province: Engine) -> None:
    again = looked_at(province, sent(slip(looked_at(province, BAD).arrival)), name="slip.xlsx")
    assert [(one.code, one.row) for one in again.arrival.findings] == [
        ("value.percent_out_of_range", 2)
    ]
    assert lines(slip(again.arrival))[1][0] == 2  # the row of the file that was sent last


def test_money_counted_in_millions_stays_so(province: Engine) -> None:
    in_millions = BAD.replace(b"value_vnd", "Trị giá (triệu đồng)".encode()).replace(
        b",140,5,,", b",140,5,7,"
    )
    form = slip(looked_at(province, in_millions).arrival)
    form.cell(2, place(form, "Tỷ lệ (%)")).value = 40
    again = looked_at(province, sent(form), name="slip.xlsx").arrival
    assert again.plan is not None and again.plan.writes["value_vnd"].tolist() == [7_000_000]


def test_nothing_by_which_a_person_is_told_comes_back(province: Engine) -> None:
    named = BAD.replace(b",note", ",Họ và tên".encode()).replace(b",140,5,,", b",140,5,,Someone")
    form = slip(looked_at(province, named).arrival)
    assert not [cell for line in lines(form) for cell in line if cell in ("Someone", "Họ và tên")]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+84", "-x", "=cmd|' /C calc'!A0", "a\x0bb"])
def test_what_a_sender_wrote_is_never_run(province: Engine, text: str) -> None:
    note = f',"{text}"\n'.encode()
    form = slip(looked_at(province, BAD.replace(b",140,5,,\n", b",140,5," + note)).arrival)
    cell = form.cell(2, place(form, "Ghi chú"))
    assert (cell.data_type, cell.value) == ("s", text.replace("\x0b", " "))


def test_a_column_that_the_file_lacks_is_there_to_be_filled(province: Engine) -> None:
    addresses = b"code,commune_code,surveyed_on\nA-1,01273,01/02/2026\n"
    received(province, addresses, name="addresses.csv")
    supports = (
        b"address_code,supporter_unit_code,kind,form,given_on\nA-1,,regular,goods,01/03/2026\n"
    )
    arrival = looked_at(province, supports, name="supports.csv").arrival
    assert [one.code for one in arrival.findings if one.severity == "error"] == [
        "row.supporter_missing"
    ]
    assert "Tên tổ chức, nhà hảo tâm" in lines(slip(arrival))[0]


def test_days_and_codes_stay_what_they_were(province: Engine) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Mã địa chỉ", "Mã xã, phường", "Số nhân khẩu", "Ngày khảo sát"])
    sheet.append(["A-1", "01273", "nhiều", date(2026, 3, 2)])
    form = slip(looked_at(province, sent(sheet), name="addresses.xlsx").arrival)
    code, size, day = (
        form.cell(2, place(form, name))
        for name in ("Mã xã, phường", "Số nhân khẩu", "Ngày khảo sát")
    )
    assert (code.value, code.number_format) == ("01273", "@")
    assert size.comment is not None
    assert day.is_date and day.number_format == "DD/MM/YYYY"


def test_a_sound_file_needs_none(province: Engine) -> None:
    arrival = looked_at(province, GOOD).arrival
    assert list_slip_rows(arrival) == []
    with pytest.raises(RuntimeError):
        build_slip(arrival, words_in("vi"))


def test_of_two_rows_about_the_same_thing_one_is_cleared(province: Engine) -> None:
    twice = GOOD + b"2026,SYT,KCB_LN,in_progress,,60,5,,\n"
    form = slip(looked_at(province, twice).arrival)
    assert [line[0] for line in lines(form)[1:]] == [4, 5]
    for cell in [*form[2][1:4], *form[2][5:]]:
        assert not cell.protection.locked
        cell.value = None
    again = looked_at(province, sent(form), name="slip.xlsx").arrival
    assert again.plan is not None and again.plan.writes["percent"].tolist() == [60]


def test_it_prints_on_a_page_with_what_to_correct_beside_the_keys(province: Engine) -> None:
    form = slip(looked_at(province, BAD).arrival)
    assert form.page_setup.orientation == "landscape"
    assert form.sheet_properties.pageSetUpPr.fitToPage and form.page_setup.fitToHeight == 0
    assert form.print_title_rows == "$1:$1" and "$K$2" in form.print_area
    assert form.freeze_panes == "E2"
    assert "syt.csv" in form.oddHeader.left.text


def lists_of(engine: Engine, own_unit: str | None = None) -> SlipLists:
    with reading(engine) as session:
        return SlipLists(
            read_catalogue(session, None), find_assignments_due(session, [2026]), own_unit
        )


def explained(content: bytes) -> list[list[object]]:
    return lines(load_workbook(io.BytesIO(content)).worksheets[1])


def test_the_codes_of_the_units_tasks_are_listed(province: Engine) -> None:
    arrival = looked_at(province, BAD).arrival
    told = explained(build_slip(arrival, words_in("vi"), lists_of(province)))
    assert ["Nhiệm vụ của Sở Y tế: mã và tên", None] in told
    assert "KCB_LN" in [line[0] for line in told] and "SYT" not in [line[0] for line in told]


def test_the_codes_of_units_are_listed_where_one_is_at_fault(province: Engine) -> None:
    arrival = looked_at(province, BAD.replace(b"SYT,KCB", b"SXX,KCB")).arrival
    told = explained(build_slip(arrival, words_in("vi"), lists_of(province)))
    assert ["SYT", "Sở Y tế"] in told and len(told) > 70
    own = explained(build_slip(arrival, words_in("vi"), lists_of(province, "SYT")))
    assert [line for line in own if line[0] in ("SYT", "SCT")] == [["SYT", "Sở Y tế"]]


def test_the_second_sheet_is_never_taken_for_a_return(province: Engine) -> None:
    arrival = looked_at(province, BAD.replace(b"SYT,KCB", b"SXX,KCB")).arrival
    book = load_workbook(io.BytesIO(build_slip(arrival, words_in("vi"), lists_of(province))))
    again = looked_at(province, sent(book.worksheets[0]), name="slip.xlsx").arrival
    assert [one.code for one in again.findings] == [
        "register.unit_unknown",
        "value.percent_out_of_range",
    ]


def test_the_slip_of_a_file_without_a_column_of_units_names_its_sender(province: Engine) -> None:
    unnamed = BAD.replace(b"unit_code,", b"").replace(b"SYT,", b"")
    arrival = looked_at(province, unnamed, name="so-y-te.csv").arrival
    content = build_slip(arrival, words_in("vi"))
    form = load_workbook(io.BytesIO(content)).worksheets[0]
    assert form.cell(2, place(form, "Mã đơn vị")).value == "SYT"
    mended = looked_at(province, content, name="phieu.xlsx").arrival
    assert mended.rows is not None
    assert mended.rows.headers.sender_field is None
