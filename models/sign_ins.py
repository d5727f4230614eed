"""Sign-ins: who is in, since when. Kept by the server, so that one can be ended at any moment."""

from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, func, select, update

from models.record import Instant, Record
from models.settings import Setting, read_setting
from models.soundness import UnreadableValue
from models.users import User

IDLE = timedelta(hours=2)  # unused for so long, it is over
LONGEST = timedelta(hours=12)  # and after a working day in any case
ENDED_AT = "sign_ins_ended_at"  # a setting: a provider's sign-ins are in no table of ours


class SignIn(Record, table=True):
    """Một lần đăng nhập. `digest` is the sha256 of the cookie: who reads the table cannot
    come in with it. It ends on sign-out, a new password, disabling, another role or unit."""

    __tablename__ = "sign_in"
    __table_args__ = (UniqueConstraint("digest"),)

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(max_length=64)
    user_id: int = Field(foreign_key="app_user.id", index=True)
    began_at: datetime = Field(sa_type=Instant)
    seen_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


def find_sign_in_and_user(session: Session, digest: str) -> tuple[SignIn, User] | None:
    """The sign-in of this digest and its user, whether it holds or not."""
    statement = select(SignIn, User).join(User, col(User.id) == col(SignIn.user_id))
    return session.exec(statement.where(SignIn.digest == digest)).first()


def is_valid(sign_in: SignIn, user: User, now: datetime) -> bool:
    """Does the user's sign-in still hold at `now`, as far as the database was told?"""
    is_ended = sign_in.ended_at is not None or user.disabled_at is not None
    return not is_ended and sign_in.began_at > now - LONGEST and sign_in.seen_at > now - IDLE


def find_sign_in(session: Session, digest: str) -> SignIn:
    """The sign-in of this digest, whether it holds or not."""
    return session.exec(select(SignIn).where(SignIn.digest == digest)).one()


def end_sign_ins(session: Session, user_id: int, *, now: datetime) -> None:
    """End every sign-in of a user."""
    session.execute(
        update(SignIn)
        .where(
            col(SignIn.user_id) == user_id,
            col(SignIn.ended_at).is_(None),
        )
        .values(ended_at=now)
    )


def end_all_sign_ins(session: Session, *, now: datetime) -> int:
    """End every sign-in there is, a provider's too; how many of ours still stood."""
    session.merge(Setting(name=ENDED_AT, value=now.isoformat()))
    open_ones = col(SignIn.ended_at).is_(None)
    standing = session.exec(select(func.count()).select_from(SignIn).where(open_ones)).one()
    session.execute(update(SignIn).where(open_ones).values(ended_at=now))
    return standing


def find_end_of_all(session: Session) -> datetime | None:
    """The moment at which every sign-in there was ended last, if ever."""
    value = read_setting(session, ENDED_AT)
    return parse_end_of_all(value) if value else None


def parse_end_of_all(value: str) -> datetime:
    """The moment as `end_all_sign_ins` writes it. Raises UnreadableValue."""
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise UnreadableValue("setting.value") from None
