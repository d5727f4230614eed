"""Extensions at the terminal: asked for, listed, granted, declined, withdrawn."""

import json

import pytest
from sqlalchemy import Engine

from models import Setting
from models.database import ADDRESS_VARIABLE, writing
from models.settings import SAMPLE_DAY
from oversight import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["extension", *words])
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.fixture(autouse=True)
def served(province: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(province) as session:
        session.merge(Setting(name=SAMPLE_DAY, value="2026-12-10"))
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))


def test_from_the_request_to_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("request", "--unit", "SYT", "--year", "2026", "--until", "2026-12-21")
    code, out, _ = run(capsys, *asked, "--reason", "lũ quét", "--json")
    (request,) = json.loads(out)["requests"]
    assert code == 0
    assert (request["unit"], request["wanted_day"]) == ("SYT", "2026-12-21")
    assert request["decision"] is None
    number = str(request["request_id"])
    code, out, _ = run(capsys, "list", "--year", "2026")
    assert "Sở Y tế: xin đến hết ngày 21/12/2026, lý do: lũ quét — đang chờ trả lời" in out
    code, _, err = run(capsys, "decline", number)
    assert (code, err.strip()) == (1, "Chưa ghi câu trả lời: vì sao không gia hạn.")
    code, out, _ = run(capsys, "grant", number, "--until", "2026-12-18")
    assert (code, "đã chấp thuận" in out) == (0, True)
    code, _, err = run(capsys, "withdraw", number, "--unit", "SYT")
    assert (code, "đã được trả lời" in err) == (1, True)


@pytest.mark.parametrize(
    "words", [("grant",), ("decline", "99", "--reason", "x"), ("request",), ("withdraw", "1")]
)
def test_what_is_missing_is_said(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    code, out, err = run(capsys, *words, "--year", "2026")
    assert (code, out) == (1, "")
    assert err.strip()
