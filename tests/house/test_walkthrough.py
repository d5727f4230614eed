"""docs/walkthrough.md tells how a return goes through the code: its code runs, its links lead to
files that are there, and what it names in them is there too."""

import re

import pytest
from sqlalchemy import Engine

from tests.house.tracked import HOUSE

PAGE = HOUSE / "docs" / "walkthrough.md"
TEXT = PAGE.read_text("utf-8")
LINKS = sorted({*re.findall(r"\]\(([^)]+)\)", TEXT)})


def test_its_code_runs_in_order(province: Engine) -> None:
    code = "\n".join(re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL))
    assert code.count("assert") > 5
    exec(compile(code, str(PAGE), "exec"), {"engine": province})


@pytest.mark.parametrize("link", LINKS)
def test_its_links_lead_somewhere(link: str) -> None:
    assert (PAGE.parent / link).exists()


def test_what_it_names_is_there() -> None:
    told = {name for name in re.findall(r"`(\w+)`", TEXT) if name != "engine"}
    linked = [(PAGE.parent / link).resolve() for link in LINKS]
    source = "\n".join(file.read_text("utf-8") for file in linked if file.suffix == ".py")
    source += (HOUSE / "models" / "snapshots.py").read_text("utf-8")
    source += (HOUSE / "intake" / "tables.py").read_text("utf-8")
    assert sorted(name for name in told if not re.search(rf"(def|class) {name}\b", source)) == []
