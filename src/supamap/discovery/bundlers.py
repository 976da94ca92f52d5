"""Aliases of bundlers and frameworks: what their configuration files say literally, and what frameworks bring."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supamap.discovery.literals import bodies, entries, parts, without_comments
from supamap.discovery.paths import parent, rooted
from supamap.model.project import AliasScope, Framework, Package, PathRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from supamap.discovery.project_files import ProjectFiles

_CONFIGURATIONS = (
    "vite.config.", "svelte.config.", "nuxt.config.", "astro.config.", "babel.config.", "next.config.", "vue.config.",
    "webpack.config.", "electron.vite.config.", "app.config.", "metro.config.", "craco.config.", "vitest.config.",
)  # fmt: skip
_LITERAL = re.compile(r"""(['"`])((?:\\.|(?!\1).)*)\1""")
_CONSTANT = re.compile(r"(?:const|let|var)\s+([\w$]+)\s*=\s*([^;\n]+(?:\n\s+[^;\n]+)*)")
_ASSIGNED = re.compile(r"""\.alias\[\s*(['"`])(.+?)\1\s*\]\s*=\s*([^;\n]+)""")
_ROOTS = re.compile(r"""\broot\s*:\s*(\[[^\]]*\]|['"][^'"]*['"])""")
_SOURCE_FOLDER = re.compile(r"""\bsrcDir\s*:\s*(['"])(.*?)\1""")
_STAND_IN = re.compile(
    r"(?:^|[/._-])(?:__)?(?:mocks?|stubs?|fakes?|shims?|empty|noop)(?:__)?(?:[/._-]|$)", re.IGNORECASE
)
_REGEX = re.compile(r"/(.*)/[a-z]*", re.DOTALL)
_NAME = re.compile(r"(?<![\w$.'\"`])([A-Za-z_$][\w$]*)")


def bundler_scopes(files: ProjectFiles) -> list[AliasScope]:
    """Return a scope for each bundler or framework configuration that names aliases in literals."""
    paths = [path for prefix in _CONFIGURATIONS for path in files.named_like(prefix, "s")] + files.named(".babelrc")
    scopes = (_configuration(files, path) for path in paths)
    return [scope for scope in scopes if scope.rules or scope.base_url is not None]


def framework_scopes(files: ProjectFiles, packages: tuple[Package, ...]) -> list[AliasScope]:
    """Return a scope for each package whose framework brings aliases of its own."""
    found: list[AliasScope] = []
    for package in packages:
        if package.framework is Framework.SVELTEKIT:
            # https://svelte.dev/docs/kit/$lib
            found.append(
                AliasScope(package.path, "SvelteKit", _folder_rules("$lib", f"/{_at(package.path, 'src/lib')}"))
            )
        elif package.framework is Framework.NUXT:
            found.append(AliasScope(package.path, "Nuxt", _nuxt_rules(files, package.path)))
    return found


def nuxt_source_folder(files: ProjectFiles, folder: str) -> str:
    """Return where a Nuxt project keeps its source: what ``srcDir`` says, else ``app/`` when it is one of Nuxt 4.

    Source: https://nuxt.com/docs/api/nuxt-config#srcdir
    """
    for path in files.named_like("nuxt.config.", "s"):
        if parent(path) == folder and (found := _SOURCE_FOLDER.search(without_comments(files.text(path)))):
            placed = rooted(folder, found[2] or ".")
            return placed[1:] if placed else folder
    start = _at(folder, "app/")
    if any(path.startswith((f"{start}pages/", f"{start}components/", f"{start}app.vue")) for path in files.paths):
        return _at(folder, "app")
    return folder


def _nuxt_rules(files: ProjectFiles, folder: str) -> tuple[PathRule, ...]:
    source = f"/{nuxt_source_folder(files, folder)}"
    root = f"/{folder}"
    named = (("~~", root), ("@@", root), ("~", source), ("@", source))
    own = (("#shared", f"/{_at(folder, 'shared')}"), ("#server", f"/{_at(folder, 'server')}"))
    return tuple(rule for name, target in (*named, *own) for rule in _folder_rules(name, target))


def _configuration(files: ProjectFiles, path: str) -> AliasScope:
    text = without_comments(files.text(path))
    if "alias" not in text and "module-resolver" not in text:
        return AliasScope(parent(path), path)
    folder = parent(path)
    constants = dict(_CONSTANT.findall(text))
    targets = ((key, _target(files, folder, source, constants)) for key, source in _aliases(text))
    # What tests see in the place of a package is not what the application sees.
    rules = [rule for key, target in targets if target and not _STAND_IN.search(target) for rule in _rules(key, target)]
    roots = _ROOTS.search(text) if "module-resolver" in text else None
    literal = _LITERAL.search(roots[1]) if roots else None
    base = rooted(folder, literal[2]) if literal else None
    return AliasScope(folder, path, tuple(dict.fromkeys(rules)), base[1:] if base else None)


def _aliases(text: str) -> Iterator[tuple[str, str]]:
    """Yield alias and source of its target, in the forms of Vite, webpack, SvelteKit, Nuxt and Babel."""
    for opening, body in bodies(text, "alias(?:es)?"):
        if opening == "{":
            yield from entries(body)
            continue
        for part in parts(body):
            pair = dict(entries(part.strip().strip("{}")))
            if "find" in pair and "replacement" in pair:
                find = _LITERAL.fullmatch(pair["find"])
                yield find[2] if find else pair["find"], pair["replacement"]
    for _, key, source in _ASSIGNED.findall(text):
        yield key, source


def _rules(key: str, target: str) -> tuple[PathRule, ...]:
    if key.startswith(("/", "^")):
        return _pattern_rules(key, target)
    if key.endswith("$"):
        return (PathRule(key[:-1], (target,)),)
    if "*" in key:
        return (PathRule(key, (target,)),)
    return _folder_rules(key.rstrip("/"), target.rstrip("/"))


def _folder_rules(name: str, target: str) -> tuple[PathRule, ...]:
    return (PathRule(name, (target or "/",)), PathRule(f"{name}/*", (f"{target.rstrip('/')}/*",)))


def _pattern_rules(key: str, target: str) -> tuple[PathRule, ...]:
    """Read the simple regular expressions that aliases are written as: a prefix, perhaps with one group behind it."""
    written = _REGEX.fullmatch(key)
    source = (written[1] if written else key).removeprefix("^").replace("\\/", "/")
    prefix, group, rest = source.removesuffix("$").partition("(")
    prefix = prefix.replace("\\", "")
    if re.search(r"[.*+?\[\]|{}]", prefix):
        return ()
    if not group and source.endswith("$"):
        return (PathRule(prefix, (target,)),)
    starred = re.sub(r"\\*[$\\]1", "*", target)
    if starred == target:
        starred = f"{target}*" if target.endswith("/") or not prefix.endswith("/") else f"{target}/*"
    return (PathRule(f"{prefix}*", (starred,)),) if not group or rest.rstrip(")") in {".*", ".+"} else ()


def _target(files: ProjectFiles, folder: str, source: str, constants: Mapping[str, str]) -> str | None:
    """Return where the source of an alias's target leads: a path with a leading ``/``, or another specifier."""
    if source.startswith("require.resolve"):
        literal = _LITERAL.search(source)
        return literal[2] if literal and not literal[2].startswith(".") else None
    whole = _LITERAL.fullmatch(source.strip())
    if whole and not whole[2].startswith((".", "/", "$")) and not _exists(files, _at(folder, whole[2])):
        return whole[2]  # the name of a package
    pieces = _pieces(source, constants, 3)
    if not pieces:
        # Nothing literal: `path.resolve(__dirname)` means the folder itself, anything else is not known.
        return f"/{folder}" if "__dirname" in source or "import.meta" in source or "cwd()" in source else None
    relative = "/".join(piece.strip("/") or "." for piece in pieces)
    ending = "/" if pieces[-1].endswith("/") else ""
    placed = rooted(folder, relative)
    return f"{placed}{ending}" if placed else None


def _pieces(source: str, constants: Mapping[str, str], depth: int) -> list[str]:
    """Collect the path literals of an expression in order, following constants of the same file."""
    found: list[str] = []
    for token in re.finditer(rf"{_LITERAL.pattern}|{_NAME.pattern}", source):
        if token[1]:
            text = re.sub(r"\$\{[^}]*\}", "", token[2])
            if not text.startswith(("node:", "file:")):
                found.append(text)
        elif depth and token[3] in constants:
            found.extend(_pieces(constants[token[3]], constants, depth - 1))
    return found


def _at(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _exists(files: ProjectFiles, path: str) -> bool:
    start = f"{path.partition('*')[0].rstrip('/')}/"
    return path in files.paths or any(listed.startswith(start) for listed in files.paths)
