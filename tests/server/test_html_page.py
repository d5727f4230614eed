"""Streamlit's page comes in our language, and every inline script in it is known."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import FileResponse, HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from server.app import STREAMLIT_FILES
from server.middleware.html_page import HtmlPageMiddleware, build_html_page, hash_scripts

ORIGINAL = STREAMLIT_FILES / "index.html"


@pytest.fixture
def pages() -> TestClient:
    """A program that answers Streamlit's page everywhere, and a file of its own."""

    async def page(_request: object) -> FileResponse:
        return FileResponse(ORIGINAL, headers={"ETag": "streamlit's"})

    async def own(_request: object) -> HTMLResponse:
        return HTMLResponse("own")

    async def missing(_request: object) -> HTMLResponse:
        return HTMLResponse("missing", 404)

    routes = [
        Route("/app/static/own.html", own),
        Route("/missing", missing),
        Route("/{path:path}", page),
    ]
    return TestClient(
        Starlette(routes=routes, middleware=[Middleware(HtmlPageMiddleware, original=ORIGINAL)])
    )


@pytest.mark.parametrize(
    ("address", "language"),
    [("/", "vi"), ("/co-quan", "vi"), ("/?lang=en", "en"), ("/?lang=xx", "vi"), ("/?nam=1", "vi")],
)
def test_the_page_speaks_the_language_asked_for(
    pages: TestClient, address: str, language: str
) -> None:
    html = pages.get(address).text
    assert f'<html lang="{language}">' in html
    assert "<title>Giám sát 18</title>" in html
    assert 'src="./app/static/words.js"' in html
    assert 'src="./app/static/ways.js"' in html
    assert 'href="./app/static/page.css"' in html


def test_nothing_of_streamlits_answer_is_left(pages: TestClient) -> None:
    answer = pages.get("/")
    assert answer.headers["cache-control"] == "no-cache"
    assert "etag" not in answer.headers
    assert 'rel="service-desc"' not in answer.text
    assert answer.text.rstrip().endswith("</html>")


@pytest.mark.parametrize(
    ("address", "text"), [("/app/static/own.html", "own"), ("/missing", "missing")]
)
def test_other_pages_stay_as_they_are(pages: TestClient, address: str, text: str) -> None:
    assert pages.get(address).text == text


def test_the_scripts_named_are_in_the_house() -> None:
    house = Path(__file__).resolve().parents[2]
    assert (house / "static" / "words.js").is_file()
    assert (house / "static" / "ways.js").is_file()
    assert (house / "static" / "page.css").is_file()


def test_the_inline_script_is_known_by_its_digest() -> None:

    assert hash_scripts("<script>go()</script>") == [
        "sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw="
    ]
    assert len(hash_scripts(build_html_page(ORIGINAL.read_text(encoding="utf-8"), "vi"))) == 1


@pytest.mark.parametrize("path", ["/_stcore/gone", "/_stcore/bidi-components/x"])
def test_what_streamlit_does_not_know_of_its_own_is_no_page(pages: TestClient, path: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 404
    assert "<html" not in answer.text
