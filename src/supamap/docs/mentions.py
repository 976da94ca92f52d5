"""How people name things in a hand-written Integration Map: titles, names with notes, and placeholders."""

from __future__ import annotations

import re

import msgspec

from supamap.docs.map_entry import note_text
from supamap.docs.map_text import DATABASE, EDGE_FUNCTIONS, PAGES, SERVICES, code_pattern, code_text

_GROUP_WORDS = {
    PAGES: "page pages component components ui screen screens",
    SERVICES: "service services hook hooks context contexts store stores provider providers",
    EDGE_FUNCTIONS: "edge function functions deno",
    "API Routes": "api route routes endpoint endpoints",
    "Server": "server action actions",
    DATABASE: "database db rpc rpcs trigger triggers",
    "Scripts": "script scripts",
    "Tests": "test tests",
}
_GROUP_OF = {word: group for group, words in _GROUP_WORDS.items() for word in words.split()}

_BOLD_TITLE = re.compile(r"(?P<mark>\*\*|__|\*|_)(?P<title>[^*_:`\[\]]+?)\s*:?\s*(?P=mark)\s*:?\s*(?P<rest>.*)")
_PLAIN_TITLE = re.compile(r"(?P<title>[^*_:`()\[\]–—]+?)\s*(?:(?::|\s[–—-](?=\s))\s*(?P<rest>.*)|\Z)")
_WORD = re.compile(r"\w+")

_LINK = r"\[(?P<label>[^\[\]]+|`[^`]+`)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)"
_BARE = r"(?P<bare>[@~]?[\w$./][\w$./@-]*(?:\[[\w.]+\][\w$./@-]*)*(?:\(\))?)"
_MENTION = re.compile(rf"(?P<mark>\*\*|__)?(?:{_LINK}|{code_pattern('fence', 'code')}|{_BARE})(?(mark):?(?P=mark))")
_NAME = re.compile(r"[@~]?[\w$./()\[\]][\w$./@()\[\]-]*")
# A bare word with a hyphen or one slash may be prose ("read-only", "and/or"); these are not.
_NAME_LIKE = re.compile(r"[a-z][A-Z]|\w_\w|/.*/|\(\)\Z|\.(?:[cm]?[jt]sx?|vue|svelte|astro|sql)\Z")
_EXPLAINS = re.compile(r"\s*:\s|\s+[–—-]+\s")
_CONNECTIVE = re.compile(r"(?:and|or|with|und|plus)\b|[&+/]", re.IGNORECASE)

_BRACKETED = re.compile(r"[*_]{0,2}\[(?P<text>[^\[\]]*)\][*_]{0,2}[.:]?")
_TEMPLATE_WORDING = re.compile(
    r"(?:list|describe|name|add|explain|document|insert|enter|specify|fill|provide|define|todo|tbd|to be|your)\b"
    r"|\.\.\.|…|\W*\Z",
    re.IGNORECASE,
)
_TEMPLATE_NOUNS = frozenset(("name", "names", "relevant", "related", "any", "and", "or", "the", "a", "here", "etc"))
_NOBODY = re.compile(r"[*_]{0,2}(?:none(?: found| yet| known)?|nothing|n/?a|[-–—])[.]?[*_]{0,2}", re.IGNORECASE)


class Title(msgspec.Struct, frozen=True):
    """A group's title: its words, the group they mean (empty when they mean several), and what follows on the line."""

    text: str
    group: str
    rest: str


class Mention(msgspec.Struct, frozen=True):
    """Something a line names first.

    ``name`` is a symbol, a slug or a path; ``target`` the URL when it is a link. ``sure`` says that it looks like a
    name and not like a word of prose; ``note`` is the rest of the text, ``joined`` that the rest goes on with "and".
    """

    name: str
    target: str
    sure: bool
    note: str
    joined: bool


def read_title(text: str) -> Title | None:
    """The group title a line consists of or starts with; None when it starts with anything else."""
    found = _BOLD_TITLE.fullmatch(text) or _PLAIN_TITLE.fullmatch(text)
    if found is None:
        return None
    groups = {_GROUP_OF.get(word, "") for word in _WORD.findall(found["title"].casefold())}
    if "" in groups or not groups:
        return None
    return Title(found["title"], groups.pop() if len(groups) == 1 else "", (found["rest"] or "").strip())


def is_bold_title(text: str) -> bool:
    """Whether a group's title is written in bold."""
    return text.startswith(("**", "__")) and read_title(text) is not None


def read_mention(text: str) -> Mention | None:
    """What a text names first, None when it starts with nothing that could be a name."""
    found = _MENTION.match(text)
    if found is None:
        return None
    rest = text[found.end() :].strip()
    raw = code_text(found["code"]) if found["code"] else found["label"] or found["bare"] or ""
    name = _cleaned(raw)
    marked = bool(found["code"] or found["label"]) and _NAME.fullmatch(name) is not None
    sure = marked or _NAME_LIKE.search(raw) is not None
    return Mention(name, found["target"] or "", sure, note_text(rest), _CONNECTIVE.match(rest) is not None)


def is_explained(text: str) -> bool:
    """Whether the name that a text begins with is followed by a sentence: ``Card: shows it, too``."""
    found = _MENTION.match(text)
    if found is None:
        return False
    return found.group().rstrip("*_").endswith(":") or _EXPLAINS.match(text, found.end()) is not None


def split_list(text: str) -> tuple[str, ...]:
    """The members of a comma-separated list; commas in code, parentheses and brackets separate nothing."""
    parts, depth, quoted, start = [], 0, False, 0
    for place, character in enumerate(text):
        if character == "`":
            quoted = not quoted
        elif not quoted and character in "([":
            depth += 1
        elif not quoted and character in ")]":
            depth -= 1
        elif character in ",;" and not quoted and depth <= 0:
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    return tuple(part for part in map(str.strip, parts) if part)


def is_placeholder(text: str) -> bool:
    """Whether the text is only the placeholder of a template: ``[List relevant pages/components]``, ``[…]``."""
    found = _BRACKETED.fullmatch(text.strip())
    if found is None:
        return False
    words = _WORD.findall(found["text"].casefold())
    generic = all(word in _GROUP_OF or word in _TEMPLATE_NOUNS or word.isdigit() for word in words)
    return generic or _TEMPLATE_WORDING.match(found["text"].strip()) is not None


def says_nobody(text: str) -> bool:
    """Whether the text says that there is no user: ``None``, ``n/a``, ``–``."""
    return _NOBODY.fullmatch(text.strip()) is not None


def is_one_word(text: str) -> bool:
    """Whether the text is a single name without anything around it."""
    return _NAME.fullmatch(text.strip(" *_`.")) is not None


def _cleaned(name: str) -> str:
    stripped = name.strip(" *_`") if not name.startswith("_") else name.strip(" *`")
    stripped = stripped.removeprefix("<").removesuffix(">").removesuffix("/").rstrip().removesuffix("()")
    return stripped.rstrip(".") or name
