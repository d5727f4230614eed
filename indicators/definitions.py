"""Definitions: each figure as it is signed, and where it is counted.

The words (title, numerator, denominator, exclusions, clause, why) are in locales under
`definition.<name>.<aspect>`; here is what the program needs to find and to check them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Definition:
    """One figure: the function `indicators.<module>.<function>` gives it in column `value`.

    A ratio has the columns it divides, `part` and `whole`; a plain total has neither.
    `unit` is what is counted; `clause` the plan's, or the Government's where the plan is silent.
    """

    name: str
    module: str
    function: str
    value: str
    unit: str
    clause: str
    part: str | None = None
    whole: str | None = None

    def key(self, aspect: str) -> str:
        """The key of its words: aspect is title, numerator, denominator and so on."""
        return f"definition.{self.name}.{aspect}"


# Each row: name, module, function, value, unit, clause; of a ratio part and whole too.
SIGNED = tuple(
    Definition(*row.split())
    for row in """\
completion     completion    completion            share results III.13 part whole
progress       completion    completion            progress results III.13 done_all assigned
done_in_time   completion    completion            in_time_share results III.13 in_time whole
coverage       coverage      coverage              share addresses II.2 part whole
not_helped     coverage      coverage              nobody addresses II.2 nobody whole
committed      coverage      coverage              committed_share addresses II.2 committed whole
visits         coverage      coverage              visits visits II.2
link_share     link_share    link_share            share agencies II.2 part whole
supported      link_share    sum_effort            addresses addresses II.2
confirmed      funnel        count_stages          confirmed_share addresses II.2 confirmed surveyed
risen          funnel        count_stages          risen addresses II.2
circumstances  circumstances count_circumstances   share addresses III.7 part whole
supporters     circumstances count_supporters      addresses addresses II.2
mobilised      mobilised     sum_mobilised         counted vnd II.2
timeliness     timeliness    timeliness            in_time_share reports III.13 in_time due
received_share timeliness    timeliness            received_share reports III.13 received due
totals         totals        totals                quantity measure III.13
grand_total    totals        grand_total           value_vnd vnd III.13
causes         change.causes split_by_cause        share results III.13
moved          change.moved  split_change_by_cause part results III.13
""".splitlines()
)

DEFINITIONS: dict[str, Definition] = {definition.name: definition for definition in SIGNED}
