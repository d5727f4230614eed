"""Forgetting: what is kept in memory goes when an address is erased, here or by another
program. Everything kept is keyed by the data's version; the older answers would stay a while."""

import streamlit as st
from sqlalchemy import Engine

from models.database import reading
from models.erasures import erasures_counted
from pages.parts import kept

_seen: dict[str, int] = {}  # database → its erasures, as this process last knew them


def forget_erased(engine: Engine) -> None:
    """Clear everything kept in memory if there are other erasures than were known."""
    with reading(engine) as session:
        count = erasures_counted(session)
    if _seen.setdefault(str(engine.url), count) != count:
        _seen[str(engine.url)] = count
        st.cache_resource.clear()
        st.cache_data.clear()
        kept.forget()
