"""A deed: one permission, one transaction, one journal entry. The only way anything changes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from actions.counting import count_changed
from actions.permissions import Actor, Verb, check, check_still
from actions.refusals import Refused
from actions.text_input import refuse_unseen_signs
from models.database import has_written_register, writing
from models.journal import Entry, add_entry, format_facts
from models.rule_versions import write_rule_versions
from models.served_files import check_served_file
from models.settings import raise_data_version, renew_catalogue_token
from models.soundness import find_stop, find_storage_fault

# No figure is another after these.
LOOKS = frozenset(
    {Verb.READ_REGISTER, Verb.TAKE_OWN_REGISTER, Verb.SAVE_DRAFT, Verb.DISCARD_DRAFT}
    | {Verb.TAKE_BACKUP, Verb.BRING_BACKUP, Verb.SIGN_IN, Verb.SIGN_OUT}
)

# What these tell of was typed by whoever acts.
TYPED = frozenset(
    {Verb.SEND_BACK, Verb.REMIND, Verb.SET, Verb.PUBLISH, Verb.EXTEND}
    | {Verb.ADD_USER, Verb.CHANGE_USER, Verb.SET_UP}
    | {Verb.REQUEST_EXTENSION, Verb.DECLINE_EXTENSION}
    | {Verb.ANSWER_REMINDER, Verb.SET_OWN_CONTACT}
)


class Deed:
    """An action under way: its session, who acts, and the moment it is recorded under."""

    def __init__(self, session: Session, actor: Actor, verb: Verb, now: datetime) -> None:
        self.session = session
        self.actor = actor
        self.verb = verb
        self.now = now
        self._is_recorded = False

    def tell(
        self, subject: str, *, before: Mapping[str, object], after: Mapping[str, object]
    ) -> None:
        """Write the deed's one journal entry. A second one is a fault of ours.

        Raises Refused("text_unseen") for what was typed with signs that nobody sees."""
        if self._is_recorded:
            raise RuntimeError(f"{self.verb} told its deed twice")
        if self.verb in TYPED:
            refuse_unseen_signs(after, but=before)
        entry = Entry(
            at=self.now,
            actor=self.actor.code,
            verb=self.verb.value,
            subject=subject,
            before=format_facts(before),
            after=format_facts(after),
            previous="",
            digest="",
        )
        add_entry(self.session, entry)
        self._is_recorded = True

    def go_on(self) -> None:
        """Write no entry: this deed goes on with a draft whose beginning its actor's last entry
        tells of. A fault of ours for any other verb."""
        if self.verb != Verb.SAVE_DRAFT:
            raise RuntimeError(f"{self.verb} has to tell its deed")
        self._is_recorded = True

    def record_catalogue(self) -> None:
        """Record the catalogue as it now stands as known from the deed's moment on; what memory
        holds of it is old."""
        write_rule_versions(self.session, now=self.now)
        renew_catalogue_token(self.session)

    def close(self) -> None:
        """Last act inside the transaction: it was told once, and the data version rises
        (not for a look, which leaves every figure as it was)."""
        if not self._is_recorded:
            raise RuntimeError(f"{self.verb} told nothing to the journal")
        if self.verb not in LOOKS:
            raise_data_version(self.session)
            if has_written_register(self.session):
                count_changed(self.session, now=self.now)


@contextmanager
def deed(engine: Engine, actor: Actor, verb: Verb, *, now: datetime) -> Iterator[Deed]:
    """Check the permission, open the one transaction, keep all of it or nothing.

    Raises Refused: not_allowed, before anything is read; rights_changed, inside the
    transaction, where the actor's user is no longer what it was; disk_full, database_busy and the
    like (models/database.py), when nothing was kept. `now` is an aware instant.
    """
    check(actor, verb)
    check_served_file(engine.url)
    stop = find_stop(engine.url)
    if stop is not None:
        raise Refused(stop.code)
    try:
        with writing(engine) as session:
            check_still(session, actor, verb)
            under_way = Deed(session, actor, verb, now)
            yield under_way
            under_way.close()
    except DBAPIError as fault:
        code = find_storage_fault(fault, engine.url)
        if code is None:
            raise
        raise Refused(code) from fault
