"""Destructuring patterns: which names they bind, and the way from the whole value to each."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from supamap.extraction.tree import Tree

# One step of the way: ("member", name), ("index", n), ("default", node), ("rest", names).
Step = tuple[str, object]
Way = tuple[Step, ...]
_LONGEST_WAY = 20


def bound_names(tree: Tree, pattern: Node, way: Way = ()) -> Iterator[tuple[Node, Way]]:
    """Every name that a pattern binds, at most ``_LONGEST_WAY`` steps deep: its identifier node and the way to it."""
    if len(way) > _LONGEST_WAY:
        return
    kind = pattern.type
    if kind in ("identifier", "shorthand_property_identifier_pattern"):
        yield pattern, way
    elif kind == "object_pattern":
        yield from _object_names(tree, pattern, way)
    elif kind == "array_pattern":
        yield from _array_names(tree, pattern, way)
    elif kind in ("assignment_pattern", "object_assignment_pattern"):
        left, right = pattern.child_by_field_name("left"), pattern.child_by_field_name("right")
        if left is not None and right is not None:
            yield from bound_names(tree, left, (*way, ("default", right)))
    elif kind == "rest_pattern" and pattern.named_children:
        yield from bound_names(tree, pattern.named_children[0], way)


def _object_names(tree: Tree, pattern: Node, way: Way) -> Iterator[tuple[Node, Way]]:
    taken: list[str] = []
    for child in pattern.named_children:
        kind = child.type
        if kind == "shorthand_property_identifier_pattern":
            taken.append(tree.text(child))
            yield child, (*way, ("member", taken[-1]))
        elif kind == "object_assignment_pattern":
            left = child.child_by_field_name("left")
            if left is not None:
                taken.append(tree.text(left))
                yield from bound_names(tree, child, (*way, ("member", taken[-1])))
        elif kind == "pair_pattern":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            name = property_name(tree, key)
            if value is not None:
                taken.append(name)
                yield from bound_names(tree, value, (*way, ("member", name)))
        elif kind == "rest_pattern":
            yield from bound_names(tree, child, (*way, ("rest", tuple(taken))))


def _array_names(tree: Tree, pattern: Node, way: Way) -> Iterator[tuple[Node, Way]]:
    index = 0
    for child in pattern.children:
        if child.type == ",":
            index += 1
        elif child.type == "rest_pattern":
            yield from bound_names(tree, child, (*way, ("rest", ())))
        elif child.is_named:
            yield from bound_names(tree, child, (*way, ("index", index)))


def property_name(tree: Tree, key: Node | None) -> str:
    """The name that a property key stands for; empty if it is computed from anything but a string."""
    if key is None:
        return ""
    if key.type == "string":
        return tree.string(key)
    if key.type == "computed_property_name":
        inner = key.named_children
        return tree.string(inner[0]) if len(inner) == 1 and inner[0].type == "string" else ""
    return tree.text(key)
