"""Every verb of the terminal on a real database: nobody signs in there, so whoever may run it
is whoever may read the file; what changes stands in the journal under the terminal's name, and
what only looks changes nothing."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

import oversight
from models.database import ADDRESS_VARIABLE, reading
from models.journal import Entry
from tests.province import GOOD

LOOKS = {
    "check": ("good.csv", "--received-on", "20/12/2026"),
    "figures": (),
    "due": (),
    "slip": ("good.csv", "--out", "slip.xlsx"),
    "blank": ("results", "--out", "blank.xlsx"),
    "verify": (),
    "issues": (),
    "letters": (),
    "report": ("--to", "tinh", "--out", "."),
    "registers": ("--out", "."),
}
DEEDS = {
    "receive": ("good.csv", "--received-on", "20/12/2026", "--accept-valid-rows", "--confirm"),
    "undo": ("1",),
    "backup": ("copies",),
    "restore": ("copies/absent.gs18",),
    "erase": ("NO-SUCH",),
    "retain": (),
    "publish": ("--year", "2026", "--to", "tinh"),
    "close": ("--year", "2026"),
    "reopen": ("--year", "2026"),
    "user": ("add", "lan", "--role", "leader"),
    "init": (),
}
SERVED = {"serve"}  # the gate's own tests


@pytest.fixture
def desk(tmp_path: Path, province: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    monkeypatch.setattr("actions.passwords.COST", 4)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.csv").write_bytes(GOOD)
    return province


def told(engine: Engine) -> list[str]:
    """By whom each entry of the journal is, in its order."""
    with reading(engine) as session:
        return [one.actor for one in session.exec(select(Entry).order_by(Entry.id))]  # type: ignore[arg-type]  # a column


def run(*words: str) -> int:
    try:
        return oversight.main(words)
    except SystemExit as ended:  # words that are none
        pytest.fail(f"{words}: {ended}")


def test_every_verb_is_swept() -> None:
    assert {*LOOKS, *DEEDS, *SERVED} == set(oversight.VERBS)


@pytest.mark.parametrize("verb", LOOKS)
def test_who_only_looks_changes_nothing(desk: Engine, verb: str) -> None:
    before = told(desk)
    assert run(verb, *LOOKS[verb]) in (0, 1, 2)
    assert told(desk) == before


def test_what_is_done_is_told_as_the_terminals(desk: Engine) -> None:
    """Each in turn; also where it is refused, nothing is told under another name."""
    done = []
    for verb, words in DEEDS.items():
        before = told(desk)
        answer = run(verb, *words)
        fresh = told(desk)[len(before) :]
        assert set(fresh) <= {"terminal"}, verb
        done += [verb] if answer == 0 and fresh else []
    assert {"receive", "undo", "backup", "close", "reopen", "user"} <= set(done)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("verb", sorted({*LOOKS, *DEEDS} - {"init", "blank", "restore"}))
def test_without_a_database_none_is_made(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, f"sqlite:///{tmp_path}/none.db")
    assert run(verb, *{**LOOKS, **DEEDS}[verb]) in (1, 2)
    assert not (tmp_path / "none.db").exists()
