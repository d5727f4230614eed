"""The register of statuses: typed, ready for printing, and no text of it is ever run."""

from dataclasses import replace
from datetime import datetime

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine

from documents.open_data.registers import YearData
from documents.open_data.supervision import build_supervision_book
from locales.catalogues import LANGUAGES
from locales.words import words_in
from tests.documents.registered import book, registered
from tests.documents.reports import HOSTILE


def rows(sheet: Worksheet) -> dict[object, list[object]]:
    """The rows beneath the headings, by their first cell."""
    return {row[0]: list(row[1:]) for row in sheet.iter_rows(min_row=2, values_only=True)}


def test_each_report_has_its_state_its_days_and_its_day(engine: Engine) -> None:
    told = rows(book(registered(engine))["Báo cáo phải gửi"])
    assert told["SXD"][5:7] == ["Quá hạn, chưa nhận", 6]
    assert told["STC"][5:7] == ["Đã nhận quá hạn", 2]
    assert told["SYT"][8] == datetime(2026, 12, 5)
    assert told["MTTQ"][5:7] == ["Được đề nghị, chưa gửi", None]
    assert told["X3"][4] == "Được gia hạn"


def test_each_result_has_one_of_the_official_states(engine: Engine) -> None:
    sheet = book(registered(engine))["Kết quả nhiệm vụ"]
    states = {row[8] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert {"Hoàn thành đúng hạn", "Đang thực hiện quá hạn", "Chưa báo cáo"} <= states


def test_the_matrix_tells_reported_from_not_asked(engine: Engine) -> None:
    told = rows(book(registered(engine))["Đơn vị × nhiệm vụ"])
    assert told["Sở Y tế"] == ["●", "◌"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sheet_prints_across_a4_with_its_headings(engine: Engine, language: str) -> None:
    cover, *sheets = book(registered(engine), language).worksheets
    assert cover.page_setup.orientation == "landscape"
    for sheet in sheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.freeze_panes in {"A2", "B2"}
        assert sheet.auto_filter.ref == sheet.dimensions


def test_the_cover_says_of_when_and_that_it_is_made_up(engine: Engine) -> None:
    of = registered(engine)
    told = [cell for row in book(replace(of, sample=True)).worksheets[0].values for cell in row]
    assert "SỐ LIỆU MINH HỌA – không phải số liệu thật" in told
    assert "từ 15/12/2025 đến 14/12/2026" in told
    assert datetime(2026, 12, 20) in told
    real = [cell for row in book(of).worksheets[0].values for cell in row]
    assert "SỐ LIỆU MINH HỌA – không phải số liệu thật" not in real


def hostile(of: YearData) -> YearData:
    """The same with every unit's name hostile."""
    duties = of.known.duties
    units = duties.catalogue.units
    names = [HOSTILE[place % len(HOSTILE)] for place in range(len(units))]
    changed = replace(duties.catalogue, units=units.assign(name_vi=names, short_vi=names))
    return replace(of, known=replace(of.known, duties=replace(duties, catalogue=changed)))


def test_no_text_becomes_a_formula(engine: Engine) -> None:
    opened = book(hostile(registered(engine)))
    kinds = {cell.data_type for sheet in opened for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert HOSTILE[3] in {cell for row in opened.worksheets[1].values for cell in row}


def test_the_same_data_give_the_same_bytes(engine: Engine) -> None:
    of = registered(engine)
    assert build_supervision_book(of, words_in("vi")) == build_supervision_book(
        replace(of), words_in("vi")
    )
