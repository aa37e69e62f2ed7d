"""URLs of a stylesheet become holes, each for the asset that it means."""

from __future__ import annotations

import pytest

from bengal_tasks.model.code import Reference


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("url(../img/a.png)", 'url("[img/a.png]")'),
        ("url( '../img/a.png' )", 'url( "[img/a.png]" )'),
        ("URL(a.png)", 'url("[css/a.png]")'),
        ("src('a.png')", 'src("[css/a.png]")'),
        ("url(a.svg?v=1#b)", 'url("[css/a.svg?v=1#b]")'),
        ("url(a%20b.png)", 'url("[css/a b.png]")'),
        ("url(a\\ b.png)", 'url("[css/a b.png]")'),
        ("url(/assets/img/a.png)", 'url("[img/a.png]")'),
        ("url(/docs/assets/img/a.png)", 'url("[img/a.png]")'),
        ("url(/other/a.png)", "url(/other/a.png)"),
        ("url(data:image/png;base64,x)", "url(data:image/png;base64,x)"),
        ("url(https://x.org/a.png)", "url(https://x.org/a.png)"),
        ("url(//x.org/a.png)", "url(//x.org/a.png)"),
        ("url(about:invalid)", "url(about:invalid)"),
        ("url(#a)", "url(#a)"),
        ("url()", "url()"),
        ("url('')", "url('')"),
        ("url(a b.png)", "url(a b.png)"),
        ("'url(a.png)'", "'url(a.png)'"),
        ("/* url(a.png) */ b", "/* url(a.png) */ b"),
        ("format('a.png')", "format('a.png')"),
        (
            "image-set('a.png' type('b/c') 1x, url(d.png) 2x)",
            'image-set("[css/a.png]" type(\'b/c\') 1x, url("[css/d.png]") 2x)',
        ),
        ("url(a.woff2) format('woff2'), url(a.woff)", None),
    ],
)
def test_each_url(bundled, value, expected):
    """A URL that means an asset is a hole; whatever else there is stays to the letter."""
    expected = expected or 'url("[css/a.woff2]") format(\'woff2\'), url("[css/a.woff]")'

    found = bundled(f"a{{b:{value}}}", base_path="/docs")

    assert found.raw == f"a{{b:{expected}}}"
    assert not found.messages or "url(a b.png)" in value


def test_a_hole_tells_where_it_was_written(bundled):
    """Line and column are those of the source, also when another file imports it."""
    files = {
        "css/site.css": "@import '../lib/a.css';",
        "lib/a.css": "\ufeffa{\r\n  b: url(i.png#x)}",
    }

    (reference,) = bundled(files).code.references

    assert reference == Reference("lib/i.png", "i.png#x", "#x", "assets/lib/a.css", 2, 6)


def test_a_rooted_url_stays_rooted(bundled):
    """A URL from the root of the site is published as one."""
    (reference,) = bundled("a{b:url(/assets/i.png)}").code.references

    assert (reference.name, reference.rooted) == ("i.png", True)


def test_preludes_have_no_urls(bundled):
    """What stands before a block is asked about, not loaded; a namespace is a name."""
    text = "@namespace x url(a); @supports (b:url(c)) { d{e:f} } @-moz-document url(g) {}"

    assert bundled(text).raw == text


def test_urls_out_of_the_assets(bundled):
    """A URL that leads out of the folder is told, and reads the same from the bundle."""
    files = {
        "css/site.css": "@import 'deep/a.css';",
        "css/deep/a.css": "a{b:url(../../../c.png?d)}",
    }

    found = bundled(files)

    assert found.text == 'a{b:url("../../c.png?d")}'
    (message,) = found.messages
    assert message.startswith("assets/css/deep/a.css:1: ../../../c.png?d leads out of the folder")


def test_initial_values_are_read_where_they_are_used(bundled):
    """The URL in an `@property` is one of the bundle, not of the file that it stands in."""
    files = {
        "css/site.css": "@import '../lib/a.css';",
        "lib/a.css": "@property --x{initial-value:url(i.png)} b{--x:url(i.png)}",
    }

    names = [reference.name for reference in bundled(files).code.references]

    assert names == ["css/i.png", "lib/i.png"]


def test_a_tail_cannot_end_the_string(bundled):
    """Quotes and backslashes in a query are written as a URL writes them."""
    (reference,) = bundled('a{b:url(i.png?\\"\\\\x)}').code.references

    assert reference.tail == "?%22%5Cx"
