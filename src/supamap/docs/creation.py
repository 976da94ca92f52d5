"""New pages from templates, numbered by category."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from supamap.docs.blocks import find_blocks
from supamap.docs.front_matter import quoted
from supamap.docs.integration_map import render_maps
from supamap.docs.markdown import read_page
from supamap.docs.mistakes import Mistake, as_mistake, page_error, raise_all
from supamap.docs.naming import from_heading, resource_name, split_file_name
from supamap.docs.numbering import assigned_category, category_named, guessed_category, next_number
from supamap.docs.pages import PageFolder
from supamap.errors import PageError
from supamap.model.maps import IntegrationMap
from supamap.model.pages import NumberingPolicy, Page, PageEdit, PageRequest

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
_UNSAFE = re.compile(r"[^\w.-]+")


def plan_new_pages(
    requests: Sequence[PageRequest],
    folder: PageFolder,
    policy: NumberingPolicy | None = None,
    templates: Path | None = None,
    maps: Mapping[str, IntegrationMap] | None = None,
) -> tuple[PageEdit, ...]:
    """The pages to create, in the order of the requests; each takes the next free number of its category.

    ``templates`` is a folder whose ``table.md.j2`` or ``bucket.md.j2`` replaces ours. ``maps`` fills the Integration
    Map at once; without it the block is empty until the next sync. A resource that configuration maps to a page which
    does not exist yet gets that page, together with the others of that page. Raises PageError with all mistakes: a
    resource that has a page already, a full range, an unknown category, a broken template.
    """
    existing = [page for page, _ in folder.pages]
    # A number that configuration gives to a page is taken before that page is there.
    taken = {*folder.numbers, *(n for name, _ in folder.absent if (n := split_file_name(name)[0]) is not None)}
    edits: list[PageEdit] = []
    mistakes: list[Mistake] = []
    documented = {resource: page.path for page in existing for resource in page.resources}
    environment = _environment(templates)
    for request in _as_configured(requests, folder):
        try:
            _check_undocumented(request, documented)
            name = request.file or _file_name(request, existing, taken, policy or NumberingPolicy())
            path = posixpath.join(folder.path, name)
            edits.append(PageEdit(path, None, _render(request, path, environment, maps)))
        except PageError as error:
            mistakes.append(as_mistake(error))
        else:
            taken.update(filter(None, [split_file_name(name)[0]]))
            documented.update(dict.fromkeys(request.resources, path))
    raise_all(mistakes)
    return tuple(edits)


def without_page(resources: Sequence[str], pages: Sequence[Page]) -> tuple[str, ...]:
    """The resources that no page documents, in the order given."""
    documented = {resource for page in pages for resource in page.resources}
    return tuple(resource for resource in dict.fromkeys(resources) if resource not in documented)


def _as_configured(requests: Sequence[PageRequest], folder: PageFolder) -> list[PageRequest]:
    """The requests with those for a page that configuration maps replaced by one for that page."""
    mapped = {resource: (name, together) for name, together in folder.absent for resource in together}
    chosen: dict[str, PageRequest] = {}
    for place, request in enumerate(requests):
        name, together = mapped.get(request.resources[0], ("", ()))
        if name and not request.file:
            chosen.setdefault(name, msgspec.structs.replace(request, file=name, resources=together))
        else:
            chosen[str(place)] = request
    return list(chosen.values())


def _check_undocumented(request: PageRequest, documented: Mapping[str, str]) -> None:
    for resource in request.resources:
        if resource in documented:
            raise PageError(f"{resource} has a page already", where=documented[resource], hint="run `supamap sync`")


def _file_name(request: PageRequest, existing: Sequence[Page], taken: set[int], policy: NumberingPolicy) -> str:
    first = request.resources[0]
    named = category_named(request.category, policy, first) if request.category else None
    given = named or assigned_category(first, policy)
    number = next_number(given or guessed_category(first, existing, taken, policy), taken, first)
    return f"{number:02}-{_stem(request)}.md"


def _stem(request: PageRequest) -> str:
    name = request.stem or "_".join(map(resource_name, request.resources))
    return _UNSAFE.sub("-", name).strip("-") or "page"


def _render(
    request: PageRequest, path: str, environment: Environment, maps: Mapping[str, IntegrationMap] | None
) -> bytes:
    """The bytes of a new page. Raises PageError when the template is broken or its page would be."""
    from jinja2 import TemplateError, TemplateSyntaxError

    kind = request.resources[0].partition(":")[0]
    name = "bucket.md.j2" if kind == "bucket" else "table.md.j2"
    try:
        text = environment.get_template(name).render(_context(request, kind, path, maps))
    except TemplateError as error:
        where = f"{name}:{error.lineno}" if isinstance(error, TemplateSyntaxError) else name
        raise PageError(f"the page template is broken: {error.message}", where=where) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PageError(f"the page template cannot be read: {error}", where=name) from error
    content = f"{text.rstrip()}\n".encode()
    find_blocks(read_page(path, content))
    return content


def _context(
    request: PageRequest, kind: str, path: str, maps: Mapping[str, IntegrationMap] | None
) -> dict[str, object]:
    names = [resource_name(resource) for resource in request.resources]
    noun = {"bucket": "Storage Bucket"}.get(kind, "Table") + ("s" if len(names) > 1 else "")
    heading = request.title or _heading(noun, names)
    lines: tuple[str, ...] = ()
    if maps is not None:
        found = [maps.get(resource, IntegrationMap(resource, ())) for resource in request.resources]
        lines = render_maps(found, path.rpartition("/")[0])
    return {
        "heading": heading,
        "names": names,
        "resources": request.resources,
        # A title in the user's own words does not say what the page documents, so front matter does.
        "front_matter": "" if _read_back(heading) == request.resources else _front_matter(request.resources),
        "purpose": request.purpose,
        "ownership": request.ownership,
        "integration_map": "\n".join(lines),
    }


def _heading(noun: str, names: Sequence[str]) -> str:
    """The heading that names these, as code where Markdown would otherwise read characters of theirs as markup."""
    plain = f"{noun}: {_listed(names)}"
    if _read_back(plain) == from_heading(plain):
        return plain
    return f"{noun}: {_listed([f'`{name}`' for name in names])}"


def _read_back(heading: str) -> tuple[str, ...] | None:
    """What a page with this heading documents, as a reader of its Markdown sees it."""
    headings = read_page("", f"# {heading}\n".encode()).headings
    return from_heading(headings[0].title) if headings else None


def _listed(names: Sequence[str]) -> str:
    return " & ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _front_matter(resources: Sequence[str]) -> str:
    by_key: dict[str, list[str]] = {}
    for resource in resources:
        key = "buckets" if resource.startswith("bucket:") else "tables"
        by_key.setdefault(key, []).append(quoted(resource_name(resource)))
    return "\n".join(f"{key}: [{', '.join(names)}]" for key, names in by_key.items())


def _environment(templates: Path | None) -> Environment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    # Sandboxed: the templates may come from the repository that is being documented, and that is data.
    if templates is not None and not templates.is_dir():
        raise page_error([Mistake(templates.as_posix(), 0, "the templates folder does not exist")])
    folders = [*([templates] if templates else []), TEMPLATES]
    return SandboxedEnvironment(
        loader=FileSystemLoader(folders), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
