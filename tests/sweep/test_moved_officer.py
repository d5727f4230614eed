"""Somebody moves to another unit while a page of the old one lies open. What he sent stays there:
neither the open page nor a new one, nor an address that he wrote down, gives it to him or to the
new unit; his old unit goes on having it."""

from datetime import UTC, datetime, timedelta

import httpx2
from sqlmodel import select

from actions.accounts.accounts import Account, change_user
from actions.accounts.passwords import hash_token
from actions.permissions import build_actor
from actions.returns.receive import Choices, Letter, preview_file, receive
from intake.tables import Upload
from models import SignIn, User, UserRole
from models.database import reading, writing
from models.settings import read_sample_day
from models.spans import end_of_day
from tests.sweep.conftest import KEEPER, OWN_UNIT, Office
from tests.sweep.page import Page

NAME, SCREENS = "chi-cua-so-cong-thuong", ("nhap-bao-cao", "don-vi-toi")
SECRET = "987654"
HEAD = "period,unit_code,task_code,status,done_on,percent,quantity,value_vnd,note"
OFFICER = UserRole.UNIT_OFFICER
ANOTHER = "STC"


def send(office: Office, code: str) -> None:
    """A return of the own unit's, the last that came before the sample's day ends."""
    with reading(office.engine) as session:
        day = read_sample_day(session)
        actor = build_actor(session.exec(select(User).where(User.code == code)).one())
    assert day is not None
    row = f"{day.year},{OWN_UNIT},KH_CT18,in_progress,,40,{SECRET},,"
    upload = Upload(f"{NAME}.csv", f"{HEAD}\n{row}\n".encode())
    now = end_of_day(day) - timedelta(minutes=1)
    seen = preview_file(office.engine, upload, Letter(day), actor=actor)
    receive(office.engine, seen, Choices(True, True, reason="Có"), actor=actor, now=now)


def sign_in(office: Office, code: str) -> str:
    """The cookie of somebody who comes in once more."""
    now, token = datetime.now(UTC), f"again-{code}"
    with writing(office.engine) as session:
        user = session.exec(select(User).where(User.code == code)).one()
        told = {"digest": hash_token(token), "began_at": now, "seen_at": now}
        session.add(SignIn(user_id=user.id or 0, **told))
    return f"phien={token}"


def fetch_all(page: Page) -> dict[str, bytes]:
    """What the page's buttons make, by their addresses."""
    made = [page.fetch(number) for number in page.buttons()]
    return {path: page.get(path).content for path in made if path}


def test_what_was_sent_stays_with_the_unit(own_office: Office) -> None:
    office, code = own_office, "an.moved"
    cookie = office.somebody(code, OFFICER)
    office.somebody("chi.there", OFFICER)
    account = Account("chi.there", "Chi", OFFICER, ANOTHER)
    change_user(office.engine, account, actor=KEEPER, now=datetime.now(UTC))
    stranger = sign_in(office, "chi.there")
    send(office, code)
    with Page(office.address, cookie) as page:
        page.open(SCREENS[0])
        assert NAME.encode() in page.raw
        buttons, files = page.buttons(), fetch_all(page)
        assert any(SECRET.encode() in content for content in files.values())
        moved = Account(code, "An", OFFICER, ANOTHER)
        change_user(office.engine, moved, actor=KEEPER, now=datetime.now(UTC))
        later = [page.fetch(number, seconds=1) for number in buttons]
        told = [page.get(path).content for path in later if path]
        assert all(SECRET.encode() not in content for content in told)
        page.run()
        assert NAME.encode() not in page.raw
    for old in (cookie, sign_in(office, code), stranger):
        for path in files:
            answer = httpx2.get(office.address + path, headers={"Cookie": old})
            assert answer.status_code in (401, 404)
    for present in (f"phien=again-{code}", stranger):
        with Page(office.address, present) as page:
            for screen in SCREENS:
                page.open(screen)
                assert NAME.encode() not in page.raw, screen
                assert all(SECRET.encode() not in one for one in fetch_all(page).values())
    with office.page(OFFICER) as page:
        page.open(SCREENS[0])
        assert NAME.encode() in page.raw
        assert any(SECRET.encode() in content for content in fetch_all(page).values())
