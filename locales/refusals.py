"""Refusals in words."""

from actions.catalogue.faults import CatalogueFaulty
from actions.refusals import Refused
from locales.catalogue_faults import list_fault_sentences
from locales.words import Words


def build_refusal_sentence(refused: Refused, words: Words) -> str:
    """What the program will not do, why, and what to do instead. Plain text; a line for each
    fault where there are many."""
    if isinstance(refused, CatalogueFaulty):
        return "\n".join(list_fault_sentences(refused, words))
    facts = dict(refused.facts)
    if "details" in facts:  # kinds of what tells a person
        kinds = str(facts["details"]).split(",")
        facts["details"] = ", ".join(words.say(f"detail.{kind}") for kind in kinds)
    if refused.code == "backup_broken":
        facts["fault"] = explain_backup_fault(str(facts["fault"]), words)
    for whose in {"theirs", "ours"} & facts.keys():  # an office that set no name
        facts[whose] = facts[whose] or words.say("paper.default.body")
    return words.say(f"refusal.{refused.code}", count=None, **facts)


def explain_backup_fault(fault: str, words: Words) -> str:
    """Why a copy could not be proven, as a sentence's end."""
    key = f"proof.{fault}"
    return words.say(key if words.knows(key) else "proof.other")
