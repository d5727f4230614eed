"""Send a submission back to its sender."""

from datetime import datetime

from sqlalchemy import Engine

from actions.deeds import deed
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from models import Submission


def send_back(
    engine: Engine, submission_id: int, reason: str, *, actor: Actor, now: datetime
) -> None:
    """The report counts as not received until it comes again. Raises Refused:
    submission_unknown, sent_back_before."""
    with deed(engine, actor, Verb.SEND_BACK, now=now) as under_way:
        submission = under_way.session.get(Submission, submission_id)
        if submission is None or submission.superseded_at is not None:
            raise Refused("submission_unknown", submission=submission_id)
        if submission.sent_back_at is not None:
            raise Refused("sent_back_before", submission=submission_id)
        submission.sent_back_at, submission.sent_back_reason = now, reason[:500]
        under_way.tell(
            f"submission {submission_id}", before={"sent_back": False}, after={"reason": reason}
        )
