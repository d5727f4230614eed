"""The application as one ASGI program: Streamlit within, the middleware around it.

uvicorn server.app:app        what `server.serve` does, with an address and a port
"""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import streamlit as st
from sqlalchemy import URL, Engine
from starlette.middleware import Middleware
from starlette.responses import FileResponse
from starlette.routing import Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.secrets import SecretsValue

from actions.accounts.factor_keys import seal_open_secrets
from actions.opening import find_proven_backup
from actions.paths import get_path_beside
from actions.refusals import Refused
from actions.shared_state import FAULTS
from models.database import get_database_address, open_database
from models.served_files import watch_file
from models.soundness import STOPPED, share_stops
from server.auth.cookies import read_token, share_secret
from server.auth.modes import SignInMode, get_provider_settings, get_sign_in_mode
from server.auth.providers import ENDED, GOINGS, ProviderMiddleware, get_provider_sign
from server.auth.sign_in_routes import SignInRoutes, list_own_files
from server.auth.throttle import SharedThrottle
from server.health import build_health_route
from server.logs import begin_log
from server.memory import begin_giving_back, choose_allocators
from server.metrics import CountingMiddleware, Requests, build_metrics_route
from server.middleware.authentication import AuthenticationMiddleware
from server.middleware.compressed_assets import Assets, CompressedAssetsMiddleware
from server.middleware.database_faults import DatabaseFaultMiddleware
from server.middleware.headers import SafeHeaders, build_content_policy
from server.middleware.host_check import HostCheckMiddleware
from server.middleware.html_page import HtmlPageMiddleware, hash_scripts
from server.middleware.page_ownership import PageOwnershipMiddleware, Sign
from server.middleware.process_cookie import ProcessCookieMiddleware
from server.middleware.root_path import RootPathMiddleware, get_root_path
from server.middleware.upload_limits import UploadLimitMiddleware
from server.processes import get_process_number
from server.startup_checks import find_mode_faults, find_provider_faults, find_setting_faults
from server.streamlit_patches.media_retention import patch_media_retention
from server.streamlit_patches.queued_answers import patch_queued_answers
from server.streamlit_patches.required_names import find_missing, tell_missing
from server.streamlit_patches.widget_state import patch_widget_deserialization
from server.url_paths import FAVICON

LOG = logging.getLogger("oversight.server")
HOUSE = Path(__file__).resolve().parent.parent
STREAMLIT_FILES = Path(st.__file__).resolve().parent / "static"
OWN_ICON = HOUSE / "static" / "icon.png"
LOCAL = "127.0.0.1"
SIGNS: dict[SignInMode, Sign] = {  # by what one browser is told from another
    SignInMode.TRIAL: lambda _connection: "",
    SignInMode.ACCOUNTS: lambda connection: read_token(connection.cookies),
    SignInMode.OIDC: lambda connection: get_provider_sign(connection.cookies),
}
COMPRESSED_FILES = HOUSE / "var" / f"assets-{st.__version__}"


def prepare_imports() -> None:
    """Import now what the first visit needs; keep it out of every garbage collection."""
    import altair
    import pandas

    altair.Chart(pandas.DataFrame({"part": [1]})).mark_bar().encode(x="part:Q").to_dict()
    gc.collect()
    gc.freeze()


def apply_streamlit_patches() -> None:
    """Streamlit would open any script of pages/ by its name, past dashboard.py, take any value
    from a page, forget a file while it is being fetched, and lose what a page asked for when
    the page runs anew."""
    PagesManager.uses_pages_directory = False
    patch_widget_deserialization()
    patch_media_retention()
    patch_queued_answers()


def build_application(
    engine: Engine, mode: SignInMode, *, script: Path = HOUSE / "dashboard.py"
) -> st.App:
    """The dashboard `script` behind the middleware; who comes in, and its health, told by `engine`.

    It does not start (RuntimeError) where a condition of server.startup_checks does not hold.
    """
    index = STREAMLIT_FILES / "index.html"
    assets = Assets(STREAMLIT_FILES / "static", COMPRESSED_FILES)
    requests = Requests()
    provider: dict[str, SecretsValue] = {}
    provider.update(get_provider_settings() if mode == SignInMode.OIDC else {})

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        faults = find_start_faults(engine, mode)
        if faults:
            raise RuntimeError("\n".join(faults))
        watch_file(engine.url)
        find_proven_backup(engine)  # known, should the database fail
        with suppress(Refused):  # where nothing can be written now, at the next start
            seal_open_secrets(engine)
        share_state(engine.url)
        choose_allocators()
        apply_streamlit_patches()
        begin_log()
        assets.compress_aside()
        prepare_imports()
        giving_back = begin_giving_back()
        yield
        giving_back.cancel()
        engine.dispose()

    return st.App(
        script,
        lifespan=lifespan,
        routes=[
            build_health_route(engine),
            build_metrics_route(engine, requests),
            Route(FAVICON, lambda _request: FileResponse(OWN_ICON)),
            *build_form_routes(engine, mode),
        ],
        secrets={"auth": provider} if provider else None,
        middleware=[
            Middleware(RootPathMiddleware, path=get_root_path()),
            Middleware(ProcessCookieMiddleware, number=get_process_number()),
            Middleware(CountingMiddleware, requests=requests),
            Middleware(
                SafeHeaders, policy=build_content_policy(hash_scripts(index.read_text("utf-8")))
            ),
            Middleware(HostCheckMiddleware, hosts=list_names, alone=mode == SignInMode.TRIAL),
            Middleware(DatabaseFaultMiddleware, engine=engine),
            *build_sign_in_middleware(engine, mode),
            Middleware(PageOwnershipMiddleware, sign=SIGNS[mode]),
            Middleware(UploadLimitMiddleware),
            Middleware(CompressedAssetsMiddleware, assets=assets),
            Middleware(HtmlPageMiddleware, original=index),
        ],
    )


def share_state(url: URL) -> None:
    """From now on know what other processes that serve this database know: the seals of forms, the
    sign-ins that were ended, that nothing is written any more."""
    share_stops(url, get_path_beside(url, STOPPED))
    for cache in (ENDED, GOINGS):
        cache.share(url)
    try:
        share_secret(url)
    except FAULTS:
        LOG.exception("the forms of this process are its own")


def find_start_faults(engine: Engine, way: SignInMode) -> list[str]:
    """Every reason not to start, as sentences."""
    address = config.get_option("server.address") or LOCAL
    index = (STREAMLIT_FILES / "index.html").read_text("utf-8")
    faults = [
        *tell_missing(find_missing(index)),
        *find_setting_faults(),
        *find_mode_faults(engine, way, address),
    ]
    return faults + (find_provider_faults(load_secrets()) if way == SignInMode.OIDC else [])


def list_names() -> list[str]:
    """By which names browsers may call us, once the settings are read."""
    return list(config.get_option("server.allowedHosts"))


def build_form_routes(engine: Engine, way: SignInMode) -> list[Route]:
    """The pages before the first screen, where there are accounts."""
    if way != SignInMode.ACCOUNTS:
        return []
    font = next((STREAMLIT_FILES / "static" / "media").glob("SourceSansVF-Upright*.woff2"))
    files = list_own_files(str(font), str(OWN_ICON))
    return SignInRoutes(engine, SharedThrottle(engine.url)).build_routes(files)


def build_sign_in_middleware(engine: Engine, way: SignInMode) -> list[Middleware]:
    """What holds back whoever has not signed in."""
    if way == SignInMode.ACCOUNTS:
        return [Middleware(AuthenticationMiddleware, engine=engine)]
    return [Middleware(ProviderMiddleware)] if way == SignInMode.OIDC else []


def load_secrets() -> dict[str, Any]:  # as a TOML file has it
    """What secrets.toml says, where there is one, and the environment over it."""
    has_file = st.secrets.load_if_toml_exists()
    secrets = st.secrets.to_dict() if has_file else {}
    provider_settings = get_provider_settings()
    return {**secrets, "auth": provider_settings} if provider_settings else secrets


app = build_application(open_database(get_database_address()), get_sign_in_mode())
