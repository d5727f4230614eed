"""Screens on A4: whole, legible, and as few sheets as somebody would hand round."""

import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_looks import SETTLED
from tests.browser.test_tasks import at
from tests.chromium import PATIENCE_MS

pytestmark = pytest.mark.browser
XHTML = "{http://www.w3.org/1999/xhtml}"
SMALLEST = 8.5  # points from a word's top to its foot: type of some 7 points
RESTED_MS = 500  # a drawing follows its place
DRAWN = 'path[aria-roledescription="bar"]'
SHEETS = [
    # screen, at most so many sheets
    ("", 2),
    ("co-quan", 3),
    ("nhiem-vu", 3),
    ("qua-han", 2),
]


def printed(page: Page, folder: Path) -> list[list[tuple[str, float]]]:
    """The words of each sheet, and how tall each stands in points."""
    paper, boxes = folder / "paper.pdf", folder / "paper.html"
    page.pdf(path=paper, prefer_css_page_size=True)
    subprocess.run(["pdftotext", "-bbox", str(paper), str(boxes)], check=True, timeout=60)
    sheets = ET.parse(boxes).getroot().iter(f"{XHTML}page")
    return [
        [
            (word.text or "", float(word.attrib["yMax"]) - float(word.attrib["yMin"]))
            for word in sheet.iter(f"{XHTML}word")
        ]
        for sheet in sheets
    ]


@pytest.mark.parametrize(("path", "most"), SHEETS)
def test_a_screen_prints_on_few_sheets_in_type_one_can_read(
    application: str, page: Page, tmp_path: Path, path: str, most: int
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    at(page, f"{application}/{path}?xem-nhu=leader")
    expect(page.locator(DRAWN).first).to_be_attached(timeout=PATIENCE_MS)
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    page.wait_for_timeout(RESTED_MS)
    wide = page.locator("svg.marks").first.bounding_box()
    sheets = printed(page, tmp_path)
    assert len(sheets) <= most
    words = [word for sheet in sheets for word in sheet]
    assert {text for text, height in words if height < SMALLEST and len(text) > 2} == set()
    assert any("minh" in text for text, _ in sheets[0])
    assert page.locator("svg.marks").first.bounding_box() == wide  # the screen is as it was


def test_a_certificate_prints_alone_and_whole(application: str, page: Page, tmp_path: Path) -> None:
    at(page, f"{application}/?xem-nhu=leader")
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)  # a screen half drawn is drawn anew
    page.get_by_role("button", name="Xem nguồn số liệu").nth(1).click(timeout=PATIENCE_MS)
    drawer = page.get_by_role("dialog")
    rest = drawer.locator("[class*=st-key-paper-provenance-rest] li")
    expect(rest).to_have_count(100, timeout=PATIENCE_MS)
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    page.wait_for_timeout(RESTED_MS)
    sheets = [" ".join(text for text, _ in sheet) for sheet in printed(page, tmp_path)]
    assert len(sheets) > 1
    assert "Số liệu minh họa" in sheets[0]
    assert "777 dòng" in " ".join(sheets[:2])  # what is folded says how many it has
    assert "Việc cần quyết" not in " ".join(sheets)
    assert len(set(sheets)) == len(sheets)  # none is the first once more
    assert "Còn 167 dòng" in " ".join(sheets)
