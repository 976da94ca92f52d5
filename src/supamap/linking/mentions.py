"""Whether an expression mentions a parameter of a function."""

from __future__ import annotations

from collections.abc import Iterator

from supamap.model import facts


def mentions(file: facts.FileFacts, value: facts.Value, function: int) -> bool:
    """Whether a value can depend on the arguments of ``function``, through local names and functions inside it."""
    seen: set[tuple[str, int]] = set()
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, facts.Parameter) and one.function == function:
            return True
        todo.extend(_inner(file, one, seen))
    return False


def _inner(file: facts.FileFacts, value: facts.Value, seen: set[tuple[str, int]]) -> Iterator[facts.Value]:
    if isinstance(value, facts.Local):
        binding = file.bindings[value.binding]
        if not binding.outer and ("b", value.binding) not in seen:
            seen.add(("b", value.binding))
            yield binding.value
    elif isinstance(value, facts.FunctionRef):
        if ("f", value.function) not in seen:
            seen.add(("f", value.function))
            yield from file.functions[value.function].returns
    else:
        yield from parts(value)


def parts(value: facts.Value) -> Iterator[facts.Value]:
    """The expressions directly inside an expression."""
    match value:
        case facts.Member(subject) | facts.Element(subject) | facts.Rest(subject) | facts.Spread(subject):
            yield subject
        case facts.Cast(subject):
            yield subject
        case facts.Narrowed(subject, to):
            yield subject
            yield to
        case facts.Index(subject, key):
            yield subject
            yield key
        case facts.Call(callee, arguments):
            yield callee
            yield from arguments
        case facts.ObjectLiteral(entries, spreads, computed):
            yield from (part for _, part in entries)
            yield from (part for pair in computed for part in pair)
            yield from spreads
        case facts.ArrayLiteral(elements):
            yield from elements
        case facts.Choice(options):
            yield from options
        case facts.Template(pieces):
            yield from pieces
