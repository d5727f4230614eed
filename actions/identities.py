"""Identities: what is kept for good holds nobody's identity number."""

from actions.refusals import Refused
from intake.personal_numbers import holds_identity_number


def refuse_personal(*texts: str | None) -> None:
    """Raise Refused("text_personal") where one of the texts holds somebody's identity number: it
    is kept with its reason for ever, and shown wherever that is."""
    if any(text and holds_identity_number(text) for text in texts):
        raise Refused("text_personal")
