"""A number of Cài đặt, typed by a hand, is kept."""

import re

import pytest
from playwright.sync_api import Page, expect

from models.choices import CHOICES
from tests.journeys.desk import Desk, open_screen, press

pytestmark = pytest.mark.browser


def test_a_number_that_is_typed_is_kept(trial: Desk, page: Page) -> None:
    open_screen(page, trial, "cai-dat?xem-nhu=administrator")
    field = page.get_by_test_id("stNumberInputField").first
    number = str(CHOICES[0].least + 1)
    assert field.input_value() != number
    field.fill(number)
    press(page, re.compile("^Lưu"))
    open_screen(page, trial, "cai-dat?xem-nhu=administrator")
    expect(page.get_by_test_id("stNumberInputField").first).to_have_value(number)
