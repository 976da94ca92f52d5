"""TypeScript's object types, as generated files write them: read into values, without a grammar's weight."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?:\s+|//[^\n]*|/\*.*?\*/)*
        (?: (?P<word>[A-Za-z_$][\w$]*)
          | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
          | (?P<number>\d[\w.]*)
          | (?P<mark>=>|\S) )""",
    re.VERBOSE | re.DOTALL,
)
_DEEPEST = 60


class ObjectType(NamedTuple):
    """``{ key: …; other?: … }``; a member is optional, or not, and has a type. Index signatures are left out."""

    members: dict[str, tuple[bool, TypeNode]]

    def get(self, key: str) -> TypeNode | None:
        """The type of a member."""
        found = self.members.get(key)
        return found[1] if found else None

    def objects(self, key: str) -> dict[str, TypeNode]:
        """The members of a member that is an object itself; none where it is not."""
        inner = self.get(key)
        return {name: node for name, (_, node) in inner.members.items()} if isinstance(inner, ObjectType) else {}


class Union(NamedTuple):
    """``A | B``; what is joined by ``&`` counts as its first part."""

    parts: tuple[TypeNode, ...]


class Literal(NamedTuple):
    """``"a"``."""

    text: str


class Array(NamedTuple):
    """``A[]``."""

    element: TypeNode


class Tuple(NamedTuple):
    """``[A, B]``."""

    elements: tuple[TypeNode, ...]


class Path(NamedTuple):
    """A name with the keys behind it: ``Database["public"]["Enums"]["status"]``, ``string``; arguments are left out."""

    name: str
    keys: tuple[str, ...] = ()


TypeNode = ObjectType | Union | Literal | Array | Tuple | Path


def object_type(source: str, start: int) -> ObjectType | None:
    """Read the object type whose brace opens at ``start``; None where it is not closed, or is no such type."""
    reader = _Reader(source, start)
    try:
        found = reader.type()
    except _UnreadableError:
        return None
    return found if isinstance(found, ObjectType) else None


class _UnreadableError(Exception):
    pass


class _Reader:
    def __init__(self, source: str, start: int) -> None:
        self._source = source
        self._at = start
        self._depth = 0
        self._kind = self._ahead = ""
        self._advance()

    def _advance(self) -> str:
        token = self._ahead
        found = _TOKEN.match(self._source, self._at)
        if found is None:
            self._kind = self._ahead = ""
        else:
            self._kind, self._at = found.lastgroup or "", found.end()
            self._ahead = found[self._kind]
        return token

    def _take(self, mark: str) -> bool:
        if self._ahead == mark and self._kind != "text":
            self._advance()
            return True
        return False

    def _expect(self, mark: str) -> None:
        if not self._take(mark):
            raise _UnreadableError

    def type(self) -> TypeNode:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _UnreadableError
        self._take("|")
        parts = [self._joined()]
        while self._take("|"):
            parts.append(self._joined())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Union(tuple(parts))

    def _joined(self) -> TypeNode:
        first = self._primary()
        while self._take("&"):
            self._primary()
        return first

    def _primary(self) -> TypeNode:
        node = self._simple()
        while self._ahead == "[" and self._kind == "mark":
            self._advance()
            if self._take("]"):
                node = Array(node)
                continue
            key = self.type()
            self._expect("]")
            keys = (key.text,) if isinstance(key, Literal) else ()
            node = Path(node.name, (*node.keys, *keys)) if isinstance(node, Path) else node
        return node

    def _simple(self) -> TypeNode:
        match self._kind:
            case "text":
                return Literal(_unquoted(self._advance()))
            case "number":
                return Literal(self._advance())
            case "word":
                name = self._advance()
                if name in {"readonly", "keyof", "typeof"}:
                    return self._primary()
                return self._named(name)
        if self._take("{"):
            return self._object()
        if self._take("("):
            inner = self.type()
            self._expect(")")
            return inner
        if self._take("["):
            return self._tuple()
        raise _UnreadableError

    def _named(self, name: str) -> TypeNode:
        while self._take("."):
            name = f"{name}.{self._advance()}"
        if self._take("<"):
            inner = self.type() if self._ahead != ">" else Path("unknown")
            while self._take(","):
                self.type()
            self._expect(">")
            if name in {"NonNullable", "Readonly", "Partial"}:
                return inner
            if name in {"Array", "ReadonlyArray"}:
                return Array(inner)
        return Path(name)

    def _tuple(self) -> Tuple:
        elements: list[TypeNode] = []
        while not self._take("]"):
            elements.append(self.type())
            self._take(",")
        return Tuple(tuple(elements))

    def _object(self) -> ObjectType:
        members: dict[str, tuple[bool, TypeNode]] = {}
        while not self._take("}"):
            key = self._key()
            optional = self._take("?")
            node = self.type() if self._take(":") else Path("unknown")
            if key is not None:
                members.setdefault(key, (optional, node))
            _ = self._take(";") or self._take(",")
        return ObjectType(members)

    def _key(self) -> str | None:
        """Read a member's name; None for an index signature."""
        if self._take("["):
            while not self._take("]"):
                if not self._advance():
                    raise _UnreadableError
            return None
        if self._kind == "text":
            return _unquoted(self._advance())
        if self._kind not in {"word", "number"}:
            raise _UnreadableError
        name = self._advance()
        return self._key() if name == "readonly" and self._ahead not in {":", "?"} else name


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])
