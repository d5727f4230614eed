"""What a check of everything found, in sentences and as a record."""

from actions.journal.anchors import write_anchor
from actions.journal.timestamps import Stamp, StampCheck
from actions.verify import Verified
from locales.words import Words


def build_record(verified: Verified) -> dict[str, object]:
    return {
        "sound": verified.sound,
        "entries": verified.head.entries,
        "head": verified.head.digest,
        "anchors": verified.anchors,
        "papers": [
            {**anchor._asdict(), "held": is_held, "mistyped": anchor in verified.mistyped}
            for anchor, is_held in verified.papers.items()
        ],
        "stamps": [
            {
                **stamp.anchor._asdict(),
                "at": stamp.at and stamp.at.isoformat(),
                "fault": stamp.fault,
            }
            for stamp in verified.stamps
        ],
        "journal": [{"fault": fault.kind.value, "entry": fault.entry} for fault in verified.faults],
        "orphans": [fault._asdict() for fault in verified.orphans],
        "batches": list(verified.batches),
        "sizes": list(verified.sizes),
        "issues": list(verified.issues),
        "versions": [fault._asdict() for fault in verified.versions],
        "values": [fault._asdict() for fault in verified.values],
        "miscounted": len(verified.miscounted),
        "rows": verified.rows,
    }


def list_lines(verified: Verified, words: Words) -> list[str]:
    """What is sound, or every fault; then what the stamps prove, and of each anchor typed from a
    paper whether the journal holds it. Plain text."""
    rows = sum(verified.rows.values())
    facts = {"entries": verified.head.entries, "rows": rows, "anchors": verified.anchors}
    lines = [words.say("verify.sound" if verified.sound else "verify.faults", count=None, **facts)]
    lines += [words.say(f"verify.{fault.kind}", entry=fault.entry) for fault in verified.faults]
    lines += [words.say("verify.orphans", **fault._asdict()) for fault in verified.orphans]
    lines += [words.say("verify.batch", batch=number) for number in verified.batches]
    lines += [words.say("verify.size", batch=number) for number in verified.sizes]
    lines += [words.say("verify.issue", issue=fault) for fault in verified.issues]
    lines += [words.say("verify.value", **fault._asdict()) for fault in verified.values]
    if verified.values:
        lines.append(words.say("verify.values"))
    if verified.miscounted:
        lines.append(words.say("verify.miscounted", count=len(verified.miscounted)))
    lines += [
        words.say(f"verify.version_{fault.kind}", table=fault.table, rows=fault.rows)
        for fault in verified.versions
    ]
    lines += [
        words.say("verify.stamp", anchor=write_anchor(stamp.anchor), why=format_fault(stamp, words))
        for stamp in verified.forged_stamps
    ]
    lines += _list_stamp_lines(verified, words)
    for anchor, is_held in verified.papers.items():
        state = "held" if is_held else "lost"
        state = "mistyped" if anchor in verified.mistyped else state
        lines.append(words.say(f"verify.paper_{state}", anchor=write_anchor(anchor)))
    return lines


def format_fault(stamp: Stamp | StampCheck, words: Words) -> str:
    return words.say(f"stamp.{stamp.fault}")


def _list_stamp_lines(verified: Verified, words: Words) -> list[str]:
    """How many stamps hold, the newest of them, and how many nobody could check."""
    valid_stamps = [stamp for stamp in verified.stamps if stamp.at is not None]
    unchecked = sum(stamp.fault == "no_authority" for stamp in verified.stamps)
    lines = []
    if valid_stamps:
        newest = valid_stamps[-1]
        facts = {"anchor": write_anchor(newest.anchor), "at": newest.at}
        lines.append(words.say("verify.stamps", count=len(valid_stamps), **facts))
    if unchecked:
        lines.append(words.say("verify.stamps_unchecked", count=unchecked))
    return lines
