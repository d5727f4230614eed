"""The one HTML page of Streamlit, in our language, with our title and our words."""

import base64
import hashlib
import re
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.url_paths import NOTHING_THERE, PAGES, find_language

TITLE = "Giám sát 18"
LANGUAGES = ("vi", "en")  # the first is spoken where none is asked for
OURS = (
    '<link rel="stylesheet" href="./app/static/page.css">'
    '<script src="./app/static/base.js"></script>'
    '<script src="./app/static/words.js"></script>'
    '<script src="./app/static/ways.js"></script>'
    '<script src="./app/static/paper.js"></script>'
)
NO_SCRIPT = "Xin bật JavaScript để xem trang này. / Please turn on JavaScript to see this page."
NOT_THE_PAGE = ("/app/static/", "/component/", "/media/", "/static/")
INNER = "/_stcore/"  # what a page asks Streamlit; no screen lies there
NOWHERE = PlainTextResponse(NOTHING_THERE, 404)
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
AGENT_LINK = re.compile(r'\s*<link rel="service-desc"[^>]*>')
NO_SCRIPT_PART = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


MARKS = (
    '<html lang="en">',
    "<title>Streamlit</title>",
    "<noscript>",
    "<script>",
)  # changed, or hashed


def build_html_page(original: str, language: str) -> str:
    """Streamlit's index.html as we send it to a reader of `language`."""
    page = original.replace('<html lang="en">', f'<html lang="{language}">')
    page = page.replace("<title>Streamlit</title>", f"<title>{TITLE}</title>{OURS}")
    page = NO_SCRIPT_PART.sub(f"<noscript><p>{NO_SCRIPT}</p></noscript>", page)
    return AGENT_LINK.sub("", page)


def hash_scripts(page: str) -> list[str]:
    """The inline scripts of `page`, as a Content-Security-Policy names them."""
    digests = (hashlib.sha256(code.encode()).digest() for code in INLINE_SCRIPT.findall(page))
    return [f"sha256-{base64.b64encode(digest).decode()}" for digest in digests]


class HtmlPageMiddleware:
    """Answers with our page wherever Streamlit would answer with its own."""

    def __init__(self, app: ASGIApp, original: Path) -> None:
        self.app = app
        html = original.read_text(encoding="utf-8")
        self.pages = {language: build_html_page(html, language) for language in LANGUAGES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let Streamlit answer; if that is its page, send ours and drop the rest."""
        path = scope.get("path", "")
        if scope["type"] != "http" or path in PAGES or path.startswith(NOT_THE_PAGE):
            await self.app(scope, receive, send)
            return
        answer = NOWHERE if path.startswith(INNER) else self._build_answer(scope)
        replaced = False

        async def send_ours(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_the_page(message):
                replaced = True
                await answer(scope, receive, send)
            elif not replaced:
                await send(message)

        await self.app(scope, receive, send_ours)

    def _build_answer(self, scope: Scope) -> Response:
        if "/" in scope["path"].strip("/"):  # no screen lies that deep; the page would stay blank
            return RedirectResponse("/")
        page = self.pages[find_language(scope["query_string"].decode("latin-1"))]
        return HTMLResponse(page, headers={"Cache-Control": "no-cache"})


def _is_the_page(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return bool(start["status"] == 200 and kind.startswith("text/html"))
