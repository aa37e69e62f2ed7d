"""A layer of settings: what one source says, checked by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from bengal_tasks.errors import ConfigError, Place
from bengal_tasks.model.front_matter import RESERVED
from bengal_tasks.model.values import JSON, KeyPath, ReadError, kind_of, place_in
from bengal_tasks.parse import config_rules as rules
from bengal_tasks.parse.config_schema import MENU_ITEM, SETTINGS, TABLES, TAXONOMY, Setting
from bengal_tasks.parse.toml import Position, nearest


Values = dict[str, Any]
"""Settings by table, in the shape of ``bengal.toml``; their leaves have passed kind and rule."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a layer is written: a TOML text, or the part of it below *prefix*."""

    path: str
    text: str
    positions: dict[KeyPath, Position]
    prefix: tuple[str, ...] = ()

    def place(self, keys: KeyPath) -> Place:
        """Return where a setting is, or else its table."""
        return place_in(self.text, self.path, *nearest(self.positions, (*self.prefix, *keys)))

    def table(self, keys: KeyPath) -> str:
        """Return the name of a table as messages have it: "[profile.draft.site]"."""
        return f"[{'.'.join(str(key) for key in (*self.prefix, *keys) if isinstance(key, str))}]"


@dataclass(slots=True)
class Layer:
    """What one source says. It grows while the source is read: values, their places, and faults."""

    values: Values = field(default_factory=dict)
    places: dict[KeyPath, Place] = field(default_factory=dict)
    faults: list[ConfigError] = field(default_factory=list)

    def put(self, keys: KeyPath, value: object, place: Place) -> None:
        """Keep a value that is fit."""
        table: Any = self.values
        for key in keys[:-1]:
            table = table.setdefault(key, {}) if isinstance(key, str) else table[key]
        table[keys[-1]] = value
        self.places[keys] = place


@dataclass(frozen=True, slots=True)
class _Reader:
    origin: Origin
    layer: Layer

    def fault(self, keys: KeyPath, headline: str, hint: str = "") -> None:
        self.layer.faults.append(ConfigError(headline, self.origin.place(keys), hint))

    def tables(self, tables: dict[str, JSON]) -> None:
        readers = {"taxonomies": self.taxonomies, "menu": self.menus, "params": self.params}
        for name, value in tables.items():
            if name == "profile" and not self.origin.prefix:
                continue
            if name not in TABLES:
                self.unknown_table(name, value)
            elif self.is_table((name,), value) and isinstance(value, dict):
                read = readers.get(name)
                if read:
                    read(value)
                else:
                    self.table((name,), value)

    def is_table(self, keys: KeyPath, value: JSON) -> bool:
        if isinstance(value, dict):
            return True
        self.fault(keys, f"{self.origin.table(keys)} must be a table, not {kind_of(value)}")
        return False

    def unknown_table(self, name: str, value: JSON) -> None:
        if isinstance(value, dict):
            hint = _meant(name, TABLES, "[{}]") or f"tables: {', '.join(TABLES)}"
            self.fault((name,), f"unknown table {self.origin.table((name,))}", hint)
            return
        homes = [table for table, settings in SETTINGS.items() if name in settings]
        hint = f"it belongs in [{homes[0]}]" if homes else "settings are in tables such as [site]"
        self.fault((name,), f"unknown setting '{name}' outside of a table", hint)

    def table(self, keys: tuple[str, ...], value: dict[str, JSON]) -> None:
        for key, member in value.items():
            path = (*keys, key)
            if ".".join(path) not in SETTINGS:
                self.setting(path, member, SETTINGS[".".join(keys)])
            elif self.is_table(path, member) and isinstance(member, dict):
                self.table(path, member)

    def setting(self, path: KeyPath, value: JSON, known: Mapping[str, Setting]) -> None:
        """Keep the value of a setting, or say that it is unknown or unfit."""
        *above, key = path
        table = self.origin.table(tuple(above))
        setting = known.get(str(key))
        if setting is None:
            hint = _meant(str(key), known, "'{}'") or f"settings: {', '.join(known)}"
            self.fault(path, f"unknown setting '{key}' in {table}", hint)
            return
        try:
            self.layer.put(path, setting.read(value), self.origin.place(path))
        except ReadError as error:
            self.fault(path, f"{table} {key} {error.headline}", error.hint)

    def taxonomies(self, value: dict[str, JSON]) -> None:
        self.layer.values.setdefault("taxonomies", {})
        for name, member in value.items():
            path = ("taxonomies", name)
            self.taxonomy_name(path, name)
            if not isinstance(member, dict):
                self.setting((*path, "singular"), member, TAXONOMY)
                continue
            self.layer.put(path, {}, self.origin.place(path))
            for key, part in member.items():
                self.setting((*path, key), part, TAXONOMY)

    def taxonomy_name(self, path: KeyPath, name: str) -> None:
        try:
            rules.slug(name)
        except ReadError as error:
            self.fault(path, f"{self.origin.table(path[:1])} a name {error.headline}")
        if name in RESERVED:
            headline = f"{self.origin.table(path[:1])} '{name}' is a field of every page"
            self.fault(path, headline, "give the taxonomy another name")

    def menus(self, value: dict[str, JSON]) -> None:
        for name, member in value.items():
            path = ("menu", name)
            if name == "auto":
                self.setting(path, member, SETTINGS["menu"])
            elif isinstance(member, list):
                self.menu(path, member)
            else:
                headline = f"{self.origin.table(path)} must be a list, not {kind_of(member)}"
                self.fault(path, headline, f"write [[menu.{name}]] for each item")

    def menu(self, path: KeyPath, items: list[JSON]) -> None:
        self.layer.put(path, [{} for _ in items], self.origin.place(path))
        for number, item in enumerate(items):
            keys = (*path, number)
            if not isinstance(item, dict):
                headline = f"{self.origin.table(path)} an item must be a table, not {kind_of(item)}"
                self.fault(keys, headline)
                continue
            self.layer.places[keys] = self.origin.place(keys)
            for key, part in item.items():
                self.setting((*keys, key), part, MENU_ITEM)
            if not item.get("name"):
                self.fault(keys, f"{self.origin.table(path)} an item must have a name")

    def params(self, value: dict[str, JSON]) -> None:
        self.layer.put(("params",), value, self.origin.place(("params",)))


def read_layer(origin: Origin, tables: dict[str, JSON]) -> Layer:
    """Return what is fit of the *tables*, and what is not as faults."""
    layer = Layer()
    _Reader(origin, layer).tables(tables)
    return layer


def _meant(word: str, known: Iterable[str], form: str) -> str:
    close = get_close_matches(word, list(known), 1, 0.6)
    return f"did you mean {form.format(close[0])}?" if close else ""
