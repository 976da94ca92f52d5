"""Built-in methods of arrays and strings, as far as they lead to names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from supamap.linking.abstract import Argument, Mystery, Outcome, Outcomes, Pattern, Structure, Text, ValueMethod
from supamap.model import facts

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator

_SAME_TEXT: dict[str, Callable[[str], str]] = {
    "toString": str, "valueOf": str, "trim": str.strip, "toLowerCase": str.lower, "toUpperCase": str.upper,
    "trimStart": str.lstrip, "trimEnd": str.rstrip, "normalize": str,
}  # fmt: skip
# Array methods that give an array of some of the same elements.
_SAME_ARRAY = frozenset({"filter", "slice", "reverse", "sort", "toSorted", "toReversed", "flat", "values"})
# Array methods that give one element.
_ONE_ELEMENT = frozenset({"find", "at", "pop", "shift", "findLast"})


def call_method(evaluator: Evaluator, method: ValueMethod, arguments: tuple[Argument, ...]) -> Outcomes:
    """What calling a built-in method gives."""
    subject = method.subject
    if isinstance(subject, Text | Pattern):
        return _of_text(subject, method.name)
    if isinstance(subject.value, facts.ArrayLiteral):
        return _of_array(evaluator, subject, method.name, arguments)
    if isinstance(subject.value, facts.FunctionRef) and method.name == "bind":
        return (Outcome(subject),)
    if isinstance(subject.value, facts.FunctionRef) and method.name == "call":
        return evaluator.functions.returned(subject, arguments[1:])
    return _unread(method.name)


def _of_text(subject: Text | Pattern, name: str) -> Outcomes:
    change = _SAME_TEXT.get(name)
    if change is None or isinstance(subject, Pattern):
        return _unread(name)
    return (Outcome(Text(change(subject.text))),)


def _of_array(evaluator: Evaluator, subject: Structure, name: str, arguments: tuple[Argument, ...]) -> Outcomes:
    if name in _SAME_ARRAY:
        return (Outcome(subject),)
    if name in _ONE_ELEMENT:
        return tuple(Outcome(one.value, one.steps, True) for one in evaluator.members.any_element(Outcome(subject)))
    if name == "concat" and all((one.file, one.scope) == (subject.file, subject.scope) for one in arguments):
        parts = (facts.Spread(subject.value), *(_concatenated(evaluator, one) for one in arguments))
        return (Outcome(Structure(subject.file, facts.ArrayLiteral(parts), subject.scope)),)
    if name in ("map", "flatMap") and arguments:
        element = Argument(subject.file, facts.Element(subject.value), subject.scope)
        results: list[Outcome] = []
        for function in evaluator.evaluate(arguments[0].file, arguments[0].value, arguments[0].scope):
            if isinstance(function.value, Structure) and isinstance(function.value.value, facts.FunctionRef):
                results.extend(evaluator.functions.returned(function.value, (element,)))
        texts = tuple(facts.Literal(one.value.text) for one in results if isinstance(one.value, Text))
        if texts and len(texts) == len(results):
            return (Outcome(Structure(subject.file, facts.ArrayLiteral(texts), subject.scope)),)
        return (Outcome(Mystery("the elements of a computed array")),)
    return _unread(name)


def _concatenated(evaluator: Evaluator, argument: Argument) -> facts.Value:
    """What an argument of ``concat`` adds: an array its elements, all else itself."""
    found = evaluator.evaluate(argument.file, argument.value, argument.scope)
    plain = all(isinstance(one.value, Text) for one in found)
    return argument.value if plain else facts.Spread(argument.value)


def _unread(name: str) -> Outcomes:
    return (Outcome(Mystery(f"the result of the method {name}")),)
