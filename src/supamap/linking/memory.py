"""Answers remembered by question, in the presence of questions that lead back to themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

_NEVER = 1 << 30
# Questions inside questions: a chain this long ends like a circle. Each needs up to 25 frames of Python's own stack.
_DEEPEST = 120

Question = tuple[object, ...]
One = TypeVar("One")


class Memory:
    """Computes each answer once.

    A question asked again while it is being answered gives nothing: that closes the circle. Answers found inside such a
    circle lack what its head will add, so they hold only until the head is answered, and are forgotten then. So every
    question is computed at most once for each head around it: cost is polynomial, and termination follows from the
    finite number of questions.
    """

    __slots__ = ("_active", "_answers", "_lowest", "_passing", "_passing_of", "spent")

    def __init__(self) -> None:
        self._answers: dict[Question, tuple[Any, ...]] = {}
        self._active: dict[Question, int] = {}
        self._passing: dict[Question, tuple[tuple[Any, ...], int]] = {}
        self._passing_of: defaultdict[int, list[Question]] = defaultdict(list)
        self._lowest = _NEVER
        # How many questions the outermost one has led to so far.
        self.spent = 0

    def once(self, question: Question, compute: Callable[[], tuple[One, ...]]) -> tuple[One, ...]:
        """The answer to a question, computed if it is not known."""
        known = self._answers.get(question)
        if known is not None:
            return known
        position = self._active.get(question)
        if position is not None:
            self._lowest = min(self._lowest, position)
            return ()
        passing = self._passing.get(question)
        if passing is not None:
            self._lowest = min(self._lowest, passing[1])
            return passing[0]
        if len(self._active) >= _DEEPEST:
            self._lowest = 0
            return ()
        return self._computed(question, compute)

    def leave_open(self) -> None:
        """Say that a question was not answered in full: what is found by it holds for the outermost question only."""
        self._lowest = 0

    def _computed(self, question: Question, compute: Callable[[], tuple[One, ...]]) -> tuple[One, ...]:
        position = self._active[question] = len(self._active)
        self.spent = self.spent + 1 if position else 0
        outer, self._lowest = self._lowest, _NEVER
        try:
            answer = compute()
        finally:
            del self._active[question]
            for forgotten in self._passing_of.pop(position, ()):
                self._passing.pop(forgotten, None)
        if self._lowest >= position:
            self._answers[question] = answer
            self._lowest = outer
        else:
            self._passing[question] = (answer, self._lowest)
            self._passing_of[self._lowest].append(question)
            self._lowest = min(outer, self._lowest)
        return answer
