"""Ways from screen to screen: a link that is copied or opened in a tab of its own shows what one
sees; on a phone the menu is out of the way once a page was chosen."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.chromium import PATIENCE_MS

pytestmark = pytest.mark.browser
KEPT = {"lang": ["en"], "ngay": ["2026-12-13"], "xem-nhu": ["leader"]}
HERE = "/?xem-nhu=leader&lang=en&ngay=2026-12-13"


@pytest.fixture
def phone(browser: Browser, application: str) -> Iterator[Page]:
    """A page that is touched."""
    context = browser.new_context(
        base_url=application,
        locale="vi-VN",
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def asked(link: Locator) -> dict[str, list[str]]:
    """What the address of a link asks for."""
    return parse_qs(urlsplit(link.get_attribute("href") or "").query)


def test_every_link_carries_the_choices_of_the_header(page: Page, application: str) -> None:
    page.goto(application + HERE)
    within = page.get_by_role("link", name=re.compile("Which bodies are behind"))
    expect(within).to_be_visible(timeout=PATIENCE_MS)
    assert asked(within).items() >= KEPT.items()
    above = page.get_by_test_id("stTopNavLink").filter(has_text="Bodies and localities")
    above.dispatch_event("pointerdown")  # a long touch, a middle click
    assert asked(above) == KEPT


def test_a_deep_link_asks_for_nothing_that_is_not_there(page: Page, application: str) -> None:
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if not answer.ok else None)
    page.goto(f"{application}/co-quan?don-vi=SYT")
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE_MS)
    assert missing == []
    icon = page.request.get(f"{application}/favicon.ico")
    assert icon.headers["content-type"] == "image/png"


def test_the_menu_of_a_phone_closes_when_a_page_is_chosen(phone: Page) -> None:
    phone.goto(HERE)
    phone.get_by_test_id("stExpandSidebarButton").tap(timeout=PATIENCE_MS)
    phone.get_by_test_id("stSidebarNavLink").filter(has_text="Overdue").tap(timeout=PATIENCE_MS)
    expect(phone).to_have_url(re.compile("/qua-han"), timeout=PATIENCE_MS)
    expect(phone.get_by_test_id("stSidebarNavLink").first).not_to_be_in_viewport(
        timeout=PATIENCE_MS
    )


def test_a_question_opens_at_its_answer(phone: Page) -> None:
    phone.goto("/dia-chi?truoc=chua-gan&xem-nhu=leader")
    answer = phone.get_by_text(re.compile("chưa gắn với địa chỉ nhân đạo nào"))
    expect(answer).to_be_in_viewport(timeout=PATIENCE_MS)
