"""Plan the assets: compile what is code, publish each, make the variants that are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from bengal_tasks.model.assets import IMAGE_FORMATS, is_code, is_plain, is_raster, type_of
from bengal_tasks.model.digest import ABSENT
from bengal_tasks.model.keys import (
    CONFIG,
    MANIFEST,
    VARIANTS,
    asset_path,
    compiled_path,
    entry,
    family_of,
    split_dependency,
    split_variant,
)
from bengal_tasks.model.record import Record
from bengal_tasks.model.trace import writes_of
from bengal_tasks.model.values import JSON
from bengal_tasks.store.artefacts import Artefact
from bengal_tasks.tasks.plan import Plan
from bengal_tasks.tasks.plan_indexes import value_of
from bengal_tasks.tasks.records import dependencies_of, values_of
from bengal_tasks.tasks.spec import Phase, TaskSpec
from bengal_tasks.tasks.usage import RENDERING


ASSETS = "assets/"
"""What the name of an image starts with that is an asset; the others are site paths."""


def asset_specs(plan: Plan) -> Iterator[TaskSpec]:
    """Yield the tasks of assets, of the variants the last build asked for, and the manifest."""
    for name, path in plan.inventory.assets.items():
        if is_code(name):
            yield _compile(name, path)
        yield _asset(plan, name, path)
    for path in _asked_before(plan):
        spec = variant_spec(plan, path)
        yield from () if spec is None else (spec,)
    yield _manifest(plan)


def _asked_before(plan: Plan) -> list[str]:
    """
    Return the entry files of the variants that there are, and of those that were read in vain.

    A variant that could not be written has left nothing but the wish of those that asked for it.
    One is left out when all that asked for it run anew for sure, because of a setting: they plan
    it again if they still want it, and if not it is not made just to be dropped.
    """
    askers: dict[str, list[Record]] = {}
    for name, record in plan.records().items():
        family = family_of(name)
        if family == "variant":
            for path in writes_of(values_of(record)):
                askers.setdefault(path, [])
        elif family in RENDERING:
            for path in {split_dependency(d)[0] for d in dependencies_of(record)}:
                askers.setdefault(path, []).append(record)
    config = Artefact(CONFIG, ABSENT, value_of(plan, "config"))
    return sorted(
        path
        for path, found in askers.items()
        if path.startswith(VARIANTS)
        and not (found and all(_has_other_settings(record, config) for record in found))
    )


def _has_other_settings(record: Record, config: Artefact) -> bool:
    """Tell whether a task has read settings that are not as they were then."""
    beginning = entry(CONFIG, "")
    return any(
        record.get(dependency) != config.entry_digest(dependency.removeprefix(beginning))
        for dependency in dependencies_of(record)
        if dependency.startswith(beginning)
    )


def _compile(name: str, path: str) -> TaskSpec:
    return TaskSpec(
        family="compile",
        key=name,
        doc=f"from {path}",
        action="compiled",
        arguments={"name": name, "path": path},
        reads=(path, *_settings("minify_css", "minify_js", "source_maps")),
        targets=(compiled_path(name),),
        after=("config", "urls", "words"),
    )


def _asset(plan: Plan, name: str, path: str) -> TaskSpec:
    settings = plan.config.assets
    if not settings.fingerprint or is_plain(name, settings.exempt):
        plan.claims.claim(f"/{ASSETS}{name}", path)
    code = is_code(name)
    arguments: dict[str, JSON] = {
        "name": name,
        "path": path,
        "output_dir": plan.config.build.output_dir,
    }
    return TaskSpec(
        family="asset",
        key=name,
        doc=f"from {path}",
        action="code_asset" if code else "image_asset" if type_of(name) == "image" else "asset",
        arguments=arguments,
        reads=(
            entry(compiled_path(name), "code") if code else path,
            *_settings("fingerprint"),
        ),
        targets=(asset_path(name),),
        after=("config",),
        hard=(f"compile:{name}",) if code else (),
        # Scripts may import each other in a circle, so all are compiled before one is linked.
        phase=Phase.LINKS if code else Phase.SOURCES,
    )


def _settings(*names: str) -> tuple[str, ...]:
    return tuple(entry(CONFIG, f"assets.{name}") for name in names)


def variant_spec(plan: Plan, path: str) -> TaskSpec | None:
    """Return the task that makes the entry file *path* of a variant; none without its image."""
    image, width, form = split_variant(path)
    source, stem = _image(plan, image)
    if not source or not width or form not in IMAGE_FORMATS:
        return None
    return TaskSpec(
        family="variant",
        key=f"{image}@{width}w.{form}",
        doc=f"{source}, {width} wide, as {form}",
        action="variant",
        arguments={
            "path": source,
            "stem": stem,
            "width": width,
            "form": form,
            "entry": path,
            "output_dir": plan.config.build.output_dir,
        },
        reads=(source, *_settings("images.quality", "images.strip_metadata", "fingerprint")),
        targets=(path,),
        after=("config",),
    )


def _image(plan: Plan, image: str) -> tuple[str, str]:
    """Return the source of an image, and where it is published without a fingerprint."""
    if image.startswith(ASSETS) and is_raster(image):
        return plan.inventory.assets.get(image.removeprefix(ASSETS), ""), image
    url = plan.files.get(image.removeprefix(f"{plan.config.build.content_dir}/"), "")
    return (image, url.removeprefix("/")) if url and is_raster(image) else ("", "")


def _manifest(plan: Plan) -> TaskSpec:
    names = list(plan.inventory.assets)
    target = plan.claims.claim("/asset-manifest.json", "the asset manifest")
    return TaskSpec(
        family="manifest",
        key="",
        doc="asset-manifest.json: the published path of each asset",
        action="manifest",
        arguments={"names": cast("JSON", names), "target": target},
        reads=tuple(asset_path(name) for name in names),
        targets=(target, MANIFEST),
        phase=Phase.END,
    )
