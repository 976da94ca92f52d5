"""The blocks about the database, line by line, for a small schema."""

from __future__ import annotations

from msgspec.structs import replace

from supamap.docs.database.bodies import Saying, page_bodies
from supamap.docs.database.configuration import configuration_lines, size
from supamap.docs.database.rules import rule_lines
from supamap.docs.database.schema_block import schema_lines
from supamap.docs.database.wording import Surroundings, type_text
from supamap.model.pages import BUSINESS_RULES, CONFIGURATION, OWNERSHIP, PURPOSE, SCHEMA, Page, ResourceSource
from supamap.model.schema import (
    Bucket,
    Check,
    Column,
    Enum,
    ForeignKey,
    Grant,
    Index,
    Key,
    Policy,
    Publication,
    QualifiedName,
    Schema,
    SourceKind,
    Table,
    TableKind,
    Trigger,
)

OWN = "(( SELECT auth.uid() AS uid) = owner)"
NOTES = Table(
    "public",
    "notes",
    comment="What people write down | for themselves.",
    columns=(
        Column("id", "bigint", nullable=False, identity="always"),
        Column("owner", "uuid", nullable=False, default="auth.uid()", comment="a|b *c*"),
        Column("kind", "public.note_kind", nullable=False, enum=QualifiedName("public", "note_kind")),
        Column("body", "character varying(20)", default="'a|b'::character varying"),
        Column("size", "integer", generated="length(body)"),
    ),
    primary_key=Key("notes_pkey", ("id",)),
    unique=(Key("notes_owner_kind_key", ("owner", "kind")),),
    foreign_keys=(
        ForeignKey("notes_owner_fkey", ("owner",), QualifiedName("auth", "users"), ("id",), False, "cascade"),
    ),
    checks=(Check("notes_body_check", "(char_length(body) <= 20)"),),
    indexes=(Index("notes_body_idx", ("lower(body)",), True, "btree", "(kind IS NOT NULL)"),),
    triggers=(Trigger("touch", "before", ("insert", "update"), QualifiedName("public", "touch"), columns=("body",)),),
    rls=True,
    policies=(
        Policy("Mine", "all", ("authenticated",), OWN),
        Policy("Night", "select", ("public",), "(extract_hour(now()) > 6)", permissive=False),
    ),
    grants=tuple(
        Grant(role, ("delete", "insert", "references", "select", "trigger", "truncate", "update"))
        for role in ("anon", "authenticated")
    ),
)
TAGS = Table(
    "public",
    "tags",
    columns=(Column("note", "bigint"),),
    foreign_keys=(ForeignKey("tags_note_fkey", ("note",), NOTES.qualified, ("id",), False, "set null"),),
)
OBJECTS = Table(
    "storage",
    "objects",
    policies=(
        Policy(
            "Own files", "insert", ("authenticated",), None, "((bucket_id = 'files'::text) AND (owner = auth.uid()))"
        ),
        Policy("Other files", "select", ("public",), "(bucket_id = 'other'::text)"),
    ),
)
SCHEMA_ = Schema(
    SourceKind.MIGRATIONS,
    tables=(NOTES, TAGS, Table("public", "recent", TableKind.VIEW, columns=NOTES.columns[:1], definition=" SELECT 1;")),
    enums=(Enum("public", "note_kind", ("plain", "rich")),),
    publications=(Publication("supabase_realtime", (NOTES.qualified,)),),
    buckets=(Bucket("files", False, 5 * 2**20, ("image/png",)), Bucket("open", True)),
    platform=(OBJECTS,),
)
AROUND = Surroundings(SCHEMA_, "docs", {"table:tags": "docs/11-tags.md"})


def page(*resources: str) -> Page:
    return Page("docs/10-a.md", 10, resources, "a", ResourceSource.HEADING)


def test_a_table() -> None:
    assert (
        "\n".join(schema_lines(["table:notes"], AROUND))
        == r"""| Column | Type | Null | Default | Comment |
|---|---|---|---|---|
| `id` | bigint | no | identity |  |
| `owner` | uuid | no | `auth.uid()` | a\\|b \*c\* |
| `kind` | note_kind | no |  |  |
| `body` | varchar(20) | yes | `'a\|b'` |  |
| `size` | integer | yes | always `length(body)` |  |

- Primary key: `id`
- Foreign keys
  - `owner` → `auth.users` (`id`), on delete cascade
- Referenced by
  - [`tags`](11-tags.md) (`note`), on delete set null
- Unique
  - `owner`, `kind` (`notes_owner_kind_key`)
- Checks
  - `notes_body_check`: `char_length(body) <= 20`
- Indexes
  - `notes_body_idx`: unique on `lower(body)` where `kind is not null`
- Triggers
  - `touch`: before insert or update of `body` → `touch()`
- Enums
  - `note_kind`: `plain`, `rich`
- Realtime: published in `supabase_realtime`

Row-level security is on.

| Role | select | insert | update | delete |
|---|---|---|---|---|
| `anon` | – | – | – | – |
| `authenticated` | by policy | by policy | by policy | by policy |

- **Mine** – all – `authenticated`
  - using `(select auth.uid()) = owner`
- **Night** – select, restrictive – `public`
  - using `extract_hour(now()) > 6`

Granted to `anon`, `authenticated` (all)."""
    )


def test_a_view_tells_whose_rights_it_has() -> None:
    lines = schema_lines(["table:recent"], AROUND)
    assert lines[0].startswith("The view runs with the rights of its owner, not of whoever asks")
    assert lines[2:8] == ("<details>", "<summary>Definition</summary>", "", "```sql", " SELECT 1;", "```")
    assert not any("Row-level security is" in line for line in lines)


def test_what_the_source_cannot_know_is_one_line_and_not_empty() -> None:
    unknown = ("default", "comment", "policies", "rls", "grants", "indexes", "triggers", "checks")
    bare = replace(NOTES, policies=(), grants=(), indexes=(), triggers=(), checks=(), rls=False)
    types = replace(SCHEMA_, source=SourceKind.TYPES, tables=(bare,), unknown=unknown)
    lines = schema_lines(["table:notes"], Surroundings(types))
    assert lines[0] == "| Column | Type | Null |"
    assert lines[-1].startswith("Not known from the generated types: defaults, comments, checks, indexes, triggers, ")
    assert not any("Row-level security is" in line or "Grant" in line for line in lines)


def test_several_tables_and_one_that_is_not_there() -> None:
    lines = schema_lines(["table:tags", "table:gone"], AROUND)
    assert lines[0] == "**tags**"
    assert lines[-3:] == ("**gone**", "", "`gone` is not in the migrations.")


def test_row_level_security_that_is_off() -> None:
    off = replace(SCHEMA_, tables=(replace(NOTES, rls=False),))
    lines = schema_lines(["table:notes"], Surroundings(off))
    assert "Row-level security is **off**; its policies do nothing: whoever has a grant reaches every row." in lines
    assert "| `anon` | all rows | all rows | all rows | all rows |" in lines
    assert not any("Mine" in line for line in rule_lines(["table:notes"], Surroundings(off)))


def test_a_missing_grant_comes_before_policies() -> None:
    few = replace(SCHEMA_, tables=(replace(NOTES, grants=(Grant("authenticated", ("select",)),)),))
    assert "| `authenticated` | by policy | no grant | no grant | no grant |" in schema_lines(
        ["table:notes"], Surroundings(few)
    )


def test_rules() -> None:
    assert (
        "\n".join(rule_lines(["table:notes"], AROUND))
        == """Held by the database:

- `body` has at most 20 characters (or is null) (`notes_body_check`).
- No two rows have the same `owner` and `kind`.
- No two rows where `kind` is set have the same `lower(body)` (`notes_body_idx`).
- A row is deleted together with its row of `auth.users` (`owner`).
- Deleting a row sets what names it to null in [`tags`](11-tags.md) (`note`).
- Before each insert or update of `body`, `touch()` runs.
- “Mine”: signed-in users may read, insert, update and delete rows where `owner` is the signed-in user.
- “Night”: everybody may read rows only if `extract_hour(now())` is more than 6, whatever other policies allow."""
    )


def test_a_long_condition_is_not_said_but_pointed_at() -> None:
    long = " OR ".join(f"(owner = '{number:036}'::uuid)" for number in range(9))
    around = Surroundings(replace(SCHEMA_, tables=(replace(NOTES, policies=(Policy("Long", "select", using=long),)),)))
    assert "- “Long”: everybody may read the rows that its policy selects." in rule_lines(["table:notes"], around)
    assert "```sql" in "\n".join(schema_lines(["table:notes"], around))


def test_a_condition_that_is_not_read_may_be_about_the_row() -> None:
    joined = "(EXISTS ( SELECT 1 FROM (a JOIN b ON ((a.id = b.id))) WHERE (b.note = notes.id)))"
    policy = Policy("Joined", "select", using=joined)
    around = Surroundings(replace(SCHEMA_, tables=(replace(NOTES, policies=(policy,)),)))
    assert any(
        "“Joined”: everybody may read rows where `exists (" in line for line in rule_lines(["table:notes"], around)
    )


def test_a_bucket() -> None:
    assert (
        "\n".join(configuration_lines(["bucket:files"], AROUND))
        == """- Private: a file is read with a policy or a signed address
- Size limit: 5 MiB
- MIME types: `image/png`

| Role | select | insert | update | delete |
|---|---|---|---|---|
| `anon` | – | – | – | – |
| `authenticated` | – | by policy | – | – |

- **Own files** – insert – `authenticated`
  - with check `bucket_id = 'files' and owner = auth.uid()`"""
    )
    assert rule_lines(["bucket:files"], AROUND)[2:] == (
        "- An object has at most 5 MiB.",
        "- Only `image/png` can be uploaded.",
        "- “Own files”: signed-in users may insert objects where `owner` is the signed-in user.",
        "- No policy lets anybody read, update or delete objects; only roles that bypass row-level security can.",
    )


def test_a_bucket_without_limits_or_policies() -> None:
    lines = configuration_lines(["bucket:open"], AROUND)
    assert lines[1:3] == ("- Size limit: none of its own", "- MIME types: any")
    assert lines[-1].startswith("No storage policy names this bucket")


def test_sizes() -> None:
    assert [size(each) for each in (None, 0, 1000, 1024, 1536, 2**31)] == [
        *("none of its own", "0 bytes", "1000 bytes", "1 KiB", "1536 bytes", "2 GiB"),
    ]


def test_types_have_their_short_names() -> None:
    assert [
        type_text(each)
        for each in (
            "timestamp with time zone",
            "timestamp(3) without time zone",
            "character varying[]",
            "public.kind[]",
        )
    ] == ["timestamptz", "timestamp(3)", "varchar[]", "kind[]"]


def test_a_purpose_is_the_configuration_s_else_the_comment() -> None:
    said = {"table:notes": Saying("Said.", "Us.")}
    assert page_bodies(page("table:notes"), SCHEMA_, {}, said)[PURPOSE] == ("Said.",)
    assert page_bodies(page("table:notes"), SCHEMA_, {})[PURPOSE] == (r"What people write down \| for themselves.",)
    assert page_bodies(page("table:notes"), SCHEMA_, {}, said)[OWNERSHIP] == ("Us.",)
    assert page_bodies(page("table:notes", "table:tags"), SCHEMA_, {}, said)[PURPOSE] == ("- **notes**: Said.",)


def test_without_a_schema_nothing_is_said_of_the_database() -> None:
    assert page_bodies(page("table:notes"), None, {}) == {}
    assert set(page_bodies(page("table:notes"), None, {}, {"table:notes": Saying("Said.")})) == {PURPOSE}


def test_what_is_unknown_of_buckets_empties_no_block() -> None:
    types = replace(SCHEMA_, buckets=(), unknown=("buckets",))
    assert CONFIGURATION not in page_bodies(page("bucket:files"), types, {})
    assert set(page_bodies(page("table:notes"), SCHEMA_, {})) >= {SCHEMA, BUSINESS_RULES}
