"""The door opens at this machine only, and says plainly when it cannot open."""

import socket
from collections.abc import Iterator

import pytest

from server.serve import find_free_port, has_screen, listen, serve

HERE = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program holds."""
    with listen(HERE, 0) as held:
        held.listen()
        yield held.getsockname()[1]


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "10.0.0.7", "oversight.example", ""])
def test_any_address_but_this_machines_is_refused(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert serve(address, 8501) == 2
    said = capsys.readouterr().err
    assert "Chưa có đăng nhập" in said
    assert "There is no sign-in yet" in said


def test_a_taken_port_is_named_with_a_free_one(
    taken: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert serve(HERE, taken) == 2
    said = capsys.readouterr().err
    assert f"Cổng {taken} đang được chương trình khác dùng" in said
    offered = int(said.rsplit("--port ", 1)[1])
    assert offered > taken
    with socket.socket() as another:
        another.bind((HERE, offered))


def test_no_port_is_offered_past_the_last() -> None:
    assert find_free_port(HERE, 65535) is None


def test_a_machine_of_tests_has_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("CI", raising=False)
    assert has_screen()
    monkeypatch.setenv("CI", "1")
    assert not has_screen()


def test_a_path_that_is_none_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OVERSIGHT_PATH", "a/b")
    assert serve(HERE, 8501) == 2
    assert "OVERSIGHT_PATH phải là một phần địa chỉ, ví dụ /giam-sat, không phải: a/b" in (
        capsys.readouterr().err
    )
