"""The formats of artefacts: real ones fit their JSON Schema, and each field is documented."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from PIL import Image

from bengal_tasks.autodoc import generate
from bengal_tasks.store.codec import decode
from bengal_tasks.store.contents import contents_of, state_paths
from bengal_tasks.tasks.generators import declared_generators


DOCS = Path(__file__).resolve().parents[2] / "docs"
SCHEMAS = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
    for path in sorted((DOCS / "schemas").glob("*.json"))
}


def faults(kind, value):
    """Return what a schema finds wrong with a value."""
    return [f"{error.json_path}: {error.message}" for error in _validator(kind).iter_errors(value)]


def _validator(kind):
    return Draft202012Validator(SCHEMAS[kind])


def picture(place):
    """Write an image that is smaller at another width."""
    image = Image.effect_noise((160, 120), 60)
    image.save(place)


@pytest.fixture
def values(built):
    """Return every compressed file of a built site, by path: its kind and its value."""
    built.write(
        "content/menu.md", "---\ntitle: M\nmenu: main\nauthors: [jane]\n---\n[x](about.md)\n"
    )
    built.edit("bengal.toml", "[params]", '[[menu.main]]\nname = "A"\nurl = "/"\n\n[params]')
    built.edit("bengal.toml", "[params]", "[assets]\npurge_css = true\n\n[params]")
    picture(built.root / "content/guide/kit/pic.png")
    picture(built.root / "assets/img/pic.png")
    built.edit("templates/404.html", "Not here.", '{{ image("img/pic.png", alt="", widths=[40]) }}')
    assert 0 == built.build().status
    built.build()
    found = contents_of(built.root)
    return {one.path: (one.kind, decode((built.root / one.path).read_bytes())) for one in found}


def test_artefacts(values):
    """Every file of the state folder fits the schema of its kind."""
    unknown = {kind for kind, _ in values.values()} - SCHEMAS.keys()
    assert not unknown, "describe them in docs/formats.md and docs/schemas/"
    wrong = {path: faults(kind, value)[:3] for path, (kind, value) in values.items()}

    assert {} == {path: found for path, found in wrong.items() if found}
    assert set(SCHEMAS) == {kind for kind, _ in values.values()}


def test_faults_are_found(values):
    """A field that is missing, of another type or of another version does not fit."""
    for kind, value in values.values():
        schema = SCHEMAS[kind]
        for name in schema.get("required", ()):
            broken = {other: part for other, part in value.items() if other != name}
            assert faults(kind, broken), (kind, name)
            assert faults(kind, {**value, name: 3.5}), (kind, name)


def test_rows(values):
    """A row of another shape does not fit."""
    kind, value = next(pair for pair in values.values() if pair[0] == "page_metadata")
    for harm in ({"kind": "post"}, {"url": "no/slash"}, {"weight": "1"}, {"tags": []}):
        broken = copy.deepcopy(value)
        broken["pages"]["about"] |= harm
        assert faults(kind, broken), harm


def test_every_file_is_described(site):
    """Each file that a build leaves, or has while it runs, has a section in docs/formats.md."""
    generate("notes", "notes/*.txt", lambda source: {"notes/one.md": source.text})
    site.write("notes/one.txt", "One")
    during = []

    def task_look():
        return {
            "actions": [lambda: during.extend(state_paths(site.root))],
            "task_dep": ["page:about"],
        }

    site.user_tasks["task_look"] = task_look
    ran = site.build()
    declared_generators().clear()
    titles = re.findall(r"^## ([a-z_]\S+)$", (DOCS / "formats.md").read_text("utf-8"), re.MULTILINE)
    shapes = [re.sub("[A-Z]+", ".+", re.escape(f".bengal/{title}")) for title in titles]

    paths = {*during, *state_paths(site.root)}
    assert 0 == ran.status, ran.text
    assert {".bengal/generated/notes/notes/one.md", ".bengal/lock", ".bengal/journal"} <= paths
    assert [] == [path for path in paths if not any(re.fullmatch(s, path) for s in shapes)]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schema(kind):
    """A schema is a valid one, and is about a version."""
    Draft202012Validator.check_schema(SCHEMAS[kind])

    version = {"const": 2 if kind in {"cache", "graph"} else 1}
    assert kind == "data" or version == SCHEMAS[kind]["properties"]["version"]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_documented(kind):
    """Each file has a section in docs/formats.md that names the schema and all its fields."""
    text = (DOCS / "formats.md").read_text("utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)
    own = [part for part in sections if f"(schemas/{kind}.schema.json)" in part]

    assert 1 == len(own)
    for name in SCHEMAS[kind].get("properties", {}):
        assert f"`{name}`" in own[0], name
