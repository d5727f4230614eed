"""The Streamlit program. Every run reaches st.navigation: otherwise Streamlit would open the
scripts it finds by itself."""

from pathlib import Path

import streamlit as st
from sqlalchemy import Engine

from models.database import get_database_address, open_database
from pages.app.admission import find_pages

ICON = Path(__file__).resolve().parent / "static" / "icon.png"


@st.cache_resource(max_entries=4, show_spinner=False)
def database(address: str) -> Engine:
    """The one engine of this process for `address`."""
    return open_database(address)


def main() -> None:
    """One visit, one screen."""
    st.set_page_config(page_icon=str(ICON), layout="wide")
    pages = find_pages(database(get_database_address()))
    seen = any(page.visibility == "visible" for page in pages)
    st.navigation(pages, position="top" if seen else "hidden").run()


if __name__ == "__main__":
    main()
