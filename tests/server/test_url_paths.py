"""Where one may be led: to a path of ours exactly as it was asked for, and nowhere else."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.url_paths import add_redirect, find_safe_redirect
from tests.server.conftest import HOME


@pytest.mark.parametrize(
    "place",
    [
        "/",
        "/co-quan",
        "/co-quan?don-vi=SCT&lang=en",
        "/dia-chi?q=L%E1%BB%99c%20H%C3%A0&ngay=2026-12-14",
        "/co-quan?tiep=https://example.vn/a",
        "/co-quan?tim=../a",
        "/dia-chi?q=nam%C2%A0quang",
        "/dia-chi?q=a%5Cb%0Ac",
        "/dia-chi?q=" + "a" * 6000,
        *("/doi-mat-khau", "/bo-xac-thuc", "/xac-thuc-hai-buoc?lang=en"),
    ],
)
def test_an_address_of_ours_is_kept_to_the_letter(place: str) -> None:
    assert find_safe_redirect(place) == place


@pytest.mark.parametrize(
    "place",
    [
        *("", "co-quan", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil"),
        *("https://evil.example/", "javascript:alert(1)", "/%2f%2fevil.example".replace("/%", "%")),
        *("/\t/evil.example", "/%09/evil.example", "/%5cevil.example", "/%2Fevil.example"),
        *("/\r\nSet-Cookie: a=b", "/%0d%0aSet-Cookie:%20a=b", "/dang-xuat", "/dang-nhap?den=/"),
        *("/../khac", "/a/../../khac", "/a/%2e%2E/khac", "/%3f/../../khac", "/.."),
        *("/" + "a" * 9000, "/lộc", "/thiet-lap", "/ma-xac-thuc"),
    ],
)
def test_anything_else_leads_to_the_first_page(place: str) -> None:
    assert find_safe_redirect(place) == "/"


@given(st.text(alphabet="/\\.:@?#%2fF5cC09evilhtps \t", max_size=20))
def test_no_address_leads_away(place: str) -> None:
    led = urlsplit(urljoin(HOME, find_safe_redirect(place).replace("\\", "/")))
    assert f"{led.scheme}://{led.netloc}" == HOME


def test_the_place_comes_along_whole() -> None:
    assert add_redirect("/dang-nhap", "/co-quan?a=1&b=2") == (
        "/dang-nhap?den=%2Fco-quan%3Fa%3D1%26b%3D2"
    )
    assert add_redirect("/dang-nhap", "/") == "/dang-nhap"
