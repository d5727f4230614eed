"""Identities: what is typed and kept for good tells of nobody."""

from actions.refusals import Refused
from actions.text_input import refuse_unseen_signs
from intake.privacy.personal_details import About
from intake.privacy.personal_numbers import Detail, has_identity_mention
from intake.privacy.strict_reading import redact_strictly


def refuse_personal(*texts: str | None, about: About = About.NAMED) -> None:
    """Raise Refused("text_personal") where one of the texts tells a person, or may, by the
    strictest reading: it is kept for good, and shown wherever that is. What is `about` ONE may tell
    of an illness of many. Signs that nobody sees are told first: Refused("text_unseen")."""
    refuse_unseen_signs(texts)
    redactions = [redact_strictly(text, about=about) for text in texts if text]
    found = {detail for redaction in redactions for detail in redaction.details}
    if found:
        _refuse(*(detail for detail in Detail if detail in found))


def refuse_identity(text: str) -> None:
    """Raise Refused("text_personal") where the text holds somebody's identity number: an office's
    own text names who signs and how the office is reached, and no more."""
    if has_identity_mention(text):
        _refuse(Detail.IDENTITY)


def _refuse(*details: Detail) -> None:
    raise Refused("text_personal", details=",".join(detail.value for detail in details))
