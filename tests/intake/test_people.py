"""A file of people becomes rows that know their places, in whichever way it was written."""

import io

import pytest
from openpyxl import Workbook

from intake.people import PeopleFile, read_people
from intake.tables import Faulty, Unreadable, Upload
from locales.people import list_known_headings

HEADINGS = ("Họ và tên", "Tên đăng nhập", "Vai trò", "Mã đơn vị", "Thư điện tử")
LAN = ("Nông Thị Lan", "lan", "Văn thư", "", "lan@example.vn")


def build_workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    form = book.worksheets[0]
    for row in rows:
        form.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def read(content: bytes, name: str = "nguoi.xlsx") -> PeopleFile:
    return read_people(Upload(name, content), list_known_headings())


@pytest.mark.parametrize(
    "content",
    [
        build_workbook(HEADINGS, LAN),
        build_workbook(("Danh sách người dùng",), (), HEADINGS, LAN),
        "Họ và tên;Tên đăng nhập;Vai trò;Mã đơn vị;Thư điện tử\n"
        "Nông Thị Lan;lan;Văn thư;;lan@example.vn\n".encode(),
        build_workbook(("Full name", "Sign-in name", "Role", "Unit code", "E-mail"), LAN),
        build_workbook(("HO TEN", "tai khoan", "quyen", "don vi", "Email"), LAN),
    ],
    ids=["as the template", "under a title", "csv", "english", "other spellings"],
)
def test_it_is_read_in_any_usual_form(content: bytes) -> None:
    (row,) = read(content).rows
    assert row.cells == {
        "name": "Nông Thị Lan",
        "code": "lan",
        "role": "Văn thư",
        "email": "lan@example.vn",
    }


def test_rows_know_their_numbers_and_blank_ones_are_none() -> None:
    found = read(build_workbook(HEADINGS, LAN, (), ("", "", "", "", ""), LAN))
    assert [row.number for row in found.rows] == [2, 5]


def test_columns_that_are_none_of_ours_are_named_and_number_no_row() -> None:
    found = read(build_workbook(("STT", "Số điện thoại", *HEADINGS), (1, "", *LAN), (2,)))
    assert found.unread == ("STT", "Số điện thoại")
    assert len(found.rows) == 1


def test_what_nobody_sees_is_taken_out_and_said() -> None:
    found = read(build_workbook(HEADINGS, ("Lan", "la\u200bn", "Văn thư")))
    assert found.rows[0].cells["code"] == "lan"
    (remark,) = found.remarks
    assert (remark.code, remark.row, remark.column) == (
        "value.unseen_letters",
        2,
        "B (Tên đăng nhập)",
    )


def test_a_formula_without_result_holds_no_value() -> None:
    cell = read(build_workbook(HEADINGS, ("Lan", "=LOWER(A2)", "Văn thư"))).rows[0].cells["code"]
    assert isinstance(cell, Faulty)


def test_without_headings_there_are_none() -> None:
    assert not read(build_workbook(LAN, LAN)).headings


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04 broken"])
def test_what_is_no_table_cannot_be_read(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(content)


def test_of_a_far_too_long_file_no_more_is_read_than_may_be() -> None:
    line = "Nông Thị Lan;lan;Văn thư;;lan@example.vn\n"
    with pytest.raises(Unreadable) as unreadable:
        read((";".join(HEADINGS) + "\n" + line * 100_000).encode(), "nguoi.csv")
    assert unreadable.value.finding.code == "file.too_many_rows"
