"""The application as one ASGI program: Streamlit within, the gate around it.

uvicorn gate.shell:app        what `gate.serving` does, with an address and a port
"""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from sqlalchemy import Engine
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from gate.assets import Assets, CompressedAssets
from gate.guard import Guard
from gate.headers import SafeHeaders, content_policy
from gate.health import health_route
from gate.index import Index, script_hashes
from gate.logs import begin_log
from gate.metrics import Counting, Requests, metrics_route
from models.database import database_address, open_database

HOUSE = Path(__file__).resolve().parent.parent
STREAMLIT_FILES = Path(st.__file__).resolve().parent / "static"
COMPRESSED_FILES = HOUSE / "var" / f"assets-{st.__version__}"


def warm_up() -> None:
    """Pay for the imports now, not at the first visit; keep them out of every collection."""
    import altair
    import pandas

    altair.Chart(pandas.DataFrame({"part": [1]})).mark_bar().encode(x="part:Q").to_dict()
    gc.collect()
    gc.freeze()


def application(engine: Engine, *, script: Path = HOUSE / "dashboard.py") -> st.App:
    """The dashboard `script` behind the gate, its health told by `engine`."""
    index = STREAMLIT_FILES / "index.html"
    assets = Assets(STREAMLIT_FILES / "static", COMPRESSED_FILES)
    requests = Requests()
    policy = content_policy(script_hashes(index.read_text(encoding="utf-8")))

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        # Streamlit would open any script of pages/ by its name, past dashboard.py.
        PagesManager.uses_pages_directory = False
        begin_log()
        assets.compress_aside()
        warm_up()
        yield
        engine.dispose()

    return st.App(
        script,
        lifespan=lifespan,
        routes=[health_route(engine), metrics_route(engine, requests)],
        middleware=[
            Middleware(Counting, requests=requests),
            Middleware(SafeHeaders, policy=policy),
            Middleware(Guard),
            Middleware(CompressedAssets, assets=assets),
            Middleware(Index, original=index),
        ],
    )


app = application(open_database(database_address()))
