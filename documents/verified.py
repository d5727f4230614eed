"""What a check of everything found, in sentences and as a record."""

from actions.anchors import write_anchor
from actions.timestamps import Stamp, StampCheck
from actions.verify import Verified
from locales.words import Words


def verified_record(found: Verified) -> dict[str, object]:
    """As JSON tells it."""
    return {
        "sound": found.sound,
        "entries": found.head.entries,
        "head": found.head.digest,
        "anchors": found.anchors,
        "papers": [{**anchor._asdict(), "held": held} for anchor, held in found.papers.items()],
        "stamps": [
            {
                **stamp.anchor._asdict(),
                "at": stamp.at and stamp.at.isoformat(),
                "fault": stamp.fault,
            }
            for stamp in found.stamps
        ],
        "journal": [{"fault": one.kind.value, "entry": one.entry} for one in found.faults],
        "orphans": [one._asdict() for one in found.orphans],
        "batches": list(found.batches),
        "sizes": list(found.sizes),
        "issues": list(found.issues),
        "versions": [one._asdict() for one in found.versions],
        "rows": found.rows,
    }


def verified_lines(found: Verified, words: Words) -> list[str]:
    """What is sound, or every fault; then what the stamps prove, and of each anchor typed from a
    paper whether the journal holds it. Plain text."""
    rows = sum(found.rows.values())
    facts = {"entries": found.head.entries, "rows": rows, "anchors": found.anchors}
    lines = [words.say("verify.sound" if found.sound else "verify.faults", count=None, **facts)]
    lines += [words.say(f"verify.{one.kind}", entry=one.entry) for one in found.faults]
    lines += [words.say("verify.orphans", **one._asdict()) for one in found.orphans]
    lines += [words.say("verify.batch", batch=number) for number in found.batches]
    lines += [words.say("verify.size", batch=number) for number in found.sizes]
    lines += [words.say("verify.issue", issue=one) for one in found.issues]
    lines += [
        words.say(f"verify.version_{one.kind}", table=one.table, rows=one.rows)
        for one in found.versions
    ]
    lines += [
        words.say("verify.stamp", anchor=write_anchor(stamp.anchor), why=say_fault(stamp, words))
        for stamp in found.forged_stamps
    ]
    lines += _stamp_lines(found, words)
    return lines + [
        words.say(f"verify.paper_{'held' if held else 'lost'}", anchor=write_anchor(anchor))
        for anchor, held in found.papers.items()
    ]


def say_fault(stamp: Stamp | StampCheck, words: Words) -> str:
    """Why an anchor has no stamp that holds."""
    return words.say(f"stamp.{stamp.fault}")


def _stamp_lines(found: Verified, words: Words) -> list[str]:
    """How many stamps hold, the newest of them, and how many nobody could check."""
    held = [stamp for stamp in found.stamps if stamp.at is not None]
    unchecked = sum(stamp.fault == "no_authority" for stamp in found.stamps)
    lines = []
    if held:
        newest = held[-1]
        facts = {"anchor": write_anchor(newest.anchor), "at": newest.at}
        lines.append(words.say("verify.stamps", count=len(held), **facts))
    if unchecked:
        lines.append(words.say("verify.stamps_unchecked", count=unchecked))
    return lines
