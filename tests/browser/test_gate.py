"""Streamlit behind the gate works in a browser: nothing refused, nothing fetched outside."""

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, Response, expect

pytestmark = pytest.mark.browser
PATIENCE_MS = 30_000


def test_the_first_screen_breaks_no_rule_and_asks_nobody_outside(
    application: str, page: Page
) -> None:
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    def asked(request: Request) -> None:
        if not request.url.startswith((application, "data:", "blob:")):
            complaints.append(f"asked {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            complaints.append(f"{response.status} {response.url}")

    page.on("console", heard)
    page.on("request", asked)
    page.on("response", answered)
    page.goto(application)
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert complaints == []


def test_streamlits_own_words_are_vietnamese(application: str, page: Page) -> None:
    page.goto(application)
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.get_by_label("Trình đơn").first).to_be_attached(timeout=PATIENCE_MS)


def test_english_readers_keep_streamlits_english(application: str, page: Page) -> None:
    page.goto(f"{application}/?lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_label("Main menu").first).to_be_attached(timeout=PATIENCE_MS)
