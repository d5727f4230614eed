"""The site: under which address the visitor's own browser calls this server."""

from urllib.parse import urlsplit

import streamlit as st

from server.middleware.root_path import get_root_path


def find_site() -> str:
    """Such as "https://tinh.example.vn/giam-sat"; "" where no browser said it."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}{get_root_path()}" if parts.netloc else ""
