"""`user` from the terminal: added, listed, disabled; a code is printed once."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

import oversight
from actions.accounts.sign_ins import set_password
from actions.settings import set_number
from models import SecondFactor
from models.choices import SECOND_FACTOR_FOR
from models.database import ADDRESS_VARIABLE, reading, writing
from models.users import find_user_by_code
from tests.province import CLERK


@pytest.fixture(autouse=True)
def desk(province: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))


def told(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, object]:
    assert oversight.main(["user", *words, "--json"]) == code
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_a_user_is_added_and_comes_in_with_the_code(
    province: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--role", "unit_officer", "--unit", "SYT", "--name", "Nông Lan"]
    code = str(told(capsys, "add", "Lan", *words)["code"])
    assert set_password(province, "lan", code, "con đường 18 bậc", now=datetime.now(UTC))
    (one,) = told(capsys, "list")["users"]  # type: ignore[misc]  # JSON has no types
    assert one == {
        "user": "lan",
        "name": "Nông Lan",
        "role": "unit_officer",
        "unit": "SYT",
        "email": None,
        "second_factor": "off",
        "disabled": False,
    }


def test_where_a_provider_says_who_one_is_no_code_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OVERSIGHT_SIGN_IN", "oidc")
    words = ["--role", "secretariat", "--email", "lan@example.vn"]
    assert oversight.main(["user", "add", "lan", *words]) == 0
    assert capsys.readouterr().out == "Đã thêm lan.\n"


def test_what_is_not_given_stays(capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "add", "lan", "--role", "leader", "--name", "Lan", "--email", "lan@example.vn")
    told(capsys, "change", "lan", "--role", "supervisor")
    told(capsys, "disable", "lan")
    (one,) = told(capsys, "list")["users"]  # type: ignore[misc]  # JSON has no types
    assert (one["role"], one["email"], one["disabled"]) == ("supervisor", "lan@example.vn", True)
    told(capsys, "enable", "lan")
    assert oversight.main(["user", "list"]) == 0
    assert "lan: Lan, Giám sát" in capsys.readouterr().out


def test_the_list_says_who_must_have_a_second_factor_and_has_none(
    province: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(UTC)
    told(capsys, "add", "lan", "--role", "secretariat", "--name", "Lan")
    told(capsys, "add", "hoa", "--role", "leader", "--name", "Hoa")
    set_number(province, SECOND_FACTOR_FOR, 2, actor=CLERK, now=now)
    listed = told(capsys, "list")["users"]
    assert isinstance(listed, list)
    assert {one["user"]: one["second_factor"] for one in listed} == {"lan": "missing", "hoa": "off"}
    assert oversight.main(["user", "list"]) == 0
    assert "xác thực hai bước: phải có, chưa thiết lập" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["add"], 2),
        (["add", "lan"], 2),
        (["disable", "nobody"], 1),
        (["change", "nobody", "--role", "leader"], 1),
        (["add", "A B", "--role", "leader"], 1),
        (["add", "lan", "--role", "unit_officer"], 1),
        (["list"], 0),
    ],
)
def test_what_cannot_be_is_told_in_words(
    capsys: pytest.CaptureFixture[str], words: list[str], code: int
) -> None:
    assert oversight.main(["user", *words]) == code
    assert "".join(capsys.readouterr()).strip()


def test_an_empty_file_of_people_is_told_in_words_of_people(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    empty = tmp_path / "nguoi.csv"
    empty.write_bytes(b"\n \n")
    assert oversight.main(["user", "import", str(empty)]) == 2
    told = "".join(capsys.readouterr())
    assert "chọn lại tệp đã ghi danh sách người dùng" in told
    assert "số liệu" not in told


def test_a_lost_second_factor_is_removed(
    province: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, "add", "lan", "--role", "secretariat")
    assert oversight.main(["user", "remove-factor", "lan"]) != 0
    assert "lan chưa thiết lập xác thực hai bước" in capsys.readouterr().err
    now = datetime.now(UTC)
    with writing(province) as session:
        lan = find_user_by_code(session, "lan")
        assert lan is not None
        factor = SecondFactor(user_id=lan.id or 0, secret="A" * 32, confirmed_at=now, last_step=1)
        session.add(factor)
    assert told(capsys, "remove-factor", "lan") == {"user": "lan", "done": "factor_removed"}
    with reading(province) as session:
        assert session.exec(select(SecondFactor)).all() == []
