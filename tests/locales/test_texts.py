"""Data shown as it is, where Markdown is read."""

import pytest
from markdown_it import MarkdownIt

from locales.texts import JOINER, escape_markdown

DATA = [
    "Sở Y tế",
    "a_b *c* **d** ~~e~~ `f`",
    "[tin](http://e.vn) ![ảnh](http://e.vn/a.png)",
    "# tiêu đề",
    "- mục",
    "1. một",
    "> trích",
    "$x^2$ :smile: :red[đỏ]",
    "<b>đậm</b> &lt; <http://e.vn>",
    "www.e.vn, https://e.vn/x?y=1, ai@e.vn",
    "| a | b |",
    "\\# gạch chéo \\",
    "===",
    "a -> b <- c -- d >= e <= f ~= g",
    ":material/home: :streamlit:",
]


@pytest.mark.parametrize("data", DATA)
def test_data_renders_literally(data: str) -> None:
    (paragraph,) = [t for t in MarkdownIt().parse(escape_markdown(data)) if t.type == "inline"]
    parts = paragraph.children or []
    assert {part.type for part in parts} <= {"text", "text_special"}
    assert "".join(part.content for part in parts).replace(JOINER, "") == data.strip()


def test_lines_become_one() -> None:
    assert escape_markdown("một\n\n# hai\t ba ") == "một \\# hai ba"


@pytest.mark.parametrize(
    "data",
    [
        *("http://e.vn", "www.e.vn", "ai@e.vn"),
        *("a->b", "a<-b", "a--b", "a>=b", "a<=b", "a~=b"),  # Streamlit sets signs for these
        *(":material/home:", ":streamlit:"),  # and pictures for these
    ],
)
def test_what_would_be_made_over_is_parted(data: str) -> None:
    assert JOINER in escape_markdown(data)
