"""Refusals: what the house will not do, as a code and facts; locales has the sentence."""


class Refused(Exception):
    """An action was refused. `code` names the sentence, `facts` fill it."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
