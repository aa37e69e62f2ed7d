"""The settings that exist: for each table its keys, with kind and rule."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from bengal_tasks.model.assets import IMAGE_FORMATS
from bengal_tasks.model.config import (
    AssetSettings,
    BuildSettings,
    ContentSettings,
    FeatureSettings,
    ImageSettings,
    MarkdownSettings,
    MenuItem,
    PaginationSettings,
    SiteSettings,
    Taxonomy,
)
from bengal_tasks.model.values import ReadError, encodable, kind_of
from bengal_tasks.parse import config_rules as rules


_EXPECTED = {
    "str": "text",
    "bool": "true or false",
    "int": "a whole number",
    "tuple[str, ...]": "a list of texts",
    "tuple[int, ...]": "a list of whole numbers",
}
_WORDS = {
    **dict.fromkeys(("true", "1", "yes", "on"), True),
    **dict.fromkeys(("false", "0", "no", "off"), False),
}
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of a table: the kind of its values, named by their type, and the rule for them."""

    kind: str
    rule: rules.Rule | None = None

    def read(self, value: object) -> object:
        """Return a value from a TOML file as this setting has it."""
        found = self._items(value) if self.kind.startswith("tuple") else value
        if found is value and type(value).__name__ != self.kind:
            raise ReadError(f"must be {_EXPECTED[self.kind]}, not {kind_of(value)}")
        return self.rule(found) if self.rule else found

    def parse(self, text: str) -> object:
        """Return the text of an environment variable as this setting has it."""
        text = encodable(text)
        if self.kind.startswith("tuple"):
            parts = [part.strip() for part in text.split(",") if part.strip()]
            item = self.kind[len("tuple[") :].partition(",")[0]
            return self.read([_parsed(item, part) for part in parts])
        return self.read(_parsed(self.kind, text))

    def _items(self, value: object) -> tuple[object, ...]:
        item = self.kind[len("tuple[") :].partition(",")[0]
        if not isinstance(value, list):
            raise ReadError(f"must be {_EXPECTED[self.kind]}, not {kind_of(value)}")
        wrong = [member for member in value if type(member).__name__ != item]
        if wrong:
            raise ReadError(f"must be {_EXPECTED[self.kind]}, not of {kind_of(wrong[0])}")
        return tuple(value)


def _parsed(kind: str, text: str) -> object:
    if kind == "str":
        return text
    if kind == "bool" and text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if kind == "int" and _WHOLE.fullmatch(text.strip()):
        return int(text)
    raise ReadError(f"must be {_EXPECTED[kind]}, not '{text}'")


_RULES: dict[str, rules.Rule] = {
    "site.baseurl": rules.baseurl,
    "site.language": rules.language,
    "site.theme": rules.name,
    "build.content_dir": rules.inside,
    "build.output_dir": rules.inside,
    "build.assets_dir": rules.inside,
    "build.static_dir": rules.inside,
    "build.templates_dir": rules.inside,
    "build.data_dir": rules.inside,
    "build.extensions": rules.each(rules.python_file),
    "build.task_seconds": rules.at_least(0),
    "content.default_type": rules.name,
    "content.excerpt_length": rules.at_least(0),
    "content.summary_length": rules.at_least(0),
    "content.reading_speed": rules.at_least(1),
    "content.related_count": rules.at_least(0),
    "content.toc_depth": rules.between(1, 6),
    "content.sort_pages_by": rules.one_of("weight", "date", "title"),
    "content.sort_order": rules.one_of("asc", "desc"),
    "taxonomies.*.per_page": rules.at_least(1),
    "pagination.per_page": rules.at_least(1),
    "pagination.path": rules.slug,
    "markdown.html": rules.one_of("allow", "escape", "strip"),
    "features.feed_format": rules.one_of("rss", "atom"),
    "features.feed_limit": rules.at_least(1),
    "features.feed_content": rules.one_of("summary", "full"),
    "assets.minifier": rules.one_of("rjsmin", "esbuild"),
    "assets.precompress": rules.each(rules.one_of("gz", "zst", "br")),
    "assets.keep_generations": rules.between(0, 100),
    "assets.images.quality": rules.between(1, 100),
    "assets.images.formats": rules.each(rules.one_of(*IMAGE_FORMATS)),
    "assets.images.widths": rules.each(rules.between(1, 10_000)),
}


def _settings(table: str, values: type) -> dict[str, Setting]:
    parts = {part.name: str(part.type) for part in fields(values)}
    return {
        name: Setting(kind, _RULES.get(f"{table}.{name}"))
        for name, kind in parts.items()
        if kind in _EXPECTED
    }


SETTINGS: dict[str, dict[str, Setting]] = {
    "site": _settings("site", SiteSettings),
    "build": _settings("build", BuildSettings),
    "content": _settings("content", ContentSettings),
    "pagination": _settings("pagination", PaginationSettings),
    "markdown": _settings("markdown", MarkdownSettings),
    "features": _settings("features", FeatureSettings),
    "assets": _settings("assets", AssetSettings),
    "assets.images": _settings("assets.images", ImageSettings),
    "menu": {"auto": Setting("bool")},
}
"""The keys of each table with fixed ones; ``a.b`` is a table in a table."""

TAXONOMY = {
    name: setting for name, setting in _settings("taxonomies.*", Taxonomy).items() if name != "name"
}
MENU_ITEM = _settings("menu.*", MenuItem)

TABLES = (
    "site",
    "build",
    "content",
    "taxonomies",
    "pagination",
    "menu",
    "markdown",
    "features",
    "assets",
    "params",
)
