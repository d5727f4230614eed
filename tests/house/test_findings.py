"""Every finding code has a sentence in both languages and a broken file that causes it; every
refusal has a sentence; every column of a form is explained and its choices read back."""

import ast
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from sqlalchemy import Engine

from actions.erasure.erase import erase
from actions.returns.receive import Letter, preview_file, preview_sheets
from intake.cells.marks import NIL_WORDS, Mark
from intake.findings import CODES, NOTHING_SAID, Finding, Outcome, Severity
from intake.headers.choices import build_spelling_table
from intake.headers.layouts import LAYOUTS, Field, Layout
from intake.tables import Upload
from intake.text.normalisation import normalise_text
from locales.catalogues import LANGUAGES, read_sentences
from locales.findings import build_finding_sentence, label_choice
from locales.words import format_fact, words_in
from models import ConfirmedSpelling, Ground, Period
from models.database import open_database, reading, writing
from models.settings import renew_catalogue_token
from models.soundness import POSTGRESQL_FAULTS, SQLITE_FAULTS, STOPPING
from models.units import UnitAlias, list_units
from tests.intake.broken import (
    ADDRESSES,
    BROKEN,
    GOOD_ADDRESS,
    GOOD_SUPPORT,
    RESULTS,
    SUPPORTS,
    lines,
    result,
)
from tests.province import CLERK, NOW, OFFICER, TODAY, received

HOUSE = Path(__file__).parent.parent.parent
FIELDS = [(layout, field) for layout in LAYOUTS for field in layout.fields]
TOLD_AN_OFFICER = {
    "register.unit_of_another",
    "register.address_to_confirm",
    "file.sender_own",
}
CONFIRMED = (
    ("results.task_code", "hien mau cua nganh", "HM_TV"),
    ("results.status", "on ca", "done"),
)
PEERS = [
    ["2025", code, "QT_LUOT", "done", "", "", "100"] for code in ("SNV", "STC", "SXD", "SCT", "STP")
]
OF_TWO_SHEETS = {"table.written_twice"}
PLACED = ("{row", "{column")
Found = tuple[list[Finding], Layout | None, Outcome]


@pytest.fixture(scope="module")
def register(province_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The catalogue, addresses DC-1 and DC-8, DC-5 ended, what may be a twin, DC-7 erased, what
    BROKEN says is stored, a published year, what PEERS reported, one that has not begun, a spelling
    that two communes share, and CONFIRMED."""
    copied = shutil.copy(province_template, tmp_path_factory.mktemp("register"))
    opened = open_database(f"sqlite:///{copied}")
    received(opened, lines(ADDRESSES, ["DC-1", *GOOD_ADDRESS[1:]])())
    received(opened, lines(ADDRESSES, ["DC-8", *GOOD_ADDRESS[1:]])())
    received(opened, lines(ADDRESSES, ["DC-7", *GOOD_ADDRESS[1:]])())
    needy = ["DC-6", "01279", "Xóm 6", "5", *GOOD_ADDRESS[4:], "food"]
    received(opened, lines([*ADDRESSES, "needs"], needy)())
    ended = ["DC-5", *GOOD_ADDRESS[1:-1], "closed", "01/04/2026"]
    received(opened, lines([*ADDRESSES, "closed_on"], ended)())
    erase(opened, "DC-7", Ground.REQUESTED, actor=CLERK, now=NOW)
    received(opened, lines(SUPPORTS, GOOD_SUPPORT, [*GOOD_SUPPORT[:-1], "09/05/2026"])())
    gift = ["DC-1", "", "Công ty TNHH Hòa Bình", *GOOD_SUPPORT[3:], "500000"]
    received(opened, lines([*SUPPORTS, "value_vnd"], gift)())
    for year in ("2024", "2025"):
        received(opened, result(period=year, done_on="", quantity="12")())
    received(opened, BROKEN["file.same_again"].content())
    received(opened, lines(RESULTS, *PEERS)())
    with reading(opened) as session:
        communes = list_units(session).query("level == 'commune' and valid_to.isna()")
    with writing(opened) as session:
        renew_catalogue_token(session)
        for field, spelling, meaning in CONFIRMED:
            facts = {"batch_id": 1, "confirmed_by": "t", "confirmed_at": NOW}
            kept = ConfirmedSpelling(field=field, spelling=spelling, meaning=meaning, **facts)
            session.add(kept)
        session.get_one(Period, 2024).closed_at = NOW
        begins, ends = date(2027, 12, 15), date(2028, 12, 14)
        session.add(Period(year=2028, data_from=begins, data_to=ends, last_day=ends))
        for unit_id in communes["unit_id"].head(2):
            session.add(
                UnitAlias(
                    spelling="hai noi", unit_id=int(unit_id), confirmed_by="t", confirmed_at=NOW
                )
            )
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def cases(register: Engine) -> Mapping[str, Found]:
    """Each broken file, examined once."""
    return {code: found(register, code) for code in CODES}


def found(engine: Engine, code: str) -> Found:
    """What the broken file of `code` is found to have."""
    broken = BROKEN[code]
    sender = OFFICER if code in TOLD_AN_OFFICER else CLERK
    letter = Letter(TODAY, sender="SYT" if code == "file.sender_given" else None)
    upload = Upload(broken.name, broken.content())
    if code in OF_TWO_SHEETS:
        seen = preview_sheets(engine, upload, letter, actor=sender)[-1]
    else:
        seen = preview_file(engine, upload, letter, actor=sender)
    layout = seen.arrival.rows.headers.layout if seen.arrival.rows else None
    return [one for one in seen.arrival.findings if one.code == code], layout, seen.arrival.outcome


def test_every_code_has_a_broken_file() -> None:
    assert set(BROKEN) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_broken_file_is_found_at_its_cell(cases: Mapping[str, Found], code: str) -> None:
    met, _, outcome = cases[code]
    assert [(one.row, one.column) for one in met][:1] == [(BROKEN[code].row, BROKEN[code].column)]
    expected = {
        Severity.REFUSE: {Outcome.NOTHING if code in NOTHING_SAID else Outcome.REFUSE},
        Severity.ERROR: {Outcome.ROWS},
        Severity.ASK: {Outcome.ASK},
    }
    assert outcome in expected.get(CODES[code], set(Outcome) - {Outcome.REFUSE, Outcome.ROWS})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_the_sentence_names_the_cell_and_leaves_no_fact_open(
    cases: Mapping[str, Found], code: str, language: str
) -> None:
    met, layout, _ = cases[code]
    told = build_finding_sentence(met[0], words_in(language), layout=layout)
    assert not re.search(r"[{}]|\bNone\b|\bnan\b|“”", told)
    missing = format_fact(None, language)
    template = "".join(read_sentences(language)[f"finding.{code}"])
    assert missing not in re.sub("“[^”]*”", "", told) or missing in template
    if BROKEN[code].row is not None and "{row" in read_sentences(language)[f"finding.{code}"][0]:
        assert re.search(rf"(?i)\b(dòng|row) {BROKEN[code].row}\b", told)


@pytest.mark.parametrize("code", CODES)
def test_both_languages_use_the_same_facts(code: str) -> None:
    used = [facts_of(read_sentences(language)[f"finding.{code}"][0]) for language in LANGUAGES]
    assert used[0] == used[1]


def test_every_cell_fault_says_its_place() -> None:
    for code in CODES:
        if code.startswith(("value.", "register.")):
            said = read_sentences("vi")[f"finding.{code}"][0]
            assert all(place in said for place in PLACED), code


def test_a_finding_reads_as_a_person_would_say_it(cases: Mapping[str, Found]) -> None:
    sentences = {
        "value.percent_out_of_range": "Dòng 2, cột Tỷ lệ (%): “140” không nằm trong 0–100. "
        "Hãy ghi tỷ lệ từ 0 đến 100; làm vượt kế hoạch thì ghi 100 và nói thêm ở Ghi chú.",
        "value.number_ambiguous": "Dòng 2, cột Số lượng: “1.234” có dấu ngăn cách có thể hiểu hai "
        "cách: ngăn hàng nghìn hoặc ngăn phần lẻ. Được hiểu là ngăn hàng nghìn, bằng 1234. Nếu "
        "đúng, hãy xác nhận; nếu không, hãy ghi lại số, viết liền các chữ số, ví dụ 1250.",
        "row.done_below_hundred": "Dòng 2, cột Tỷ lệ (%): tình trạng ghi hoàn thành nhưng tỷ lệ "
        "là 40%. Nếu đã xong, hãy ghi 100; nếu chưa, hãy chọn tình trạng Đang thực hiện.",
        "file.missing_columns": "Thiếu cột bắt buộc: Mã nhiệm vụ. Hãy thêm cột này, hoặc sửa tiêu "
        "đề của cột cho đúng như biểu mẫu, rồi gửi lại.",
        "register.not_assigned": "Dòng 2, cột Mã nhiệm vụ: nhiệm vụ “KH_DP” (Xây dựng kế hoạch "
        "triển khai Chỉ thị 18 tại địa phương) không giao cho Sở Y tế trong kỳ 2026. Hãy sửa mã "
        "nhiệm vụ hoặc mã đơn vị; biểu mẫu trống của đơn vị có đủ các nhiệm vụ được giao.",
        "register.unit_abolished": "Dòng 2, cột Mã xã, phường: vào thời gian này không còn đơn vị "
        "“01267”. Đơn vị tiếp nhận: 01273 – Phường Thục Phán. Hãy ghi mã của đơn vị đó.",
        "row.day_outside_period": "Dòng 2, cột Ngày hoàn thành: ngày 01/12/2024 nằm ngoài kỳ 2026 "
        "(15/12/2025 – 14/12/2026). Hãy sửa ngày, hoặc sửa năm của kỳ.",
        "value.not_whole": "Dòng 2, cột Số nhân khẩu: “3,5” có phần lẻ, mà nội dung này đếm theo "
        "số nguyên. Hãy ghi 3 hoặc 4.",
        "table.same_row": "Dòng 3 giống hệt dòng 2 nên chỉ được tính một lần.",
        "row.ends_before_start": "Dòng 2, cột Đến ngày: ngày 01/04/2026 ở trước ngày bắt đầu "
        "(01/05/2026). Hãy sửa một trong hai ngày.",
    }
    for code, expected in sentences.items():
        met, layout, _ = cases[code]
        assert build_finding_sentence(met[0], words_in("vi"), layout=layout) == expected


REFUSALS = {"Refused", "Unavailable", "refuse", "__init__"}


def list_codes_raised() -> set[str]:
    """Every code that a refusal is given in the code, either of two too (`A if … else B`)."""
    layers = ("actions", "cli", "documents", "pages", "server", "sample_data", "models")
    calls = [
        call
        for layer in layers
        for path in (HOUSE / layer).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and call.args
    ]
    given = [call.args[0] for call in calls if name_of(call.func) in REFUSALS]
    given += [
        branch for one in given if isinstance(one, ast.IfExp) for branch in (one.body, one.orelse)
    ]
    return {
        one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def name_of(called: ast.expr) -> str:
    """What is called, without the object it is of."""
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_a_sentence(language: str) -> None:
    codes = list_codes_raised() | {*SQLITE_FAULTS.values(), *POSTGRESQL_FAULTS.values(), *STOPPING}
    assert {"swap_failed", "database_in_use", "other_office"} <= codes
    assert {f"refusal.{code}" for code in codes} <= words_in(language).keys()
    assert {f"stopped.{code}" for code in STOPPING} <= words_in(language).keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("layout", "field"), FIELDS, ids=lambda one: one.name)
def test_every_column_is_explained_and_its_choices_read_back(
    layout: Layout, field: Field, language: str
) -> None:
    words = words_in(language)
    assert words.knows(f"field.{layout.name}.{field.name}.help")
    known = build_spelling_table(field.choices)
    for choice in field.choices:
        assert known[normalise_text(label_choice(field, choice, words))] == choice


@pytest.mark.parametrize("language", LANGUAGES)
def test_severities_outcomes_and_marks_have_words(language: str) -> None:
    words = words_in(language)
    assert all(words.knows(f"severity.{one}") for one in Severity)
    assert all(words.knows(f"outcome.{one}") for one in Outcome)
    assert all(words.knows(f"mark.{one.name.lower()}") for one in Mark)
    assert normalise_text(words.say("choice.status.nil")) in NIL_WORDS


def facts_of(template: str) -> set[str]:
    """The facts that a sentence asks for."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}
