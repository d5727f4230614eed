"""The signed scan beside a return: attached on screen, fetched as it was sent, withdrawn."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk, fetch, open_screen, press, sign_in

pytestmark = pytest.mark.browser
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


def test_a_scan_is_kept_fetched_and_withdrawn(trial: Desk, page: Page, tmp_path: Path) -> None:
    signed, fake = tmp_path / "bao-cao-ky.pdf", tmp_path / "trang.pdf"
    signed.write_bytes(PDF)
    fake.write_bytes(b"<html>")
    open_screen(page, trial, "nhap-bao-cao?xem-nhu=secretariat")
    panel = page.get_by_test_id("stExpander").filter(has_text="Bản ký kèm theo")
    panel.locator("summary").click()
    expect(panel.get_by_text("không che được dữ liệu cá nhân")).to_be_visible()
    panel.locator("input[type=file]").set_input_files(fake)
    expect(panel.get_by_text("không phải PDF, JPEG hoặc PNG")).to_be_visible()
    large = tmp_path / "quet-lon.pdf"
    large.write_bytes(PDF + bytes(11 * 1024 * 1024))
    panel.locator("input[type=file]").set_input_files(large)
    refused = panel.get_by_text("Tệp lớn hơn 10 MB nên không tải lên được.")
    expect(refused).to_be_visible()
    assert not re.search("must|smaller|File ", panel.inner_text())
    panel.locator("input[type=file]").set_input_files(signed)
    press(panel, re.compile("^Lưu bản ký bao-cao-ky.pdf"))
    expect(panel.get_by_text("Đã lưu bản ký bao-cao-ky.pdf")).to_be_visible()
    kept = fetch(panel, re.compile("^Tải bao-cao-ky.pdf"), tmp_path / "kept")
    assert kept.read_bytes() == PDF
    press(panel, "Rút bản ký")
    press(page, "Rút và bỏ nội dung")
    expect(panel.get_by_text("Đã rút bản ký bao-cao-ky.pdf.")).to_be_visible()
    assert trial.run("verify").returncode == 0


def test_attached_at_the_terminal_it_is_on_the_agencys_page(
    office: Desk, page: Page, tmp_path: Path
) -> None:
    signed = tmp_path / "syt.png"
    signed.write_bytes(b"\x89PNG\r\n\x1a\n picture")
    batch = office.ask("nil", "--unit", "SYT", "--year", "2026", "--replace-results")["batch_id"]
    scan = office.ask("attach", str(batch), str(signed))["scan"]
    sign_in(page, office, "van.thu", to="co-quan?don-vi=SYT")
    page.get_by_text("Bản ký của các báo cáo này: 1").click()
    kept = fetch(page, re.compile("^Tải syt.png"), tmp_path / "kept")
    assert kept.read_bytes() == signed.read_bytes()
    office.ask("detach", str(scan))
    assert office.run("detach", str(scan)).returncode == 1
