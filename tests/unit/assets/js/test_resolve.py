"""Resolve: the asset that a specifier means."""

from __future__ import annotations

import pytest

from bengal_tasks.assets.js.resolve import Resolved, resolve_specifier


def resolved(kind, specifier, module="js/app.js", has=()):
    """Return what a specifier means in a site below /docs with the assets *has*."""
    return resolve_specifier(kind, specifier, module, "/docs", lambda name: name in has)


@pytest.mark.parametrize(
    ("kind", "specifier", "expected"),
    [
        ("static", "./util.js", Resolved("js/util.js")),
        ("static", "../x/./y.js", Resolved("x/y.js")),
        ("dynamic", "./a%20b.js?v=1#h", Resolved("js/a b.js", "?v=1#h")),
        ("resolve", "./a.js#h?x", Resolved("js/a.js", "#h?x")),
        ("static", "/assets/js/x.js", Resolved("js/x.js", rooted=True)),
        ("static", "/docs/assets/js/x.js?q", Resolved("js/x.js", "?q", rooted=True)),
        ("url", "x.png", Resolved("js/x.png")),
        ("scripts", "x.js", Resolved("js/x.js")),
        ("worker", "/assets/w.js", Resolved("w.js", rooted=True)),
        ("service", "/assets/sw.js", Resolved("sw.js", rooted=True)),
    ],
)
def test_assets(kind, specifier, expected):
    """A path becomes a logical name, query and fragment follow."""
    assert expected == resolved(kind, specifier)


@pytest.mark.parametrize(
    ("kind", "specifier"),
    [
        ("static", "three"),
        ("static", "three/addons/x.js"),
        ("static", "https://cdn.example/x.js"),
        ("static", "//cdn.example/x.js"),
        ("dynamic", "data:text/javascript,1"),
        ("url", "blob:x.y"),
        ("static", "../../x.js"),
        ("static", "/x.js"),
        ("static", "/assets/../x.js"),
        ("static", "./"),
        ("static", "./.."),
        ("static", ""),
        ("url", "?x"),
        ("url", "../api"),
        ("worker", "./w.js"),
        ("service", "sw.js"),
        ("static", "./a\\b.js"),
        ("static", "./%00.js"),
        ("static", "./%ff.js"),
        ("static", "./\ud800.js"),
        ("static", "./a.js?\"'"),
        ("static", ".//a.js"),
    ],
)
def test_no_assets(kind, specifier):
    """What is bare, remote, outside of the assets or relative to a page stays text."""
    assert resolved(kind, specifier) is None


def test_a_url_without_suffix():
    """What may be an address of the server is an asset only if there is one."""
    assert Resolved("LICENSE") == resolved("url", "../LICENSE", has={"LICENSE"})


@pytest.mark.parametrize(
    ("specifier", "has", "name"),
    [
        ("./util.js", {"ts/util.ts"}, "ts/util.ts"),
        ("./util", {"ts/util.ts"}, "ts/util.ts"),
        ("./util.mjs", {"ts/util.mts"}, "ts/util.mts"),
        ("./util.js", {"ts/util.ts", "ts/util.js"}, "ts/util.js"),
        ("./util.js", set(), "ts/util.js"),
        ("./util.css", {"ts/util.ts"}, "ts/util.css"),
    ],
)
def test_typescript(specifier, has, name):
    """In TypeScript the name of the script that will be there means its source."""
    assert Resolved(name) == resolved("static", specifier, "ts/app.ts", has)


def test_typescript_names_count_only_there():
    """A script says what it means."""
    assert Resolved("js/util.js") == resolved("static", "./util.js", has={"js/util.ts"})
