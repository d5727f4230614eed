"""Ways from an item of the yearly report's checklist to the screen where it is mended."""

from actions.permissions import Verb, may
from documents.yearly_report.checklist import UNWRITTEN
from documents.yearly_report.sentences import SLOTS
from pages.components.links import show_link
from pages.components.visit import Visit

WAYS = {  # the first of these that the visitor may open
    **dict.fromkeys(("overdue", "sent_back", "awaited"), ("don-doc", "qua-han")),
    **dict.fromkeys(("late", "requested"), ("co-quan",)),
    **dict.fromkeys(("no_lists", "no_register", "old_review"), ("dia-chi",)),
    **dict.fromkeys(("backup", "no_backup"), ("sao-luu",)),
    "no_data": ("nhap-bao-cao",),
    "estimates": ("nhap-bao-cao", "co-quan"),
    "head": ("don-doc",),
}


def link_to_mend(visit: Visit, code: str) -> None:
    """The way to where an item of the checklist is mended, if the visitor has one."""
    if code in (*SLOTS, UNWRITTEN):
        if may(visit.actor, Verb.WRITE_REPORT):
            show_link(visit, "bao-cao", visit.words.say("readiness.write"), phan="van-thu")
        return
    way = next((path for path in WAYS.get(code, ()) if path in visit.pages), "")
    show_link(visit, way, visit.words.say("readiness.go"))
