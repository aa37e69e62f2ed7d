"""Menus: from settings, front matter and, for ``main``, from the top sections when nobody says."""

from __future__ import annotations

from typing import cast

from bengal_tasks.errors import ContentError, Place
from bengal_tasks.model.config import MenuSettings
from bengal_tasks.model.index import Index
from bengal_tasks.model.rows import Row, text_of
from bengal_tasks.model.slugs import slugify
from bengal_tasks.model.values import JSON


def build_menus(settings: MenuSettings, index: Index) -> dict[str, JSON]:
    """
    Return the items of each menu, nested: ``name url weight identifier icon children``.

    Raises ContentError when items of front matter are each other's parents.
    """
    menus: dict[str, list[Row]] = {name: [] for name in settings.items}
    for name, items in settings.items.items():
        for item in items:
            row = _item(item.name, item.url, item.weight, item.identifier)
            _add(menus[name], {**row, "parent": item.parent, "icon": item.icon})
    for key in sorted(index.rows):
        for name, entry in cast("dict[str, Row]", index.rows[key].get("menu") or {}).items():
            _add(menus.setdefault(name, []), _from_page(index.rows[key], entry))
    if settings.auto and not menus.get("main"):
        menus["main"] = _automatic(index)
    return {name: cast("JSON", _nested(name, items)) for name, items in sorted(menus.items())}


def _item(name: str, url: str, weight: int, identifier: str) -> Row:
    return {
        "name": name,
        "url": url,
        "weight": weight,
        "identifier": identifier or slugify(name),
        "parent": "",
        "icon": "",
        "children": [],
    }


def _from_page(page: Row, entry: Row) -> Row:
    weight = entry["weight"] if entry.get("weight") is not None else page.get("weight")
    row = _item(
        str(entry.get("name") or page["nav_title"]),
        str(entry.get("url") or page["url"]),
        cast("int", weight or 0),
        str(entry.get("identifier") or ""),
    )
    return {**row, "parent": entry.get("parent") or "", "icon": entry.get("icon") or ""}


def _automatic(index: Index) -> list[Row]:
    rows = [index.rows[key] for key in index.sections[""].sections]
    shown = [row for row in rows if row.get("in_menu") and row.get("menu") != {}]
    return [
        _item(text_of(row, "nav_title"), text_of(row, "url"), place, text_of(row, "section"))
        for place, row in enumerate(shown)
    ]


def _add(items: list[Row], item: Row) -> None:
    """Add an item unless one with its identifier is there: settings win over front matter."""
    if all(other["identifier"] != item["identifier"] for other in items):
        items.append({**item, "children": []})


def _nested(menu: str, items: list[Row]) -> list[Row]:
    by_identifier = {item["identifier"]: item for item in items}
    top: list[Row] = []
    for item in sorted(items, key=lambda i: (cast("int", i["weight"]), str(i["name"]).casefold())):
        _check_circle(menu, item, by_identifier)
        parent = by_identifier.get(item["parent"])
        children = cast("list[Row]", parent["children"]) if parent else top
        children.append(item)
    return top


def _check_circle(menu: str, item: Row, items: dict[JSON, Row]) -> None:
    seen = [item["identifier"]]
    parent = items.get(item["parent"])
    while parent is not None:
        if parent["identifier"] in seen:
            chain = " -> ".join(str(name) for name in (*seen, parent["identifier"]))
            raise ContentError(
                f"menu {menu!r} has a circle of parents: {chain}", Place("bengal.toml")
            )
        seen.append(parent["identifier"])
        parent = items.get(parent["parent"])
