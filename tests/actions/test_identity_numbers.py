"""A reason, an answer or a note that tells a person is not kept: those stay for good."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from actions.refusals import Refused
from actions.reminders.extension_requests import (
    Requesting,
    decline_request,
    grant_request,
    request_extension,
)
from actions.reminders.extensions import Extending, extend
from actions.reminders.remind import (
    Answering,
    Reminding,
    answer_reminder,
    keep_answer,
    remind,
    remind_all,
    withdraw_answer,
    withdraw_reminders,
)
from actions.returns.send_back import SendingBack, send_back
from intake.privacy.personal_numbers import has_identity_number
from locales.catalogues import LANGUAGES
from locales.refusals import build_refusal_sentence
from locales.words import words_in
from tests.actions.returns import CLERK, DAY, OFFICER, at

TEXT = "Bà Nông Thị A, 004085001234, chưa có tên"
NOW = at(DAY)
DEEDS: dict[str, Callable[[Engine], object]] = {
    "ask for time": lambda e: request_extension(
        e, Requesting(2026, DAY, TEXT), actor=OFFICER, now=NOW
    ),
    "grant": lambda e: grant_request(e, 1, DAY, actor=CLERK, now=NOW, reply=TEXT),
    "decline": lambda e: decline_request(e, 1, TEXT, actor=CLERK, now=NOW),
    "extend": lambda e: extend(e, [1], Extending(2026, DAY, TEXT), actor=CLERK, now=NOW),
    "answer": lambda e: answer_reminder(e, 1, Answering(DAY, TEXT), actor=OFFICER, now=NOW),
    "keep an answer": lambda e: keep_answer(e, 1, Answering(DAY, TEXT), actor=CLERK, now=NOW),
    "remind": lambda e: remind(e, Reminding(1, 2026, "call", DAY, note=TEXT), actor=CLERK, now=NOW),
    "remind all": lambda e: remind_all(
        e, [Reminding(1, 2026, "call", DAY, note=TEXT)], actor=CLERK, now=NOW
    ),
    "withdraw lines": lambda e: withdraw_reminders(e, [1], TEXT, actor=CLERK, now=NOW),
    "withdraw an answer": lambda e: withdraw_answer(e, 1, TEXT, actor=CLERK, now=NOW),
    "send back": lambda e: send_back(e, 1, SendingBack(TEXT), actor=CLERK, now=NOW),
}


@pytest.mark.parametrize("name", list(DEEDS))
def test_it_is_refused_and_said_why(province: Engine, name: str) -> None:
    with pytest.raises(Refused, match="text_personal") as refused:
        DEEDS[name](province)
    for language in LANGUAGES:
        assert "004085001234" not in build_refusal_sentence(refused.value, words_in(language))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("004 085 001 234", True),
        ("số 0040.8500.1234.", True),
        ("giá trị 150000000000 đồng", False),
        ("150.000.000.000 đồng", False),
        ("0206 3852 123, 0912 345 678", False),
        ("công văn 12/CV-UBND ngày 01/12/2026", False),
    ],
)
def test_what_is_one(text: str, holds: bool) -> None:
    assert has_identity_number(text) is holds
