"""Texts put together of pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.linking.abstract import Abstract, Dependent, Outcome, Outcomes, Pattern, Scope, Symbolic, Text
from supamap.linking.outcomes import WIDEST, deciding
from supamap.model import facts
from supamap.model.usage import Step

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator


HOLE = "\ufffc"
# No name is that long; a select text may be.
_LONGEST_TEXT = 20_000


def read_template(evaluator: Evaluator, file: str, value: facts.Template, scope: Scope | None) -> Outcomes:
    """Every text that the pieces of a template make together."""
    texts: list[Outcome] = [Outcome(Text(""))]
    parameter: Symbolic | None = None
    for part in value.parts:
        found = evaluator.evaluate(file, part, scope)
        parameter = parameter or deciding(found)
        pieces = [_piece(outcome) for outcome in found] or [(HOLE, (), False)]
        if len(texts) * len(pieces) > WIDEST:
            pieces = [(HOLE, (), False)]
        texts = [_joined(text, piece) for text in texts for piece in dict.fromkeys(pieces)]
    if parameter is not None:
        texts.append(Outcome(Dependent(file, value, scope, parameter)))
    return tuple(texts)


def _piece(outcome: Outcome) -> tuple[str, tuple[Step, ...], bool]:
    if isinstance(outcome.value, Text | Pattern):
        return outcome.value.text, outcome.steps, outcome.inferred
    return HOLE, (), False


def _joined(text: Outcome, piece: tuple[str, tuple[Step, ...], bool]) -> Outcome:
    known = text.value.text if isinstance(text.value, Text | Pattern) else HOLE
    whole = known + piece[0]
    if len(whole) > _LONGEST_TEXT:
        whole = HOLE
    value: Abstract = Pattern(whole) if HOLE in whole else Text(whole)
    return Outcome(value, (*text.steps, *piece[1]), text.inferred or piece[2])
