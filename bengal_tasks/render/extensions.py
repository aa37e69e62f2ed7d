"""Load an extension: a Python file of the site whose functions templates may call."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from bengal_tasks.errors import ConfigError, Place
from bengal_tasks.model.keys import CONFIG
from bengal_tasks.render.scope import Scope


def load_extension(file: str, place: str, scope: Scope) -> dict[str, Callable[..., Any]]:
    """
    Return the public functions that *file* defines, by name.

    Calling one records the file: an edit of it makes the pages stale that called something of it.
    Raises ConfigError when the file is missing or fails.
    """
    try:
        data = Path(place).read_bytes()
        module = _module(file, place)
    except FileNotFoundError as error:
        raise ConfigError(
            f"the extension {file} is missing",
            Place("bengal.toml"),
            hint="correct [build] extensions",
        ) from error
    except Exception as error:
        raise ConfigError(
            f"the extension {file} fails: {type(error).__name__}: {error}", Place(file)
        ) from error

    def recorded(function: FunctionType) -> Callable[..., Any]:
        @wraps(function)
        def call(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 (the user's function)
            scope.reads.file(file, data)
            scope.reads.entry(CONFIG, "build.extensions")
            return function(*arguments, **options)

        return call

    return {
        name: recorded(value)
        for name, value in vars(module).items()
        if isinstance(value, FunctionType)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    }


def _module(file: str, place: str) -> ModuleType:
    name = "bengal_extension_" + "".join(c if c.isalnum() else "_" for c in file)
    spec = spec_from_file_location(name, place)
    if spec is None or spec.loader is None:
        raise ImportError(file)
    module = module_from_spec(spec)
    code = compile(Path(place).read_bytes(), file, "exec")
    exec(code, vars(module))  # noqa: S102 (code of the site's owner, named in the settings)
    return module
