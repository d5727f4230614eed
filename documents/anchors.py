"""The journal's newest anchor on papers that leave the house."""

from actions.anchors import write_anchor
from locales.words import Words
from models.journal import Anchor, DatedAnchor


def anchor_sentence(anchor: DatedAnchor | None, words: Words) -> str:
    """The anchor with its moment, and what it is for; empty where there is none."""
    if anchor is None:
        return ""
    written = write_anchor(Anchor(anchor.entries, anchor.digest))
    return words.say("paper.anchor", anchor=written, at=anchor.at)
