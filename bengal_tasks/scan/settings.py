"""What a session reads first: the settings, and the moment that counts as now."""

from __future__ import annotations

import os
from pathlib import Path

from bengal_tasks.errors import ConfigError, Place
from bengal_tasks.model.config import Config
from bengal_tasks.parse.config import load_config


def load_settings(root: Path, profile: str) -> Config:
    """Return the settings of the site in *root*; raises ConfigError when they are not valid."""
    place = root / "bengal.toml"
    try:
        text = place.read_text("utf-8")
    except FileNotFoundError as error:
        raise ConfigError(
            "there is no bengal.toml here",
            Place("bengal.toml"),
            hint="python -m bengal_tasks new DIR makes a site",
        ) from error
    except UnicodeDecodeError as error:
        hint = "save it with the encoding UTF-8"
        raise ConfigError("the file is not UTF-8 text", Place("bengal.toml"), hint) from error
    return load_config(text, environ=os.environ, profile=profile)
