"""What the tests of faults share: the small site, unbuilt and built, and its clean results."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.small import Result, copy_of, edit, result_of, small_site
from tests.space import SiteSpace


@pytest.fixture(scope="session")
def cold(tmp_path_factory: pytest.TempPathFactory) -> SiteSpace:
    """Return the small site, built; tests get copies."""
    space = small_site(tmp_path_factory.mktemp("faults") / "cold")
    assert 0 == space.build().status
    return space


@pytest.fixture(scope="session")
def before(cold: SiteSpace) -> Result:
    """Return what a clean build of the first sources leaves."""
    return result_of(cold)


@pytest.fixture(scope="session")
def after(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Return what a clean build of the edited sources leaves."""
    space = small_site(tmp_path_factory.mktemp("faults") / "edited")
    edit(space)
    assert 0 == space.build().status
    return result_of(space)


@pytest.fixture
def fresh(tmp_path: Path) -> SiteSpace:
    """Return the small site, not built yet."""
    return small_site(tmp_path / "site")


@pytest.fixture
def edited(cold: SiteSpace, tmp_path: Path) -> SiteSpace:
    """Return the small site, built, and edited since."""
    space = copy_of(cold, tmp_path / "site")
    space.build()
    edit(space)
    return space
