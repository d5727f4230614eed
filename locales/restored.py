"""What a restore did of people, in words."""

from collections.abc import Mapping

from locales.words import Words

PersonFacts = Mapping[str, str | None]


def list_people_sentences(people: Mapping[str, PersonFacts] | None, words: Words) -> list[str]:
    """A sentence for each person who lost rights since the backup was made, by name of sign-in;
    one where there is none, or where nobody knows (None)."""
    if not people:
        return [words.say("restored.people_unknown" if people is None else "restored.people_none")]
    return [_build_sentence(code, facts, words) for code, facts in sorted(people.items())]


def _build_sentence(code: str, facts: PersonFacts, words: Words) -> str:
    role = words.say(f"user_role.{facts['role']}")
    if facts["unit"]:
        role = f"{role}, {facts['unit']}"
    return words.say(f"restored.person.{facts['deed']}", name=facts["name"], code=code, role=role)
