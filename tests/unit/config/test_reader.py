"""``supamap.toml``: what it may say, and every mistake it can hold, each with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from supamap.config import (
    CONFIG_NAME,
    Config,
    DeclaredClient,
    PageSubjects,
    ResourceSettings,
    RoleRule,
    SchemaSettings,
    load_config,
)
from supamap.errors import ConfigError
from supamap.model.pages import Priority
from supamap.model.schema import SourceKind
from supamap.model.sources import Role
from supamap.model.usage import Privilege


def write(folder: Path, text: str | bytes) -> Path:
    file = folder / CONFIG_NAME
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def refusal(folder: Path, text: str | bytes, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the reader says of a wrong file, seen from the file's own folder."""
    write(folder, text)
    monkeypatch.chdir(folder)
    with pytest.raises(ConfigError) as caught:
        load_config(folder)
    return str(caught.value)


def test_everything_works_without_a_file(tmp_path: Path) -> None:
    config = load_config(tmp_path)
    assert config == Config(
        base=tmp_path, root=tmp_path, docs=config.docs, schema=SchemaSettings(tmp_path / "supamap.schema.json")
    )
    assert config.docs.folder == tmp_path / "docs" / "tables"
    assert config.file is None


def test_all_keys(tmp_path: Path) -> None:
    (tmp_path / "apps" / "web").mkdir(parents=True)
    (tmp_path / "pages").mkdir()
    file = write(
        tmp_path,
        """
        root = "apps/web"
        [source]
        include = ["src/**"]
        exclude = ["src/legacy/**", "*.stories.tsx"]
        [docs]
        folder = "documentation/db"
        templates = "pages"
        [docs.pages]
        "11-system_config_cache.md" = ["table:system_config"]
        [graph]
        tests = true
        [schema]
        source = "snapshot"
        database-url = "env:REPORTING_URL"
        snapshot = "db/schema.json"
        folders = ["apps/web"]
        seed = true
        [clients]
        "src/lib/db.ts#getDb" = { privilege = "service", schema = "private" }
        "src/lib/db.ts#other" = {}
        [roles]
        "src/widgets/**" = "component"
        """,
    )
    config = load_config(tmp_path)
    assert (config.base, config.root, config.file) == (tmp_path, tmp_path / "apps" / "web", file)
    assert config.source.include == ("src/**",)
    assert config.source.exclude == ("src/legacy/**", "*.stories.tsx")
    assert config.docs.folder == tmp_path / "documentation" / "db"
    assert config.docs.templates == tmp_path / "pages"
    assert config.docs.pages == (PageSubjects("11-system_config_cache.md", ("table:system_config",)),)
    assert config.graph.tests
    assert config.schema == SchemaSettings(
        snapshot=tmp_path / "db" / "schema.json",
        source=SourceKind.SNAPSHOT,
        database_url="env:REPORTING_URL",
        folders=(tmp_path / "apps" / "web",),
        seed=True,
    )
    assert config.clients == (
        DeclaredClient("src/lib/db.ts#getDb", Privilege.SERVICE, "private"),
        DeclaredClient("src/lib/db.ts#other"),
    )
    assert config.roles == (RoleRule("src/widgets/**", Role.COMPONENT),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sorce]\n", "supamap.toml:1: unknown key `sorce`; did you mean `source`?"),
        ("\n[docs]\nfolders = 'x'\n", "supamap.toml:3: unknown key `docs.folders`; did you mean `folder`?"),
        ("xyzzy = 1\n", "unknown key `xyzzy`; known here: check, clients, docs, graph, ignore, roles, root, schema"),
        ("[graph]\ntests = 'yes'\n", "supamap.toml:2: `graph.tests` must be true or false, not the text “yes”"),
        ("[graph]\ntests = 1\n", "`graph.tests` must be true or false, not the number 1"),
        ("source = 3\n", "supamap.toml:1: `source` must be a table, not the number 3"),
        ("[source]\ninclude = 'src'\n", "`source.include` must be a list, each element a glob in quotes"),
        (
            "[source]\ninclude = [\n  'a',\n  4,\n]\n",
            "supamap.toml:4: `source.include` (element 2) must be a glob in quotes, not the number 4",
        ),
        ("[source]\nexclude = ['src\\legacy']\n", "uses `\\`; paths are written with `/`"),
        ("[source]\nexclude = ['']\n", "`source.exclude` (element 1) is empty"),
        ("root = 'nowhere'\n", "supamap.toml:1: `root` is “nowhere”, and there is no such folder in"),
        ("[docs]\ntemplates = 'nowhere'\n", "supamap.toml:2: `docs.templates` is “nowhere”"),
        ("[docs.pages]\n'a.md' = ['rpc:f']\n", "supamap.toml:2: `docs.pages.a.md` (element 1) names no resource"),
        ("[docs.pages]\n'a/b.md' = []\n", "supamap.toml:2: `a/b.md` must be the name of a page inside the docs folder"),
        ("[docs.pages]\n'a.txt' = []\n", "`a.txt` is not the name of a Markdown page"),
        ("[clients]\ngetDb = {}\n", "supamap.toml:2: `getDb` names no definition; write `src/lib/db.ts#getDb`"),
        (
            "[clients]\n'a.ts#b' = { privilege = 'admin' }\n",
            "`clients.a.ts#b.privilege` must be one of anon, user, service, unknown, not “admin”",
        ),
        ("[docs.categories.mine]\nkeywords = ['a']\n", "supamap.toml:1: `docs.categories.mine` has no `numbers`"),
        (
            "[docs.categories]\na = { numbers = [1, 5] }\nb = { numbers = [5, 9] }\n",
            "supamap.toml:3: `docs.categories.b.numbers` overlaps the numbers of “a” (1-5)",
        ),
        (
            "[docs.categories]\na = { numbers = [5, 1] }\n",
            "`docs.categories.a.numbers` must be two whole numbers, the lower one first, not [5, 1]",
        ),
        (
            "[docs.categories.generation]\npriority = 'urgent'\n",
            "`docs.categories.generation.priority` must be one of high, medium, low, not “urgent”",
        ),
        ("[docs.tables.'a b']\n", "`a b` names no resource"),
        ("[docs.categories]\na = { resources = ['a b'] }\n", "names no resource: “a b”"),
        ("[schema]\nsource = 'none'\n", "must be one of auto, database, migrations, snapshot, types, not “none”"),
        ("[schema]\nfolders = ['nowhere']\n", "`schema.folders` (element 1) is “nowhere”, and there is no such folder"),
        ("[schema]\ntypes = 'x.ts'\n", "supamap.toml:2: `schema.types` is “x.ts”, and there is no such file in"),
        ("[schema]\ndatabase-url = 'DB_URL'\n", "`schema.database-url` is neither `env:NAME`"),
        ("[roles]\n'src/**' = 'componet'\n", "not “componet”; did you mean `component`?"),
        ("root = \n", "supamap.toml:1: this is not TOML: Invalid value"),
        ("root = 'a'\nroot = 'b'\n", "supamap.toml:2: this is not TOML: Cannot overwrite a value"),
        ("a = [1,\n2\n", "supamap.toml:2: this is not TOML"),
        (b"root = '\xff'\n", "supamap.toml: the file is not UTF-8 (byte 8)"),
    ],
)
def test_one_mistake(tmp_path: Path, text: str | bytes, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said in refusal(tmp_path, text, monkeypatch)


@pytest.mark.parametrize(
    "url", ["postgres://me:s3cret@host/db", "postgresql://me:s3cret/a@h", "postgres://h?password=s3cret"]
)
def test_a_password_has_no_place_in_the_file(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = refusal(tmp_path, f"[schema]\ndatabase-url = '{url}'\n", monkeypatch)
    assert "holds a password" in said
    assert "s3cret" not in said


def test_all_mistakes_at_once_in_the_order_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = refusal(tmp_path, "[graph]\ntests = 'no'\n[source]\ninclude = [1]\nexlude = []\n", monkeypatch)
    assert said.splitlines() == [
        "the configuration has 3 mistakes:",
        "  supamap.toml:2: `graph.tests` must be true or false, not the text “no”",
        "  supamap.toml:4: `source.include` (element 1) must be a glob in quotes, not the number 1",
        "  supamap.toml:5: unknown key `source.exlude`; did you mean `exclude`?",
    ]


def test_priorities(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        [docs.categories."core system"]
        priority = "high"
        [docs.tables.usage_logs]
        priority = "low"
        [docs.tables."bucket:avatars"]
        """,
    )
    docs = load_config(tmp_path).docs
    core, *others = docs.numbering.categories
    assert core.priority is Priority.HIGH
    assert {category.priority for category in others} == {Priority.MEDIUM}
    assert docs.tables == (ResourceSettings("usage_logs", Priority.LOW), ResourceSettings("bucket:avatars"))


def test_categories_lie_over_the_default_ones(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        [docs.categories."core system"]
        resources = ["profiles", "table:user_*"]
        [docs.categories.archive]
        numbers = [80, 95]
        keywords = ["old"]
        """,
    )
    policy = load_config(tmp_path).docs.numbering
    ranges = {category.name: (category.first, category.last) for category in policy.categories}
    assert ranges["core system"] == (10, 19)
    assert ranges["archive"] == (80, 95)
    assert not {"administration", "storage buckets"} & set(ranges)
    assert policy.assigned == (("profiles", "core system"), ("table:user_*", "core system"))
    assert policy.fallback == "other"


def test_the_last_category_takes_what_the_default_one_took(tmp_path: Path) -> None:
    write(tmp_path, "[docs.categories.all]\nnumbers = [1, 999]\n")
    policy = load_config(tmp_path).docs.numbering
    assert [category.name for category in policy.categories] == ["all"]
    assert policy.fallback == "all"


def test_byte_order_mark_and_crlf(tmp_path: Path) -> None:
    write(tmp_path, b"\xef\xbb\xbf[graph]\r\ntests = true\r\n")
    assert load_config(tmp_path).graph.tests


def test_named_file_gives_the_folder(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    file = write(tmp_path, "[docs]\nfolder = 'd'\n")
    assert load_config(None, file).docs.folder == tmp_path / "d"
    assert load_config(tmp_path / "deep", file).docs.folder == tmp_path / "deep" / "d"


def test_missing_folder_or_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the root does not exist"):
        load_config(tmp_path / "nowhere")
    with pytest.raises(ConfigError, match="the root is not a folder"):
        load_config(write(tmp_path, ""))
    with pytest.raises(ConfigError, match="no such configuration file"):
        load_config(tmp_path, tmp_path / "other.toml")


@pytest.mark.parametrize("mark", ["supamap.toml", "supabase/config.toml", "package.json"])
def test_root_is_the_nearest_marked_folder_upward(tmp_path: Path, mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "package.json").write_text("{}")
    app, deep = tmp_path / "apps" / "web", tmp_path / "apps" / "web" / "src" / "pages"
    deep.mkdir(parents=True)
    (app / mark).parent.mkdir(exist_ok=True)
    (app / mark).write_text("")
    monkeypatch.chdir(deep)
    assert load_config().base == app


def test_no_application_upward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supamap.config.roots.MARKS", ("no-such-mark.toml", "other.toml", "third.toml"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="no application here") as caught:
        load_config()
    assert "--root" in str(caught.value)


def test_mistakes_of_every_kind_are_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = refusal(
        tmp_path,
        """
root = "nowhere"
wrong = 1
[docs]
templates = 3
[docs.categories]
odd = 5
[docs.categories.mine]
[docs.categories.first]
numbers = [10, 12]
[docs.categories.second]
numbers = [12, 14]
[docs.categories.third]
numbers = [9, 1]
""",
        monkeypatch,
    )
    assert [line.strip().partition(" ")[0] for line in told.splitlines()[1:]] == [
        f"{CONFIG_NAME}:{line}:" for line in (2, 3, 5, 7, 8, 12, 14)
    ]
    assert "`root` is “nowhere”" in told
    assert "`docs.categories.mine` has no `numbers`" in told
    assert "overlaps the numbers of “first”" in told
    assert "7 mistakes" in refusal(tmp_path, (tmp_path / CONFIG_NAME).read_text(), monkeypatch)


@pytest.mark.parametrize("document", ["docs = 1", "[docs]\ncategories = 1", "root = 1", 'root = ""'])
def test_what_has_no_shape_is_told_once(tmp_path: Path, document: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "mistakes" not in refusal(tmp_path, document, monkeypatch)
