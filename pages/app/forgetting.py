"""Caches are emptied when an address is erased, here or by another program: answers of older
versions of the data would otherwise stay in memory for a while."""

import streamlit as st
from sqlalchemy import Engine

from models.database import reading
from models.erasures import compute_erasures_stamp
from pages.components import cache

_known_erasures: dict[str, str] = {}  # database → its erasures, as this process last knew them


def forget_erased(engine: Engine) -> None:
    """Empty every cache if there are other erasures than were known."""
    with reading(engine) as session:
        mark = compute_erasures_stamp(session)
    if _known_erasures.setdefault(str(engine.url), mark) != mark:
        _known_erasures[str(engine.url)] = mark
        st.cache_resource.clear()
        st.cache_data.clear()
        cache.forget_everything()
