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


SIGNED = (
    Definition(
        name="completion",
        module="completion",
        function="completion",
        value="share",
        unit="results",
        clause="III.13",
        part="part",
        whole="whole",
    ),
    Definition(
        name="progress",
        module="completion",
        function="completion",
        value="progress",
        unit="results",
        clause="III.13",
        part="done_all",
        whole="assigned",
    ),
    Definition(
        name="done_in_time",
        module="completion",
        function="completion",
        value="in_time_share",
        unit="results",
        clause="III.13",
        part="in_time",
        whole="whole",
    ),
    Definition(
        name="coverage",
        module="coverage",
        function="coverage",
        value="share",
        unit="addresses",
        clause="II.2",
        part="part",
        whole="whole",
    ),
    Definition(
        name="not_helped",
        module="coverage",
        function="coverage",
        value="nobody",
        unit="addresses",
        clause="II.2",
        part="nobody",
        whole="whole",
    ),
    Definition(
        name="committed",
        module="coverage",
        function="coverage",
        value="committed_share",
        unit="addresses",
        clause="II.2",
        part="committed",
        whole="whole",
    ),
    Definition(
        name="visits",
        module="coverage",
        function="coverage",
        value="visits",
        unit="visits",
        clause="II.2",
    ),
    Definition(
        name="link_share",
        module="link_share",
        function="link_share",
        value="share",
        unit="agencies",
        clause="II.2",
        part="part",
        whole="whole",
    ),
    Definition(
        name="supported",
        module="link_share",
        function="sum_effort",
        value="addresses",
        unit="addresses",
        clause="II.2",
    ),
    Definition(
        name="confirmed",
        module="funnel",
        function="count_stages",
        value="confirmed_share",
        unit="addresses",
        clause="II.2",
        part="confirmed",
        whole="surveyed",
    ),
    Definition(
        name="risen",
        module="funnel",
        function="count_stages",
        value="risen",
        unit="addresses",
        clause="II.2",
    ),
    Definition(
        name="circumstances",
        module="circumstances",
        function="count_circumstances",
        value="share",
        unit="addresses",
        clause="III.7",
        part="part",
        whole="whole",
    ),
    Definition(
        name="supporters",
        module="circumstances",
        function="count_supporters",
        value="addresses",
        unit="addresses",
        clause="II.2",
    ),
    Definition(
        name="mobilised",
        module="mobilised",
        function="sum_mobilised",
        value="counted",
        unit="vnd",
        clause="II.2",
    ),
    Definition(
        name="timeliness",
        module="timeliness",
        function="timeliness",
        value="in_time_share",
        unit="reports",
        clause="III.13",
        part="in_time",
        whole="due",
    ),
    Definition(
        name="received_share",
        module="timeliness",
        function="timeliness",
        value="received_share",
        unit="reports",
        clause="III.13",
        part="received",
        whole="due",
    ),
    Definition(
        name="totals",
        module="totals",
        function="totals",
        value="quantity",
        unit="measure",
        clause="III.13",
    ),
    Definition(
        name="grand_total",
        module="totals",
        function="grand_total",
        value="value_vnd",
        unit="vnd",
        clause="III.13",
    ),
    Definition(
        name="causes",
        module="causes",
        function="split_by_cause",
        value="share",
        unit="results",
        clause="III.13",
    ),
    Definition(
        name="moved",
        module="moved",
        function="split_change_by_cause",
        value="part",
        unit="results",
        clause="III.13",
    ),
)

DEFINITIONS: dict[str, Definition] = {definition.name: definition for definition in SIGNED}
