r"""What a file's bytes tell before it is parsed: whether it may hold a call of interest, and what it may mention.

A search errs on the side of parsing: everything that extraction takes for a candidate has one of the method words
behind a dot, a quote or a comment, or one of its addresses; whoever mentions a name has its letters (escapes in names,
``\u0061``, are not code that anybody writes).

Every pattern begins with a literal, and what stands before that is looked at afterwards: five to twenty times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath

_WORDS = (b"from", b"rpc", b"invoke")
_MEMBER_CALL = re.compile(rb"\.\s*(?:from\b|rpc\b|invoke\b|/[/*])")
_AFTER_COMMENT = re.compile(rb"\*/\s*(?:from|rpc|invoke)\b")
_QUOTED = tuple(re.compile(word + rb"['\"`](?<=['\"`]" + word + rb".)") for word in _WORDS)
# Comments may stand wherever blanks may.
_BLANK = rb"(?:\s|/\*(?:[^*]|\*(?!/))*+\*/|//[^\n]*+\n)*+"
_ASSIGNED = re.compile(rb"\.%b([A-Za-z_$][\w$]*+)%b(?:\|\||\?\?|&&)?=(?![=>])" % (_BLANK, _BLANK))
# fetch, $fetch, useFetch, ofetch, axios
_FETCH = (re.compile(rb"etch\s*[(<]"), re.compile(rb"axios\s*[(<]"))
_ADDRESS = re.compile(rb"/v1(?:(?<=/functions/v1)|(?<=/rest/v1)|(?<=/storage/v1))")
_ROUTER = re.compile(rb"Route(?:[\s>(]|r\s*[(<]|s\s*[(>]|sFromElements|sFromChildren|rModule|WithContext)")
_ROUTER_PACKAGES = (b"react-router", b"vue-router", b"/router", b"-router", b"wouter", b"@sentry/react")
_ROUTE_FILES = (b"/dev/routes", b"remix-run/route-config")
_SPECIFIER = tuple(
    re.compile(rb"""%b%b\(?%b["'`]([^"'`\n]+)["'`]""" % (word, _BLANK, _BLANK))
    for word in (b"from", b"import", b"require")
)
# Words that can be called as members only.
_RESERVED = frozenset(
    {"import", "export", "delete", "default", "new", "in", "of", "for", "if", "do", "catch", "return"}
)


def may_call(source: bytes) -> bool:
    """Whether a file may hold a call of ``from``, ``rpc`` or ``invoke``, or a realtime subscription."""
    return (
        _MEMBER_CALL.search(source) is not None
        or b"postgres_changes" in source
        or any(quoted.search(source) for quoted in _QUOTED)
        or _AFTER_COMMENT.search(source) is not None
    )


def names_address(source: bytes) -> bool:
    """Whether a file holds an address of Supabase's API."""
    return _ADDRESS.search(source) is not None


def may_fetch(source: bytes) -> bool:
    """Whether a file may request an address."""
    return any(pattern.search(source) for pattern in _FETCH)


def may_route(source: bytes) -> bool:
    """Whether a file may tell a router what to draw: it names a router's package."""
    if any(name in source for name in _ROUTE_FILES):
        return True
    return any(name in source for name in _ROUTER_PACKAGES) and _ROUTER.search(source) is not None


def is_text(source: bytes) -> bool:
    """Whether a file is UTF-8 without NUL."""
    if b"\0" in source:
        return False
    try:
        source.decode()
    except UnicodeDecodeError:
        return False
    return True


def specifiers(source: bytes) -> set[str]:
    """All that a file may import, as it writes it."""
    return {found.decode("utf-8", "replace") for pattern in _SPECIFIER for found in pattern.findall(source)}


def assigned(source: bytes) -> set[str]:
    """The members that a file may assign to."""
    return {found.decode("utf-8", "replace") for found in _ASSIGNED.findall(source)}


def mention(word: str) -> Callable[[bytes], bool]:
    """A test whether a file may mention a word."""
    letters = word.encode()
    if word in _RESERVED:
        whole = re.compile(re.escape(b"." + letters))
    else:
        literal = re.escape(letters)
        whole = re.compile(literal + rb"(?<![\w$]" + literal + rb")(?![\w$])")
    return lambda source: letters in source and whole.search(source) is not None


def import_name(path: str) -> bytes:
    """The part of a path that a specifier has to name: the stem, or the folder of an index."""
    place = PurePosixPath(path)
    stem = place.name.split(".")[0]
    return (place.parent.name if stem == "index" else stem).encode()
