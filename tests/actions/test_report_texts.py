"""The clerk's paragraphs: every version kept, nobody's overwritten unseen, each told once."""

import json
from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.permissions import Actor
from actions.refusals import Refused
from actions.yearly_report.report_texts import ParagraphDraft, normalise_paragraph, write_text
from models import ReportText
from models.database import reading
from models.report_texts import (
    EVERYBODY,
    MOST_SIGNS,
    WrittenText,
    list_report_texts,
    select_texts_for,
)
from tests.actions.returns import CLERK, DAY, OFFICER, ONLOOKERS, at, journal

OTHER = Actor("tonghop", CLERK.role)


def write(
    engine: Engine, text: str, seen: int = 0, *, to: str = "tinh", actor: Actor = CLERK
) -> int | None:
    writing = ParagraphDraft(2026, to, "difficulties", text, seen)
    return write_text(engine, writing, actor=actor, now=at(DAY))


def standing(engine: Engine) -> tuple[WrittenText, ...]:
    with reading(engine) as session:
        return list_report_texts(session, 2026)


def versions(engine: Engine) -> list[tuple[str, datetime | None]]:
    with reading(engine) as session:
        every = session.exec(select(ReportText).order_by(ReportText.id))  # type: ignore[arg-type]  # a column
        return [(one.text, one.superseded_at) for one in every]


def test_every_version_is_kept_and_told(each_province: Engine) -> None:
    first = write(each_province, "Thiếu kinh phí.")
    write(each_province, "Thiếu kinh phí, thiếu người.", first or 0)
    assert [text for text, _ in versions(each_province)] == [
        "Thiếu kinh phí.",
        "Thiếu kinh phí, thiếu người.",
    ]
    assert [one.text for one in standing(each_province)] == ["Thiếu kinh phí, thiếu người."]
    entries = journal(each_province, "write_report")
    assert [one.subject for one in entries] == ["report-text 2026"] * 2
    told = json.loads(entries[1].after)
    assert (told["slot"], told["recipient"], told["signs"]) == ("difficulties", "tinh", 28)
    assert "kinh" not in entries[1].after  # what an erasure must reach stands in one place


def test_nobody_is_overwritten_unseen(province: Engine) -> None:
    seen = write(province, "một") or 0
    write(province, "hai", seen, actor=OTHER)
    with pytest.raises(Refused) as refused:
        write(province, "ba", seen)
    assert (refused.value.code, refused.value.facts["by"]) == ("text_stale", "tonghop")
    with pytest.raises(Refused, match="text_stale"):
        write(province, "ba")
    assert [one.text for one in standing(province)] == ["hai"]


def test_an_emptied_paragraph_gives_place_to_everybodys(province: Engine) -> None:
    write(province, "chung", to=EVERYBODY)
    seen = write(province, "riêng") or 0
    assert select_texts_for("tinh", standing(province)) == {"difficulties": "riêng"}
    assert select_texts_for("khac", standing(province)) == {"difficulties": "chung"}
    assert write(province, "  \n ", seen) is None
    assert select_texts_for("tinh", standing(province)) == {"difficulties": "chung"}
    with pytest.raises(Refused, match="text_taken_out"):
        write(province, "lại", seen)
    assert len(versions(province)) == 2


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("A & B <x>\r\n“dòng\thai”\x00\x1b  \n", "A & B <x>\n“dòng hai”"),
        ("đảo\u202engược\ud800", "đảongược"),
        ("dính\u200bliền\ufeff", "dínhliền"),
        ("Vie\u0323\u0302t", "Việt"),
        ("a\n\nb", "a\n\nb"),
    ],
)
def test_control_signs_are_dropped_and_nothing_else(text: str, kept: str) -> None:
    assert normalise_paragraph(text) == kept


def test_twenty_thousand_signs_and_no_more(province: Engine) -> None:
    seen = write(province, "ă" * MOST_SIGNS) or 0
    with pytest.raises(Refused, match="text_too_long"):
        write(province, "ă" * (MOST_SIGNS + 1), seen)
    with pytest.raises(Refused, match="text_unchanged"):
        write(province, "ă" * MOST_SIGNS, seen)
    assert len(journal(province, "write_report")) == 1


def test_a_year_without_a_period_has_no_report(province: Engine) -> None:
    with pytest.raises(Refused, match="period_unknown"):
        write_text(province, ParagraphDraft(1999, "", "guidance", "a"), actor=CLERK, now=at(DAY))


@pytest.mark.parametrize("actor", [OFFICER, *ONLOOKERS], ids=lambda actor: actor.role.value)
def test_only_the_secretariat_may(province: Engine, actor: Actor) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        write(province, "a", actor=actor)
