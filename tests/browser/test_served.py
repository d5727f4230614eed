"""Streamlit behind our server works in a browser: nothing refused, nothing fetched outside."""

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, Response, expect

from tests.chromium import PATIENCE_MS

pytestmark = pytest.mark.browser


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


@pytest.mark.parametrize("path", ["sao-luu?xem-nhu=administrator", "co-quan"])
def test_a_link_to_a_screen_asks_for_nothing_that_is_not_there(
    application: str, page: Page, path: str
) -> None:
    refused: list[str] = []

    def note_refusal(response: Response) -> None:
        if response.status >= 400:
            refused.append(f"{response.status} {response.url}")

    page.on("response", note_refusal)
    page.goto(f"{application}/{path}")
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE_MS)
    assert refused == []


@pytest.mark.parametrize("asked", ["health", "host-config"])
def test_below_a_screen_there_is_no_second_program(
    application: str, page: Page, asked: str
) -> None:
    answer = page.request.get(f"{application}/sao-luu/_stcore/{asked}")
    assert answer.status == 404  # another would let Streamlit's page take the screen for its root
    assert page.request.get(f"{application}/_stcore/{asked}").status == 200


def test_no_page_of_another_site_may_tell_ours_what_to_do(application: str, page: Page) -> None:
    told = page.request.get(f"{application}/_stcore/host-config").json()
    assert told["allowedOrigins"] == []
