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
from tests.province import GOOD, NOW

LOOKS = {
    "check": ("good.csv", "--received-on", "20/12/2026"),
    "figures": (),
    "due": (),
    "slip": ("good.csv", "--out", "slip.xlsx"),
    "blank": ("results", "--out", "blank.xlsx"),
    "blank --all": ("--all", "--register", "--out", "blanks.zip"),
    "recount": (),
    "verify": (),
    "issues": (),
    "letters": (),
    "report": ("--to", "tinh", "--out", "."),
    "registers": ("--out", "."),
    "open-old-backup": ("absent.gs18", "copies"),
}
HOSTILE = "=1+1 <script>alert(1)</script> ' ../../x % {unit}"  # words of a sender's own
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
PEOPLE = (
    "Tên đăng nhập;Họ và tên;Vai trò;Mã đơn vị;Thư điện tử\n"
    "hoa;=1+1 <b>Hoa</b>;Lãnh đạo;;hoa@caobang.example\n"
)
DEEDS = {
    "extension": (
        *("request", "--unit", "SYT", "--year", "2026"),
        *("--until", "25/12/2026", "--reason", HOSTILE),
    ),
    "receive": ("good.csv", "--received-on", "20/12/2026", "--accept-valid-rows", "--confirm"),
    "attach": ("1", "scan.pdf"),
    "detach": ("1",),
    "send-back": ("1", "--reason", HOSTILE, "--letter-no", HOSTILE, "--out", "letter.docx"),
    "undo-send-back": ("1",),
    "undo": ("1",),
    "nil": ("--unit", "SYT", "--year", "2026", "--document-no", HOSTILE),
    "reminders": ("--withdraw", "1", "--reason", HOSTILE),
    "open-year": ("--leave-out", HOSTILE),
    "backup": ("copies",),
    "restore": ("copies/absent.tar.gz",),
    "erase": ("NO-SUCH",),
    "retain": (),
    "publish": ("--year", "2026", "--to", "tinh"),
    "close": ("--year", "2026"),
    "reopen": ("--year", "2026"),
    "user": ("add", "lan", "--role", "leader"),
    "user import": ("import", "people.csv", "--out", "links.xlsx"),
    "init": (),
}
REFUSED = {"reminders", "open-year", "restore", "erase", "publish"}  # by what they say
SERVED = {"serve"}  # by tests of the server


@pytest.fixture
def desk(tmp_path: Path, province: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    monkeypatch.setattr("cli.base.read_clock", lambda: NOW)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.csv").write_bytes(GOOD)
    (tmp_path / "scan.pdf").write_bytes(PDF)
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return province


def find_actors(engine: Engine) -> list[str]:
    """By whom each entry of the journal is, in its order."""
    with reading(engine) as session:
        return [one.actor for one in session.exec(select(Entry).order_by(Entry.id))]  # type: ignore[arg-type]  # a column


def run(verb: str, *words: str) -> int:
    """Run `verb` with `words`; the name of a second way to run a verb begins with the verb."""
    words = (verb.split()[0], *words)
    try:
        return oversight.main(words)
    except SystemExit as ended:  # words that are none
        pytest.fail(f"{words}: {ended}")


def test_every_verb_is_swept() -> None:
    assert {name.split()[0] for name in (*LOOKS, *DEEDS, *SERVED)} == set(oversight.VERBS)


@pytest.mark.parametrize("verb", LOOKS)
def test_who_only_looks_changes_nothing(desk: Engine, verb: str) -> None:
    before = find_actors(desk)
    assert run(verb, *LOOKS[verb]) in (0, 1, 2)
    assert find_actors(desk) == before


def test_what_is_done_is_told_as_the_terminals(desk: Engine) -> None:
    """Each in turn; also where it is refused, nothing is told under another name."""
    done = []
    for verb, words in DEEDS.items():
        before = find_actors(desk)
        answer = run(verb, *words)
        fresh = find_actors(desk)[len(before) :]
        assert set(fresh) <= {"terminal"}, verb
        done += [verb] if answer == 0 and fresh else []
    assert set(done) == set(DEEDS) - REFUSED


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "verb", sorted({*LOOKS, *DEEDS} - {"init", "blank", "blank --all", "restore"})
)
def test_without_a_database_none_is_made(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, f"sqlite:///{tmp_path}/none.db")
    assert run(verb, *{**LOOKS, **DEEDS}[verb]) in (1, 2)
    assert not (tmp_path / "none.db").exists()
