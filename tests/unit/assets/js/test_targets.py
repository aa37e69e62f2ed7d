"""Targets: the asset that a specifier means."""

from __future__ import annotations

import pytest

from bengal_tasks.assets.js.targets import Target, find_target


def target(kind, specifier, module="js/app.js", has=()):
    """Return the target in a site below /docs with the assets *has*."""
    return find_target(kind, specifier, module, "/docs", lambda name: name in has)


@pytest.mark.parametrize(
    ("kind", "specifier", "expected"),
    [
        ("static", "./util.js", Target("js/util.js")),
        ("static", "../x/./y.js", Target("x/y.js")),
        ("dynamic", "./a%20b.js?v=1#h", Target("js/a b.js", "?v=1#h")),
        ("resolve", "./a.js#h?x", Target("js/a.js", "#h?x")),
        ("static", "/assets/js/x.js", Target("js/x.js", rooted=True)),
        ("static", "/docs/assets/js/x.js?q", Target("js/x.js", "?q", rooted=True)),
        ("url", "x.png", Target("js/x.png")),
        ("scripts", "x.js", Target("js/x.js")),
        ("worker", "/assets/w.js", Target("w.js", rooted=True)),
        ("service", "/assets/sw.js", Target("sw.js", rooted=True)),
    ],
)
def test_assets(kind, specifier, expected):
    """A path becomes a logical name, query and fragment follow."""
    assert expected == target(kind, specifier)


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
    assert target(kind, specifier) is None


def test_a_url_without_suffix():
    """What may be an address of the server is an asset only if there is one."""
    assert Target("LICENSE") == target("url", "../LICENSE", has={"LICENSE"})


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
    assert Target(name) == target("static", specifier, "ts/app.ts", has)


def test_typescript_names_count_only_there():
    """A script says what it means."""
    assert Target("js/util.js") == target("static", "./util.js", has={"js/util.ts"})
