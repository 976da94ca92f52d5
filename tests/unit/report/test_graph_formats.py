"""The graph in four formats: what other programs read back is the graph."""

from __future__ import annotations

import io
import json
from importlib.resources import files
from typing import TYPE_CHECKING

import jsonschema
import networkx as nx
import pytest

from supamap.graph.builder import build
from supamap.model.graph import Edge, GraphView, Node
from supamap.model.locations import Location
from supamap.model.sources import Role
from supamap.model.usage import Certainty
from supamap.report import dot, graph_json, graphml, mermaid

if TYPE_CHECKING:
    from collections.abc import Callable

    from supamap.model.linked import LinkedProject

PROJECT = """
src/pages/Jobs.tsx#Jobs page
  uses src/hooks/useJobs.ts#useJobs
  select table:? because the name comes from the URL
  invoke function:queue-job inferred
src/hooks/useJobs.ts#useJobs hook
  select,update table:jobs columns id,status
  subscribe realtime:jobs inferred
src/other.ts#useJobs service
  upload bucket:avatars at src/hooks/useJobs.ts:1
  call rpc:rank
supabase/functions/queue-job/index.ts#<module> edge_function
function queue-job = supabase/functions/queue-job/index.ts#<module>
"""
# Names may hold anything: quotes, markup, control characters, halves of surrogate pairs.
AWKWARD = 'a"b<c>&\\N#`|\x1b\ud800\n'


@pytest.fixture
def view(linked: Callable[[str], LinkedProject]) -> GraphView:
    return build(linked(PROJECT)).view()


@pytest.fixture
def awkward() -> GraphView:
    source, target = (
        Node(f"{AWKWARD}#f", "function", AWKWARD, AWKWARD, 1, Role.HOOK),
        Node(f"table:{AWKWARD}", "table", AWKWARD),
    )
    edge = Edge(source.id, target.id, "table", ("select",), (AWKWARD,), Certainty.PROVEN, (Location(AWKWARD, 1),))
    return GraphView((source, target), (edge,))


def test_json_is_valid_and_networkx_reads_it(view: GraphView, awkward: GraphView) -> None:
    schema = json.loads((files("supamap.report") / "schemas" / "graph.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for each in (view, awkward):
        text = graph_json.render(each)
        text.encode()
        document = json.loads(text)
        jsonschema.validate(document, schema)
        graph = nx.node_link_graph(document, edges="edges")
        assert isinstance(graph, nx.MultiDiGraph)
        assert set(graph) == {node.id for node in each.nodes}
        assert graph.number_of_edges() == len(each.edges)
        assert [data["kind"] for *_, data in graph.edges(data=True)] == [edge.kind for edge in each.edges]
    assert json.loads(graph_json.render(awkward))["edges"][0]["columns"] == [AWKWARD]


def test_json_is_one_record_a_line(view: GraphView) -> None:
    lines = graph_json.render(view).splitlines()
    assert '    {"id": "table:jobs", "kind": "table", "name": "jobs"}' in lines
    assert (
        '    {"source": "src/hooks/useJobs.ts#useJobs", "target": "table:jobs", "key": 1, "kind": "table", '
        '"operations": ["select", "update"], "columns": ["id", "status"], "certainty": "proven", '
        '"evidence": [{"file": "src/hooks/useJobs.ts", "line": 2, "column": 5}]},'
    ) in lines
    assert sum("the name comes from the URL" in line for line in lines) == 1


def test_networkx_reads_graphml(view: GraphView) -> None:
    graph = nx.read_graphml(io.BytesIO(graphml.render(view).encode()), force_multigraph=True)
    assert set(graph) == {node.id for node in view.nodes}
    assert graph.number_of_edges() == len(view.edges)
    assert graph.nodes["src/hooks/useJobs.ts#useJobs"] == {
        "kind": "function",
        "name": "useJobs",
        "file": "src/hooks/useJobs.ts",
        "line": 1,
        "role": "hook",
    }
    (edge,) = graph.get_edge_data("src/other.ts#useJobs", "bucket:avatars").values()
    assert edge["through"] == "src/hooks/useJobs.ts#useJobs"
    assert edge["evidence"] == "src/hooks/useJobs.ts:1"


def test_graphml_of_awkward_names_is_xml(awkward: GraphView) -> None:
    graph = nx.read_graphml(io.BytesIO(graphml.render(awkward).encode()))
    assert [data["name"] for _, data in graph.nodes(data=True)] == ['a"b<c>&\\N#`|\ufffd\ufffd\n'] * 2


def test_dot(view: GraphView) -> None:
    assert dot.render(view) == (
        """digraph supamap {
  rankdir=LR;
  node [shape=box];
  "bucket:avatars" [label="avatars", shape=folder];
  "function:queue-job" [label="queue-job", shape=hexagon];
  "rpc:rank" [label="rank", shape=component];
  "src/hooks/useJobs.ts#useJobs" [label="useJobs (src/hooks/useJobs.ts)"];
  "src/other.ts#useJobs" [label="useJobs (src/other.ts)"];
  "src/pages/Jobs.tsx#Jobs" [label="Jobs"];
  "supabase/functions/queue-job/index.ts#<module>" [label="queue-job"];
  "table:jobs" [label="jobs", shape=cylinder];
  "function:queue-job" -> "supabase/functions/queue-job/index.ts#<module>";
  "src/hooks/useJobs.ts#useJobs" -> "table:jobs" [label="select, subscribe, update"];
  "src/other.ts#useJobs" -> "bucket:avatars" [label="upload"];
  "src/other.ts#useJobs" -> "rpc:rank" [label="call"];
  "src/pages/Jobs.tsx#Jobs" -> "function:queue-job" [label="invoke", style=dashed];
  "src/pages/Jobs.tsx#Jobs" -> "src/hooks/useJobs.ts#useJobs";
}
"""
    )


def test_mermaid(view: GraphView) -> None:
    assert mermaid.render(view) == (
        """flowchart LR
  bucket_avatars[["avatars"]]
  function_queue_job(["queue-job"])
  rpc_rank{{"rank"}}
  src_hooks_useJobs_ts_useJobs["useJobs (src/hooks/useJobs.ts)"]
  src_other_ts_useJobs["useJobs (src/other.ts)"]
  src_pages_Jobs_tsx_Jobs["Jobs"]
  supabase_functions_queue_job_index_ts_module["queue-job"]
  table_jobs[("jobs")]
  function_queue_job --> supabase_functions_queue_job_index_ts_module
  src_hooks_useJobs_ts_useJobs -->|"select, subscribe, update"| table_jobs
  src_other_ts_useJobs -->|"upload"| bucket_avatars
  src_other_ts_useJobs -->|"call"| rpc_rank
  src_pages_Jobs_tsx_Jobs -.->|"invoke"| function_queue_job
  src_pages_Jobs_tsx_Jobs --> src_hooks_useJobs_ts_useJobs
"""
    )


def test_awkward_names_stay_inside_their_quotes(awkward: GraphView) -> None:
    assert '[label="a\\"b<c>&\\\\N#`|\ufffd\ufffd\ufffd", shape=cylinder]' in dot.render(awkward)
    assert '[("a#quot;b#lt;c#gt;#amp;\\N#35;#96;|   ")]' in mermaid.render(awkward)


def test_ids_of_mermaid_are_never_shared_and_begin_with_a_letter() -> None:
    names = ("a-b", "a.b", "a_b", "2fa", "größe", "是", "日")
    view = GraphView(tuple(Node(name, "table", name) for name in names), ())
    ids = [line.split("[")[0].strip() for line in mermaid.render(view).splitlines()[1:]]
    assert ids == ["a_b", "a_b_2", "a_b_3", "n_2fa", "gr_e", "n_", "n__2"]


def test_a_graph_too_large_for_mermaid_says_so() -> None:
    nodes = tuple(Node(f"table:{number:04}", "table", f"{number:04}") for number in range(2500))
    assert len(mermaid.render(GraphView(nodes[:1500], ()))) < mermaid.LARGEST
    text = mermaid.render(GraphView(nodes, ()))
    assert text.count("\n") == 2
    assert "--focus NODE --depth N" in text
