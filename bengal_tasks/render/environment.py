"""
The environment: Jinja with our look-up, which records every template it loads or fails to find.

One environment serves a whole process; templates stay compiled. Each rendering sets the scope that
names without a context of their own (``site``, ``asset_url`` in a macro) belong to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import jinja2
from jinja2 import TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from bengal_tasks.errors import BengalError, ConfigError, Place, TemplateError
from bengal_tasks.model.digest import ABSENT, Digest, digest_of_value
from bengal_tasks.model.keys import CONFIG, NAMES, entry, template_path
from bengal_tasks.parse.templates import BLANKS, EXTENSIONS, code_digest, syntax_error
from bengal_tasks.render.extensions import load_extension
from bengal_tasks.render.failures import failure_of
from bengal_tasks.render.filters import FILTERS
from bengal_tasks.render.functions import functions
from bengal_tasks.render.pages import PageView
from bengal_tasks.render.scope import Scope
from bengal_tasks.render.sections import SectionView
from bengal_tasks.render.site import SiteView
from bengal_tasks.render.values import Config, Data, Menus


@dataclass(frozen=True, slots=True)
class Loaded:
    """A template that was read: site path, text and the digest of its code."""

    path: str
    text: str
    digest: Digest


class _Current:
    """Stands for the scope of the rendering that is going on."""

    def __init__(self, environment: TemplateEnvironment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (any member of Scope)
        return getattr(self._environment.scope, name)


def _shown(value: object) -> object:
    """Show nothing for what is not there."""
    return "" if value is None else value


class TemplateEnvironment(jinja2.Environment):
    """
    Jinja for one site: templates by name, *files* says where each is.

    Only what the scan has found is loaded: a name of any other file, behind a link or hidden, would
    be a dependency that no build looks at.
    """

    scope: Scope

    def __init__(
        self,
        files: Mapping[str, str],
        locate: Callable[[str], str],
        extensions: tuple[str, ...] = (),
    ) -> None:
        super().__init__(
            loader=jinja2.FunctionLoader(self._source),
            autoescape=True,
            extensions=EXTENSIONS,
            auto_reload=False,
            cache_size=-1,
            finalize=_shown,
            trim_blocks=BLANKS["trim_blocks"],
            lstrip_blocks=BLANKS["lstrip_blocks"],
        )
        self._files = files
        self._locate = locate
        self.loaded: dict[str, Loaded | None] = {}
        self._names: dict[str, Digest] = {}
        current = cast("Scope", _Current(self))
        self.globals.update(functions(current))
        self.globals.update(
            site=SiteView(current), config=Config(current), data=Data(current), menus=Menus(current)
        )
        del self.globals["lipsum"]
        del self.filters["random"]  # a page must come out the same twice
        self.filters.update(FILTERS)
        self._extend(extensions, current)
        self.filters["absolute_url"] = lambda url: current.absolute(str(url))
        self.filters["markdownify"] = self._markdownify

    def _extend(self, files: tuple[str, ...], scope: Scope) -> None:
        """Add the functions of the user's extensions, as filters and as functions."""
        for file in files:
            found = load_extension(file, self._locate(file), scope)
            self._names[f"{file}{NAMES}"] = digest_of_value([*sorted(found)])
            for name, function in found.items():
                if name in self.filters or name in self.globals:
                    raise ConfigError(
                        f"{file} defines {name!r}, which templates have already",
                        Place(file),
                        hint="give the function another name",
                    )
                self.filters[name] = self.globals[name] = function

    def read(self, name: str) -> Loaded | None:
        """Return the template *name* as it was first read, none without one; record it."""
        if name not in self.loaded:
            self.loaded[name] = self._read(name)
        found = self.loaded[name]
        state = digest_of_value(found.digest) if found else ABSENT
        self.scope.reads.state(entry(template_path(name), "code"), state)
        return found

    def _read(self, name: str) -> Loaded | None:
        path = self._files.get(name, "")
        place = Path(self._locate(path))
        if not path or not place.is_file():
            return None
        try:
            text = place.read_text("utf-8")
        except UnicodeDecodeError as error:
            raise TemplateError("the template is not UTF-8 text", Place(path)) from error
        return Loaded(path, text, code_digest(text))

    def _source(self, name: str) -> tuple[str, str, None] | None:
        found = self.read(name)
        return (found.text, found.path, None) if found else None

    def get_template(self, name: Any, *others: Any, **more: Any) -> jinja2.Template:  # noqa: ANN401 (Jinja's signature)
        """Load a template, and record it also when it is compiled already."""
        if isinstance(name, str) and self.read(name) is None:
            raise TemplateNotFound(name)
        return super().get_template(name, *others, **more)

    def select_template(self, names: Any, *others: Any, **more: Any) -> jinja2.Template:  # noqa: ANN401 (Jinja's signature)
        """Load the first of several templates that exists, and record those that do not."""
        for name in names:
            if not isinstance(name, str) or self.read(name) is not None:
                return self.get_template(name, *others, **more)
        raise jinja2.TemplatesNotFound(list(names))

    def exists(self, name: str) -> bool:
        """Tell whether there is a template *name*, and record the question."""
        return self.read(name) is not None

    def pick(self, names: list[str], place: Place) -> str:
        """
        Return the first of *names* that exists.

        Raises TemplateError when there is none.
        """
        for name in names:
            if self.exists(name):
                return name
        raise TemplateError(
            f"there is no template for this page; tried {', '.join(names)}",
            place,
            hint="add one of them to templates/, or name another in the front matter",
        )

    def render(self, name: str, context: dict[str, Any], *, page: str = "") -> str:
        """
        Return what the template *name* makes of *context*, for the page with the key *page*.

        Raises TemplateError with template, line and page when it fails.
        """
        self._record_names()
        names = {**_page_names(self.scope, page), **context}
        try:
            return self.get_template(name).render(names)
        except TemplateSyntaxError as error:
            found = self.loaded.get(error.name or name)
            raise syntax_error(
                error, found.text if found else "", found.path if found else name
            ) from error
        except BengalError:
            raise
        except Exception as error:
            raise failure_of(error, name, self.paths(), self.scope.url) from error

    def _record_names(self) -> None:
        """Record which names there are: another one may be taken, tested for, or at odds."""
        self.scope.reads.entry(CONFIG, "build.extensions")
        for dependency, state in self._names.items():
            self.scope.reads.state(dependency, state)

    def paths(self) -> dict[str, str]:
        """Return the text of each template that was read, by its path."""
        return {found.path: found.text for found in self.loaded.values() if found}

    def _markdownify(self, value: object) -> Markup:
        from bengal_tasks.render.inline import markdown_html  # noqa: PLC0415 (mistune is slow to load)

        return markdown_html(self.scope, str(value))


def _page_names(scope: Scope, key: str) -> dict[str, Any]:
    if not key:
        return {}
    page: PageView = PageView(scope, key)
    if key == "_index" or key.endswith("/_index"):
        page = SectionView(scope, key.removesuffix("_index").rstrip("/"))
    return {"page": page, "section": page if isinstance(page, SectionView) else page.section}
