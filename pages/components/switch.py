"""A switch: a few choices side by side, the chosen one in the address bar."""

from collections.abc import Mapping

import streamlit as st

from pages.components.address_bar import bind_widget, follow_widget, sync_choice


def show_switch(label: str, name: str, labels: Mapping[str, str], *, labelled: bool = False) -> str:
    """The choice `name` of the address bar, the first where it says none, and the switch that
    changes it. `labels` are the choices in words; the label is shown only if `labelled`."""
    options = list(labels)
    value = sync_choice(name, options, options[0])
    st.segmented_control(
        label,
        options,
        format_func=labels.__getitem__,
        required=True,
        label_visibility="visible" if labelled else "collapsed",
        key=bind_widget(name, value),
        on_change=follow_widget(name),
    )
    return value
