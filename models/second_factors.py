"""Second factors: what somebody signs in with besides the password, and who has to."""

from enum import StrEnum

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models.choices import SECOND_FACTOR_FOR, read_choice
from models.users import RecoveryCode, SecondFactor, User, UserRole

REQUIRED_FOR: dict[int, frozenset[str]] = {
    0: frozenset(),
    1: frozenset({UserRole.ADMINISTRATOR}),
    2: frozenset({UserRole.ADMINISTRATOR, UserRole.SECRETARIAT}),
}
EVER_REQUIRED = REQUIRED_FOR[max(REQUIRED_FOR)]


class FactorNeed(StrEnum):
    """What is still asked of whoever gave the right password."""

    NOTHING = "nothing"
    CODE = "code"
    SET_UP = "set_up"


def find_factor_need(session: Session, user: User) -> FactorNeed:
    """What the user has to give besides the password."""
    if session.get(SecondFactor, user.id) is not None:
        return FactorNeed.CODE
    required = user.role in find_required_roles(session)
    return FactorNeed.SET_UP if required else FactorNeed.NOTHING


def find_required_roles(session: Session) -> frozenset[str]:
    """The roles whose users must have a second factor."""
    return REQUIRED_FOR[read_choice(session, SECOND_FACTOR_FOR)]


def find_factor_state(session: Session) -> dict[str, str]:
    """By the name of sign-in of every user: on; missing, where the role must have one; or off."""
    required = find_required_roles(session)
    asked = select(User.code, User.role, SecondFactor.user_id).join(
        SecondFactor, col(SecondFactor.user_id) == col(User.id), isouter=True
    )
    return {
        code: "on" if kept is not None else ("missing" if role in required else "off")
        for code, role, kept in session.exec(asked)
    }


def find_recovery_code(session: Session, user_id: int, digest: str) -> RecoveryCode | None:
    """The user's recovery code of this digest, unless it was used."""
    same = (RecoveryCode.user_id == user_id, RecoveryCode.digest == digest)
    return session.exec(select(RecoveryCode).where(*same)).first()


def delete_second_factor(session: Session, user_id: int) -> bool:
    """Delete the user's second factor and recovery codes; whether there was one."""
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.user_id) == user_id))
    factor = session.get(SecondFactor, user_id)
    if factor is None:
        return False
    session.delete(factor)
    session.flush()
    return True
