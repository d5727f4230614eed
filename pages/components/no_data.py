"""A year whose last day has passed and of which nobody at all has sent a return: there are no data,
and nobody is named."""

from pages.components import frames
from pages.components.empty import show_empty_screen
from pages.components.links import show_link
from pages.components.visit import Visit
from pages.components.visit_from import YEAR


def show_no_data(visit: Visit, url_path: str) -> None:
    """That there are none, and the ways on: to the reports to be entered, and to the last year
    that has data on the screen of `url_path`."""
    show_empty_screen(visit, "no_data", year=visit.year)
    show_link(visit, "nhap-bao-cao", visit.words.say("no_data.receive", year=visit.year))
    reports = frames.load_reports(visit, visit.years)
    known = reports.loc[reports["submission_id"].notna(), "year"]
    if len(known):
        year = int(known.max())
        show_link(visit, url_path, visit.words.say("no_data.look", year=year), **{YEAR: str(year)})
