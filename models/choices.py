"""Choices: what an installation decides as a number, each with what is usual and its bounds."""

from typing import NamedTuple

from sqlmodel import Session

from models.settings import read_setting


class Choice(NamedTuple):
    """A setting that is a whole number from `least` to `most`; `usual` until somebody says."""

    name: str
    usual: int
    least: int
    most: int


SMALL_COUNTS = Choice("small_counts_below", 5, 2, 50)  # counts of addresses under it are hidden
FILES_KEPT = Choice("retention_years", 10, 1, 100)  # years
SIGN_INS_KEPT = Choice("sign_ins_days", 365, 1, 3650)  # days after a sign-in has ended
BACKUP_OLD = Choice("backup_days", 2, 1, 60)  # days after which the last proven one is old
COPIES_KEPT = Choice("copies_days", 30, 1, 365)  # days of the database that a restore left
SECOND_FACTOR_FOR = Choice("second_factor_for", 0, 0, 2)  # nobody, administrators, secretariat too
AMOUNT_ASKED = Choice("amount_asked_above", 100, 1, 100_000)  # billions of đồng, of one row
QUANTITY_ASKED = Choice("quantity_asked_above", 1_000_000, 1_000, 99_999_999)  # of one row
UNLIKE_PEERS = Choice("unlike_peers_times", 20, 2, 10_000)  # times what units of a kind report
CHOICES = (
    *(SMALL_COUNTS, FILES_KEPT, SIGN_INS_KEPT, BACKUP_OLD, COPIES_KEPT),
    *(AMOUNT_ASKED, QUANTITY_ASKED, UNLIKE_PEERS),
    SECOND_FACTOR_FOR,
)


def read_choice(session: Session, choice: Choice) -> int:
    """What the installation chose; the usual where nothing, or nothing that can be, is set."""
    text = read_setting(session, choice.name) or ""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else choice.usual
    return number if choice.least <= number <= choice.most else choice.usual
