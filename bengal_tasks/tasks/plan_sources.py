"""Plan what stands alone: templates, files that are copied, Markdown bodies, data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from bengal_tasks.model.assets import is_raster
from bengal_tasks.model.keys import CONFIG, DATA, parsed_path, picture_path, template_path
from bengal_tasks.model.rows import text_of
from bengal_tasks.model.values import JSON
from bengal_tasks.scan.rows import folder_url
from bengal_tasks.tasks.plan import Plan
from bengal_tasks.tasks.spec import TaskSpec


def source_specs(plan: Plan) -> Iterator[TaskSpec]:
    """Yield the tasks of every single source."""
    yield _data(plan)
    yield from _templates(plan)
    yield from _static(plan)
    yield from _parsed(plan)


def _data(plan: Plan) -> TaskSpec:
    folder = plan.config.build.data_dir
    return TaskSpec(
        family="data",
        key="",
        doc="the data files, for templates",
        action="data",
        arguments={"folder": folder, "names": list(plan.inventory.data)},
        reads=tuple(f"{folder}/{name}" for name in plan.inventory.data),
        targets=(DATA,),
    )


def _templates(plan: Plan) -> Iterator[TaskSpec]:
    for name, found in plan.inventory.templates.items():
        yield TaskSpec(
            family="template",
            key=name,
            doc=f"from {found.path}",
            action="template",
            arguments={"name": name, "path": found.path},
            reads=(found.path,),
            targets=(template_path(name),),
        )


def _static(plan: Plan) -> Iterator[TaskSpec]:
    build = plan.config.build
    for name in plan.inventory.static:
        yield _copy(plan, f"{build.static_dir}/{name}", f"/{name}")
    urls = _bundle_urls(plan)
    for name in plan.inventory.resources:
        url = _resource_url(name, urls)
        if url:
            plan.files[name] = url
            path = f"{build.content_dir}/{name}"
            yield _picture(plan, path, url) if is_raster(name) else _copy(plan, path, url)


def _copy(plan: Plan, path: str, url: str) -> TaskSpec:
    target = plan.claims.claim(url, path)
    return TaskSpec(
        family="static",
        key=path,
        doc=f"{url}, copied as it is",
        action="copy",
        arguments={"path": path, "target": target},
        reads=(path,),
        targets=(target,),
    )


def _picture(plan: Plan, path: str, url: str) -> TaskSpec:
    """Return the task of an image beside the Markdown, which is published without its metadata."""
    spec = _copy(plan, path, url)
    target = spec.targets[0]
    return replace(
        spec,
        doc=f"{url}, made smaller",
        action="picture",
        arguments={"path": path, "target": target, "output_path": plan.published_path(target)},
        reads=(path, f"{CONFIG}#assets.optimize_images"),
        targets=(target, picture_path(path)),
        after=("config",),
    )


def _bundle_urls(plan: Plan) -> dict[str, str]:
    """Return the URL of each bundle's page by its folder; "" for a bundle that is not published."""
    urls = {_folder(page.path, plan): "" for page in plan.inventory.pages if _is_bundle(page.path)}
    for row in plan.rows.values():
        source = text_of(row, "source")
        if _is_bundle(source):
            urls[source.rpartition("/")[0]] = text_of(row, "url")
    return urls


def _is_bundle(source: str) -> bool:
    return source.rpartition("/")[2] in {"index.md", "_index.md"}


def _folder(path: str, plan: Plan) -> str:
    return path.removeprefix(f"{plan.config.build.content_dir}/").rpartition("/")[0]


def _resource_url(name: str, urls: dict[str, str]) -> str:
    """Return where a file of the content folder is published: beside its bundle's page."""
    for folder in PurePosixPath(name).parents:
        key = "" if str(folder) == "." else str(folder)
        if key in urls:
            url = urls[key]
            if not url:
                return ""
            base = url if url.endswith("/") else f"{url.rpartition('/')[0]}/"
            return base + str(PurePosixPath(name).relative_to(folder))
    above, _, last = name.rpartition("/")
    return folder_url(above) + last


def _parsed(plan: Plan) -> Iterator[TaskSpec]:
    for page in plan.inventory.pages:
        if page.path not in plan.pages and not page.error:
            continue
        arguments: dict[str, JSON] = {"key": page.key, "path": page.path}
        if page.error:
            arguments["fault"] = page.error
        yield TaskSpec(
            family="parse",
            key=page.key,
            doc=f"from {page.path}",
            action="parse",
            arguments=arguments,
            reads=(page.path, f"{CONFIG}#markdown.html"),
            origins=(page.origin,) if page.origin else (),
            targets=(parsed_path(page.key),),
            after=("config",),
        )
