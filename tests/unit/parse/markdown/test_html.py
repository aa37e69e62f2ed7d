"""Raw HTML, and text that belongs to other programs."""

from __future__ import annotations

import pytest


_TEXT = 'a <b class="x">b</b> <!-- c -->\n\n<div id="d">\n<script>e & f</script>\n*g*\n</div>\n'


def test_html_is_allowed(html):
    """By default raw HTML passes through."""
    expected = (
        '<p>a <b class="x">b</b> <!-- c --></p>\n'
        '<div id="d">\n<script>e & f</script>\n*g*\n</div>\n\n'
    )

    assert expected == html(_TEXT)


def test_html_is_escaped(html):
    """Escaped HTML is shown as it was written."""
    expected = (
        "<p>a &lt;b class=&quot;x&quot;&gt;b&lt;/b&gt; &lt;!-- c --&gt;</p>\n"
        "<p>&lt;div id=&quot;d&quot;&gt;\n&lt;script&gt;e &amp; f&lt;/script&gt;\n*g*\n"
        "&lt;/div&gt;</p>\n"
    )

    assert expected == html(_TEXT, html="escape")


def test_html_is_stripped(html):
    """Stripped HTML leaves its text, but no script."""
    assert "<p>a b </p>\n<p>*g*</p>\n" == html(_TEXT, html="strip")


@pytest.mark.parametrize("policy", ["escape", "strip"])
@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<<b>script>alert(1)</script>",
        "<div>\n<<i>img src=x onerror=alert(1)>\n</div>",
        "a <scr<b></b>ipt>alert(1)</script>",
        "<div\nonclick=alert(1)\n",
        '<a href="java\nscript:alert(1)">x</a>',
        "<!-- --><img src=x onerror=alert(1)> -->",
    ],
)
def test_no_tag_gets_through(html, policy, text):
    """No spelling of a tag survives."""
    shown = html(text, html=policy).replace("<p>", "").replace("</p>", "")

    assert "<" not in shown


@pytest.mark.parametrize("policy", ["allow", "escape", "strip"])
def test_entities_are_characters(html, policy):
    """An entity is the same character whatever is done with tags."""
    assert "<p>© &lt;b&gt; &amp;nope;</p>\n" == html("&copy; &lt;b&gt; &nope;", html=policy)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('{{< figure src="x.png" >}}', "{{&lt; figure src=&quot;x.png&quot; &gt;}}"),
        ("{{<figure src='x.png'>}}", "{{&lt;figure src='x.png'&gt;}}"),
        ("{{% note %}} *a* {{% /note %}}", "{{% note %}} <em>a</em> {{% /note %}}"),
        ("{{ page.title | *a* _b_ }}", "{{ page.title | *a* _b_ }}"),
        ("{{< a\nb >}}", "{{&lt; a\nb &gt;}}"),
        ("*a {{< b* >}} c*", "<em>a {{&lt; b* &gt;}} c</em>"),
        ("{{ [x](y.md) }}", "{{ [x](y.md) }}"),
        ("{{ <b>x</b>", "{{ <b>x</b>"),
        ("{% raw %}", "{% raw %}"),
        ("`{{< a >}}`", "<code>{{&lt; a &gt;}}</code>"),
        ("{{}}", "{{}}"),
    ],
)
def test_foreign_text_is_kept(html, text, kept):
    """Shortcodes and expressions of other programs are text that can be read."""
    assert f"<p>{kept}</p>\n" == html(text)


def test_foreign_text_in_heading(parse):
    """A heading may hold it too."""
    assert "{{< x >}} y" == parse("## {{< x >}} y").toc[0].title
