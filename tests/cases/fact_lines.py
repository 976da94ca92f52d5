"""Facts of a small source in words: values and types as one reads them, definitions by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from supamap.extraction.extractor import extract
from supamap.model import facts
from supamap.model.facts import FileFacts
from supamap.model.sources import Language


def facts_of(source: str | bytes, language: Language = Language.TYPESCRIPT) -> FileFacts:
    """The facts of one file."""
    return extract("a.ts", language, source if isinstance(source, bytes) else source.encode())


def value(file: FileFacts, found: facts.Value | None) -> str:
    """A value in words: a binding is ``name@line``, a parameter ``function#index``."""
    return "-" if found is None else _VALUES[type(found)](file, found)


def kind(file: FileFacts, found: facts.Type | None) -> str:
    """A type in words."""
    return "-" if found is None else _TYPES[type(found)](file, found)


def values(file: FileFacts, found: Iterable[facts.Value]) -> str:
    """Values in words, with commas."""
    return ", ".join(value(file, one) for one in found)


def _template(file: FileFacts, found: facts.Template) -> str:
    parts = (one.text if isinstance(one, facts.Literal) else f"${{{value(file, one)}}}" for one in found.parts)
    return f"`{''.join(parts)}`"


def _local(file: FileFacts, found: facts.Local) -> str:
    bound = file.bindings[found.binding]
    return f"{bound.name}@{bound.line}"


def _subject(file: FileFacts, found: facts.Value) -> str:
    return f"({value(file, found)})" if isinstance(found, facts.Choice) else value(file, found)


def _call(file: FileFacts, found: facts.Call) -> str:
    generic = f"<{', '.join(kind(file, one) for one in found.types)}>" if found.types else ""
    return f"{'new ' if found.new else ''}{value(file, found.callee)}{generic}({values(file, found.arguments)})"


def _object(file: FileFacts, found: facts.ObjectLiteral) -> str:
    parts = [f"{key}: {value(file, one)}" for key, one in found.entries]
    parts += (f"...{value(file, one)}" for one in found.spreads)
    parts += (f"[{value(file, key)}]: {value(file, one)}" for key, one in found.computed)
    return f"{{{', '.join(parts)}}}"


def _parameter(file: FileFacts, found: facts.Parameter) -> str:
    function = file.functions[found.function]
    return f"{function.name or f'function@{function.line}'}#{found.index}"


_VALUES: dict[type, Callable[[FileFacts, Any], str]] = {
    facts.Literal: lambda _, one: repr(one.text),
    facts.Constant: lambda _, one: str(one.text),
    facts.Template: _template,
    facts.Local: _local,
    facts.Global: lambda _, one: str(one.name),
    facts.Member: lambda file, one: f"{_subject(file, one.object)}.{one.name}",
    facts.Index: lambda file, one: f"{_subject(file, one.object)}[{value(file, one.key)}]",
    facts.Call: _call,
    facts.ObjectLiteral: _object,
    facts.ArrayLiteral: lambda file, one: f"[{values(file, one.elements)}]",
    facts.Spread: lambda file, one: f"...{value(file, one.value)}",
    facts.FunctionRef: lambda file, one: f"function@{file.functions[one.function].line}",
    facts.ClassRef: lambda file, one: f"class {file.classes[one.cls].name}",
    facts.This: lambda file, one: f"{'super' if one.parent else 'this'} of {file.classes[one.cls].name}",
    facts.Choice: lambda file, one: " | ".join(value(file, option) for option in one.options),
    facts.Cast: lambda file, one: f"({value(file, one.value)} as {kind(file, one.annotation)})",
    facts.Parameter: _parameter,
    facts.Element: lambda file, one: f"{'key' if one.key else 'element'} of {_subject(file, one.iterable)}",
    facts.Imported: lambda _, one: f"{one.specifier}:{one.name}",
    facts.Rest: lambda file, one: f"{value(file, one.value)} without {','.join(one.without)}",
    facts.Unknown: lambda _, one: f"? {one.reason}",
}


def _named(file: FileFacts, found: facts.NamedType) -> str:
    inner = ", ".join(kind(file, one) for one in found.arguments)
    return f"{found.name}<{inner}>" if inner else found.name


def _object_type(file: FileFacts, found: facts.ObjectType) -> str:
    inner = "; ".join(f"{name}: {kind(file, one)}" for name, one in found.members)
    return f"{{ {inner} }}" + "".join(f" + {kind(file, base)}" for base in found.bases)


def _union(file: FileFacts, found: facts.UnionType) -> str:
    return (" & " if found.every else " | ").join(kind(file, one) for one in found.members)


_TYPES: dict[type, Callable[[FileFacts, Any], str]] = {
    facts.NamedType: _named,
    facts.LiteralType: lambda _, one: repr(one.text),
    facts.UnionType: _union,
    facts.ObjectType: _object_type,
    facts.TypeOf: lambda file, one: f"typeof {value(file, one.value)}",
    facts.KeyOf: lambda file, one: f"keyof {kind(file, one.subject)}",
    facts.IndexedType: lambda file, one: f"{kind(file, one.object)}[{kind(file, one.key)}]",
    facts.ArrayType: lambda file, one: f"[{', '.join(kind(file, element) for element in one.elements)}]",
    facts.FunctionType: lambda file, one: f"() => {kind(file, one.returns)}",
    facts.UnknownType: lambda _, one: f"? {one.text}",
}


def binding(file: FileFacts, name: str) -> str:
    """The value of the only binding of a name."""
    (found,) = [one for one in file.bindings if one.name == name]
    return value(file, found.value)


def candidate_lines(file: FileFacts) -> list[str]:
    """Every candidate but addresses: ``receiver.method(arguments) chain``."""
    return [
        f"{value(file, one.receiver)}.{one.method}({values(file, one.arguments)})"
        + "".join(f" {call.method}({values(file, call.arguments)})" for call in one.chain)
        for one in file.candidates
        if one.method != "url"
    ]


def name_read(source: str, language: Language = Language.TYPESCRIPT) -> str:
    """What the argument of the only ``db.from(…)`` is."""
    file = facts_of(source, language)
    (found,) = [one for one in file.candidates if one.method == "from"]
    return value(file, found.arguments[0])


def reference_lines(file: FileFacts) -> set[str]:
    """Every reference: ``source -> name.path kind``."""
    return {
        f"{file.definitions[one.source].name} -> {'.'.join((file.bindings[one.binding].name, *one.path))} {one.kind}"
        for one in file.references
    }
