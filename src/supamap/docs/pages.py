"""Finds the pages of a documentation folder and reads what each documents."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

import msgspec

from supamap.docs.front_matter import front_matter
from supamap.docs.markdown import PageText, read_page
from supamap.docs.mistakes import Mistake, as_mistake, page_error, raise_all
from supamap.docs.naming import from_front_matter, from_heading, from_known_name, resource_of, split_file_name
from supamap.docs.numbering import category_at
from supamap.errors import PageError
from supamap.model.pages import INDEX_PAGES, NumberingPolicy, Page, ResourceSource

_INDEX_NAMES = frozenset(page.file.casefold() for page in INDEX_PAGES)


class PageFolder(msgspec.Struct, frozen=True):
    """The pages of one folder with their bytes, in file name order.

    ``numbers`` are those that file names use. ``absent`` are pages (file name, resources) that configuration maps and
    that are yet to be created. ``index`` are the pages about all others that are there, by path.
    ``unrecognized`` are the paths of other Markdown files of which nothing says what they document.
    """

    path: str
    pages: tuple[tuple[Page, bytes], ...] = ()
    numbers: frozenset[int] = frozenset()
    absent: tuple[tuple[str, tuple[str, ...]], ...] = ()
    index: tuple[tuple[str, bytes], ...] = ()
    unrecognized: tuple[str, ...] = ()


def discover_pages(
    root: Path,
    folder: str,
    mapping: Mapping[str, Sequence[str]] | None = None,
    policy: NumberingPolicy | None = None,
    known: Collection[str] = (),
) -> PageFolder:
    """The table and bucket pages in ``folder``, which is relative to ``root``; none when it does not exist.

    ``mapping`` is configuration: file name (or its stem) → resources, ``profiles`` or ``bucket:avatars``; an empty
    list says that the file is no such page. ``policy`` tells by its number that a page, which says nothing itself, is
    about a bucket. ``known`` are resources that exist: a heading or file name that is nothing but the name of one says
    so, unless another page says it by itself. Raises PageError with all mistakes: unreadable pages, two pages for one
    resource, a mapped page that does not exist while one of nearly that name does.
    """
    place = posixpath.normpath(folder.replace("\\", "/")).strip("/")
    place = "" if place == "." else place
    directory = root / place
    if directory.exists() and not directory.is_dir():
        raise PageError("the documentation folder is a file", where=place, hint="name a folder in supamap.toml")
    contents, mistakes = _read_folder(directory, place)
    index = tuple((path, content) for path, content in contents if _file_name(path).casefold() in _INDEX_NAMES)
    contents = [(path, content) for path, content in contents if (path, content) not in index]
    pages: list[tuple[Page, bytes]] = []
    unsaid: list[str] = []
    for path, content in contents:
        try:
            page = _identified(path, content, mapping, policy, known)
        except PageError as error:
            mistakes.append(as_mistake(error))
            continue
        if page is None:
            unsaid.append(path)
        elif page.resources:
            pages.append((page, content))
    pages = _without_namesakes(pages, mapping, policy) if known else pages
    found = [page for page, _ in pages]
    names = [_file_name(path) for path, _ in contents]
    absent = _absent(names, mapping or {})
    raise_all([*mistakes, *_shared(found), *_misspelt(place, names, absent)])
    numbers = frozenset(number for name in names if (number := split_file_name(name)[0]) is not None)
    return PageFolder(place, tuple(pages), numbers, absent, index, tuple(unsaid))


def identify(
    path: str,
    content: bytes,
    mapping: Mapping[str, Sequence[str]] | None = None,
    policy: NumberingPolicy | None = None,
    known: Collection[str] = (),
) -> Page | None:
    """What the page at ``path`` documents, None when it is not a table or bucket page.

    Configuration comes first, then front matter, the level-1 heading, the file name. A bare heading (``# profiles``),
    or a file name without a number, counts only when it is the name of a ``known`` resource. Raises PageError when the
    bytes are not text.
    """
    page = _identified(path, content, mapping, policy, known)
    return page if page and page.resources else None


def _identified(
    path: str,
    content: bytes,
    mapping: Mapping[str, Sequence[str]] | None,
    policy: NumberingPolicy | None,
    known: Collection[str],
) -> Page | None:
    """As ``identify``, but a page that is said to document nothing has no resources: None says that nothing is said."""
    name = _file_name(path)
    number, stem = split_file_name(name)
    text = read_page(path, content)
    title = next((heading.title for heading in text.headings if heading.level == 1), "")
    kind = _kind_of_number(number, policy or NumberingPolicy())
    for source, resources in _sayings(name, kind, title, text, mapping or {}, known):
        if resources is not None:
            return Page(path, number, resources, title or stem, source)
    return None


def _sayings(
    name: str, kind: str, title: str, text: PageText, mapping: Mapping[str, Sequence[str]], known: Collection[str]
) -> Iterator[tuple[ResourceSource, tuple[str, ...] | None]]:
    number, stem = split_file_name(name)
    yield ResourceSource.CONFIGURATION, _mapped(name, mapping)
    yield ResourceSource.FRONT_MATTER, from_front_matter(front_matter(text.lines))
    yield ResourceSource.HEADING, from_heading(title)
    yield ResourceSource.HEADING, from_known_name([title], known, kind)
    yield ResourceSource.FILE_NAME, from_known_name([name[: -len(".md")], stem], known, kind)
    if number is not None:
        yield ResourceSource.FILE_NAME, (resource_of(stem, kind),)


def _kind_of_number(number: int | None, policy: NumberingPolicy) -> str:
    category = category_at(number, policy)
    return category.kind if category else "table"


def _without_namesakes(
    pages: Sequence[tuple[Page, bytes]], mapping: Mapping[str, Sequence[str]] | None, policy: NumberingPolicy | None
) -> list[tuple[Page, bytes]]:
    """The pages, without those that only bear the name of what another one says by itself that it documents."""
    plain = [(page, content, identify(page.path, content, mapping, policy)) for page, content in pages]
    said = {resource for _, _, page in plain if page for resource in page.resources}
    kept: list[tuple[Page, bytes]] = []
    for page, content, alone in plain:
        says_so = alone is not None and alone.resources == page.resources
        if says_so or said.isdisjoint(page.resources):
            kept.append((page, content))
        elif alone is not None:
            kept.append((alone, content))
    return kept


def _mapped(name: str, mapping: Mapping[str, Sequence[str]]) -> tuple[str, ...] | None:
    for key, resources in mapping.items():
        if _file_name(key) in (name, name[:-3]):
            return tuple(dict.fromkeys(map(resource_of, resources)))
    return None


def _read_folder(directory: Path, place: str) -> tuple[list[tuple[str, bytes]], list[Mistake]]:
    """The contents of all Markdown files of a folder that may be pages, in order, and what could not be read."""
    contents: list[tuple[str, bytes]] = []
    mistakes: list[Mistake] = []
    try:
        names = sorted(entry.name for entry in directory.iterdir()) if directory.exists() else []
    except OSError as error:
        hint = "check the folder's permissions"
        raise page_error([Mistake(place, 0, f"the folder cannot be read: {error.strerror}", hint)]) from None
    for name in names:
        if not _may_be_page(name) or (directory / name).is_dir():
            continue
        try:
            contents.append((f"{place}/{name}" if place else name, (directory / name).read_bytes()))
        except OSError as error:
            mistakes.append(Mistake(f"{place}/{name}", 0, f"the page cannot be read: {error.strerror}"))
    return contents, mistakes


def _may_be_page(name: str) -> bool:
    lowered = name.casefold()
    return lowered.endswith(".md") and not lowered.startswith(".")


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]


def _shared(pages: Sequence[Page]) -> Iterator[Mistake]:
    by_resource: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        for resource in page.resources:
            by_resource[resource].append(page.path)
    for resource, paths in by_resource.items():
        if len(paths) > 1:
            hint = "say in front matter or supamap.toml what each page documents, or remove one of them"
            yield Mistake(paths[0], 0, f"{resource} is documented on several pages: {', '.join(paths)}", hint)


def _absent(names: Sequence[str], mapping: Mapping[str, Sequence[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    known = {*names, *(name[:-3] for name in names)}
    return tuple(
        (name if name.casefold().endswith(".md") else f"{name}.md", tuple(dict.fromkeys(map(resource_of, resources))))
        for key, resources in mapping.items()
        if (name := _file_name(key)) not in known and resources
    )


def _misspelt(place: str, names: Sequence[str], absent: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[Mistake]:
    """Mapped pages that do not exist, where an existing one has the same number or nearly the same name."""
    for name, _ in absent:
        number = split_file_name(name)[0]
        same = [other for other in names if number is not None and split_file_name(other)[0] == number]
        near = same or get_close_matches(name, names, n=1, cutoff=0.85)
        if near:
            text = f"configuration maps a page that does not exist; did you mean {near[0]}?"
            yield Mistake(posixpath.join(place, name), 0, text, "correct the file name in supamap.toml")
