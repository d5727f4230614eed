"""Scripts go out compressed and are kept by the browser; a broken start leaves nothing half."""

import gzip
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from server.middleware.compressed_assets import Assets, CompressedAssetsMiddleware

SCRIPT = "let answer = 18;\n" * 200
FILES = {
    "js/index.abc.js": SCRIPT,
    "css/index.abc.css": "p { color: inherit }\n" * 200,
    "js/small.js": "let a;",  # not worth compressing
    "media/font.woff2": "x" * 5000,  # compressed already
}


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    """Streamlit's files in small, and a folder for the copies."""
    for name, text in FILES.items():
        file = tmp_path / "static" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return Assets(tmp_path / "static", tmp_path / "copies")


def client_of(assets: Assets) -> TestClient:
    """A client of a program that would answer `own` itself."""

    async def own(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("own")

    middleware = [Middleware(CompressedAssetsMiddleware, assets=assets)]
    return TestClient(Starlette(routes=[Route("/{path:path}", own)], middleware=middleware))


def test_a_script_is_sent_compressed_and_kept_for_good(assets: Assets) -> None:
    assets.compress()
    answer = client_of(assets).get("/static/js/index.abc.js")
    assert answer.text == SCRIPT
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")
    assert int(answer.headers["content-length"]) < len(SCRIPT) / 10


@pytest.mark.parametrize(
    ("path", "takes"),
    [
        ("/static/js/index.abc.js", "identity"),  # a client without gzip
        ("/static/js/small.js", "gzip"),
        ("/static/media/font.woff2", "gzip"),
        ("/static/../copies/js/index.abc.js.gz", "gzip"),
        ("/", "gzip"),
    ],
)
def test_the_rest_is_left_to_streamlit(assets: Assets, path: str, takes: str) -> None:
    assets.compress()
    assert client_of(assets).get(path, headers={"Accept-Encoding": takes}).text == "own"


def test_before_the_copies_are_ready_streamlit_answers(assets: Assets) -> None:
    assert client_of(assets).get("/static/js/index.abc.js").text == "own"


def test_a_start_that_broke_off_leaves_only_whole_files(
    assets: Assets, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(_aside: Path, _copy: Path) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", break_off)
        assets.compress()
    assert assets.ready == {}
    assert list(assets.folder.rglob("*.gz")) == []

    assets.compress()
    whole = [gzip.decompress(copy.read_bytes()) for copy in assets.ready.values()]
    assert sorted(map(len, whole)) == sorted(len(FILES[name]) for name in list(FILES)[:2])


def test_copies_are_made_once(assets: Assets) -> None:
    assets.compress()
    before = {copy: copy.stat().st_mtime_ns for copy in assets.ready.values()}
    assets.compress()
    assert {copy: copy.stat().st_mtime_ns for copy in assets.ready.values()} == before
