"""Which code blocks of a page are examples, and where they stand."""

from __future__ import annotations

from supamap.docs.fences import code_blocks
from supamap.docs.markdown import read_page
from supamap.model.examples import CodeBlock

PAGE = """# Table: posts

```sql
select 1;
select 2;
```

- in a list:
  ```TS title="x"
  a()
  ```

~~~js no-test
b()
~~~

    select 3;

```
select 4;
```

<!-- supamap:begin schema -->
```sql
(auth.uid() = id)
```
<!-- supamap:end schema -->

<!-- supamap:begin example-queries -->
```sql
select 5;
```
<!-- supamap:end example-queries -->
"""


def test_code_blocks() -> None:
    assert list(code_blocks(read_page("p.md", PAGE.encode()))) == [
        CodeBlock("p.md", 4, "sql", "select 1;\nselect 2;\n"),
        CodeBlock("p.md", 10, "ts", "a()\n"),
        CodeBlock("p.md", 31, "sql", "select 5;\n"),
    ]


def test_lines_are_those_of_the_file_below_front_matter() -> None:
    page = read_page("p.md", b"---\r\na: 1\r\n---\r\n\r\n```sql\r\nselect 1\r\n```\r\n")
    assert [block.line for block in code_blocks(page)] == [6]
