"""A switch: a few choices side by side, the chosen one in the address bar."""

from collections.abc import Mapping

import streamlit as st

from pages.parts.address_bar import chosen, moved, tied


def switch(label: str, name: str, said: Mapping[str, str], *, labelled: bool = False) -> str:
    """The choice `name` of the address bar, the first where it says none, and the switch that
    changes it. `said` is each choice in words; the label is shown only if `labelled`."""
    options = list(said)
    picked = chosen(name, options, options[0])
    st.segmented_control(
        label,
        options,
        format_func=said.__getitem__,
        required=True,
        label_visibility="visible" if labelled else "collapsed",
        key=tied(name, picked),
        on_change=moved(name),
    )
    return picked
