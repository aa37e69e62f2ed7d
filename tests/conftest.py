"""What all tests share: small sites, unbuilt and built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.gallery import gallery
from tests.space import SiteSpace, sample_site


# A busy machine is slow, which is no fault of what is tested.
settings.register_profile(
    "calm", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("calm")


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Name the files in which two lots of published files differ, instead of all their bytes."""
    if op != "==" or not isinstance(left, dict) or not isinstance(right, dict):
        return None
    if not all(isinstance(row, tuple) for row in (*left.values(), *right.values())):
        return None
    nothing = "nothing"
    return [
        "the same files with the same bytes and modes",
        *(
            f"{path}: {left.get(path, nothing)!r:.2000} is not {right.get(path, nothing)!r:.2000}"
            for path in sorted({*left, *right})
            if left.get(path) != right.get(path)
        ),
    ]


@pytest.fixture(scope="session")
def _cold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample once; tests get copies."""
    space = sample_site(tmp_path_factory.mktemp("cold") / "site")
    assert 0 == space.build().status
    return space.root


@pytest.fixture
def site(tmp_path: Path) -> SiteSpace:
    """Return the sample site, not built yet."""
    return sample_site(tmp_path / "site")


@pytest.fixture
def built(tmp_path: Path, _cold: Path) -> SiteSpace:
    """Return the sample site, built before."""
    return SiteSpace(Path(shutil.copytree(_cold, tmp_path / "site", symlinks=True)))


@pytest.fixture(scope="session")
def _hung(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the gallery once; tests get copies."""
    space = gallery(tmp_path_factory.mktemp("hung") / "site")
    assert 0 == space.build().status
    return space.root


@pytest.fixture
def shown(tmp_path: Path, _hung: Path) -> SiteSpace:
    """Return the gallery, whose assets refer to each other, built before."""
    return SiteSpace(Path(shutil.copytree(_hung, tmp_path / "site", symlinks=True)))
