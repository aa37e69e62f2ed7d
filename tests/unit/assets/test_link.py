"""Link: names follow bytes, and cycles have names too."""

from __future__ import annotations

from hashlib import sha256

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.link import Site, link
from bengal_tasks.model.code import Code, Mapping, Reference


def code_of(text, *others):
    """Return a code that has one hole for each other behind its text."""
    parts = [text]
    for other in others:
        parts += ["<", Reference(other, f"./{other}"), ">"]
    return Code(tuple(parts), ("s",), (Mapping(len(text), 0, 0, 0),))


def linked(codes, order=None, **more):
    """Return the published form of each code, asked for in *order*."""
    done = {}
    paths = {"x.png": "assets/x.11111111.png", "y.png": "assets/y.22222222.png"}

    def path_of(name):
        if name in paths:
            return paths[name]
        if name not in codes:
            return None
        if name not in done:
            done[name] = link(name, site)
        return done[name].path

    site = Site(codes.get, path_of, **more)
    for name in order or codes:
        path_of(name)
    return done


def test_a_fingerprint_is_the_digest_of_the_bytes():
    """The fingerprint is the start of the SHA-256 of what is published, URLs filled."""
    one = linked({"js/a.js": code_of("ä", "x.png")})["js/a.js"]

    assert "ä<../x.11111111.png>" == one.text
    assert sha256(one.text.encode()).hexdigest()[:8] == one.fingerprint
    assert f"assets/js/a.{one.fingerprint}.js" == one.path


def test_an_edit_cascades():
    """What refers to an edited asset gets another name, what does not keeps its own."""
    before = linked({"a.js": code_of("a", "b.js"), "b.js": code_of("b"), "c.js": code_of("c")})
    after = linked({"a.js": code_of("a", "b.js"), "b.js": code_of("B"), "c.js": code_of("c")})

    assert {"a.js", "b.js"} == {name for name in before if before[name].path != after[name].path}
    assert after["b.js"].path.removeprefix("assets/") in after["a.js"].text


def test_an_absent_asset_stays_as_written():
    """What is not there is no reason to fail here: the URL stays."""
    assert "a<./none.js>" == linked({"a.js": code_of("a", "none.js")})["a.js"].text


def test_a_name_without_code():
    """Only code can be linked."""
    with pytest.raises(KeyError):
        link("x.png", Site({}.get, {}.get))


def test_a_cycle():
    """Members of a cycle name each other as they are published, and have names of their own."""
    done = linked({"a.js": code_of("same", "b.js"), "b.js": code_of("same", "a.js")})

    assert done["a.js"].fingerprint != done["b.js"].fingerprint
    assert f"same<./b.{done['b.js'].fingerprint}.js>" == done["a.js"].text
    assert f"same<./a.{done['a.js'].fingerprint}.js>" == done["b.js"].text


def test_an_asset_that_names_itself():
    """A worker that starts itself is a cycle of one."""
    one = linked({"w.js": code_of("w", "w.js")})["w.js"]

    assert f"w<./w.{one.fingerprint}.js>" == one.text


def test_what_a_cycle_refers_to_counts():
    """An image that one member shows renames all members."""
    shown = [
        linked({"a.js": code_of("a", "b.js"), "b.js": code_of("b", "a.js", image)})
        for image in ("x.png", "y.png")
    ]

    assert shown[0]["a.js"].path != shown[1]["a.js"].path
    assert shown[0]["b.js"].path != shown[1]["b.js"].path


def test_text_that_looks_like_a_hole():
    """A hole and a text that reads the same are not the same."""
    codes = [code_of("a", "b.js"), Code(("a<./b.js>", Reference("b.js", "./b.js")))]
    names = [
        linked({"a.js": code, "b.js": code_of("b", "a.js")})["b.js"].fingerprint for code in codes
    ]

    assert names[0] != names[1]


@pytest.mark.parametrize("other", ["none.js", "a.js"])
def test_the_ending(other):
    """What is appended, as the comment that names a source map, is in the digest of all."""

    def one(end):
        codes = {"a.js": code_of("a", other)}
        return linked(codes, ending=lambda name, text, _: f"//{name} {len(text)} {end}")["a.js"]

    assert one(1).text.endswith(f"//a.js {len(one(1).text) - len('//a.js 00 1')} 1")
    assert one(1).fingerprint != one(2).fingerprint


def test_exempt_names():
    """The one who calls decides how a fingerprint enters a name."""
    codes = {"sw.js": code_of("s", "a.js"), "a.js": code_of("a")}

    def named(name, fingerprint):
        return name if name == "sw.js" else f"assets/{fingerprint}-{name}"

    done = linked(codes, named=named)

    assert "sw.js" == done["sw.js"].path
    assert f"s<./assets/{done['a.js'].fingerprint}-a.js>" == done["sw.js"].text


NAMES = [f"{folder}{n}.js" for n, folder in enumerate(("", "js/", "js/", "js/deep/", "css/"))]
GRAPHS = st.lists(
    st.tuples(
        st.text("ab", max_size=2),
        st.lists(st.sampled_from([*NAMES, "x.png", "none.png"]), max_size=3),
    ),
    min_size=len(NAMES),
    max_size=len(NAMES),
).map(
    lambda rows: {
        name: code_of(text, *others) for name, (text, others) in zip(NAMES, rows, strict=True)
    }
)


@given(GRAPHS, st.permutations(NAMES))
def test_order_does_not_matter(codes, order):
    """Whoever asks, and in whatever order, each asset gets the same text and name."""
    done = linked(codes)

    assert done == linked({name: codes[name] for name in order}, order[::-1])


@given(GRAPHS, st.sampled_from(NAMES))
def test_an_edit_renames_what_reaches_it(codes, edited):
    """An edit renames its component and all that reaches it, and nothing else."""
    graph = nx.DiGraph((n, r.name) for n, code in codes.items() for r in code.references)
    graph.add_nodes_from(codes)
    expected = nx.ancestors(graph, edited) | {edited}
    others = [reference.name for reference in codes[edited].references]

    before, after = linked(codes), linked({**codes, edited: code_of("edited", *others)})

    assert expected == {name for name in codes if before[name].path != after[name].path}
