"""Who is late gets exactly one letter, however often and however late the letters are made."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

import oversight
from actions.returns.receive import Letter
from actions.returns.receive_nil import Declaration, receive_nil
from actions.returns.send_back import SendingBack, send_back
from documents.printing.decree30 import read_text
from models import Extension, Setting
from models.database import ADDRESS_VARIABLE, reading, writing
from models.reminders import list_reminders
from models.settings import SAMPLE_DAY
from models.submissions import list_submissions
from models.units import find_unit
from tests.actions.returns import CLERK, Sent, at, received, results

CAME = date(2026, 12, 10)
MISSED = date(2026, 12, 20)  # nobody looked on 17/12, the day of the rung
RETURN = results("2026,SYT,HM_DK,done,01/12/2026,100,250,,")


@pytest.fixture
def house(province: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The whole province at the terminal's address; one return came, and no other."""
    received(province, Sent(results("2026,SNV,HM_DK,done,,100,1,,"), "snv.csv", date(2026, 12, 1)))
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    for name in ("OVERSIGHT_SMTP", "OVERSIGHT_SMTP_SENDER"):
        monkeypatch.delenv(name, raising=False)
    return province


def run(engine: Engine, capsys: pytest.CaptureFixture[str], *words: str, day: date = MISSED) -> Any:
    """What `letters` answers on a day, as JSON has it."""
    with writing(engine) as session:
        session.merge(Setting(name=SAMPLE_DAY, value=day.isoformat()))
    capsys.readouterr()
    assert oversight.main(["letters", "--year", "2026", "--json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def ledger(engine: Engine, day: date = MISSED) -> list[int]:
    with reading(engine) as session:
        return [int(unit) for unit in list_reminders(session, 2026, day)["unit_id"]]


def number_of(engine: Engine, code: str) -> int:
    with reading(engine) as session:
        unit = find_unit(session, code, MISSED)
    assert unit is not None
    return unit.id or 0


def test_five_runs_write_each_letter_once(
    house: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "letters"
    first = run(house, capsys, "--to", str(folder))
    late = {one["unit"] for one in first["letters"]}
    assert {"SYT", "STC"} <= late
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    letters = [name for name in files if name.endswith(".docx")]
    assert all(any(name.endswith(f"({code}).docx") for name in letters) for code in late)
    for _ in range(4):
        assert run(house, capsys, "--to", str(folder))["letters"] == []
    assert sorted(ledger(house)) == sorted(set(ledger(house)))
    assert len(ledger(house)) == len(late) + len(first["emails"])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files


def test_looking_writes_nothing(house: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    looked = [run(house, capsys)["letters"] for _ in range(2)]
    assert looked[0] == looked[1] != []
    assert ledger(house) == []


def test_who_has_sent_gets_none_and_who_was_put_off_waits(
    house: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nil = Letter(CAME, sent_on=CAME)
    declared = Declaration(number_of(house, "SYT"), 2026, nil)
    receive_nil(house, declared, actor=CLERK, now=at(CAME))
    put_off = Extension(
        unit_id=number_of(house, "STC"),
        year=2026,
        last_day=date(2027, 2, 1),
        reason="bão lũ",
        recorded_at=at(CAME),
    )
    with writing(house) as session:
        session.add(put_off)
    letters = {one["unit"]: one for one in run(house, capsys, "--to", str(tmp_path))["letters"]}
    assert "SXD" in letters
    assert not {"SYT", "STC"} & set(letters)


def test_a_return_sent_back_is_asked_for_once_more_with_the_reason(
    house: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(house, capsys, "--to", str(tmp_path / "first"))
    received(house, Sent(RETURN, day=MISSED))
    with reading(house) as session:
        *_, number = list_submissions(session, [2026], MISSED)["submission_id"]
    went_back = date(2026, 12, 22)
    send_back(house, int(number), SendingBack("tổng không khớp"), actor=CLERK, now=at(went_back))
    words = ("--to", str(tmp_path / "second"))
    again = [run(house, capsys, *words, day=date(2026, 12, 23)) for _ in range(2)]
    assert [[one["unit"] for one in answer["letters"]] for answer in again] == [["SYT"], []]
    said = read_text((tmp_path / "second" / "So Y te (SYT).docx").read_bytes())
    assert "trả lại ngày 22 tháng 12 năm 2026" in said
    assert "tổng không khớp" in said


def test_before_the_last_day_requested_bodies_are_asked_in_their_own_words(
    house: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early = date(2026, 12, 2)
    run(house, capsys, "--to", str(tmp_path), day=early)
    (youth,) = tmp_path.glob("*(TDTN).docx")
    said = read_text(youth.read_bytes()).casefold()
    assert "trân trọng cảm ơn" in said
    assert [word for word in ("quá hạn", "chậm", "đôn đốc") if word in said] == []
    assert "chưa nhận được báo cáo" in read_text((tmp_path / "So Y te (SYT).docx").read_bytes())


def test_one_letter_to_all_is_in_the_ledger_of_each(
    house: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = run(house, capsys, "--to", str(tmp_path), "--one", "--number", "7", "--blank")
    assert len(list(tmp_path.glob("*.docx"))) in (1, 2)
    assert len(ledger(house)) == len(answer["letters"]) + len(answer["emails"])
    with reading(house) as session:
        lines = list_reminders(session, 2026, MISSED)
    numbers = set(lines.loc[lines["channel"] == "letter", "letter_no"])
    papers = {path.name.partition(" - ")[0] for path in tmp_path.glob("*.docx")}
    assert {number.partition("/")[0] for number in numbers} == papers
    assert run(house, capsys, "--to", str(tmp_path), "--one")["letters"] == []


def test_a_line_written_by_mistake_is_taken_back(
    house: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(house, capsys, "--to", str(tmp_path), "--number", "7")
    capsys.readouterr()
    assert oversight.main(["reminders", "--year", "2026", "--json"]) == 0
    (first, *others) = json.loads(capsys.readouterr().out)["reminders"]
    words = ["reminders", "--year", "2026", "--json", "--withdraw", str(first["reminder_id"])]
    assert oversight.main(words) == 1
    assert "Chưa ghi lý do" in capsys.readouterr().err
    assert oversight.main([*words, "--reason", "ghi nhầm"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["withdrawn"], answer["reminders"]) == (1, others)
    again = run(house, capsys, "--to", str(tmp_path / "again"))
    assert [one["unit"] for one in again["letters"]] == [first["code"]]


def test_a_call_is_listed_and_not_written_for(
    house: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = run(house, capsys, "--to", str(tmp_path), day=date(2026, 12, 14))
    assert {"SYT", "STC"} <= {one["unit"] for one in answer["calls"]}
    assert "SYT" not in {one["unit"] for one in answer["letters"]}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--send",), 1, "OVERSIGHT_SMTP"),
        (("--to", "\0"), 2, "Không ghi được"),
        (("--year", "1999"), 1, "1999"),
        (("--to", "anywhere", "--number", "30a"), 1, "“30a”"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    house: Engine,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    *,
    code: int,
    said: str,
) -> None:
    with writing(house) as session:
        session.merge(Setting(name=SAMPLE_DAY, value=MISSED.isoformat()))
    assert oversight.main(["letters", "--year", "2026", *words]) == code
    assert said in capsys.readouterr().err
    assert ledger(house) == []
