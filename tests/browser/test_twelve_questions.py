"""Five minutes before a meeting: each question a leader has, and how many touches it takes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.chromium import PATIENCE_MS

pytestmark = pytest.mark.browser
MOST_TOUCHES = 1


class Leader:
    """A reader at Tổng quan who counts what they touch."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.touches = 0
        page.goto(f"{address}/?xem-nhu=leader")
        self.sees(re.compile(r"^Đã nhận"))
        expect(page.get_by_text("Hỏi tiếp")).to_be_visible(timeout=PATIENCE_MS)

    def sees(self, said: str | re.Pattern[str]) -> None:
        """The screen says it."""
        expect(self.page.get_by_text(said).first).to_be_visible(timeout=PATIENCE_MS)

    def touches_on(self, thing: Locator) -> None:
        """One touch more."""
        self.touches += 1
        thing.first.click(timeout=PATIENCE_MS)

    def asks(self, question: str) -> None:
        """Follow the link of a question."""
        self.touches_on(self.page.get_by_role("link", name=question))

    def headline(self) -> str:
        """What the screen says first."""
        return self.page.locator("h1").first.inner_text()

    def arrives_at(self, path: str) -> None:
        """The address is the screen's own."""
        expect(self.page).to_have_url(re.compile(path), timeout=PATIENCE_MS)


def how_much_is_done_against_last_year(leader: Leader) -> None:
    leader.sees(re.compile(r"^\d+ / [\d.]+ nhiệm vụ đến hạn$"))
    leader.sees(re.compile(r"điểm phần trăm so với cả kỳ 2025"))


def who_is_behind(leader: Leader) -> None:
    leader.asks("Cơ quan, đơn vị nào chậm?")
    leader.arrives_at("/co-quan")
    leader.sees(re.compile(r"\d+ trên \d+ đơn vị thấp hơn mức chung"))


def whom_to_call(leader: Leader) -> None:
    assert re.search(r"\d+ báo cáo quá hạn, lâu nhất \d+ ngày: ", leader.headline())
    leader.sees(re.compile(r"^Quá hạn \d+ ngày$"))
    leader.sees(re.compile(r"^Văn phòng · 0206"))


def which_communes_have_most_that_nobody_helps(leader: Leader) -> None:
    leader.asks("Xã nào nhiều địa chỉ chưa được trợ giúp nhất?")
    leader.arrives_at("/dia-chi")
    leader.sees(re.compile(r"nhiều nhất (ở|trong các xã, phường được nêu số:) .+ \(khoảng \d+\)"))


def how_many_addresses_have_nobody(leader: Leader) -> None:
    figure = leader.page.get_by_test_id("stMetric").filter(has_text="Địa chỉ chưa được trợ giúp")
    expect(figure.get_by_test_id("stMetricValue")).to_have_text(re.compile(r"^khoảng [\d.]+$"))


def which_agencies_stand_by_no_address(leader: Leader) -> None:
    leader.asks("Cơ quan nào chưa gắn với địa chỉ nào?")
    leader.arrives_at("/dia-chi")
    leader.sees(re.compile(r"\d+ cơ quan cấp tỉnh chưa gắn với địa chỉ nhân đạo nào"))


def what_moved_and_why(leader: Leader) -> None:
    leader.sees(re.compile(r"^Có gì thay đổi từ ngày 13/12/2026$"))
    leader.sees(re.compile(r"^Nhận thêm \d+ báo cáo \(do .*báo cáo mới"))
    leader.sees(re.compile(r"^Thêm \d+ báo cáo quá hạn \(do thời gian"))


def what_was_known_on_a_past_day(leader: Leader) -> None:
    leader.asks("Đã biết gì vào ngày 13/12/2026?")
    leader.sees(re.compile(r"^Kỳ 2026 · đến ngày 13/12/2026"))
    leader.sees(re.compile(r"chưa đến hạn, hạn cuối là hết ngày 14/12/2026"))


def is_a_fall_real_or_a_reorganisation(leader: Leader) -> None:
    leader.asks("Giảm thật hay do sắp xếp đơn vị?")
    leader.arrives_at("/vi-sao")
    leader.sees(re.compile(r"(tăng|giảm) [\d,]+ điểm so với kỳ 2025: .* do (kết quả|việc báo cáo)"))
    leader.sees(re.compile(r"^(Tăng|Giảm) thật: |^Không phải (tăng|giảm) thật|^Chỉ [\d,]+ trong"))
    leader.sees(re.compile(r"Các phần cộng lại đúng bằng chênh lệch"))


def where_a_share_comes_from(leader: Leader) -> None:
    share = leader.page.get_by_test_id("stGridCell").filter(has_text="Tỷ lệ hoàn thành")
    leader.touches_on(share.get_by_role("button", name="Xem nguồn số liệu"))
    drawer = leader.page.get_by_role("dialog")
    expect(drawer.get_by_text(re.compile("^Tử số")).first).to_be_visible(timeout=PATIENCE_MS)
    expect(drawer.get_by_text(re.compile(r"\d+ dòng")).first).to_be_visible()


def how_much_was_mobilised_by_movement(leader: Leader) -> None:
    leader.asks("Đã huy động bao nhiêu, theo phong trào?")
    leader.arrives_at("muc=tri-gia")
    leader.sees(re.compile(r"\d (tỷ|triệu) đồng"))


def what_to_decide_today(leader: Leader) -> None:
    leader.sees(re.compile(r"^Việc cần quyết hôm nay: \d+ đơn vị$"))
    leader.sees(re.compile(r"^Gọi người đứng đầu, ấn định ngày gửi báo cáo"))


STORIES: list[Callable[[Leader], None]] = [
    how_much_is_done_against_last_year,
    who_is_behind,
    whom_to_call,
    which_communes_have_most_that_nobody_helps,
    how_many_addresses_have_nobody,
    which_agencies_stand_by_no_address,
    what_moved_and_why,
    what_was_known_on_a_past_day,
    is_a_fall_real_or_a_reorganisation,
    where_a_share_comes_from,
    how_much_was_mobilised_by_movement,
    what_to_decide_today,
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_the_answer_is_one_touch_away(
    story: Callable[[Leader], None], application: str, page: Page
) -> None:
    leader = Leader(page, application)
    story(leader)
    assert leader.touches <= MOST_TOUCHES
    expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.parametrize("path", ["/", "/co-quan", "/dia-chi", "/qua-han"])
def test_the_header_is_one_line_on_a_phone_and_travels_in_the_address(
    path: str, application: str, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{application}{path}?nam=2025&ngay=2026-01-20&cau-truc=now")
    header = page.get_by_role("button", name="Kỳ 2025 · đến ngày 20/01/2026").last
    expect(header).to_be_visible(timeout=PATIENCE_MS)
    box = header.bounding_box()
    assert box is not None
    assert box["height"] < 48
    assert "nam=2025" in page.url
    assert "cau-truc=now" in page.url


def test_the_meeting_page_comes_down_as_one_pdf(application: str, page: Page) -> None:
    leader = Leader(page, application)
    with page.expect_download(timeout=PATIENCE_MS) as caught:
        leader.touches_on(page.get_by_role("button", name=re.compile("Tải trang họp")))
    paper = caught.value.path().read_bytes()
    assert paper.startswith(b"%PDF")
    assert len(re.findall(rb"/Type ?/Page\b", paper)) == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_printed_screen_is_ink_on_white_without_buttons(
    theme: str, application: str, page: Page
) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    Leader(page, application)
    page.emulate_media(media="print")
    for pressed in ("stButton", "stHeader", "stDownloadButton", "stPageLink"):
        expect(page.get_by_test_id(pressed).first).to_be_hidden()
    expect(page.get_by_text("Kỳ 2026 · đến ngày 20/12/2026").first).to_be_visible()
    ink = page.locator("h1").first.evaluate("one => getComputedStyle(one).color")
    assert ink == "rgb(23, 33, 31)"
    paper = page.get_by_test_id("stApp").evaluate("one => getComputedStyle(one).backgroundColor")
    assert paper == "rgba(0, 0, 0, 0)"
