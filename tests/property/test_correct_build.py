"""
The one property: whatever was edited, an incremental build leaves what a clean build leaves.

A small random site is edited at random, step after step. After every step it is built and compared
with a clean build of the same sources, in bytes and modes; then a second build runs nothing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.space import NOW, SiteSpace


LONG = bool(os.environ.get("BENGAL_LONG"))

FOLDERS = ("", "blog/", "docs/", "docs/deep/")
NAMES = ("a", "b", "c", "_index", "index", "d/index")
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
        )
    ),
    max_size=5,
).map("".join)
templates = st.sampled_from(
    (
        "page.html", "list.html", "home.html", "bare.html", "blog/single.html", "blog/list.html",
        "partials/p.html", "partials/q.html", "shortcodes/mark.html", "term.html", "rss.xml",
    )
)  # fmt: skip
toml = st.builds(
    '[site]\ntitle = "{}"\nbaseurl = "{}"\n[params]\ncolour = "{}"\n[pagination]\nper_page = {}\n'
    "[features]\nrss = {}\n[markdown]\nhard_wrap = {}\n[build]\npretty_urls = {}\n[assets]\n"
    "fingerprint = {}\n".format,
    words,
    st.sampled_from(("", "https://e.org", "/base")),
    words,
    st.integers(1, 3),
    *[st.sampled_from(("true", "false"))] * 4,
)
yaml = st.builds("lead: {}\nother: {}\n".format, words, words)

START = {
    "bengal.toml": '[site]\ntitle = "one"\n',
    "themes/default/theme.toml": 'name = "none"\n',
    "themes/default/templates/page.html": "{{ page.title }} {{ page.content }}\n",
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


class CorrectBuild(RuleBasedStateMachine):
    """Edits of a site, each followed by a build and a comparison."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="bengal-"))
        self.site = SiteSpace(self.folder / "site")
        self.earlier: list[dict[str, bytes]] = []
        self.status = 0

    @initialize()
    def begin(self) -> None:
        """Write the first site."""
        for path, text in START.items():
            self.site.write(path, text)

    def teardown(self) -> None:
        """Remove the site."""
        shutil.rmtree(self.folder)

    def put(self, path: str, text: str) -> None:
        """Write a source where no folder is in the way."""
        place = self.site.root / path
        if not place.is_dir() and not any(above.is_file() for above in place.parents):
            self.site.write(path, text)

    def present(self, start: str) -> list[str]:
        """Return the sources below a folder."""
        return [path for path in self.site.sources() if path.startswith(start)]

    @rule(path=sources, text=pages)
    def page(self, path: str, text: str) -> None:
        """Write a page, new or not."""
        self.put(path, text)

    @rule(path=sources, text=pages)
    def another_page(self, path: str, text: str) -> None:
        """Write a page, new or not; twice as likely as other edits."""
        self.page(path, text)

    @rule(name=templates, text=pieces)
    def template(self, name: str, text: str) -> None:
        """Write a template, new or not."""
        feed = "{{% for page in pages %}}{}{{% endfor %}}\n"
        self.put(f"templates/{name}", (feed if name == "rss.xml" else "{}\n").format(text))

    @rule(name=templates, text=pieces)
    def another_template(self, name: str, text: str) -> None:
        """Write a template, new or not; twice as likely as other edits."""
        self.template(name, text)

    @rule(text=toml)
    def setting(self, text: str) -> None:
        """Write the settings."""
        self.put("bengal.toml", text)

    @rule(text=yaml)
    def data(self, text: str) -> None:
        """Write a data file."""
        self.put("data/team.yaml", text)

    @rule(
        path=st.sampled_from(
            (
                "assets/css/a.css",
                "assets/img/p.png",
                "content/docs/pic.png",
                "static/old/index.html",
            )
        ),
        text=words,
    )
    def file(self, path: str, text: str) -> None:
        """Write an asset or a file that is copied."""
        self.put(path, text)

    @rule(text=bodies)
    def snippet(self, text: str) -> None:
        """Write what bodies include."""
        self.put("snip/s.md", text.replace("include", "note"))

    @rule(
        pick=st.data(),
        start=st.sampled_from(("content/", "templates/", "data/", "assets/", "snip/")),
    )
    def remove(self, pick: st.DataObject, start: str) -> None:
        """Remove a source."""
        found = self.present(start)
        if found:
            self.site.remove(pick.draw(st.sampled_from(found)))

    @rule(pick=st.data(), other=sources)
    def rename(self, pick: st.DataObject, other: str) -> None:
        """Move a page."""
        found = [path for path in self.present("content/") if path.endswith(".md")]
        if found and not (self.site.root / other).exists():
            self.site.rename(pick.draw(st.sampled_from(found)), other)

    @rule()
    def move_section(self) -> None:
        """Move a folder of pages, or move it back."""
        for path, other in (("content/docs", "content/manual"), ("content/manual", "content/docs")):
            if (self.site.root / path).is_dir() and not (self.site.root / other).exists():
                self.site.rename(path, other)
                return

    @rule()
    def touch(self) -> None:
        """Touch everything."""
        for path in self.site.sources():
            self.site.touch(path)

    @rule(moment=st.sampled_from((NOW, NOW + 10**8)))
    def clock(self, moment: int) -> None:
        """Let time pass, or go back."""
        self.site.environ["SOURCE_DATE_EPOCH"] = str(moment)

    @rule(pick=st.data())
    def tamper(self, pick: st.DataObject) -> None:
        """
        Edit or remove a published file.

        Not after a build that failed: an edited file that no page promises any more is kept.
        """
        if self.status:
            return
        path = pick.draw(st.sampled_from(sorted(self.site.published()) or [""]))
        if path and pick.draw(st.booleans()):
            self.site.remove(f"public/{path}")
        elif path:
            (self.site.root / "public" / path).write_bytes(b"tampered")

    @rule(pick=st.data())
    def revert(self, pick: st.DataObject) -> None:
        """Go back to the sources of an earlier step."""
        wanted = pick.draw(st.sampled_from(self.earlier or [{}]))
        if wanted:
            for path in self.site.sources():
                self.site.remove(path)
            for path, data in wanted.items():
                self.site.write(path, "")
                (self.site.root / path).write_bytes(data)

    @invariant()
    def correct(self) -> None:
        """Build; a build that succeeds leaves what a clean one leaves, and then nothing runs."""
        if not (self.site.root / "bengal.toml").exists():
            return
        ran = self.site.build()
        self.status = ran.status
        if ran.status == 0:
            assert self.site.is_clean()
            again = self.site.build()
            assert (frozenset(), frozenset()) == (again.ran, again.rewritten)
        assert "a fault of bengal-tasks" not in ran.text
        assert "Traceback" not in ran.text
        root = self.site.root
        self.earlier.append({p: (root / p).read_bytes() for p in self.site.sources()})


TestCorrectBuild = CorrectBuild.TestCase
TestCorrectBuild.settings = settings(
    max_examples=400 if LONG else 12,
    stateful_step_count=25 if LONG else 10,
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=list(HealthCheck),
    database=None,
)
