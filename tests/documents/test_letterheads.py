"""The letterhead: what is set, else what the facts say, else nothing."""

from sqlalchemy import Engine

from actions.settings import set_value
from documents.printing.letterheads import PARTS, PREFIX, build_letterhead, find_setting_lines
from locales.words import words_in
from models.database import reading
from models.settings import read_settings_under
from tests.province import CLERK, NOW

WORDS = words_in("vi")


def test_what_nobody_knows_is_left_open() -> None:
    head = build_letterhead({}, WORDS)
    assert (head.body, head.place) == ("Hội Chữ thập đỏ tỉnh Cao Bằng", "Cao Bằng")
    assert (head.superior, head.abbreviation, head.signer_name, head.signer_offices) == (
        *("", "", ""),
        (),
    )


def test_a_setting_stands_before_the_default_even_when_empty(engine: Engine) -> None:
    set_value(engine, "paper.place", "", actor=CLERK, now=NOW)
    set_value(engine, "paper.signer_offices", "KT. CHỦ TỊCH\n PHÓ CHỦ TỊCH\n", actor=CLERK, now=NOW)
    set_value(engine, "papers", "khác", actor=CLERK, now=NOW)
    with reading(engine) as session:
        kept = read_settings_under(session, PREFIX)
    assert set(kept) == {"paper.place", "paper.signer_offices"}
    head = build_letterhead(kept, WORDS)
    assert (head.place, head.signer_offices) == ("", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))


def test_the_report_goes_to_the_plans_two_recipients() -> None:
    assert len(find_setting_lines({}, "report_recipients", WORDS)) == 2


def test_a_setting_has_a_name_the_database_can_keep() -> None:
    assert all(len(PREFIX + part.name) <= 40 for part in PARTS)
