"""Terms: the tags of each page and the pages of each tag, both ways."""

from __future__ import annotations

from pathlib import Path

from bengal_tasks.cache.build_cache.tables import Field, Tables, names, sets
from bengal_tasks.model.slugs import slugify


class Terms(Tables):
    """The part of the cache that knows terms."""

    taxonomy_deps = Field(sets)
    """The pages of each term, by ``tag:slug``."""
    page_tags = Field(sets)
    """The tags of each page, as the page spells them."""
    tag_to_pages = Field(sets)
    """The pages of each tag, by slug."""
    known_tags = Field(names)
    """The slugs of all tags."""

    def add_taxonomy_dependency(self, taxonomy_term: str, page: Path | str) -> None:
        """Note that a page belongs to a term such as ``tag:python``."""
        self.taxonomy_deps.setdefault(taxonomy_term, set()).add(self.key(page))

    def get_previous_tags(self, page_path: Path | str) -> set[str]:
        """Return the tags of a page at the last build, as it spelled them."""
        return set(self.page_tags.get(self.key(page_path), ()))

    def update_tags(self, page_path: Path | str, tags: set[str]) -> None:
        """Note the tags of a page, and leave the pages of the tags alone."""
        self.page_tags[self.key(page_path)] = set(tags)

    def update_page_tags(self, page_path: Path | str, tags: set[str]) -> set[str]:
        """
        Note the tags of a page both ways.

        Return the slugs of all tags that it had or has: a page that stays may have moved in a list.
        """
        page = self.key(page_path)
        old = {slugify(tag) for tag in self.page_tags.get(page, ())}
        new = {slugify(tag) for tag in tags}
        for slug in old - new:
            self._take_out(slug, page)
        for slug in new:
            self.tag_to_pages.setdefault(slug, set()).add(page)
            self.known_tags.add(slug)
        self.page_tags[page] = set(tags)
        return old | new

    def _take_out(self, slug: str, page: str) -> None:
        pages = self.tag_to_pages.get(slug, set())
        pages.discard(page)
        if not pages:
            self.tag_to_pages.pop(slug, None)
            self.known_tags.discard(slug)

    def get_pages_for_tag(self, tag_slug: str) -> set[str]:
        """Return the pages of a tag, as a copy."""
        return set(self.tag_to_pages.get(tag_slug, ()))

    def get_all_tags(self) -> set[str]:
        """Return the slugs of all tags, as a copy."""
        return set(self.known_tags)

    def forget_terms(self, key: str) -> None:
        """Forget the terms of a page."""
        for tag in self.page_tags.pop(key, set()):
            self._take_out(slugify(tag), key)
        for pages in self.taxonomy_deps.values():
            pages.discard(key)
