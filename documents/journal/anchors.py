"""The journal's newest anchor on receipts and published reports."""

from actions.journal.anchors import write_anchor
from locales.words import Words
from models.journal import Anchor, DatedAnchor


def format_anchor(anchor: DatedAnchor | None, words: Words) -> str:
    """The anchor with its moment, and what it is for; empty where there is none."""
    if anchor is None:
        return ""
    anchor_text = write_anchor(Anchor(anchor.entries, anchor.digest))
    return words.say("paper.anchor", anchor=anchor_text, at=anchor.at)
