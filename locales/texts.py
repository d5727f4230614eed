"""Texts: data written where Streamlit reads Markdown."""

import re

LINKS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
JOINER = "\u2060"  # unseen; Markdown makes links of bare addresses whatever is escaped
MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def escaped(text: str) -> str:
    """`text` on one line, with every sign that Markdown reads escaped, so that it is shown
    and never obeyed: no links, no remote images, no formulas, no emoji codes."""
    unlinked = LINKS.sub(JOINER, " ".join(text.split()))
    return MARKDOWN.sub(r"\\\1", unlinked)
