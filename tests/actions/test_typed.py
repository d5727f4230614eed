"""What is typed with signs that nobody sees is not kept, and the sentence shows where they are."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from actions.accounts.accounts import add_user
from actions.refusals import Refused
from actions.reminders.contacts import set_contacts
from actions.reminders.extensions import Extending, extend
from actions.returns.receive import Choices, Letter, preview_file, receive
from actions.returns.receive_nil import Declaration, receive_nil
from actions.settings import set_value
from intake.tables import Upload
from locales.catalogues import LANGUAGES
from locales.refusals import build_refusal_sentence
from locales.words import words_in
from models import Batch
from models.database import reading
from tests.actions.accounts import MINH, OFFICE
from tests.province import CLERK, GOOD, NOW, TODAY

TURNED = "Ông \u202eAn"
Deed = Callable[[Engine], object]


def received(engine: Engine, letter: Letter, reason: str | None = None) -> object:
    seen = preview_file(engine, Upload("syt.csv", GOOD), letter, actor=CLERK)
    return receive(engine, seen, Choices(reason=reason), actor=CLERK, now=NOW)


DEEDS: Mapping[str, Deed] = {
    "contact": lambda engine: set_contacts(engine, {1: TURNED}, actor=CLERK, now=NOW),
    "setting": lambda engine: set_value(engine, "theme", TURNED, actor=CLERK, now=NOW),
    "account": lambda engine: add_user(engine, replace(MINH, name=TURNED), actor=OFFICE, now=NOW),
    "extension": lambda engine: extend(
        engine, [1], Extending(2026, date(2026, 12, 24), TURNED), actor=CLERK, now=NOW
    ),
    "document": lambda engine: received(engine, Letter(TODAY, document_no=TURNED)),
    "reason": lambda engine: received(engine, Letter(TODAY), TURNED),
    "nil": lambda engine: receive_nil(
        engine, Declaration(1, 2026, Letter(TODAY, document_no=TURNED)), actor=CLERK, now=NOW
    ),
}


@pytest.mark.parametrize("name", DEEDS)
def test_it_is_refused_and_shown(province: Engine, name: str) -> None:
    with pytest.raises(Refused, match="text_unseen") as refused:
        DEEDS[name](province)
    for language in LANGUAGES:
        assert "“Ông [U+202E]An”" in build_refusal_sentence(refused.value, words_in(language))


def test_a_files_name_is_kept_without_them_and_that_is_said(province: Engine) -> None:
    upload = Upload("syt\u202evsc\u200b.csv", GOOD)
    seen = preview_file(province, upload, Letter(TODAY), actor=CLERK)
    (told,) = [one for one in seen.arrival.findings if one.code == "file.name_unseen"]
    assert told.value == "syt[U+202E]vsc[U+200B].csv"
    kept = receive(province, seen, Choices(), actor=CLERK, now=NOW)
    with reading(province) as session:
        assert session.get_one(Batch, kept.batch_id).file_name == "sytvsc.csv"


def test_what_was_copied_from_our_own_screens_is_taken(province: Engine) -> None:
    set_value(province, "theme", "Sở\u2060 Y tế", actor=CLERK, now=NOW)
