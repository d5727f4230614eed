"""Elements drawn again from constant data: a screen's own calls of Streamlit, kept with what
they were given, and made once more without any of the thinking between them."""

import inspect
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

PAGE = 0  # the slot of the page itself
SET_BEFORE = frozenset({"selectbox", "segmented_control", "date_input", "radio", "pills"})
# Any below: arguments and answers of Streamlit's own functions, whatever they are.


@dataclass(frozen=True)
class Step:
    """One call, entrance or exit: of the place in `slot`, its answer kept in `kept`."""

    kind: str
    slot: int
    name: str = ""
    given: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)
    kept: int = PAGE
    state: dict[str, Any] = field(default_factory=dict)


class Tape:
    """The steps of one screen, in order."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.slots = PAGE
        self.deep = False

    def call(self, slot: int, name: str, real: Any) -> Any:
        """`real` (the function `name` of the place in `slot`), noted when it is called."""

        def noted(*given: Any, **named: Any) -> Any:
            if self.deep:
                return real(*given, **named)
            key = named.get("key")
            known = name in SET_BEFORE and key in st.session_state
            state = {key: st.session_state[key]} if known else {}
            self.deep = True
            try:
                answer = real(*given, **named)
            finally:
                self.deep = False
            first = self.slots + 1
            self.steps.append(Step("call", slot, name, given, named, first, state))
            return self._place(answer)

        return noted

    def _place(self, answer: Any) -> Any:
        self.slots += 1
        if isinstance(answer, list | tuple) and answer and isinstance(answer[0], DeltaGenerator):
            return [self._place(each) for each in answer]
        if isinstance(answer, DeltaGenerator) or hasattr(answer, "cell"):
            return Place(self, self.slots, answer)
        return answer


class Place:
    """A container that notes what is drawn into it."""

    def __init__(self, tape: Tape, slot: int, real: Any) -> None:
        self._tape, self._slot, self._real = tape, slot, real

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        return self._tape.call(self._slot, name, found) if callable(found) else found

    def __enter__(self) -> "Place":
        self._tape.steps.append(Step("enter", self._slot))
        self._real.__enter__()
        return self

    def __exit__(self, *why: object) -> None:
        self._tape.steps.append(Step("exit", self._slot))
        self._real.__exit__(*why)


@contextmanager
def taped() -> Iterator[Tape]:
    """Note everything that is drawn on the page while it lasts."""
    tape = Tape()
    with ExitStack() as patches:
        for name in dir(st):
            found = getattr(st, name)
            if inspect.ismethod(found) and isinstance(found.__self__, DeltaGenerator):
                patches.enter_context(patch.object(st, name, tape.call(PAGE, name, found)))
        yield tape


def drawn_again(steps: list[Step]) -> None:
    """Make the same calls with the same data."""
    slots: dict[int, Any] = {PAGE: st}
    for step in steps:
        place = slots[step.slot]
        if step.kind == "enter":
            place.__enter__()
        elif step.kind == "exit":
            place.__exit__(None, None, None)
        else:
            for key, value in step.state.items():
                st.session_state[key] = value
            answer = getattr(place, step.name)(*step.given, **step.named)
            several = answer if isinstance(answer, list | tuple) else [answer]
            slots[step.kept] = answer
            if several and several is answer:
                slots |= {step.kept + 1 + at: each for at, each in enumerate(several)}
