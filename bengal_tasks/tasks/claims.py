"""Claims: which source gets which published path; two for one path are an error that names both."""

from __future__ import annotations

from pathlib import Path

from bengal_tasks.errors import Place, SiteError
from bengal_tasks.store.files import safe_join


def conflict(one: str, other: str, url: str) -> SiteError:
    """Return the error of two sources that would be published at one URL."""
    feature = next((owner for owner in (one, other) if owner.startswith("[features]")), "")
    hint = f"turn off {feature}" if feature else "give one of them another 'slug' or 'url'"
    return SiteError(
        f"{one} and {other} both claim the URL {url}", Place(other), hint=f"{hint}, or move it"
    )


class Claims:
    """The published paths of a plan, each with the one who claims it."""

    def __init__(self, output_dir: str) -> None:
        self._output = output_dir
        self._owners: dict[str, str] = {}

    def target(self, url: str) -> str:
        """Return the published path of *url*: a folder's URL is its ``index.html``."""
        path = url.removeprefix("/")
        path = f"{path}index.html" if not path or path.endswith("/") else path
        safe_join(Path(), path)
        return f"{self._output}/{path}"

    def claim(self, url: str, owner: str) -> str:
        """
        Return the published path of *url* for *owner*.

        Raises SiteError when it has another owner already.
        """
        target = self.target(url)
        other = self._owners.setdefault(target, owner)
        if other != owner:
            raise conflict(other, owner, url)
        return target

    def is_claimed(self, url: str) -> bool:
        """Tell whether *url* has an owner."""
        return self.target(url) in self._owners

    def check(self) -> None:
        """Raise SiteError when a published file would have to be a folder too."""
        for target, owner in self._owners.items():
            folder = target.rpartition("/")[0]
            while folder != self._output and folder:
                if folder in self._owners:
                    raise SiteError(
                        f"{self._owners[folder]} is published as {folder}, which must be a folder "
                        f"for {owner}",
                        Place(owner),
                        hint="rename one of them",
                    )
                folder = folder.rpartition("/")[0]
