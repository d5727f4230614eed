"""A name that several units bore at different times is asked about, and all of them are named."""

import pytest
from sqlalchemy import Engine

from intake.headers.layouts import RESULTS
from locales.findings import build_finding_sentence
from locales.words import words_in
from tests.province import GOOD, looked_at


@pytest.mark.parametrize("name", ["Xã Lý Quốc", "UBND xã Lý Quốc", "xã Lý Quôc"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_is_asked_about_with_whose_name_it_was(
    province: Engine, name: str, language: str
) -> None:
    content = GOOD.replace(b",SYT,", f",{name},".encode())
    arrival = looked_at(province, content).arrival
    sentences = [
        build_finding_sentence(finding, words_in(language), layout=RESULTS)
        for finding in arrival.findings
        if finding.column == "unit_code"
    ]
    assert sentences
    assert all("Xã Lý Quốc (… – 30/06/2025)" in sentence for sentence in sentences)
