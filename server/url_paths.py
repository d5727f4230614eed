"""Addresses of our own: which there are before signing in, and where one may be led."""

from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from starlette.requests import HTTPConnection

from locales.catalogues import LANGUAGES

SIGN_IN, SIGN_OUT, SET_UP = "/dang-nhap", "/dang-xuat", "/thiet-lap"
SET_PASSWORD, CHANGE_PASSWORD = "/dat-mat-khau", "/doi-mat-khau"
FACTOR_CODE, SET_FACTOR, REMOVE_FACTOR = "/ma-xac-thuc", "/xac-thuc-hai-buoc", "/bo-xac-thuc"
STYLE, FONT, ICON = "/dang-nhap.css", "/dang-nhap.woff2", "/dang-nhap.png"
FAVICON = "/favicon.ico"
PAGES = (
    SIGN_IN,
    SIGN_OUT,
    SET_UP,
    SET_PASSWORD,
    CHANGE_PASSWORD,
    FACTOR_CODE,
    SET_FACTOR,
    REMOVE_FACTOR,
)
OPEN = frozenset(
    {FACTOR_CODE, SET_FACTOR, SIGN_IN, SET_UP, SET_PASSWORD, STYLE, FONT, ICON, "/health", FAVICON}
)
PARTS = ("/_stcore/", "/static/", "/app/static/", "/media/")  # what a page loads of itself
TO_THIS_MACHINE = frozenset({"/metrics"})
WHERE = "den"  # the parameter that carries where one was going
NAME, CODE = "ten", "ma"  # what a link to SET_PASSWORD fills in: sign-in name, one-time code
LONGEST = 8000  # characters of it
# Pages that whoever has just signed in has no business at.
BEFORE_SIGN_IN = frozenset({SIGN_IN, SIGN_OUT, SET_UP, SET_PASSWORD, FACTOR_CODE})
NOTHING_THERE = "Không có trang này. / There is no such page."
STEPS = frozenset({".", ".."})


def is_visit(connection: HTTPConnection) -> bool:
    """Is somebody opening a page, rather than a page loading a part of itself?"""
    scope = connection.scope
    wants_page = "text/html" in connection.headers.get("accept", "")
    inner = scope["path"].startswith(PARTS)
    return scope["method"] in ("GET", "HEAD") and wants_page and not inner


def get_request_path(connection: HTTPConnection) -> str:
    """The path and query exactly as they were asked for."""
    raw = connection.scope.get("raw_path") or connection.scope["path"].encode()
    path = raw.decode("latin-1").partition("?")[0]
    query = connection.scope["query_string"].decode("latin-1").replace("\\", "%5C")
    return f"{path}?{query}" if query else path


def find_safe_redirect(place: str) -> str:
    """`place` if it is a path of this server that one may be led to, else "/".

    A browser reads `//host`, `/\\host` and a tab in between as another server's, and goes up by
    `/..`: under a sub-path, to the site's other pages. What stands encoded in the query leads
    nowhere.
    """
    path = unquote(place.partition("?")[0])
    harmful = any(sign in "\\" or not sign.isprintable() for sign in path + place)
    away = not place.startswith("/") or path.startswith("//") or place.startswith("//")
    if harmful or away or len(place) > LONGEST or not place.isascii():
        return "/"
    parts = urlsplit(place)
    upwards = not STEPS.isdisjoint(unquote(parts.path).split("/"))
    if parts.scheme or parts.netloc or upwards or parts.path in BEFORE_SIGN_IN:
        return "/"
    return place


def add_redirect(path: str, place: str) -> str:
    """`path`, told where to lead on to."""
    return path if place == "/" else f"{path}?{WHERE}={quote(place, safe='')}"


def build_password_link(site: str, name: str, code: str = "") -> str:
    """Where the user `name` sets a password: a whole address under `site`, such as
    "https://tinh.example.vn", or only the path where `site` is "". With `code` the page is
    filled in and one only chooses a password."""
    filled = {NAME: name, CODE: code} if code else {NAME: name}
    return f"{site.rstrip('/')}{SET_PASSWORD}?{urlencode(filled)}"


def find_language(query: str) -> str:
    """The language the address bar asks for (`lang=en`)."""
    language = parse_qs(query).get("lang", [LANGUAGES[0]])[-1]
    return language if language in LANGUAGES else LANGUAGES[0]
