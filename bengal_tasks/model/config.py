"""The settings of a site, complete and checked, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass

from bengal_tasks.errors import Place
from bengal_tasks.model.values import JSON, KeyPath


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """``[site]``: who and where the site is; *baseurl* never ends in a slash."""

    title: str = "My Site"
    baseurl: str = ""
    description: str = ""
    author: str = ""
    language: str = "en"
    theme: str = "default"


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """``[build]``: where sources and published files are, and which pages are built."""

    content_dir: str = "content"
    output_dir: str = "public"
    assets_dir: str = "assets"
    static_dir: str = "static"
    templates_dir: str = "templates"
    data_dir: str = "data"
    drafts: bool = False
    future: bool = False
    expired: bool = False
    pretty_urls: bool = True
    strict: bool = False
    extensions: tuple[str, ...] = ()
    task_seconds: int = 30


@dataclass(frozen=True, slots=True)
class ContentSettings:
    """``[content]``: how pages are read and ordered."""

    default_type: str = "doc"
    excerpt_length: int = 200
    summary_length: int = 160
    reading_speed: int = 200
    related_count: int = 5
    toc_depth: int = 4
    sort_pages_by: str = "weight"
    sort_order: str = "asc"


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One entry of ``[taxonomies]``: a field of front matter whose terms have listings."""

    name: str
    title: str
    singular: str
    per_page: int


@dataclass(frozen=True, slots=True)
class PaginationSettings:
    """``[pagination]``: how long listings are cut into sheets."""

    per_page: int = 10
    path: str = "page"


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One ``[[menu.NAME]]``; *parent* is the identifier of another item of that menu."""

    name: str
    url: str = ""
    weight: int = 0
    parent: str = ""
    identifier: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class MenuSettings:
    """``[menu]``: the menus by name; *auto* makes a main menu of the sections if there is none."""

    auto: bool = True
    items: dict[str, tuple[MenuItem, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MarkdownSettings:
    """``[markdown]``: what the language of page bodies has."""

    html: str = "allow"
    highlight: bool = True
    line_numbers: bool = False
    hard_wrap: bool = False
    tables: bool = True
    footnotes: bool = True
    task_lists: bool = True
    strikethrough: bool = True
    definition_lists: bool = True
    abbreviations: bool = True
    alerts: bool = True


@dataclass(frozen=True, slots=True)
class FeatureSettings:
    """``[features]``: what is published besides pages and assets."""

    rss: bool = True
    sitemap: bool = True
    search: bool = True
    json: bool = False
    robots: bool = True
    not_found: bool = True
    redirects: bool = True
    syntax_highlighting: bool = True
    feed_format: str = "rss"
    feed_limit: int = 20
    feed_content: str = "summary"
    section_feeds: bool = True


@dataclass(frozen=True, slots=True)
class ImageSettings:
    """
    ``[assets.images]``: how images are made smaller.

    *formats* and *widths* (in pixels) are those of the variants that ``image()`` and, with
    *responsive*, images in Markdown offer; *sizes*, as in HTML, tells how wide they are shown.
    """

    quality: int = 85
    strip_metadata: bool = True
    formats: tuple[str, ...] = ("webp",)
    widths: tuple[int, ...] = (480, 960, 1440)
    sizes: str = "100vw"
    responsive: bool = True


@dataclass(frozen=True, slots=True)
class AssetSettings:
    """
    ``[assets]``: what is done to assets on their way to the published files.

    *exempt* are globs of names that get no fingerprint, *preload* the names that every page
    preloads, *precompress* the suffixes of the siblings that are published beside what they make
    smaller, *keep_generations* how many earlier fingerprints of an asset stay published. *esbuild*
    is the path of the program for ``minifier = "esbuild"`` and for TypeScript.
    """

    minify_css: bool = True
    minify_js: bool = True
    minifier: str = "rjsmin"
    esbuild: str = ""
    source_maps: bool = False
    purge_css: bool = False
    optimize_images: bool = True
    fingerprint: bool = True
    exempt: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()
    precompress: tuple[str, ...] = ()
    keep_generations: int = 0
    images: ImageSettings = ImageSettings()


@dataclass(frozen=True, slots=True)
class Config:
    """
    All settings of a site. *taxonomies* are sorted by name; *profile* is "" without one.

    *places* tell where the settings were made, by their keys; those that are defaults have none.
    """

    site: SiteSettings = SiteSettings()
    build: BuildSettings = BuildSettings()
    content: ContentSettings = ContentSettings()
    taxonomies: tuple[Taxonomy, ...] = (
        Taxonomy("categories", "Categories", "category", 10),
        Taxonomy("tags", "Tags", "tag", 10),
    )
    pagination: PaginationSettings = PaginationSettings()
    menu: MenuSettings = field(default_factory=MenuSettings)
    markdown: MarkdownSettings = MarkdownSettings()
    features: FeatureSettings = FeatureSettings()
    assets: AssetSettings = AssetSettings()
    params: dict[str, JSON] = field(default_factory=dict)
    profile: str = ""
    places: Mapping[KeyPath, Place] = field(default_factory=dict, compare=False, repr=False)

    def place_of(self, *keys: str) -> Place:
        """Return where a setting was made, or else the file of settings."""
        return self.places.get(keys, Place("bengal.toml"))

    def to_json(self) -> dict[str, JSON]:
        """Return every setting in the shape of ``bengal.toml``, complete."""
        parts = (part.name for part in fields(self) if part.compare)
        value = {name: _json(getattr(self, name)) for name in parts}
        value["taxonomies"] = {taxonomy.name: _json(taxonomy) for taxonomy in self.taxonomies}
        menus = {name: _json(items) for name, items in self.menu.items.items()}
        value["menu"] = {"auto": self.menu.auto, **menus}
        return value


def _json(value: object) -> JSON:
    if is_dataclass(value):
        return {part.name: _json(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple | list):
        return [_json(member) for member in value]
    if isinstance(value, dict):
        return {name: _json(member) for name, member in value.items()}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(type(value).__name__)
