"""Images: made smaller, and in other sizes and formats when a page asks for them."""

from __future__ import annotations

import json
from unittest import mock

import pytest
from PIL import Image

from bengal_tasks.actions import bench
from bengal_tasks.store import files
from tests.gallery import draw


ENDS = {"manifest", "prune", "edges", "asset_deps"}
HERO = {"variant:assets/img/hero.jpg@480w.webp", "variant:assets/img/hero.jpg@600w.webp"}
VIEW = {"variant:content/pic/view.jpg@480w.webp", "variant:content/pic/view.jpg@500w.webp"}


def _variants(space):
    return {path for path in space.published() if path.endswith(".webp")}


def test_picture(shown):
    """A page offers the variants, and the size of the image so that nothing moves when it comes."""
    html = shown.read("public/pic/index.html")

    assert '<picture><source type="image/webp" srcset="/pic/view-480w.' in html
    assert 'width="500" height="300" loading="lazy"' in html
    assert 'alt="A view"' in html


def test_variants_are_made_on_request(shown):
    """What no page asks for is not made; what a page asks for first is made in that build."""
    assert not any(path.startswith("assets/img/bg-") for path in shown.published())
    shown.write("content/about.md", "---\ntitle: About\n---\n![Ground](/assets/img/bg.png)\n")
    shown.edit("bengal.toml", "[site]", "[assets.images]\nwidths = [20]\n\n[site]")
    ran = shown.build()

    small = {task for task in ran.ran if task.startswith("variant:assets/img/bg.png")}
    assert {"variant:assets/img/bg.png@20w.webp", "variant:assets/img/bg.png@40w.webp"} == small
    assert shown.is_clean()


def test_edit_of_an_image(shown):
    """An image that is edited leads to its own variants, and to the pages that show it."""
    draw(shown, "content/pic/view.jpg", (500, 300), shade=99)
    ran = shown.build()

    assert {"static:content/pic/view.jpg", "page:pic"} | VIEW | ENDS == ran.ran
    assert shown.is_clean()


def test_edit_of_a_page(shown):
    """A page that is edited and still shows its image leads to no image work."""
    shown.edit("content/pic/index.md", "A view", "The view")
    ran = shown.build()

    assert {"parse:pic", "page:pic", "search"} >= ran.ran - {"edges"}
    assert set() == ran.of("variant")
    assert shown.is_clean()


def test_page_that_shows_it_no_more(shown):
    """The variants of an image go with the last page that asks for them."""
    assert 4 == len(_variants(shown))
    shown.edit("content/show.md", "type: picture\n", "")
    ran = shown.build()

    assert {path for path in ran.changed if path.endswith(".webp")} == {
        path for path in ran.changed if path.startswith("assets/img/hero-")
    }
    assert 2 == len(_variants(shown))
    assert set() == ran.of("variant")
    assert shown.is_clean()


def test_page_that_fails(shown):
    """A page that fails keeps the variants that its last good version shows."""
    before = _variants(shown)
    shown.edit("templates/picture/page.html", "{{ image", "{{ nothing.at.all }}{{ image")
    assert 0 != shown.build().status
    assert before == _variants(shown)

    shown.edit("templates/picture/page.html", "{{ nothing.at.all }}", "")
    shown.build()
    assert before == _variants(shown)
    assert shown.is_clean()


def test_image_that_is_gone(shown):
    """With its image a variant goes, and the page is rendered without it."""
    shown.remove("assets/img/hero.jpg")
    ran = shown.build()

    assert "there is no image 'img/hero.jpg'" in ran.text
    assert {"page:show"} == {name for name in ran.ran if name.startswith("page:")}
    assert not any(path.startswith("assets/img/hero") for path in shown.published())
    assert shown.is_clean()


def test_settings_that_end_the_asking(shown):
    """A variant is not made anew for new settings just to be dropped, when nobody asks any more."""
    shown.edit(
        "bengal.toml", "[site]", "[assets]\nfingerprint = false\nimages.widths = []\n\n[site]"
    )
    ran = shown.build()

    assert set() == ran.of("variant")
    assert set() == _variants(shown)
    assert shown.is_clean()
    assert frozenset() == shown.build().ran


def test_settings_that_keep_the_asking(shown):
    """A variant that is asked for again, with other settings, is as it was, or made anew."""
    shown.edit("bengal.toml", "[site]", "[assets.images]\nwidths = [480, 300]\n\n[site]")
    ran = shown.build()
    assert {
        "variant:assets/img/hero.jpg@300w.webp", "variant:content/pic/view.jpg@300w.webp"
    } == {name for name in ran.ran if name.startswith("variant:")}  # fmt: skip
    assert shown.is_clean()

    shown.edit("bengal.toml", "[480, 300]", "[480]\nquality = 30")
    ran = shown.build()
    kept = {name for name in HERO | VIEW if "@300w" not in name}
    assert kept == {name for name in ran.ran if name.startswith("variant:")}
    assert shown.is_clean()


def test_settings_that_end_the_asking_of_a_page_that_fails(shown):
    """While a page fails, what its last good version shows stays, also with new settings."""
    before = _variants(shown)
    shown.edit("bengal.toml", "[site]", "[assets.images]\nwidths = []\n\n[site]")
    shown.edit("templates/picture/page.html", "{{ image", "{{ 1 / 0 }}{{ image")
    assert 0 != shown.build().status
    assert before == _variants(shown)

    shown.edit("templates/picture/page.html", "{{ 1 / 0 }}", "")
    ran = shown.build()
    assert set() == ran.of("variant")
    assert set() == _variants(shown)
    assert shown.is_clean()


def test_sizes(shown):
    """How wide images are shown is a setting, for those of Markdown and of templates alike."""
    shown.edit("templates/picture/page.html", 'alt="Hero"', 'alt="Hero", sizes="9px"')
    shown.build()
    pic, show = (shown.read(f"public/{name}/index.html") for name in ("pic", "show"))
    assert (1, 1) == (pic.count('sizes="100vw"'), show.count('sizes="9px"'))

    shown.edit("bengal.toml", "[site]", '[assets.images]\nsizes = "50vw"\n\n[site]')
    ran = shown.build()
    assert {"config", "page:pic"} == ran.ran
    assert 'sizes="50vw"' in shown.read("public/pic/index.html")
    assert shown.is_clean()


@pytest.mark.parametrize(
    ("setting", "mark"),
    [
        ("formats = ['avif', 'webp']", ".avif"),
        ("widths = [100]", "-100w."),
        ("quality = 20", ".webp"),
        ("responsive = false", ""),
    ],
)
def test_settings(shown, setting, mark):
    """Each setting of images shows in the variants, there and back."""
    before = shown.published()
    shown.edit("bengal.toml", "[site]", f"[assets.images]\n{setting}\n\n[site]")
    shown.build()

    new = shown.published().keys() - before.keys()
    assert (
        any(mark in path for path in new)
        if mark
        else "<picture>" not in shown.read("public/pic/index.html")
    )
    assert shown.is_clean()

    shown.edit("bengal.toml", f"[assets.images]\n{setting}\n\n", "")
    shown.build()
    assert before == shown.published()


def test_workers(shown):
    """Workers make the same files as one process does."""
    other = shown.copy("workers")
    status, text = other.shell("-n", "2")

    assert 0 == status, text
    assert shown.published() == other.published()
    assert shown.artefacts() == other.artefacts()


def test_no_image_work(shown):
    """Without optimizing an image is published byte for byte."""
    shown.edit("bengal.toml", "[site]", "[assets]\noptimize_images = false\n\n[site]")
    shown.build()

    source = (shown.root / "content/pic/view.jpg").read_bytes()
    assert source == shown.published()["pic/view.jpg"][0]
    assert shown.is_clean()


def _note_camera(space):
    """Write into an image what a camera does."""
    path = space.root / "content/pic/view.jpg"
    image = Image.open(path)
    exif = image.getexif()
    exif[0x010F] = "A camera of mine"
    image.save(path, exif=exif)
    assert b"A camera of mine" in path.read_bytes()


def test_metadata(shown):
    """What a camera notes about the place is not published."""
    _note_camera(shown)
    shown.build()

    assert not any(b"A camera of mine" in data for data, _ in shown.published().values())
    assert shown.is_clean()


def test_bomb(shown):
    """An image that is too large to be decoded fails, and nothing else does."""
    image = Image.new("1", (30_000, 30_000))
    image.save(shown.root / "assets/img/bomb.png")
    ran = shown.build()

    assert {"asset:img/bomb.png"} == ran.failed.keys()
    assert "Traceback" not in ran.text


def test_manifest(shown):
    """The manifest lists the size of an image, and its variants."""
    row = json.loads(shown.read("public/asset-manifest.json"))["assets"]["img/hero.jpg"]

    assert (600, 400) == (row["width"], row["height"])
    assert [480, 600] == [variant["width"] for variant in row["variants"]]
    assert {f"/{v['output_path']}" for v in row["variants"]} == {
        word
        for word in shown.read("public/show/index.html").replace('"', " ").split()
        if word.endswith(".webp")
    }


def test_image_that_is_not_there(shown):
    """An image that a template misses is told once for all pages, with a guess at an image."""
    call = '{{ image("img/hreo.jpg", alt="") }}'
    shown.edit("templates/404.html", "Not", f"{call}Not")
    shown.edit("templates/picture/page.html", "{{ image", f"{call}{{{{ image")
    ran = shown.build()

    assert "templates/404.html: there is no image 'img/hreo.jpg'" in ran.text
    guess = "there is no /assets/img/hreo.jpg; did you mean /assets/img/hero.jpg? (on 2 pages)"
    assert 1 == ran.text.count(guess) == ran.text.count("did you mean")


def test_image_without_alt(shown):
    """An image without alt is an error that says where, and what alt is for."""
    shown.edit("templates/picture/page.html", ', alt="Hero"', "")
    ran = shown.build()

    assert {"page:show"} == ran.failed.keys()
    assert "templates/picture/page.html" in ran.failed["page:show"]
    assert 'needs alt="..."' in ran.failed["page:show"]


@pytest.mark.parametrize(
    "arguments",
    [
        "widths=[1.5]",
        "widths=[true]",
        "widths=[0]",
        "widths=300",
        "formats=['bmp']",
        "formats='webp'",
    ],
)
def test_variants_that_cannot_be(shown, arguments):
    """A width or format that there is not is an error of the template, which says what there is."""
    shown.edit("templates/picture/page.html", ', alt="Hero"', f', alt="Hero", {arguments}')
    ran = shown.build()

    assert {"page:show"} == ran.failed.keys()
    assert "is no list of widths in pixels, from 1 to 10000" in ran.failed["page:show"]
    assert "fault of bengal-tasks" not in ran.text


@pytest.mark.parametrize("name", ["robots.txt", "redirect.html", "rss.xml", "sitemap.xml"])
def test_every_template_may_ask(shown, name):
    """Variants that no page asks for, but a feed or robots.txt does, are made once and stay."""
    shown.write("content/moved.md", "---\ntitle: Moved\naliases: [/was/]\n---\n")
    shown.write(f"templates/{name}", '{{ image("img/bg.png", alt="", widths=[20]) }}\n')
    assert 0 == shown.build().status
    assert any(path.startswith("assets/img/bg-20w.") for path in shown.published())
    ran = shown.build()

    assert frozenset() == ran.ran
    assert shown.is_clean()


def test_damaged_image(shown):
    """An image that is damaged is shown as it is, whether there were variants of it or not."""
    shown.edit("bengal.toml", "[site]", "[assets]\noptimize_images = false\n\n[site]")
    shown.build()
    place = shown.root / "content/pic/view.jpg"
    place.write_bytes(place.read_bytes()[:4000])
    ran = shown.build()

    assert 0 == ran.status
    assert shown.is_clean()
    assert not any("view-" in path for path in shown.published())


def test_full_disk(shown):
    """A variant that could not be written is tried again, even when no page runs again."""
    other = shown.copy("full")
    write = files.write_file

    def no_space(root, path, data):
        if path.endswith(".webp"):
            raise OSError(28, "No space left on device", path)
        return write(root, path, data)

    with mock.patch.object(bench, "write_file", no_space):
        assert 0 != other.build().status
        assert 0 != other.build().status
    ran = other.build()

    assert HERO | VIEW <= ran.ran
    assert 0 == ran.status
    assert shown.published() == other.published()


@pytest.mark.parametrize("setting", ["fingerprint = false", "exempt = ['img/*']"])
def test_variants_with_plain_names(shown, setting):
    """Without fingerprints the variants of ``a.png`` and ``a.jpg`` are different files."""
    draw(shown, "assets/img/a.png", (60, 40))
    draw(shown, "assets/img/a.jpg", (60, 40), shade=200)
    shown.edit("bengal.toml", "[site]", f"[assets]\n{setting}\n\n[site]")
    shown.edit(
        "templates/picture/page.html",
        '{{ image("img/hero.jpg", alt="Hero") }}',
        '{% for n in ("png", "jpg") %}{{ image("img/a." ~ n, alt="", widths=[30]) }}{% endfor %}',
    )
    assert 0 == shown.build().status

    small = {path for path in shown.published() if "-30w" in path}
    assert {"assets/img/a-png-30w.webp", "assets/img/a-jpg-30w.webp"} == small
    assert shown.is_clean()


def test_strip_metadata(shown):
    """Notes of a camera stay, those about the place too, when the settings keep them."""
    _note_camera(shown)
    shown.edit("bengal.toml", "[site]", "[assets.images]\nstrip_metadata = false\n\n[site]")
    shown.build()
    assert b"A camera of mine" in shown.published()["pic/view.jpg"][0]

    shown.edit("bengal.toml", "strip_metadata = false", "strip_metadata = true")
    ran = shown.build()
    assert "static:content/pic/view.jpg" in ran.ran
    assert b"A camera of mine" not in shown.published()["pic/view.jpg"][0]
    assert shown.is_clean()
