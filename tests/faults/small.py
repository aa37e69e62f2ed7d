"""A small site with a bit of everything, two states of its sources, and what a build must leave."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock

from bengal_tasks.actions import bench
from bengal_tasks.store import files, journal
from bengal_tasks.tasks import session
from tests.space import Published, Ran, SiteSpace


LONG = os.environ.get("BENGAL_LONG") == "1"
"""Whether to try every point instead of some."""

BEFORE = {
    "bengal.toml": '[site]\ntitle = "Small"\nbaseurl = "https://example.org"\n',
    "content/_index.md": "---\ntitle: Home\n---\nWelcome.\n",
    "content/about.md": "---\ntitle: About\ntags: [x]\n---\nSee [b](blog/b.md).\n",
    "content/blog/b.md": "---\ntitle: B\ndate: 2026-01-02\ntags: [x, y]\n---\nB, after c.\n",
    "content/blog/c.md": "---\ntitle: C\ndate: 2026-01-01\naliases: [/old/]\n---\nC.\n",
    "templates/base.html": "<title>{{ page.title }}</title><main>{% block main %}{% endblock %}",
    "templates/page.html": (
        '{% extends "base.html" %}{% block main %}{{ page.content }}'
        '{{ asset_url("css/s.css") }} {{ data.team.lead }}{% endblock %}'
    ),
    "templates/list.html": (
        '{% extends "base.html" %}{% block main %}{{ page.content }}'
        "{% for p in site.pages %}{{ p.title }}, {% endfor %}{% endblock %}"
    ),
    "templates/404.html": "Not here.\n",
    "templates/redirect.html": "{{ to.url }}\n",
    "templates/robots.txt": "User-agent: *\n",
    "templates/rss.xml": "{% for p in pages %}{{ p.title }} {{ p.permalink }}\n{% endfor %}",
    "templates/sitemap.xml": "{% for p in pages %}{{ p.permalink }}\n{% endfor %}",
    "themes/default/theme.toml": 'name = "stub"\n',
    "assets/css/s.css": "p { color: red }\n",
    "data/team.yaml": "lead: Ada\n",
    "static/hello.txt": "Hello.\n",
}
"""The sources at first."""

AFTER: dict[str, str | None] = {
    "content/about.md": "---\ntitle: About us\ntags: [x, z]\n---\nSee [d](blog/d.md).\n",
    "content/blog/c.md": None,
    "content/blog/d.md": "---\ntitle: D\ndate: 2026-01-03\n---\nD.\n",
    "templates/base.html": "<title>{{ page.title }}!</title><main>{% block main %}{% endblock %}",
    "assets/css/s.css": "p { color: blue }\n",
    "data/team.yaml": "lead: Bob\n",
    "static/hello.txt": None,
    "static/bye.txt": "Bye.\n",
}
"""What an edit makes of them: texts, or nothing for what is removed."""

Point = tuple[Any, str]

DOORS: tuple[Point, ...] = (
    (bench, "write_file"),
    (files, "_replace"),
    (files, "_move"),
    (journal, "_append"),
    (session, "save_state"),
    (os, "mkdir"),
    (os, "fchmod"),
    (os, "write"),
    (os, "replace"),
    (os, "unlink"),
)
"""What a build writes through, from above to below."""

T = TypeVar("T")
Result = tuple[Published, Published]


def small_site(root: Path) -> SiteSpace:
    """Return a space with the sources as they are at first, unbuilt."""
    space = SiteSpace(root)
    revert(space)
    return space


def edit(space: SiteSpace) -> None:
    """Bring the sources into their second state."""
    for path, text in AFTER.items():
        _put(space, path, text)


def revert(space: SiteSpace) -> None:
    """Bring the sources into their first state."""
    for path in AFTER:
        _put(space, path, BEFORE.get(path))
    for path, text in BEFORE.items():
        _put(space, path, text)


def _put(space: SiteSpace, path: str, text: str | None) -> None:
    place = space.root / path
    if text is None:
        place.unlink(missing_ok=True)
    elif not place.exists() or space.read(path) != text:
        space.write(path, text)


def copy_of(space: SiteSpace, root: Path) -> SiteSpace:
    """Return a copy of a space with all that was built in it."""
    return SiteSpace(Path(shutil.copytree(space.root, root, symlinks=True)))


def result_of(space: SiteSpace) -> Result:
    """Return the published files and the artefacts."""
    return space.published(), space.artefacts()


def is_mended(space: SiteSpace, wanted: Result) -> bool:
    """
    Build twice, and tell whether that left what a clean build leaves, and nothing else.

    Raises AssertionError with what is wrong.
    """
    is_right(space, wanted, space.build())
    own = space.artefacts()
    assert [] == [path for path in wanted[1] if own.get(path) != wanted[1][path]]
    assert [] == [path for path in own if path not in wanted[1]]
    again = space.build()
    assert (0, frozenset()) == (again.status, again.ran)
    return is_tidy(space)


def is_right(space: SiteSpace, wanted: Result, ran: Ran) -> bool:
    """Tell whether a build ended well and published what a clean build does."""
    assert 0 == ran.status, ran.text
    assert is_calm(ran.text)
    own = space.published()
    differing = [p for p in own | wanted[0] if own.get(p) != wanted[0].get(p)]
    assert [] == differing
    return True


def is_calm(text: str) -> bool:
    """Tell whether no traceback was shown, and one line of warning at most."""
    assert "Traceback" not in text, text
    assert "a fault of" not in text, text
    warnings = [line for line in text.splitlines() if line.startswith("warning:")]
    assert len(warnings) <= 1, text
    return True


def is_tidy(space: SiteSpace) -> bool:
    """Tell whether no half-written file and no journal is left."""
    assert [] == list((space.root / files.TEMPORARY).glob("*"))
    assert [] == [p for p in (space.root / "public").rglob("*") if p.name.startswith(".")]
    return not (space.root / journal.JOURNAL).exists()


def end(space: SiteSpace) -> None:
    """Drop what the end of a process would: the descriptor of the journal."""
    journal._close(space.root)  # noqa: SLF001 (a process has one end only)


@contextmanager
def watched(points: Iterable[Point], at: Callable[[], None]) -> Iterator[None]:
    """Have *at* called before each call of the functions at *points*."""
    with ExitStack() as stack:
        for module, name in points:
            stack.enter_context(mock.patch.object(module, name, _before(getattr(module, name), at)))
        yield


def _before(real: Callable[..., Any], at: Callable[[], None]) -> Callable[..., Any]:
    def function(*arguments: Any, **options: Any) -> Any:
        at()
        return real(*arguments, **options)

    return function


def writes_of(space: SiteSpace, points: Iterable[Point]) -> int:
    """Build, and return how often that wrote through *points*."""
    seen: list[int] = []
    with watched(points, lambda: seen.append(1)):
        assert 0 == space.build("--continue").status
    return len(seen)


def some(items: Iterable[T], most: int) -> list[T]:
    """Return at most so many of *items*, spread evenly, first and last among them; all if LONG."""
    found = list(items)
    if LONG or len(found) <= most:
        return found
    step = (len(found) - 1) / (most - 1)
    return [found[round(step * n)] for n in range(most)]


def killed_at(space: SiteSpace, count: int, points: Iterable[Point]) -> bool:
    """Build in a forked process that kills itself before its count-th write; tell if it did."""
    left = [count]

    def deadly() -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        try:
            with watched(points, deadly):
                space.build("--continue")
        finally:
            os._exit(0)
    return -signal.SIGKILL == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
