"""Load an extension: a Python file of the site whose functions templates may call."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import invalidate_caches
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from bengal_tasks.errors import ConfigError, Place
from bengal_tasks.render.helpers import helper_modules
from bengal_tasks.render.scope import Scope
from bengal_tasks.store.files import TEMPORARY


def load_extension(file: str, place: str, scope: Scope) -> dict[str, Callable[..., Any]]:
    """
    Return the public functions that *file* defines, by name.

    Calling one records the file, and the modules of the site that it imports: an edit of them makes
    the pages stale that called something of it. Raises ConfigError when the file is missing or
    fails.
    """
    root = Path(place.removesuffix(file))
    try:
        files = {file: Path(place).read_bytes()}
        module = _module(file, place, root)
        files |= helper_modules(files[file], root)[1]
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
            for path, data in files.items():
                scope.reads.file(path, data)
            return function(*arguments, **options)

        return call

    return {
        name: recorded(value)
        for name, value in vars(module).items()
        if isinstance(value, FunctionType)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    }


def _module(file: str, place: str, root: Path) -> ModuleType:
    name = "bengal_extension_" + "".join(c if c.isalnum() else "_" for c in file)
    spec = spec_from_file_location(name, place)
    if spec is None or spec.loader is None:
        raise ImportError(file)
    module = module_from_spec(spec)
    data = Path(place).read_bytes()
    code = compile(data, file, "exec")
    with _from_source(root):
        for helper in helper_modules(data, root)[0]:
            sys.modules.pop(helper, None)  # another build of this process may have an older one
        invalidate_caches()
        exec(code, vars(module))  # noqa: S102 (code of the site's owner, named in the settings)
    return module


@contextmanager
def _from_source(root: Path) -> Iterator[None]:
    """
    Have modules imported from their source.

    Python trusts a compiled file when mtime (in seconds) and size are those of the source; an edit
    right after a build may have both.
    """
    before = sys.dont_write_bytecode, sys.pycache_prefix
    sys.dont_write_bytecode, sys.pycache_prefix = True, str(root / TEMPORARY / "none")
    try:
        yield
    finally:
        sys.dont_write_bytecode, sys.pycache_prefix = before
