"""The layer of settings that the environment variables ``BENGAL_*`` make."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from bengal_tasks.errors import ConfigError, Place
from bengal_tasks.model.values import KeyPath, ReadError, encodable
from bengal_tasks.parse.config_layer import Layer
from bengal_tasks.parse.config_schema import SETTINGS, TABLES


_PARAMS = "BENGAL_PARAMS_"
_PREFIXES = tuple(f"BENGAL_{table.upper()}_" for table in TABLES)

_VARIABLES: dict[str, KeyPath] = {
    "BENGAL_BASEURL": ("site", "baseurl"),
    "BENGAL_BASE_URL": ("site", "baseurl"),
    **{
        f"BENGAL_{table}_{key}".replace(".", "_").upper(): (*table.split("."), key)
        for table, settings in SETTINGS.items()
        for key in settings
    },
}


def environment_of(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that settings can come from, sorted; one name twice means the last."""
    return {
        name: environ[name]
        for name in sorted(environ)
        if name in _VARIABLES or (name.startswith(_PREFIXES) and name != _PARAMS)
    }


def read_environment(environ: Mapping[str, str]) -> Layer:
    """Return the settings that the environment makes."""
    layer = Layer()
    for name, text in environment_of(environ).items():
        place = Place(f"{name} (environment)")
        try:
            _read_variable(layer, name, text, place)
        except ReadError as error:
            layer.faults.append(ConfigError(error.headline, place, error.hint))
    return layer


def _read_variable(layer: Layer, name: str, text: str, place: Place) -> None:
    if name.startswith(_PARAMS):
        layer.put(("params", name.removeprefix(_PARAMS).lower()), encodable(text), place)
        return
    keys = _VARIABLES.get(name)
    if keys is None:
        close = get_close_matches(name, _VARIABLES, 1, 0.6)
        hint = f"did you mean {close[0]}?" if close else ""
        raise ReadError("no setting has this name", hint=hint)
    *above, key = (str(part) for part in keys)
    table = ".".join(above)
    try:
        layer.put(keys, SETTINGS[table][key].parse(text), place)
    except ReadError as error:
        raise ReadError(f"[{table}] {key} {error.headline}", hint=error.hint) from None
