"""Second factors: set one up, take it away, and whether a code is right.

A code is that of an authenticator application (RFC 6238: six digits, every half minute anew;
one half minute early or late will do), or one of ten recovery codes. Each opens once.
"""

import hmac
from datetime import datetime, timedelta

import pyotp
from sqlalchemy import Engine
from sqlmodel import Session

from actions.accounts.accounts import find_user
from actions.accounts.factor_keys import open_factor_secret, seal_factor_secret
from actions.accounts.held_sign_ins import find_last_step, use_step
from actions.accounts.passwords import hash_code, make_code
from actions.deeds import Deed, deed
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from models import RecoveryCode, SecondFactor, User
from models.second_factors import delete_second_factor, find_recovery_code
from models.sign_ins import end_sign_ins

ISSUER = "Giám sát 18"
DIGITS = 6
EARLY_OR_LATE = (0, -1, 1)  # half minutes that two clocks may differ by
RECOVERY_CODES = 10


def make_secret() -> str:
    """The secret of an application that is being set up, in base 32."""
    return pyotp.random_base32()


def build_setup_address(secret: str, name: str) -> str:
    """What the picture that an application reads holds: otpauth://…"""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def keep_second_factor(under_way: Deed, user: User, secret: str, code: str) -> tuple[str, ...]:
    """Keep a secret that the user's application has, in place of an earlier one; the new recovery
    codes, which are kept nowhere else. Raises Refused("factor_failed") where `code` is not one of
    the secret's."""
    session, user_id = under_way.session, user.id or 0
    url = session.get_bind().engine.url
    factor = session.get(SecondFactor, user_id)
    step = _find_step(secret, code, under_way.now)
    again = factor is not None and open_factor_secret(url, user_id, factor.secret) == secret
    if step is None or again:
        raise Refused("factor_failed")
    delete_second_factor(session, user_id)
    sealed = seal_factor_secret(url, user_id, secret)
    session.add(
        SecondFactor(user_id=user_id, secret=sealed, confirmed_at=under_way.now, last_step=step)
    )
    codes = tuple(make_code() for _ in range(RECOVERY_CODES))
    session.add_all(
        RecoveryCode(user_id=user_id, digest=hash_code(recovery_code)) for recovery_code in codes
    )
    return codes


def use_factor_code(session: Session, user: User, code: str, *, now: datetime) -> str:
    """Let a code open, this once: "application" or "recovery_code". Raises
    Refused: factor_failed for one that is wrong, was used or is too old; factor_closed where the
    secret cannot be opened, for want of its key."""
    factor = session.get(SecondFactor, user.id, with_for_update=True)
    if factor is None:
        raise Refused("factor_failed")
    url = session.get_bind().engine.url
    secret = open_factor_secret(url, factor.user_id, factor.secret)
    step = _find_step(secret, code, now) if secret is not None else None
    if step is not None and step > max(factor.last_step, find_last_step(url, factor.user_id)):
        factor.last_step = step
        return "application"
    recovery = find_recovery_code(session, factor.user_id, hash_code(code))
    if recovery is None:
        raise Refused("factor_failed" if secret is not None else "factor_closed")
    session.delete(recovery)
    return "recovery_code"


def use_code_without_writing(session: Session, user: User, code: str, *, now: datetime) -> bool:
    """Let a code of the application open, this once, where nothing can be written: False for a
    recovery code, which nobody could cross out. Raises Refused as `use_factor_code`."""
    factor = session.get(SecondFactor, user.id)
    if factor is None:
        raise Refused("factor_failed")
    url = session.get_bind().engine.url
    secret = open_factor_secret(url, factor.user_id, factor.secret)
    step = _find_step(secret, code, now) if secret is not None else None
    if step is not None and step > factor.last_step:
        if use_step(url, factor.user_id, step):
            return True
        raise Refused("factor_failed")
    if find_recovery_code(session, factor.user_id, hash_code(code)) is None:
        raise Refused("factor_failed" if secret is not None else "factor_closed")
    return False


def remove_second_factor(engine: Engine, code: str, *, actor: Actor, now: datetime) -> None:
    """Take away the second factor of the user `code`, who has lost it; every sign-in of the
    user's ends. One's own is removed with the password only. Raises Refused: not_allowed,
    user_unknown, own_second_factor, no_second_factor."""
    with deed(engine, actor, Verb.REMOVE_SECOND_FACTOR, now=now) as under_way:
        user = find_user(under_way.session, code)
        if user.id == actor.user_id:
            raise Refused("own_second_factor")
        if not delete_second_factor(under_way.session, user.id or 0):
            raise Refused("no_second_factor", user=user.code)
        end_sign_ins(under_way.session, user.id or 0, now=now)
        off = {"second_factor": "off"}
        under_way.tell(f"user {user.code}", before={"second_factor": "on"}, after=off)


def _find_step(secret: str, code: str, now: datetime) -> int | None:
    """The half minute that this code of the secret's belongs to, if it is about `now`."""
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdigit() and len(digits) == DIGITS):
        return None
    totp = pyotp.TOTP(secret)
    for away in EARLY_OR_LATE:
        moment = now + timedelta(seconds=away * totp.interval)
        if hmac.compare_digest(totp.at(moment), digits):
            return int(moment.timestamp()) // totp.interval
    return None
