"""Typst's door: text stays text, fonts are our own, bytes are the same."""

import json
import re
from pathlib import Path

import pytest
import typst

from documents.printing import typst_pages
from documents.printing.typst_pages import render_pdf

TEMPLATE = """
#set document(date: none)
#set page(width: 90mm, height: 60mm)
#set text(font: "Roboto")
#json(bytes(sys.inputs.data)).text
"""


@pytest.fixture(autouse=True)
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that shows one text."""
    (tmp_path / "plain.typ").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(typst_pages, "TEMPLATES", tmp_path)


def fonts(paper: bytes) -> set[bytes]:
    """The families a PDF brings with it."""
    return set(re.findall(rb"/BaseFont */[A-Z]{6}\+(\w+)", paper))


def test_the_only_font_is_roboto() -> None:
    assert fonts(render_pdf("plain", {"text": "Nghiêng ngả ẵ ợ Ữ"})) == {b"Roboto"}


@pytest.mark.parametrize("text", ['#read("/etc/hostname")', "$x$ *a* _b_ <c> @d", "\x00\x0b\ud800"])
def test_data_is_shown_and_never_run(text: str) -> None:
    assert render_pdf("plain", {"text": text}).startswith(b"%PDF")


def test_the_same_data_gives_the_same_bytes() -> None:
    assert render_pdf("plain", {"text": "a"}) == render_pdf("plain", {"text": "a"})


def test_text_that_no_paper_shows_becomes_blank_at_any_depth() -> None:
    told = typst_pages._clean_data({"a": ["x\x0by", {"b": "\ud800"}], "c": 1, "d": None})
    assert json.loads(json.dumps(told)) == {"a": ["x y", {"b": "?"}], "c": 1, "d": None}


def test_a_fault_of_a_template_is_told() -> None:
    with pytest.raises(typst.TypstError):
        render_pdf("plain", {})
