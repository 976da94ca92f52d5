"""The list structure of a part of a page: which lines belong to which bullet, by Markdown tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from supamap.docs.markdown import PageText, is_blank

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

HEADING, PARAGRAPH, OTHER = "heading", "paragraph", "other"


class Node(msgspec.Struct, frozen=True):
    """A bullet, paragraph or heading with what stands below it.

    The node takes lines ``start`` to ``end``, its own text those up to ``head_end``. ``text`` is raw Markdown with
    line breaks turned into spaces. A node is ``plain`` when it holds nothing but one text and lists of plain nodes;
    only such a node may be moved. ``markup`` is the bullet (``-``, ``*``, ``+``, ``.`` for numbers) or the node's kind.
    """

    start: int
    head_end: int
    end: int
    text: str
    markup: str
    plain: bool = True
    children: tuple[Node, ...] = ()


def outline(page: PageText, start: int, end: int) -> tuple[Node, ...]:
    """The nodes between two lines of a page, in order. Blank lines and link definitions belong to no node."""
    from markdown_it.tree import SyntaxTreeNode

    nodes: list[Node] = []
    for branch in SyntaxTreeNode(page.tokens).children:
        if branch.map and start <= branch.map[0] and branch.map[1] <= max(end, branch.map[0] + 1):
            nodes.extend(_nodes(page, branch))
    return tuple(node for node in nodes if node.start < end)


def under_titles(nodes: Sequence[Node], rank: Callable[[Node], int | None]) -> tuple[Node, ...]:
    """Nodes with those that follow a title hung below it.

    ``rank`` is a title's depth (a heading's level, more for a paragraph), None for a node that is no title. A title
    ends where one of the same or a smaller depth begins.
    """
    found: list[Node] = []
    place = 0
    while place < len(nodes):
        depth = rank(nodes[place])
        place += 1
        if depth is None:
            found.append(nodes[place - 1])
            continue
        first = place
        while place < len(nodes) and not _ends(rank(nodes[place]), depth):
            place += 1
        found.append(_hung(nodes[first - 1], under_titles(nodes[first:place], rank)))
    return tuple(found)


def _ends(rank: int | None, depth: int) -> bool:
    return rank is not None and rank <= depth


def _hung(title: Node, children: tuple[Node, ...]) -> Node:
    return msgspec.structs.replace(title, children=children, end=children[-1].end if children else title.end)


def _nodes(page: PageText, branch: SyntaxTreeNode) -> list[Node]:
    if branch.type in ("bullet_list", "ordered_list"):
        return [_bullet(page, child) for child in branch.children]
    kind = branch.type if branch.type in (HEADING, PARAGRAPH) else OTHER
    start, end = branch.map or (0, 0)
    # A paragraph of several lines is prose, or several statements that only their author can tell apart.
    plain = kind == HEADING or (kind == PARAGRAPH and end - start == 1)
    return [Node(start, end, end, _text(branch) if kind != OTHER else "", kind, plain)]


def _bullet(page: PageText, branch: SyntaxTreeNode) -> Node:
    start, end = branch.map or (0, 0)
    while end > start + 1 and is_blank(page.lines[end - 1]):
        end -= 1
    if not branch.children or branch.children[0].type != "paragraph":
        return Node(start, end, end, "", branch.markup, plain=False)
    head = branch.children[0]
    head_end = (head.map or (start, end))[1]
    lists = [child for child in branch.children[1:] if child.type in ("bullet_list", "ordered_list")]
    children = tuple(node for child in lists for node in _nodes(page, child))
    node = Node(start, head_end, end, _text(head), branch.markup, True, children)
    plain = len(lists) == len(branch.children) - 1 and _covers(page, node) and all(child.plain for child in children)
    return msgspec.structs.replace(node, plain=plain)


def _covers(page: PageText, node: Node) -> bool:
    """Whether every line of a node is its text, a child's, or blank: a link definition leaves no token."""
    covered = set(range(node.start, node.head_end))
    for child in node.children:
        if child.start < node.head_end:
            return False
        covered.update(range(child.start, child.end))
    return all(line in covered or is_blank(page.lines[line]) for line in range(node.start, node.end))


def _text(branch: SyntaxTreeNode) -> str:
    raw = branch.children[0].content if branch.children else ""
    return " ".join(raw.split())
