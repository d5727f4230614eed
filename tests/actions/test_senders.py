"""A file without a column of units is received as its sender's: guessed and confirmed, chosen, or
the officer's own. And an officer says nothing of the day on which the own return came."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from actions.permissions import Actor
from actions.refusals import Refused
from actions.returns.receive import Choices, Letter, Preview, plan_again, preview_file, receive
from intake.tables import Upload
from models import Batch, UserRole
from models.database import reading
from models.submissions import find_senders
from tests.province import CLERK, GOOD, NOW, OFFICER, TODAY, received

LETTER = Letter(TODAY)
UNNAMED = GOOD.replace(b"unit_code,", b"").replace(b"SYT,", b"")
CONFIRMED = Choices(confirm=True)
EARLY = date(2026, 12, 4)


def seen(engine: Engine, name: str, letter: Letter = LETTER, actor: Actor = CLERK) -> Preview:
    """The file without a column of units, as it is seen."""
    return preview_file(engine, Upload(name, UNNAMED), letter, actor=actor)


def codes(preview: Preview) -> list[str]:
    """What was found in the file."""
    return [one.code for one in preview.arrival.findings]


def units(engine: Engine, batch: int) -> list[str]:
    """The codes of the units that a batch speaks for."""
    with reading(engine) as session:
        return list(find_senders(session, batch)["code"])


def test_a_guess_is_received_once_it_was_confirmed(province: Engine) -> None:
    guessed = seen(province, "so-y-te.csv")
    assert codes(guessed) == ["file.sender_by_name"]
    with pytest.raises(Refused, match="not_confirmed"):
        receive(province, guessed, Choices(), actor=CLERK, now=NOW)
    receipt = receive(province, guessed, CONFIRMED, actor=CLERK, now=NOW)
    assert units(province, receipt.batch_id) == ["SYT"]


def test_without_a_guess_nothing_is_received_until_the_sender_is_chosen(province: Engine) -> None:
    unknown = seen(province, "ket-qua.csv")
    assert codes(unknown) == ["file.sender_missing"]
    with pytest.raises(Refused, match="file_refused"):
        receive(province, unknown, CONFIRMED, actor=CLERK, now=NOW)
    chosen = plan_again(province, unknown, replace(LETTER, sender="SYT"), actor=CLERK)
    assert codes(chosen) == ["file.sender_given"]
    receipt = receive(province, chosen, Choices(), actor=CLERK, now=NOW)
    assert units(province, receipt.batch_id) == ["SYT"]


def test_a_choice_stands_before_a_guess(province: Engine) -> None:
    other = seen(province, "so-y-te.csv", replace(LETTER, sender="STC"))
    assert "register.not_assigned" in codes(other)  # Finance has none of these tasks


def test_an_officers_file_is_the_own_units(province: Engine) -> None:
    own = seen(province, "so-tai-chinh.csv", replace(LETTER, sender="STC"), OFFICER)
    assert codes(own) == ["file.sender_own"]
    receipt = receive(province, own, Choices(), actor=OFFICER, now=NOW)
    assert units(province, receipt.batch_id) == ["SYT"]


@pytest.mark.parametrize(
    ("actor", "kept"),
    [
        (OFFICER, (TODAY, None)),
        (replace(OFFICER, dates_returns=True), (EARLY, EARLY)),  # the terminal's operator
        (Actor("van-thu", UserRole.SECRETARIAT), (EARLY, EARLY)),
    ],
)
def test_an_officer_cannot_date_a_return_back(
    province: Engine, actor: Actor, kept: tuple[date, date | None]
) -> None:
    letter = Letter(EARLY, sent_on=EARLY, document_no="12/BC")
    dated = preview_file(province, Upload("syt.csv", GOOD), letter, actor=actor)
    number = receive(province, dated, Choices(), actor=actor, now=NOW).batch_id
    with reading(province) as session:
        batch = session.get_one(Batch, number)
        assert (batch.received_on, batch.sent_on) == kept
        assert batch.document_no == "12/BC"


def test_the_same_bytes_of_two_senders_are_two_files(province: Engine) -> None:
    first, second = (
        seen(province, "ket-qua.csv", replace(LETTER, sender=code)) for code in ("SYT", "STC")
    )
    assert first.token != second.token
    assert received(province, GOOD).new == 3
