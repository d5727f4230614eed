"""A table pasted from a mail: it lies beside the dropped files until it is removed, and is examined
and received as they are."""

from dataclasses import dataclass
from functools import partial
from typing import Protocol

import streamlit as st

from locales.texts import escape_markdown
from pages.components.visit import Visit

TEXT, PASTED = "receive-paste-text", "receive-pasted"
MOST_LETTERS = 1_000_000


class SentFile(Protocol):
    """A file that lies on the screen: dropped, or pasted."""

    @property
    def file_id(self) -> str:
        """Tells it from all others."""

    @property
    def name(self) -> str:
        """What it is called."""

    def getvalue(self) -> bytes:
        """Its bytes."""


@dataclass(frozen=True)
class PastedTable:
    """A pasted text, as a file."""

    file_id: str
    name: str
    text: str

    def getvalue(self) -> bytes:
        """The text in UTF-8."""
        return self.text.encode()


def ask_pasted_tables(visit: Visit) -> list[PastedTable]:
    """The field, and below it each table that was pasted, in their order."""
    words = visit.words
    with st.expander(words.say("receive.paste.title"), key="paste-panel"):
        st.markdown(escape_markdown(words.say("receive.paste.lead")))
        with st.form("paste", border=False):
            st.text_area(
                words.say("receive.paste.text"), key=TEXT, max_chars=MOST_LETTERS, height=160
            )
            st.form_submit_button(
                words.say("receive.paste.press"), on_click=partial(_keep_pasted, visit)
            )
        tables: list[PastedTable] = st.session_state.get(PASTED, [])
        for table in tables:
            st.button(
                words.say("receive.paste.remove", file=table.name),
                key=f"paste-remove-{table.file_id}",
                on_click=partial(_remove_pasted, table.file_id),
            )
    return tables


def _keep_pasted(visit: Visit) -> None:
    """Let what is in the field lie among the files, and empty the field."""
    text = str(st.session_state.get(TEXT, ""))
    if not text.strip():
        return
    tables: list[PastedTable] = st.session_state.get(PASTED, [])
    number = 1 + max((int(table.file_id.rpartition("-")[2]) for table in tables), default=0)
    name = visit.words.say("receive.paste.file", number=number)
    st.session_state[PASTED] = [*tables, PastedTable(f"pasted-{number}", name, text)]
    st.session_state[TEXT] = ""


def _remove_pasted(file_id: str) -> None:
    """Take a pasted table away again."""
    tables: list[PastedTable] = st.session_state.get(PASTED, [])
    st.session_state[PASTED] = [table for table in tables if table.file_id != file_id]
