"""Programs that TypeScript reads and the grammars do not."""

from __future__ import annotations

import pytest

from supamap.syntax.grammars import parser
from supamap.syntax.repair import repaired

CURED = [
    ("tsx", "const a = <Title>Players & Handicaps</Title>\n"),
    ("tsx", "const a = <p>Q&A, salt & <b>pepper</b>&nbsp;</p>\n"),
    ("tsx", "const a = <Image src='https://cdn.example/x?w=1&width=48' />\n"),
    ("javascript", "const a = <p>here & there</p>\n"),
    ("typescript", "const a = sql<{ a: string, b: number }[]>`select ${b}`\n"),
    ("typescript", "const a = sql<Array<{ a: string }>[]>`select ${b}`\n"),
    ("typescript", "const f = sql<\n  Row[]\n>`select 1`\n"),
    ("typescript", "interface A { make: (x: T) => import('../y.js').Z[] }\n"),
    ("typescript", "const f = (): Promise<import('axios').Response<Row>> => get()\n"),
    ("typescript", "const a = importOriginal<typeof import('hono/adapter')>()\n"),
    ("tsx", "const [a, set] = useState<import('@/types').Row[]>([])\n"),
    ("typescript", "interface Row {\n  id: string\n  in_stock: boolean\n  in_2: string | null\n}\n"),
    ("typescript", "interface Row {\n  is: boolean[]\n  instanceof_x?: boolean\n}\n"),
    ("typescript", "export { default as A }\n  from './a'\nexport { B }\n  from './b'\n"),
]


@pytest.mark.parametrize(("grammar", "text"), CURED)
def test_what_typescript_reads_has_no_faults_after_repair(grammar: str, text: str) -> None:
    source = text.encode()
    root = parser(grammar).parse(source).root_node
    assert root.has_error, "the grammar reads this now: no repair is needed any more"
    cured, tree = repaired(source, root, grammar)
    assert not tree.has_error
    assert len(cured) == len(source)
    assert cured.count(b"\n") == source.count(b"\n")


def test_code_keeps_its_ampersands() -> None:
    source = b"type T = A & B; const t = a & b && '?a=1&b=2'; const x = <p title=\"c&d\">e & f{g && h}</p>\n"
    cured, tree = repaired(source, parser("tsx").parse(source).root_node, "tsx")
    assert not tree.has_error
    assert cured.replace(b"|", b"&") == source
    assert cured.startswith(b"type T = A & B; const t = a & b && '?a=1&b=2'; ")
    assert cured.endswith(b">e | f{g && h}</p>\n")


@pytest.mark.parametrize("text", ["const a = (\n", "x of y z\n", "<p>&</p> & <b>\n", "const a = import('x').Y[ }\n"])
def test_what_nobody_reads_stays_as_it_is_written(text: str) -> None:
    source = text.encode()
    cured, tree = repaired(source, parser("typescript").parse(source).root_node, "typescript")
    assert tree.has_error
    assert cured == source
