"""The command cache: figures, values, faults, keys and the end of the state folder."""

from __future__ import annotations

import json

import pytest
from filelock import FileLock

from bengal_tasks.cache import save_compressed


def rows(text):
    """Return the lines of a table by their first word."""
    return {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.strip()}


def test_stats(built):
    """Each kind has its files, entries and sizes, and the last build its counts."""
    built.edit("content/about.md", "Who", "What")
    ran = built.build()
    told = built.build("cache", "stats")

    found = json.loads(built.build("cache", "--json").text)
    kinds = {kind["kind"]: kind for kind in found["kinds"]}
    pages = len(list((built.root / ".bengal/parsed").rglob("*.zst")))
    assert [str(pages)] == rows(told.text)["parsed"][:1]
    assert pages == kinds["parsed"]["files"]
    size = (built.root / ".bengal/config.json.zst").stat().st_size
    assert size == kinds["config"]["packed"] < kinds["config"]["raw"]
    assert len(ran.ran - {"prune"}) == sum(work["ran"] for work in found["last_build"].values())
    assert {"ran": 1, "hits": pages - 1} == found["last_build"]["parse"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("config#site.title", "Sample"),
        (".bengal/config.json.zst#site.title", "Sample"),
        ("taxonomy_index#version", 1),
        ('page_metadata#?[["page","about"]]!url', [["about", "/about/"]]),
        ("indexes/section#entries/guide!key", {"key": "guide"}),
    ],
)
def test_show(built, name, value):
    """An artefact is shown by name or path, and an entry as dependencies spell it."""
    assert value == json.loads(built.build("cache", "show", name).text)


@pytest.mark.parametrize(
    "query",
    ["garbage", '[["x"]]', '[["x"]]!', "[[1,2]]!title", '[["limit","a"]]!', "[]]!", "5!", "[5]!#"],
)
def test_show_no_query(built, query):
    """A query that is none is an error in one line, with one that is."""
    ran = built.build("cache", "show", f"page_metadata#?{query}")

    assert 3 == ran.status
    assert 1 == len(ran.text.splitlines())
    assert f"'?{query}' is no query; one is" in ran.text.replace('"?', "'?")


@pytest.mark.parametrize("name", ["nope", "config#nope", "../bengal.toml", "parsed"])
def test_show_nothing(built, name):
    """What is not there is an error in one line."""
    ran = built.build("cache", "show", name)

    assert 3 == ran.status
    assert "cache show: " in ran.text
    assert "Traceback" not in ran.text


def test_verify(built):
    """A folder that is as the build left it has no faults."""
    ran = built.build("cache", "verify")

    assert 0 == ran.status
    assert ran.text.endswith(" files, 0 faults\n")


def flip(place):
    """Change a bit in the middle of a file, and keep its stamp."""
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 4
    place.write_bytes(data)


def folder(place):
    """Put a folder in the place of a file."""
    place.unlink()
    place.mkdir()


def other(place):
    """Put something whole, that no build writes, in the place of a file."""
    save_compressed({"version": 1}, place)


@pytest.mark.parametrize(
    ("path", "harm", "told"),
    [
        ("parsed/about.json.zst", flip, "parsed/about.json.zst: not readable"),
        ("cache.json.zst", flip, "cache.json.zst: "),
        ("snapshot.json.zst", flip, "snapshot.json.zst: "),
        ("menus.json.zst", lambda p: p.unlink(), "menus.json.zst: missing; menus wrote it"),
        ("cache.json.zst", lambda p: p.unlink(), "cache.json.zst: missing; without it"),
        ("cache.json.zst", folder, "cache.json.zst: missing; without it"),
        ("snapshot.json.zst", folder, "snapshot.json.zst: not as builds write it"),
        ("snapshot.json.zst", other, "snapshot.json.zst: not as builds write it"),
        ("published.json.zst", other, "published.json.zst: not as builds write it"),
        ("cache.json.zst", other, "cache.json.zst is not usable (written by another version)"),
        (
            "menus.json.zst",
            lambda p: p.write_bytes((p.parent / "urls.json.zst").read_bytes()),
            "menus.json.zst: not as menus wrote it",
        ),
    ],
)
def test_verify_damage(built, path, harm, told):
    """Damage of any file is named, and is exit status 1."""
    harm(built.root / ".bengal" / path)
    ran = built.build("cache", "verify")

    assert 1 == ran.status
    assert told in ran.text


def test_strangers(built):
    """A file that no build has made is noted, and is no fault."""
    built.write(".bengal/notes.txt", "mine")
    ran = built.build("cache", "verify")

    assert 0 == ran.status
    assert "note: .bengal/notes.txt: not made by a build" in ran.text


def test_export(built):
    """The export has every compressed file with its value."""
    found = json.loads(built.build("cache", "export", "--json").text)["files"]

    assert {str(p.relative_to(built.root)) for p in built.root.rglob("*.zst")} == set(found)
    assert "Sample" == found[".bengal/config.json.zst"]["site"]["title"]


def key(space, *args):
    """Return the parts of the key."""
    return space.build("cache", "key", *args).text.strip().split("-")


def test_key(built):
    """Each part of the key is of one group of inputs, and no part of what is built."""
    before = key(built)
    built.remove(".bengal")
    built.remove("public")
    assert before == key(built)
    built.edit("content/about.md", "Who", "What")
    content = key(built)
    built.edit("templates/base.html", "<main>", "<main id=x>")
    template = key(built)
    built.edit("bengal.toml", "Sample", "Other")
    settings = key(built)

    assert before[:3] == content[:3]
    assert before[3] != content[3]
    assert content[1] == template[1]
    assert 3 == len({content[2], template[2], settings[2]})
    assert content[3] == template[3] == settings[3]


def test_key_is_of_no_place(built):
    """Another folder, with other times, has the same key."""
    assert key(built) == key(built.copy("other"))


def test_restore(built):
    """What to fall back to are beginnings of the key, the longest first."""
    whole = "-".join(key(built))
    lines = built.build("cache", "key", "--restore").text.splitlines()

    assert all(whole.startswith(line) and line.endswith("-") for line in lines)
    assert sorted(lines, key=len, reverse=True) == lines
    assert "bengal-" == lines[-1]


def test_lost(built):
    """The terms that have lost pages since the last build are told with the pages."""
    assert "" == built.build("cache", "lost").text
    built.remove("content/blog/b.md")

    assert "tags/x: content/blog/b.md\n" == built.build("cache", "lost").text
    found = json.loads(built.build("cache", "lost", "--json").text)
    assert {"x": ["content/blog/b.md"]} == found["tags"]
    built.build()
    assert "" == built.build("cache", "lost").text


def test_inputs(built):
    """The inputs are the code, the settings and templates, and every other source."""
    found = json.loads(built.build("cache", "inputs", "--json").text)
    groups = {name: group for group, name, _ in found}

    assert "code" == groups["jinja2"] == groups["bengal_tasks"]
    assert "settings" == groups["bengal.toml"] == groups["templates/base.html"]
    assert "sources" == groups["content/about.md"] == groups["data/team.yaml"]
    assert not [name for name in groups if name.startswith((".bengal", "public"))]


def test_clear(built):
    """Only what builds made is removed; what was published is still pruned by the next build."""
    built.write(".bengal/notes.txt", "mine")
    ran = built.build("cache", "clear")

    left = {p.name for p in (built.root / ".bengal").rglob("*") if p.is_file()}
    assert 0 == ran.status
    assert {"notes.txt", "published.json.zst", "lock"} == left - {"cache.json.lock"}
    built.remove("content/about.md")
    ran = built.build()
    assert 0 == ran.status
    assert not (built.root / "public/about/index.html").exists()


def test_clear_all(built):
    """With --all the list of published files goes too."""
    built.build("cache", "clear", "--all")

    assert not list((built.root / ".bengal").rglob("*.zst"))


def test_clear_waits(built):
    """Nothing is removed while a build runs."""
    before = built.artefacts()
    with FileLock(built.root / ".bengal/lock"):
        ran = built.build("cache", "clear", "--no-wait")

    assert 75 == ran.status
    assert before == built.artefacts()


@pytest.mark.parametrize("words", [["nope"], ["stats", "x"], ["show"], ["show", "a", "b"]])
def test_words(built, words):
    """Words that mean nothing are told in one line, which says what may be said."""
    ran = built.build("cache", *words)

    assert 3 == ran.status
    assert "cache" in ran.text
    assert "Traceback" not in ran.text


@pytest.mark.parametrize("words", [["cache"], ["graph"], ["template-deps"]])
def test_an_answer_without_a_state(built, words):
    """Of a state that is not usable it is told that it is not, beside the empty answer."""
    save_compressed({"version": 1, "tasks": {}}, built.root / ".bengal/cache.json.zst")
    ran = built.build(*words)

    assert 0 == ran.status
    assert "warning: .bengal/cache.json.zst is not usable (written by another version)" in ran.text


def test_an_answer_with_a_state(built):
    """Of a state that is usable nothing is told."""
    assert "warning" not in built.build("cache").text
