"""Báo cáo tổng hợp, as the secretariat reads it; its figures are the screens' own."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from actions.permissions import Actor
from documents.yearly import Known, YearlyReport, figures_of
from documents.yearly_recipients import code_of, recipient_asked, recipients
from locales.catalogues import LANGUAGES
from locales.words import words_in
from models import UserRole
from models.database import reading
from models.settings import data_version
from pages.parts.visit import Structure, Visit
from pages.report.yearly_made import recipients_of, report_of
from pages.watch.overview_figures import of_overview
from pages.watch.standing import standing
from tests.pages.watching import TODAY, fill, opened, written

LONG = "Sở " + "Nghiêng Ngả " * 17


def visit(engine: Engine, as_of: date = TODAY) -> Visit:
    """A clerk's visit to 2026."""
    with reading(engine) as session:
        version = data_version(session)
    return Visit(
        engine=engine,
        actor=Actor("x", UserRole.SECRETARIAT),
        words=words_in("vi"),
        today=TODAY,
        year=2026,
        as_of=as_of,
        structure=Structure.THEN,
        version=version,
        sample=True,
        years=(2025, 2026),
        now=datetime(2026, 12, 20, 3, 0, tzinfo=UTC),
    )


def reports(engine: Engine) -> list[YearlyReport]:
    """The report to each recipient."""
    looks = visit(engine)
    return [report_of(looks, one) for one in recipients_of(looks)]


def test_the_main_figures_are_the_overviews(engine: Engine) -> None:
    fill(engine)
    looks = visit(engine)
    shown = [one.value for one in of_overview(looks, standing(looks, (2025, 2026)))]
    for report in reports(engine):
        told = figures_of(report)
        received = f"{told['received'].text} / {told['reports_owed'].text}"
        names = ("completion", "coverage", "addresses_nobody")
        assert [received, *(told[name].text for name in names)] == shown


def test_the_two_reports_tell_the_same_figures(engine: Engine) -> None:
    fill(engine)
    first, second = (figures_of(report) for report in reports(engine))
    assert {key: first[key].value for key in first.keys() & second.keys()} == {
        key: second[key].value for key in first.keys() & second.keys()
    }
    assert len(first.keys() & second.keys()) > 50


def test_small_counts_of_a_commune_are_hidden(engine: Engine) -> None:
    fill(engine)
    told = figures_of(reports(engine)[0])
    assert told["addresses|commune=X1"].known == Known.HIDDEN
    assert told["addresses|commune=X3"].known == Known.MISSING


def test_the_same_data_give_the_same_report(engine: Engine) -> None:
    fill(engine)
    assert reports(engine) == reports(engine)


@pytest.mark.parametrize("role", [UserRole.SECRETARIAT, UserRole.LEADER])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_opens(engine: Engine, language: str, role: UserRole) -> None:
    fill(engine)
    app = opened(engine, "yearly", role=role, language=language)
    assert "Sở Xây dựng" in written(app)
    assert len(app.get("download_button")) == 3


def test_it_says_what_is_open_before_it_is_signed(engine: Engine) -> None:
    fill(engine)
    said = written(opened(engine, "yearly", role=UserRole.SECRETARIAT))
    assert "2 báo cáo quá hạn chưa nhận" in said
    assert "1 báo cáo đã trả lại, chưa gửi lại" in said
    assert "1 xã, phường chưa có sổ địa chỉ nhân đạo" in said


@pytest.mark.parametrize(
    ("setting", "codes"),
    [
        ("Tỉnh ủy", ["tinh-uy"]),
        ("A & B <x> | trung-uong", ["a-b-x"]),
        ("\n".join(["Một", "Hai", "Ba", "Bốn", "Năm", "Một"]), ["mot", "hai", "ba", "bon", "nam"]),
    ],
)
def test_recipients_are_the_lines_of_the_setting(setting: str, codes: list[str]) -> None:
    told = recipients({"paper.report_recipients": setting}, words_in("vi"))
    assert [one.code for one in told] == codes


def test_a_long_name_has_a_short_code_of_its_own() -> None:
    assert len(code_of(LONG)) <= 40
    assert code_of(LONG) != code_of(LONG + "x")


def test_a_recipient_is_found_by_its_template_or_the_beginning_of_its_code() -> None:
    told = recipients({}, words_in("vi"))
    assert [recipient_asked(told, asked) for asked in ("tinh", "uy-ban", "1", "")] == [
        told[1],
        told[1],
        told[0],
        None,
    ]
