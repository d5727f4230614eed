"""Who did something: a person by name, and whoever acts without an account by what they are."""

from collections.abc import Mapping

from locales.words import Words
from models import UserRole

TERMINAL, TRIAL = "terminal", "trial-"
TRIAL_ROLES = {f"{TRIAL}{role}": role for role in UserRole}


def name_actor(code: str, names: Mapping[str, str], words: Words) -> str:
    """The person who signs in as `code` (`names` has the full name of each), the role that was
    tried out, or the terminal; a name of sign-in that nobody has any more stays as it is."""
    if code in names:
        return names[code]
    if code in TRIAL_ROLES:
        return words.say("actor.trial", role=words.say(f"user_role.{TRIAL_ROLES[code]}"))
    return words.say("actor.terminal") if code == TERMINAL else code


def identify_actor(code: str, names: Mapping[str, str], words: Words) -> str:
    """The same, with the name of sign-in behind a person's, which two persons may share."""
    name = name_actor(code, names, words)
    return words.say("actor.person", name=name, code=code) if code in names else name
