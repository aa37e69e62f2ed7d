"""The vocabulary of the property: what sites are made of, drawn at random."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.property import asset_vocabulary as assets


FOLDERS = ("", "blog/", "docs/", "docs/deep/")
NAMES = ("a", "b", "c", "_index", "index", "d/index", "é", "b c")
TAGS = ("x", "y", "Y", "é")
WORDS = ("one", "two", "red", "blue")

sources = st.builds("content/{}{}.md".format, st.sampled_from(FOLDERS), st.sampled_from(NAMES))
words = st.sampled_from(WORDS)
links = st.sampled_from(
    ("a.md", "../blog/b.md", "/docs/", "#one", "b.md#two", "pic.png", "/img/p.png")
)
bodies = st.lists(
    st.one_of(
        words.map("## {}".format),
        words.map("Text of {}.".format),
        links.map("[link]({})".format),
        links.map("![image]({})".format),
        st.just(":::{mark}\nin it\n:::"),
        st.just(":::{include} /snip/s.md\n:::"),
        st.just(":::{note}\nnoted\n:::"),
        st.just(" \n"),
    ),
    max_size=4,
).map("\n\n".join)
keys = {
    "title": words,
    "date": st.sampled_from(("2026-01-01", "2026-01-02", "2029-01-01")),
    "weight": st.integers(0, 3),
    "tags": st.lists(st.sampled_from(TAGS), max_size=2).map(lambda tags: f"[{', '.join(tags)}]"),
    "draft": st.sampled_from(("true", "false")),
    "hidden": st.sampled_from(("true", "false")),
    "description": words,
    "slug": st.sampled_from(("s1", "s2", "a")),
    "aliases": st.sampled_from(("[/old/]", "[older]", "[/a/]")),
    "mood": words,
    "template": st.sampled_from(("page.html", "bare.html", "gone.html")),
    "type": st.sampled_from(("blog", "doc")),
    "cascade": st.sampled_from(("{mood: red}", "{draft: true}", "{type: blog}")),
    "outputs": st.sampled_from(("[html, json]", "[html, txt]", "[html]")),
    "expiry_date": st.sampled_from(("2026-06-01", "2029-01-01")),
}
fronts = st.fixed_dictionaries({}, optional=keys).map(
    lambda front: "".join(f"{key}: {value}\n" for key, value in front.items())
)
pages = st.builds("---\n{}---\n{}\n".format, fronts, bodies)
pieces = st.lists(
    st.sampled_from(
        (
            "{{ page.title }} ",
            "{{ page.content }} ",
            "{{ site.title }} ",
            "{{ page.params.mood }} ",
            "{{ data.team.lead }} ",
            "{{ config.params.colour }} ",
            '{{ asset_url("css/a.css") }} ',
            '{% include "partials/p.html" ignore missing %} ',
            '{% include ["partials/q.html", "partials/p.html"] ignore missing %} ',
            "{# a comment #}",
            "{% for p in site.pages %}{{ p.url }} {% endfor %}",
            '{% for p in site.regular_pages | where("mood", "red") %}{{ p.title }} {% endfor %}',
            '{% for p in site.pages | sort_by("weight") | limit(2) %}{{ p.title }} {% endfor %}',
            "{% for p in section.pages %}{{ p.title }} {{ p.summary }} {% endfor %}",
            "{% for p in section.sections %}{{ p.title }} {% endfor %}",
            "{% for p in page.related %}{{ p.title }} {% endfor %}",
            "{% for p in page.ancestors %}{{ p.title }} {% endfor %}",
            "{{ site.pages | length }} ",
            "{{ page.next.title }} {{ page.prev.title }} ",
            '{% for t in page.terms("tags") %}{{ t.name }} {{ t.count }} {% endfor %}',
            "{% for t in site.taxonomies.tags or [] %}{{ t.url }} {% endfor %}",
            "{% for i in menus.main %}{{ i.name }} {% endfor %}",
            '{{ (get_page("blog/a.md") or page).title }} ',
            "{% if paginator %}{{ paginator.total_pages }} {{ paginator.next_url }}{% endif %}",
            "{% for p in paginator.pages if paginator %}{{ p.title }} {% endfor %}",
            "{% if is_active(section) %}here {% endif %}",
            "{{ page.toc | length }} {{ page.word_count }} ",
            "{{ url_for('docs/a.md') }} ",
            "{% for r in page.resources %}{{ r.url }} {% endfor %}",
            '{% import "macros/m.html" as m %}{{ m.card(page) }} ',
            "{{ shout(page.title) }} {{ page.url | shout }} ",
            '{{ env("COLOUR") or "none" }} ',
            '{% include "partials/" ~ (page.params.mood or "p") ~ ".html" ignore missing %} ',
            '{{ asset_url("css/" ~ (page.params.mood or "a") ~ ".css") }} ',
            "{{ data.list | length }} {{ data.team.other }} ",
            "{{ shout is defined }} {{ wink is defined }} ",
            "{% for key in data.team or {} %}{{ key }} {% endfor %}",
            *assets.pieces,
        )
    ),
    max_size=5,
).map("".join)
templates = st.sampled_from(
    (
        "page.html", "list.html", "home.html", "bare.html", "blog/single.html", "blog/list.html",
        "partials/p.html", "partials/q.html", "partials/red.html", "shortcodes/mark.html",
        "shortcodes/note.html", "term.html", "taxonomy.html", "404.html", "rss.xml", "sitemap.xml",
    )
)  # fmt: skip
toml = st.builds(
    '[site]\ntitle = "{}"\nbaseurl = "{}"\n[params]\ncolour = "{}"\n[pagination]\nper_page = {}\n'
    '[features]\nrss = {}\n[markdown]\nhard_wrap = {}\n[build]\nextensions = ["ext.py"]\n'
    'output_dir = "{}"\npretty_urls = {}\n[assets]\n'
    'fingerprint = {}\n{}[profile.dev.site]\ntitle = "dev"\n{}'.format,
    words,
    st.sampled_from(("", "https://e.org", "/base")),
    words,
    st.integers(1, 3),
    *[st.sampled_from(("true", "false"))] * 2,
    st.sampled_from(("public", "public", "public/docs")),
    *[st.sampled_from(("true", "false"))] * 2,
    assets.settings,
    assets.dev_settings,
)
macros = st.builds(
    "{{% macro card(p) %}}<{0}>{{{{ p.{1} }}}}{{% endmacro %}}\n".format,
    words,
    st.sampled_from(("title", "url", "date", "params.mood")),
)
codes = st.builds(
    "def shout(text):\n    return str(text).{}() + {!r}\n{}".format,
    st.sampled_from(("upper", "lower", "title")),
    words,
    st.sampled_from(("", "def wink(text):\n    return text\n")),
)
yaml = st.builds("lead: {}\nother: {}\n".format, words, words)

START = {
    "bengal.toml": '[site]\ntitle = "one"\n[build]\nextensions = ["ext.py"]\n',
    "ext.py": "def shout(text):\n    return str(text).upper()\n",
    "themes/default/theme.toml": 'name = "none"\n',
    "themes/default/templates/page.html": "{{ page.title }} {{ page.content }}\n",
    "themes/default/templates/macros/m.html": "{% macro card(p) %}{{ p.title }}{% endmacro %}\n",
    "themes/default/templates/rss.xml": "{% for p in pages %}{{ p.title }} {% endfor %}\n",
    "themes/default/templates/sitemap.xml": "{% for p in pages %}{{ p.url }} {% endfor %}\n",
    "themes/default/templates/robots.txt": "all\n",
    "themes/default/templates/redirect.html": "{{ to.url }}\n",
    "content/_index.md": "Home.\n",
    "content/blog/a.md": "---\ndate: 2026-01-01\ntags: [x]\n---\nText.\n",
    "content/blog/b.md": "---\ndate: 2026-01-02\n---\nText.\n",
    "content/docs/a.md": "[b](../blog/b.md)\n",
    "snip/s.md": "Snip.\n",
    "data/team.yaml": "lead: one\n",
    "assets/css/a.css": "one\n",
    "assets/img/p.png": "two\n",
}

folders = st.sampled_from(("content/", "content/", "templates/", "data/", "assets/", "snip/"))

others = st.one_of(
    st.tuples(st.just("bengal.toml"), toml),
    st.tuples(st.just("data/team.yaml"), yaml),
    st.tuples(st.just("data/list.json"), st.sampled_from(("[1]", "[1, 2]", "{}"))),
    st.tuples(st.just("templates/macros/m.html"), macros),
    st.tuples(st.just("ext.py"), codes),
    st.tuples(st.just("snip/s.md"), bodies.map(lambda text: text.replace("include", "note"))),
    st.tuples(
        st.sampled_from(
            (
                "assets/css/a.css",
                "assets/css/red.css",
                "assets/img/p.png",
                "content/docs/pic.png",
                "content/d/part.txt",
                "static/old/index.html",
                "static/q.txt",
            )
        ),
        words,
    ),
)
