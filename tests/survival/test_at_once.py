"""Two at once, and one who presses twice: each is kept once, whole, and both are told."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, func
from sqlmodel import select

from actions.refusals import Refused
from actions.returns.receive import AlreadyReceived, Choices, receive
from actions.verify import verify
from models import Batch
from models.database import reading
from tests.province import CLERK, GOOD, NOW, looked_at

OTHER = GOOD.replace(b",100,12,,", b",100,99,,")


def pressed_at_once(engine: Engine, files: list[bytes]) -> list[str]:
    """Everybody has looked, then all press in the same moment; what each was told."""
    seen = [looked_at(engine, content) for content in files]
    start, told = Barrier(len(files)), ["" for _ in files]

    def press(number: int) -> None:
        start.wait()
        try:
            receive(engine, seen[number], Choices(True, True), actor=CLERK, now=NOW)
            told[number] = "received"
        except Refused as refused:
            told[number] = refused.code

    threads = [Thread(target=press, args=(number,)) for number in range(len(files))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def batches(engine: Engine) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(Batch)).one()


def test_the_same_file_pressed_many_times_is_one(each_province: Engine) -> None:
    told = pressed_at_once(each_province, [GOOD] * 5)
    assert told == [*["already_received"] * 4, "received"]
    assert batches(each_province) == 1
    assert verify(each_province).sound


def test_of_two_that_change_the_same_rows_the_second_looks_again(each_province: Engine) -> None:
    assert pressed_at_once(each_province, [GOOD, OTHER]) == ["preview_stale", "received"]
    assert batches(each_province) == 1
    assert verify(each_province).sound


def test_two_that_do_not_meet_are_both_received(each_province: Engine) -> None:
    elsewhere = GOOD.splitlines(keepends=True)[0] + b"2026,STC,KP_NS,in_progress,,40,,,\n"
    told = pressed_at_once(each_province, [GOOD, elsewhere])
    assert told == ["received", "received"]
    assert verify(each_province).sound


def test_who_presses_again_later_gets_the_receipt_he_had(each_province: Engine) -> None:
    seen = looked_at(each_province, GOOD)
    first = receive(each_province, seen, Choices(True, True), actor=CLERK, now=NOW)
    with pytest.raises(AlreadyReceived) as told:
        receive(each_province, seen, Choices(True, True), actor=CLERK, now=NOW)
    assert told.value.receipt == first
