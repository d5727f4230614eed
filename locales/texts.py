"""Texts: data written where Streamlit reads Markdown."""

import re

# What is made into something else however it is escaped: bare addresses, and by Streamlit icons
# (:material/…:) and typographic signs (->, --, >=).
MADE_OVER = re.compile(
    r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)|(?<=:)(?=material/|streamlit:)|(?<=[-<>~=])(?=[-<>=])",
    re.IGNORECASE,
)
JOINER = "\u2060"  # unseen
MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=])")


def capitalise(sentence: str) -> str:
    """`sentence` with a capital, where what fills its beginning has none."""
    return sentence[:1].upper() + sentence[1:]


def escape_markdown(text: str) -> str:
    """`text` on one line, with every sign that Markdown reads escaped, so that it is shown
    and never obeyed: no links, no remote images, no formulas, no emoji codes."""
    unlinked = MADE_OVER.sub(JOINER, " ".join(text.split()))
    return MARKDOWN.sub(r"\\\1", unlinked)
