"""
The settings of a site, read from ``bengal.toml`` and the environment.

Defaults, file, profile and environment are layers; the later wins. Each layer is checked by itself,
also the profiles that are not chosen, then the whole; all faults are told at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeVar, cast

from bengal_tasks.errors import ConfigError, Place
from bengal_tasks.model.config import (
    AssetSettings,
    BuildSettings,
    Config,
    ContentSettings,
    FeatureSettings,
    ImageSettings,
    MarkdownSettings,
    MenuItem,
    MenuSettings,
    PaginationSettings,
    SiteSettings,
    Taxonomy,
)
from bengal_tasks.model.slugs import slugify
from bengal_tasks.model.values import JSON, KeyPath, Limits, ReadError, kind_of, place_in
from bengal_tasks.parse.config_checks import check_together
from bengal_tasks.parse.config_environment import environment_of, read_environment
from bengal_tasks.parse.config_layer import Layer, Origin, Values, read_layer
from bengal_tasks.parse.toml import key_positions, parse_toml


__all__ = ["ConfigFaultsError", "environment_of", "load_config"]

_LIMITS = Limits(largest=2**63 - 1)
_TAXONOMIES = {"tags": {"singular": "tag"}, "categories": {"singular": "category"}}

_Settings = TypeVar("_Settings")


class ConfigFaultsError(ConfigError):
    """Several faults of the settings; headline, place and hint are those of the first."""

    def __init__(self, errors: tuple[ConfigError, ...]) -> None:
        super().__init__(errors[0].headline, errors[0].place, errors[0].hint)
        self.errors = errors
        self.args = (errors,)

    def __str__(self) -> str:
        return "\n\n".join(str(error) for error in self.errors)


def load_config(
    text: str, *, path: str = "bengal.toml", environ: Mapping[str, str], profile: str = ""
) -> Config:
    """Return the settings that *text*, its profile and the environment make together."""
    text = text.removeprefix("\ufeff")
    try:
        tables = parse_toml(text, _LIMITS)
    except ReadError as error:
        place = place_in(text, path, error.line, error.column)
        raise ConfigError(error.headline, place, error.hint) from None
    origin = Origin(path, text, key_positions(text))
    profiles, faults = _profiles(origin, tables.get("profile"))
    layers = [read_layer(origin, tables)]
    if profile:
        layers.append(_profile(path, profile, profiles))
    layers.append(read_environment(environ))
    others = [layer for name, layer in profiles.items() if name != profile]
    faults += [fault for layer in (*layers, *others) for fault in layer.faults]
    _raise(faults)
    values: Values = {}
    places: dict[KeyPath, Place] = {}
    for layer in layers:
        values = _merged(values, layer.values)
        places.update(layer.places)
    config = replace(_config(values, profile), places=places)
    _raise(check_together(config, places, Place(path)))
    return config


def _raise(faults: list[ConfigError]) -> None:
    """Tell the faults in the order of the file; those of the environment come after."""
    faults.sort(
        key=lambda fault: (fault.place.line or 2**31, fault.place.column) if fault.place else (0, 0)
    )
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise ConfigFaultsError(tuple(faults))


def _profiles(origin: Origin, value: JSON) -> tuple[dict[str, Layer], list[ConfigError]]:
    faults: list[ConfigError] = []
    layers: dict[str, Layer] = {}
    tables = value if isinstance(value, dict) else {}
    if not isinstance(value, dict | None):
        headline = f"[profile] must be a table, not {kind_of(value)}"
        faults.append(ConfigError(headline, origin.place(("profile",))))
    for name, part in tables.items():
        keys = ("profile", name)
        if isinstance(part, dict):
            below = Origin(origin.path, origin.text, origin.positions, keys)
            layers[name] = read_layer(below, part)
        else:
            headline = f"[profile.{name}] must be a table, not {kind_of(part)}"
            faults.append(ConfigError(headline, origin.place(keys)))
    return layers, faults


def _profile(path: str, name: str, profiles: dict[str, Layer]) -> Layer:
    if name in profiles:
        return profiles[name]
    close = get_close_matches(name, profiles, 1, 0.6)
    known = f"profiles: {', '.join(sorted(profiles))}" if profiles else "there are no profiles"
    hint = f"did you mean '{close[0]}'? {known}" if close else known
    raise ConfigError(f"unknown profile '{name}'", Place(path), hint)


def _merged(below: Values, above: Values) -> Values:
    merged = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merged(merged[key], value) if both else value
    return merged


def _config(values: Values, profile: str) -> Config:
    pagination = _made(PaginationSettings, values, "pagination")
    assets = dict(values.get("assets", {}))
    images = _made(ImageSettings, assets, "images")
    return Config(
        site=_made(SiteSettings, values, "site"),
        build=_made(BuildSettings, values, "build"),
        content=_made(ContentSettings, values, "content"),
        taxonomies=_taxonomies(values.get("taxonomies", _TAXONOMIES), pagination.per_page),
        pagination=pagination,
        menu=_menus(values.get("menu", {})),
        markdown=_made(MarkdownSettings, values, "markdown"),
        features=_made(FeatureSettings, values, "features"),
        assets=_made(AssetSettings, {"assets": assets | {"images": images}}, "assets"),
        params=cast("dict[str, JSON]", values.get("params", {})),
        profile=profile,
    )


def _made(make: Callable[..., _Settings], values: Values, table: str) -> _Settings:
    return make(**values.get(table, {}))


def _taxonomies(values: Values, per_page: int) -> tuple[Taxonomy, ...]:
    made: list[Taxonomy] = []
    for name in sorted(values):
        words = name.replace("-", " ").replace("_", " ")
        usual = {"title": words[:1].upper() + words[1:], "singular": name, "per_page": per_page}
        make: Callable[..., Taxonomy] = Taxonomy
        made.append(make(name=name, **(usual | values[name])))
    return tuple(made)


def _menus(values: Values) -> MenuSettings:
    menus = {
        name: tuple(_menu_item(item) for item in values[name])
        for name in sorted(values)
        if name != "auto"
    }
    return MenuSettings(auto=values.get("auto", True), items=menus)


def _menu_item(values: Values) -> MenuItem:
    make: Callable[..., MenuItem] = MenuItem
    return make(**{**values, "identifier": values.get("identifier") or slugify(values["name"])})
