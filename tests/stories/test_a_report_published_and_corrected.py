"""The last return → draft → published → a late correction → its errata waiting → lần 2; and
what was published reads to the byte as it did."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

import oversight
from actions.erasure.erase import erase
from actions.settings import set_value
from actions.verify import verify
from documents.yearly_report.issues import extract_paper
from locales.words import words_in
from models import Ground
from models.database import ADDRESS_VARIABLE, reading
from models.issues import Issue, Issued, list_issues, read_issue
from models.settings import read_data_version
from pages.components.awaited_errata import find_waiting_corrections
from pages.components.recounts import find_differences
from pages.components.visit import Structure, Visit
from tests.actions.keeping import register
from tests.actions.returns import CLERK, Sent, received, results
from tests.stories.test_a_return_from_arrival_to_figure import CORRECTION, RETURN

LAST = Sent(
    results("2026,STC,TET_SUAT,done,10/12/2026,100,50,,"), name="bc-stc.csv", day=RETURN.day
)
FIRST, SECOND = (datetime(2026, 12, day, 3, tzinfo=UTC) for day in (20, 28))
ITEMS = (
    *("overdue", "awaited", "no_register", "old_review", "no_backup"),
    *("guidance", "achievements", "difficulties", "directions", "proposals"),
)
WAIVED = [word for item in ITEMS for word in ("--waive", f"{item}=Sẽ bổ sung ở lần sau")]
PRESS = ["publish", "--year", "2026", "--to", "tinh", "--json", "--cause", "Đơn vị sửa số", *WAIVED]
HEAD = {
    "superior": "Trung ương Hội Chữ thập đỏ Việt Nam",
    "abbreviation": "CTĐ",
    "drafter": "VP",
    "signer_offices": "CHỦ TỊCH",
    "signer_name": "Nông Văn Minh",
}
TOLD = pytest.CaptureFixture[str]


def kept(engine: Engine) -> dict[int, tuple[Issued, Issue]]:
    """Each issue by its number, with its bytes."""
    with reading(engine) as session:
        return {one.number: (one, read_issue(session, one.id)) for one in list_issues(session)}


def looking(engine: Engine, day: date = date(2026, 12, 20), issue: Issued | None = None) -> Visit:
    """The clerk's visit on a day, or as published."""
    with reading(engine) as session:
        version = read_data_version(session)
    return Visit(
        engine, CLERK, words_in("vi"), today=day, year=2026, as_of=issue.day if issue else day,
        structure=Structure.THEN, version=version, sample=False, years=tuple(range(2019, 2027)),
        issue=issue,
    )  # fmt: skip


def set_letterhead(engine: Engine) -> None:
    """What an office sets once; without it nothing is published."""
    for name, value in HEAD.items():
        set_value(engine, f"paper.{name}", value, actor=CLERK, now=FIRST)


def pressed(number: str, capsys: TOLD) -> dict[str, list[dict[str, str]]]:
    """What the terminal answers to the press, every open item having its reason."""
    assert oversight.main([*PRESS, "--document-no", number]) == 0
    told: dict[str, list[dict[str, str]]] = json.loads(capsys.readouterr().out)
    return told


def test_from_the_last_return_to_lần_2(
    province: Engine, monkeypatch: pytest.MonkeyPatch, capsys: TOLD
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    clock = [FIRST]
    monkeypatch.setattr("cli.base.find_moment_to_record", lambda *_: clock[0])
    received(province, RETURN)
    received(province, LAST)
    set_letterhead(province)
    assert pressed("12/BC-CTĐ", capsys)["errata"] == []
    issued, first = kept(province)[1]
    before = first.model_dump()
    assert find_waiting_corrections(looking(province), issued) == ()

    received(province, CORRECTION)
    told = find_waiting_corrections(looking(province, date(2026, 12, 21)), issued)
    assert "dinh-chinh.csv" in {source.file for one in told for source in one.sources}
    assert kept(province)[1][1].model_dump() == before

    clock[0] = SECOND
    rows = pressed("14/BC-CTĐ", capsys)["errata"]
    own = [row for row in rows if "dinh-chinh.csv" in row["why"]]
    assert own
    for row in own:
        assert row["before"] != row["after"]
        assert "đơn vị sửa số đã báo cáo" in row["why"]
        assert "Sở Y tế, dinh-chinh.csv" in row["why"]
        assert "dòng 2" in row["why"]
    issues = kept(province)
    assert issues[1][1].model_dump() == before
    assert issues[2][1].figures != before["figures"]
    assert issues[2][0].document_no == "14/BC-CTĐ"
    assert (extract_paper(issues[2][1].content, "pdf") or b"").startswith(b"%PDF")
    for issue, _ in issues.values():  # seen as published, every figure is what was printed
        assert find_differences(looking(province, issue=issue)) == ()
    assert verify(province).sound


def test_an_address_erased_since_is_said_and_the_papers_stay(
    province: Engine, monkeypatch: pytest.MonkeyPatch, capsys: TOLD
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    monkeypatch.setattr("cli.base.find_moment_to_record", lambda *_: FIRST)
    register(province)
    set_letterhead(province)
    pressed("12/BC-CTĐ", capsys)
    issued, first = kept(province)[1]
    before = first.model_dump()
    assert find_differences(looking(province, issue=issued)) == ()
    erase(province, "DC-002", Ground.WITHDRAWN, actor=CLERK, now=SECOND)
    told = find_differences(looking(province, issue=issued))
    causes = {one.key: source.cause for one in told for source in one.sources}
    assert causes["coverage"] == causes["addresses"] == "erased"
    assert kept(province)[1][1].model_dump() == before
    assert verify(province).sound
