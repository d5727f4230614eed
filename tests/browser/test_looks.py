"""Every screen in both languages, at a desk and on a phone, and in both themes: a picture is saved
of each, and what somebody would notice is held against what is kept. No pixel is compared."""

import os
import shutil
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import HOUSE, served
from tests.browser.outlines import ACCEPT, accept, difference, folded, written
from tests.browser.places import PLACES, Place
from tests.chromium import PATIENCE_MS, go_within

pytestmark = pytest.mark.browser
SEEN = Path(__file__).with_name("seen.js").read_text(encoding="utf-8")
PICTURES = HOUSE / "test-results" / "screens"
WIDTHS = {1440: 900, 390: 844}
# The theme of each width. Every language is seen at every width, and each theme in both languages
# and at both widths: the outline that is kept is the same for all, so what changes with the theme
# is found beside the other language.
LANGUAGES = {"vi": ("light", "dark"), "en": ("dark", "light")}
TALLEST = 12_000  # pixels of a picture
SERIOUS = ("serious", "critical")
VIOLATIONS = {"resultTypes": ["violations"]}  # nothing is told of what is as it should be
EXAMINED = {("vi", 1440, "light"), ("vi", 390, "dark")}  # by axe; nothing is excused
SETTLED = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  const charts = [...document.querySelectorAll("[data-testid=stVegaLiteChart]")];
  return app?.dataset.testScriptState === "notRunning"
    && document.querySelector("h1")
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")
    && charts.every((one) => !one.checkVisibility() || one.querySelector("svg, canvas"));
}"""
SETTLE_MS = 120  # a grid or a drawing follows its place


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Iterator[str]:
    """A server of its own on sample data, that no other test changes."""
    folder = tmp_path_factory.mktemp("looks")
    shutil.copyfile(sample_file, folder / "oversight.db")
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def reader(profile: BrowserContext) -> Iterator[Page]:
    """One page for all, so that what it has fetched once it has."""
    page = profile.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_it_looks_as_it_is_kept_whatever_the_language_theme_and_width(
    reader: Page, office: str, place: Place
) -> None:
    faults: list[str] = []
    outlines: dict[str, str] = {}
    texts: set[str] = set()
    for language, themes in LANGUAGES.items():
        reader.set_viewport_size({"width": 1440, "height": 900})
        _in_theme(reader, themes[0])
        if outlines:  # the same place once more, in the other language
            go_within(reader, place.address(language))
        else:
            reader.goto(office + place.address(language))
        found: dict[str, list[str]] = {}
        for width, theme in zip(WIDTHS, themes, strict=True):
            _in_theme(reader, theme)
            _to_width(reader, width)
            found[str(width)] = _looked(reader, place, (language, width, theme), faults)
        outlines[language] = written(found)
        texts.add(reader.get_by_test_id("stMain").inner_text())
    if os.environ.get(ACCEPT) == "accept":
        accept(place.name, outlines["vi"])
    told = {one: difference(place.name, outlines[one]) for one in LANGUAGES}
    faults += [f"{one}: {said}" for one, said in told.items() if said]
    faults += [] if len(texts) == len(LANGUAGES) else ["is not in the language that was asked for"]
    assert not faults, "\n".join(dict.fromkeys(faults))


def _to_width(page: Page, width: int) -> None:
    """As wide as asked, and as high as the page is."""
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    page.wait_for_timeout(SETTLE_MS)
    high = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(int(high), TALLEST)})


def _in_theme(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")


def _kept(page: Page, picture: Path) -> None:
    """The picture of all that is shown; packed quickly rather than small."""
    line = page.context.new_cdp_session(page)
    told = line.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
    line.detach()
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(b64decode(told["data"]))


def _looked(page: Page, place: Place, at: tuple[str, int, str], faults: list[str]) -> list[str]:
    """Save the picture, add what is wrong to `faults`; the outline."""
    language, width, theme = at
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    page.wait_for_timeout(SETTLE_MS)
    picture = PICTURES / f"{place.name}-{language}-{width}-{theme}.png"
    _kept(page, picture)
    seen = page.evaluate(SEEN, width < 640)
    said = [f"{name} {what}" for what, names in seen["faults"] for name in names[:5]]
    if at in EXAMINED:
        violations = Axe().run(page, options=VIOLATIONS).response["violations"]
        said += [
            f"axe: {one['id']}, {one['help']}, {one['nodes'][0]['html'][:120]}"
            for one in violations
            if one["impact"] in SERIOUS
        ]
    faults += [f"{language} {width} {theme}: {one}" for one in said]
    return folded(seen["outline"])
