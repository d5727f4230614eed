"""The application as one ASGI program: Streamlit within, the gate around it.

uvicorn gate.shell:app        what `gate.serving` does, with an address and a port
"""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from sqlalchemy import Engine
from starlette.middleware import Middleware
from starlette.responses import FileResponse
from starlette.routing import Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.secrets import SecretsValue

from gate.addresses import FAVICON
from gate.answers import keep_answers
from gate.assets import Assets, CompressedAssets
from gate.belongings import Belongings, Sign
from gate.conditions import provider_at_fault, settings_at_fault, way_at_fault
from gate.cookies import token_of
from gate.door import Door
from gate.entrance import Entrance, own_files
from gate.faults import DatabaseFaults
from gate.guard import Guard
from gate.headers import SafeHeaders, content_policy
from gate.health import health_route
from gate.hearing import hear_calmly
from gate.index import Index, script_hashes
from gate.internals import find_missing, tell_missing
from gate.lingering import let_files_linger
from gate.logs import begin_log
from gate.memory import give_back_at_times, share_arenas
from gate.metrics import Counting, Requests, metrics_route
from gate.providers import ProvidersDoor, provider_sign
from gate.subpath import SubPath, path_chosen
from gate.throttle import Throttle
from gate.uploads import UploadLimits
from gate.ways import Way, provider_settings, way_chosen
from models.database import get_database_address, open_database

HOUSE = Path(__file__).resolve().parent.parent
STREAMLIT_FILES = Path(st.__file__).resolve().parent / "static"
OWN_ICON = HOUSE / "static" / "icon.png"
LOCAL = "127.0.0.1"
SIGNS: dict[Way, Sign] = {  # by what one browser is told from another
    Way.TRIAL: lambda _connection: "",
    Way.ACCOUNTS: lambda connection: token_of(connection.cookies),
    Way.OIDC: lambda connection: provider_sign(connection.cookies),
}
COMPRESSED_FILES = HOUSE / "var" / f"assets-{st.__version__}"


def warm_up() -> None:
    """Pay for the imports now, not at the first visit; keep them out of every collection."""
    import altair
    import pandas

    altair.Chart(pandas.DataFrame({"part": [1]})).mark_bar().encode(x="part:Q").to_dict()
    gc.collect()
    gc.freeze()


def narrow() -> None:
    """Streamlit would open any script of pages/ by its name, past dashboard.py, take any value
    from a page, forget a file while it is being fetched, and lose what a page asked for when
    the page runs anew."""
    PagesManager.uses_pages_directory = False
    hear_calmly()
    let_files_linger()
    keep_answers()


def application(engine: Engine, way: Way, *, script: Path = HOUSE / "dashboard.py") -> st.App:
    """The dashboard `script` behind the gate; who comes in, and its health, told by `engine`.

    It does not start (RuntimeError) where a condition of gate.conditions does not hold.
    """
    index = STREAMLIT_FILES / "index.html"
    assets = Assets(STREAMLIT_FILES / "static", COMPRESSED_FILES)
    requests = Requests()
    provider: dict[str, SecretsValue] = {}
    provider.update(provider_settings() if way == Way.OIDC else {})

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        faults = faults_found(engine, way)
        if faults:
            raise RuntimeError("\n".join(faults))
        share_arenas()
        narrow()
        begin_log()
        assets.compress_aside()
        warm_up()
        giving_back = asyncio.create_task(give_back_at_times())
        yield
        giving_back.cancel()
        engine.dispose()

    return st.App(
        script,
        lifespan=lifespan,
        routes=[
            health_route(engine),
            metrics_route(engine, requests),
            Route(FAVICON, lambda _request: FileResponse(OWN_ICON)),
            *_forms(engine, way),
        ],
        secrets={"auth": provider} if provider else None,
        middleware=[
            Middleware(SubPath, path=path_chosen()),
            Middleware(Counting, requests=requests),
            Middleware(SafeHeaders, policy=content_policy(script_hashes(index.read_text("utf-8")))),
            Middleware(Guard, hosts=_names, alone=way == Way.TRIAL),
            Middleware(DatabaseFaults),
            *_door(engine, way),
            Middleware(Belongings, sign=SIGNS[way]),
            Middleware(UploadLimits),
            Middleware(CompressedAssets, assets=assets),
            Middleware(Index, original=index),
        ],
    )


def faults_found(engine: Engine, way: Way) -> list[str]:
    """Every reason not to open the door, as sentences."""
    address = config.get_option("server.address") or LOCAL
    index = (STREAMLIT_FILES / "index.html").read_text("utf-8")
    told = [
        *tell_missing(find_missing(index)),
        *settings_at_fault(),
        *way_at_fault(engine, way, address),
    ]
    return told + (provider_at_fault(_secrets()) if way == Way.OIDC else [])


def _names() -> list[str]:
    """By which names browsers may call us, once the settings are read."""
    return list(config.get_option("server.allowedHosts"))


def _forms(engine: Engine, way: Way) -> list[Route]:
    """The pages before the first screen, where there are accounts."""
    if way != Way.ACCOUNTS:
        return []
    font = next((STREAMLIT_FILES / "static" / "media").glob("SourceSansVF-Upright*.woff2"))
    files = own_files(str(font), str(OWN_ICON))
    return Entrance(engine, Throttle()).routes(files)


def _door(engine: Engine, way: Way) -> list[Middleware]:
    """Who keeps the door."""
    if way == Way.ACCOUNTS:
        return [Middleware(Door, engine=engine)]
    return [Middleware(ProvidersDoor)] if way == Way.OIDC else []


def _secrets() -> dict[str, Any]:  # as a TOML file has it
    """What secrets.toml says, where there is one, and the environment over it."""
    there = st.secrets.load_if_toml_exists()
    told = st.secrets.to_dict() if there else {}
    found = provider_settings()
    return {**told, "auth": found} if found else told


app = application(open_database(get_database_address()), way_chosen())
