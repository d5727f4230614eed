"""A day that cannot be is refused with a sentence at every verb that takes one, and nothing is
written. It is 20/12/2026."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, func
from sqlmodel import select

import oversight
from models import Batch, Period
from models.database import ADDRESS_VARIABLE, reading, writing
from models.rule_versions import BEGINNING, write_rule_versions
from models.settings import renew_catalogue_token
from tests.province import GOOD

FUTURE, OUT = "chưa đến", "--out"


@pytest.fixture
def desk(tmp_path: Path, province: Engine, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sound return, and the province's database in use."""
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.csv").write_bytes(GOOD)
    (tmp_path / "unborn.csv").write_bytes(GOOD.replace(b"2026,SYT", b"2028,SYT"))
    (tmp_path / "ahead.csv").write_bytes(GOOD.replace(b"01/12/2026", b"21/12/2026"))
    begins, ends = date(2027, 12, 15), date(2028, 12, 14)
    with writing(province) as session:
        session.add(Period(year=2028, data_from=begins, data_to=ends, last_day=ends))
        session.flush()
        write_rule_versions(session, now=BEGINNING)
        renew_catalogue_token(session)
    return tmp_path


def count_batches(engine: Engine) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(Batch)).one()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("check good.csv --received-on 21/12/2026", FUTURE),
        ("receive good.csv --received-on 21/12/2026", FUTURE),
        ("receive good.csv --sent-on 21/12/2026", FUTURE),
        ("receive good.csv --received-on 10/12/2026 --sent-on 11/12/2026", "đứng sau ngày nhận"),
        (
            "receive good.csv --received-on 18/12/2026 --sent-on 10/12/2025",
            "đứng trước ngày bắt đầu kỳ 2026",
        ),
        ("nil --unit SYT --year 2026 --received-on 21/12/2026", FUTURE),
        ("nil --unit SYT --year 2026 --document-on 21/12/2026", FUTURE),
        (
            "nil --unit SYT --year 2026 --received-on 10/12/2025",
            "đứng trước ngày bắt đầu kỳ 2026",
        ),
        ("figures --year 2026 --as-of 21/12/2026", FUTURE),
        ("due --year 2026 --as-of 21/12/2026", FUTURE),
        ("report --year 2026 --to 1 --as-of 21/12/2026", FUTURE),
        ("registers --year 2026 --as-of 21/12/2026", FUTURE),
        ("letters --year 2026 --as-of 21/12/2026", FUTURE),
        ("reminders --year 2026 --as-of 21/12/2026", FUTURE),
        ("due --year 2026 --as-of 14/12/2025", "chưa bắt đầu"),
        ("figures --year 2026 --as-of 14/12/2025", "chưa bắt đầu"),
        ("registers --year 2026 --as-of 14/12/2025", "chưa bắt đầu"),
        ("report --year 2026 --to 1 --as-of 14/12/2025", "chưa bắt đầu"),
        ("letters --year 2026 --as-of 14/12/2025", "chưa bắt đầu"),
        ("due --year 2026 --as-of 01/01/2017", "2026"),
        ("check good.csv --received-on 10/12/2025", "bắt đầu từ 15/12/2025"),
        ("receive good.csv --received-on 10/12/2025", "bắt đầu từ 15/12/2025"),
        ("check unborn.csv", "bắt đầu từ 15/12/2027"),
        ("receive unborn.csv", "bắt đầu từ 15/12/2027"),
        ("check ahead.csv", "ở sau ngày nhận tệp"),
        ("close --year 2028", "chưa bắt đầu"),
        ("nil --unit SYT --year 2028", "chưa bắt đầu"),
        (
            "nil --unit SYT --year 2026 --received-on 10/12/2026 --document-on 11/12/2026",
            "đứng sau ngày nhận",
        ),
        (
            "extension request --unit SYT --year 2028 --until 20/12/2028 --reason lũ",
            "trước ngày đó chưa thể",
        ),
        (
            "extension request --unit SYT --year 2026 --until 20/12/2062 --reason lũ",
            "muộn nhất là",
        ),
        ("publish --year 2028 --to 1", "chưa bắt đầu"),
    ],
)
def test_an_impossible_day_is_refused(
    desk: Path, province: Engine, capsys: pytest.CaptureFixture[str], words: str, sentence: str
) -> None:
    before = sorted(file.name for file in desk.iterdir())
    assert oversight.main(words.split()) == 1
    message = "".join(capsys.readouterr())
    assert sentence in message
    assert "Traceback" not in message
    assert oversight.main([*words.split(), "--lang", "en"]) == 1
    assert sentence not in "".join(capsys.readouterr()) or sentence == "2026"
    assert count_batches(province) == 0
    assert sorted(file.name for file in desk.iterdir()) == before


@pytest.mark.usefixtures("desk")
def test_the_days_that_can_be_are_taken() -> None:
    for words in (
        "due --year 2026 --as-of 20/12/2026",
        "due --year 2026 --as-of 15/12/2025",
        "blank results --unit SYT --year 2026 --as-of 14/12/2025 --out blank.xlsx",
        "receive good.csv --received-on 20/12/2026 --sent-on 20/12/2026",
    ):
        assert oversight.main(words.split()) == 0, words
