"""The modules of the site that an extension imports."""

from __future__ import annotations

from bengal_tasks.render.helpers import helper_modules


def _write(root, **texts):
    for name, text in texts.items():
        path = root / f"{name.replace('__in_', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def test_each_way_to_import(tmp_path):
    """Modules are found in whichever way and place they are imported, and through each other."""
    _write(tmp_path, a="import b", b="", c="", unused="")
    _write(tmp_path, p__in___init__="", p__in_d="from .e import x", p__in_e="from . import f")
    _write(tmp_path, p__in_f="")
    code = b"import os, a\ndef work():\n    from p import d\nfrom json import loads\n"

    names, files = helper_modules(code, tmp_path)

    assert {"a", "b", "p", "p.d", "p.e", "p.f"} == set(names)
    assert ["a.py", "b.py", "p/__init__.py", "p/d.py", "p/e.py", "p/f.py"] == list(files)
    assert b"import b" == files["a.py"]


def test_circle(tmp_path):
    """Modules that import each other are each found once."""
    _write(tmp_path, a="import b", b="import a")

    assert ["b", "a"] == helper_modules(b"import b", tmp_path)[0]


def test_installed_packages(tmp_path):
    """What is not a file of the site is no module of it."""
    assert ([], {}) == helper_modules(b"import os.path\nimport jinja2\n", tmp_path)
