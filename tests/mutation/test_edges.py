"""Each kind of edge is needed: with it a story is right, without it the same check fails."""

from __future__ import annotations

import os
import stat
import sys
import time
from unittest import mock

import jinja2
import pytest

from bengal_tasks.cli import building
from bengal_tasks.cli.runner import SiteRunner
from bengal_tasks.model.digest import ABSENT
from bengal_tasks.model.keys import FRONT_MATTER
from bengal_tasks.model.query import Query
from bengal_tasks.model.reason import Cause
from bengal_tasks.render import reads
from bengal_tasks.render.environment import TemplateEnvironment
from bengal_tasks.render.reads import Reads
from bengal_tasks.scan import content, site
from bengal_tasks.store import snapshot, table
from bengal_tasks.store.table import FileTable
from bengal_tasks.tasks import facts, plan_indexes, session, snapshots
from bengal_tasks.tasks.intact import Intact
from bengal_tasks.tasks.session import Session
from tests.mutation.stories import (
    Story,
    around,
    change,
    differences,
    environ,
    instead,
    later,
    no_edge,
    no_query,
    no_stamp_of,
    remove,
    rename,
    under,
    write,
)
from tests.space import NOW, SiteSpace


def _page(text):
    return {"templates/page.html": f"{text}\n"}


def _of_b(text):
    """Return a page template that shows something on the page B only."""
    return _page(f'{{% if page.title == "B" %}}{text}{{% endif %}}')


def _modules_of_the_site(patch):
    """Have modules imported from the working folder, as doit does."""
    patch.syspath_prepend("")


_EXTENSION = 'def shout(text):\n    return f"{text}!"\n'
_A, _B = "content/a.md", "content/b.md"
_BLOG = {
    f"content/blog/{name}.md": f"---\ntitle: P{name}\ndate: 2026-01-0{name}\n---\n"
    for name in ("1", "3")
}
_TAGGED = "---\ntitle: B\ntags: [x]\n---\n"
_LATER = "---\ntitle: P2\ndate: 2026-01-02\n---\n"


# -- what a task has read -------------------------------------------------------------------------

_READ = {
    "source": (
        Story((change(_B, "Body", "Text"),), ran="parse:b page:b"),
        no_edge(r"^content/"),
    ),
    "included file": (
        Story(
            (write("snip/s.md", "Other.\n"),),
            {_B: "```{include} /snip/s.md\n```\n", "snip/s.md": "Some.\n"},
            ran="parse:b page:b",
        ),
        no_edge(r"^snip/"),
    ),
    "static file": (
        Story(
            (write("static/s.txt", "2"),),
            {"static/s.txt": "1", "static/t.txt": "1"},
            ran="static:static/s.txt",
        ),
        no_edge(r"^static/"),
    ),
    "data file": (
        Story(
            (write("data/d.yaml", "x: 2"),),
            {"data/d.yaml": "x: 1", "data/e.yaml": "x: 1"},
            ran="data",
        ),
        no_edge(r"^data/d"),
    ),
    "asset file": (
        Story(
            (write("assets/s.css", "b{}"),),
            {"assets/s.css": "a{}"},
            ran="asset:s.css compile:s.css manifest prune",
        ),
        no_edge(r"^assets/"),
    ),
    "template file": (
        Story(
            (write("templates/page.html", "New."),),
            ran="template:page.html page:a page:b",
        ),
        no_edge(r"^templates/"),
    ),
    "template": (
        Story(
            (change("templates/page.html", "{{", "New {{"),),
            ran="template:page.html page:a page:b",
        ),
        no_edge(r"templates/.*#code$", absent=False),
    ),
    "template named by a variable": (
        Story(
            (write("templates/B.html", "New."),),
            {
                **_page('{% include page.title ~ ".html" %}'),
                "templates/A.html": "",
                "templates/B.html": "",
            },
            ran="template:B.html page:b",
        ),
        no_edge(r"templates/.*#code$", absent=False),
    ),
    "template that is compiled already": (
        Story(
            (write("templates/base.html", "New."),),
            {**_page('{% extends "base.html" %}'), "templates/base.html": "Old."},
            ran="template:base.html page:a page:b",
        ),
        instead(TemplateEnvironment, "get_template", jinja2.Environment.get_template),
    ),
    "template that was looked for": (
        Story(
            (write("templates/docs/single.html", "Docs."),),
            {"content/docs/c.md": "C.\n"},
            ran="template:docs/single.html page:docs/c",
        ),
        no_edge(r"templates/.*#code$", absent=True),
    ),
    "included template that was looked for": (
        Story(
            (write("templates/more.html", "More."),),
            _of_b('{% include "more.html" ignore missing %}'),
            ran="template:more.html page:b",
        ),
        no_edge(r"templates/.*#code$", absent=True),
    ),
    "shortcode that was looked for": (
        Story(
            (write("templates/shortcodes/box.html", "Box."),),
            {_B: "```{box}\n```\n"},
            ran="template:shortcodes/box.html page:b",
        ),
        no_edge(r"templates/.*#code$", absent=True),
    ),
    "setting": (
        Story(
            (change("bengal.toml", "red", "blue"),),
            _of_b("{{ site.params.colour }}"),
            settings='[params]\ncolour = "red"\n',
            ran="config page:b",
        ),
        no_edge(r"config\.json\.zst#params\.colour$"),
    ),
    "setting that was not there": (
        Story(
            (change("bengal.toml", "other", "colour"),),
            _of_b("{{ config.params.colour }}"),
            settings='[params]\nother = "red"\n',
            ran="config page:b",
        ),
        no_edge(r"config\.json\.zst", absent=True),
    ),
    "table of settings": (
        Story(
            (change("bengal.toml", "other = 1", "other = 1\nmore = 2"),),
            _of_b("{{ site.params.keys() | join }}"),
            settings="[params]\nother = 1\n",
            ran="config page:b",
        ),
        no_edge(r"config\.json\.zst#params$"),
    ),
    "setting of the parser": (
        Story(
            (change("bengal.toml", "allow", "escape"),),
            {_B: "A <b>b</b>.\n"},
            settings='[markdown]\nhtml = "allow"\n',
            ran="config parse:a parse:b page:b",
        ),
        no_edge(r"config\.json\.zst#markdown\.html"),
    ),
    "setting of the metadata": (
        Story(
            (change("bengal.toml", "asc", "desc"),),
            {
                "content/docs/c.md": "C.\n",
                "content/docs/d.md": "D.\n",
                "templates/list.html": "{% for p in section.pages %}{{ p.title }}{% endfor %}",
            },
            settings='[content]\nsort_order = "asc"\n',
        ),
        no_edge(r"config\.json\.zst#content\.sort_order"),
    ),
    "data": (
        Story(
            (write("data/d.yaml", "x: 2"),),
            {**_of_b("{{ data.d.x }}"), "data/d.yaml": "x: 1"},
            ran="data page:b",
        ),
        no_edge(r"data\.json\.zst#d\.x"),
    ),
    "data that was not there": (
        Story(
            (write("data/d.yaml", "x: 2"),),
            _of_b("{{ data.d.x }}"),
            ran="data page:b",
        ),
        no_edge(r"data\.json\.zst", absent=True),
    ),
    "menu": (
        Story(
            (change("bengal.toml", "Here", "There"),),
            _of_b("{% for item in menus.main %}{{ item.name }}{% endfor %}"),
            settings='[[menu.main]]\nname = "Here"\nurl = "/"\n',
            ran="config menus page:b",
        ),
        no_edge(r"menus\.json\.zst"),
    ),
    "URL that was looked for": (
        Story(
            (write("content/pic.txt", "x"),),
            {_B: "[pic](pic.txt)\n"},
            ran="static:content/pic.txt urls page:b",
        ),
        no_edge(r"urls\.json\.zst"),
    ),
    "taxonomy": (
        Story(
            (change(_A, "title: A", "title: A\ntags: [new]"),),
            _of_b("{% for t in site.taxonomies.tags.terms %}{{ t.slug }}{% endfor %}"),
        ),
        no_edge(r"taxonomy_index\.json\.zst#slugs/"),
    ),
    "term": (
        Story(
            (change(_A, "title: A", "title: A\ntags: [x]"),),
            {**_of_b("{% for t in page.terms('tags') %}{{ t.count }}{% endfor %}"), _B: _TAGGED},
        ),
        no_edge(r"taxonomy_index\.json\.zst#tags/x!count"),
    ),
    "key of an index": (
        Story(
            (change(_A, "title: A", "title: A\nauthor: jane"),),
            _of_b('{% for p in site.indexes.author.get("jane") %}{{ p.url }}{% endfor %}'),
        ),
        no_edge(r"indexes/author\.json\.zst#entries/jane!page_paths"),
    ),
    "keys of an index": (
        Story(
            (change(_A, "title: A", "title: A\nauthor: jane"),),
            _of_b("{% for key in site.indexes.author %}{{ key }}{% endfor %}"),
        ),
        no_edge(r"indexes/author\.json\.zst#keys"),
    ),
    "metadata of a key": (
        Story(
            (change(_A, "title: A", "title: A\ncategories: [X]"),),
            _of_b('{{ site.indexes.category.metadata("x").display_name }}'),
        ),
        no_edge(r"indexes/category\.json\.zst#entries/x!metadata"),
    ),
    "body": (
        Story((change(_B, "Body", "Text"),), ran="parse:b page:b"),
        no_edge(r"parsed/.*#pieces"),
    ),
    "body of another page": (
        Story(
            (change(_A, "Body", "Text"),),
            _of_b('{{ site.get_page("a.md").content }}'),
            ran="parse:a page:b",
        ),
        no_edge(r"parsed/a\..*#pieces"),
    ),
    "heading that is linked to": (
        Story(
            (change(_A, "## One", "## Two"),),
            {_A: "---\ntitle: A\n---\n\n## One\n", _B: "[a](a.md#one)\n"},
            ran="parse:a page:a page:b",
            told="no heading #one",
        ),
        no_edge(r"parsed/a\..*#anchors"),
    ),
    "asset": (
        Story(
            (write("assets/s.css", "b{}"),),
            {**_of_b('{{ asset_url("s.css") }}'), "assets/s.css": "a{}"},
            ran="asset:s.css compile:s.css manifest page:b prune",
        ),
        no_edge(r"assets/.*#output_path", absent=False),
    ),
    "asset that was looked for": (
        Story(
            (write("assets/s.css", "b{}"),),
            _of_b('{{ asset_url("s.css") }}'),
        ),
        no_edge(r"assets/.*#output_path", absent=True),
    ),
    "asset of the manifest": (
        Story(
            (write("assets/s.css", "b{}"),),
            {"assets/s.css": "a{}"},
            ran="asset:s.css compile:s.css manifest prune",
        ),
        no_edge(r"assets/.*#(fingerprint|output_path|integrity|size_bytes)"),
    ),
    "compiled stylesheet": (
        Story((write("assets/s.css", "b{}"),), {"assets/s.css": "a{}"}),
        no_edge(r"compiled/.*#code"),
    ),
    "imported stylesheet": (
        Story(
            (write("assets/t.css", "b{}"),),
            {"assets/s.css": '@import "t.css";', "assets/t.css": "a{}"},
            ran="asset:s.css asset:t.css compile:s.css compile:t.css manifest prune",
        ),
        no_edge(r"^assets/t.css"),
    ),
    "import that is not there": (
        Story(
            (write("assets/t.css", "b{}"),),
            {"assets/s.css": '@import "t.css";', "assets/o.css": "o{}"},
        ),
        no_edge(r"urls.*#assets/t.css", absent=True),
    ),
    "theme's import that the site shadows": (
        Story(
            (write("assets/t.css", "b{}"),),
            {"assets/s.css": '@import "t.css";', "themes/default/assets/t.css": "a{}"},
        ),
        no_edge(r"urls.*#assets/t.css"),
    ),
    "file that a stylesheet names": (
        Story(
            (write("assets/f.woff2", "new"),),
            {"assets/s.css": "a{src:url(f.woff2)}", "assets/f.woff2": "old"},
            ran="asset:f.woff2 asset:s.css manifest prune",
        ),
        no_edge(r"assets/f.woff2.*#output_path"),
    ),
    "asset in HTML written by hand": (
        Story(
            (write("assets/s.css", "b{}"),),
            {**_of_b('<link rel="stylesheet" href="/assets/s.css">'), "assets/s.css": "a{}"},
            ran="asset:s.css compile:s.css manifest page:b prune",
        ),
        no_edge(r"assets/s.css.*#output_path", absent=False),
    ),
    "integrity of an asset": (
        Story(
            (write("assets/s.css", "b{}"),),
            {
                **_of_b('{{ integrity("s.css") }}'),
                "assets/s.css": "a{}",
            },
        ),
        no_edge(r"assets/s.css.*#integrity", absent=False),
    ),
    "environment variable": (
        Story(
            (environ("COLOUR", "red"),),
            _of_b('{{ env("COLOUR") }}'),
            ran="page:b",
        ),
        no_edge(r"^env:"),
    ),
    "file of an extension": (
        Story(
            (change("ext.py", "!", "?"),),
            {**_of_b('{{ shout("b") }}'), "ext.py": _EXTENSION},
            settings='[build]\nextensions = ["ext.py"]\n',
            ran="page:b",
        ),
        no_edge(r"^ext\.py$"),
    ),
    "module of an extension": (
        Story(
            (write("marks.py", 'MARK = "?"\n'),),
            {
                **_of_b('{{ shout("b") }}'),
                "ext.py": "def shout(text):\n    import marks\n    return text + marks.MARK\n",
                "marks.py": 'MARK = "!"\n',
            },
            settings='[build]\nextensions = ["ext.py"]\n',
            given=(_modules_of_the_site,),
            ran="page:b",
            only="a/",  # in the clean build there are no modules to import
        ),
        no_edge(r"^marks\.py$"),
    ),
    "names of an extension": (
        Story(
            (change("ext.py", "def shout", "def wink"),),
            {**_of_b("{{ shout is defined }}"), "ext.py": _EXTENSION},
            settings='[build]\nextensions = ["ext.py"]\n',
            ran="listing:/ page:a page:b",
        ),
        no_edge(r"^ext\.py#names$"),
    ),
    "list of extensions": (
        Story(
            (change("bengal.toml", '"ext.py"', '"ext.py", "other.py"'),),
            {
                **_of_b("{{ wink is defined }}"),
                "ext.py": _EXTENSION,
                "other.py": _EXTENSION.replace("shout", "wink"),
            },
            settings='[build]\nextensions = ["ext.py"]\n',
            ran="config listing:/ page:a page:b",
        ),
        no_edge(r"config\.json\.zst#build\.extensions"),
    ),
}


# -- queries --------------------------------------------------------------------------------------

_TITLES = "{% for p in PAGES %}{{ p.title }}{% endfor %}"


def _titles(pages):
    return _of_b(_TITLES.replace("PAGES", pages))


_NEW = write("content/new.md", "---\ntitle: New\n---\n")

_QUERIES = {
    "own row": (
        Story(
            (change(_B, "title: B", "title: B\ndescription: new"),),
            _page("{{ page.description }}"),
        ),
        no_query("page"),
    ),
    "query": (Story((_NEW,), _titles("site.regular_pages")), no_query("pages")),
    "all pages": (Story((_NEW,), _titles("site.pages")), no_query("all")),
    "fields of a query": (
        Story((change(_A, "title: A", "title: AA"),), _titles("site.regular_pages")),
        instead(reads, "_spelled", lambda _: ""),
    ),
    "number of a query": (
        Story((_NEW,), _of_b("{{ site.regular_pages | length }}")),
        instead(Reads, "count", lambda *_: None),
    ),
    "only the number of a query": (
        Story(
            (change(_A, "title: A", "title: New"), change(_A, "A", "A")),
            _of_b("{{ site.regular_pages | length }}"),
            ran="parse:a page:a metadata sections index:section",
        ),
        instead(reads, "_spelled", lambda fields: ",".join({"title", *fields} - {"#"})),
    ),
    "steps of a query": (
        Story(
            (change(_A, "title: A", "title: A\nmark: x"),),
            _titles('(site.regular_pages | where("params.mark", "x"))'),
        ),
        around(Query, "spelled", lambda real, q, fields: real(Query(q.steps[:1]), fields)),
    ),
    "neighbour": (
        Story(
            (write("content/blog/2.md", _LATER),),
            {**_BLOG, **_page("{{ page.next }}|{{ page.prev }}")},
        ),
        no_query("neighbour"),
    ),
    "ancestors": (
        Story(
            (write("content/docs/_index.md", "---\ntitle: New\n---\n"),),
            {
                "content/docs/c.md": "C.\n",
                **_page("{% for p in page.ancestors %}{{ p.title }}{% endfor %}"),
            },
        ),
        no_query("ancestors"),
    ),
    "related": (
        Story(
            (change(_A, "title: A", "title: A\ntags: [x]"),),
            {**_titles("page.related"), _B: _TAGGED},
        ),
        no_query("related"),
    ),
    "section": (
        Story(
            (write("content/docs/d.md", "D.\n"),),
            {
                "content/docs/c.md": "C.\n",
                "templates/list.html": _TITLES.replace("PAGES", "section.pages"),
            },
        ),
        no_query("section"),
    ),
    "subsections": (
        Story(
            (write("content/news/d.md", "D.\n"),),
            {"content/docs/c.md": "C.\n", **_titles("site.sections")},
        ),
        no_query("subsections"),
    ),
    "tree": (
        Story(
            (write("content/docs/deep/d.md", "D.\n"),),
            {"content/docs/c.md": "C.\n", **_titles("site.home.all_pages")},
        ),
        no_query("tree"),
    ),
    "pages of a term": (
        Story(
            (change(_A, "title: A", "title: A\ntags: [x]"),),
            {"templates/term.html": _TITLES.replace("PAGES", "term.pages"), _B: _TAGGED},
        ),
        no_query("term"),
    ),
    "source that was looked for": (
        Story((_NEW,), {_B: "[new](new.md)\n"}),
        no_query("source"),
    ),
    "page that was looked for by URL": (
        Story((write("content/new.md", "---\nurl: /other/\n---\n"),), {_B: "[new](../other)\n"}),
        no_query("url"),
    ),
}


# -- facts, memos and rules -----------------------------------------------------------------------


def _without_fact(name):
    def less(real, spec, arguments):
        return {key: value for key, value in real(spec, arguments).items() if key != name}

    return around(plan_indexes, "facts_of", less)


def _no_reason(cause):
    def less(real, intact, values):
        return [reason for reason in real(intact, values) if reason.cause != cause]

    return around(Intact, "_outputs", less)


def _all_outputs_count(patch):
    """Look neither at what a task wrote nor at whether its targets are there."""
    patch.setattr(Intact, "_outputs", lambda *_: [])
    around(Session, "_look_at", _targets_are_there)(patch)


def _targets_are_there(real, found, dependency):
    state = real(found, dependency)
    return "there" if state == ABSENT and dependency in found.plan.producers else state


def _front_matter_is_always(real, found, dependency):
    return "same" if dependency.endswith(FRONT_MATTER) else real(found, dependency)


def _without_memo(real, found, dependency, names, digest):
    known = found.state.entries.get(dependency)
    return known[1] if known else real(found, dependency, names, digest)


def _every_artefact_counts(real, found, dependency):
    """Count an artefact that is on the disk, whether or not a task still promises it."""
    with mock.patch.object(session, "STATE_DIR", "nowhere"):
        return real(found, dependency)


def _basis_without(part):
    def less(_real, scan, path, key, above, files):
        parts = {
            "source": scan.table.digest(path),
            "settings": scan.settings,
            "key": key,
            "cascade": above,
            "files": files,
        }
        return repr({name: value for name, value in parts.items() if name != part})

    return around(content, "_basis", less)


def _plain_by_mode_only(_real, found, path):
    return stat.S_IMODE(os.stat(found.locate(path)).st_mode) == 0o644  # noqa: PTH116 (as ours does)


def _plain_with_any_mode(_real, found, path):
    return stat.S_ISREG(os.lstat(found.locate(path)).st_mode)


def _forget_only(found, name):
    found.state.tasks.pop(name, None)


def _put(path, text, *, moved):
    """Replace a text by one of the same length and mtime, in the same file or in another one."""

    def edit(space, _):
        place = space.root / path
        before = place.stat()
        other = space.root / "aside" if moved else place
        other.write_text(text)
        os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
        other.replace(place)

    return edit


def _frozen_stamp(patch):
    """Let the file system have a clock that stands still, ahead of ours."""
    ahead = time.time_ns() + 10**12
    real = table.stamp_of

    def frozen(path):
        stamp = real(path)
        return stamp and (stamp[0], ahead, ahead, 1, stamp[4])

    patch.setattr(table, "stamp_of", frozen)


_ALL = (
    "asset:s.css compile:s.css config data health "
    "index:author index:category index:date_range index:section listing:/ manifest menus "
    "metadata page:a page:b parse:a parse:b "
    "sections taxonomy template:home.html template:list.html template:page.html "
    "template:redirect.html template:taxonomy.html template:term.html urls"
)
_SHOWN = "public/"
_CASCADE = "---\ncascade:\n  params:\n    mark: {mark}\n---\n"
_B_SAME = "---\ntitle: B\n---\nText of B.\n"
_KIT = {"content/kit/index.md": "Kit.\n", "content/kit/p": "1", "content/kit/q": "1"}
_RESOURCES = _page("{% for r in page.resources %}{{ r.name }} {% endfor %}")

_RULES = {
    "code": (
        Story(
            (under(instead(facts, "code_digest", lambda: "other")),),
            {"assets/s.css": "a{}"},
            args=("--continue",),
            ran=_ALL,
        ),
        _without_fact("code"),
    ),
    "libraries": (
        Story(
            (under(instead(facts, "libraries", lambda f: "9" if f == "parse" else "")),),
            given=(instead(facts, "libraries", lambda _: ""),),
            args=("--continue",),
            ran="parse:a parse:b",
        ),
        _without_fact("libraries"),
    ),
    "arguments": (
        Story(
            (change("bengal.toml", "per_page = 1", "per_page = 2"),),
            {**_BLOG, "templates/list.html": _TITLES.replace("PAGES", "paginator.pages")},
            settings="[pagination]\nper_page = 1\n",
        ),
        _without_fact("arguments"),
    ),
    "value": (
        Story((change("bengal.toml", "Site", "Other"),), _page("{{ site.title }}")),
        instead(plan_indexes, "DERIVED", frozenset()),
    ),
    "front matter": (
        Story((change(_B, "title: B", "title: New"),), _page("{{ page.title }}")),
        around(Session, "_look_at", _front_matter_is_always),
    ),
    "edited output": (
        Story((write("public/b/index.html", "mine"),), ran="page:b"),
        _no_reason(Cause.EDITED),
    ),
    "missing output": (
        Story((remove("public/assets"),), {"assets/s.css": "a{}"}, ran="asset:s.css"),
        _no_reason(Cause.MISSING),
    ),
    "missing target": (
        Story((remove(".bengal/parsed/b.json.zst"),), ran="parse:b"),
        _all_outputs_count,
    ),
    "mode of an output": (
        Story((lambda space, _: (space.root / "public/b/index.html").chmod(0o600),), ran="page:b"),
        around(FileTable, "is_plain", _plain_with_any_mode),
    ),
    "output that is a link": (
        Story(
            (
                rename("public/b/index.html", "aside"),
                lambda space, _: (space.root / "public/b/index.html").symlink_to("../../aside"),
            ),
            ran="page:b",
        ),
        around(FileTable, "is_plain", _plain_by_mode_only),
    ),
    "output that a task gives up": (
        Story((write("assets/s.css", "b{}"),), {"assets/s.css": "a{}"}),
        instead(Session, "_let_go", lambda *_: None),
    ),
    "output of a task that goes": (
        Story((remove(_B),)),
        instead(Session, "forget", _forget_only),
    ),
    "alias that goes": (
        Story(
            (change(_B, "aliases: [/old/]\n", ""),),
            {_B: "---\ntitle: B\naliases: [/old/]\n---\n"},
        ),
        instead(Session, "forget", _forget_only),
    ),
    "task that goes": (
        Story((remove(_B),)),
        instead(building, "forget_unplanned", lambda _: []),
    ),
    "orphans": (
        Story((remove(_B),)),
        instead(Session, "orphans", lambda _: {}),
    ),
    "orphan in the way": (
        Story((remove("static/x"), write("static/x/y", "y")), {"static/x": "x"}),
        instead(building, "_is_in_the_way", lambda *_: False),
    ),
    "artefact that no task promises": (
        Story(
            (remove("templates/more.html"),),
            {**_of_b('{% include "more.html" ignore missing %}'), "templates/more.html": "More."},
            args=("why", "page:b"),
            told="page:b would run",
            only="a/",
            status=1,
        ),
        around(Session, "_look_at", _every_artefact_counts),
    ),
    "settings that shape rows": (
        Story(
            (change("bengal.toml", "pretty_urls = true", "pretty_urls = false"),),
            settings="[build]\npretty_urls = true\n",
        ),
        instead(site, "_settings", lambda _: []),
    ),
    "basis: source": (
        Story((change(_B, "title: B", "title: New"),), _page("{{ page.title }}")),
        _basis_without("source"),
    ),
    "basis: settings": (
        Story(
            (change("bengal.toml", "plain", "other"),),
            _page("{{ page.type }}"),
            settings='[content]\ndefault_type = "plain"\n',
        ),
        _basis_without("settings"),
    ),
    "basis: key": (
        Story(
            (write("content/kit/more.md", "More.\n"),),
            {"content/kit/index.md": "Kit.\n"},
        ),
        _basis_without("key"),
    ),
    "basis: cascade": (
        Story(
            (change("content/_index.md", "one", "two"),),
            {"content/_index.md": _CASCADE.format(mark="one"), **_page("{{ page.params.mark }}")},
        ),
        _basis_without("cascade"),
    ),
    "basis: files of the bundle": (
        Story((write("content/kit/new", "1"),), {**_KIT, **_RESOURCES}),
        _basis_without("files"),
    ),
    "files of a bundle that are a folder": (
        Story(
            (remove("content/kit/p"), remove("content/kit/q"), write("content/kit/p/q", "1")),
            {**_KIT, **_RESOURCES},
        ),
        around(
            content,
            "_basis",
            lambda real, *names: real(*names[:-1], ["/".join(names[-1])]),
        ),
    ),
    "clock": (
        Story(
            (later(100),),
            {_B: "---\ntitle: B\npublish_date: 2027-01-15T08:00:50Z\n---\n"},
        ),
        around(session, "is_visible", lambda real, page, build, _: real(page, build, NOW)),
    ),
    "ctime": (
        Story((_put(_B, _B_SAME, moved=False),), ran="parse:b page:b"),
        no_stamp_of("ctime"),
    ),
    "inode": (
        Story(
            (_put(_B, _B_SAME, moved=True),), given=(no_stamp_of("ctime"),), ran="parse:b page:b"
        ),
        no_stamp_of("ctime", "inode"),
    ),
    "mtime": (
        Story((write(_B, _B_SAME),), given=(no_stamp_of("ctime"),), ran="parse:b page:b"),
        no_stamp_of("ctime", "mtime"),
    ),
    "size": (
        Story(
            (_put(_B, "---\ntitle: B\n---\nLonger.....\n", moved=False),),
            given=(no_stamp_of("ctime", "inode"),),
            ran="parse:b page:b",
        ),
        no_stamp_of("ctime", "inode", "size"),
    ),
    "edit within one tick of the clock": (
        Story((write(_B, _B_SAME),), given=(_frozen_stamp,), ran="parse:b page:b"),
        instead(table, "is_settled", lambda *_: True),
    ),
    "memo of entries": (
        Story((change(_B, "title: B", "title: New"),), _titles("site.regular_pages")),
        around(Session, "_entry_state", _without_memo),
    ),
    "digest of what was just written": (
        Story((change(_B, "Body", "Text"),), ran="parse:b page:b"),
        instead(FileTable, "wrote", lambda *_: None),
    ),
    "need": (
        Story(
            (change(_B, "title: B", "title: B\ncss: s.css"), write("assets/s.css", "b{}")),
            {
                **_page("{% if page.params.css %}{{ asset_url(page.params.css) }}{% endif %}"),
                "assets/s.css": "a{}",
            },
            args=("page:b",),
            only="b/",
        ),
        instead(SiteRunner, "_needed", lambda *_: []),
    ),
    "artefact left by a lost state": (
        Story(
            (remove("assets"), remove("public"), remove(".bengal/cache.json.zst")),
            {**_of_b('{{ asset_url("s.css") }}'), "assets/s.css": "a{}"},
        ),
        instead(building, "_strays", lambda _: []),
    ),
}


# -- the snapshot ---------------------------------------------------------------------------------


def _surroundings_without(part):
    def less(real, variables, names):
        return {key: value for key, value in real(variables, names).items() if key != part}

    return around(snapshot, "surroundings", less)


def _other_libraries(space, patch):
    (space.root / "site-packages").mkdir()
    patch.setattr(sys, "path", [*sys.path, str(space.root / "site-packages")])


_SNAPSHOT = {
    "folders": (Story((_NEW,), settled=True), instead(session, "watched_folders", lambda *_: {})),
    "settings": (
        Story((change("bengal.toml", "Site", "Other"),), _page("{{ site.title }}"), settled=True),
        instead(snapshots, "_settings_stamps", lambda _: {}),
    ),
    "files": (
        Story((change(_B, "Body", "Text"),), settled=True),
        around(snapshots, "Snapshot", lambda real, **parts: real(**{**parts, "files": {}})),
    ),
    "environment of the settings": (
        Story((environ("BENGAL_SITE_TITLE", "Other"),), _page("{{ site.title }}"), settled=True),
        _surroundings_without("environment"),
    ),
    "environment of the pages": (
        Story((environ("COLOUR", "red"),), _page('{{ env("COLOUR") }}'), settled=True),
        instead(snapshots, "environment_names", lambda _: []),
    ),
    "page that falls due": (
        Story(
            (later(100),),
            {_B: "---\ntitle: B\npublish_date: 2027-01-15T08:00:50Z\n---\n"},
            settled=True,
        ),
        instead(snapshots, "next_due", lambda *_: 0),
    ),
    "code": (
        Story(
            (under(instead(snapshot, "_modules", lambda _: [])),),
            settled=True,
            looks=True,
        ),
        _surroundings_without("code"),
    ),
    "libraries": (
        Story((_other_libraries,), settled=True, looks=True),
        _surroundings_without("libraries"),
    ),
}


@pytest.mark.parametrize(
    ("story", "mutation"),
    [
        pytest.param(story, mutation, id=f"{group}: {name}")
        for group, cases in (
            ("read", _READ),
            ("query", _QUERIES),
            ("rule", _RULES),
            ("snapshot", _SNAPSHOT),
        )
        for name, (story, mutation) in cases.items()
    ],
)
def test_needed(tmp_path, story, mutation):
    """A story is right as it is, and its check tells when one kind of edge is dropped."""
    assert [] == differences(SiteSpace(tmp_path / "whole"), story)
    assert [] != differences(SiteSpace(tmp_path / "mutated"), story, mutation)
