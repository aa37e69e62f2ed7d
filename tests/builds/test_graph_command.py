"""The commands graph and template-deps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from bengal_tasks.cli.piped import CLOSED


PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def test_json(built):
    """The graph has tasks, sources, artefacts and published files, and entries on its edges."""
    found = json.loads(built.build("graph", "--format", "json").text)
    families = {node["id"]: node["family"] for node in found["nodes"]}
    edges = {(edge["from"], edge["to"]): edge["entries"] for edge in found["edges"]}

    assert "page" == families["task:page:about"]
    assert "source" == families["content/about.md"]
    assert "artefact" == families[".bengal/parsed/about.json.zst"]
    assert "published" == families["public/about/index.html"]
    assert "pieces" in edges[".bengal/parsed/about.json.zst", "task:page:about"]
    assert ("task:page:about", "public/about/index.html") in edges


def test_neighbourhood(built):
    """With names only what is so many steps from them is written."""
    near = json.loads(built.build("graph", "content/about.md", "--format", "json").text)
    far = json.loads(built.build("graph", "content/about.md", "--format=json", "--depth", "3").text)

    assert {"content/about.md", "task:parse:about"} == {node["id"] for node in near["nodes"]}
    assert "task:page:about" in {node["id"] for node in far["nodes"]}


def test_tasks_only(built):
    """Without files the maker of one leads to its readers, with what they read on the edge."""
    found = json.loads(built.build("graph", "--tasks-only", "--format", "json").text)
    edges = {(edge["from"], edge["to"]): edge["entries"] for edge in found["edges"]}

    assert all(node["id"].startswith("task:") for node in found["nodes"])
    assert ".bengal/parsed/about.json.zst#pieces" in edges["task:parse:about", "task:page:about"]


def test_dot(built):
    """DOT has a line for each node and each edge."""
    lines = built.build("graph").text.splitlines()

    assert "digraph bengal {" == lines[0]
    assert '  "task:page:about" [label="page:about" shape=box];' in lines
    assert '  "task:page:about" -> "public/about/index.html";' in lines


def test_mermaid(built):
    """Mermaid has numbers as names."""
    lines = built.build("graph", "content/about.md", "--format", "mermaid").text.splitlines()

    assert "flowchart LR" == lines[0]
    assert ['  n0(["content/about.md"])', '  n1["parse:about"]', "  n0 --> n1"] == lines[1:]


def test_graphml(built):
    """GraphML can be read, and has as many nodes as the JSON."""
    root = ET.fromstring(built.build("graph", "--format", "graphml").text)  # noqa: S314 (ours)
    found = json.loads(built.build("graph", "--format", "json").text)

    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(found["nodes"]) == len(root.findall(f".//{space}node"))
    assert len(found["edges"]) == len(root.findall(f".//{space}edge"))


def test_html(built):
    """The page is one file, the same each time, and names no other host."""
    built.build("graph", "--html", "one.html")
    built.build("graph", "--html", "two.html")
    page = built.read("one.html")

    assert page == built.read("two.html")
    assert "default-src 'none'" in page
    assert not [word for word in ("http:", "https:", "src=", "@import", "url(") if word in page]
    data = json.loads(page.partition('type="application/json">')[2].partition("</script>")[0])
    assert ["page:about", data["families"].index("page"), 1] in data["nodes"]


def test_html_of_odd_names(built):
    """Names of files and the title cannot end the script, or be taken for a part of the page."""
    built.write("content/x.md", "---\ntitle: X\nslug: x\n---\n")
    built.rename("content/x.md", "content/<script>@data@.md")
    built.edit("bengal.toml", "Sample", "</title>@style@")
    built.build()
    built.build("graph", "--html", "page.html")
    page = built.read("page.html")

    assert "<title>&lt;/title&gt;@style@ - dependency graph</title>" in page
    assert 2 == page.count("<script")
    data = json.loads(page.partition('type="application/json">')[2].partition("</script>")[0])
    assert "content/<script>@data@.md" in [node[0] for node in data["nodes"]]


def test_html_of_a_part(built):
    """With names, or with tasks alone, the page shows that part of the graph."""
    built.build("graph", "content/about.md", "--html", "near.html")
    built.build("graph", "--tasks-only", "--html", "tasks.html")
    pages = (built.read("near.html"), built.read("tasks.html"))
    near, tasks = (
        json.loads(page.partition('type="application/json">')[2].partition("</script>")[0])
        for page in pages
    )

    assert {"content/about.md", "parse:about"} == {node[0] for node in near["nodes"]}
    assert {1} == {node[2] for node in tasks["nodes"]}


@pytest.mark.parametrize(
    "words",
    [
        ["nope.md"],
        ["nope.md", "--html", "x.html"],
        ["--format", "html"],
        ["--html", "no/x.html"],
        ["--depth=-1", "content/about.md"],
    ],
)
def test_graph_of_nothing(built, words):
    """A name, a form or a folder that is not there is an error in one line."""
    ran = built.build("graph", *words)

    assert 3 == ran.status
    assert "graph: " in ran.text
    assert "Traceback" not in ran.text


@pytest.mark.parametrize("words", [["graph"], ["cache", "stats"], ["template-deps"]])
def test_reader_that_stops(built, words):
    """When nobody reads the output, as after head, there is no traceback."""
    built.write("pyproject.toml", PROJECT.read_text("utf-8"))
    built.shell("list")
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "doit", *words]
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        command, cwd=built.root, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)

    assert CLOSED == done.returncode
    assert "" == done.stderr


def test_output(built):
    """The text goes to a file."""
    ran = built.build("graph", "--output", "site.dot")

    assert "" == ran.text
    assert built.read("site.dot").startswith("digraph bengal {")


def test_chains(built):
    """A page is shown with its template, and all that this led to."""
    lines = built.build("template-deps", "content/about.md").text.splitlines()

    chain = "page.html -> base.html, partials/footer.html, partials/nav.html"
    assert [f"content/about.md -> {chain} (and partials/widget.html)"] == lines


def test_users(built):
    """A template is shown with all that used it; a partial that was not used has no users."""
    used = built.build("template-deps", "templates/partials/widget.html", "--json")
    unused = built.build("template-deps", "partials/never.html")

    assert "content/about.md" in {row["source"] for row in json.loads(used.text)}
    assert "" == unused.text


def test_computed_name(built):
    """A partial with a computed name begins a chain of its own."""
    built.edit("templates/404.html", "Not here.", '{% include "partials/" ~ "icon.html" %}')
    built.build()
    lines = built.build("template-deps", "public/404.html").text.splitlines()

    assert 1 == len(lines)
    assert lines[0].startswith("listing:/404.html -> 404.html -> base.html")
    assert lines[0].endswith("(and partials/icon.html)")


def test_templates_of_a_page_with_old_urls(built):
    """What the redirects of a page use is told once, however many there are."""
    text = built.read("content/about.md")
    built.write("content/about.md", text.replace("---\n", "---\naliases: [/x/, /y/]\n", 1))
    built.build()
    lines = built.build("template-deps", "content/about.md").text.splitlines()

    assert 1 == lines.count("content/about.md -> redirect.html")
    assert len(set(lines)) == len(lines) > 1


def test_template_deps_of_nothing(built):
    """A name that is nothing is an error."""
    ran = built.build("template-deps", "nope.html")

    assert 3 == ran.status
    assert "template-deps: 'nope.html' is no template, page, task or file" in ran.text


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("about", "content/about.md"),
        ("/about/", "content/about.md"),
        ("page:about", "content/about.md"),
        ("/blog/", "content/blog/_index.md"),
        ("/tags/x/", "listing:/tags/x/"),
    ],
)
def test_template_deps_by_key_or_url(built, name, source):
    """A page may be said by its key or URL, and a list by its URL."""
    lines = built.build("template-deps", name).text.splitlines()

    assert source in {line.partition(" -> ")[0] for line in lines}
