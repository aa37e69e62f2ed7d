"""The chain of themes, and what is told of one that is not there."""

from __future__ import annotations

import pytest

from bengal_tasks.errors import ConfigError
from bengal_tasks.parse.config import load_config
from bengal_tasks.scan.packaged import packaged_themes
from bengal_tasks.scan.themes import theme_roots
from bengal_tasks.store.table import FileTable


def _roots(folder, settings, profile="", **environ):
    config = load_config(settings, environ=environ, profile=profile)
    return theme_roots(config, FileTable(folder, packaged_themes(), {}))


def _theme(folder, name, text):
    place = folder / "themes" / name
    place.mkdir(parents=True)
    (place / "theme.toml").write_text(text)


def test_chain(tmp_path):
    """A theme comes before the one that it extends, and the built-in default comes last."""
    _theme(tmp_path, "child", 'name = "Child"\nextends = "parent"\n')
    _theme(tmp_path, "parent", "")
    found = _roots(tmp_path, '[site]\ntheme = "child"\n')

    wanted = ("templates", "themes/child/templates", "themes/parent/templates")
    assert (*wanted, "@default/templates") == found.templates
    assert ("themes/child/theme.toml", "themes/parent/theme.toml") == found.files


_MISSING = """\
{}: there is no theme 'nope'{}

hint: put it in themes/nope/, or use theme = 'default'"""


@pytest.mark.parametrize(
    ("settings", "environ", "place", "drawn"),
    [
        ('[site]\ntheme = "nope"\n', {}, "bengal.toml:2:1", '\n 2 | theme = "nope"\n   | ^'),
        ("", {"BENGAL_SITE_THEME": "nope"}, "BENGAL_SITE_THEME (environment)", ""),
        (
            '[site]\n[profile.p.site]\ntheme = "nope"\n',
            {},
            "bengal.toml:3:1",
            '\n 3 | theme = "nope"\n   | ^',
        ),
    ],
)
def test_missing(tmp_path, settings, environ, place, drawn):
    """A theme that is not there is told with the place where the settings name it."""
    with pytest.raises(ConfigError) as told:
        _roots(tmp_path, settings, "p" if "profile" in settings else "", **environ)

    assert _MISSING.format(place, drawn) == str(told.value)


def test_missing_parent(tmp_path):
    """A theme that another extends and that is not there is told with the place in that one."""
    _theme(tmp_path, "child", 'name = "Child"\nextends = "nope"\n')
    with pytest.raises(ConfigError, match="there is no theme 'nope'") as told:
        _roots(tmp_path, '[site]\ntheme = "child"\n')

    assert "themes/child/theme.toml:2:1" == str(told.value.place)


def test_circle(tmp_path):
    """Themes that extend each other are told with the place that closes the circle."""
    _theme(tmp_path, "a", 'extends = "b"\n')
    _theme(tmp_path, "b", 'name = "B"\nextends = "a"\n')
    with pytest.raises(ConfigError, match="theme 'a' extends itself") as told:
        _roots(tmp_path, '[site]\ntheme = "a"\n')

    assert "themes/b/theme.toml:2:1" == str(told.value.place)


@pytest.mark.parametrize("name", ["../other", "a/../../other", "/etc", ".."])
def test_outside(tmp_path, name):
    """A name that leads out of the folder of themes is no theme."""
    (tmp_path / "other").mkdir()
    (tmp_path / "themes/a").mkdir(parents=True)
    with pytest.raises(ConfigError):
        _roots(tmp_path, f'[site]\ntheme = "{name}"\n')
    _theme(tmp_path, "child", f'extends = "{name}"\n')
    with pytest.raises(ConfigError):
        _roots(tmp_path, '[site]\ntheme = "child"\n')
